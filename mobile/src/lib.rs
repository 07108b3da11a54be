//! The patient app of Satchel: the patient's surface over the device engine. On a phone it is the app; on a computer
//! the same code stands in a window of a phone's size.
//!
//! - Does: the window, the folder of the vault, one command and one event through `satchel_bridge::ipc`.
//! - Does not: know a rule of the product.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod args;
mod shell;

use anyhow::Result;
use std::io::Write as _;

/// Runs the app as this machine starts it, with its command line where there is one.
///
/// # Errors
/// Wrong arguments, no display, no folder.
pub fn run() -> Result<()> {
    // First of all: without a provider the TLS stack refuses to start.
    drop(rustls::crypto::ring::default_provider().install_default());
    let Some(args) = args::read()? else {
        writeln!(std::io::stdout(), "{}", args::HELP)?;
        return Ok(());
    };
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .with_max_level(tracing::Level::INFO)
        .init();
    shell::run(args)
}

/// Where a phone's system enters.
#[cfg(mobile)]
#[tauri::mobile_entry_point]
fn enter() {
    if let Err(error) = run() {
        tracing::error!(error = format!("{error:#}"), "the app does not start");
    }
}
