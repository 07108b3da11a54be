//! Files of the data folder: private from their first byte, and replaced whole or not at all.
use std::{
    fs, io,
    io::Write as _,
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _},
    path::Path,
};

/// Makes a folder that only its owner may enter (0700), parents included; an existing one keeps its content.
/// # Errors
/// Whatever the file system refuses, and `PermissionDenied` if others may enter an existing folder.
pub fn private_folder(path: &Path) -> io::Result<()> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(path)?;
    if others_may(path)? {
        return Err(io::Error::new(
            io::ErrorKind::PermissionDenied,
            format!("{} may be entered by others; run: chmod 700 {0}", path.display()),
        ));
    }
    Ok(())
}

/// Whether group or others have any right on `path`.
/// # Errors
/// Whatever the file system refuses, such as a missing file.
pub fn others_may(path: &Path) -> io::Result<bool> {
    Ok(fs::metadata(path)?.permissions().mode() & 0o077 != 0)
}

/// Makes an empty private file where there is none: SQLite keeps its mode, and gives it to the log beside it.
/// # Errors
/// Whatever the file system refuses.
pub fn private_file(path: &Path) -> io::Result<()> {
    fs::OpenOptions::new().append(true).create(true).mode(0o600).open(path).map(drop)
}

/// Writes `bytes` under `path` with mode 0600 so that a crash leaves either the old file or the new one.
/// # Errors
/// Whatever the file system refuses; the old file then still stands.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let temporary = folder.join(name);
    if temporary.exists() {
        fs::remove_file(&temporary)?;
    }
    let mut file =
        fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&temporary)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&temporary, path)?;
    fs::File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_folder_and_its_files_are_private() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("a/b");
        private_folder(&folder).unwrap();
        private_folder(&folder).unwrap();
        assert!(!others_may(&folder).unwrap());
        let file = folder.join("k");
        replace(&file, b"one").unwrap();
        replace(&file, b"two").unwrap();
        private_file(&file).unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"two");
        assert!(!others_may(&file).unwrap());
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_that_others_may_enter_is_refused_with_the_cure() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("open");
        fs::create_dir(&folder).unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
        let error = private_folder(&folder).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::PermissionDenied);
        assert!(error.to_string().contains("chmod 700"));
    }

    #[test]
    fn a_leftover_of_a_crash_does_not_stand_in_the_way() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("k");
        private_file(&home.path().join("k.new")).unwrap();
        replace(&file, b"whole").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"whole");
    }
}
