//! One file for each attack on the document engine that one message can carry, and the shapes that honest
//! changes have. An attack must be refused within bounds of memory before Automerge applies anything; where
//! Automerge alone would take it, the test shows that too, so that an upgrade which changes this is seen.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "helpers of tests; the attacks are shown on bare Automerge as well; small numbers become bytes"
)]

mod cost;
mod support;

mod branch_own;
mod cross_key;
mod cross_text;
mod empty_delete;
mod equivocation;
mod foreign_actor;
mod ghost_actor;
mod ghost_element;
mod ghost_object;
mod ghost_predecessor;
mod hidden_put;
mod hide_object;
mod inflate_bomb;
mod orphan;
mod oversize;
mod rewritten;
mod rle_bomb;
mod seq_jump;
mod startop_brick;
mod startop_forged;
mod strange_kinds;
mod stray_chunk;
mod unequal_columns;
mod unseen_overwrite;
mod year_one;

mod differential;
mod forgery;
mod honest;
mod table;
mod traps;
