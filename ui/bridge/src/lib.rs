//! The local carriers between a screen and the device engine.
//!
//! [`line`] speaks one JSON a line over a pair of streams: the headless device `satchel-device` and tests use it.
//! `loopback` (feature `bridge`) speaks HTTP on 127.0.0.1 behind a token: the same screens in a browser, for
//! development and tests; it is absent from release bundles. No rule of the product lives here: a carrier decodes a
//! command, hands it to [`satchel_core::app::App`], and encodes what comes back.
#![forbid(unsafe_code)]

pub mod line;
#[cfg(feature = "bridge")]
pub mod loopback;

use satchel_core::app::App;
use satchel_protocol::{
    command::{Command, Window},
    problem::{ErrorCode, Problem},
};

/// Carries out one command given as JSON; answers JSON and the HTTP status that fits it.
pub async fn carry(app: &App, window: Window, json: &[u8]) -> (u16, String) {
    let done = match serde_json::from_slice::<Command>(json) {
        Ok(command) => app.dispatch_from(window, command).await,
        // What serde says may quote the input, so it is not passed on.
        Err(_) => Err(Problem::new(ErrorCode::Malformed)),
    };
    let text = match &done {
        Ok(reply) => serde_json::to_string(reply),
        Err(problem) => serde_json::to_string(problem),
    };
    let status = done.err().map_or(200, |problem| problem.code.status());
    match text {
        Ok(text) => (status, text),
        Err(_) => (500, r#"{"code":"internal","retry":"never"}"#.to_owned()),
    }
}
