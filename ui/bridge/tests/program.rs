//! What is in the program, and what is not; what it says when it is run.
use std::io::Write as _;
use std::process::{Command, Stdio};

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

/// What the program answers to these arguments and this input: whether it ended well, its output, its complaints.
fn run(words: &[&str], input: &str) -> std::io::Result<(bool, String, String)> {
    let mut program = Command::new(env!("CARGO_BIN_EXE_satchel-device"))
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    // Taken, and so dropped at once, so that the input ends. A program that refused its arguments no longer reads.
    drop(program.stdin.take().map(|mut stdin| stdin.write_all(input.as_bytes())));
    let done = program.wait_with_output()?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ok((done.status.success(), text(&done.stdout), text(&done.stderr)))
}

#[test]
fn lines_are_answered_and_the_end_of_the_input_ends_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("laptop");
    let input = "{\"cmd\":\"status\"}\n{\"cmd\":\"people_list\"}\n";
    let (well, out, _) =
        run(&["--dir", dir.to_str().unwrap(), "--window", "clinic"], input).unwrap();
    let lines: Vec<&str> = out.lines().collect();
    assert!(well && dir.is_dir());
    assert_eq!(lines.len(), 2, "{out}");
    assert!(lines[0].starts_with(r#"{"reply":"status","value":{"state":"not_joined""#), "{out}");
    assert!(lines[1].starts_with(r#"{"code":"wrong_window""#), "{out}");
}

#[test]
fn help_goes_to_the_output_and_a_refusal_beside_it() {
    let (well, out, beside) = run(&["--help"], "").unwrap();
    assert!(well && out.contains("--dir FOLDER") && beside.is_empty());
    let (well, out, beside) = run(&["--surprise"], "").unwrap();
    assert!(!well && out.is_empty());
    assert!(beside.contains("unknown argument --surprise"), "{beside}");
}

#[cfg(not(feature = "bridge"))]
#[test]
fn a_program_without_the_loopback_carrier_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("laptop");
    let (well, out, beside) = run(&["--dir", dir.to_str().unwrap(), "--listen"], "").unwrap();
    assert!(!well && out.is_empty());
    assert!(beside.contains("built without the loopback carrier"), "{beside}");
}
