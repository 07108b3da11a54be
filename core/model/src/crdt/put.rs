//! What a command asks of a document: targeted writes, never a whole value.
use super::Scalar;

/// Keys from the document root to one place.
pub type Path = Vec<String>;

/// One targeted write. There is no delete: what is wrong is marked as such, and stays.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Put {
    /// A new empty map under a key that must be free: two devices that make one key would hide one of the maps.
    Map(Path),
    /// A new text, edited in place later, under a key that must be free.
    Text(Path, String),
    /// A scalar at a key that holds no map and no text; all values that were there are replaced.
    Set(Path, Scalar),
    /// A change within a text. Positions count Unicode scalar values (Rust's `char`), whatever the platform.
    Splice {
        /// The text.
        path: Path,
        /// Characters before the change.
        at: usize,
        /// Characters taken out from there.
        delete: usize,
        /// Text put in their place.
        insert: String,
    },
}

impl Put {
    /// The place that this writes.
    #[must_use]
    pub const fn path(&self) -> &Path {
        match self {
            Self::Map(path)
            | Self::Text(path, _)
            | Self::Set(path, _)
            | Self::Splice { path, .. } => path,
        }
    }
}
