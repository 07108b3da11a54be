//! Tells Tauri where the screens are, and which commands a window may be allowed at all.
#[path = "build/screens.rs"]
mod screens;

fn main() -> screens::Outcome<()> {
    screens::prepare("clinic.html")?;
    let commands = tauri_build::AppManifest::new().commands(&["call"]);
    Ok(tauri_build::try_build(tauri_build::Attributes::new().app_manifest(commands))?)
}
