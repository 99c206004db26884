//! `match` and its kin: the first arm that fits, the value computed once.

use super::agree;

agree! { |x, n|
    literals: { match n { 0 => 1.0, 1 => 2.0, _ => 3.0 } }
    alternatives: { match n { 0 | 2 | 4 => 1.0, 1 | 3 => 2.0, _ => 3.0 } }
    ranges: { match n { 0 => 0.5, 1..=2 => 1.0, 3..5 => 2.0, 5.. => 3.0 } }
    an_open_range: { match n as i32 - 3 { ..0 => 1.0, 0 => 2.0, _ => 3.0 } }
    negative_literals: { match n as i32 - 3 { -3 => 1.0, -2..=-1 => 2.0, _ => 3.0 } }
    bindings: { match n { 0 => 0.5, k => k as f64 * 2.0 } }
    bindings_at: { match n { k @ 1..=3 => k as f64 * 2.0, k => k as f64 } }
    guards: { match n { k if k > 4 => 1.0, 2 if x.len() > 1 => x[1], k if k < x.len() => x[k], _ => 3.0 } }
    a_guard_is_lazy: { match n { 0 => 1.0, k if x[k] > 0.0 => 2.0, _ => 3.0 } }
    booleans: { match n > 3 { true => 1.0, false => 2.0 } }
    tuples: { match (n > 3, x.len()) { (true, 0) => 1.0, (true, k) => k as f64, (false, 1 | 2) => 2.0, (false, _) => 3.0 } }
    nested_tuples: { match ((n, 1.5), x.len() % 2 == 0) { ((0, v), true) => v, ((k, v), _) => v * k as f64 } }
    floats: { match n as f64 * 0.5 { 0.5 => 1.0, 1.0 | 2.0 => 2.0, v => v * 3.0 } }
    once: { let mut k = 0; let y = match { k += 1; k } { 1 => 2.0, _ => 3.0 }; y + k as f64 }
    a_statement: { let mut y = 1.0; match n { 0 => {} 1 => y = 2.0, 2 => { y = 3.0; y += 1.0; } _ => y *= 5.0 } y }
    arms_that_leave: { for i in 0..7 { match i { 0 => continue, 3 => break, k if k == n => return 7.0, _ => {} } } 1.0 }
    an_arm_that_panics: { match n { 0 => 1.0, 1 => panic!(), 2 => unreachable!("two"), _ => 3.0 } }
    constants: { const N: usize = 3; match n { usize::MAX => 1.0, N => 2.0, _ => 3.0 } }
    orderings: {
        match n.cmp(&3) {
            std::cmp::Ordering::Less => 1.0, std::cmp::Ordering::Equal => 2.0, std::cmp::Ordering::Greater => 3.0
        }
    }
    total_orderings: {
        let mut y = 0.0;
        for v in x { y = y * 4.0 + match v.total_cmp(&0.0) { std::cmp::Ordering::Less => 1.0, _ => 2.0 }; }
        y
    }
    partial_orderings: {
        let mut y = 0.0;
        for v in x {
            y = y * 4.0 + match v.partial_cmp(&(0.5 / (n as f64 - 1.0) * 0.0)) {
                Some(std::cmp::Ordering::Less) => 1.0,
                Some(std::cmp::Ordering::Equal | std::cmp::Ordering::Greater) => 2.0,
                None => 3.0,
            };
        }
        y
    }
    bytes: { match n as u8 + b'a' { b'a' => 1.0, b'b'..=b'd' => 2.0, _ => 3.0 } }
    in_a_macro: { if matches!(n, 1 | 3..=4) { 1.0 } else { 2.0 } }
    in_a_macro_with_a_guard: { if matches!(n, k if k > 2 && k < 5) { 1.0 } else { 2.0 } }
    slices: { match x { [] => 0.5, [a] => *a, [a, .., b] if n > 2 => a - b, [_, rest, ..] => *rest } }
    arrays: { match [n, x.len()] { [0, _] => 1.0, [a, b] if a == b => 2.0, [a, b] => a as f64 - b as f64 } }
    if_let: { if let [a, b] = x { a * b } else { 1.0 } }
    if_let_some: { if let Some(v) = x.get(n) { *v } else { -1.0 } }
    if_let_else_if: { if let Some(v) = x.get(n) { *v } else if let Some(&v) = x.first() { v } else { -1.0 } }
    if_let_literal: { let mut y = 1.0; if let 3 = n { y = 2.0; } y }
    let_else: { let Some(v) = x.get(n) else { return -1.0 }; v * 2.0 }
    let_else_on_a_slice: { let [a, b, ..] = x else { return -1.0; }; a * b }
    unwrapped: { *x.get(n).unwrap() }
    unwrapped_first_and_last: { x.first().unwrap() * x.last().expect("an element") }
    unwrapped_or: { x.get(n).copied().unwrap_or(-1.0) + x.last().cloned().unwrap_or_default() }
    mapped_or: { x.get(n).map_or(0.5, |v| v * v) }
    unwrapped_or_else: { x.iter().copied().reduce(f64::max).unwrap_or_else(|| n as f64) }
    is_some: { if x.get(n).is_some() { 1.0 } else if x.first().is_none() { 2.0 } else { 3.0 } }
    the_greatest: { *x.iter().max_by(|a, b| a.total_cmp(b)).unwrap() }
    the_least: { x.iter().copied().min_by(|a, b| a.partial_cmp(b).unwrap()).unwrap_or(0.25) }
    the_last_of_the_greatest: {
        let (i, v) = x.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).unwrap();
        i as f64 + v
    }
    the_first_of_the_least: {
        let (i, v) = x.iter().enumerate().min_by(|(_, a), (_, b)| a.partial_cmp(b).unwrap()).unwrap();
        i as f64 + v
    }
    a_position: { x.iter().position(|v| *v > 0.4).map_or(-1.0, |i| i as f64) }
    within_closures: { x.iter().map(|v| match n { 0 => *v, 1 => v * v, _ => 1.0 }).sum() }
}

/// Edition 2021 has no chains of `let`: they are compared with what they stand for.
#[test]
fn chains_of_conditions() {
    fn f(x: &[f64], n: usize) -> f64 {
        let mut y = match (n > 1, x.get(n), x.first()) {
            (true, Some(a), Some(b)) if *a > 0.0 => a * 10.0 + b,
            _ => -1.0,
        };
        let mut i = 0;
        while let Some(v) = x.get(i) {
            if !(y < 30.0 && i < n) {
                break;
            }
            i += 1;
            y += v;
        }
        y
    }
    let tokens = quote::quote! {
        fn f(x: &[f64], n: usize) -> f64 {
            let mut y = if n > 1 && let Some(a) = x.get(n) && *a > 0.0 && let Some(b) = x.first() {
                a * 10.0 + b
            } else {
                -1.0
            };
            let mut i = 0;
            while let Some(v) = x.get(i) && (y < 30.0 && i < n) {
                i += 1;
                y += v;
            }
            y
        }
    };
    super::compare(f, tokens);
}
