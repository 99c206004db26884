//! `docs/language.md`, row by row: the function that a row names exists and contains the code of the row. That those
//! functions have the right gradients is shown by `tests/gradients.rs`; here, of those that the corpus cannot hold.
#![allow(missing_docs, reason = "test functions speak for themselves")]
#![allow(
    clippy::approx_constant,
    clippy::too_many_arguments,
    reason = "said of generated code"
)]

use differentiate::{differentiate, Workspace};
use std::collections::BTreeSet;
use std::fmt::Write;

#[differentiate]
fn tuple_parameter(p: (f64, [f64; 2]), scale: f64) -> f64 {
    p.0 * p.1[0] + p.1[1] * scale
}

#[differentiate]
fn option_parameter(x: f64, a: Option<f64>, b: Option<&[f64]>) -> f64 {
    let y = a.map_or(x, |a| a * x);
    match b {
        Some(b) => y + b[1] * 3.0,
        None => y,
    }
}

#[differentiate]
fn option_of_an_integer(x: f64, n: Option<i32>) -> f64 {
    match n {
        Some(n) => x.powi(n),
        None => x,
    }
}

#[differentiate]
fn tuple_pattern_parameter((a, n): (f64, usize)) -> f64 {
    a * a * n as f64
}

#[differentiate]
fn reference_pattern_parameter(&x: &f64, _: f64, y: &&f64) -> f64 {
    x * x * **y
}

#[differentiate]
fn integer_slice_parameter(x: &[f64], order: &[usize]) -> f64 {
    let mut y = 1.0;
    for &k in order {
        y = y * x[k] + 0.5;
    }
    y
}

#[differentiate]
fn boolean_array_parameter(x: f64, used: [bool; 2]) -> f64 {
    if used[0] && !used[1] {
        x * x
    } else {
        x
    }
}

#[differentiate]
#[allow(clippy::needless_lifetimes)]
fn lifetimes<'a>(x: &'a [f64], y: &'a [f64]) -> f64 {
    x[0] * y[0]
}

#[differentiate]
const fn constant_function(x: f64) -> f64 {
    x * x
}

#[differentiate]
fn ordering_to_integer(x: f64, k: i32, n: i32) -> f64 {
    x * x * (k.cmp(&n) as i32) as f64
}

#[differentiate]
fn local_static(x: f64) -> f64 {
    static WEIGHTS: [f64; 2] = [2.0, 3.0];
    x * x * WEIGHTS[1]
}

#[differentiate]
fn double_square(x: f64) -> f64 {
    x * x
}

#[differentiate]
fn call_in_another_precision(x: f32) -> f32 {
    let y: f64 = double_square(x as f64);
    y as f32
}

#[differentiate]
fn libm_in_single_precision(x: f32) -> f32 {
    libm::expf(x) * x
}

#[differentiate]
fn more_of_libm(x: f64, y: f64) -> f64 {
    libm::exp10(x) + libm::fmod(x, y) * libm::rint(x)
}

const TABLE: [f64; 3] = [0.5, 2.0, -1.0];
const OTHER: [f64; 3] = [3.0, 0.0, 5.0];
const ORDER: [usize; 3] = [2, 0, 1];

#[differentiate]
fn weighted(x: f64, weights: &[f64], order: &[usize]) -> f64 {
    weights[order[0]] * x * x + weights[order[1]] * x
}

#[differentiate]
fn constants_in_variables(x: f64) -> f64 {
    let table = &TABLE;
    weighted(x, table, &ORDER) * table[1]
}

#[differentiate]
fn table_chosen(x: f64) -> f64 {
    weighted(x, if x > 1.0 { &TABLE } else { &OTHER }, &ORDER)
}

#[test]
fn constants_in_variables_are_what_they_are() {
    assert_eq!(constants_in_variables::value_and_grad(3.0), (-15.0, 2.0 * (-6.0 + 0.5)));
    assert_eq!(table_chosen::value_and_grad(3.0), (-7.5, -5.5));
    assert_eq!(table_chosen::value_and_grad(0.5), (2.75, 8.0));
}

type Real = f64;
type State = [Real; 3];

#[differentiate(alias(Real = f64, State = [Real; 3]))]
fn aliases_out_of_sight(state: &State, k: Real) -> Real {
    let half: Real = 0.5;
    k * state[0] * state[1] + half * k.sin()
}

#[test]
fn aliases_are_what_the_attribute_says() {
    let gradient = aliases_out_of_sight::grad(&[0.5, 2.0, 3.0], 0.25);
    assert_eq!(gradient, ([0.5, 0.125, 0.0], 1.0 + 0.5 * 0.25_f64.cos()));
}

#[derive(Clone, Debug)]
enum Figure {
    Circle(f64),
    Rectangle { width: f64, height: f64 },
    Empty,
}

#[differentiate]
fn values_in_an_enum(x: f64, #[constant] figure: &Figure) -> f64 {
    match figure {
        Figure::Circle(radius) if *radius > 2.0 => x * x * radius,
        Figure::Circle(radius) => x + radius,
        Figure::Rectangle { width, height } => x * width + height,
        Figure::Empty => x,
    }
}

#[differentiate]
fn enum_by_value(x: f64, #[constant] figure: Figure) -> f64 {
    let area = match figure {
        Figure::Circle(r) => 3.0 * r * r,
        Figure::Rectangle { width, .. } if width > 10.0 => width,
        Figure::Rectangle { height, width } => width * height,
        _ => 0.0,
    };
    x * x * area
}

#[test]
fn what_is_in_an_enum_is_constant() {
    let rectangle = |width| Figure::Rectangle { width, height: 4.0 };
    let figures = [
        Figure::Circle(3.0),
        Figure::Circle(1.0),
        rectangle(2.0),
        rectangle(12.0),
        Figure::Empty,
    ];
    for (figure, expected) in figures
        .iter()
        .zip([(9.0, 81.0), (1.0, 9.0), (2.0, 24.0), (12.0, 36.0), (1.0, 0.0)])
    {
        let (reference, value) = (
            values_in_an_enum::grad(1.5, figure),
            enum_by_value::grad(1.5, figure.clone()),
        );
        assert_eq!((reference, value), expected, "{figure:?}");
        assert_eq!(enum_by_value::check(1.5, figure.clone()).unwrap().agreeing(), 1);
        let y = values_in_an_enum::value_and_grad(0.7, figure).0;
        assert_eq!(y.to_bits(), values_in_an_enum(0.7, figure).to_bits());
    }
}

#[derive(Clone, Copy)]
enum Norm {
    A,
    LU,
}

#[differentiate]
fn scaled_by_norm(x: f64, norm: &Norm) -> f64 {
    match norm {
        Norm::A => x * x,
        Norm::LU => x.exp(),
    }
}

#[differentiate]
fn short_names_of_variants(x: f64, y: f64) -> f64 {
    scaled_by_norm(x, &Norm::A) * scaled_by_norm(y, &Norm::LU)
}

#[test]
fn names_of_variants_may_look_like_those_of_constants() {
    let y = short_names_of_variants::value_and_grad(0.5, 0.25);
    let e = 0.25_f64.exp();
    assert_eq!(y, (0.25 * e, (e, 0.25 * e)));
}

/// Types in which nothing can be a float need no derivative.
#[differentiate]
mod options {
    #[derive(Clone, Copy, PartialEq)]
    pub enum Kind {
        Call,
        Put,
    }

    pub struct Grid {
        pub steps: usize,
        pub title: String,
    }

    impl Kind {
        pub fn is_call(&self) -> bool {
            *self == Kind::Call
        }
    }

    pub fn payoff(kind: Kind, grid: &Grid, x: f64) -> f64 {
        let mut sum = 0.0;
        for i in 0..grid.steps {
            sum += x * i as f64;
        }
        if kind.is_call() {
            sum * x
        } else {
            -sum
        }
    }
}

#[test]
fn what_the_corpus_cannot_hold_is_right_too() {
    let grid = options::Grid {
        steps: 3,
        title: "three steps".to_string(),
    };
    assert_eq!(options::payoff::grad(options::Kind::Call, &grid, 2.0), 12.0);
    assert_eq!(
        options::payoff::grad(options::Kind::Put, &grid, 2.0),
        -3.0,
        "{}",
        grid.title
    );
    assert_eq!(tuple_parameter::grad((2.0, [3.0, 5.0]), 7.0), ((3.0, [2.0, 7.0]), 5.0));
    assert_eq!(tuple_pattern_parameter::grad((3.0, 2)), (12.0, ()));
    assert_eq!(option_parameter::grad(3.0, Some(2.0), None), (2.0, Some(3.0), None));
    assert_eq!(
        option_parameter::grad(3.0, None, Some(&[1.0, 5.0])),
        (1.0, None, Some(vec![0.0, 3.0]))
    );
    let (mut workspace, mut dx, mut da, mut db) = (Workspace::new(), 0.0, Some(7.0), None);
    let value = option_parameter::value_and_grad_into(3.0, Some(2.0), None, &mut workspace, &mut dx, &mut da, &mut db);
    assert_eq!((value, dx, da, db), (6.0, 2.0, Some(3.0), None));
    assert_eq!(option_of_an_integer::grad(3.0, Some(2)), 6.0);
    assert_eq!(reference_pattern_parameter::grad(&3.0, 1.0, &&2.0), (12.0, 0.0, 9.0));
    assert_eq!(
        integer_slice_parameter::grad(&[2.0, 3.0, 5.0], &[1, 2]),
        [0.0, 5.0, 3.5]
    );
    assert_eq!(boolean_array_parameter::grad(3.0, [true, false]), 6.0);
    assert_eq!(lifetimes::grad(&[2.0], &[3.0]), (vec![3.0], vec![2.0]));
    const VALUE: f64 = constant_function(3.0);
    assert_eq!((VALUE, constant_function::grad(3.0)), (9.0, 6.0));
    assert_eq!(ordering_to_integer::grad(3.0, 1, 2), -6.0);
    assert_eq!(local_static::grad(2.0), 12.0);
    assert_eq!(call_in_another_precision::grad(3.0), 6.0);
    assert!((libm_in_single_precision::grad(0.5) - 1.5 * 0.5_f32.exp()).abs() < 1e-6);
    let (dx, dy) = more_of_libm::grad(7.3, 2.1);
    let expected = 10.0_f64.powf(7.3) * std::f64::consts::LN_10 + 7.0;
    assert!(
        (dx / expected - 1.0).abs() < 1e-14 && dy == -21.0,
        "{dx}, {expected}; {dy}"
    );
}

/// Words, numbers and signs, one by one: how code is broken into lines is no matter.
fn tokens(code: &str) -> Vec<String> {
    let mut tokens: Vec<String> = vec![];
    let mut in_word = false;
    for c in code.chars() {
        let is_word = c.is_alphanumeric() || c == '_';
        match tokens.last_mut() {
            Some(last) if is_word && in_word => last.push(c),
            _ if !c.is_whitespace() => tokens.push(c.to_string()),
            _ => {}
        }
        in_word = is_word;
    }
    tokens
}

fn contains(code: &str, part: &str) -> bool {
    let (code, part) = (tokens(code), tokens(part));
    !part.is_empty() && code.windows(part.len()).any(|window| window == part)
}

fn read(path: &str) -> String {
    let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The text of the function `file::name`, attributes and signature included, documentation not.
fn function(name: &str) -> Option<String> {
    let (file, name) = name.split_once("::")?;
    let folder = match file {
        "language" | "hygiene" | "interface" | "neighbours" | "effects" | "rules" | "stand_ins" => "tests",
        "closed_forms" | "shapes" | "programs" => "tests/nesting",
        _ => "tests/corpus",
    };
    let text = std::fs::read_to_string(format!("{}/{folder}/{file}.rs", env!("CARGO_MANIFEST_DIR"))).ok()?;
    let heads = ["(", "<"].map(|next| format!("fn {name}{next}"));
    let at = heads.iter().find_map(|head| text.find(head))?;
    let start = text[..at].rfind("\n\n").unwrap_or(0);
    let end = match file {
        // With the derivative, to the next empty line.
        "rules" => at + text[at..].find("\n\n")?,
        _ => at + length(&text[at..])?,
    };
    let lines = text[start..end]
        .lines()
        .filter(|line| !line.trim_start().starts_with("///"));
    Some(lines.collect::<Vec<_>>().join("\n"))
}

/// Where the first block of the text ends.
fn length(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 1 => return Some(at + 1),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The cells of a row of a table; none for other lines, heads and rules.
fn cells(line: &str) -> Option<Vec<String>> {
    const BAR: &str = "\u{1}";
    let line = line.replace("\\|", BAR);
    let inside = line.trim().strip_prefix('|')?.strip_suffix('|')?;
    let cells: Vec<String> = inside.split('|').map(|cell| cell.trim().replace(BAR, "|")).collect();
    let is_rule = cells
        .iter()
        .all(|cell| !cell.is_empty() && cell.chars().all(|c| c == '-'));
    (!is_rule).then_some(cells)
}

/// The text between backquotes, if the cell is nothing else.
fn code(cell: &str) -> Option<&str> {
    cell.strip_prefix('`')?
        .strip_suffix('`')
        .filter(|code| !code.contains('`'))
}

/// The themes of what is accepted, each with its rows: the construct, the code, the function.
fn themes(page: &str) -> Vec<(String, Vec<[String; 3]>)> {
    let accepted = page
        .split("\n## ")
        .find(|section| section.starts_with("What is accepted"));
    let themes = accepted.expect("a section on what is accepted").split("\n### ").skip(1);
    let theme = |text: &str| {
        let rows = text.lines().filter_map(cells).skip(1);
        let rows =
            rows.map(|row| <[String; 3]>::try_from(row).unwrap_or_else(|row| panic!("{row:?} has no three cells")));
        (text.lines().next().unwrap_or_default().to_string(), rows.collect())
    };
    themes.map(theme).collect()
}

/// What is wrong with a row.
fn complaint([construct, snippet, name]: &[String; 3]) -> Option<String> {
    let (Some(snippet), Some(name)) = (code(snippet), code(name)) else {
        return Some(format!("{construct}: `{snippet}` or `{name}` is no code"));
    };
    match function(name) {
        None => Some(format!("{construct}: there is no function `{name}`")),
        Some(text) if !contains(&text, snippet) => Some(format!("{construct}: `{snippet}` does not stand in `{name}`")),
        Some(_) => None,
    }
}

#[test]
fn every_row_is_a_function_that_contains_its_code() {
    let themes = themes(&read("docs/language.md"));
    assert!(themes.len() >= 15, "only {} themes", themes.len());
    let mut complaints = vec![];
    for (theme, rows) in &themes {
        if rows.is_empty() {
            complaints.push(format!("{theme}: has no rows"));
        }
        complaints.extend(rows.iter().filter_map(complaint).map(|what| format!("{theme}: {what}")));
    }
    assert!(
        complaints.is_empty(),
        "{} complaints:\n{}",
        complaints.len(),
        complaints.join("\n")
    );
    println!("{} rows", themes.iter().map(|(_, rows)| rows.len()).sum::<usize>());
}

#[test]
fn a_row_that_is_wrong_is_noticed() {
    let row = |snippet: &str, name: &str| ["a construct", snippet, name].map(str::to_string);
    assert_eq!(complaint(&row("`x * x`", "`calls::square`")), None);
    assert!(complaint(&row("`x + x`", "`calls::square`")).is_some());
    assert!(complaint(&row("`x`", "`calls::no_such_function`")).is_some());
    assert!(complaint(&row("`x`", "`no_such_file::square`")).is_some());
    assert!(complaint(&row("x", "`calls::square`")).is_some());
    assert!(!contains("xx * x", "x * x") && contains("a+\n  b", "a + b"));
}

/// Files of the corpus that are not about the language.
const OTHERS: [&str; 12] = [
    "activity",
    "algorithms",
    "extremum",
    "formulas",
    "fresh",
    "jam",
    "joint",
    "neighbours",
    "overflow",
    "put_back",
    "settled",
    "sunk",
];

#[test]
fn every_file_of_the_corpus_has_its_rows() {
    let themes = themes(&read("docs/language.md"));
    let rows = themes.iter().flat_map(|(_, rows)| rows);
    let named: BTreeSet<String> = rows
        .filter_map(|[_, _, name]| Some(code(name)?.split_once("::")?.0.to_string()))
        .collect();
    let folder = format!("{}/tests/corpus", env!("CARGO_MANIFEST_DIR"));
    for file in std::fs::read_dir(folder).expect("the corpus") {
        let path = file.expect("a file").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let is_source = path.extension().is_some_and(|extension| extension == "rs");
        let expected = is_source && !OTHERS.contains(&name.as_str());
        assert!(
            !expected || named.contains(&name),
            "no row of docs/language.md names a function of {name}.rs"
        );
    }
}

/// `f64::exp(x)`: what is called, as it stands in code; none for an operator.
fn called(spelling: &str) -> Option<String> {
    let (head, _) = spelling.split_once('(')?;
    match head.split_once('.') {
        Some((_, method)) => Some(format!(".{method}(")),
        None => Some(format!("{head}(")),
    }
}

#[test]
fn every_spelling_of_a_primitive_runs_through_the_macro() {
    let here = read("tests/language.rs");
    let mut code = here
        .split("#[test]")
        .next()
        .expect("functions before tests")
        .to_string();
    for file in ["primitives", "primitive_paths", "libm_paths"] {
        code += &read(&format!("tests/corpus/{file}.rs"));
    }
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let page = read("docs/primitives.md");
    let mut missing = vec![];
    let mut found = 0;
    for row in page.lines().filter_map(cells).filter(|row| row[0].starts_with('`')) {
        for spelling in row[..2].iter().flat_map(|cell| cell.split('`')) {
            match called(spelling) {
                Some(called) if !code.contains(&called) => missing.push(spelling.to_string()),
                called => found += usize::from(called.is_some()),
            }
        }
    }
    assert!(missing.is_empty(), "no test function calls {}", missing.join(", "));
    assert!(found > 100, "only {found} spellings");
}

/// The tables of what is refused, as the index of errors says it.
fn refused() -> String {
    let mut text = String::from(
        "\nEvery refusal has a code; [errors.md](errors.md) shows a function that gets it, and the same function after the\n\
         way out. The tables are printed from that index: `UPDATE_DOCS=1 cargo test --test language`.\n",
    );
    let escaped = |text: &str| text.replace('|', "\\|");
    for section in read("docs/errors.md").split("\n## ").skip(1) {
        let theme = section.lines().next().unwrap_or_default();
        write!(
            text,
            "\n### Refused: {theme}\n\n| refused | code | way out |\n| --- | --- | --- |\n"
        )
        .expect("a string takes all");
        for entry in section.split("\n### ").skip(1) {
            let (head, rest) = entry.split_once('\n').expect("a head and a text");
            let (code, title) = head.split_once(": ").expect("a code and a title");
            let line = |k: usize| rest.lines().filter(|line| !line.is_empty()).nth(k).unwrap_or_default();
            // A title that is open where it begins says what is meant with its explanation.
            let title = match title.starts_with('…') {
                true => format!("{title}. {}", line(0).trim_end_matches('.')),
                false => title.to_string(),
            };
            let way_out = line(1)
                .strip_prefix("Instead: ")
                .expect("a way out")
                .trim_end_matches('.');
            let way_out = if way_out == "…" {
                "what the message says"
            } else {
                way_out
            };
            let (title, way_out) = (escaped(&title), escaped(way_out));
            writeln!(text, "| {title} | {code} | {way_out} |").expect("a string takes all");
        }
    }
    text
}

#[test]
fn what_is_refused_is_what_the_index_of_errors_says() {
    const HEAD: &str = "\n## What is refused\n";
    let page = read("docs/language.md");
    let (accepted, _) = page.split_once(HEAD).expect("a section on what is refused");
    let expected = format!("{accepted}{HEAD}{}", refused());
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(format!("{}/docs/language.md", env!("CARGO_MANIFEST_DIR")), &expected)
            .expect("docs can be written");
    }
    let written = read("docs/language.md");
    assert!(
        written == expected,
        "docs/language.md does not refuse what docs/errors.md does: run with UPDATE_DOCS=1"
    );
}
