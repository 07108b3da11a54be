//! The desktop app of Satchel: the clinic's and the administrator's surface in real windows, over the device engine.
//!
//! - Does: windows, one instance, their place on the screen, the system's keychain.
//! - Does not: know a rule of the product; a screen's commands go through `satchel_bridge::ipc` to the engine.
#![forbid(unsafe_code)]
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

mod args;
mod keychain;
mod shell;
mod surface;

use anyhow::Result;
use std::io::Write as _;

fn main() -> Result<()> {
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
