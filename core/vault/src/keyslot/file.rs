//! The sidecar on disk: replaced whole or not at all.
use super::{SlotFile, SlotFileError};
use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read as _, Write as _},
    path::Path,
};

/// A slot file is a few hundred bytes; a larger one is not read.
const BYTES_MAX: u64 = 64 * 1024;

/// Why the sidecar was not read or written.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The disk refused.
    #[error("slot file could not be read or written")]
    Io(#[from] io::Error),
    /// The content is not taken.
    #[error(transparent)]
    Content(#[from] SlotFileError),
}

/// Reads and checks the file at `path`.
///
/// # Errors
/// [`FileError`]; a damaged file is left where it is.
pub fn load(path: &Path) -> Result<SlotFile, FileError> {
    let mut bytes = Vec::new();
    File::open(path)?.take(BYTES_MAX).read_to_end(&mut bytes)?;
    Ok(SlotFile::decode(&bytes)?)
}

/// Replaces the file at `path`: a temporary file beside it, fsync, rename, fsync of the folder. A crash leaves the
/// old file or the new one, never a torn one.
///
/// # Errors
/// [`FileError::Io`]; the old file is untouched then.
pub fn replace(path: &Path, file: &SlotFile) -> Result<(), FileError> {
    let temporary = path.with_extension("cbor.new");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut out = options.open(&temporary)?;
    out.write_all(&file.encode())?;
    out.sync_all()?;
    drop(out);
    fs::rename(&temporary, path)?;
    // Windows cannot open a folder as a file; NTFS journals the rename itself.
    #[cfg(unix)]
    File::open(path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")))?
        .sync_all()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use satchel_model::id::VaultId;

    #[test]
    fn what_was_written_is_read_and_an_old_file_gives_way_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keyslots.cbor");
        let mut file = SlotFile::new(VaultId::from_bytes([1; 16]));
        replace(&path, &file).unwrap();
        file.tries.count = 3;
        replace(&path, &file).unwrap();
        assert_eq!(load(&path).unwrap(), file);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_on_the_machine_may_read_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keyslots.cbor");
        replace(&path, &SlotFile::new(VaultId::from_bytes([1; 16]))).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_missing_or_damaged_file_is_an_error_and_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keyslots.cbor");
        assert!(matches!(load(&path), Err(FileError::Io(_))));
        let mut out = OpenOptions::new().write(true).create_new(true).open(&path).unwrap();
        out.write_all(b"damaged").unwrap();
        assert!(matches!(load(&path), Err(FileError::Content(SlotFileError::Malformed))));
        assert!(path.exists());
    }
}
