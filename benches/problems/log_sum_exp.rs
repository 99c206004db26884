//! The logarithm of a sum of 1,000 exponentials, without overflow.

use differentiate::{differentiate, Workspace};

use crate::measure::{Numbers, Problem};

#[differentiate]
pub fn log_sum_exp(x: &[f64]) -> f64 {
    let mut largest = f64::NEG_INFINITY;
    for v in x {
        largest = largest.max(*v);
    }
    let mut sum = 0.0;
    for v in x {
        sum += (v - largest).exp();
    }
    largest + sum.ln()
}

/// The exponentials are kept where the gradient will be; what the maximum contributes cancels.
fn by_hand(x: &[f64], dx: &mut [f64]) -> f64 {
    assert_eq!(x.len(), dx.len());
    let largest = x.iter().fold(f64::NEG_INFINITY, |largest, v| largest.max(*v));
    let mut sum = 0.0;
    for (dx, v) in dx.iter_mut().zip(x) {
        *dx = (v - largest).exp();
        sum += *dx;
    }
    let scale = 1.0 / sum;
    for dx in dx.iter_mut() {
        *dx *= scale;
    }
    largest + sum.ln()
}

pub struct LogSumExp {
    x: Vec<f64>,
    dx: Vec<f64>,
    workspace: Workspace,
}

impl LogSumExp {
    pub fn new() -> Self {
        LogSumExp {
            x: Numbers::new().list(1000),
            dx: vec![0.0; 1000],
            workspace: Workspace::new(),
        }
    }
}

impl Problem for LogSumExp {
    const NAME: &'static str = "log_sum_exp_1000";

    fn primal(&self) -> f64 {
        log_sum_exp(&self.x)
    }

    fn generated(&mut self) -> f64 {
        log_sum_exp::value_and_grad_into(&self.x, &mut self.workspace, &mut self.dx)
    }

    fn by_hand(&mut self) -> f64 {
        by_hand(&self.x, &mut self.dx)
    }

    fn gradient(&self) -> Vec<f64> {
        self.dx.clone()
    }
}
