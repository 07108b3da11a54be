//! The patient app in a window of a phone's size.
#![forbid(unsafe_code)]

fn main() -> anyhow::Result<()> {
    satchel_mobile::run()
}
