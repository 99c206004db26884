//! What users see of errors. Each file of `tests/ui` is a program with the whole text that rustc prints beside it; those in
//! `tests/ui/pass` are what the messages say to write instead.
//!
//! A line with errors ends with `//~` and the code of each: ours, rustc's, or `rustc` for an error without a code. There
//! may be no error but these, so that nobody is told twice, and nothing is said of code that is generated.
//!
//! After a change of a message: `TRYBUILD=overwrite cargo test --test ui`, and read what `git diff` shows as a user would.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/ui");
const MESSAGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/autodiff-macros/src/diagnostics/messages");

/// The files in a folder, and in its folders, in order.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut found = vec![];
    for path in entries.map(|entry| entry.expect("an entry").path()) {
        match path.is_dir() {
            true => found.extend(files(&path, extension)),
            false if path.extension() == Some(OsStr::new(extension)) => found.push(path),
            false => {}
        }
    }
    found.sort();
    found
}

/// The programs with errors.
fn cases() -> Vec<PathBuf> {
    let passes = Path::new(CASES).join("pass");
    files(Path::new(CASES), "rs")
        .into_iter()
        .filter(|path| !path.starts_with(&passes))
        .collect()
}

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.as_ref().display()))
}

/// Whether this rustc is the one whose words are in the files: others say the same with other words.
fn is_pinned() -> bool {
    let pinned = read(concat!(env!("CARGO_MANIFEST_DIR"), "/rust-toolchain.toml"));
    let version = Command::new("rustc").arg("--version").output().expect("rustc").stdout;
    let version = String::from_utf8(version).expect("text");
    version
        .split(' ')
        .nth(1)
        .is_some_and(|version| pinned.contains(&format!("\"{version}\"")))
}

#[test]
fn errors_read_as_written() {
    if !is_pinned() {
        eprintln!("not tested: rustc is not the one of rust-toolchain.toml");
        return;
    }
    let tests = trybuild::TestCases::new();
    for case in cases() {
        tests.compile_fail(case.strip_prefix(env!("CARGO_MANIFEST_DIR")).expect("a path in here"));
    }
    tests.pass("tests/ui/pass/*.rs");
}

/// An error at a line.
type Error = (usize, String);

/// The errors that the lines of a program announce.
fn announced(source: &str) -> Vec<Error> {
    let mut errors = vec![];
    for (k, line) in source.lines().enumerate() {
        let codes = line.split_once("//~").map_or("", |(_, codes)| codes);
        errors.extend(codes.split_whitespace().map(|code| (k + 1, code.to_string())));
    }
    errors.sort();
    errors
}

/// The errors that rustc printed: `error: D101: …` or `error[E0308]: …`, and on a line soon after, ` --> file:line:column`.
fn printed(stderr: &str) -> Vec<Error> {
    let mut errors = vec![];
    let mut lines = stderr.lines();
    while let Some(line) = lines.next() {
        let Some(rest) = line.strip_prefix("error") else {
            continue;
        };
        let code = match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((code, _)) => code,
            None => rest.get(2..6).filter(|code| is_code(code)).unwrap_or("rustc"),
        };
        let place = lines
            .by_ref()
            .find_map(|line| line.trim_start().strip_prefix("--> "))
            .expect("a place");
        let line = place.split(':').nth(1).expect("a line").parse().expect("a number");
        errors.push((line, code.to_string()));
    }
    errors.sort();
    errors
}

fn is_code(text: &str) -> bool {
    text.strip_prefix('D')
        .is_some_and(|digits| digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit()))
}

#[test]
fn every_error_is_announced_at_its_line() {
    let mut wrong = String::new();
    for case in cases() {
        let (announced, printed) = (announced(&read(&case)), printed(&read(case.with_extension("stderr"))));
        if announced != printed {
            let name = case.strip_prefix(CASES).expect("a case").display();
            wrong += &format!("{name}:\n  announced {announced:?}\n  printed   {printed:?}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_code_is_shown() {
    let quoted = |text: &str| -> BTreeSet<String> {
        text.split('"')
            .filter(|piece| is_code(piece))
            .map(str::to_string)
            .collect()
    };
    let known: BTreeSet<String> = files(Path::new(MESSAGES), "rs")
        .iter()
        .flat_map(|path| quoted(&read(path)))
        .collect();
    assert!(known.len() > 60, "the messages are not where they were");
    let shown: BTreeSet<String> = cases()
        .iter()
        .flat_map(|case| printed(&read(case.with_extension("stderr"))))
        .map(|(_, code)| code)
        .collect();
    let missing: Vec<&String> = known.difference(&shown).collect();
    assert!(missing.is_empty(), "no program in tests/ui gets {missing:?}");
    let unknown: Vec<&String> = shown
        .iter()
        .filter(|code| is_code(code) && !known.contains(*code))
        .collect();
    assert!(unknown.is_empty(), "{unknown:?} is not in the table of messages");
}

#[test]
fn every_text_has_its_program() {
    let stray: Vec<PathBuf> = files(Path::new(CASES), "stderr")
        .into_iter()
        .filter(|text| !text.with_extension("rs").exists())
        .collect();
    assert!(stray.is_empty(), "{stray:?}");
}
