//! Lists the built pages for feature `embed-ui`. Without them, or without the feature, the list is empty.
#![expect(
    clippy::disallowed_methods,
    reason = "a build script is told by its environment, and a torn list is made anew"
)]
use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    let var = |name: &str| env::var_os(name).map(PathBuf::from).ok_or(io::ErrorKind::NotFound);
    let mut files = Vec::new();
    if env::var_os("CARGO_FEATURE_EMBED_UI").is_some() {
        // Only then: whoever builds pages need not build the server anew.
        println!("cargo:rerun-if-changed=../ui/dist");
        let dist = var("CARGO_MANIFEST_DIR")?.join("../ui/dist");
        if dist.is_dir() {
            gather(&dist, &dist, &mut files)?;
        }
    }
    files.sort();
    let line = |(name, path): &(String, String)| format!("({name:?}, include_bytes!({path:?})),\n");
    let lines = files.iter().map(line);
    let list = format!("&[\n{}]", lines.collect::<String>());
    fs::write(var("OUT_DIR")?.join("ui.rs"), list)
}

/// Every file below a folder, by its path from `root`.
fn gather(root: &Path, folder: &Path, out: &mut Vec<(String, String)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            gather(root, &path, out)?;
        } else if let Ok(name) = path.strip_prefix(root) {
            let whole = path.canonicalize()?;
            let text = |path: &Path| path.to_string_lossy().into_owned();
            out.push((text(name), text(&whole)));
        }
    }
    Ok(())
}
