//! Closures that are bound to variables.

use super::agree;

agree! { |x, n|
    called: { let square = |v: f64| v * v; square(n as f64) + square(2.0) }
    without_types: { let square = |v| v * v; square(n as f64) + square(2.0) }
    of_one_type: { let half = |k| k / 2; let a = half(n); let b = half(5); (a + b) as f64 }
    with_a_type_of_its_own: { let half = |k| k / 2; (half(5) + half(-3i8)) as f64 }
    without_parameters: { let y = n as f64; let twice = || 2.0 * y; twice() + twice() }
    of_two_parameters: { let f = |a: f64, b: usize| -> f64 { a * b as f64 }; f(2.0, n) - f(0.5, 3) }
    capturing: { let k = n as f64; let f = |v| v * k; let k = 100.0; f(2.0) + k }
    capturing_a_slice: { let at = |i: usize| if i < x.len() { x[i] } else { 0.0 }; at(0) * at(1) + at(n) }
    calling_another: { let f = |v: f64| v + 1.0; let g = |v: f64| f(f(v)) * 2.0; g(g(n as f64)) }
    changing_a_capture: { let mut s = 1.0; let mut add = |v: f64| { s = s * 0.5 + v; s }; let a = add(1.0); let b = add(n as f64); a + b + s }
    called_in_a_loop: { let mut s = 1.0; let mut add = |v: f64| s = s * 0.5 + v; for v in x { add(*v); } s }
    moved: { let mut k = 2.0; let f = move |v: f64| v * k; k += n as f64; f(3.0) + k }
    moved_with_many: {
        let mut a = 2.0;
        let mut b = [1.0, n as f64];
        let f = move |v: f64| v * a + b[1];
        a = 3.0;
        b[1] = 7.0;
        f(1.0) + a * b[1]
    }
    passed_to_an_iterator: { let f = |v: &f64| v * 2.0; x.iter().map(f).sum::<f64>() + f(&1.0) }
    passed_by_reference: { let f = |v: &f64| v * 2.0; x.iter().map(&f).sum::<f64>() + f(&1.0) }
    named_again: { let f = |v: f64| v * 2.0; let g = f; g(n as f64) + f(1.0) }
    shadowed: { let f = |v: f64| v * 2.0; let f = |v: f64| f(v) + 1.0; f(n as f64) }
    at_once: { (|v: f64| v * 2.0)(n as f64) }
    with_patterns: { let f = |(a, b): (f64, usize), [c, d]: [f64; 2]| a * b as f64 + c - d; f((2.0, n), [1.0, 0.5]) }
    with_blocks: { let f = |v: f64| { let w = v * v; if w > 4.0 { w } else { let z = w + 1.0; z * 2.0 } }; f(n as f64) }
    with_loops: { let power = |v: f64, k: usize| { let mut p = 1.0; for _ in 0..k { p *= v; } p }; power(0.5, n) + power(2.0, 3) }
    that_panic: { let get = |i: usize| x[i]; if n > 2 { get(n) } else { 1.0 } }
    in_blocks: { let f = { let k = 2.0; k }; let g = |v: f64| { let h = |w: f64| w * f; h(v) + h(1.0) }; g(n as f64) }
    slices_and_arrays: { let len = |a: &[f64]| a.iter().sum::<f64>(); len(x) + len(&[1.0, n as f64]) }
    of_a_float_type_of_its_own: { let f = |v| v * 0.1; let a: f32 = f(n as f32); (a + f(0.3)) as f64 }
    names_do_not_meet: { let v = 3.0; let f = |w: f64| w * v; let w = 5.0; f(v) + f(w) + w * v }
}
