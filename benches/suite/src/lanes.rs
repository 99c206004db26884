//! What `#[differentiate(reassociate)]` brings: sums in lanes, beside those that keep their order.

use std::fmt::Write;

use differentiate::{differentiate, Workspace};

use crate::case::{Case, Numbers, GENERATED};
use crate::rounds::Times;
use crate::table::ratio;

/// `f::value_and_grad_into` of the function with sums in lanes.
pub const IN_LANES: &str = "generated, sums in lanes";

const COUNT: usize = 4096;
const UNKNOWNS: usize = 256;

/// The functions, by the attribute as it is and with lanes.
macro_rules! twice {
    ($($item:item)*) => {
        #[differentiate]
        mod in_order {
            use super::UNKNOWNS;
            $($item)*
        }
        #[differentiate(reassociate)]
        mod in_lanes {
            use super::UNKNOWNS;
            $($item)*
        }
    };
}

twice! {
    /// Minus the logarithm of the likelihood of normal data, but for a constant.
    pub fn normal(#[constant] data: &[f64], mean: f64, deviation: f64) -> f64 {
        let mut sum = 0.0;
        for x in data {
            let z = (x - mean) / deviation;
            sum += 0.5 * z * z;
        }
        sum + data.len() as f64 * deviation.ln()
    }

    /// One minus the cosine of the angle between two vectors.
    pub fn cosine(#[constant] a: &[f64], x: &[f64]) -> f64 {
        let (mut product, mut square, mut fixed) = (0.0, 0.0, 0.0);
        for (a, x) in a.iter().zip(x) {
            product += a * x;
            square += x * x;
            fixed += a * a;
        }
        1.0 - product / (square * fixed).sqrt()
    }

    /// Half the squared residual of linear equations.
    pub fn linear(#[constant] a: &[[f64; UNKNOWNS]], #[constant] b: &[f64], x: &[f64; UNKNOWNS]) -> f64 {
        let mut sum = 0.0;
        for (row, b) in a.iter().zip(b) {
            let mut residual = -b;
            for (a, x) in row.iter().zip(x) {
                residual += a * x;
            }
            sum += 0.5 * residual * residual;
        }
        sum
    }
}

/// The functions, each with both ways.
pub fn all() -> Vec<Case> {
    let mut numbers = Numbers::default();
    let (data, a) = (numbers.list(COUNT), numbers.list(COUNT));
    let (rows, b) = (numbers.matrix(UNKNOWNS), numbers.list(UNKNOWNS));
    let x: &[f64; UNKNOWNS] = &numbers.matrix(1)[0];
    let normal = |gradient: fn(&[f64], f64, f64, &mut Workspace, &mut f64, &mut f64) -> f64| {
        with_workspace(move |workspace, dx| {
            let [mean, deviation] = dx else {
                unreachable!("two parameters")
            };
            gradient(data, 0.1, 0.7, workspace, mean, deviation)
        })
    };
    let cosine = |gradient: fn(&[f64], &[f64], &mut Workspace, &mut [f64]) -> f64| {
        with_workspace(move |workspace, dx| gradient(data, a, workspace, dx))
    };
    type Linear = fn(&[[f64; UNKNOWNS]], &[f64], &[f64; UNKNOWNS], &mut Workspace, &mut [f64; UNKNOWNS]) -> f64;
    let linear = |gradient: Linear| {
        with_workspace(move |workspace, dx| gradient(rows, b, x, workspace, dx.try_into().expect("all unknowns")))
    };
    vec![
        Case::new("normal likelihood, 4,096 samples", 2, || {
            in_order::normal(data, 0.1, 0.7)
        })
        .way(GENERATED, normal(in_order::normal::value_and_grad_into))
        .way(IN_LANES, normal(in_lanes::normal::value_and_grad_into)),
        Case::new("cosine of the angle, 4,096 components", COUNT, || {
            in_order::cosine(data, a)
        })
        .way(GENERATED, cosine(in_order::cosine::value_and_grad_into))
        .way(IN_LANES, cosine(in_lanes::cosine::value_and_grad_into)),
        Case::new("least squares, 256²", UNKNOWNS, || in_order::linear(rows, b, x))
            .way(GENERATED, linear(in_order::linear::value_and_grad_into))
            .way(IN_LANES, linear(in_lanes::linear::value_and_grad_into)),
    ]
}

/// A gradient that keeps its workspace.
fn with_workspace(
    gradient: impl Fn(&mut Workspace, &mut [f64]) -> f64 + 'static,
) -> impl FnMut(&mut [f64]) -> f64 + 'static {
    let mut workspace = Workspace::new();
    move |dx| gradient(&mut workspace, dx)
}

/// The table in Markdown: gradients in evaluations of the function, and of each other.
pub fn markdown(rows: &[(Case, Times)]) -> String {
    let mut table = "| of | in order | in lanes | in lanes ÷ in order |\n| --- | ---: | ---: | ---: |\n".to_owned();
    for (case, times) in rows {
        let [in_order, in_lanes] = times.ways[..] else {
            unreachable!("two ways")
        };
        let of_primal = |way| ratio(Some(way), Some(times.primal));
        let (one, other) = (of_primal(in_order), of_primal(in_lanes));
        let gain = ratio(Some(in_lanes), Some(in_order));
        writeln!(table, "| {} | {one} | {other} | {gain} |", case.name).expect("a string can be written to");
    }
    table
}

#[cfg(test)]
mod tests {
    #[test]
    fn both_orders_give_the_same_derivatives() {
        for mut case in super::all() {
            case.check();
        }
    }
}
