//! What a document shows, as a value: every key with its winning value and who wrote it.
use super::{Doc, Path, Scalar, change::actor_of};
use crate::id::ActorId;
use automerge::{ObjId, ObjType, ROOT, ReadDoc, Value};
use std::collections::BTreeMap;

/// What stands at a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// More keys.
    Map(BTreeMap<String, Self>),
    /// A text, and who made it.
    Text(String, ActorId),
    /// A value, and who wrote it.
    Value(Scalar, ActorId),
}

/// Everything that a document shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tree(pub BTreeMap<String, Node>);

impl Doc {
    /// Everything that this document shows. Values that lost to others are not in it.
    #[must_use]
    pub fn tree(&self) -> Tree {
        Tree(self.branch(&ROOT))
    }

    fn branch(&self, map: &ObjId) -> BTreeMap<String, Node> {
        let each = self.inner.map_range(map, ..).filter_map(|item| {
            let id = item.id();
            let node = match item.value.into_value() {
                Value::Object(ObjType::Map) => Node::Map(self.branch(&id)),
                Value::Object(ObjType::Text) => {
                    Node::Text(self.inner.text(&id).ok()?, writer(&id)?)
                }
                Value::Scalar(value) => Node::Value(Scalar::from_automerge(&value)?, writer(&id)?),
                // No document of ours holds lists or tables.
                Value::Object(ObjType::List | ObjType::Table) => return None,
            };
            Some((item.key.to_string(), node))
        });
        each.collect()
    }
}

fn writer(id: &ObjId) -> Option<ActorId> {
    match id {
        ObjId::Root => None,
        ObjId::Id(_, actor, _) => actor_of(actor),
    }
}

fn walk<'t>(at: &Path, map: &'t BTreeMap<String, Node>, out: &mut Vec<(Path, &'t Node)>) {
    for (key, node) in map {
        let mut path = at.clone();
        path.push(key.clone());
        out.push((path.clone(), node));
        if let Node::Map(map) = node {
            walk(&path, map, out);
        }
    }
}

impl Tree {
    /// What stands at `path`.
    #[must_use]
    pub fn get<S: AsRef<str>>(&self, path: &[S]) -> Option<&Node> {
        let (first, rest) = path.split_first()?;
        rest.iter().try_fold(self.0.get(first.as_ref())?, |node, key| match node {
            Node::Map(map) => map.get(key.as_ref()),
            Node::Text(..) | Node::Value(..) => None,
        })
    }

    /// Takes away what stands at `path`, and says what it was.
    pub fn take<S: AsRef<str>>(&mut self, path: &[S]) -> Option<Node> {
        let (last, parents) = path.split_last()?;
        parents
            .iter()
            .try_fold(&mut self.0, |map, key| match map.get_mut(key.as_ref())? {
                Node::Map(map) => Some(map),
                Node::Text(..) | Node::Value(..) => None,
            })?
            .remove(last.as_ref())
    }

    /// Every place with something in it, parents before what is in them.
    #[must_use]
    pub fn places(&self) -> Vec<(Path, &Node)> {
        let mut out = Vec::new();
        walk(&Path::new(), &self.0, &mut out);
        out
    }

    /// Whether both show the same, whoever wrote it.
    #[must_use]
    pub fn shows(&self, other: &Self) -> bool {
        fn same(a: &Node, b: &Node) -> bool {
            match (a, b) {
                (Node::Map(a), Node::Map(b)) => {
                    a.len() == b.len()
                        && a.iter().zip(b).all(|((k, x), (l, y))| k == l && same(x, y))
                }
                (Node::Text(a, _), Node::Text(b, _)) => a == b,
                (Node::Value(a, _), Node::Value(b, _)) => a == b,
                (Node::Map(_) | Node::Text(..) | Node::Value(..), _) => false,
            }
        }
        same(&Node::Map(self.0.clone()), &Node::Map(other.0.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Put;
    use super::*;
    use crate::id::{DocId, Nonce};

    const A: ActorId = ActorId::from_bytes([0xaa; 16]);
    const B: ActorId = ActorId::from_bytes([0xbb; 16]);

    fn path(parts: &[&str]) -> Path {
        parts.iter().map(|p| (*p).to_owned()).collect()
    }

    fn doc() -> Doc {
        let mut doc = Doc::genesis(&["meds", "notes"], 1, DocId::from_bytes([3; 16]), 0);
        let puts = [
            Put::Map(path(&["meds", "m1"])),
            Put::Set(path(&["meds", "m1", "dose"]), "5 mg".into()),
            Put::Text(path(&["notes", "n1"]), "no fever".to_owned()),
        ];
        doc.edit(A, Nonce::from_bytes([1; 16]), &puts).unwrap();
        let put = Put::Set(path(&["meds", "m1", "dose"]), "8 mg".into());
        doc.edit(B, Nonce::from_bytes([2; 16]), &[put]).unwrap();
        doc
    }

    #[test]
    fn a_tree_holds_what_shows_and_who_wrote_it() {
        let tree = doc().tree();
        assert_eq!(tree.get(&["meds", "m1", "dose"]), Some(&Node::Value("8 mg".into(), B)));
        assert_eq!(tree.get(&["notes", "n1"]), Some(&Node::Text("no fever".to_owned(), A)));
        assert!(matches!(tree.get(&["schema"]), Some(Node::Value(Scalar::Int(1), _))));
        assert_eq!(tree.get(&["meds", "m1", "dose", "deeper"]), None);
        assert_eq!(tree.get::<&str>(&[]), None);
    }

    #[test]
    fn what_is_taken_is_gone_with_all_below_it() {
        let mut tree = doc().tree();
        assert!(matches!(tree.take(&["meds", "m1"]), Some(Node::Map(_))));
        assert_eq!(tree.get(&["meds", "m1", "dose"]), None);
        assert_eq!(tree.take(&["meds", "m1"]), None);
        assert_eq!(tree.take(&["nowhere", "m1"]), None);
        assert!(tree.get(&["meds"]).is_some());
    }

    #[test]
    fn trees_that_show_the_same_may_have_other_authors() {
        let (mut one, other) = (doc().tree(), doc().tree());
        assert!(one.shows(&other));
        let dose = path(&["meds", "m1", "dose"]);
        one.take(&dose);
        assert!(!one.shows(&other));
        let Some(Node::Map(map)) = one.0.get_mut("meds") else { panic!("no map") };
        let Some(Node::Map(line)) = map.get_mut("m1") else { panic!("no map") };
        line.insert("dose".to_owned(), Node::Value("8 mg".into(), A));
        assert!(one.shows(&other));
    }

    #[test]
    fn places_come_parents_first() {
        let tree = doc().tree();
        let places = tree.places();
        let at = |want: &[&str]| places.iter().position(|(p, _)| *p == path(want)).unwrap();
        assert!(at(&["meds"]) < at(&["meds", "m1"]));
        assert!(at(&["meds", "m1"]) < at(&["meds", "m1", "dose"]));
    }
}
