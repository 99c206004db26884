//! Second derivatives, measured by gradients.

use std::hint::black_box;

use super::Measured;
use crate::case::{Case, Numbers};
use crate::problems::formula::formula;
use crate::problems::log_sum_exp::log_sum_exp;
use crate::problems::network::{loss, Parameters, INPUTS};
use crate::problems::rosenbrock::rosenbrock;

/// Products with Hessians, and Hessians.
pub fn all() -> Vec<Measured> {
    let numbers = &mut Numbers::default();
    let (x, along, short) = (numbers.list(1000), numbers.list(1000), numbers.list(100));
    vec![
        product(
            "Rosenbrock, 1000",
            1000,
            || rosenbrock::grad(x),
            || rosenbrock::hvp(x, along),
            |product, h| h.copy_from_slice(product),
        ),
        product(
            "log-sum-exp, 1000",
            1000,
            || log_sum_exp::grad(x),
            || log_sum_exp::hvp(x, along),
            |product, h| h.copy_from_slice(product),
        ),
        network(numbers),
        hessian(
            "Rosenbrock, 100",
            100,
            || rosenbrock::grad(short),
            || rosenbrock::hessian(short),
            |matrix, h| h.copy_from_slice(matrix.as_slice()),
        ),
        hessian(
            "log-sum-exp, 100",
            100,
            || log_sum_exp::grad(short),
            || log_sum_exp::hessian(short),
            |matrix, h| h.copy_from_slice(matrix.as_slice()),
        ),
        of_formula(),
    ]
}

fn product<G: 'static, H: 'static>(
    name: &'static str,
    size: usize,
    gradient: impl FnMut() -> G + 'static,
    hvp: impl FnMut() -> H + 'static,
    show: impl Fn(&H, &mut [f64]) + 'static,
) -> Measured {
    Measured {
        case: Case::new(name, size, without_value(gradient)).alone("f::hvp", shown_once(hvp, show)),
        unit: "gradient",
        times: 1.0,
    }
}

fn hessian<G: 'static, H: 'static>(
    name: &'static str,
    size: usize,
    gradient: impl FnMut() -> G + 'static,
    hessian: impl FnMut() -> H + 'static,
    show: impl Fn(&H, &mut [f64]) + 'static,
) -> Measured {
    Measured {
        case: Case::new(name, size * size, without_value(gradient)).alone("f::hessian", shown_once(hessian, show)),
        unit: "n/2 gradients",
        times: size as f64 / 2.0,
    }
}

/// The gradient as a unit: what is timed has a number to give.
fn without_value<G: 'static>(mut gradient: impl FnMut() -> G + 'static) -> impl FnMut() -> f64 {
    move || {
        black_box(gradient());
        0.0
    }
}

/// What is timed is the derivative alone, as the gradient, its unit, is: only the first call, which is checked, shows what it gave.
fn shown_once<H: 'static>(
    mut derivative: impl FnMut() -> H + 'static,
    show: impl Fn(&H, &mut [f64]) + 'static,
) -> impl FnMut(&mut [f64]) + 'static {
    let mut is_shown = false;
    move |h| {
        let found = black_box(derivative());
        if !std::mem::replace(&mut is_shown, true) {
            show(&found, h);
        }
    }
}

fn network(numbers: &mut Numbers) -> Measured {
    let (at, along) = (Parameters::new(numbers), Parameters::new(numbers));
    let input: &[f64; INPUTS] = &numbers.matrix(1)[0];
    product(
        "network 64–32–10",
        at.b2.len(),
        move || loss::grad(&at.w1, &at.b1, &at.w2, &at.b2, input, 3),
        move || {
            loss::hvp(
                &at.w1, &at.b1, &at.w2, &at.b2, input, 3, &along.w1, &along.b1, &along.w2, &along.b2,
            )
        },
        |(_, _, _, db2), h| h.copy_from_slice(db2),
    )
}

fn of_formula() -> Measured {
    let [a, b, c, d, e, f] = black_box([0.3, 1.2, -0.7, 0.4, 0.9, 1.6]);
    hessian(
        "six-variable formula",
        6,
        move || formula::grad(a, b, c, d, e, f),
        move || formula::hessian(a, b, c, d, e, f),
        |&(da, db, dc, dd, de, df), h| {
            for (to, row) in h.chunks_exact_mut(6).zip([da, db, dc, dd, de, df]) {
                let (a, b, c, d, e, f) = row;
                to.copy_from_slice(&[a, b, c, d, e, f]);
            }
        },
    )
}
