//! A network that knows a law: the displacement of a damped oscillator from ten noisy measurements of its first swing.
//!
//! ```text
//! cargo run --release --example physics_informed
//! ```
//!
//! The network `u(t)` is fitted to the measurements, and to u″ + c u′ + k u = 0 at a hundred times, measured or not. Damping c and
//! stiffness k are not known, and are found with the weights. The loss holds first and second derivatives of the network in
//! time, `displacement::jvp` and `displacement::hvp`, and is differentiated in the weights through them. Without the law the same
//! network only knows what was measured. The measurements are made from the solution for c = 0.5, k = 4 with fixed noise; the
//! picture is written to `target/physics_informed`.

use differentiate::differentiate;
use differentiate::minimize::Lbfgs;
use differentiate::plots::Figure;
use std::error::Error;
use std::fs;
use std::path::Path;

/// Seconds.
const TIMES: [f64; 10] = [0.1, 0.35, 0.6, 0.85, 1.1, 1.4, 1.7, 2.0, 2.3, 2.6];
/// Metres.
const NOISE: [f64; 10] = [
    0.012, -0.021, 0.008, 0.017, -0.015, -0.006, 0.019, -0.011, 0.004, -0.013,
];
const DAMPING: f64 = 0.5;
const STIFFNESS: f64 = 4.0;
const END: f64 = 8.0;
const UNITS: usize = 16;

/// The sum of `UNITS` hyperbolic tangents at this time.
#[differentiate]
fn displacement(t: f64, weights: &[f64]) -> f64 {
    let mut sum = 0.0;
    for unit in weights.chunks_exact(3) {
        sum += unit[2] * (unit[0] * t + unit[1]).tanh();
    }
    sum
}

/// The mean square of what was measured and is not met.
#[differentiate]
fn misfit(weights: &[f64], #[constant] times: &[f64], #[constant] measured: &[f64]) -> f64 {
    let squares = times
        .iter()
        .zip(measured)
        .map(|(&t, u)| (displacement(t, weights) - u).powi(2));
    squares.sum::<f64>() / times.len() as f64
}

/// The mean square of u″ + c u′ + k u, with the logarithms of c and k behind the weights.
#[differentiate]
fn law(parameters: &[f64], #[constant] times: &[f64]) -> f64 {
    let weights = &parameters[..3 * UNITS];
    let (damping, stiffness) = (parameters[3 * UNITS].exp(), parameters[3 * UNITS + 1].exp());
    let still = vec![0.0; 3 * UNITS];
    let mut sum = 0.0;
    for &t in times {
        let (u, velocity) = displacement::jvp(t, weights, 1.0, &still);
        let (acceleration, _) = displacement::hvp(t, weights, 1.0, &still);
        sum += (acceleration + damping * velocity + stiffness * u).powi(2);
    }
    sum / times.len() as f64
}

#[differentiate]
fn loss(
    parameters: &[f64],
    #[constant] times: &[f64],
    #[constant] measured: &[f64],
    #[constant] everywhere: &[f64],
) -> f64 {
    misfit(&parameters[..3 * UNITS], times, measured) + 1e-2 * law(parameters, everywhere)
}

/// The solution of the equation that starts at 1 m, at rest.
fn solution(t: f64) -> f64 {
    let decay = DAMPING / 2.0;
    let frequency = (STIFFNESS - decay * decay).sqrt();
    (-decay * t).exp() * ((frequency * t).cos() + decay / frequency * (frequency * t).sin())
}

fn main() -> Result<(), Box<dyn Error>> {
    let measured: Vec<f64> = TIMES.iter().zip(NOISE).map(|(&t, noise)| solution(t) + noise).collect();
    let everywhere: Vec<f64> = (0..100).map(|k| END * k as f64 / 99.0).collect();

    // Units whose steps stand one behind the other in time, and small outputs of both signs.
    let units = (0..UNITS).flat_map(|k| {
        let at = END * (k as f64 + 0.5) / UNITS as f64;
        [1.5, -1.5 * at, if k % 2 == 0 { 0.1 } else { -0.1 }]
    });
    let start: Vec<f64> = units.chain([0.0, 0.0]).collect();
    let check = loss::check(&start, &TIMES, &measured, &everywhere)?;
    println!("the gradient through the network's own derivatives agrees with differences: {check}");

    let plain = Lbfgs::new().minimize(&start[..3 * UNITS], |w| misfit::value_and_grad(w, &TIMES, &measured))?;
    let informed = Lbfgs::new()
        .maxiter(4000)
        .minimize(&start, |p| loss::value_and_grad(p, &TIMES, &measured, &everywhere))?;
    let [damping, stiffness] = [0, 1].map(|k| informed.x[3 * UNITS + k].exp());
    println!("loss {:.2e} after {} gradients", informed.value, informed.evaluations);
    println!("damping   {damping:.3} of {DAMPING}, stiffness {stiffness:.3} of {STIFFNESS}");
    let error = |weights: &[f64]| {
        let worst = everywhere
            .iter()
            .map(|&t| (displacement(t, weights) - solution(t)).abs());
        worst.fold(0.0, f64::max)
    };
    println!(
        "largest error up to {END} s: {:.3} m with the law, {:.3} m without",
        error(&informed.x[..3 * UNITS]),
        error(&plain.x)
    );

    let folder = Path::new("target/physics_informed");
    fs::create_dir_all(folder)?;
    let curve = |weights: &[f64]| -> Vec<(f64, f64)> {
        let times = (0..400).map(|k| END * f64::from(k) / 399.0);
        times.map(|t| (t, displacement(t, weights))).collect()
    };
    Figure::new("A network that knows u″ + cu′ + ku = 0")
        .labels("time in s", "displacement in m")
        .line(
            "solution",
            (0..400).map(|k| END * f64::from(k) / 399.0).map(|t| (t, solution(t))),
        )
        .line("with the law", curve(&informed.x[..3 * UNITS]))
        .line("measurements alone", curve(&plain.x))
        .points("measured", TIMES.into_iter().zip(measured.iter().copied()))
        .save(folder.join("fit.png"))?;
    println!("picture: {}", folder.join("fit.png").display());
    Ok(())
}
