//! The types of variables, and what is said where there are none.

use super::{infer, show};
use crate::ast::LocalId;
use crate::diagnostics::Collector;
use crate::parse;

/// The variables with their types, or the errors.
fn types(body: &str) -> Result<String, Vec<String>> {
    let source = format!("fn f(x: f64, n: usize, v: &[f64], p: f32) -> f64 {{ {body} }}");
    let mut errors = Collector::new();
    let source = parse::source(source.parse().expect("tokens"), &mut errors).expect("a function");
    let function = source.read(&mut errors);
    let types = function.and_then(|function| {
        let types = infer(&function, &mut errors)?;
        let parameters = 4;
        let names = function.locals.iter().enumerate().skip(parameters);
        let show = |(k, local): (usize, &crate::ast::Local)| {
            format!("{}: {}", local.name, show(types.local(LocalId(k as u32))))
        };
        Some(names.map(show).collect::<Vec<_>>().join(", "))
    });
    let errors: Vec<String> = errors.finish().iter().map(ToString::to_string).collect();
    types.ok_or(errors)
}

#[track_caller]
fn has(body: &str, expected: &str) {
    assert_eq!(types(body).as_deref(), Ok(expected), "{body}");
}

#[track_caller]
fn fails(body: &str, expected: &[&str]) {
    let errors = types(body).expect_err(body);
    assert_eq!(errors.len(), expected.len(), "{errors:?}");
    for (error, expected) in errors.iter().zip(expected) {
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn literals_take_the_type_of_their_use() {
    has("let a = 1.0; let b = 2; x", "a: f64, b: i32");
    has(
        "let a = 1.0; let b = 2; let c = p + a; v[b] + c as f64",
        "a: f32, b: usize, c: f32",
    );
    has("let a = 3_000_000_000 as u64; let b = -1 as i8; x", "a: u64, b: i8");
    has("let mut a = 0; a += n; let b = 1 << n; x.powi(b)", "a: usize, b: i32");
    has(
        "let a = 1.5; let b = a * 2.0; let c = b > p; x",
        "a: f32, b: f32, c: bool",
    );
}

#[test]
fn annotations_and_suffixes_decide() {
    has(
        "let a: i64 = 1; let b = 2u8; let c = 1f32; let d: _ = x; x",
        "a: i64, b: u8, c: f32, d: f64",
    );
    has("let a; a = 1.0; x + a", "a: f64");
    has("let (a, b): (f32, _) = (1.0, 2); v[b]", "a: f32, b: usize");
}

#[test]
fn arrays_and_tuples() {
    has(
        "let a = [1.0; 3]; let b = [a, [x, x, x]]; let c = b[n][1]; c",
        "a: [f64; 3], b: [[f64; 3]; 2], c: f64",
    );
    has(
        "let a = [0; 4]; let t = (a[0] + n, (true, x)); let (b, c) = t; x",
        "a: [usize; 4], t: (usize, (bool, f64)), b: usize, c: (bool, f64)",
    );
    has(
        "const N: usize = 2; let mut a = [0.0; N]; a = [1.0, x]; let b = [0.0; N + 1]; a[0]",
        "a: [f64; 2], b: [f64; N + 1]",
    );
    has(
        "let a = x.sin_cos(); let w = v; let y: &[f64] = &[1.0, 2.0]; x",
        "a: (f64, f64), w: &[f64], y: [f64; 2]",
    );
}

#[test]
fn control_flow() {
    has("let a = if n > 2 { 1 } else { return x }; v[a]", "a: usize");
    has(
        "let a = loop { if n > 2 { break 1.0 } }; let b = if n > 1 { panic!() } else { p }; a",
        "a: f64, b: f32",
    );
    has(
        "for (i, w) in v.iter().enumerate() {} for i in 0..n as u8 {} for k in 0..3 {} x",
        "i: usize, w: f64, i: u8, k: i32",
    );
    has(
        "let u = {}; let w = { x; }; let s = while n > 2 {}; x",
        "u: (), w: (), s: ()",
    );
    has("let a = { return x; }; x", "a: ()");
}

#[test]
fn methods() {
    has(
        "let a = n.pow(2); let b = p.abs(); let c = 3i8.abs_diff(2); let d = n.count_ones(); x",
        "a: usize, b: f32, c: u8, d: u32",
    );
    has(
        "let a = x.total_cmp(&1.0); let b = a.is_lt(); let c = n.cmp(&3); x",
        "a: Ordering, b: bool, c: Ordering",
    );
    has(
        "let a = f32::max(1.0, 2.0); let b = libm::expf(1.0); let c = f64::from(p); x",
        "a: f32, b: f32, c: f64",
    );
    has(
        "let a = 2; let b = n.min(a).saturating_sub(1); x.mul_add(2.0, 3.0)",
        "a: usize, b: usize",
    );
}

#[test]
fn constants_by_use() {
    has(
        "let a = PI * x; let b = STEPS; v[b] + GRAVITY.sqrt() * a",
        "a: f64, b: usize",
    );
    has("let dt = (T1 - T0) / STEPS as f64; x", "dt: f64");
    has(
        "let a = TABLE[n] * p; let b = ROWS[1][n] + x; let c = i32::MAX; let d = f64::EPSILON; x",
        "a: f32, b: f64, c: i32, d: f64",
    );
    has(
        "let n = STEPS; let y = n as f64; for _ in 0..ROUNDS {} x",
        "n: _, y: f64",
    );
    has("let k = N + 1; g(k, K); if N > 3 { x } else { 1.0 }", "k: _");
}

#[test]
fn calls() {
    has(
        "let a = g(x); let (b, c) = h(2, x); let d: [f64; 2] = k(&v); a + b",
        "a: f64, b: f64, c: f64, d: [f64; 2]",
    );
    has(
        "let a = 3; let b = g(x, a); let c = f(1.0, 2, &[1.0], 2.0); b",
        "a: _, b: f64, c: f64",
    );
    has("let a = p * g(p); x", "a: f32");
}

#[test]
fn what_cannot_be_known_is_named() {
    fails(
        "let mut n = STEPS; n += 1; n as f64",
        &[
            "D501: the type of the variable `n` is not known here\n  = help: write it \
            where the variable is declared, as in `let n: usize = …`",
        ],
    );
    fails("let mut k = 0; while k < 3 { g(x, k); k += 1; } x", &["variable `k`"]);
    fails(
        "let y = g(x)[0]; y",
        &[
            "D501: the type of the result of `g` is not known here\n  = help: bind it with \
            its type, as in `let result: [f64; 3] = g(…);`",
        ],
    );
    fails("let mut n = A; let mut m = B; n = A; m = B; x", &["`n`", "`m`"]);
    fails("let t = PAIR.0; x", &["the constant `PAIR`"]);
    fails("let p = g(x); p.0 + p.1", &["the variable `p`"]);
}

#[test]
fn what_does_not_fit_is_one_error() {
    fails(
        "let y = x + n; let z = x * true; y",
        &["D502: `f64` is expected here, but this is `usize`"],
    );
    fails(
        "if x { 1.0 } else { 2.0 }",
        &["`bool` is expected here, but this is `f64`"],
    );
    fails(
        "let a = [1.0, 2.0]; let b: [f64; 3] = a; x",
        &["`[f64; 3]` is expected here, but this is `[f64; 2]`"],
    );
    fails("n", &["`f64` is expected"]);
    fails("f(x)", &["D502"]);
    fails("x << 2", &["D503: `<<` does not exist for `f64`"]);
    fails("-n as f64", &["D503: `-` does not exist for `usize`"]);
    fails("let y = n.sqrt(); x", &["D503"]);
    fails("x.lerp(x, x) * n.foo()", &["D310", "D310"]);
    fails("x.hypot() * f64::sin(x)", &["D315: `hypot` takes 1 argument"]);
    fails("x[0]", &["D503: indexing does not exist for `f64`"]);
    fails("for i in n {} x", &["D406"]);
    fails("for i in 0.0..1.0 {} x", &["D503"]);
}

#[test]
fn limits_of_the_language() {
    fails("let s = if n > 2 { v } else { &[x, x][..] }; s[0]", &["D504"]);
    fails("let a = [Some(1.0)]; x", &["D505"]);
    fails("if (x, x) < (1.0, 2.0) { 1.0 } else { x }", &["D506"]);
}
