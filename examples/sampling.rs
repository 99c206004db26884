//! Samples a posterior by Hamiltonian dynamics: what eight schools tell of the effect of their courses, and of each other's.
//!
//! ```text
//! cargo run --release --features nuts-rs --example sampling
//! ```
//!
//! The log density is a plain function, and the sampler (NUTS of the crate nuts-rs) follows its gradient. Writes the estimates as
//! measured and as the posterior has them to target/sampling. Rubin's data (1981), in the form of Gelman, Carlin, Stern, Dunson,
//! Vehtari and Rubin, Bayesian Data Analysis (2013), section 5.5.

use differentiate::bridges::nuts_rs::{sample, DiagNutsSettings, LogDensity};
use differentiate::differentiate;
use differentiate::plots::Figure;
use std::error::Error;
use std::fs;
use std::path::Path;

const SCHOOLS: usize = 8;
/// How many points the courses gave, and the standard errors of that.
const EFFECTS: [f64; SCHOOLS] = [28.0, 8.0, -3.0, 7.0, -1.0, 1.0, 18.0, 12.0];
const ERRORS: [f64; SCHOOLS] = [15.0, 10.0, 16.0, 11.0, 9.0, 11.0, 10.0, 18.0];
const DRAWS: u64 = 4000;

/// The log density of the mean μ of the effects, of the logarithm of their deviation τ, and of the eight standardised effects:
/// μ ~ N(0, 5²), τ half-Cauchy with scale 5, each effect μ + τη with η ~ N(0, 1).
#[differentiate]
fn posterior(x: &[f64]) -> f64 {
    let (mean, deviation) = (x[0], x[1].exp());
    let mut sum = -0.5 * (mean / 5.0).powi(2) - (1.0 + (deviation / 5.0).powi(2)).ln() + x[1];
    for k in 0..SCHOOLS {
        let standardised = x[2 + k];
        let effect = mean + deviation * standardised;
        sum -= 0.5 * standardised.powi(2) + 0.5 * ((EFFECTS[k] - effect) / ERRORS[k]).powi(2);
    }
    sum
}

/// The mean and the standard deviation.
fn moments(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let n = values.clone().count() as f64;
    let mean = values.clone().sum::<f64>() / n;
    (mean, (values.map(|x| (x - mean).powi(2)).sum::<f64>() / n).sqrt())
}

fn main() -> Result<(), Box<dyn Error>> {
    let density = LogDensity::of(2 + SCHOOLS, posterior {});
    let draws = sample(
        density,
        DiagNutsSettings::default(),
        &[0.0; 2 + SCHOOLS],
        1000,
        DRAWS,
        1,
    )?;

    let (mean, deviation) = (
        moments(draws.iter().map(|x| x[0])),
        moments(draws.iter().map(|x| x[1].exp())),
    );
    println!("mean of the effects: {:.2} ± {:.2}", mean.0, mean.1);
    println!("their deviation: {:.2} ± {:.2}", deviation.0, deviation.1);
    let schools: Vec<(f64, f64)> = (0..SCHOOLS)
        .map(|k| moments(draws.iter().map(move |x| x[0] + x[1].exp() * x[2 + k])))
        .collect();
    for ((effect, error), (name, (of_posterior, spread))) in EFFECTS.iter().zip(ERRORS).zip(('A'..='H').zip(&schools)) {
        println!("school {name}: measured {effect:5.1} ± {error:4.1}, posterior {of_posterior:5.2} ± {spread:.2}");
    }

    let folder = Path::new("target/sampling");
    fs::create_dir_all(folder)?;
    // One line for all bars, with gaps between them.
    let bars = |at: f64, moments: &[(f64, f64)]| -> Vec<(f64, f64)> {
        let bar = |(k, &(mean, spread)): (usize, &(f64, f64))| {
            let x = k as f64 + at;
            [(x, mean - spread), (x, mean + spread), (f64::NAN, f64::NAN)]
        };
        moments.iter().enumerate().flat_map(bar).collect()
    };
    let measured: Vec<(f64, f64)> = EFFECTS.into_iter().zip(ERRORS).collect();
    let centres = |at: f64, moments: &[(f64, f64)]| -> Vec<(f64, f64)> {
        moments.iter().enumerate().map(|(k, m)| (k as f64 + at, m.0)).collect()
    };
    Figure::new("Eight schools: each learns from the others")
        .labels("school", "effect in points, ± a standard deviation")
        .line("measured", bars(0.9, &measured))
        .line("posterior", bars(1.1, &schools))
        .points("", centres(0.9, &measured))
        .points("", centres(1.1, &schools))
        .save(folder.join("schools.png"))?;
    println!("picture: {}", folder.join("schools.png").display());
    Ok(())
}
