//! The only place that prints: results to standard output, errors to standard error. Never in colour.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "the one place that prints")]

use std::process::ExitCode;

use satchel_i18n::{Arg, Lang, Texts};
use satchel_protocol::problem::Problem;
use serde_json::Value;

/// Prints one line of a result.
pub fn line(text: &str) {
    println!("{text}");
}

/// Prints a line for people who watch, to standard error: results stay readable by programs.
pub fn progress(text: &str) {
    eprintln!("{text}");
}

/// Prints a result as one line of JSON.
pub fn json(value: &Value) {
    println!("{value}");
}

/// Prints rows under a header, columns padded to their widest cell.
pub fn table(header: &[&str], rows: &[Vec<String>]) {
    for line in columns(header, rows) {
        println!("{line}");
    }
}

fn columns(header: &[&str], rows: &[Vec<String>]) -> Vec<String> {
    let mut widths: Vec<usize> = header.iter().map(|h| h.chars().count()).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let print = |cells: Vec<&str>| {
        let padded: Vec<String> = cells
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell:width$}", width = *width))
            .collect();
        padded.join("  ").trim_end().to_owned()
    };
    let head = print(header.to_vec());
    std::iter::once(head)
        .chain(rows.iter().map(|row| print(row.iter().map(String::as_str).collect())))
        .collect()
}

/// Prints an error with its stable code, what it means and what to do; the exit code is 1.
#[must_use]
pub fn problem(problem: &Problem, json: bool) -> ExitCode {
    if json {
        eprintln!("{}", serde_json::to_string(problem).unwrap_or_default());
    } else {
        eprintln!("{}", sentence(problem));
    }
    ExitCode::FAILURE
}

/// `error[code]: text`, then its details and the next step, one a line.
fn sentence(problem: &Problem) -> String {
    let texts = Texts::load(Lang::En);
    let shown: Vec<(String, String)> =
        problem.args.iter().map(|(k, v)| (k.clone(), plain(v))).collect();
    let args: Vec<(&str, Arg<'_>)> =
        shown.iter().map(|(k, v)| (k.as_str(), Arg::from(v.as_str()))).collect();
    let word = problem.code.word();
    let known = texts.error(word, &args);
    let text = known.as_ref().map_or("", |known| known.text.as_str());
    let details = shown.iter().map(|(name, value)| format!("{name}: {value}"));
    let next = known.iter().map(|known| known.next.clone());
    let lines: Vec<String> = std::iter::once(format!("error[{word}]: {text}"))
        .chain(details.chain(next).map(|line| format!("  {line}")))
        .collect();
    lines.join("\n")
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Prints what clap has to say: help and version with 0, a usage error with 2.
#[must_use]
pub fn usage(error: &clap::Error) -> ExitCode {
    if error.use_stderr() {
        eprintln!("{}", error.render());
        return ExitCode::from(2);
    }
    println!("{}", error.render());
    ExitCode::SUCCESS
}

#[cfg(test)]
mod tests {
    use super::*;
    use satchel_protocol::problem::ErrorCode;

    #[test]
    fn columns_line_up_and_no_line_ends_in_spaces() {
        let rows =
            vec![vec!["a".to_owned(), "bb".to_owned()], vec!["ccc".to_owned(), String::new()]];
        assert_eq!(columns(&["x", "y"], &rows), ["x    y", "a    bb", "ccc"]);
    }

    #[test]
    fn an_error_begins_with_its_stable_code_and_shows_its_detail() {
        let text = sentence(&Problem::new(ErrorCode::InUse).with("detail", "satchel.db"));
        assert!(text.starts_with("error[in_use]"), "{text}");
        assert!(text.contains("detail: satchel.db"), "{text}");
    }
}
