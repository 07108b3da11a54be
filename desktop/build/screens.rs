//! The built screens as a program carries them; shared by the build scripts of the desktop and the phone.
use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
};

pub(crate) type Outcome<T> = Result<T, Box<dyn Error>>;

/// The built screens, and the page that stands in for them until they are built.
const SCREENS: &str = "../ui/dist";
const STAND_IN: &str = "stand-in";

/// The policy that a page carries for carriers without headers. The window sends its own, stricter one, and the name of
/// the frame between page and engine, which no page can know.
const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\"";

/// Lays the screens out for the compiler, and tells Tauri where; `first` is a page that must be among them.
pub(crate) fn prepare(first: &str) -> Outcome<()> {
    println!("cargo:rerun-if-changed={SCREENS}");
    println!("cargo:rerun-if-changed={STAND_IN}");
    let built = Path::new(SCREENS).join(first).is_file();
    if set("CARGO_FEATURE_CUSTOM_PROTOCOL") && !built {
        return Err(format!("{SCREENS} goes into the program: build the screens first").into());
    }
    let into = PathBuf::from(value("OUT_DIR")?).join("screens");
    if into.exists() {
        fs::remove_dir_all(&into)?;
    }
    copy(Path::new(if built { SCREENS } else { STAND_IN }), &into)?;
    // Read by the macro that makes the context, when this crate itself is compiled.
    let into = into.to_string_lossy().replace('\\', "/");
    println!("cargo:rustc-env=TAURI_CONFIG={{\"build\":{{\"frontendDist\":\"{into}\"}}}}");
    Ok(())
}

fn copy(from: &Path, into: &Path) -> Outcome<()> {
    fs::create_dir_all(into)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (path, to) = (entry.path(), into.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            copy(&path, &to)?;
        } else if path.extension().is_some_and(|ending| ending == "html") {
            put(&to, &without_policy(&fs::read_to_string(&path)?)?)?;
        } else {
            fs::copy(&path, &to)?;
        }
    }
    Ok(())
}

fn without_policy(page: &str) -> Outcome<String> {
    let Some((before, rest)) = page.split_once(POLICY) else { return Ok(page.to_owned()) };
    let (_, after) = rest.split_once('>').ok_or("a policy without end")?;
    Ok(format!("{before}{after}"))
}

#[expect(clippy::disallowed_methods, reason = "a copy for the compiler, not state")]
fn put(to: &Path, page: &str) -> Outcome<()> {
    Ok(fs::write(to, page)?)
}

#[expect(clippy::disallowed_methods, reason = "how cargo tells a build script what is asked")]
fn set(name: &str) -> bool {
    std::env::var_os(name).is_some()
}

#[expect(clippy::disallowed_methods, reason = "how cargo tells a build script where to write")]
fn value(name: &str) -> Outcome<String> {
    Ok(std::env::var(name)?)
}
