//! The one window, and the engine behind it.
use crate::args::Args;
use anyhow::{Context as _, Result};
use satchel_bridge::ipc;
use satchel_core::{
    app::App,
    clock::SystemClock,
    host::{FileHost, Host, MemoryHost},
};
use satchel_protocol::command::Command;
use satchel_vault::random::OsEntropy;
use std::{path::PathBuf, sync::Arc};
use tauri::{AppHandle, Manager as _, RunEvent, Url, WebviewUrl, WebviewWindowBuilder};

/// The label of the window, and the name of its capability.
const LABEL: &str = "patient";
const PAGE: &str = "patient.html";

/// Shows the window and answers its commands until it is closed.
///
/// # Errors
/// No display, no folder.
pub(crate) fn run(args: Args) -> Result<()> {
    tauri::Builder::default()
        .invoke_handler(tauri::generate_handler![ipc::call])
        .setup(move |app| {
            ipc::attach(app.handle(), Arc::new(engine(app.handle(), args)?));
            Ok(open(app.handle())?)
        })
        .build(context())
        .context("cannot open a window")?
        .run(|app, event| {
            if let RunEvent::Exit = event {
                lock(app);
            }
        });
    Ok(())
}

/// The screens, the policy and the rights of the windows, as the compiler put them in.
#[expect(clippy::exit, reason = "in the macro: what it does if its own thread panics")]
fn context() -> tauri::Context {
    tauri::generate_context!()
}

/// The engine over the folder that was asked for.
fn engine(app: &AppHandle, args: Args) -> Result<App> {
    let dir = match args.dir {
        Some(dir) => dir,
        None => app.path().app_local_data_dir().context("no place for app data")?,
    };
    std::fs::create_dir_all(&dir).with_context(|| format!("cannot make {}", dir.display()))?;
    Ok(App::new(host(args.keys), dir, Arc::new(SystemClock), Arc::new(OsEntropy::new())))
}

/// A phone's key store is not wired yet, and nothing takes its place silently: without it the engine asks for a longer
/// password, and the clinic sees that the device is not bound to its hardware.
fn host(keys: Option<PathBuf>) -> Arc<dyn Host> {
    match keys {
        None => Arc::new(MemoryHost::without_keychain()),
        Some(folder) => {
            tracing::warn!("keys lie in files: for demos and tests only");
            Arc::new(FileHost::new(folder))
        }
    }
}

fn open(app: &AppHandle) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App(PAGE.into()))
        // Nothing of a web view's own store outlives it: the record is in the vault alone.
        .incognito(true)
        .on_navigation(may_visit);
    #[cfg(desktop)]
    let window = window
        .title("Satchel")
        .inner_size(390.0, 844.0)
        .min_inner_size(320.0, 480.0)
        .on_new_window(|_, _| tauri::webview::NewWindowResponse::Deny);
    window.build()?;
    Ok(())
}

/// Its own page, and the frame that stands between page and engine.
fn may_visit(url: &Url) -> bool {
    let ours = match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        // How Android spells the same place.
        "http" | "https" => url.host_str() == Some("tauri.localhost"),
        scheme => return scheme.starts_with("isolation"),
    };
    ours && url.path().trim_start_matches('/') == PAGE
}

/// The vault is closed before the process goes, so that its keys leave memory and its files are whole.
fn lock(app: &AppHandle) {
    let engine = Arc::clone(&app.state::<Arc<App>>());
    if let Err(problem) = tauri::async_runtime::block_on(engine.dispatch(Command::Lock)) {
        tracing::warn!(code = %problem.code, "the vault was not closed cleanly");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use satchel_core::host::HostError;

    #[test]
    fn the_window_stays_on_the_patients_page() {
        let may = |url: &str| may_visit(&url.parse().unwrap());
        assert!(may("tauri://localhost/patient.html#/home"));
        assert!(may("http://tauri.localhost/patient.html"));
        assert!(may("isolation-0198://localhost/"));
        for elsewhere in [
            "tauri://localhost/clinic.html",
            "tauri://example.org/patient.html",
            "https://example.org/patient.html",
            "file:///patient.html",
            "about:blank",
        ] {
            assert!(!may(elsewhere), "{elsewhere}");
        }
    }

    #[test]
    fn without_a_key_store_the_engine_is_told_so() {
        assert!(matches!(host(None).keychain_set("a", b"x"), Err(HostError::NoKeychain)));
    }
}
