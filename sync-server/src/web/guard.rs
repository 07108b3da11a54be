//! What tells a page of ours from another site's: the origin, and a header that no form and no foreign page can send.
use axum::http::{HeaderMap, Uri, header, uri::Authority};
use satchel_protocol::problem::ErrorCode;

use crate::http::problem::Failure;

/// The header that every changing request of our pages carries.
pub const MARK: &str = "x-satchel";

/// Refuses a changing request that does not come from a page of this very origin.
/// # Errors
/// `forbidden`.
pub fn changing(headers: &HeaderMap, uri: &Uri) -> Result<(), Failure> {
    let marked = text(headers, MARK) == Some("1");
    let origin = text(headers, header::ORIGIN.as_str());
    let ours = origin.and_then(host_of).zip(host(headers, uri)).is_some_and(|(o, h)| o == h);
    if marked && ours && same_site(headers) { Ok(()) } else { Err(ErrorCode::Forbidden.into()) }
}

/// Refuses a looking request that another site's page makes.
/// # Errors
/// `forbidden`.
pub fn looking(headers: &HeaderMap, uri: &Uri) -> Result<(), Failure> {
    let origin = text(headers, header::ORIGIN.as_str());
    let ours =
        origin.is_none_or(|o| host_of(o).zip(host(headers, uri)).is_some_and(|(o, h)| o == h));
    if ours && same_site(headers) { Ok(()) } else { Err(ErrorCode::Forbidden.into()) }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|v| v.to_str().ok())
}

/// Browsers say where a request comes from; one that says nothing is judged by its origin alone.
fn same_site(headers: &HeaderMap) -> bool {
    text(headers, "sec-fetch-site").is_none_or(|site| matches!(site, "same-origin" | "none"))
}

/// Host and port of an `https` origin.
fn host_of(origin: &str) -> Option<Authority> {
    origin.strip_prefix("https://").and_then(|rest| rest.parse().ok())
}

/// Host and port that the request was sent to.
fn host(headers: &HeaderMap, uri: &Uri) -> Option<Authority> {
    let named = text(headers, header::HOST.as_str()).and_then(|h| h.parse().ok());
    named.or_else(|| uri.authority().cloned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(list: &[(&'static str, &'static str)]) -> HeaderMap {
        list.iter().map(|(n, v)| (n.parse().unwrap(), v.parse().unwrap())).collect()
    }

    fn may_change(list: &[(&'static str, &'static str)]) -> bool {
        changing(&headers(list), &Uri::from_static("/api/v1/rpc")).is_ok()
    }

    const HOST: (&str, &str) = ("host", "clinic.example:8443");
    const MARKED: (&str, &str) = ("x-satchel", "1");
    const OURS: (&str, &str) = ("origin", "https://clinic.example:8443");

    #[test]
    fn a_page_of_ours_may_change_things() {
        assert!(may_change(&[HOST, MARKED, OURS]));
        assert!(may_change(&[HOST, MARKED, OURS, ("sec-fetch-site", "same-origin")]));
        let over_h2 = Uri::from_static("https://clinic.example:8443/api/v1/rpc");
        assert!(changing(&headers(&[MARKED, OURS]), &over_h2).is_ok());
    }

    #[test]
    fn another_site_a_form_and_a_request_without_origin_may_not() {
        for wrong in [
            &[HOST, OURS][..],
            &[HOST, MARKED],
            &[HOST, ("x-satchel", "0"), OURS],
            &[HOST, MARKED, ("origin", "https://evil.example")],
            &[HOST, MARKED, ("origin", "http://clinic.example:8443")],
            &[HOST, MARKED, ("origin", "https://clinic.example")],
            &[HOST, MARKED, ("origin", "null")],
            &[HOST, MARKED, OURS, ("sec-fetch-site", "same-site")],
            &[MARKED, OURS],
        ] {
            assert!(!may_change(wrong), "{wrong:?}");
        }
    }

    #[test]
    fn looking_needs_no_header_but_no_other_site_looks() {
        let look =
            |list: &[_]| looking(&headers(list), &Uri::from_static("/api/v1/rpc/events")).is_ok();
        assert!(look(&[HOST]) && look(&[HOST, OURS]));
        assert!(!look(&[HOST, ("origin", "https://evil.example")]));
        assert!(!look(&[HOST, ("sec-fetch-site", "cross-site")]));
    }
}
