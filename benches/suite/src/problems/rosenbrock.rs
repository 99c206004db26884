//! The Rosenbrock function of 1,000 variables.

use differentiate::{differentiate, Workspace};

use crate::case::{Case, Numbers};
use crate::peers::{Generic, Number};

#[differentiate]
pub fn rosenbrock(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() - 1 {
        sum += 100.0 * (x[i + 1] - x[i].powi(2)).powi(2) + (1.0 - x[i]).powi(2);
    }
    sum
}

/// A second loop: each term adds to two components.
fn clear(x: &[f64], dx: &mut [f64]) -> f64 {
    dx.fill(0.0);
    for i in 0..x.len() - 1 {
        let valley = x[i + 1] - x[i] * x[i];
        dx[i + 1] += 200.0 * valley;
        dx[i] -= 400.0 * valley * x[i] + 2.0 * (1.0 - x[i]);
    }
    rosenbrock(x)
}

/// One pass: what a term contributes to the next component is carried in a register.
fn by_hand(x: &[f64], dx: &mut [f64]) -> f64 {
    assert_eq!(x.len(), dx.len());
    let (Some((&first, rest)), Some((last, others))) = (x.split_first(), dx.split_last_mut()) else {
        panic!("no variables")
    };
    let (mut sum, mut carried, mut here) = (0.0, 0.0, first);
    for (dx, &next) in others.iter_mut().zip(rest) {
        let (valley, offset) = (next - here * here, 1.0 - here);
        sum += 100.0 * (valley * valley) + offset * offset;
        *dx = carried - 400.0 * valley * here - 2.0 * offset;
        carried = 200.0 * valley;
        here = next;
    }
    *last = carried;
    sum
}

#[derive(Clone, Copy)]
struct OfOthers;

impl Generic for OfOthers {
    fn value<T: Number>(self, x: &[T]) -> T {
        let term = |pair: &[T]| {
            let (valley, offset) = (pair[1] - pair[0] * pair[0], pair[0].plus(-1.0));
            (valley * valley).times(100.0) + offset * offset
        };
        x.windows(2)
            .map(term)
            .reduce(|sum, term| sum + term)
            .expect("two variables")
    }
}

/// The case.
pub fn case() -> Case {
    let x = Numbers::default().list(1000);
    let mut workspace = Workspace::new();
    Case::new("Rosenbrock, 1000", 1000, || rosenbrock(x))
        .generated(move |dx| rosenbrock::value_and_grad_into(x, &mut workspace, dx))
        .generated_alone(|dx| dx.copy_from_slice(&rosenbrock::grad(x)))
        .clear(|dx| clear(x, dx))
        .tuned(|dx| by_hand(x, dx))
        .peers(x, OfOthers)
}
