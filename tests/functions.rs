//! Gradients of functions that take functions, which the corpus cannot draw: given what stands beside a function, closures with
//! their derivatives, and trait objects.

#![allow(missing_docs)]

use differentiate::{differentiate, with_derivative, Differentiable, DifferentiableFn, Workspace};
use num_traits::Float;

#[differentiate]
fn cube(x: f64) -> f64 {
    x * x * x - x
}

#[differentiate]
fn single_cube(x: f32) -> f32 {
    x * x * x - x
}

#[differentiate]
fn product(x: f64, y: f64) -> f64 {
    x.exp() * y + x / y
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

#[test]
fn the_fundamental_theorem() {
    let (value, (da, db)) = simpson::value_and_grad(cube {}, 0.3, 1.7, 4);
    assert_eq!(value.to_bits(), simpson(cube, 0.3, 1.7, 4).to_bits());
    assert!((da + cube(0.3)).abs() < 1e-14 && (db - cube(1.7)).abs() < 1e-14);
    simpson::check(cube {}, 0.3, 1.7, 4).unwrap();
}

#[differentiate]
fn midpoint<T: Float, F: Fn(T) -> T>(f: F, a: T, b: T) -> T {
    (b - a) * f((a + b) / T::from(2.0).unwrap())
}

#[differentiate]
fn of_both_floats(a: f64, s: f32) -> f64 {
    midpoint(cube, a, 2.0) + midpoint(single_cube, s, 2.0_f32) as f64
}

#[test]
fn of_any_float() {
    midpoint::check(cube {}, 0.3, 1.2).unwrap();
    let (da, ds) = of_both_floats::grad(0.5, 0.5);
    assert!((da - f64::from(ds)).abs() < 1e-6);
}

#[differentiate]
fn of_array<const N: usize>(f: impl Fn(&[f64; N]) -> f64, x: &[f64; N], k: f64) -> f64 {
    f(x) * k + f(&[k; N])
}

#[differentiate]
fn norm(x: &[f64; 3]) -> f64 {
    (x[0] * x[0] + x[1] * x[1] + x[2]).sqrt()
}

#[differentiate]
fn mapped(f: impl Fn(f64) -> f64, x: &[f64]) -> f64 {
    let sum: f64 = x.iter().map(|&v| f(v)).sum();
    let same: f64 = x.iter().copied().map(&f).sum();
    sum * same + x.iter().copied().map(f).fold(f64::NEG_INFINITY, f64::max)
}

#[differentiate]
fn bounded(f: &dyn Fn(f64) -> f64, x: f64) -> Result<f64, String> {
    let y = f(x);
    if y > 10.0 {
        return Err(format!("{y} is too much"));
    }
    Ok(f(y))
}

#[differentiate]
fn fixed_point(g: impl Fn(f64) -> f64, x: f64, tolerance: f64) -> f64 {
    let (mut x, mut n) = (x, 0);
    while (g(x) - x).abs() > tolerance && n < 20 {
        x = g(x);
        n += 1;
    }
    x
}

#[differentiate]
fn history(f: impl Fn(f64, f64) -> f64, x: f64, y: f64, n: usize) -> f64 {
    let mut a = x;
    let mut all = vec![x];
    for i in 0..n {
        a = 0.5 * f(a, y).sin();
        if i % 3 == 0 {
            a += f(y, a + 2.0).cos();
            all.push(a + 3.0);
        }
    }
    all.windows(2).map(|pair| f(pair[0], pair[1])).sum::<f64>() + a
}

#[test]
fn in_loops_and_chains() {
    of_array::check(norm {}, &[0.3, 0.4, 0.6], 1.2).unwrap();
    mapped::check(cube {}, &[0.3, 0.4, 0.6]).unwrap();
    mapped::check(&cube {}, &[0.3, 1.4]).unwrap();
    bounded::check(&cube {}, 0.7).unwrap();
    assert_eq!(bounded::grad(&cube {}, 7.0), Err(bounded(&cube, 7.0).unwrap_err()));
    history::check(product {}, 0.7, 0.9, 8).unwrap();
}

#[test]
fn closures_with_their_derivative() {
    let k = 0.3;
    let wave = with_derivative(move |x: f64| (k * x).cos(), move |x: f64| -k * (k * x).sin());
    fixed_point::check(wave, 0.3, 0.1).unwrap();
    simpson::check(wave, 0.3, 1.3, 2).unwrap();
    history::check(
        with_derivative(|x: f64, y: f64| x * y, |x: f64, y: f64| [y, x]),
        0.7,
        0.9,
        5,
    )
    .unwrap();
}

#[differentiate]
fn not_looked_at(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    let _unused = f(x);
    let (y, k) = (f(x), 0.0);
    2.0 * x + if x > 1.0 { y } else { k }
}

#[test]
fn what_counts_for_nothing_is_not_differentiated() {
    let root = with_derivative(|x: f64| x.sqrt(), |x: f64| 0.5 / x.sqrt());
    assert_eq!(not_looked_at::grad(root, 0.0), 2.0);
}

#[test]
fn trait_objects_and_buffers() {
    let dynamic: &dyn DifferentiableFn<(f64,), Output = f64> = &cube {};
    let mut workspace = Workspace::new();
    let (mut da, mut db) = (0.0, 0.0);
    simpson::value_and_grad_into(dynamic, 0.3, 1.7, 4, &mut workspace, &mut da, &mut db);
    assert_eq!((da, db), simpson::grad(cube {}, 0.3, 1.7, 4));
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Line {
    slope: f64,
    offset: f64,
}

#[differentiate]
impl Line {
    fn integrate(&self, f: impl Fn(f64) -> f64, n: usize) -> f64 {
        let mut sum = self.offset;
        for i in 0..n {
            sum += f(self.slope * i as f64) * self.offset;
        }
        sum
    }
}

#[differentiate]
fn with_a_struct(f: &impl Fn(f64) -> f64, line: Line, x: f64) -> f64 {
    line.slope * f(x) + f(line.offset) + line.integrate(cube, 3)
}

#[differentiate]
fn in_place<F>(f: F, x: &mut [f64])
where
    F: Fn(f64) -> f64,
{
    for v in x.iter_mut() {
        *v = f(*v);
    }
}

#[differentiate]
fn twice_in_place(x: &[f64; 3]) -> f64 {
    let mut y = *x;
    in_place(cube, &mut y);
    in_place(cube, &mut y);
    y[0] * y[1] + y[2]
}

#[differentiate]
mod module {
    pub fn square(x: f64) -> f64 {
        x * x
    }

    pub fn twice<F: Fn(f64) -> f64>(f: F, x: f64) -> f64 {
        f(f(x))
    }

    pub fn count(f: impl Fn(usize) -> usize, n: usize) -> usize {
        f(n) + 1
    }

    pub fn at_a_number(f: impl Fn(f64) -> f64, n: usize) -> f64 {
        f(n as f64)
    }

    pub fn all(x: f64) -> f64 {
        twice(square, x) + twice(super::cube, x) * at_a_number(square, 3)
    }
}

#[differentiate]
fn nested(x: f64) -> f64 {
    fn inner(y: f64) -> f64 {
        y.sin() * y
    }
    fn applied(f: impl Fn(f64) -> f64, y: f64) -> f64 {
        f(y) * y
    }
    applied(inner, x) + applied(cube, x)
}

#[test]
fn with_other_features() {
    let line = Line {
        slope: 0.5,
        offset: 0.4,
    };
    with_a_struct::check(&cube {}, line, 0.6).unwrap();
    line.integrate_check(cube {}, 3).unwrap();
    twice_in_place::check(&[0.3, 1.2, 1.4]).unwrap();
    module::all::check(0.7).unwrap();
    assert_eq!(module::count(|n| n + 1, 2), 4);
    nested::check(0.7).unwrap();
}

#[differentiate]
fn matrix(a: [[f64; 2]; 2], transpose: bool) -> [[f64; 2]; 2] {
    match transpose {
        true => [[a[0][0], a[1][0]], [a[0][1] * a[0][1], a[1][1]]],
        false => a,
    }
}

#[differentiate]
fn of_matrices(f: impl Fn([[f64; 2]; 2], bool) -> [[f64; 2]; 2], x: f64, y: f64) -> f64 {
    let m = f(f([[x, y], [y * y, x * y]], true), false);
    m[0][0] * m[1][0] + m[0][1] + f([[x; 2]; 2], true)[1][0]
}

#[differentiate]
fn of_rows(f: impl Fn(&[[f64; 2]], f64) -> [f64; 2], x: &[[f64; 2]]) -> f64 {
    let first = f(x, 1.0);
    let second = f(&x[1..], first[0]);
    first[0] * second[1] + first[1]
}

#[differentiate]
fn rows(x: &[[f64; 2]], k: f64) -> [f64; 2] {
    let mut sum = [k; 2];
    for row in x {
        sum[0] += row[0] * row[1];
        sum[1] *= row[0];
    }
    sum
}

#[differentiate]
fn references(f: impl Fn(&f64, &f64) -> f64, x: f64) -> f64 {
    f(&x, &2.0) * f(&1.0, &x)
}

#[differentiate]
fn by_reference(x: &f64, y: &f64) -> f64 {
    x * y * y
}

#[differentiate]
fn shadowed(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    let y = f(x);
    let f = f(y * 2.0);
    f * y
}

/// The names of what the attribute makes.
#[differentiate]
fn argument_0(argument_0: f64, workspace: f64, cotangent: f64, place_0: f64) -> f64 {
    argument_0 * workspace + cotangent * cotangent * place_0
}

#[differentiate]
fn r#type(f: impl Fn(f64, f64, f64, f64) -> f64, r#in: f64) -> f64 {
    f(r#in, r#in * r#in, 1.0 / r#in, 2.0)
}

#[test]
fn of_arrays_references_and_odd_names() {
    of_matrices::check(matrix {}, 0.7, 0.4).unwrap();
    of_rows::check(rows {}, &[[0.3, 0.8], [0.5, 0.6], [1.2, 0.1]]).unwrap();
    references::check(by_reference {}, 0.7).unwrap();
    shadowed::check(cube {}, 0.7).unwrap();
    r#type::check(argument_0 {}, 0.7).unwrap();
}
