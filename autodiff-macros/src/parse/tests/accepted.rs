use super::errors;

/// Bodies of functions of many parameters that pass the fence.
macro_rules! accepted {
    ($($name:ident: $body:literal;)*) => {$(
        #[test]
        fn $name() {
            let source = format!("fn f(x: f64, n: usize, b: bool, v: &[f64], mut a: [f64; 3]) -> f64 {{ {} }}", $body);
            assert_eq!(errors(&source), Vec::<String>::new(), "{source}");
        }
    )*};
}

accepted! {
    literals: "let i = 1_000; let u = 0xffu8; let y = 1e-3; let z = 2f32; let t = true; x";
    lint_attributes: "#[allow(unused)] let y = 1.0; #[allow(clippy::all)] { x } #[rustfmt::skip] let z = 2.0; x";
    parentheses_and_references: "let y = (&(x), &&n); (*(y.0))";
    operators: "-x + 1.0 * x / 2.0 % 3.0 - (n << 1 >> 1 & 3 | 4 ^ 5) as f64";
    assignments: "a[0] = x; a[1] += x; (a[0], _) = (1.0, 2); let y; y = 1.0; _ = n; y";
    loops: "'a: for i in (0..n).rev().step_by(2) { while b { loop { continue 'a; } } } x";
    elements: "for (i, &v) in v.iter().enumerate() {} for _ in &a {} for w in a.into_iter().rev() {} x";
    macros: "assert!(b, \"{x} {}\", n); debug_assert_eq!(n, 3); std::assert_ne!(n, 4,); if b { panic!() } x";
    more_macros: "if cfg!(test) { unreachable!(\"{n:?}\") } else if b { todo!() } else { core::unimplemented!() }";
    items: "const K: f64 = 1.0; static S: [f64; 2] = [1.0, 2.0]; use std::f64::consts::{PI, E as Euler}; K * PI * \
            Euler * S[0]";
    an_item_that_is_used_before: "let y = K * x; const K: f64 = 2.0; y";
    the_same_import_twice: "{ use std::f64::consts::PI; } { use std::f64::consts::PI; } x";
    constants_of_unknown_types: "let y = STEPS as f64 + (A - 1) as f64; if A + 1 > B { x } else { Self::K * module::K \
            * y }";
    calls_of_functions_of_types: "Self::g(x) + Point::norm(&a) + m::Matrix::<2, 3>::trace(v)";
    calls: "g(x, &a) + module::g(x) + crate::h(v) + f(x, n, b, v, a)";
    paths_to_methods: "f64::exp(x) + f64::from(n as u32) + std::cmp::max(n, 3) as f64 + <f64>::sqrt(x) + libm::exp(x) \
            + libm::atan2(x, x)";
    integer_methods: "(n.pow(2) + n.min(3).saturating_sub(1)) as f64";
    returns: "if b { return x; } return 2.0;";
    nested_patterns: "let ((a, _), (mut c, d)) = ((1.0, 2), (3.0, b)); c += a; c";
    annotations: "let y: (f64, [f64; 2]) = (1.0, [2.0; 2]); let s: &[f64] = &a; let z: _ = s[0]; y.0 + z";
    closures: "let f = |a, b: f64| a + b; let g = &f; let h = move |(a, _): (f64, bool)| -> f64 { g(a, x) }; h((1.0, b))";
    chains: "v.iter().zip(&a).enumerate().map(|(i, (a, b))| i as f64 * a * b).sum::<f64>() + v.iter().copied().fold(x, f64::max)";
    chains_in_loops: "for (i, w) in v.iter().filter(|w| **w > x).take(n).enumerate() { if b { continue; } } x";
    matches: "match (n, b) { (0 | 1, _) => x, (k @ 2..=5, true) if k > 3 => v[k], (_, _) => 1.0 }";
    options: "if let Some(w) = v.get(n) { *w } else { let Some(w) = a.first() else { return x }; w * v.last().unwrap() }";
    raw_identifiers: "let r#match = x; r#match";
    variants: "let Shape::Circle(y) = g(x) else { return x }; let p = E::P { a: 1.0, b: y }; match p { E::P { a, .. } if a > x => a, \
            Self::Q(_, E::R) => 1.0, E::S => y, _ => h(Self::G(x)) }";
    blocks: "let y = { let z = x; { z } }; {} y";
}

#[test]
fn signatures() {
    let all = [
        "fn f(x: f64, y: f32, i: i8, j: u128, k: usize, b: bool) -> f64 { x }",
        "pub(crate) const fn f<'a, const N: usize>(x: &'a [f64], y: [[f64; N]; 2], z: &[[f32; 3]; N]) -> [f64; N] \
            where 'a: 'a { y[0] }",
        "fn f((x, y): (f64, (f32, bool)), _: f64, #[constant] k: &[f64]) -> (f64, bool) { (x, y.1) }",
        "fn f(&x: &f64, y: &&f64, #[allow(unused)] z: (&[f64], f64)) -> f64 { x }",
        "fn f(mut x: f64) -> f64 { x += 1.0; x }",
        "fn f<const N: usize>(x: [f64; N]) -> f64 { (N as f64) * x[N - 1] }",
    ];
    for source in all {
        assert_eq!(errors(source), Vec::<String>::new(), "{source}");
    }
}

/// What `macro_rules!` leaves around its fragments.
#[test]
fn invisible_groups() {
    use proc_macro2::{Delimiter, Group, TokenTree};
    use quote::quote;
    let group = |tokens| TokenTree::Group(Group::new(Delimiter::None, tokens));
    let (ty, e, index) = (group(quote!(f64)), group(quote!(x + 1.0)), group(quote!(1)));
    let function = quote!(fn f(x: #ty) -> #ty { let mut a = [#e; 2]; a[#index] += 2.0 * #e; a[0] });
    let mut errors = crate::diagnostics::Collector::new();
    let source = crate::parse::source(function, &mut errors).expect("a function");
    assert!(source.read(&mut errors).is_some());
    assert!(errors.finish().is_empty());
}
