//! A text as a QR code, drawn as one SVG path.
use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};

/// White around the code, in modules: readers need four.
const QUIET: i32 = 4;

/// The picture; empty for a text that no code can hold, which no invitation is.
#[must_use]
pub fn svg(text: &str) -> String {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else { return String::new() };
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            write!(path, "M{},{}h1v1h-1z", x + QUIET, y + QUIET).ok();
        }
    }
    let size = code.size() + 2 * QUIET;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0,0h{size}v{size}h-{size}z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_becomes_one_square_picture_with_its_corners() {
        let svg = svg("satchel://join?a=clinic.example:8443&k=00&c=AB");
        assert!(svg.starts_with("<svg xmlns=") && svg.ends_with("</svg>"));
        // The finder patterns begin at the corner inside the quiet zone, and nothing is drawn in that zone.
        assert!(svg.contains("M4,4h1v1h-1z") && !svg.contains("M3,"));
    }

    #[test]
    fn a_text_that_no_code_holds_gives_no_picture() {
        assert_eq!(svg(&"x".repeat(10_000)), "");
    }
}
