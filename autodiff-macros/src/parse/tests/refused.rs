use super::errors;

/// Bodies with the code that each gets, and the token that it is at.
macro_rules! refused {
    ($($name:ident: $code:literal at $token:literal in $body:literal;)*) => {$(
        #[test]
        fn $name() {
            let head = "fn f(x: f64, n: usize, v: &[f64]) -> f64 { ";
            let source = format!("{head}{} }}", $body);
            let column = head.len() + $body.find($token).expect("the token stands in the body");
            assert_eq!(errors(&source), [format!("{} 1:{column}", $code)], "{source}");
        }
    )*};
}

refused! {
    cfg: "D101" at "#[cfg" in "#[cfg(test)] let y = x; x";
    nested_trait: "D102" at "trait" in "trait T {} x";
    nested_function_left_alone: "D308" at "g(x" in "fn g(v: f64) -> String { String::new() } g(x)";
    nested_struct: "D102" at "struct" in "struct S; x";
    macro_rules: "D102" at "macro_rules" in "macro_rules! m { () => {} } x";
    mutable_static: "D102" at "static" in "static mut S: f64 = 1.0; x";
    rest_of_a_slice: "D104" at ".." in "for [a, ..] in [[x, x]] {} x";
    variant_pattern: "D104" at "E::" in "let E::P { a } = x; x";
    at_pattern: "D104" at "@" in "let a @ b = x; x";
    ref_mut: "D104" at "ref" in "let ref mut a = x; x";
    behind_a_rest: "D104" at "b) " in "let (.., b) = (x, x); b";
    boxed_annotation: "D107" at "Box" in "let y: Box<f64>; x";
    assigned_call: "D108" at "g(x)" in "g(x) = 1.0; x";
    string: "D201" at "\"a\"" in "let s = \"a\"; x";
    character: "D201" at "'a'" in "let s = 'a'; x";
    half_float: "D202" at "1f16" in "x * 1f16";
    huge_integer: "D202" at "9999" in "let i = 999999999999999999999999999999999999999999; x";
    mutable_borrow: "D203" at "if" in "let y = if c { &mut x } else { &mut z }; x";
    mutable_borrow_in_a_tuple: "D203" at "(&mut" in "let y = (&mut x, 1.0); x";
    reference_from_a_loop: "D203" at "w *=" in "for w in v { *w *= x; } x";
    mutable_borrow_of_a_value: "D203" at "2.0" in "g(&mut 2.0); x";
    raw_pointer: "D204" at "&raw" in "let y = &raw const x; x";
    range: "D207" at "0..n" in "let r = 0..n; x";
    async_block: "D209" at "async" in "async {}; x";
    const_block: "D210" at "const" in "const { 1.0 } * x";
    unsafe_block: "D211" at "unsafe" in "unsafe { x }";
    closure_as_a_value: "D212" at "|a|" in "let g = (|a| a, 1); x";
    closure_that_calls_a_closure: "D323" at "|a: f64" in "let k = |a| a; g(|a: f64| k(a))";
    break_out_of_a_closure: "D405" at "break" in "for i in 0..n { v.iter().for_each(|v| break); } x";
    closure_with_other_arguments: "D315" at "g(x, x)" in "let g = |a: f64| a; g(x, x)";
    argument_with_other_arguments: "D315" at "|a, b| a" in "v.iter().map(|a, b| a).sum()";
    refused_once: "D204" at "&raw" in "let g = |a: f64| { let b = &raw const a; a }; g(x) + g(x)";
    char_cast: "D213" at "char" in "n as char; x";
    qualified_path: "D214" at "<f64 as Zero>" in "<f64 as Zero>::ZERO + x";
    qualified_call: "D214" at "<f64 as Twice>" in "<f64 as Twice>::twice(x) + x";
    underscore: "D215" at "_ " in "x + _ ";
    called_expression: "D301" at "(g())" in "(g())(x)";
    called_variable: "D302" at "n(" in "n(x)";
    associated_function: "D303" at "Cell" in "Cell::<f64>::new(x); x";
    collection: "D318" at "VecDeque" in "let q = VecDeque::<f64>::new(); x";
    collection_by_path: "D318" at "std" in "let m = std::collections::HashMap::new(); x";
    annotated_collection: "D318" at "BTreeMap" in "let m: BTreeMap<usize, f64>; x";
    std_function: "D304" at "std" in "std::hint::black_box(x)";
    unknown_float_function: "D304" at "f64::lerp" in "f64::lerp(x, x, x)";
    unknown_libm_function: "D304" at "libm" in "libm::nextafter(x, x)";
    turbofish: "D305" at "::<f64>" in "x.hypot::<f64>(1.0)";
    unknown_method: "D310" at "lerp" in "x.lerp(x, x)";
    iterator_chain: "D311" at "rev" in "v.iter().map(|a| a).rev()";
    draining: "D311" at "drain" in "let mut w = v.to_vec(); w.drain(..).sum()";
    iterator_as_value: "D311" at "iter" in "(v.iter(), x).1";
    next_of_a_scan: "D319" at "sums.n" in "let mut sums = v.iter().scan(x, |s, a| { *s += a; Some(*s) }); sums.next().unwrap()";
    reversed_by_reference: "D316" at "rev" in "let mut i = v.iter(); i.by_ref().rev().count() as f64";
    reversed_filter: "D316" at "rev" in "v.iter().filter(|a| **a > x).rev().sum()";
    reversed_without_an_end: "D316" at "rev" in "(0..).rev().take(3).count() as f64";
    zipped_filter: "D316" at "zip" in "v.iter().zip(v.iter().filter(|a| **a > x)).count() as f64";
    zipped_with_changes: "D316" at "zip" in "let mut c = 0.0; v.iter().map(|a| { c += a; c }).zip(v).count() as f64";
    without_an_end: "D406" at "0.." in "(0..).skip(1).map(|i| i as f64).sum()";
    without_an_end_in_a_loop: "D406" at "0.." in "for i in (0..).skip(2) {} x";
    option_method: "D312" at "checked_mul" in "n.checked_mul(2).unwrap() as f64";
    message_of_expect: "D312" at "text" in "v.get(n).expect(text)";
    error_used: "D408" at "code as" in "match g(x) { Ok(v) => v, Err(code) => code as f64 }";
    error_of_a_closure_used: "D408" at "e.len" in "g(x).unwrap_or_else(|e| e.len() as f64)";
    error_pattern: "D408" at "Bad" in "match g(x) { Ok(v) => v, Err(Bad::Empty) => 0.0, Err(_) => 1.0 }";
    error_that_may_panic: "D409" at "v[n]" in "let r = if x > 0.0 { Ok(x) } else { Err(v[n]) }; r.unwrap_or(0.0)";
    error_that_jumps: "D409" at "return x" in "let r = if x > 0.0 { Ok(x) } else { return Err({ return x; }) }; x";
    message_of_a_variable: "D312" at "m)" in "*v.get(n).expect(m)";
    in_place: "D313" at "fill_with" in "let mut a = [x; 3]; a.fill_with(|| x); x";
    conversion: "D314" at "to_bits" in "x.to_bits()";
    too_few_arguments: "D315" at "hypot" in "x.hypot()";
    too_many_arguments: "D315" at "f64::exp" in "f64::exp(x, x)";
    formatting: "D320" at "format" in "format!(\"{x}\"); x";
    format_that_is_no_literal: "D321" at "s)" in "println!(s); x";
    log_without_a_message: "D321" at "log::info" in "log::info!(); x";
    vec_macro: "D321" at "vec" in "vec![1.0 2.0]; x";
    appended_value: "D313" at "v)" in "let mut w = v.to_vec(); w.append(v); x";
    pushed_to_a_value: "D108" at "v.to_vec()" in "v.to_vec().push(x); x";
    format_by_macro: "D321" at "concat" in "panic!(concat!(\"a\", \"b\"))";
    assert_without_condition: "D321" at "assert" in "assert!(); x";
    match_without_arms: "D401" at "match" in "match n {}";
    names_in_alternatives: "D401" at "(a, 0" in "if let (a, 0.0) | (0.0, a) = (x, x) { a } else { x }";
    struct_in_a_match: "D104" at "P {" in "match x { P { a } => a, _ => x }";
    if_let_of_a_variant: "D104" at "Circle" in "if let Circle(y) = g(x) { y } else { x }";
    let_among_conditions: "D402" at "let" in "if n > 2 || (let 3 = n) { x } else { 1.0 }";
    break_outside: "D405" at "break" in "break; x";
    unknown_label: "D405" at "continue" in "loop { continue 'b; } x";
    open_range: "D406" at "0.." in "for i in (0..).step_by(2) {} x";
    break_with_value: "D407" at "break" in "for i in 0..n { break x; } x";
}

#[test]
fn all_errors_come_at_once() {
    let source = "fn f(x: Vec<f64>, y: &mut (f64, f64)) -> String {\n    let a = \"s\";\n    match a {}\n    \
            a.iter().cycle();\n}";
    assert_eq!(
        errors(source),
        ["D005 1:21", "D011 1:41", "D201 2:12", "D401 3:4", "D311 4:13"]
    );
}

#[test]
fn signatures() {
    let all = [
        ("async fn f(x: f64) -> f64 { x }", "D002 1:0"),
        ("unsafe extern \"C\" fn f(x: f64) -> f64 { x }", "D002 1:0, D002 1:7"),
        ("fn f<T>(x: f64) -> f64 { x }", "D004 1:5"),
        ("fn f(x: Rc<f64>) -> f64 { 1.0 }", "D008 1:8"),
        ("fn f(x: impl FnOnce(f64) -> f64) -> f64 { 1.0 }", "D021 1:8"),
        ("fn f(x: &(dyn Fn(f64) -> f64 + Send)) -> f64 { 1.0 }", "D021 1:8"),
        ("fn f(x: impl Fn(f64) -> (f64, f64)) -> f64 { 1.0 }", "D021 1:8"),
        ("fn f<F: Fn(f64) -> f64>(x: F, y: F) -> f64 { 1.0 }", "D021 1:5"),
        ("fn f<F: Fn(f64) -> f64>(x: Option<F>) -> f64 { 1.0 }", "D021 1:5"),
        ("fn f<F: Fn(f64) -> f64>(x: &mut F) -> f64 { 1.0 }", "D021 1:5"),
        ("fn f(x: VecDeque<f64>) -> f64 { 1.0 }", "D318 1:8"),
        ("fn f(x: &[&[f64]]) -> f64 { 1.0 }", "D007 1:10"),
        ("fn f(x: f64) -> [Option<f64>; 1] { [None] }", "D505 1:17"),
        (
            "fn f(x: &Rc<f64>, y: *const f64, z: fn(f64)) -> f64 { 1.0 }",
            "D008 1:9, D008 1:21, D021 1:36",
        ),
        ("fn f(#[cfg(test)] x: f64) -> f64 { 1.0 }", "D009 1:5"),
        ("fn f(x: f64) {}", "D010 1:3"),
        ("fn f(x: f64) -> () {}", "D010 1:16"),
        ("fn f(x: f64) -> &[f64] { x }", "D011 1:16"),
        ("fn f(x: f64) -> usize { 1 }", "D012 1:16"),
        ("fn f(x: f64, (x, y): (f64, f64)) -> f64 { 1.0 }", "D013 1:14"),
        ("fn f([x, ..]: [f64; 2]) -> f64 { 1.0 }", "D104 1:9"),
    ];
    for (source, expected) in all {
        assert_eq!(errors(source).join(", "), expected, "{source}");
    }
}

#[test]
fn items_have_names_of_their_own() {
    let twice = "fn f(x: f64) -> f64 { { const K: f64 = 1.0; } { const K: f64 = 2.0; } x }";
    assert_eq!(errors(twice), ["D105 1:54"]);
    let shadowing = "fn f(x: f64) -> f64 { let k = x; { const k: f64 = 1.0; } k }";
    assert_eq!(errors(shadowing), ["D106 1:41"]);
    let hiding = [
        ("fn f(x: f64) -> f64 { { const K: f64 = 1.0; } K * x }", "D111 1:30"),
        ("fn f(x: f64) -> f64 { g(x); { use a::{g, h}; g(x) } }", "D111 1:38"),
        (
            "fn f(x: f64) -> f64 { const A: f64 = K; { const K: f64 = 1.0; A * K * x } }",
            "D111 1:48",
        ),
        (
            "fn f(x: f64) -> f64 { let a = [x; N]; { const N: usize = 1; } a[0] }",
            "D111 1:46",
        ),
        (
            "fn f(x: f64) -> f64 { consts::PI * { use a::consts; consts::PI } }",
            "D111 1:44",
        ),
        ("fn f(y: [f64; N]) -> f64 { const N: usize = 1; y[N] }", "D111 1:33"),
        ("fn f(x: f64) -> f64 { { use a::*; } x }", "D112 1:31"),
    ];
    for (source, expected) in hiding {
        assert_eq!(errors(source), [expected], "{source}");
    }
}

/// Where rustc's own parser is content, the macro must not overflow the stack.
#[test]
fn deep_nesting_is_refused() {
    let chain = |operators: usize| format!("fn f(x: f64) -> f64 {{ x{} }}", " + x".repeat(operators));
    let run = move || (errors(&chain(1_000)), errors(&chain(2_000)));
    let thread = std::thread::Builder::new()
        .stack_size(8 << 20)
        .spawn(run)
        .expect("a thread");
    let (fine, refused) = thread.join().expect("no panic");
    assert_eq!(fine, Vec::<String>::new());
    assert_eq!(refused, ["D110 1:3"]);
}

/// What stands in very many parentheses is parsed piece by piece.
#[test]
fn deep_parentheses_are_read() {
    let nested = |inner: &str, head: &str, tail: &str| {
        format!(
            "fn f(x: f64) -> f64 {{ {}{inner}{} }}",
            head.repeat(500),
            tail.repeat(500)
        )
    };
    let run = move || {
        assert_eq!(errors(&nested("x", "(1.0 + ", " * x)")), Vec::<String>::new());
        assert_eq!(errors(&nested("x", "f64::max(2.0, ", ")")), Vec::<String>::new());
        assert_eq!(
            errors(&nested("x.to_bits()", "(", ")")),
            [format!("D314 1:{}", 22 + 500 + 2)]
        );
        // Not in a length, which is carried as it is.
        let length = format!("{}N{}", "(".repeat(40), ")".repeat(40));
        assert_eq!(
            errors(&format!("fn f(x: f64) -> f64 {{ [x; {length}][0] }}")),
            ["D110 1:58"]
        );
    };
    let thread = std::thread::Builder::new()
        .stack_size(8 << 20)
        .spawn(run)
        .expect("a thread");
    thread.join().expect("no panic");
}

#[test]
fn other_items_are_no_functions() {
    let code = |tokens: &str| {
        let mut errors = crate::diagnostics::Collector::new();
        let item = crate::parse::source(tokens.parse().expect("tokens"), &mut errors);
        assert!(item.is_none(), "{tokens}");
        errors.finish().iter().map(|error| error.code()).collect::<Vec<_>>()
    };
    assert_eq!(code("struct S;"), ["D014"]);
    assert_eq!(code("fn f(x: f64);"), ["D014"]);
    assert_eq!(code("fn f() -> { 1 }"), ["D109"]);
    assert_eq!(code(""), ["D109"]);
    assert_eq!(
        code(&format!("fn f() {{ {}{} }}", "[".repeat(200), "]".repeat(200))),
        ["D110"]
    );
}

/// Closures that call closures: each twice, and very many in a row.
#[test]
fn closures_do_not_grow_beyond_measure() {
    let closures = |call: &str, count: usize| {
        let closure = |k: usize| format!("let f{} = |v: f64| {};", k + 1, call.replace('#', &k.to_string()));
        let closures: String = (0..count).map(closure).collect();
        format!("fn f(x: f64) -> f64 {{ let f0 = |v: f64| v; {closures} f{count}(x) }}")
    };
    let codes = |source: &str| {
        errors(source)
            .iter()
            .map(|error| error[..4].to_string())
            .collect::<Vec<_>>()
    };
    assert!(codes(&closures("f#(v) + 1.0", 50)).is_empty());
    assert_eq!(codes(&closures("f#(v) + f#(v + 1.0)", 60)), ["D110"]);
    assert_eq!(codes(&closures("f#(v) + 1.0", 2000)), ["D110"]);
}
