//! The landscape of a saddle, and how five optimizers leave it.
//!
//! ```text
//! cargo run --release --example saddle
//! ```
//!
//! All begin beside the ridge of f(x, y) = ½x² − ½y² + ⅛y⁴, whose gradient is almost zero there. The pictures, with the paths on the
//! plane and with the function along its extreme curvatures, are written to `target/saddle`.

use differentiate::differentiate;
use differentiate::landscape::{Convexity, Curvature, Plane};
use differentiate::optimizers::{Adam, Lion, Optimizer, RmsProp, Sgd};
use differentiate::plots::{self, PlaneFigure};
use differentiate::training::Trainer;
use std::error::Error;
use std::fs;
use std::path::Path;

/// A saddle at the origin, between minima at y = ±√2.
#[differentiate]
fn saddle(x: &[f64]) -> f64 {
    0.5 * x[0].powi(2) - 0.5 * x[1].powi(2) + 0.125 * x[1].powi(4)
}

const START: [f64; 2] = [-1.6, 1e-3];
const STEPS: u64 = 150;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new("target/saddle");
    fs::create_dir_all(folder)?;

    let origin = vec![0.0, 0.0];
    let curvature = Curvature::of::<saddle, _>((&origin[..],));
    println!(
        "at the origin, where the gradient is {:?}: {curvature}",
        saddle::grad(&origin)
    );
    plots::curvature(
        folder.join("curvature.png"),
        &origin,
        &curvature,
        &saddle::grad(&origin),
        1.8,
        |x| saddle(x),
    )?;
    let convexity = Convexity::probe(&origin, 1.8, 1000, 1, |x| saddle(x));
    println!("around it: {convexity}");
    plots::convexity(folder.join("convexity.png"), &convexity, |x| saddle(x))?;

    let (right, up) = (vec![1.0, 0.0], vec![0.0, 1.0]);
    let plane = Plane::through(&origin, (&right, &up), (1.9, 1.9), 160, |x| saddle(x));
    let title = format!("{STEPS} steps away from a saddle");
    let mut figure = PlaneFigure::new(title, &plane).labels("x", "y").contours(22);
    for (name, path) in [
        ("gradient descent", path(Sgd::new(0.05))?),
        ("with momentum 0.9", path(Sgd::new(0.05).momentum(0.9))?),
        ("Lion", path(Lion::new(0.02))?),
        ("RMSProp", path(RmsProp::new(0.02))?),
        ("Adam", path(Adam::new(0.05))?),
    ] {
        let left = path.iter().position(|(_, y)| y.abs() > 0.5);
        match left {
            Some(step) => println!("{name} has left the saddle after {step} steps"),
            None => println!("{name} is still at the saddle after {STEPS} steps"),
        }
        figure = figure.path(name, path);
    }
    figure.save(folder.join("paths.png"))?;
    for picture in ["paths.png", "curvature.png", "convexity.png"] {
        println!("picture: {}", folder.join(picture).display());
    }
    Ok(())
}

/// Where an optimizer is before each step, and in the end.
fn path(optimizer: impl Optimizer) -> Result<Vec<(f64, f64)>, Box<dyn Error>> {
    let (mut x, mut path) = (START.to_vec(), Vec::new());
    Trainer::new(optimizer).epochs(STEPS).fit(&mut x, |x, _| {
        path.push((x[0], x[1]));
        saddle::value_and_grad(x)
    })?;
    path.push((x[0], x[1]));
    Ok(path)
}
