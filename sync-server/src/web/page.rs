//! The built pages for patients and for the console: files without any data, from the program or from a folder.
use std::{
    borrow::Cow,
    path::{Path, PathBuf},
};

use axum::{
    extract::{Path as Named, State},
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use satchel_protocol::problem::ErrorCode;

use crate::{
    http::{layer::PagePart, problem::Failure},
    state::App,
};

/// What a page may do. The hash is that of the empty text: styles are put in by script, and no other inline style is.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; \
    style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; img-src 'self' blob: data:; font-src 'self'; \
    connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; object-src 'none'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

/// The files that are part of the program.
const EMBEDDED: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/ui.rs"));

/// Largest file that is served.
const FILE_MAX: u64 = 8 * 1_024 * 1_024;

/// Kept for good: the name changes with the content.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";
/// Asked for again each time.
const EACH_TIME: &str = "no-cache";

/// Where the built pages are.
pub enum Ui {
    /// In a folder.
    Folder(PathBuf),
    /// In the program.
    Embedded,
}

impl Ui {
    /// The pages of a folder, or those in the program.
    #[must_use]
    pub fn new(folder: Option<PathBuf>) -> Self {
        folder.map_or(Self::Embedded, Self::Folder)
    }

    /// A file by its path in the build.
    async fn file(&self, name: &str) -> Option<Cow<'static, [u8]>> {
        match self {
            Self::Embedded => {
                let found = EMBEDDED.iter().find(|(known, _)| *known == name);
                found.map(|(_, bytes)| Cow::Borrowed(*bytes))
            }
            Self::Folder(folder) => read(folder, name).await.map(Cow::Owned),
        }
    }
}

/// Reads a file that lies in the folder itself, wherever links lead.
async fn read(folder: &Path, name: &str) -> Option<Vec<u8>> {
    let folder = tokio::fs::canonicalize(folder).await.ok()?;
    let path = tokio::fs::canonicalize(folder.join(name)).await.ok()?;
    if !path.starts_with(&folder) {
        return None;
    }
    let about = tokio::fs::metadata(&path).await.ok()?;
    if !about.is_file() || about.len() > FILE_MAX {
        return None;
    }
    tokio::fs::read(path).await.ok()
}

/// Whether a path of the build may be asked for: a file beside the pages or of the assets, by plain names.
fn is_public(name: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
    };
    match name.split_once('/') {
        None => {
            plain(name)
                && Path::new(name).extension().is_none_or(|e| !e.eq_ignore_ascii_case("html"))
        }
        Some(("assets", file)) => plain(file),
        Some(_) => false,
    }
}

/// The content type of a name; `None` for a kind that no page needs.
fn kind(name: &str) -> Option<&'static str> {
    Some(match name.rsplit_once('.')?.1 {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "json" | "webmanifest" => "application/json",
        "txt" => "text/plain; charset=utf-8",
        _ => return None,
    })
}

async fn served(app: &App, name: &str) -> Result<Response, Failure> {
    let kind = kind(name).ok_or(ErrorCode::NotFound)?;
    let bytes = app.ui.file(name).await.ok_or(ErrorCode::NotFound)?;
    let cache = if name.starts_with("assets/") { FOR_GOOD } else { EACH_TIME };
    let mut response = bytes.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response.extensions_mut().insert(PagePart { policy: POLICY, cache });
    Ok(response)
}

/// Where to go.
pub async fn front() -> Html<&'static str> {
    Html(include_str!("front.html"))
}

/// Sends a browser on.
#[must_use]
pub fn to(place: &'static str) -> Response {
    let place = [(header::LOCATION, HeaderValue::from_static(place))];
    (StatusCode::PERMANENT_REDIRECT, place).into_response()
}

/// The patients' page.
/// # Errors
/// `not_found` where the program has no pages.
pub async fn patient(State(app): State<App>) -> Result<Response, Failure> {
    served(&app, "patient.html").await
}

/// The console.
/// # Errors
/// `not_found` where the program has no pages.
pub async fn admin(State(app): State<App>) -> Result<Response, Failure> {
    served(&app, "admin.html").await
}

/// A file that a page asks for.
/// # Errors
/// `not_found` for whatever is no file of the pages.
pub async fn asset(
    State(app): State<App>,
    Named(name): Named<String>,
) -> Result<Response, Failure> {
    if !is_public(&name) {
        return Err(ErrorCode::NotFound.into());
    }
    served(&app, &name).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_of_the_build_are_files() {
        for name in ["icon.svg", "first.js", "assets/patient-C14V0olU.js", "assets/a_b.woff2"] {
            assert!(is_public(name), "{name}");
        }
        for name in [
            "",
            "clinic.html",
            "../Cargo.toml",
            "assets/../../keys.cbor",
            "assets/",
            "assets/.env",
            "other/a.js",
            "assets/a/b.js",
            "assets/a%2fb",
            "assets\\a",
        ] {
            assert!(!is_public(name), "{name}");
        }
    }

    #[test]
    fn a_kind_that_no_page_needs_is_not_served() {
        assert_eq!(kind("a.woff2"), Some("font/woff2"));
        for name in ["keys.cbor", "a.map", "satchel", ""] {
            assert_eq!(kind(name), None, "{name}");
        }
    }

    #[tokio::test]
    async fn a_link_that_leads_out_of_the_folder_is_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let outside = tempfile::NamedTempFile::new().unwrap();
        std::os::unix::fs::symlink(outside.path(), folder.path().join("out.js")).unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("self.js")).unwrap();
        let ui = Ui::new(Some(folder.path().to_owned()));
        assert!(ui.file("out.js").await.is_none());
        assert!(ui.file("self.js").await.is_none(), "a folder is no file");
        assert!(ui.file("none.js").await.is_none());
        std::fs::hard_link(outside.path(), folder.path().join("in.js")).unwrap();
        assert_eq!(ui.file("in.js").await.unwrap().len(), 0);
    }
}
