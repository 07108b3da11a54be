//! Lists the built pages for feature `embed-ui`. Without them, or without the feature, the list is empty.
use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=../ui/dist");
    let var = |name: &str| env::var_os(name).map(PathBuf::from).ok_or(io::ErrorKind::NotFound);
    let mut files = Vec::new();
    if env::var_os("CARGO_FEATURE_EMBED_UI").is_some() {
        let dist = var("CARGO_MANIFEST_DIR")?.join("../ui/dist");
        if dist.is_dir() {
            gather(&dist, &dist, &mut files)?;
        }
    }
    files.sort();
    let lines = files.iter().map(|(name, path)| format!("({name:?}, include_bytes!({path:?})),\n"));
    let list = format!("&[\n{}]", lines.collect::<String>());
    fs::write(var("OUT_DIR")?.join("ui.rs"), list)
}

/// Every file below a folder, by its path from `root`.
fn gather(root: &Path, folder: &Path, out: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            gather(root, &path, out)?;
        } else if let Ok(name) = path.strip_prefix(root) {
            let path = path.canonicalize()?;
            out.push((name.to_string_lossy().into_owned(), path));
        }
    }
    Ok(())
}
