//! The vault from outside: what opens, what does not, and what bytes of strangers may do, over random cases.
#![expect(
    clippy::expect_used,
    clippy::arithmetic_side_effects,
    reason = "tests compute expected values in plain arithmetic, and one that cannot go on says so and stops"
)]

mod codes;
mod sealed;
mod signed;
mod slots;
