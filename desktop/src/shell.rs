//! The windows, and what surrounds them: one instance, their place on the screen, closing without losing anything.

use crate::{
    args::{self, Args},
    keychain::Keychain,
    surface::Surface,
};
use anyhow::{Context as _, Result};
use satchel_bridge::ipc;
use satchel_core::{
    app::App,
    clock::SystemClock,
    host::{FileHost, Host},
};
use satchel_protocol::command::{Command, args::Unlock};
use satchel_vault::random::OsEntropy;
use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use tauri::{
    AppHandle, Manager as _, RunEvent, WebviewUrl, WebviewWindow, WebviewWindowBuilder,
    WindowEvent,
    webview::{DownloadEvent, NewWindowResponse},
};
use tauri_plugin_window_state::StateFlags;

/// What a closing screen gets to put away what was typed since the last second.
const PUT_AWAY: Duration = Duration::from_millis(400);

/// Shows the window and answers its commands until the last one is closed.
///
/// # Errors
/// No display, no folder.
pub(crate) fn run(args: Args) -> Result<()> {
    let mut instance = tauri_plugin_single_instance::Builder::new().callback(second_start);
    if let Some(dir) = &args.dir {
        instance = instance.dbus_id(instance_name(dir));
    }
    let place = tauri_plugin_window_state::Builder::new()
        .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
        .build();
    let surface = args.surface;
    tauri::Builder::default()
        .plugin(instance.build())
        .plugin(place)
        .invoke_handler(tauri::generate_handler![ipc::call])
        .setup(move |app| {
            let unlock = args.unlock.clone();
            app.manage(ViewStore(kept_view(&args, driver_asked())));
            let engine = Arc::new(engine(app.handle(), args)?);
            if let Some(file) = unlock {
                tauri::async_runtime::block_on(unlocked(&engine, &file))?;
            }
            ipc::attach(app.handle(), engine);
            open(app.handle(), surface)?;
            Ok(())
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

/// The engine over the folder and the keychain that were asked for.
fn engine(app: &AppHandle, args: Args) -> Result<App> {
    let dir = match args.dir {
        Some(dir) => dir,
        None => app.path().app_local_data_dir().context("no place for app data")?,
    };
    std::fs::create_dir_all(&dir).with_context(|| format!("cannot make {}", dir.display()))?;
    Ok(App::new(host(args.keys), dir, Arc::new(SystemClock), Arc::new(OsEntropy::new())))
}

/// Opens the one vault with the password in `file`, and begins to sync.
async fn unlocked(engine: &App, file: &Path) -> Result<()> {
    let password =
        std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let unlock = Unlock { vault: None, password: password.trim_end().to_owned() };
    engine
        .dispatch(Command::Unlock(unlock))
        .await
        .map_err(|problem| anyhow::anyhow!("the vault does not open: {}", problem.code))?;
    engine.go_online().context("cannot sync by itself")
}

/// The system's keychain, unless files were asked for in so many words.
fn host(keys: Option<PathBuf>) -> Arc<dyn Host> {
    match keys {
        None => Arc::new(Keychain),
        Some(folder) => {
            tracing::warn!(
                "keys lie in files, not in the system's keychain: for demos and tests only"
            );
            Arc::new(FileHost::new(folder))
        }
    }
}

/// One name a data folder on the session's bus: a demo beside the real thing is no second start of it.
fn instance_name(dir: &Path) -> String {
    let folder: String = dir
        .to_string_lossy()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    // The bus allows 255 characters a name; the end of a path tells more than its beginning.
    let end = folder.char_indices().rev().nth(99).map_or(0, |(at, _)| at);
    format!("org.satchel.desktop.at{}", folder.get(end..).unwrap_or_default())
}

/// Somebody started the program again: the window that they mean comes to the front.
fn second_start(app: &AppHandle, words: Vec<String>, _folder: String) {
    let asked = args::parse(words.into_iter().skip(1)).ok().flatten();
    let surface = asked.map_or(Surface::Clinic, |args| args.surface);
    if let Err(error) = open(app, surface) {
        tracing::warn!(%error, "cannot open the window");
    }
}

/// Where the web view keeps a store of its own; nowhere, but for a window that a test drives.
struct ViewStore(Option<PathBuf>);

/// A private window refuses a driver, so a driven one gets a store beside the demo's vault. Only a debug build over
/// keys in files can be driven: never the program that people install, never the system's keychain.
fn kept_view(args: &Args, asked: bool) -> Option<PathBuf> {
    let allowed = cfg!(debug_assertions) && asked && args.keys.is_some();
    args.dir.as_ref().filter(|_| allowed).map(|dir| dir.join("driven-view"))
}

/// What the driver sets for the program that it starts; the web view listens to the same.
#[expect(clippy::disallowed_methods, reason = "the driver speaks through the environment")]
fn driver_asked() -> bool {
    std::env::var("TAURI_WEBVIEW_AUTOMATION").as_deref() == Ok("true")
}

/// Brings a surface's window to the front; makes it first if it is not there.
fn open(app: &AppHandle, surface: Surface) -> tauri::Result<()> {
    if let Some(window) = app.get_webview_window(surface.label()) {
        window.unminimize()?;
        window.show()?;
        return window.set_focus();
    }
    let page = WebviewUrl::App(surface.page().into());
    let ViewStore(kept) = &*app.state::<ViewStore>();
    let builder = WebviewWindowBuilder::new(app, surface.label(), page);
    let window = match kept {
        // Nothing of a web view's own store outlives it: records are in the vault alone.
        None => builder.incognito(true),
        Some(folder) => builder.data_directory(folder.clone()),
    };
    let window = window
        .title("Satchel")
        .inner_size(1280.0, 860.0)
        .min_inner_size(320.0, 480.0)
        .content_protected(true)
        .disable_drag_drop_handler()
        .on_navigation(move |url| surface.may_visit(url))
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, event| may_download(&event))
        .build()?;
    closing(&window);
    Ok(())
}

/// Only what a screen made itself may be saved: a copy of what was typed, a list.
fn may_download(event: &DownloadEvent<'_>) -> bool {
    match event {
        DownloadEvent::Requested { url, .. } => url.scheme() == "blob",
        _ => true,
    }
}

/// A window that is closed hides first: its screen then puts away what was typed, and only after that it goes.
fn closing(window: &WebviewWindow) {
    let closed = window.clone();
    window.on_window_event(move |event| {
        if let WindowEvent::CloseRequested { api, .. } = event {
            api.prevent_close();
            let window = closed.clone();
            if window.hide().is_err() {
                drop(window.destroy());
                return;
            }
            tauri::async_runtime::spawn(async move {
                #[expect(
                    clippy::disallowed_methods,
                    reason = "the time a hidden screen gets; nothing waits for its outcome"
                )]
                tokio::time::sleep(PUT_AWAY).await;
                drop(window.destroy());
            });
        }
    });
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

    #[test]
    fn only_a_debug_build_over_keys_in_files_keeps_a_store_for_a_driver() {
        let args = |words: &[&str]| {
            args::parse(words.iter().map(|word| (*word).to_owned())).unwrap().unwrap()
        };
        let demo = args(&["--dir", "/x", "--keys", "/k"]);
        let driven = cfg!(debug_assertions).then(|| PathBuf::from("/x/driven-view"));
        assert_eq!(kept_view(&demo, true), driven);
        assert_eq!(kept_view(&demo, false), None);
        assert_eq!(kept_view(&args(&["--dir", "/x"]), true), None);
        assert_eq!(kept_view(&args(&["--keys", "/k"]), true), None);
    }

    #[test]
    fn each_data_folder_has_its_own_instance_and_a_name_the_bus_allows() {
        let a = instance_name(Path::new("/tmp/a b/ü"));
        assert_ne!(a, instance_name(Path::new("/tmp/a b/ö/x")));
        let long = instance_name(Path::new(&"/very/long".repeat(60)));
        for name in [a, long] {
            assert!(name.len() < 200, "{name}");
            assert!(
                name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_')),
                "{name}"
            );
        }
    }

    #[test]
    fn files_stand_in_for_a_keychain_only_when_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let keys = folder.path().join("keys");
        host(Some(keys.clone())).keychain_set("a", b"x").unwrap();
        assert_eq!(std::fs::read_dir(&keys).unwrap().count(), 1);
    }
}
