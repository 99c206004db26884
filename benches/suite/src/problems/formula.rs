//! A formula of six variables.

use std::hint::black_box;

use differentiate::{differentiate, Workspace};

use crate::case::Case;
use crate::peers::{Generic, Number};

#[differentiate]
pub fn formula(a: f64, b: f64, c: f64, d: f64, e: f64, f: f64) -> f64 {
    let wave = (a * b + c).sin();
    let decay = (-d * e * e).exp();
    let size = (a * a + f * f).sqrt();
    wave * decay / (1.0 + size) + (b * wave).tanh() * size - c * f / (1.0 + e * e)
}

/// The adjoint of each variable, as it stands in the formula.
fn clear(x: &[f64; 6], dx: &mut [f64; 6]) -> f64 {
    let [a, b, c, d, e, f] = *x;
    let wave = (a * b + c).sin();
    let decay = (-d * e * e).exp();
    let size = (a * a + f * f).sqrt();
    let bound = (b * wave).tanh();
    let value = wave * decay / (1.0 + size) + bound * size - c * f / (1.0 + e * e);

    let dbound = size;
    let dinner = dbound * (1.0 - bound * bound);
    let dwave = decay / (1.0 + size) + dinner * b;
    let ddecay = wave / (1.0 + size);
    let dsize = bound - wave * decay / ((1.0 + size) * (1.0 + size));
    let dsum = dwave * (a * b + c).cos();
    let dexponent = ddecay * decay;
    *dx = [
        dsum * b + dsize * a / size,
        dsum * a + dinner * wave,
        dsum - f / (1.0 + e * e),
        -dexponent * e * e,
        -2.0 * dexponent * d * e + 2.0 * e * c * f / ((1.0 + e * e) * (1.0 + e * e)),
        dsize * f / size - c / (1.0 + e * e),
    ];
    value
}

fn by_hand(x: &[f64; 6], dx: &mut [f64; 6]) -> f64 {
    let [a, b, c, d, e, f] = *x;
    let (wave, cosine) = (a * b + c).sin_cos();
    let decay = (-d * e * e).exp();
    let size = (a * a + f * f).sqrt();
    let bound = (b * wave).tanh();
    let (outer, below) = (1.0 / (1.0 + size), 1.0 / (1.0 + e * e));
    let (product, quotient) = (wave * decay * outer, c * f * below);

    let slope = (1.0 - bound * bound) * size;
    let dwave = decay * outer + slope * b;
    let dsize = (bound - product * outer) / size;
    let dinner = dwave * cosine;
    *dx = [
        dinner * b + dsize * a,
        dinner * a + slope * wave,
        dinner - f * below,
        -product * e * e,
        -2.0 * product * d * e + 2.0 * quotient * e * below,
        dsize * f - c * below,
    ];
    product + bound * size - quotient
}

#[derive(Clone, Copy)]
struct OfOthers;

impl Generic for OfOthers {
    fn value<T: Number>(self, x: &[T]) -> T {
        let &[a, b, c, d, e, f] = x else {
            unreachable!("six variables")
        };
        let wave = (a * b + c).sine();
        let decay = (d * e * e).times(-1.0).exponential();
        let size = (a * a + f * f).root();
        wave * decay / size.plus(1.0) + (b * wave).hyperbolic_tangent() * size - c * f / (e * e).plus(1.0)
    }
}

/// The case.
pub fn case() -> Case {
    let x = [0.3, 1.2, -0.7, 0.4, 0.9, 1.6];
    let [a, b, c, d, e, f] = black_box(x);
    let mut workspace = Workspace::new();
    Case::new("six-variable formula", 6, move || formula(a, b, c, d, e, f))
        .generated(move |dx| {
            let [da, db, dc, dd, de, df] = dx else { unreachable!() };
            formula::value_and_grad_into(a, b, c, d, e, f, &mut workspace, da, db, dc, dd, de, df)
        })
        .generated_alone(move |dx| {
            let (da, db, dc, dd, de, df) = formula::grad(a, b, c, d, e, f);
            dx.copy_from_slice(&[da, db, dc, dd, de, df]);
        })
        .clear(move |dx| clear(&x, dx.try_into().expect("six components")))
        .tuned(move |dx| by_hand(&x, dx.try_into().expect("six components")))
        .peers(&[0.3, 1.2, -0.7, 0.4, 0.9, 1.6], OfOthers)
}
