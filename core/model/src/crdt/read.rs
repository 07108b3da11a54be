//! Reading by path.
use super::{
    Doc, Scalar,
    change::{actor_of, hash_of},
};
use crate::id::{ActorId, Hash};
use automerge::{ObjId, ObjType, ROOT, ReadDoc, Value};

/// One of the values that stand at a key, and who wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Valued {
    /// The value.
    pub value: Scalar,
    /// Who wrote it.
    pub actor: ActorId,
    /// Counter of the operation that wrote it; (counter, actor) orders values, the highest wins.
    pub counter: u64,
    /// The change that wrote it.
    pub change: Hash,
}

/// What shows at one key of a map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The key.
    pub key: String,
    /// The winning scalar; `None` if a map or a text is there.
    pub value: Option<Scalar>,
    /// Whether more than one value stands, equal ones included: [`Doc::all`] names them.
    pub conflict: bool,
}

impl Doc {
    /// The map or text at `path`, following the winner at each key.
    pub(super) fn object<S: AsRef<str>>(&self, path: &[S]) -> Option<(ObjId, ObjType)> {
        path.iter().try_fold((ROOT, ObjType::Map), |(at, kind), key| {
            let value = (kind == ObjType::Map).then(|| self.inner.get(&at, key.as_ref()))?;
            match value.ok().flatten()? {
                (Value::Object(kind), id) => Some((id, kind)),
                (Value::Scalar(_), _) => None,
            }
        })
    }

    /// The map that holds the last key of `path`, and that key.
    fn parent<'p, 's>(&self, path: &'p [&'s str]) -> Option<(ObjId, &'p &'s str)> {
        let (key, parents) = path.split_last()?;
        let (map, kind) = self.object(parents)?;
        (kind == ObjType::Map).then_some((map, key))
    }

    /// The winning scalar at `path`; `None` if nothing, a map or a text is there.
    ///
    /// For a field of class `Decide` use [`Doc::all`].
    #[must_use]
    pub fn value(&self, path: &[&str]) -> Option<Scalar> {
        let (map, key) = self.parent(path)?;
        match self.inner.get(&map, *key).ok()?? {
            (Value::Scalar(value), _) => Scalar::from_automerge(&value),
            (Value::Object(_), _) => None,
        }
    }

    /// All scalars that stand at `path`, the winner first; more than one means they were written
    /// without seeing each other, and empty means that nothing was ever written.
    #[must_use]
    pub fn all(&self, path: &[&str]) -> Vec<Valued> {
        let Some((map, key)) = self.parent(path) else { return Vec::new() };
        let found = self.inner.get_all(&map, *key).unwrap_or_default();
        found.iter().rev().filter_map(|(value, id)| self.valued(value, id)).collect()
    }

    fn valued(&self, value: &Value<'_>, id: &ObjId) -> Option<Valued> {
        let value = if let Value::Scalar(value) = value {
            Scalar::from_automerge(value)?
        } else {
            return None;
        };
        let ObjId::Id(counter, actor, _) = id else { return None };
        let change = self.inner.hash_for_opid(id).map(hash_of)?;
        Some(Valued { value, actor: actor_of(actor)?, counter: *counter, change })
    }

    /// All keys of the map at `path`, ascending, with what shows there: one walk instead of a search for each key.
    #[must_use]
    pub fn cells(&self, path: &[&str]) -> Vec<Cell> {
        match self.object(path) {
            Some((map, ObjType::Map)) => self.walk(&map),
            Some(_) | None => Vec::new(),
        }
    }

    /// The maps within the map at `path`, ascending by key, each walked once.
    #[must_use]
    pub fn rows(&self, path: &[&str]) -> Vec<(String, Vec<Cell>)> {
        let Some((map, ObjType::Map)) = self.object(path) else { return Vec::new() };
        let rows = self.inner.map_range(&map, ..).filter_map(|item| {
            let is_map = matches!(item.value, automerge::ValueRef::Object(ObjType::Map));
            is_map.then(|| (item.key.to_string(), self.walk(&item.id())))
        });
        rows.collect()
    }

    fn walk(&self, map: &ObjId) -> Vec<Cell> {
        let cells = self.inner.map_range(map, ..).map(|item| {
            let value = match item.value.into_value() {
                Value::Scalar(value) => Scalar::from_automerge(&value),
                Value::Object(_) => None,
            };
            Cell { key: item.key.to_string(), value, conflict: item.conflict }
        });
        cells.collect()
    }

    /// The keys of the map at `path`, ascending; empty if there is no map.
    #[must_use]
    pub fn keys(&self, path: &[&str]) -> Vec<String> {
        match self.object(path) {
            Some((map, ObjType::Map)) => self.inner.keys(&map).collect(),
            Some(_) | None => Vec::new(),
        }
    }

    /// The content of the text at `path`.
    #[must_use]
    pub fn text(&self, path: &[&str]) -> Option<String> {
        match self.object(path)? {
            (text, ObjType::Text) => self.inner.text(&text).ok(),
            (_, ObjType::Map | ObjType::List | ObjType::Table) => None,
        }
    }
}
