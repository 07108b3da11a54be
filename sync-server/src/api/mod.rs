//! HTTP for people and integrators, versioned by path.
pub mod v1;
