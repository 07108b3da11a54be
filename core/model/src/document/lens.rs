//! Lenses: how what a document shows in one schema is written in the next, and back. Pure, and tested both ways.
//!
//! Additive changes need none: a document without a new field is a document of the newer schema, and keys that a program
//! does not know are carried along. A lens is for a new shape: a field that moved, split or changed its unit.
use super::DocType;
use crate::crdt::Tree;

/// One step between two schemas of a type.
#[derive(Debug, Clone, Copy)]
pub struct Lens {
    /// The type.
    pub kind: DocType,
    /// The older schema; the newer one is this + 1.
    pub from: u16,
    /// Writes what the older one shows as the newer one shows it.
    pub up: fn(&mut Tree),
    /// Undoes that, for those who look at a newer document with an older program.
    pub down: fn(&mut Tree),
}

/// The lenses of this program; none while every type is at its first schema.
pub const LENSES: &[Lens] = &[];

/// Brings what a document of `kind` shows from schema `from` to schema `to`; `false` if a step is missing, and the tree
/// is then as far as the steps led.
#[must_use]
pub fn bring(lenses: &[Lens], kind: DocType, tree: &mut Tree, from: u16, to: u16) -> bool {
    let find = |from| lenses.iter().find(|lens| lens.kind == kind && lens.from == from);
    let mut at = from;
    while at < to {
        let Some(lens) = find(at) else { return false };
        (lens.up)(tree);
        at = at.saturating_add(1);
    }
    while at > to {
        let Some(lens) = find(at.saturating_sub(1)) else { return false };
        (lens.down)(tree);
        at = at.saturating_sub(1);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        crdt::{Node, Scalar},
        id::ActorId,
    };

    const A: ActorId = ActorId::from_bytes([1; 16]);

    fn renamed(tree: &mut Tree, from: &str, to: &str) {
        if let Some(node) = tree.0.remove(from) {
            tree.0.insert(to.to_owned(), node);
        }
    }

    const STEPS: [Lens; 2] = [
        Lens {
            kind: DocType::Chart,
            from: 1,
            up: |t| renamed(t, "a", "b"),
            down: |t| renamed(t, "b", "a"),
        },
        Lens {
            kind: DocType::Chart,
            from: 2,
            up: |t| renamed(t, "b", "c"),
            down: |t| renamed(t, "c", "b"),
        },
    ];

    fn tree(key: &str) -> Tree {
        let mut tree = Tree::default();
        tree.0.insert(key.to_owned(), Node::Value(Scalar::Int(7), A));
        tree.0.insert("unknown".to_owned(), Node::Value(Scalar::Int(8), A));
        tree
    }

    #[test]
    fn a_tree_goes_up_step_by_step_and_comes_back_as_it_was() {
        let mut it = tree("a");
        assert!(bring(&STEPS, DocType::Chart, &mut it, 1, 3));
        assert_eq!(it, tree("c"));
        assert!(bring(&STEPS, DocType::Chart, &mut it, 3, 1));
        assert_eq!(it, tree("a"));
    }

    #[test]
    fn what_no_lens_knows_is_carried_along() {
        let mut it = tree("a");
        assert!(bring(&STEPS, DocType::Chart, &mut it, 1, 2));
        assert!(it.get(&["unknown"]).is_some());
    }

    #[test]
    fn a_missing_step_is_told() {
        let mut it = tree("a");
        assert!(!bring(&STEPS, DocType::Chart, &mut it, 1, 4));
        assert!(!bring(&STEPS, DocType::Admin, &mut it, 1, 2));
        assert!(bring(&STEPS, DocType::Admin, &mut it, 1, 1));
    }

    #[test]
    fn every_type_reaches_the_schema_of_this_program() {
        for kind in DocType::ALL {
            for from in 1..=super::super::SCHEMA {
                let mut it = Tree::default();
                assert!(bring(LENSES, kind, &mut it, from, super::super::SCHEMA), "{kind:?}");
            }
        }
    }
}
