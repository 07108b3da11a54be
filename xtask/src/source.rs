//! Reading Rust source just well enough to count it: what is code, what is a literal, what is a test.
//!
//! Not a parser. It knows comments, literals and braces, which is all that budgets and greps need, and costs no crate.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::sh::{self, Run};

/// One source file of ours, committed or about to be.
pub(crate) struct File {
    /// Path from the root, with forward slashes.
    pub(crate) path: String,
    /// The text as it stands.
    pub(crate) text: String,
    /// Whether a module above declares it for tests alone.
    pub(crate) for_tests: bool,
}

impl File {
    /// Whether all of it is test code.
    pub(crate) fn is_test(&self) -> bool {
        let path = Path::new(&self.path);
        self.for_tests
            || path.components().any(|part| part.as_os_str() == "tests")
            || path.file_name().is_some_and(|name| name == "tests.rs")
            || self.path.contains(".test.")
    }

    /// Whether a program wrote it.
    pub(crate) fn is_generated(&self) -> bool {
        self.text.lines().take(3).any(|line| line.contains("@generated"))
    }
}

/// All files under version control, and those not ignored, that end in one of `endings`.
pub(crate) fn files(endings: &[&str]) -> Result<Vec<File>> {
    let listed = Run::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .output()?;
    let mut paths: Vec<&str> =
        listed.lines().filter(|path| endings.iter().any(|ending| path.ends_with(ending))).collect();
    paths.sort_unstable();
    paths.dedup();
    let mut files: Vec<File> = paths
        .into_iter()
        .filter(|path| sh::root().join(path).is_file())
        .map(read)
        .collect::<Result<_>>()?;
    let tests: Vec<String> = files.iter().flat_map(test_modules).collect();
    for file in &mut files {
        file.for_tests = tests.iter().any(|module| {
            file.path == format!("{module}.rs") || file.path.starts_with(&format!("{module}/"))
        });
    }
    Ok(files)
}

fn read(path: &str) -> Result<File> {
    let at: PathBuf = sh::root().join(path);
    let text = std::fs::read_to_string(&at).with_context(|| format!("cannot read {path}"))?;
    Ok(File { path: path.to_owned(), text, for_tests: false })
}

/// Modules that `file` declares under `#[cfg(test)]` and keeps in files of their own, as paths without an ending.
fn test_modules(file: &File) -> Vec<String> {
    let Some(stem) = file.path.strip_suffix(".rs") else { return Vec::new() };
    let folder = stem
        .strip_suffix("/mod")
        .or_else(|| stem.strip_suffix("/lib"))
        .or_else(|| stem.strip_suffix("/main"))
        .unwrap_or(stem);
    let named = |rest: &str| {
        let item = rest
            .trim_start()
            .trim_start_matches("pub(crate)")
            .trim_start_matches("pub(super)")
            .trim_start();
        let name = item.strip_prefix("mod ")?.split(';').next()?;
        name.bytes().all(is_word).then(|| format!("{folder}/{name}"))
    };
    file.text.split("#[cfg(test)]").skip(1).filter_map(named).collect()
}

/// A string literal: its lines, from 1, and its inner bytes as written.
pub(crate) struct Literal {
    pub(crate) first_line: usize,
    pub(crate) last_line: usize,
    pub(crate) text: String,
}

/// A Rust text taken apart.
pub(crate) struct Scan {
    /// The text with comments as spaces and the inside of literals as underscores; line breaks stay where they are.
    pub(crate) code: Vec<u8>,
    pub(crate) literals: Vec<Literal>,
    /// Byte ranges of items under `#[cfg(test)]`.
    tests: Vec<(usize, usize)>,
}

/// A function outside tests.
pub(crate) struct Function {
    pub(crate) name: String,
    pub(crate) line: usize,
    /// Lines of its body that hold code.
    pub(crate) lines: usize,
}

impl Scan {
    pub(crate) fn of(text: &str) -> Self {
        let mut scanner = Scanner {
            input: text.as_bytes(),
            code: Vec::with_capacity(text.len()),
            literals: Vec::new(),
            line: 1,
        };
        scanner.run();
        let tests = test_ranges(&scanner.code);
        Self { code: scanner.code, literals: scanner.literals, tests }
    }

    /// The code with every test item blanked, line breaks kept.
    pub(crate) fn product(&self) -> String {
        let mut code = self.code.clone();
        for &(from, to) in &self.tests {
            code[from..to].iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
        }
        String::from_utf8_lossy(&code).into_owned()
    }

    /// Lines that belong to test items.
    pub(crate) fn test_lines(&self) -> usize {
        self.tests.iter().map(|&(from, to)| count_lines(&self.code[from..to])).sum()
    }

    /// Whether a line, from 1, lies in a test item.
    pub(crate) fn in_test(&self, line: usize) -> bool {
        self.tests.iter().any(|&(from, to)| {
            let first = count_lines(&self.code[..from]);
            (first..first + count_lines(&self.code[from..to])).contains(&line)
        })
    }

    /// Every function with a body outside tests.
    pub(crate) fn functions(&self) -> Vec<Function> {
        let code = self.product().into_bytes();
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(start) = find_word(&code, b"fn", at) {
            at = start + 2;
            let name = word_at(&code, skip_space(&code, at));
            let Some(open) = body_start(&code, at).filter(|_| !name.is_empty()) else { continue };
            let close = matching(&code, open);
            let lines = code[open..close]
                .split(|byte| *byte == b'\n')
                .filter(|line| line.iter().any(|byte| !byte.is_ascii_whitespace()));
            found.push(Function {
                name,
                line: count_lines(&code[..start]),
                lines: lines.count().saturating_sub(2).max(1),
            });
        }
        found
    }
}

/// Lines touched by `bytes`, at least one.
pub(crate) fn count_lines(bytes: &[u8]) -> usize {
    bytes.split(|byte| *byte == b'\n').count()
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn skip_space(code: &[u8], mut at: usize) -> usize {
    while code.get(at).is_some_and(u8::is_ascii_whitespace) {
        at += 1;
    }
    at
}

fn word_at(code: &[u8], at: usize) -> String {
    code[at.min(code.len())..]
        .iter()
        .take_while(|byte| is_word(**byte))
        .map(|byte| char::from(*byte))
        .collect()
}

/// Where `word` stands as a whole word, from `from` on.
pub(crate) fn find_word(code: &[u8], word: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while at + word.len() <= code.len() {
        let whole = |at: usize| {
            (at == 0 || !is_word(code[at - 1]))
                && code.get(at + word.len()).is_none_or(|byte| !is_word(*byte))
        };
        if &code[at..at + word.len()] == word && whole(at) {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// The brace that opens a body, or none where a semicolon ends the item first.
fn body_start(code: &[u8], from: usize) -> Option<usize> {
    let mut depth = 0_i32;
    for (at, byte) in code.iter().enumerate().skip(from) {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth -= 1,
            b'{' if depth == 0 => return Some(at),
            b';' if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// One past the brace that closes the one at `open`.
fn matching(code: &[u8], open: usize) -> usize {
    let mut depth = 0_i32;
    for (at, byte) in code.iter().enumerate().skip(open) {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    code.len()
}

fn test_ranges(code: &[u8]) -> Vec<(usize, usize)> {
    const MARK: &[u8] = b"#[cfg(test)]";
    let mut found = Vec::new();
    let mut at = 0;
    while at + MARK.len() <= code.len() {
        if &code[at..at + MARK.len()] != MARK {
            at += 1;
            continue;
        }
        let end = match body_start(code, at + MARK.len()) {
            Some(open) => matching(code, open),
            None => code
                .iter()
                .skip(at)
                .position(|byte| *byte == b';')
                .map_or(code.len(), |more| at + more + 1),
        };
        found.push((at, end));
        at = end;
    }
    found
}

struct Scanner<'a> {
    input: &'a [u8],
    code: Vec<u8>,
    literals: Vec<Literal>,
    line: usize,
}

impl Scanner<'_> {
    fn run(&mut self) {
        while let Some(byte) = self.peek(0) {
            match byte {
                b'/' if self.peek(1) == Some(b'/') => self.line_comment(),
                b'/' if self.peek(1) == Some(b'*') => self.block_comment(),
                b'"' => self.string(0, false),
                b'r' if self.at_word_start() => self.raw(),
                b'\'' => self.quote(),
                _ => self.keep(1),
            }
        }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.input.get(self.code.len() + ahead).copied()
    }

    /// A raw string may follow `b` or `c`, but no other word byte.
    fn at_word_start(&self) -> bool {
        let back = |n: usize| self.code.len().checked_sub(n).map(|at| self.code[at]);
        match back(1) {
            Some(b'b' | b'c') => back(2).is_none_or(|byte| !is_word(byte)),
            Some(byte) => !is_word(byte),
            None => true,
        }
    }

    fn keep(&mut self, count: usize) {
        for _ in 0..count {
            let Some(byte) = self.peek(0) else { return };
            self.put(byte);
        }
    }

    fn put(&mut self, byte: u8) {
        if byte == b'\n' {
            self.line += 1;
        }
        self.code.push(byte);
    }

    fn blank(&mut self, with: u8) {
        let Some(byte) = self.peek(0) else { return };
        self.put(if byte == b'\n' { b'\n' } else { with });
    }

    fn line_comment(&mut self) {
        while self.peek(0).is_some_and(|byte| byte != b'\n') {
            self.blank(b' ');
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0_i32;
        loop {
            let step = match (self.peek(0), self.peek(1)) {
                (None, _) => return,
                (Some(b'/'), Some(b'*')) => 1,
                (Some(b'*'), Some(b'/')) => -1,
                _ => 0,
            };
            depth += step;
            self.blank(b' ');
            if step != 0 {
                self.blank(b' ');
            }
            if depth == 0 {
                return;
            }
        }
    }

    /// `r"`, `r#"`: kept as a literal; `r` that begins a word stays code.
    fn raw(&mut self) {
        let mut hashes = 0;
        while self.peek(1 + hashes) == Some(b'#') {
            hashes += 1;
        }
        if self.peek(1 + hashes) != Some(b'"') {
            return self.keep(1);
        }
        self.keep(1 + hashes);
        self.string(hashes, true);
    }

    fn string(&mut self, hashes: usize, raw: bool) {
        let first_line = self.line;
        self.keep(1);
        let from = self.code.len();
        while let Some(byte) = self.peek(0) {
            if byte == b'"' && (0..hashes).all(|n| self.peek(1 + n) == Some(b'#')) {
                break;
            }
            self.blank(b'_');
            if byte == b'\\' && !raw {
                self.blank(b'_');
            }
        }
        let text = String::from_utf8_lossy(&self.input[from..self.code.len()]).into_owned();
        self.literals.push(Literal { first_line, last_line: self.line, text });
        self.keep(1 + hashes);
    }

    /// A character literal, or a lifetime, which stays code.
    fn quote(&mut self) {
        if self.peek(1) == Some(b'\\') {
            self.keep(1);
            self.blank(b'_');
            self.blank(b'_');
            while self.peek(0).is_some_and(|byte| byte != b'\'') {
                self.blank(b'_');
            }
            return self.keep(1);
        }
        match (2..=5)
            .find(|n| self.peek(*n) == Some(b'\''))
            .filter(|n| *n == 2 || self.peek(1).is_some_and(|byte| !byte.is_ascii()))
        {
            Some(end) => {
                self.keep(1);
                (1..end).for_each(|_| self.blank(b'_'));
                self.keep(1);
            }
            None => self.keep(1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{File, Scan, test_modules};

    #[test]
    fn modules_for_tests_alone_are_known_by_their_declaration() {
        let file = |path: &str, text: &str| File {
            path: path.to_owned(),
            text: text.to_owned(),
            for_tests: false,
        };
        assert_eq!(
            test_modules(&file("a/src/b/mod.rs", "#[cfg(test)]\nmod samples;\nmod c;")),
            ["a/src/b/samples"]
        );
        assert_eq!(
            test_modules(&file("a/src/b.rs", "#[cfg(test)]\npub(crate) mod tests;")),
            ["a/src/b/tests"]
        );
        assert_eq!(
            test_modules(&file(
                "a/src/lib.rs",
                "#[cfg(test)]\nmod tests { }\n#[cfg(test)]\nuse x;"
            )),
            Vec::<String>::new()
        );
    }

    fn product(text: &str) -> String {
        Scan::of(text).product()
    }

    #[test]
    fn comments_and_literals_are_not_code() {
        assert_eq!(
            product("a /* b /* c */ d */ e // f\n\"g\\\"{\""),
            "a                   e     \n\"____\""
        );
        assert_eq!(product("r#\"{\"#;"), "r#\"_\"#;");
        assert_eq!(
            product("br\"{\" for 'a in '{' '\\n' '\\'' 'é'"),
            "br\"_\" for 'a in '_' '__' '__' '__'"
        );
    }

    #[test]
    fn a_raw_word_is_no_raw_string() {
        assert_eq!(product("r#fn var\"x\""), "r#fn var\"_\"");
    }

    #[test]
    fn test_items_are_taken_out_whole() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n  fn b() { \"}\" }\n}\nfn c() {}\n";
        let scan = Scan::of(text);
        assert_eq!(scan.test_lines(), 4);
        assert!(scan.in_test(3));
        assert!(!scan.in_test(6));
        let names: Vec<_> = scan.functions().into_iter().map(|f| f.name).collect();
        assert_eq!(names, ["a", "c"]);
    }

    #[test]
    fn a_test_module_in_its_own_file_ends_at_its_semicolon() {
        let scan = Scan::of("#[cfg(test)]\nmod tests;\nfn a() {}\n");
        assert_eq!(scan.test_lines(), 2);
        assert_eq!(scan.functions().len(), 1);
    }

    #[test]
    fn function_lines_leave_out_blanks_and_comments() {
        let scan = Scan::of(
            "fn long(a: [u8; 2]) -> u8 {\n    // why\n\n    let b = a;\n    b[0]\n}\ntrait T { fn none(); }\n",
        );
        let all = scan.functions();
        assert_eq!(all.len(), 1);
        assert_eq!((all[0].line, all[0].lines), (1, 2));
    }

    #[test]
    fn literals_know_their_lines() {
        let scan = Scan::of("x\nlet s = \"a\nb\nc\";\n");
        assert_eq!((scan.literals[0].first_line, scan.literals[0].last_line), (2, 4));
        assert_eq!(scan.literals[0].text, "a\nb\nc");
    }
}
