//! The generator itself, without the macro.

use random_programs::generate::program;
use random_programs::shrink::smaller;

/// What has to appear, as it is printed.
const CONSTRUCTS: &[&str] = &[
    // parameters
    ": f64",
    ": &f64",
    ": &[f64]",
    ": [f64; ",
    ": &[f64; ",
    ": &[[f64; ",
    ": [[f64; ",
    ": &[[f64; 2]]",
    ": f32",
    ": &[f32]",
    ": usize",
    ": i32",
    ": u32",
    ": i64",
    ": bool",
    "#[constant] ",
    "(mut ",
    "<const N: usize>",
    // bindings
    "let mut ",
    "let (",
    "let (mut ",
    "let _ = ",
    ": f64 = ",
    ": [f64; ",
    "let late1;",
    "const K1: f64 = ",
    ") = (",
    "_SCALE",
    "let mut n1 = 0;",
    "let mut n1: usize = 0;",
    "std::f64::consts::",
    // operators
    " + ",
    " - ",
    " * ",
    " / ",
    " % ",
    " += ",
    " -= ",
    " *= ",
    " /= ",
    " < ",
    " > ",
    " <= ",
    " >= ",
    " == ",
    " != ",
    " && ",
    " || ",
    "!(",
    " & ",
    " | ",
    " ^ ",
    " >> ",
    " as f64",
    " as usize",
    " as i32",
    "-(",
    // primitives
    ".abs()",
    ".signum()",
    ".sqrt()",
    ".cbrt()",
    ".recip()",
    ".powi(",
    ".powf(",
    ".exp()",
    ".exp2()",
    ".exp_m1()",
    ".ln()",
    ".log(",
    ".log2()",
    ".log10()",
    ".ln_1p()",
    ".sin()",
    ".cos()",
    ".tan()",
    ".sin_cos()",
    ".asin()",
    ".acos()",
    ".atan()",
    ".atan2(",
    ".sinh()",
    ".cosh()",
    ".tanh()",
    ".asinh()",
    ".acosh()",
    ".atanh()",
    ".hypot(",
    ".mul_add(",
    ".min(",
    ".max(",
    ".clamp(",
    ".copysign(",
    ".floor()",
    ".ceil()",
    ".round()",
    ".round_ties_even()",
    ".trunc()",
    ".fract()",
    ".rem_euclid(",
    ".div_euclid(",
    ".to_degrees()",
    ".to_radians()",
    ".is_nan()",
    ".is_finite()",
    ".is_sign_negative()",
    ".total_cmp(",
    "f64::exp(",
    "f64::sin(",
    "libm::",
    // control flow
    "if ",
    "} else {",
    "for _ in ",
    "for i in 0..",
    "for &",
    ", &",
    "..=",
    ".rev()",
    ".step_by(",
    ".iter()",
    ".iter().rev()",
    ".iter().enumerate()",
    ".len()",
    "while ",
    "loop {",
    "break;",
    "continue;",
    "return ",
    " = if ",
    " = {\n",
    "assert!(",
    "debug_assert!(",
    "must hold",
    // arrays, tuples, calls
    "[i - 1]",
    "[i + 1]",
    "[1.0; ",
    "][",
    ".0",
    ".1",
    "prelude_apply(",
    "prelude_generic(",
    "prelude_tried(",
    "prelude_step(&mut ",
    "prelude_ruled(",
    "prelude_norm(",
    "prelude_mean(",
    "prelude_total(",
    "prelude_lent(",
    "prelude_heavy(",
    "prelude_rows(",
    "Limits {",
    ".limited(",
    ".narrow(",
    "own_it.next()",
    "own_it.nth(1)",
    "own_it.by_ref()",
    "own_it.next_back()",
    "own_it.peek()",
    ".try_fold(",
    "collect::<Option<Vec<",
    "&PRELUDE_TABLE, 3)",
    ".partition(|v|",
    ".unzip()",
    ".try_into()",
    ".dedup()",
    "own_f: fn(",
    "own_twice(&",
    "for own_k in 1.. {",
    "&PRELUDE_TABLE[1..]",
    "differentiate::special::erf(",
    "differentiate::special::ln_gamma(",
    "eprint!(",
    "_h0(",
    "_h1(",
    "depth - 1",
    "(&[",
];

#[test]
fn every_construct_appears_within_500_programs() {
    let text: String = (0..500).map(|index| program(1, index).print()).collect();
    let missing: Vec<_> = CONSTRUCTS
        .iter()
        .filter(|construct| !text.contains(**construct))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_same_seed_gives_the_same_programs_and_another_seed_others() {
    let print = |seed, index| program(seed, index).print();
    for index in 0..50 {
        assert_eq!(print(3, index), print(3, index));
        assert_ne!(print(3, index), print(4, index));
        assert_ne!(print(3, index), print(3, index + 1));
    }
}

#[test]
fn programs_are_well_formed_and_of_a_size_to_be_read() {
    let mut lines = 0;
    for index in 0..1000 {
        let program = program(2, index);
        assert!(program.is_well_formed(), "{}", program.print());
        lines += program.print().lines().count() / program.functions.len();
    }
    assert!((8_000..40_000).contains(&lines), "{lines} lines in 1000 functions");
}

#[test]
fn what_shrinking_gives_is_smaller_and_well_formed() {
    for index in 0..20 {
        let program = program(5, index);
        let size = program.print().len();
        let candidates = smaller(&program);
        assert!(!candidates.is_empty());
        for candidate in &candidates {
            assert!(candidate.is_well_formed() && candidate.print().len() < size);
        }
    }
}

/// Whatever holds of a program, shrinking by it ends at a program of which no part can be spared.
#[test]
fn shrinking_ends_at_what_matters() {
    let matters = |text: &str| text.contains("while ") && text.contains(".sin()");
    let start = (0..).map(|index| program(1, index)).find(|one| matters(&one.print()));
    let mut smallest = start.expect("one of all programs");
    while let Some(better) = smaller(&smallest).into_iter().find(|one| matters(&one.print())) {
        smallest = better;
    }
    let text = smallest.print();
    assert!(text.lines().count() <= 24, "{text}");
}
