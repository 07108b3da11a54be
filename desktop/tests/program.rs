//! What is in the program, and what is not.

/// The header that only the loopback carrier reads, and the names of its functions.
const MARKS: [&str; 2] = ["x-satchel-window", "satchel_bridge8loopback"];

#[test]
fn the_loopback_carrier_is_not_in_the_program_of_the_clinic() {
    let program = std::fs::read(env!("CARGO_BIN_EXE_satchel-desktop")).unwrap();
    let holds = |mark: &str| program.windows(mark.len()).any(|part| part == mark.as_bytes());
    assert!(holds("--surface"), "the search finds what is there");
    // A release build is stripped of names.
    assert_eq!(holds("satchel_bridge3ipc"), cfg!(debug_assertions), "the search finds names");
    for mark in MARKS {
        assert!(!holds(mark), "{mark}");
    }
}
