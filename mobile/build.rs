//! Tells Tauri where the screens are, and which commands the window may be allowed at all.
#[path = "../desktop/build/screens.rs"]
mod screens;

fn main() -> screens::Outcome<()> {
    screens::prepare("patient.html")?;
    let commands = tauri_build::AppManifest::new().commands(&["call"]);
    Ok(tauri_build::try_build(tauri_build::Attributes::new().app_manifest(commands))?)
}
