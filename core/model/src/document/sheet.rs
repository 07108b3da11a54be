//! One item, or one root that holds fields itself, walked once: everything that reads documents reads this.
use super::{
    register::Group,
    schema::{Root, Shape},
};
use crate::crdt::{Cell, Doc, Scalar, Valued};

/// The fields of one map, with what shows at each.
pub struct Sheet<'d> {
    doc: &'d Doc,
    root: &'d str,
    id: Option<String>,
    cells: Vec<Cell>,
}

impl<'d> Sheet<'d> {
    /// The root map `root`, which holds fields itself.
    #[must_use]
    pub fn one(doc: &'d Doc, root: &'d str) -> Self {
        Self { doc, root, id: None, cells: doc.cells(&[root]) }
    }

    /// Every item under `root`, in order of making.
    #[must_use]
    pub fn items(doc: &'d Doc, root: &'d str) -> Vec<Self> {
        let rows = doc.rows(&[root]).into_iter();
        rows.map(|(id, cells)| Self { doc, root, id: Some(id), cells }).collect()
    }

    /// The item `id` under `root`; without fields if it is not there.
    #[must_use]
    pub fn item(doc: &'d Doc, root: &'d str, id: &str) -> Self {
        Self { doc, root, id: Some(id.to_owned()), cells: doc.cells(&[root, id]) }
    }

    /// The sheets of a root of either shape; keyed roots have none.
    #[must_use]
    pub fn of(doc: &'d Doc, root: &'static Root) -> Vec<Self> {
        match root.shape {
            Shape::One => vec![Self::one(doc, root.name)],
            Shape::Items => Self::items(doc, root.name),
            Shape::Keyed => Vec::new(),
        }
    }

    /// The item's key; empty for a root.
    #[must_use]
    pub fn id(&self) -> &str {
        self.id.as_deref().unwrap_or_default()
    }

    /// The keys from the document's root to `field`.
    #[must_use]
    pub fn path<'a>(&'a self, field: &'a str) -> Vec<&'a str> {
        [Some(self.root), self.id.as_deref(), Some(field)].into_iter().flatten().collect()
    }

    fn cell(&self, field: &str) -> Option<&Cell> {
        let at = self.cells.binary_search_by(|c| c.key.as_str().cmp(field)).ok()?;
        self.cells.get(at)
    }

    /// The value that shows; null counts as none. For a field of class `Decide` use [`Sheet::all`].
    #[must_use]
    pub fn value(&self, field: &str) -> Option<&Scalar> {
        self.cell(field)?.value.as_ref().filter(|v| **v != Scalar::Null)
    }

    /// The text that shows.
    #[must_use]
    pub fn word(&self, field: &str) -> Option<&str> {
        self.value(field)?.as_str()
    }

    /// The number that shows.
    #[must_use]
    pub fn int(&self, field: &str) -> Option<i64> {
        self.value(field)?.as_int()
    }

    /// Whether more than one value was written apart, equal ones included.
    #[must_use]
    pub fn is_conflict(&self, field: &str) -> bool {
        self.cell(field).is_some_and(|c| c.conflict)
    }

    /// All standing values with their authors.
    #[must_use]
    pub fn all(&self, field: &str) -> Vec<Valued> {
        self.doc.all(&self.path(field))
    }

    /// The distinct standing values, the one that shows first; null counts as none.
    #[must_use]
    pub fn values(&self, field: &str) -> Vec<Scalar> {
        if self.is_conflict(field) {
            return super::values(self.doc, &self.path(field));
        }
        self.value(field).cloned().into_iter().collect()
    }

    /// Whether any standing value is one of these words.
    #[must_use]
    pub fn says(&self, field: &str, words: &[&str]) -> bool {
        self.values(field).iter().filter_map(Scalar::as_str).any(|v| words.contains(&v))
    }

    /// Every standing value of a register that can be read.
    #[must_use]
    pub fn groups<G: Group>(&self, field: &str) -> Vec<G> {
        let stand = self.values(field);
        stand.iter().filter_map(|v| G::from_text(v.as_str()?).ok()).collect()
    }

    /// The text that people edit by character.
    #[must_use]
    pub fn text(&self, field: &str) -> Option<String> {
        self.doc.text(&self.path(field))
    }

    /// Whether somebody marked the item as entered in error, seen or unseen by others.
    #[must_use]
    pub fn is_void(&self) -> bool {
        !self.values("entry").is_empty()
    }
}
