//! The Satchel sync server: library and the binary `satchel`.
//!
//! - Does: serve devices (`/v1/sync`) and people (`/api/v1`) over TLS 1.3 on SQLite or PostgreSQL; admit, seal, store and
//!   pass on signed items; keep the audit; run deferred work; answer IT on the command line.
//! - Does not: hold documents in memory, decide clinical rules (satchel-model does), or write SQL (satchel-server-store).
//! - Entry point: [`serve`]; the binary's is [`cli::main`].
//! - Order: [`config`] says what was asked for, [`state`] chooses implementations and opens them, [`router`] names every
//!   route, [`http`] bounds each request, [`task`] names and joins all background work.
//! - Invariants: nothing outside [`config`] reads the environment; nothing outside [`clock`] reads the time; each answer
//!   carries a stable code and a request id; one process owns a SQLite file.
#![forbid(unsafe_code)]

pub mod admin;
pub mod api;
pub mod audience;
pub mod audit;
pub mod auth;
pub mod authz;
pub mod cli;
pub mod clock;
pub mod code;
pub mod config;
pub mod demo;
pub mod directory;
pub mod doctor;
pub mod fhir;
pub mod file;
pub mod http;
#[cfg(feature = "interop")]
pub mod interop;
pub mod job;
pub mod keys;
pub mod notice;
pub mod place;
pub mod port;
pub mod refusal;
pub mod router;
pub mod rpc;
pub mod scribe;
pub mod seal;
pub mod serve;
pub mod setup;
pub mod state;
pub mod sync;
pub mod task;
pub mod telemetry;
pub mod tls;
pub mod web;

pub use serve::{Running, serve};
pub use state::{App, ServeConfig, StartError, State};
