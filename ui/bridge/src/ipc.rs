//! The carrier between the windows of the app and its engine: ONE command, `call`, and ONE event, `core`.
//!
//! The app names the command in its handler, `tauri::generate_handler![satchel_bridge::ipc::call]`, and hands the
//! engine over in its set-up, [`attach`]. Which surface asks is read from the window's label, never from the page.
use crate::{Carried, carry_live};
use satchel_core::app::App;
use satchel_protocol::{
    command::Window,
    problem::{ErrorCode, Problem},
};
use serde_json::value::{RawValue, to_raw_value};
use std::sync::Arc;
use tauri::{AppHandle, Emitter as _, Manager as _, WebviewWindow};

/// The event that tells what became old.
pub const EVENT: &str = "core";

/// The surface that a window of this label shows: `clinic`, or `clinic-2` for a second one. None for any other label.
#[must_use]
pub fn surface(label: &str) -> Option<Window> {
    let (name, number) = label.split_once('-').unwrap_or((label, "1"));
    if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    match name {
        "clinic" => Some(Window::Clinic),
        "patient" => Some(Window::Patient),
        "admin" => Some(Window::Admin),
        _ => None,
    }
}

/// The one command of a page: the command as JSON in, its reply or problem as JSON out, digit for digit.
///
/// # Errors
/// The problem, as it crosses the door.
#[tauri::command]
pub async fn call(
    window: WebviewWindow,
    command: serde_json::Value,
) -> Result<Box<RawValue>, Box<RawValue>> {
    // Not an argument: for a borrowed one the macro writes code of its own, which no lint here allows.
    let app = window.try_state::<Arc<App>>().map(|app| Arc::clone(app.inner()));
    let app = app.ok_or_else(|| problem(ErrorCode::Internal))?;
    answer(&app, window.label(), &command).await
}

async fn answer(
    app: &App,
    label: &str,
    command: &serde_json::Value,
) -> Result<Box<RawValue>, Box<RawValue>> {
    let Some(window) = surface(label) else {
        return Err(problem(ErrorCode::WrongWindow));
    };
    let Carried { status, text } = carry_live(app, window, command.to_string().as_bytes()).await;
    let text = RawValue::from_string(text).map_err(|_| problem(ErrorCode::Internal))?;
    if status == 200 { Ok(text) } else { Err(text) }
}

fn problem(code: ErrorCode) -> Box<RawValue> {
    to_raw_value(&Problem::new(code)).unwrap_or_default()
}

/// Hands the engine to the windows and tells them its events until it is gone. Call it once, before a window opens.
pub fn attach(handle: &AppHandle, app: Arc<App>) {
    let mut events = app.events();
    let windows = handle.clone();
    handle.manage(app);
    tauri::async_runtime::spawn(async move {
        while let Some(event) = events.next().await {
            // A window that just closed hears nothing more, and needs nothing more.
            if let Err(error) = windows.emit(EVENT, event) {
                tracing::debug!(%error, "an event reached no window");
            }
        }
    });
}

#[cfg(test)]
mod tests;
