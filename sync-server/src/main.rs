//! The binary `satchel`: everything is in the library, so that tests run the same code.
use std::process::ExitCode;

fn main() -> ExitCode {
    // First thing of all: rustls has no provider of its own in this build.
    let fresh = rustls::crypto::ring::default_provider().install_default().is_ok();
    debug_assert!(fresh, "nothing else installs a provider");
    satchel_server::cli::main()
}
