//! Merge classes: what happens when two people wrote the same field without seeing each other.
use super::DocType;
use super::schema::{Field, Shape};

/// What becomes of concurrent values of one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MergeClass {
    /// Merges itself: additions by id, text by character, values written once.
    Auto,
    /// The newest shows, the other stays in history.
    Latest,
    /// Both show until a person chooses.
    Decide,
}

/// The merge class of the field at `path` in a document of type `kind`; `None` if no field lies there.
#[must_use]
pub fn class_of<S: AsRef<str>>(kind: DocType, path: &[S]) -> Option<MergeClass> {
    field_of(kind, path).map(|f| f.merge)
}

/// The schema's field at `path`, whichever shape its root has.
#[must_use]
pub fn field_of<S: AsRef<str>>(kind: DocType, path: &[S]) -> Option<&'static Field> {
    let (root, rest) = path.split_first()?;
    let root = kind.schema().root(root.as_ref())?;
    match (root.shape, rest) {
        (Shape::One, [name]) | (Shape::Items, [_, name]) => root.field(name.as_ref()),
        (Shape::Keyed, [_]) => root.fields.first(),
        _ => None,
    }
}
