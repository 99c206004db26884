//! The index of errors, `docs/errors.md`, as the rows say it; and the proof that what they say is true.

use super::{call, control, expression, rule as rules, signature, statement, types, Message};
use crate::diagnostics::Collector;
use crate::pipeline::derivatives;
use crate::tests::corpus::place;
use crate::{parse, rule};
use std::fmt::Write;

fn themes() -> [(&'static str, &'static [&'static Message]); 7] {
    [
        ("The attribute and the signature", signature::ROWS),
        ("Statements, patterns and items", statement::ROWS),
        ("Expressions", expression::ROWS),
        ("Calls, methods and macros", call::ROWS),
        ("Control flow", control::ROWS),
        ("Types", types::ROWS),
        ("Rules", rules::ROWS),
    ]
}

fn rows() -> impl Iterator<Item = &'static Message> {
    themes().into_iter().flat_map(|(_, rows)| rows.iter().copied())
}

/// A gap reads as an ellipsis.
fn without_gaps(text: &str) -> String {
    text.replace("{0}", "…").replace("{1}", "…")
}

/// One line of code as rustfmt breaks it.
fn formatted(code: &str) -> String {
    let code = code.replace("#[differentiate] ", "#[differentiate]\n");
    if let Some(rule) = code.strip_prefix("rule! { ").and_then(|code| code.strip_suffix(" }")) {
        let at = ["partials", "reverse", "derivative"]
            .iter()
            .find_map(|word| rule.find(&format!("{word} {{")).or(rule.find(&format!("{word}("))));
        let (function, derivative) = rule.split_at(at.expect("a derivative"));
        return format!("rule! {{\n    {}\n    {derivative}\n}}", function.trim_end());
    }
    match code.split_once("-> f64 { ") {
        _ if code.len() <= 80 => code,
        Some((head, body)) => format!(
            "{head}-> f64 {{\n    {}\n}}",
            body.trim_end_matches(" }").replace("; ", ";\n    ")
        ),
        None => code,
    }
}

fn markdown() -> String {
    let mut text = String::from(
        "# Errors\n\n\
         Each refusal of `#[differentiate]` and of `rule!` has a code, says what is wrong at its token, and says what to write\n\
         instead. The compiler's tests give it each pair of functions below: the first gets its error, the second\n\
         is accepted.\n\n\
         This page is printed from the compiler's own table by\n\
         `UPDATE_DOCS=1 cargo test -p autodiff-macros errors_are_documented`.\n",
    );
    for (theme, rows) in themes() {
        write!(text, "\n## {theme}\n").expect("a string takes all");
        for row in rows {
            let (title, help) = (without_gaps(row.title), without_gaps(row.help));
            write!(
                text,
                "\n### {}: {title}\n\n{}\n\nInstead: {help}.\n",
                row.code, row.about
            )
            .expect("a string takes all");
            if !row.wrong.is_empty() {
                let (wrong, right) = (formatted(row.wrong), formatted(row.right));
                write!(
                    text,
                    "\n```rust,ignore\n// {}\n{wrong}\n\n// accepted\n{right}\n```\n",
                    row.code
                )
                .expect("a string takes all");
            }
        }
    }
    text
}

/// The codes that the function gets, or the rule.
fn codes(code: &str) -> Vec<&'static str> {
    let mut errors = Collector::new();
    if let Some(rules) = code.strip_prefix("rule! {").and_then(|code| code.strip_suffix('}')) {
        for (item, rule) in rule::rules(rules.parse().expect("tokens"), &mut errors) {
            let source = parse::source(rule::calls_itself(&item), &mut errors).expect("a function");
            if let (Some(rule), Some(function)) = (rule, source.read(&mut errors)) {
                rule::check(&rule, &source.item.sig, &function, &mut errors);
            }
        }
        return errors.finish().iter().map(|error| error.code()).collect();
    }
    let mut place = place();
    let source = parse::source(code.parse().expect("tokens"), &mut errors);
    for attribute in source.iter().flat_map(|source| &source.item.attrs) {
        if let syn::Meta::List(list) = &attribute.meta {
            place.mode = parse::options(list.tokens.clone(), &mut errors).mode;
        }
    }
    if let Some(source) = source {
        derivatives(&source, &place, &mut errors);
    }
    errors.finish().iter().map(|error| error.code()).collect()
}

#[test]
fn codes_are_unique_and_in_order() {
    let all: Vec<&str> = rows().map(|row| row.code).collect();
    assert!(all.windows(2).all(|pair| pair[0] < pair[1]), "{all:?}");
}

#[test]
fn every_code_has_its_example_and_its_way_out() {
    for row in rows().filter(|row| !row.wrong.is_empty()) {
        assert!(
            codes(row.wrong).contains(&row.code),
            "{}: {:?} for {}",
            row.code,
            codes(row.wrong),
            row.wrong
        );
        assert_eq!(codes(row.right), Vec::<&str>::new(), "{}: {}", row.code, row.right);
    }
}

#[test]
fn messages_fill_their_gaps() {
    for row in rows() {
        let text = format!("{} {}", row.title, row.help);
        assert!(!text.contains("{1}") || text.contains("{0}"), "{}", row.code);
        assert!(!row.help.ends_with('.') && !row.title.ends_with('.'), "{}", row.code);
    }
}

#[test]
fn errors_are_documented() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/errors.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, markdown()).expect("docs can be written");
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        written == markdown(),
        "docs/errors.md is not what the table says: run with UPDATE_DOCS=1"
    );
}
