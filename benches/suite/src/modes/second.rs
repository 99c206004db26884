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
            |h| h.copy_from_slice(&rosenbrock::hvp(x, along)),
        ),
        product(
            "log-sum-exp, 1000",
            1000,
            || log_sum_exp::grad(x),
            |h| h.copy_from_slice(&log_sum_exp::hvp(x, along)),
        ),
        network(numbers),
        hessian(
            "Rosenbrock, 100",
            100,
            || rosenbrock::grad(short),
            |h| copy_rows(h, &rosenbrock::hessian(short)),
        ),
        hessian(
            "log-sum-exp, 100",
            100,
            || log_sum_exp::grad(short),
            |h| copy_rows(h, &log_sum_exp::hessian(short)),
        ),
        of_formula(),
    ]
}

fn product<G: 'static>(
    name: &'static str,
    size: usize,
    gradient: impl FnMut() -> G + 'static,
    hvp: impl FnMut(&mut [f64]) + 'static,
) -> Measured {
    Measured {
        case: Case::new(name, size, without_value(gradient)).alone("f::hvp", hvp),
        unit: "gradient",
        times: 1.0,
    }
}

fn hessian<G: 'static>(
    name: &'static str,
    size: usize,
    gradient: impl FnMut() -> G + 'static,
    hessian: impl FnMut(&mut [f64]) + 'static,
) -> Measured {
    Measured {
        case: Case::new(name, size * size, without_value(gradient)).alone("f::hessian", hessian),
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

fn copy_rows(to: &mut [f64], rows: &[Vec<f64>]) {
    for (to, row) in to.chunks_exact_mut(rows.len()).zip(rows) {
        to.copy_from_slice(row);
    }
}

fn network(numbers: &mut Numbers) -> Measured {
    let (at, along) = (Parameters::new(numbers), Parameters::new(numbers));
    let input: &[f64; INPUTS] = &numbers.matrix(1)[0];
    product(
        "network 64–32–10",
        at.b2.len(),
        move || loss::grad(&at.w1, &at.b1, &at.w2, &at.b2, input, 3),
        move |h| {
            let (_, _, _, db2) = loss::hvp(
                &at.w1, &at.b1, &at.w2, &at.b2, input, 3, &along.w1, &along.b1, &along.w2, &along.b2,
            );
            h.copy_from_slice(&db2);
        },
    )
}

fn of_formula() -> Measured {
    let [a, b, c, d, e, f] = black_box([0.3, 1.2, -0.7, 0.4, 0.9, 1.6]);
    hessian(
        "six-variable formula",
        6,
        move || formula::grad(a, b, c, d, e, f),
        move |h| {
            let (da, db, dc, dd, de, df) = formula::hessian(a, b, c, d, e, f);
            for (to, row) in h.chunks_exact_mut(6).zip([da, db, dc, dd, de, df]) {
                let (a, b, c, d, e, f) = row;
                to.copy_from_slice(&[a, b, c, d, e, f]);
            }
        },
    )
}
