//! Files that hold state: replaced whole or not at all.
use std::{
    fs::{File, OpenOptions, rename},
    io::{self, Write as _},
    path::Path,
};

/// Replaces the file at `path`: a temporary file beside it, fsync, rename, fsync of the folder.
///
/// # Errors
/// The disk's refusal; the old file is untouched then.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let temporary = path.with_extension("new");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut out = options.open(&temporary)?;
    out.write_all(bytes)?;
    out.sync_all()?;
    drop(out);
    rename(&temporary, path)?;
    sync_folder(path)
}

/// Makes the names in the folder of `path` durable.
///
/// # Errors
/// The disk's refusal.
pub fn sync_folder(path: &Path) -> io::Result<()> {
    // Windows cannot open a folder as a file; NTFS journals the rename itself.
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        File::open(folder)?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_old_file_gives_way_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.bin");
        replace(&path, b"a long first text").unwrap();
        replace(&path, b"two").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
