//! The built screens, served from a folder to the browser beside the device.
use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use std::path::{Path, PathBuf};

/// What the browser lets a page do: the web policy of the product, word for word.
const POLICY: &str = "default-src 'none'; script-src 'self'; \
    style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; img-src 'self' blob: data:; \
    font-src 'self'; connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; object-src 'none'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

/// Longest path that names a page or a part of one.
const PATH_MAX: usize = 200;

/// Answers the file that a path names, or sends the bare address on to `first`.
pub(super) async fn serve(root: &Path, path: &str, first: &str) -> Response {
    if path == "/" {
        return (StatusCode::SEE_OTHER, [(header::LOCATION, format!("/{first}"))]).into_response();
    }
    let found = match file(root, path) {
        Some(file) => read(root, file).await,
        None => None,
    };
    let Some((kind, bytes)) = found else { return StatusCode::NOT_FOUND.into_response() };
    let mut answer = Response::new(Body::from(bytes));
    let headers = answer.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-cache"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    answer
}

/// The file of a path. Every part is a plain name: nothing climbs out, nothing hidden is served.
fn file(root: &Path, path: &str) -> Option<PathBuf> {
    let path = path.strip_prefix('/').filter(|path| path.len() <= PATH_MAX)?;
    let plain = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
    };
    path.split('/').all(plain).then(|| root.join(path))
}

async fn read(root: &Path, file: PathBuf) -> Option<(&'static str, Vec<u8>)> {
    let kind = kind(&file)?;
    // A link inside the folder must not lead out of it.
    let (root, file) =
        (tokio::fs::canonicalize(root).await.ok()?, tokio::fs::canonicalize(file).await.ok()?);
    if !file.starts_with(root) {
        return None;
    }
    Some((kind, tokio::fs::read(file).await.ok()?))
}

/// The content type of what a build makes; anything else is not served.
fn kind(file: &Path) -> Option<&'static str> {
    Some(match file.extension()?.to_str()? {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "ftl" | "txt" => "text/plain; charset=utf-8",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_are_paths() {
        let root = Path::new("/ui");
        assert_eq!(file(root, "/clinic.html"), Some("/ui/clinic.html".into()));
        assert_eq!(file(root, "/assets/a-1_b.js"), Some("/ui/assets/a-1_b.js".into()));
        for path in [
            "",
            "/",
            "clinic.html",
            "//etc/passwd",
            "/../x.html",
            "/a/../x.html",
            "/.git/config",
            "/a/./b.js",
            "/a//b.js",
            "/%2e%2e/x.html",
            "/a\\b.js",
            "/a b.js",
            "/\u{e9}.html",
        ] {
            assert_eq!(file(root, path), None, "{path}");
        }
        assert!(file(root, &format!("/{}", "a".repeat(PATH_MAX))).is_some());
        assert!(file(root, &format!("/{}", "a".repeat(PATH_MAX + 1))).is_none());
    }

    #[test]
    fn what_no_build_makes_has_no_type() {
        assert_eq!(kind(Path::new("a.html")), Some("text/html; charset=utf-8"));
        for name in ["store.db", "keyslots.cbor", "a", "a.rs", "a.HTML"] {
            assert_eq!(kind(Path::new(name)), None, "{name}");
        }
    }
}
