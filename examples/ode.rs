//! Fits a differential equation to data: hares and lynxes.
//!
//! ```text
//! cargo run --release --example ode
//! ```
//!
//! The pelts that the Hudson's Bay Company took in, in thousands, for the years 1900 to 1920, follow the equations of Lotka and
//! Volterra. The loss integrates them by the method of Runge and Kutta, and is one plain function: its gradient runs back through all
//! steps of the integration. Parameters and initial values are found by L-BFGS; the picture is written to `target/ode`.

use differentiate::differentiate;
use differentiate::minimize::Lbfgs;
use differentiate::plots::{self, Figure};
use std::error::Error;
use std::fs;
use std::path::Path;

const YEARS: usize = 21;
/// Thousands of pelts of hares, 1900 to 1920 (Hewitt 1921).
const HARES: [f64; YEARS] = [
    30.0, 47.2, 70.2, 77.4, 36.3, 20.6, 18.1, 21.4, 22.0, 25.4, 27.1, 40.3, 57.0, 76.6, 52.3, 19.5, 11.2, 7.6, 14.6,
    16.2, 24.7,
];
/// Thousands of pelts of lynxes.
const LYNXES: [f64; YEARS] = [
    4.0, 6.1, 9.8, 35.2, 59.4, 41.7, 19.0, 13.0, 8.3, 9.1, 7.4, 8.0, 12.3, 19.5, 45.7, 51.1, 29.7, 15.8, 9.7, 10.1, 8.6,
];
/// Steps of the integration in a year.
const STEPS: usize = 20;

/// How fast hares and lynxes become more, with the logarithms of the four rates in `p`.
#[differentiate]
fn growth(p: &[f64], hares: f64, lynxes: f64) -> [f64; 2] {
    let eaten = hares * lynxes;
    [
        p[0].exp() * hares - p[1].exp() * eaten,
        p[3].exp() * eaten - p[2].exp() * lynxes,
    ]
}

/// One year further, by the classical method of Runge and Kutta.
#[differentiate]
fn year(p: &[f64], start: [f64; 2]) -> [f64; 2] {
    let h = 1.0 / STEPS as f64;
    let [mut u, mut v] = start;
    for _ in 0..STEPS {
        let a: [f64; 2] = growth(p, u, v);
        let b: [f64; 2] = growth(p, u + 0.5 * h * a[0], v + 0.5 * h * a[1]);
        let c: [f64; 2] = growth(p, u + 0.5 * h * b[0], v + 0.5 * h * b[1]);
        let d: [f64; 2] = growth(p, u + h * c[0], v + h * c[1]);
        u += h / 6.0 * (a[0] + 2.0 * b[0] + 2.0 * c[0] + d[0]);
        v += h / 6.0 * (a[1] + 2.0 * b[1] + 2.0 * c[1] + d[1]);
    }
    [u, v]
}

/// The sum of the squares of the differences of logarithms: what is measured is off by a factor, not by a number. `p` has the
/// logarithms of the four rates and of the two initial values.
#[differentiate]
fn loss(p: &[f64], #[constant] hares: &[f64], #[constant] lynxes: &[f64]) -> f64 {
    let mut state = [p[4].exp(), p[5].exp()];
    let mut sum = 0.0;
    for k in 0..hares.len() {
        sum += (state[0].ln() - hares[k].ln()).powi(2) + (state[1].ln() - lynxes[k].ln()).powi(2);
        state = year(p, state);
    }
    sum
}

fn main() -> Result<(), Box<dyn Error>> {
    let start = [0.5_f64, 0.025, 0.8, 0.025, 30.0, 4.0].map(f64::ln).to_vec();
    let check = loss::check(&start, &HARES, &LYNXES)?;
    println!(
        "the gradient through {} steps agrees with differences: {check}",
        STEPS * YEARS
    );

    let fit = Lbfgs::new().minimize(&start, |p| loss::value_and_grad(p, &HARES, &LYNXES))?;
    println!(
        "loss {:.4} before, {:.4} after {} gradients",
        loss(&start, &HARES, &LYNXES),
        fit.value,
        fit.evaluations
    );
    let names = [
        "hares become more by themselves",
        "lynxes eat hares",
        "lynxes become fewer by themselves",
        "lynxes become more by eating",
        "hares in 1900",
        "lynxes in 1900",
    ];
    for (name, p) in names.iter().zip(&fit.x) {
        println!("{name}: {:.4}", p.exp());
    }

    let folder = Path::new("target/ode");
    fs::create_dir_all(folder)?;
    let model = trajectory(&fit.x);
    let figures = [("Hares", &HARES, 0), ("Lynxes", &LYNXES, 1)].map(|(title, data, k)| {
        Figure::new(title)
            .labels("year", "thousands")
            .line("fitted equations", model.iter().map(|(t, state)| (*t, state[k])))
            .points("pelts", (1900..).map(f64::from).zip(data.iter().copied()))
    });
    plots::stack(folder.join("fit.png"), &figures)?;
    println!("picture: {}", folder.join("fit.png").display());
    Ok(())
}

/// The solution four times a year, and its time.
fn trajectory(p: &[f64]) -> Vec<(f64, [f64; 2])> {
    const PARTS: usize = 4;
    // A quarter of a year with the rates is a year with a quarter of the rates.
    let mut slow = p.to_vec();
    slow[..4].iter_mut().for_each(|rate| *rate -= (PARTS as f64).ln());
    let mut state = [p[4].exp(), p[5].exp()];
    (0..=(YEARS - 1) * PARTS)
        .map(|k| {
            let now = (1900.0 + k as f64 / PARTS as f64, state);
            state = year(&slow, state);
            now
        })
        .collect()
}
