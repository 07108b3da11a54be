//! `cargo xtask lines`: the size budgets of docs/STYLE.md and the share of tests.

use anyhow::{Result, bail};

use crate::out;
use crate::source::{self, File, Scan};

/// Median, ninetieth percentile and largest allowed.
struct Budget {
    what: &'static str,
    median: usize,
    p90: usize,
    max: usize,
}

const NO_LIMIT: usize = usize::MAX;
const RUST_FILE: Budget = Budget { what: "Rust file", median: 120, p90: 350, max: 600 };
const FUNCTION: Budget = Budget { what: "function", median: NO_LIMIT, p90: 40, max: 70 };
const TYPESCRIPT_FILE: Budget = Budget { what: "TypeScript file", median: 80, p90: 250, max: 400 };
const TEST_FILE: Budget = Budget { what: "test file", median: NO_LIMIT, p90: NO_LIMIT, max: 800 };

/// Lines of one SQL statement inside Rust; longer ones get a file under `sql/`.
const SQL_LINES: usize = 3;
/// Lines of code of a crate that only carries the product to a window.
const SHELL_LINES: usize = 1_500;
const SHELLS: &[&str] = &["desktop/", "mobile/", "ui/bridge/"];
/// Test lines for each line of code, in percent. Only lines that hold code count here, on both sides: a crate that
/// explains itself must not need more tests for its explanations.
const TEST_PERCENT: usize = 80;
/// Development tools and benches measure the product; the ratio is about the product.
const TOOLS: &[&str] = &["xtask/", "benches/"];

/// What was counted.
#[derive(Default)]
struct Count {
    rust: Vec<Sized>,
    functions: Vec<Sized>,
    typescript: Vec<Sized>,
    test_files: Vec<Sized>,
    code: usize,
    tests: usize,
    shells: Vec<usize>,
    breaches: Vec<String>,
}

/// A named thing and its lines.
struct Sized {
    name: String,
    lines: usize,
}

/// `lines`.
pub(crate) fn run() -> Result<()> {
    let mut count = Count { shells: vec![0; SHELLS.len()], ..Count::default() };
    for file in source::files(&[".rs"])? {
        rust(&mut count, &file);
    }
    for file in source::files(&[".ts", ".tsx"])?.iter().filter(|file| !file.is_generated()) {
        let into = if file.is_test() { &mut count.test_files } else { &mut count.typescript };
        into.push(Sized { name: file.path.clone(), lines: file.text.lines().count() });
    }
    let Count { rust, functions, typescript, test_files, shells, .. } = &count;
    let mut breaches: Vec<String> = [
        (RUST_FILE, rust),
        (FUNCTION, functions),
        (TYPESCRIPT_FILE, typescript),
        (TEST_FILE, test_files),
    ]
    .iter()
    .flat_map(|(budget, all)| weigh(budget, all))
    .collect();
    for (shell, lines) in SHELLS.iter().zip(shells).filter(|(_, lines)| **lines > SHELL_LINES) {
        breaches.push(format!(
            "{shell} holds {lines} lines of code, a shell crate may hold {SHELL_LINES}"
        ));
    }
    breaches.append(&mut count.breaches);
    if count.tests * 100 < count.code * TEST_PERCENT {
        breaches.push(format!(
            "{} test lines for {} lines of code, below {TEST_PERCENT} %",
            count.tests, count.code
        ));
    }
    report(&count, &breaches)
}

fn report(count: &Count, breaches: &[String]) -> Result<()> {
    for breach in breaches {
        out::say(&format!("  {breach}"));
    }
    let percent = (count.tests * 100).checked_div(count.code).unwrap_or(100);
    out::say(&format!(
        "lines: {} code, {} test ({percent} %); {}; {}; {} breaches",
        count.code,
        count.tests,
        spread("files", &count.rust),
        spread("functions", &count.functions),
        breaches.len()
    ));
    if breaches.is_empty() { Ok(()) } else { bail!("{} size budgets are broken", breaches.len()) }
}

fn spread(what: &str, all: &[Sized]) -> String {
    let sizes = sorted(all);
    format!(
        "{} {what}, median {}, p90 {}, max {}",
        sizes.len(),
        percentile(&sizes, 50),
        percentile(&sizes, 90),
        sizes.last().unwrap_or(&0)
    )
}

fn rust(count: &mut Count, file: &File) {
    if file.is_generated() {
        return;
    }
    let total = file.text.lines().count();
    let product = !TOOLS.iter().any(|tool| file.path.starts_with(tool));
    let scan = Scan::of(&file.text);
    let written = code_lines(&scan.code);
    if file.is_test() {
        count.test_files.push(Sized { name: file.path.clone(), lines: total });
        count.tests += if product { written } else { 0 };
        return;
    }
    let code = total.saturating_sub(scan.test_lines());
    count.rust.push(Sized { name: file.path.clone(), lines: code });
    if product {
        let ours = code_lines(scan.product().as_bytes());
        count.code += ours;
        count.tests += written.saturating_sub(ours);
    }
    for (shell, lines) in SHELLS.iter().zip(count.shells.iter_mut()) {
        *lines += if file.path.starts_with(shell) { code } else { 0 };
    }
    for function in scan.functions() {
        count.functions.push(Sized {
            name: format!("{}:{} {}", file.path, function.line, function.name),
            lines: function.lines,
        });
    }
    sql(count, file, &scan);
}

/// Lines that hold more than space, in a text whose comments are blank.
fn code_lines(text: &[u8]) -> usize {
    text.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty()).count()
}

fn sql(count: &mut Count, file: &File, scan: &Scan) {
    const VERBS: &[&str] = &["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "WITH ", "CREATE "];
    for literal in &scan.literals {
        let text = literal.text.trim_start_matches(['\\', '\n', ' ']);
        let lines = literal.last_line - literal.first_line + 1;
        if lines > SQL_LINES
            && VERBS.iter().any(|verb| text.starts_with(verb))
            && !scan.in_test(literal.first_line)
        {
            count.breaches.push(format!(
                "{}:{} holds SQL of {lines} lines, {SQL_LINES} allowed: give it a file under sql/",
                file.path, literal.first_line
            ));
        }
    }
}

fn weigh(budget: &Budget, all: &[Sized]) -> Vec<String> {
    let sizes = sorted(all);
    let mut breaches: Vec<String> = all
        .iter()
        .filter(|one| one.lines > budget.max)
        .map(|one| {
            format!(
                "{} has {} lines, a {} may have {}",
                one.name, one.lines, budget.what, budget.max
            )
        })
        .collect();
    for (percent, limit) in [(50, budget.median), (90, budget.p90)] {
        let seen = percentile(&sizes, percent);
        if seen > limit {
            breaches.push(format!(
                "{} lines at percentile {percent} of each {}, {limit} allowed",
                seen, budget.what
            ));
        }
    }
    breaches
}

fn sorted(all: &[Sized]) -> Vec<usize> {
    let mut sizes: Vec<usize> = all.iter().map(|one| one.lines).collect();
    sizes.sort_unstable();
    sizes
}

/// The smallest size that `percent` of all do not exceed; 0 of none.
fn percentile(sorted: &[usize], percent: usize) -> usize {
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Count, File, RUST_FILE, SHELLS, Sized, percentile, rust, weigh};

    fn counted(path: &str, text: &str) -> Count {
        let mut count = Count { shells: vec![0; SHELLS.len()], ..Count::default() };
        rust(&mut count, &File { path: path.to_owned(), text: text.to_owned(), for_tests: false });
        count
    }

    #[test]
    fn inline_tests_are_counted_as_tests() {
        let text = "//! A.\n\n/// Does it.\nfn a() {}\n#[cfg(test)]\nmod tests {\n    // Why.\n}\n";
        let count = counted("core/src/a.rs", text);
        assert_eq!((count.code, count.tests), (1, 3));
    }

    #[test]
    fn tools_do_not_enter_the_ratio() {
        let count = counted("xtask/src/a.rs", "fn a() {}\n");
        assert_eq!((count.code, count.rust.len()), (0, 1));
    }

    #[test]
    fn sql_of_four_lines_is_a_breach_and_of_three_is_not() {
        assert_eq!(counted("a.rs", "const A: &str = \"SELECT 1\n,2\n,3\";\n").breaches.len(), 0);
        assert_eq!(
            counted("a.rs", "const A: &str = \"SELECT 1\n,2\n,3\n,4\";\n").breaches.len(),
            1
        );
    }

    #[test]
    fn a_file_of_601_lines_is_a_breach_and_of_600_is_not() {
        let of = |lines| {
            [Sized { name: "x".to_owned(), lines }, Sized { name: "y".to_owned(), lines: 1 }]
        };
        assert!(weigh(&RUST_FILE, &of(601)).iter().any(|line| line.starts_with("x has 601 lines")));
        assert!(!weigh(&RUST_FILE, &of(600)).iter().any(|line| line.starts_with("x has")));
    }

    #[test]
    fn percentiles_are_sizes_that_occur() {
        assert_eq!(percentile(&[], 90), 0);
        assert_eq!(percentile(&[7], 50), 7);
        assert_eq!(percentile(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 90), 9);
    }
}
