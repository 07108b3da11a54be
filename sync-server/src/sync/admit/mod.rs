//! Admission: what a device sends is checked step by step, cheapest check first, before anything of it is stored.
//!
//! [`limits`] and [`envelope`] need only the device's key and run beside each other for many pushes. From [`chain`] on an
//! item is judged against what stands on the [`desk`]: devices, documents and rights that were loaded (and on PostgreSQL
//! locked) in one transaction. [`judge`] takes a push through [`chain`], guard, [`access`], [`lineage`], [`ops`],
//! [`apply`] and [`schema`] in memory; [`commit`] writes everything at once.
pub mod access;
pub mod apply;
pub mod chain;
pub mod commit;
pub mod desk;
pub mod envelope;
pub mod judge;
pub mod limits;
pub mod lineage;
pub mod load;
pub mod ops;
pub mod schema;

use satchel_protocol::problem::ErrorCode;

/// A refusal, final or not, with its stable code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Why.
    pub code: ErrorCode,
    /// The rule or place; never content.
    pub detail: Option<String>,
}

impl Refusal {
    /// A refusal that names a rule or place.
    #[must_use]
    pub fn at(code: ErrorCode, detail: impl Into<String>) -> Self {
        Self { code, detail: Some(detail.into()) }
    }
}

impl From<ErrorCode> for Refusal {
    fn from(code: ErrorCode) -> Self {
        Self { code, detail: None }
    }
}

/// How an item that is not accepted ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// Refused for ever.
    Refused(Refusal),
    /// Refused, and kept for a person to decide.
    Review(Refusal),
    /// Kept until the document is well; the final verdict follows.
    Held(ErrorCode),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<ErrorCode> for Stop {
    fn from(code: ErrorCode) -> Self {
        Self::Refused(code.into())
    }
}
