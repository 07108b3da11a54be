//! Making and reading items: the few helpers through which every put and every view goes.
use super::register::Group;
use crate::{
    crdt::{Path, Put, Scalar},
    id::{ItemId, UserId},
    time::Timestamp,
};

/// The path whose keys are `keys`.
#[must_use]
pub fn path(keys: &[&str]) -> Path {
    keys.iter().map(|k| (*k).to_owned()).collect()
}

/// A put of one scalar at `keys`.
pub fn set(keys: &[&str], value: impl Into<Scalar>) -> Put {
    Put::Set(path(keys), value.into())
}

/// A put of one register, whole, at `keys`.
pub fn set_group<G: Group>(keys: &[&str], value: &G) -> Put {
    Put::Set(path(keys), Scalar::Str(value.to_text()))
}

/// The puts that make one new item: its map, who made it, when, and its fields.
#[derive(Debug, Clone)]
pub struct Draft {
    root: String,
    id: String,
    puts: Vec<Put>,
}

impl Draft {
    /// An item `id` under `root`, made by `by` at `at` (claimed device time).
    #[must_use]
    pub fn new(root: &str, id: ItemId, by: UserId, at: Timestamp) -> Self {
        let id = id.to_string();
        let puts = vec![
            Put::Map(path(&[root, &id])),
            set(&[root, &id, "by"], by.to_string().as_str()),
            set(&[root, &id, "at"], at.millis()),
        ];
        Self { root: root.to_owned(), id, puts }
    }

    /// Adds a field.
    #[must_use]
    pub fn set(mut self, field: &str, value: impl Into<Scalar>) -> Self {
        self.puts.push(set(&[&self.root, &self.id, field], value));
        self
    }

    /// Adds a text field if there is something to say.
    #[must_use]
    pub fn maybe(self, field: &str, value: Option<&str>) -> Self {
        match value {
            Some(text) if !text.is_empty() => self.set(field, text),
            _ => self,
        }
    }

    /// Adds a register.
    #[must_use]
    pub fn group<G: Group>(mut self, field: &str, value: &G) -> Self {
        self.puts.push(set_group(&[&self.root, &self.id, field], value));
        self
    }

    /// Adds a register if there is one.
    #[must_use]
    pub fn maybe_group<G: Group>(self, field: &str, value: Option<&G>) -> Self {
        match value {
            Some(group) => self.group(field, group),
            None => self,
        }
    }

    /// Adds a text that people edit by character.
    #[must_use]
    pub fn text(mut self, field: &str, value: &str) -> Self {
        self.puts.push(Put::Text(path(&[&self.root, &self.id, field]), value.to_owned()));
        self
    }

    /// The puts, in an order that can be applied.
    #[must_use]
    pub fn puts(self) -> Vec<Put> {
        self.puts
    }
}
