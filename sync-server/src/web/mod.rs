//! Browsers: an opaque session in a cookie that scripts cannot read, and the pages that `satchel serve` brings.
pub mod guard;
pub mod news;
pub mod page;
pub mod qr;
pub mod session;
