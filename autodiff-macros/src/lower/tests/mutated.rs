//! Whatever the input is, it is refused or it gives a sound graph: functions with random changes of their tokens.

use crate::diagnostics::Collector;
use crate::ir::{print, verify};
use crate::{infer, lower, parse};
use proc_macro2::{Group, TokenStream, TokenTree};

/// Functions that use most of the language.
const SEEDS: &[&str] = &[
    "fn f(x: &[f64], n: usize) -> f64 { let mut s = 0.0; for i in (0..n).rev().step_by(2) { if i > 3 { continue; } s \
            += x[i] * 2.0; } s }",
    "fn f<const N: usize>(x: [[f64; N]; 2], b: bool) -> (f64, [f64; N]) { let mut y = x[0]; if b { y[N - 1] = \
            x[1][0].sin(); } (y[0], y) }",
    "fn f(x: f64, k: i32) -> f64 { let (s, c) = x.sin_cos(); let t = (s, (c, k)); if t.1.1 > 3 { return t.0; } \
            t.1.0.powi(k - 1) }",
    "fn f(x: f32, y: f64) -> f64 { let a = x as f64; let b; if a < y { b = a; } else { b = y.max(2.0); } b.clamp(0.0, \
            f64::MAX) - f64::exp(a) }",
    "fn f(x: &[f64; 3], mut n: u32) -> f64 { 'a: loop { n += 1; for (i, v) in x.iter().enumerate() { if *v > 1.0 { \
            break 'a v * i as f64; } } if n > 9 { return g(x, 3) + N as f64; } } }",
    "fn f(x: f64, #[constant] y: f64) -> f64 { assert!(x < y && y > 0.0, \"{x} {}\", y + 1.0); const K: f64 = 3.0; \
            let mut t = (x, y); (t.0, _) = (K, t.1); t.1 -= f(t.0, 1.0); libm::exp(t.1) }",
    "fn f(x: &[f64], i: i8) -> f64 { let mut a = [[1.0; 2]; 3]; while { a[0][1] += 1.0; a[0][1] < 7.0 } { a[(i & 1) \
            as usize] = [x[0], 2.0]; } let o = a[0][0].total_cmp(&1.5); if o.is_lt() { -a[0][0] } else { panic!() } }",
];

/// A small generator of random numbers: the test is the same each time.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % n.max(1)
    }
}

fn count(tokens: &TokenStream) -> usize {
    tokens
        .clone()
        .into_iter()
        .map(|tree| {
            1 + if let TokenTree::Group(group) = &tree {
                count(&group.stream())
            } else {
                0
            }
        })
        .sum()
}

/// All tokens, groups before what is in them.
fn all(tokens: TokenStream, found: &mut Vec<TokenTree>) {
    for tree in tokens {
        found.push(tree.clone());
        if let TokenTree::Group(group) = tree {
            all(group.stream(), found);
        }
    }
}

/// Replaces the token number `at`.
fn replaced(tokens: TokenStream, at: &mut usize, with: &[TokenTree]) -> TokenStream {
    let mut out = vec![];
    for tree in tokens {
        let here = *at == 0;
        *at = at.wrapping_sub(1);
        match tree {
            _ if here => out.extend_from_slice(with),
            TokenTree::Group(group) => {
                let inside = replaced(group.stream(), at, with);
                out.push(TokenTree::Group(Group::new(group.delimiter(), inside)));
            }
            tree => out.push(tree),
        }
    }
    out.into_iter().collect()
}

/// One random change: a token is dropped, or replaced by another, or followed by it.
fn mutated(tokens: TokenStream, pool: &[TokenTree], random: &mut Random) -> TokenStream {
    let mut at = random.below(count(&tokens));
    let mut old = vec![];
    all(tokens.clone(), &mut old);
    let old = old[at].clone();
    let other = pool[random.below(pool.len())].clone();
    let with = match random.below(4) {
        0 => vec![],
        1 => vec![old, other],
        _ => vec![other],
    };
    replaced(tokens, &mut at, &with)
}

/// Whether it gets to a graph.
fn survives(tokens: TokenStream) -> bool {
    let mut errors = Collector::new();
    let source = parse::source(tokens, &mut errors);
    let lowered = source.and_then(|source| {
        let function = source.read(&mut errors)?;
        let types = infer::infer(&function, &mut errors)?;
        Some(lower::lower(&function, &types))
    });
    let errors = errors.finish();
    assert_eq!(
        lowered.is_some(),
        errors.is_empty(),
        "refused without an error, or not refused with one"
    );
    if let Some(lowered) = &lowered {
        if let Err(broken) = verify::verify(&lowered.graph, verify::Stage::Lowered) {
            panic!("{broken}\n{}", print::print(&lowered.graph));
        }
    }
    lowered.is_some()
}

#[test]
fn changed_functions_are_refused_or_sound() {
    let rounds = std::env::var("MUTATIONS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(3_000);
    let mut pool = vec![];
    SEEDS
        .iter()
        .for_each(|seed| all(seed.parse().expect("tokens"), &mut pool));
    let mut random = Random(7);
    let mut lowered = 0;
    for _ in 0..rounds {
        let mut tokens: TokenStream = SEEDS[random.below(SEEDS.len())].parse().expect("tokens");
        for _ in 0..1 + random.below(4) {
            tokens = mutated(tokens, &pool, &mut random);
        }
        match std::panic::catch_unwind(|| survives(tokens.clone())) {
            Ok(survives) => lowered += usize::from(survives),
            Err(_) => panic!("{tokens}"),
        }
    }
    assert!(
        lowered > rounds / 100,
        "only {lowered} of {rounds} functions stayed sound"
    );
}
