//! A formula of six variables.

use differentiate::{differentiate, Workspace};

use crate::measure::Problem;

#[differentiate]
pub fn formula(a: f64, b: f64, c: f64, d: f64, e: f64, f: f64) -> f64 {
    let wave = (a * b + c).sin();
    let decay = (-d * e * e).exp();
    let size = (a * a + f * f).sqrt();
    wave * decay / (1.0 + size) + (b * wave).tanh() * size - c * f / (1.0 + e * e)
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

pub struct Formula {
    x: [f64; 6],
    dx: [f64; 6],
    workspace: Workspace,
}

impl Formula {
    pub fn new() -> Self {
        Formula {
            x: [0.3, 1.2, -0.7, 0.4, 0.9, 1.6],
            dx: [0.0; 6],
            workspace: Workspace::new(),
        }
    }
}

impl Problem for Formula {
    const NAME: &'static str = "formula_6";

    fn primal(&self) -> f64 {
        let [a, b, c, d, e, f] = self.x;
        formula(a, b, c, d, e, f)
    }

    fn generated(&mut self) -> f64 {
        let [a, b, c, d, e, f] = self.x;
        let [da, db, dc, dd, de, df] = &mut self.dx;
        formula::value_and_grad_into(a, b, c, d, e, f, &mut self.workspace, da, db, dc, dd, de, df)
    }

    fn by_hand(&mut self) -> f64 {
        by_hand(&self.x, &mut self.dx)
    }

    fn gradient(&self) -> Vec<f64> {
        self.dx.to_vec()
    }
}
