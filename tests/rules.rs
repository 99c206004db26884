//! Functions with a rule: by themselves, and called in all the ways in which differentiated functions are.
#![allow(missing_docs, reason = "test functions speak for themselves")]

use differentiate::{differentiate, rule, Workspace};

mod by_others {
    differentiate::rule! {
        /// A rule of another module, re-exported.
        pub fn erf(x: f64) -> f64 = libm::erf;
        partials { x: std::f64::consts::FRAC_2_SQRT_PI * (-x * x).exp() }
    }
}
pub use by_others::erf;

rule! {
    fn gaussian(x: f64, mean: f64, #[constant] width: f64) -> f64 {
        let z = (x - mean) / width;
        (-0.5 * z * z).exp()
    }
    partials(y) {
        x: -y * (x - mean) / (width * width),
        mean: y * (x - mean) / (width * width),
    }

    fn bessel(n: i32, x: f64) -> f64 = libm::jn;
    partials { x: 0.5 * (libm::jn(n - 1, x) - libm::jn(n + 1, x)) }

    fn root(x: f64) -> f64 { x.sqrt() }
    partials(y) { x: 0.5 / y }

    fn single(x: f32, y: f32) -> f32 { x * y.sin() }
    partials { x: y.sin(), y: x * y.cos() }

    fn mixed(x: &f64, y: f32) -> f64 { x * f64::from(y) }
    partials { x: f64::from(y), y: *x, }

    fn norm(x: &[f64]) -> f64 { x.iter().map(|x| x * x).sum::<f64>().sqrt() }
    reverse(y, dy, dx) {
        if y == 0.0 {
            return;
        }
        for (dx, x) in dx.iter_mut().zip(x) {
            *dx += dy * x / y;
        }
    }

    fn weighted(w: [f64; 3], x: &[f64; 3], scale: f64, k: usize, #[constant] offset: &[f64]) -> f64 {
        scale * (w[0] * x[0] + w[1] * x[1] + w[2] * x[2]) + offset[k] * x[k]
    }
    reverse(_, dy, dw, dx, dscale) {
        for i in 0..3 {
            dw[i] = dy * scale * x[i];
            dx[i] = dy * scale * w[i];
        }
        dx[k] += dy * offset[k];
        *dscale = dy * (w[0] * x[0] + w[1] * x[1] + w[2] * x[2]);
    }

    fn cross(a: [f64; 3], b: [f64; 3]) -> [f64; 3] {
        [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
    }
    reverse(_, dy, da, db) {
        *da = cross(b, *dy);
        *db = cross(*dy, a);
    }

    fn polar(x: f64, y: f64) -> (f64, f64) { (x.hypot(y), y.atan2(x)) }
    reverse(value, cotangent, dx, dy) {
        let ((r, _), (dr, dphi)) = (value, cotangent);
        *dx = dr * x / r - dphi * y / (r * r);
        *dy = dr * y / r + dphi * x / (r * r);
    }

    fn dot<const N: usize>(a: &[f64; N], b: &[f64; N]) -> f64 {
        a.iter().zip(b).map(|(a, b)| a * b).sum()
    }
    reverse(_, dy, da, db) {
        for i in 0..N {
            da[i] = dy * b[i];
            db[i] = dy * a[i];
        }
    }

    fn softmax_of_first(x: [f64; 3]) -> f64 {
        x[0].exp() / x.iter().map(|x| x.exp()).sum::<f64>()
    }
    forward -> ([f64; 3], usize) {
        let e = x.map(f64::exp);
        let sum: f64 = e.iter().sum();
        let p = e.map(|e| e / sum);
        (p[0], (p, 0))
    }
    reverse(kept, dy, dx) {
        let (p, first) = kept;
        for (j, dx) in dx.iter_mut().enumerate() {
            *dx = dy * p[first] * (f64::from(u8::from(j == first)) - p[j]);
        }
    }
}

#[test]
fn the_rules_are_right() {
    erf::check(0.7).unwrap();
    gaussian::check(0.7, 0.5, 0.4).unwrap();
    bessel::check(2, 1.5).unwrap();
    root::check(2.0).unwrap();
    single::check(2.0, 0.5).unwrap();
    mixed::check(&2.0, 0.5).unwrap();
    norm::check(&[1.0, 2.0, -3.0]).unwrap();
    weighted::check([1.0, 2.0, 3.0], &[0.5, 0.25, 2.0], 3.0, 1, &[7.0, 8.0]).unwrap();
    dot::check(&[1.0, 2.0], &[3.0, 4.0]).unwrap();
    softmax_of_first::check([0.1, 0.2, 0.3]).unwrap();
    assert!(erf::value_and_grad(0.7).0 == libm::erf(0.7));
}

#[test]
fn a_wrong_rule_fails_its_check() {
    rule! {
        fn wrong(x: f64) -> f64 { x.sin() }
        partials { x: x.sin() }
    }
    assert!(wrong::check(0.3).is_err());
}

#[test]
fn gradients_are_overwritten_and_places_start_at_zero() {
    let mut workspace = Workspace::new();
    let mut dx = [7.0, 8.0];
    for _ in 0..2 {
        let y = norm::value_and_grad_into(&[3.0, 4.0], &mut workspace, &mut dx);
        assert_eq!((y, dx), (5.0, [0.6, 0.8]));
    }
    assert_eq!(norm::grad(&[0.0, 0.0]), [0.0, 0.0]);
}

#[differentiate]
fn calls_scalars(x: f64, y: f64) -> f64 {
    let mut sum = 0.0;
    for k in 1..4 {
        sum += bessel(k, x * y) * gaussian(x, sum, 2.0);
        if sum > 0.1 {
            sum -= by_others::erf(sum * y);
        }
    }
    sum + x
}

#[differentiate]
fn calls_slices(x: &[f64], m: &[[f64; 3]]) -> f64 {
    let u: [f64; 3] = cross(m[1], [x[0], x[1], x[2]]);
    let v: [f64; 3] = cross(m[0], u);
    let (r, phi): (f64, f64) = polar(norm(x), v[0]);
    dot(&v, &m[0]) * r + phi * softmax_of_first(v) + weighted(m[1], &v, r, 1, &[0.5, 0.25, 0.125])
}

#[differentiate]
fn calls_with_constants(x: f64, n: usize, #[constant] w: &[f64]) -> f64 {
    norm(w) * weighted([1.0, x, 2.0], &[0.5, 1.0, x * x], 2.0, n, w)
}

#[differentiate]
fn in_single_precision(x: f32, y: f32) -> f32 {
    single(x * y, single(x, y))
}

#[test]
fn differentiated_functions_call_them() {
    calls_scalars::check(0.7, 1.2).unwrap();
    calls_slices::check(&[0.3, 0.5, 0.7], &[[1.0, 2.0, 0.5], [0.1, 0.4, 0.9]]).unwrap();
    calls_with_constants::check(0.5, 1, &[1.0, 2.0]).unwrap();
    in_single_precision::check(0.5, 1.25).unwrap();
}

/// A value that is not used has no derivative, though the partial is infinite.
#[differentiate]
fn guarded(x: f64) -> f64 {
    let y = root(x);
    if x > 0.0 {
        y
    } else {
        x
    }
}

#[test]
fn a_value_that_is_not_used_gives_no_infinity() {
    assert_eq!(guarded::grad(0.0), 1.0);
    assert_eq!(guarded::grad(4.0), 0.25);
    assert_eq!(root::grad(0.0), f64::INFINITY);
}

rule! {
    fn counted(x: f64, y: f64) -> f64 { x * y }
    partials {
        x: { COUNT.with(|count| count.set(count.get() + 1)); y },
        y: { COUNT.with(|count| count.set(count.get() + 100)); x },
    }
}

thread_local! {
    static COUNT: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
}

#[differentiate]
fn of_the_first_only(x: f64) -> f64 {
    counted(x, 3.0)
}

#[test]
fn partials_that_nobody_needs_are_not_computed() {
    assert_eq!(of_the_first_only::grad(2.0), 3.0);
    assert_eq!(COUNT.take(), 1);
}
