//! What is in the program, and what is not.

/// Words that only the loopback carrier has.
const MARKS: [&str; 2] = ["x-satchel-window", "frame-ancestors 'none'"];

#[test]
fn the_loopback_carrier_is_in_the_program_only_where_it_was_asked_for() {
    let program = std::fs::read(env!("CARGO_BIN_EXE_satchel-device")).unwrap();
    let holds = |mark: &str| program.windows(mark.len()).any(|part| part == mark.as_bytes());
    assert!(holds("--listen"), "the search finds what is there");
    for mark in MARKS {
        assert_eq!(holds(mark), cfg!(feature = "bridge"), "{mark}");
    }
}
