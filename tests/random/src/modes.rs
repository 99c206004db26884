//! The other derivatives, where a program has them: forward mode against the gradient, second derivatives among each other
//! and against hyper-dual numbers.

use std::panic::{catch_unwind, AssertUnwindSafe};

use crate::common::case::{active, Argument, Case, Modes, Random};
use crate::common::noise;
use crate::judge::{Complaint, Counts, LARGE};

/// How far results may lie apart, relative to the largest of the terms that they are sums of.
const TOLERANCE: f64 = 1e-8;

/// A direction, in the places of the active arguments; always the same for a function.
fn direction(case: &Case, point: &[Argument]) -> Vec<Argument> {
    let mut random = Random::named(case.name);
    let one = |argument: &Argument| match argument {
        Argument::Floats { active, values } => Argument::Floats {
            active: *active,
            values: values.iter().map(|_| random.float(-1.0, 1.0)).collect(),
        },
        other => other.clone(),
    };
    point.iter().map(one).collect()
}

fn terms(one: &[f64], other: &[f64]) -> (f64, f64) {
    let products = || one.iter().zip(other).map(|(a, b)| a * b);
    (products().sum(), products().map(f64::abs).sum())
}

fn is_wild(values: &[f64]) -> bool {
    values.iter().any(|value| value.is_nan() || value.abs() > LARGE)
}

/// The modes at a point, the direction, and the gradient.
type Found = (Modes, Vec<f64>, Vec<f64>);

/// What is found at the point; nothing where the program has no modes, or no finite derivative.
fn all(case: &Case, point: &[Argument]) -> Option<Result<Found, Complaint>> {
    let modes = case.modes?;
    let along = direction(case, point);
    let (value, gradient) = (case.gradient)(point);
    if is_wild(&gradient) || is_wild(&[value]) {
        return None;
    }
    let got = catch_unwind(AssertUnwindSafe(|| modes(point, &along)));
    let got = got.map_err(|_| ("modes", "another derivative than the gradient panics".to_owned()));
    Some(got.map(|got| (got, active(&along), gradient)))
}

/// `jvp` and `vjp` are the gradient.
pub fn forward(case: &Case, point: &[Argument], _: &mut Counts) -> Result<(), Complaint> {
    let Some(found) = all(case, point) else { return Ok(()) };
    let (got, along, gradient) = found?;
    let (expected, scale) = terms(&gradient, &along);
    let error = (got.jvp[1] - expected).abs();
    let pulled = got
        .vjp
        .iter()
        .zip(&gradient)
        .map(|(a, b)| (a - b).abs() / (1.0 + b.abs()));
    if pulled.fold(0.0, f64::max) > TOLERANCE {
        return Err(("vjp", format!("vjp {:?}, gradient {gradient:?}", got.vjp)));
    }
    // As far as rounding explains: see how much the derivatives change where digits are disturbed.
    let exact = |k: usize| case.dual(point, k).1;
    let disturbed = |k: usize| {
        (1..=4)
            .map(move |seed| noise::within(seed, || exact(k)))
            .map(move |other| (other - exact(k)).abs())
    };
    let noise = || {
        (0..along.len())
            .map(|k| along[k].abs() * disturbed(k).fold(0.0, f64::max))
            .sum::<f64>()
    };
    if error.is_nan() || error > TOLERANCE * scale.max(1e-3) && error > noise() {
        return Err((
            "jvp",
            format!("jvp {:e}, gradient times direction {expected:e}", got.jvp[1]),
        ));
    }
    Ok(())
}

/// `hvp` is the Hessian times the direction.
pub fn second(case: &Case, point: &[Argument], _: &mut Counts) -> Result<(), Complaint> {
    let Some(found) = all(case, point) else { return Ok(()) };
    let (got, along, _) = found?;
    if is_wild(&got.hessian) || is_wild(&got.hvp) {
        return Ok(());
    }
    for (k, row) in got.hessian.chunks(along.len().max(1)).enumerate() {
        let (expected, scale) = terms(row, &along);
        if (got.hvp[k] - expected).abs() > 1e-6 * scale.max(1e-3) {
            return Err((
                "hvp",
                format!("hvp {:?}, Hessian {:?}, direction {along:?}", got.hvp, got.hessian),
            ));
        }
    }
    Ok(())
}

/// The Hessian is that of hyper-dual numbers.
pub fn hessian(case: &Case, point: &[Argument], _: &mut Counts) -> Result<(), Complaint> {
    let Some(found) = all(case, point) else { return Ok(()) };
    let (got, along, _) = found?;
    let exact = |k: usize| (case.hyper_dual)(point, [k / along.len(), k % along.len()])[2];
    let expected: Vec<f64> = (0..got.hessian.len()).map(exact).collect();
    if is_wild(&expected) {
        return Ok(());
    }
    let scale = expected.iter().fold(1e-3_f64, |largest, one| largest.max(one.abs()));
    for (k, (got, expected)) in got.hessian.iter().zip(&expected).enumerate() {
        let error = (got - expected).abs();
        if error <= TOLERANCE * scale {
            continue;
        }
        // As in the comparison of gradients.
        let disturbed = (1..=4).map(|seed| noise::within(seed, || exact(k)));
        let noise = disturbed.map(|other| (other - expected).abs());
        let noise = noise.fold(
            0.0,
            |largest: f64, one| if one.is_nan() { f64::INFINITY } else { largest.max(one) },
        );
        if got.is_nan() || error > TOLERANCE * scale + noise {
            return Err((
                "hessian",
                format!("entry {k}: {got:e}, hyper-dual numbers {expected:e}"),
            ));
        }
    }
    Ok(())
}
