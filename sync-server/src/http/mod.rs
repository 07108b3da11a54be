//! What every HTTP request passes through: limits, identity, errors as Problem, headers.
pub mod client;
pub mod extract;
pub mod layer;
pub mod problem;
pub mod rate;
pub mod tries;
