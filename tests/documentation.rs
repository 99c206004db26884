//! The pages of `docs`: what they link to is there, and the files that their tables name contain what they say.
#![allow(missing_docs, reason = "test functions speak for themselves")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const PAGES: [&str; 10] = [
    "README.md",
    "CHANGELOG.md",
    "docs/architecture.md",
    "docs/errors.md",
    "docs/extending.md",
    "docs/faq.md",
    "docs/glossary.md",
    "docs/growth.md",
    "docs/language.md",
    "docs/primitives.md",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The text without blocks of code.
fn prose(page: &str) -> String {
    let parts = page.split("\n```").step_by(2);
    parts.collect::<Vec<_>>().join("\n")
}

/// How a heading is called in a link.
fn anchor(heading: &str) -> String {
    let kept = heading
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c.to_ascii_lowercase() })
        .collect()
}

/// The targets of the links of a page.
fn links(page: &str) -> Vec<String> {
    let targets = page
        .split("](")
        .skip(1)
        .filter_map(|rest| Some(rest.split_once(')')?.0.to_string()));
    targets.collect()
}

/// What is wrong with a link.
fn dead(page: &str, target: &str) -> Option<String> {
    if target.starts_with("http") {
        return None;
    }
    let (file, section) = target.split_once('#').unwrap_or((target, ""));
    let path = match file {
        "" => root().join(page),
        file => root().join(page).parent().expect("a folder").join(file),
    };
    if !path.exists() {
        return Some(format!("{page}: there is no {target}"));
    }
    let has_section = || {
        let text = prose(&read(&path));
        text.lines()
            .any(|line| line.starts_with('#') && anchor(line.trim_start_matches('#').trim()) == section)
    };
    (!section.is_empty() && !has_section()).then(|| format!("{page}: there is no section {target}"))
}

#[test]
fn links_lead_somewhere() {
    let dead = PAGES.iter().flat_map(|page| {
        let targets = links(&prose(&read(page)));
        targets.into_iter().filter_map(move |target| dead(page, &target))
    });
    let dead: Vec<String> = dead.collect();
    assert!(dead.is_empty(), "{}", dead.join("\n"));
}

/// The cells of the rows of all tables, without rules.
fn rows(page: &str) -> Vec<Vec<String>> {
    let cells = |line: &str| {
        let inside = line.trim().strip_prefix('|')?.strip_suffix('|')?;
        Some(
            inside
                .split('|')
                .map(|cell| cell.trim().to_string())
                .collect::<Vec<_>>(),
        )
    };
    page.lines()
        .filter_map(cells)
        .filter(|cells| !cells[0].starts_with("---"))
        .collect()
}

/// The pieces of code in a text.
fn codes(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// A path, from the root of the repository or from the sources of the compiler.
fn file(path: &str) -> Option<PathBuf> {
    let folders = ["", "autodiff-macros/src"];
    folders
        .iter()
        .map(|folder| root().join(folder).join(path))
        .find(|path| path.is_file())
}

fn is_path(code: &str) -> bool {
    code.contains('/') && !code.contains(' ') && (code.ends_with(".rs") || code.ends_with(".md"))
}

fn is_name(code: &str) -> bool {
    let code = code.strip_suffix('!').unwrap_or(code);
    code.len() > 1 && code.chars().all(|c| c.is_alphanumeric() || c == '_' || c == ':')
}

/// Whether a word stands in a text by itself.
fn mentions(text: &str, word: &str) -> bool {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .any(|found| found == word)
}

/// Words of Rust that the tables explain things by; they are no names of the compiler.
const WORDS: [&str; 4] = ["bool", "std", "libm", "None"];

#[test]
fn the_files_of_extending_contain_what_it_says() {
    let page = prose(&read("docs/extending.md"));
    let mut wrong = vec![];
    let mut names = 0;
    for row in rows(&page) {
        let codes_of_first = codes(&row[0]);
        let [path] = codes_of_first.as_slice() else { continue };
        if !is_path(path) {
            continue;
        }
        let Some(found) = file(path) else {
            wrong.push(format!("there is no {path}"));
            continue;
        };
        let text = read(found);
        for name in codes(&row[1])
            .into_iter()
            .filter(|code| is_name(code) && !WORDS.contains(code))
        {
            let last = name.trim_end_matches('!').rsplit("::").next().unwrap_or(name);
            names += 1;
            if !mentions(&text, last) {
                wrong.push(format!("{path} does not mention `{name}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(names > 40, "only {names} names");
}

/// The forms in which a word may stand in its file: `varied`, `varies`, `Varied`; of several words, all.
fn lives_in(word: &str, text: &str) -> bool {
    let text = text.to_lowercase();
    let stem = |word: &str| {
        let word = word.to_lowercase();
        let endings = ["ed", "ing", "es", "s"];
        let cut = endings.iter().find_map(|ending| word.strip_suffix(ending));
        cut.filter(|cut| cut.len() >= 4).unwrap_or(&word).to_string()
    };
    word.split_whitespace().all(|part| text.contains(&stem(part)))
}

#[test]
fn the_words_of_the_glossary_live_where_it_says() {
    let page = read("docs/glossary.md");
    let mut wrong = vec![];
    let mut words = 0;
    for row in rows(&page).into_iter().filter(|row| row[0] != "word") {
        let [word, meaning, place] = row.as_slice() else {
            panic!("{row:?} has no three cells")
        };
        if place.is_empty() && meaning.contains("no code yet") {
            continue;
        }
        words += 1;
        match codes(place).as_slice() {
            [path] => match file(path) {
                Some(found) if lives_in(word, &read(&found)) => {}
                Some(_) => wrong.push(format!("`{word}` does not stand in {path}")),
                None => wrong.push(format!("{word}: there is no {path}")),
            },
            other => wrong.push(format!("{word}: {other:?} is no file")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(words > 40, "only {words} words");
}

#[test]
fn every_file_in_a_text_is_there() {
    let mut missing = vec![];
    for page in PAGES {
        for path in codes(&prose(&read(page))).into_iter().filter(|code| is_path(code)) {
            // `f/g.rs` of a page may also be meant from the folder of the sentence.
            if file(path).is_none() && !path.starts_with("src/") {
                missing.push(format!("{page}: {path}"));
            }
        }
    }
    assert!(missing.is_empty(), "not there:\n{}", missing.join("\n"));
}

/// What stands between `before` and the next quote, each time.
fn quoted<'a>(text: &'a str, before: &str) -> Vec<&'a str> {
    let found = text.split(before).skip(1).filter_map(|rest| rest.split('"').next());
    found.collect()
}

#[test]
fn the_stages_that_can_be_shown_are_those_of_the_compiler() {
    let pipeline = read("autodiff-macros/src/pipeline.rs");
    let stages: BTreeSet<&str> = ["dump.graph(\"", "dump.tokens(\"", " shown(\"", " stage(\"", " pass(\""]
        .iter()
        .flat_map(|before| quoted(&pipeline, before))
        .collect();
    let page = read("docs/faq.md");
    let list = page
        .split("The stages, in their order: ")
        .nth(1)
        .expect("a list of the stages");
    let list = list.split(". ").next().expect("a sentence");
    let without_half = |stage| str::trim_end_matches(str::trim_end_matches(stage, "-fused"), "-split");
    let documented: BTreeSet<&str> = codes(list).into_iter().map(without_half).collect();
    assert_eq!(documented, stages);
}
