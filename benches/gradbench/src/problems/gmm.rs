//! The posterior of a Gaussian mixture with a Wishart prior.

use std::f64::consts::{LN_2, PI};

use differentiate::{differentiate, Differentiable, Workspace};
use serde_json::{json, Value};

use super::lse::log_sum_exp;
use super::unknown;
use crate::input;
use crate::measure::{measure, Measured};

/// The parameters of the Wishart prior.
#[derive(Clone, Copy, Differentiable)]
pub struct Wishart {
    /// The scale.
    pub gamma: f64,
    /// The degrees of freedom beyond d + 1.
    pub m: f64,
}

/// The logarithm of the posterior, up to what does not depend on the parameters.
///
/// Of K Gaussians in `d` dimensions, `alpha` has the K logarithms of their weights (not normalised), `mu` the K means, and
/// `q` and `l` the inverse Cholesky factors Q of their covariances: `q` the logarithms of the diagonals, `l` what is below
/// the diagonal, column by column. `x` has the points. All are row after row.
#[differentiate]
pub fn log_posterior(
    alpha: &[f64],
    mu: &[f64],
    q: &[f64],
    l: &[f64],
    #[constant] x: &[f64],
    d: usize,
    #[constant] wishart: &Wishart,
) -> f64 {
    let parts = alpha.len();
    let points = x.len() / d;
    let below = d * (d - 1) / 2;

    let mut diagonals = vec![0.0; parts * d];
    let mut shares = vec![0.0; parts];
    let mut prior = 0.0;
    for k in 0..parts {
        let mut sum = 0.0;
        let mut squares = 0.0;
        for i in 0..d {
            let diagonal = q[k * d + i].exp();
            diagonals[k * d + i] = diagonal;
            squares += diagonal * diagonal;
            sum += q[k * d + i];
        }
        for i in 0..below {
            squares += l[k * below + i] * l[k * below + i];
        }
        shares[k] = alpha[k] + sum;
        prior += wishart.m * sum - 0.5 * wishart.gamma * wishart.gamma * squares;
    }

    let mut likelihood = 0.0;
    let mut terms = vec![0.0; parts];
    let mut entries = vec![0.0; d];
    for p in 0..points {
        for k in 0..parts {
            for i in 0..d {
                entries[i] = diagonals[k * d + i] * (x[p * d + i] - mu[k * d + i]);
            }
            let mut at = k * below;
            for j in 0..d {
                let offset = x[p * d + j] - mu[k * d + j];
                for i in j + 1..d {
                    entries[i] += l[at] * offset;
                    at += 1;
                }
            }
            let mut distance = 0.0;
            for i in 0..d {
                distance += entries[i] * entries[i];
            }
            terms[k] = shares[k] - 0.5 * distance;
        }
        likelihood += log_sum_exp(&terms);
    }
    likelihood - points as f64 * log_sum_exp(alpha) + prior
}

/// What the posterior holds beside [`log_posterior()`]: the norms of the Gaussians and of the Wishart density.
pub fn constant(parts: usize, points: usize, d: usize, wishart: &Wishart) -> f64 {
    let size = d as f64;
    let freedom = size + wishart.m + 1.0;
    let norm = freedom * size * (wishart.gamma.ln() - 0.5 * LN_2) - log_multivariate_gamma(0.5 * freedom, d);
    parts as f64 * norm - points as f64 * 0.5 * size * (2.0 * PI).ln()
}

/// log Γ_d(a) = d(d − 1)/4 · log π + Σᵢ log Γ(a − i/2), i from 0 to d − 1.
fn log_multivariate_gamma(a: f64, d: usize) -> f64 {
    let sum: f64 = (0..d).map(|i| libm::lgamma(a - 0.5 * i as f64)).sum();
    0.25 * (d * (d - 1)) as f64 * PI.ln() + sum
}

/// The input, with matrices row after row.
struct Mixture {
    d: usize,
    x: Vec<f64>,
    wishart: Wishart,
    alpha: Vec<f64>,
    mu: Vec<f64>,
    q: Vec<f64>,
    l: Vec<f64>,
}

impl Mixture {
    fn parse(input: &Value) -> Result<Mixture, String> {
        let (d, k, n) = (
            input::count(input, "d")?,
            input::count(input, "k")?,
            input::count(input, "n")?,
        );
        if d == 0 || k == 0 {
            return Err("there are no dimensions or no Gaussians".to_owned());
        }
        let mixture = Mixture {
            d,
            x: input::matrix(input, "x", n, d)?,
            wishart: Wishart {
                gamma: input::number(input, "gamma")?,
                m: input::number(input, "m")?,
            },
            alpha: input::vector(input, "alpha")?,
            mu: input::matrix(input, "mu", k, d)?,
            q: input::matrix(input, "q", k, d)?,
            l: input::matrix(input, "l", k, d * (d - 1) / 2)?,
        };
        if mixture.alpha.len() == k {
            Ok(mixture)
        } else {
            Err(format!("`alpha` has not {k} elements"))
        }
    }

    fn objective(&self) -> f64 {
        let Mixture { d, x, wishart, .. } = self;
        let constant = constant(self.alpha.len(), x.len() / d, *d, wishart);
        log_posterior(&self.alpha, &self.mu, &self.q, &self.l, x, *d, wishart) + constant
    }

    /// The gradient overwrites the parameters of `to`.
    fn gradient(&self, workspace: &mut Workspace, to: &mut Gradient) {
        let Mixture { d, x, wishart, .. } = self;
        let Gradient { alpha, mu, q, l } = to;
        log_posterior::value_and_grad_into(
            &self.alpha,
            &self.mu,
            &self.q,
            &self.l,
            x,
            *d,
            wishart,
            workspace,
            alpha,
            mu,
            q,
            l,
        );
    }
}

struct Gradient {
    alpha: Vec<f64>,
    mu: Vec<f64>,
    q: Vec<f64>,
    l: Vec<f64>,
}

impl Gradient {
    fn output(&self) -> Value {
        let parts = self.alpha.len();
        let rows = |flat: &[f64]| -> Vec<Vec<f64>> {
            let length = flat.len() / parts;
            (0..parts)
                .map(|k| flat[k * length..(k + 1) * length].to_vec())
                .collect()
        };
        json!({ "alpha": self.alpha, "mu": rows(&self.mu), "q": rows(&self.q), "l": rows(&self.l) })
    }
}

/// `objective` and `jacobian`.
pub fn evaluate(function: &str, input: &Value) -> Result<Measured, String> {
    let mixture = Mixture::parse(input)?;
    match function {
        "objective" => Ok(measure(input, || mixture.objective())?.output(|y| json!(y))),
        "jacobian" => {
            let mut workspace = Workspace::new();
            let zeros = |of: &[f64]| vec![0.0; of.len()];
            let mut gradient = Gradient {
                alpha: zeros(&mixture.alpha),
                mu: zeros(&mixture.mu),
                q: zeros(&mixture.q),
                l: zeros(&mixture.l),
            };
            let timed = measure(input, || mixture.gradient(&mut workspace, &mut gradient))?;
            Ok(timed.output(|()| gradient.output()))
        }
        _ => unknown(function),
    }
}
