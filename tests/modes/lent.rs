//! The modes of functions with parameters that no derivative is taken in and that go through as they are: functions, enums,
//! text, types of other crates.

use differentiate::{differentiate, Differentiable};

#[differentiate]
fn cube(x: f64) -> f64 {
    x * x * x - x
}

#[differentiate]
fn slope(x: f64) -> f64 {
    3.0 * x * x - 1.0
}

#[differentiate]
fn field(t: f64, y: &[f64; 2]) -> [f64; 2] {
    [y[1], -y[0] * (1.0 + 0.1 * t.sin())]
}

#[differentiate]
fn quadratic(x: &[f64]) -> f64 {
    x.iter().enumerate().map(|(i, v)| (i as f64 + 1.0) * v * v).sum()
}

#[differentiate]
fn power(x: f64, n: usize) -> f64 {
    x.powi(n as i32) / (n + 1) as f64
}

#[differentiate]
fn simpson(f: impl Fn(f64) -> f64, a: f64, b: f64, n: usize) -> f64 {
    let h = (b - a) / (2 * n) as f64;
    let mut sum = f(a) + f(b);
    for i in 1..2 * n {
        let weight = if i % 2 == 1 { 4.0 } else { 2.0 };
        sum += weight * f(a + i as f64 * h);
    }
    sum * h / 3.0
}

#[differentiate]
fn newton<F: Fn(f64) -> f64, G>(f: F, slope: &G, start: f64, steps: u32) -> f64
where
    G: Fn(f64) -> f64,
{
    let mut x = start;
    for _ in 0..steps {
        x -= f(x) / slope(x);
    }
    x
}

#[differentiate]
fn midpoint_rule<F: Fn(f64, &[f64; 2]) -> [f64; 2]>(f: F, y: &[f64; 2], h: f64, n: usize) -> [f64; 2] {
    let (mut y, mut t) = (*y, 0.0);
    for _ in 0..n {
        let k = f(t, &y);
        let k = f(t + h / 2.0, &[y[0] + h / 2.0 * k[0], y[1] + h / 2.0 * k[1]]);
        y = [y[0] + h * k[0], y[1] + h * k[1]];
        t += h;
    }
    y
}

#[differentiate]
fn of_a_slice(f: &dyn Fn(&[f64]) -> f64, x: &[f64], k: f64) -> f64 {
    let moved: Vec<f64> = x.iter().map(|v| v * k).collect();
    f(&moved) * f(x).sqrt()
}

#[differentiate]
fn with_a_pointer(f: fn(f64, usize) -> f64, x: f64, y: f64) -> f64 {
    f(x, 3) * f(y, 2) + f(x * y, 1)
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Linear,
    Leaky,
    Tanh,
}

#[differentiate]
fn activate(x: f64, kind: Kind) -> f64 {
    match kind {
        Kind::Linear => 2.0 * x,
        Kind::Leaky if x < 0.0 => 0.1 * x * x,
        Kind::Leaky => x * x * x,
        Kind::Tanh => x.tanh(),
    }
}

#[differentiate]
fn layer(w: &[f64], x: f64, kind: &Kind, name: &str) -> f64 {
    let mut sum = if name == "shifted" { 1.0 } else { 0.0 };
    for v in w {
        sum += activate(v * x, *kind) * v;
    }
    if *kind == Kind::Leaky {
        sum *= x;
    }
    sum
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Oscillator {
    stiffness: f64,
    damping: f64,
}

#[differentiate]
impl Oscillator {
    fn response(&self, force: impl Fn(f64) -> f64, kind: Kind, x: f64) -> f64 {
        let pushed = force(x * self.stiffness) - self.damping * x;
        match kind {
            Kind::Linear => pushed,
            _ => pushed * pushed * self.damping,
        }
    }
}

#[differentiate]
fn tried(f: impl Fn(f64) -> f64, name: &str, x: f64, y: f64) -> Option<f64> {
    match name {
        "product" => Some(f(x) * y),
        "quotient" if y != 0.0 => Some(f(x) / y),
        _ => None,
    }
}

// The same functions with what they are given in them.

#[differentiate]
fn newton_of_cube(start: f64) -> f64 {
    newton(cube, &slope, start, 3)
}

#[differentiate]
fn midpoint_rule_of_field(y: &[f64; 2], h: f64) -> [f64; 2] {
    midpoint_rule(field, y, h, 3)
}

#[differentiate]
fn of_a_quadratic(x: &[f64], k: f64) -> f64 {
    of_a_slice(&quadratic, x, k)
}

#[differentiate]
fn with_a_power(x: f64, y: f64) -> f64 {
    with_a_pointer(power, x, y)
}

#[differentiate]
fn leaky_layer(w: &[f64], x: f64) -> f64 {
    layer(w, x, &Kind::Leaky, "shifted")
}

/// Simpson's rule is exact for a cubic: its second derivatives are those of the integral.
#[test]
fn the_fundamental_theorem_twice() {
    let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-13, "{a} is not {b}");
    let (a, b) = (0.3, 1.7);
    let ((aa, ab), (ba, bb)) = simpson::hessian(cube {}, a, b, 4);
    near(aa, -slope(a));
    near(bb, slope(b));
    near(ab, 0.0);
    assert_eq!(ab, ba);
    let (value, tangent) = simpson::jvp(cube {}, a, b, 4, 1.0, -2.0);
    assert_eq!(value, simpson(cube, a, b, 4));
    near(tangent, -cube(a) - 2.0 * cube(b));
    let (da, db) = simpson::hvp(&cube {}, a, b, 4, 1.0, -2.0);
    near(da, -slope(a));
    near(db, -2.0 * slope(b));
    let (da, db) = simpson::hessian_diagonal(cube {}, a, b, 4);
    near(da, aa);
    near(db, bb);
    let (value, tangents) = simpson::pushforward_batch(cube {}, a, b, 4, [1.0, 0.0], [0.0, 1.0]);
    assert_eq!(value, simpson(cube, a, b, 4));
    let (da, db) = simpson::grad(cube {}, a, b, 4);
    near(tangents[0], da);
    near(tangents[1], db);
    let sparse = simpson::hessian_sparse(cube {}, a, b, 4).to_dense();
    near(sparse[0][0], aa);
    near(sparse[1][0], ba);
    near(sparse[1][1], bb);
}

/// What a function computes with a function that it is given, it computes with the same one that it names.
#[test]
fn what_is_given_counts_as_what_is_named() {
    assert_eq!(
        newton::hessian(cube {}, &slope {}, 1.3, 3),
        newton_of_cube::hessian(1.3)
    );
    assert_eq!(
        newton::jvp(cube {}, &slope {}, 1.3, 3, 2.0),
        newton_of_cube::jvp(1.3, 2.0)
    );
    let (y, v) = ([1.0, 0.5], [0.3, -0.7]);
    let given = midpoint_rule::jvp(field {}, &y, 0.1, 3, &v, 0.5);
    assert_eq!(given, midpoint_rule_of_field::jvp(&y, 0.1, &v, 0.5));
    let given = midpoint_rule::jacobian_sparse(field {}, &y, 0.1, 3).to_dense();
    assert_eq!(given, midpoint_rule_of_field::jacobian_sparse(&y, 0.1).to_dense());
    let x = [1.0, 0.5, -0.25];
    assert_eq!(
        of_a_slice::hessian(&quadratic {}, &x, 0.7),
        of_a_quadratic::hessian(&x, 0.7)
    );
    assert_eq!(
        of_a_slice::hvp(&quadratic {}, &x, 0.7, &x, 1.0),
        of_a_quadratic::hvp(&x, 0.7, &x, 1.0)
    );
    assert_eq!(
        with_a_pointer::hessian(power {}, 1.2, 0.7),
        with_a_power::hessian(1.2, 0.7)
    );
    assert_eq!(
        layer::hessian(&x, 0.7, &Kind::Leaky, "shifted"),
        leaky_layer::hessian(&x, 0.7)
    );
    assert_eq!(
        layer::jvp(&x, 0.7, &Kind::Leaky, "shifted", &x, 1.0),
        leaky_layer::jvp(&x, 0.7, &x, 1.0)
    );
}

/// d²/dx² 2x, x³ and tanh x.
#[test]
fn a_variant_of_an_enum_chooses() {
    let x: f64 = 0.7;
    assert_eq!(activate::hessian(x, Kind::Linear), 0.0);
    assert!((activate::hessian(x, Kind::Leaky) - 6.0 * x).abs() < 1e-14);
    let tanh = x.tanh();
    assert!((activate::hvp(x, Kind::Tanh, 3.0) + 6.0 * tanh * (1.0 - tanh * tanh)).abs() < 1e-14);
    assert!((activate::jvp(x, Kind::Tanh, 3.0).1 - 3.0 * (1.0 - tanh * tanh)).abs() < 1e-14);
}

/// The same of methods: ((k x)³ − k x − d x), of which the Hessian in k, d and x is known.
#[test]
fn methods_are_given_functions_too() {
    let (k, d, x) = (1.3, 0.4, 0.7);
    let oscillator = Oscillator {
        stiffness: k,
        damping: d,
    };
    let hessian = oscillator.response_hessian(cube {}, Kind::Linear, x);
    let u = k * x;
    let expected = [
        [6.0 * u * x * x, 0.0, slope(u) + 6.0 * u * u],
        [0.0, 0.0, -1.0],
        [slope(u) + 6.0 * u * u, -1.0, 6.0 * u * k * k],
    ];
    let (rows, row) = hessian;
    let flat: Vec<(f64, f64, f64)> = rows
        .iter()
        .chain([&row])
        .map(|(p, x)| (p.stiffness, p.damping, *x))
        .collect();
    for (found, expected) in flat.iter().zip(expected) {
        let found = [found.0, found.1, found.2];
        assert!(
            found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-13),
            "{found:?} is not {expected:?}"
        );
    }
    let (value, tangent) = oscillator.response_jvp(cube {}, Kind::Tanh, x, &Default::default(), 1.0);
    assert_eq!(value, oscillator.response(cube, Kind::Tanh, x));
    let (_, dx) = oscillator.response_grad(cube {}, Kind::Tanh, x);
    assert!((tangent - dx).abs() < 1e-13);
}

#[test]
fn where_there_is_no_value_there_is_no_derivative() {
    assert_eq!(tried::hessian(cube {}, "neither", 0.7, 1.2), None);
    assert_eq!(tried::hessian(cube {}, "quotient", 0.7, 0.0), None);
    let ((xx, xy), (yx, yy)) = tried::hessian(cube {}, "product", 0.7, 1.2).unwrap();
    assert!((xx - 6.0 * 0.7 * 1.2).abs() < 1e-14 && (xy - slope(0.7)).abs() < 1e-14);
    assert_eq!((yx, yy), (xy, 0.0));
    let (dx, dy) = tried::hvp(cube {}, "product", 0.7, 1.2, 1.0, 0.0).unwrap();
    assert!((dx - xx).abs() < 1e-14 && (dy - yx).abs() < 1e-14);
}
