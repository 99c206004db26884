//! Loops and what they run over.

use super::agree;

agree! { |x, n|
    a_range: { let mut s = 0.0; for i in 0..n { s += i as f64; } s }
    an_inclusive_range: { let mut s = 0.0; for i in 1..=n { s += i as f64; } s }
    an_empty_inclusive_range: { let mut s = 0.5; for i in 3..=n { s += i as f64; } s }
    a_descending_range: { let mut s = 1.0; for i in (0..n).rev() { s = s * 0.5 + i as f64; } s }
    a_stepped_range: { let mut s = 1.0; for i in (1..n).step_by(2) { s = s * 0.5 + i as f64; } s }
    a_stepped_descending_range: { let mut s = 1.0; for i in (1..n).step_by(2).rev() { s = s * 0.5 + i as f64; } s }
    a_descending_stepped_range: { let mut s = 1.0; for i in (1..n).rev().step_by(2) { s = s * 0.5 + i as f64; } s }
    a_descending_inclusive_stepped_range: {
        let mut s = 1.0;
        for i in (1..=n).rev().step_by(3) { s = s * 0.5 + i as f64; }
        s
    }
    all_adaptors: {
        let mut s = 1.0;
        for (k, i) in (1..n).rev().step_by(2).enumerate().rev() { s = s * 0.5 + (10 * k + i) as f64; }
        s
    }
    twice_reversed: { let mut s = 1.0; for i in (0..n).rev().rev() { s = s * 0.5 + i as f64; } s }
    twice_stepped: { let mut s = 1.0; for i in (0..3 * n).step_by(2).step_by(3) { s = s * 0.5 + i as f64; } s }
    an_enumerated_range: { let mut s = 1.0; for (k, i) in (2..n).enumerate() { s = s * 0.5 + (10 * k + i) as f64; } s }
    a_signed_range: { let mut s = 1.0; for i in -2..n as i32 { s = s * 0.5 + i as f64; } s }
    a_signed_range_with_adaptors: {
        let mut s = 1.0;
        for (k, i) in (-3..=n as i8).rev().step_by(2).enumerate() { s = s * 0.5 + k as f64 * i as f64; }
        s
    }
    a_range_of_all_bytes: { let mut s = 0.0; for i in (-128i8..=127).rev().step_by(50) { s = s * 0.5 + i as f64; } s }
    a_step_of_zero_panics: { let mut s = 0.0; for i in (0..3).step_by(n) { s += i as f64; } s }
    bounds_are_evaluated_once: { let mut m = n; let mut s = 0.0; for i in 0..m { m += 1; s += i as f64; } s + m as f64 }
    a_slice: { let mut s = 0.0; for v in x { s += v * v; } s }
    elements_with_a_pattern: { let mut s = 0.0; for &v in x.iter() { s += v * v; } s }
    copied_elements: { let mut s = 0.0; for v in x.iter().copied().rev() { s = s * 0.5 + v; } s }
    enumerated_elements: { let mut s = 0.0; for (i, v) in x.iter().enumerate() { s += i as f64 * v; } s }
    enumerated_elements_reversed: {
        let mut s = 1.0;
        for (i, v) in x.iter().enumerate().rev() { s = s * 0.5 + i as f64 * v; }
        s
    }
    reversed_elements_enumerated: {
        let mut s = 1.0;
        for (i, &v) in x.iter().rev().enumerate() { s = s * 0.5 + i as f64 * v; }
        s
    }
    stepped_elements: { let mut s = 1.0; for v in x.iter().step_by(2) { s = s * 0.5 + v; } s }
    skipped_patterns: {
        let mut s = 1.0;
        for (i, _) in x.iter().enumerate() { s = s * 0.5 + i as f64; }
        for _ in 0..n { s += 1.0; }
        s
    }
    elements_of_an_array: {
        let a = [1.0, n as f64];
        let mut s = 1.0;
        for v in a { s = s * 0.5 + v; }
        for v in &a { s *= v; }
        for v in [n, 2] { s += v as f64; }
        s
    }
    rows: {
        let a = [[1.0, 2.0], [n as f64, 4.0]];
        let mut s = 0.0;
        for row in a.iter() { for v in row { s = s * 0.5 + v; } }
        s
    }
    nested_loops: { let mut s = 0.0; for i in 0..n { for j in i..n { s += (i * j) as f64; } } s }
    a_while: { let mut i = 0; let mut s = 0.0; while i < n { s += i as f64; i += 2; } s }
    a_while_with_two_conditions: { let mut i = 0; while i < n && i < x.len() && x[i] < 2.0 { i += 1; } i as f64 }
    a_while_whose_condition_assigns: { let mut i = 0; while { i += 1; i < n } { } i as f64 }
    a_loop: { let mut i = 0; loop { i += 1; if i > n { break; } } i as f64 }
    a_loop_that_assigns_in_a_branch: {
        let mut lo = 0.0;
        let mut hi = n as f64;
        for _ in 0..20 { let m = 0.5 * (lo + hi); if m * m < 2.0 { lo = m; } else { hi = m; } } lo
    }
    two_variables_exchanged: { let (mut a, mut b) = (0.0, 1.0); for _ in 0..n { let t = a + b; a = b; b = t; } a }
    a_variable_initialised_in_the_loop: { let y; loop { if n > 2 { y = 3.0; break; } else { y = 4.0; break; } } y }
    a_variable_of_the_body: {
        let mut s = 0.0;
        for v in x { let mut t = *v; t *= 2.0; if t < 0.0 { t = -t; } s += t; }
        s
    }
}
