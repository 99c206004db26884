//! Half the squared residual of 128 linear equations in 128 unknowns.

use differentiate::{differentiate, Workspace};

use crate::measure::{Numbers, Problem};

const SIZE: usize = 128;

#[differentiate]
pub fn least_squares(#[constant] a: &[[f64; SIZE]], #[constant] b: &[f64], x: &[f64; SIZE]) -> f64 {
    let mut sum = 0.0;
    for i in 0..a.len() {
        let mut residual = -b[i];
        for j in 0..SIZE {
            residual += a[i][j] * x[j];
        }
        sum += 0.5 * residual * residual;
    }
    sum
}

/// All residuals first, which overlap; then four rows at a time into the gradient.
fn by_hand(a: &[[f64; SIZE]], b: &[f64], x: &[f64; SIZE], residuals: &mut [f64; SIZE], dx: &mut [f64; SIZE]) -> f64 {
    let mut sum = 0.0;
    for ((row, b), kept) in a.iter().zip(b).zip(&mut *residuals) {
        let mut residual = -b;
        for (a, x) in row.iter().zip(x) {
            residual += a * x;
        }
        sum += 0.5 * residual * residual;
        *kept = residual;
    }
    *dx = [0.0; SIZE];
    for (rows, residuals) in a.chunks_exact(4).zip(residuals.chunks_exact(4)) {
        for (j, dx) in dx.iter_mut().enumerate() {
            let pair = residuals[0] * rows[0][j] + residuals[1] * rows[1][j];
            let other = residuals[2] * rows[2][j] + residuals[3] * rows[3][j];
            *dx += pair + other;
        }
    }
    sum
}

pub struct LeastSquares {
    a: Vec<[f64; SIZE]>,
    b: Vec<f64>,
    x: [f64; SIZE],
    residuals: [f64; SIZE],
    dx: [f64; SIZE],
    workspace: Workspace,
}

impl LeastSquares {
    pub fn new() -> Self {
        let mut numbers = Numbers::new();
        LeastSquares {
            a: (0..SIZE).map(|_| numbers.array()).collect(),
            b: numbers.list(SIZE),
            x: numbers.array(),
            residuals: [0.0; SIZE],
            dx: [0.0; SIZE],
            workspace: Workspace::new(),
        }
    }
}

impl Problem for LeastSquares {
    const NAME: &'static str = "least_squares_128";

    fn primal(&self) -> f64 {
        least_squares(&self.a, &self.b, &self.x)
    }

    fn generated(&mut self) -> f64 {
        least_squares::value_and_grad_into(&self.a, &self.b, &self.x, &mut self.workspace, &mut self.dx)
    }

    fn by_hand(&mut self) -> f64 {
        by_hand(&self.a, &self.b, &self.x, &mut self.residuals, &mut self.dx)
    }

    fn gradient(&self) -> Vec<f64> {
        self.dx.to_vec()
    }
}
