//! Every picture is drawn, and what cannot be drawn is an error.
#![cfg(feature = "plots")]

use autodiff_runtime::landscape::{hessian_by_differences, Convexity, Curvature, Line, Plane, RateFinder};
use autodiff_runtime::optimizers::{Adam, Sgd};
use autodiff_runtime::plots::{self, Figure, PlaneFigure, PlotError};
use autodiff_runtime::schedules::{CosineAnnealingWarmRestarts, OneCycleLr};
use autodiff_runtime::training::{Batches, Trainer};
use std::fs;
use std::path::{Path, PathBuf};

fn path(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("plots");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    let _ = fs::remove_file(&path);
    path
}

/// Draws it, and looks at the size in the header of the PNG.
fn drawn(name: &str, draw: impl FnOnce(&Path) -> Result<(), PlotError>) -> (u32, u32) {
    let path = path(name);
    draw(&path).unwrap();
    let png = fs::read(&path).unwrap();
    assert!(
        png.starts_with(b"\x89PNG\r\n") && png.len() > 8_000,
        "{name}: {} bytes",
        png.len()
    );
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

fn rosenbrock(x: &[f64]) -> f64 {
    100.0 * (x[1] - x[0] * x[0]).powi(2) + (1.0 - x[0]).powi(2)
}

fn gradient(x: &[f64]) -> Vec<f64> {
    let t = x[1] - x[0] * x[0];
    vec![-400.0 * x[0] * t - 2.0 * (1.0 - x[0]), 200.0 * t]
}

#[test]
fn schedules_are_drawn_by_one_call() {
    let restarts = CosineAnnealingWarmRestarts::new(50).t_mult(2);
    assert_eq!(
        drawn("restarts.png", |path| plots::schedule(path, &restarts, 350, 0.1)),
        (1000, 640)
    );
    // With its momentum below.
    let cycle = OneCycleLr::new(0.1, 200);
    assert_eq!(
        drawn("one_cycle.png", |path| plots::schedule(path, &cycle, 200, 0.1)),
        (1000, 720)
    );
    assert!(plots::schedule(path("no_steps.png"), &cycle, 0, 0.1).is_err());
}

#[test]
fn histories_are_drawn() {
    let mut x = vec![-1.0, 1.5];
    let outcome = Trainer::new(Adam::new(0.05))
        .batches(Batches::new(60, 10))
        .epochs(60)
        .schedule(OneCycleLr::new(0.05, 360))
        .fit_and_validate(
            &mut x,
            |x, batch| {
                let noise = 1.0 + (batch.seed() % 1000) as f64 / 1e4;
                (noise * rosenbrock(x), gradient(x))
            },
            |x| rosenbrock(x) + 0.01,
        )
        .unwrap();
    assert_eq!(
        drawn("history.png", |path| plots::history(path, &outcome.history)),
        (1000, 1080)
    );

    let error = plots::history(path("empty.png"), &Default::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the picture could not be drawn: “Loss” has no finite numbers"
    );
}

#[test]
fn landscapes_are_drawn() {
    let minimum = vec![1.0, 1.0];
    let curvature = Curvature::at(&minimum, hessian_by_differences(&minimum, |x| gradient(x)));
    drawn("curvature.png", |path| {
        plots::curvature(path, &minimum, &curvature, &gradient(&minimum), 0.4, |x| rosenbrock(x))
    });
    drawn("spectrum.png", |path| plots::spectrum(path, &curvature));
    drawn("line.png", |path| {
        let line = Line::along(&minimum, &vec![1.0, 1.0], 2.0, 101, |x| rosenbrock(x));
        plots::line(path, &line)
    });
    let convexity = Convexity::probe(&vec![0.0, 0.0], 2.0, 100, 1, |x| rosenbrock(x));
    drawn("convexity.png", |path| {
        assert!(plots::convexity(path, &convexity, |x| rosenbrock(x))?);
        Ok(())
    });
    let convex = Convexity::probe(&vec![0.0], 2.0, 100, 1, |x| x[0] * x[0]);
    assert_eq!(
        plots::convexity(path("convex.png"), &convex, |x| x[0] * x[0]),
        Ok(false)
    );

    let curve = RateFinder::new()
        .smoothing(0.0)
        .run(&Sgd::new(1.0), &vec![-1.0, 1.5], |x, _| (rosenbrock(x), gradient(x)));
    drawn("rates.png", |path| plots::rate_curve(path, &curve));
}

#[test]
fn planes_are_drawn_with_paths() {
    let plane = Plane::through(
        &vec![0.0, 0.5],
        (&vec![1.0, 0.0], &vec![0.0, 1.0]),
        (2.0, 1.5),
        121,
        |x| rosenbrock(x),
    );
    let path = |rate: f64| {
        let (mut x, mut adam) = (vec![-1.2, 1.0], Adam::new(rate));
        let points = (0..400).map(move |_| {
            let before = (x[0], x[1] - 0.5);
            let dx = gradient(&x);
            adam.step(&mut x, &dx);
            before
        });
        points.collect::<Vec<_>>()
    };
    let figure = PlaneFigure::new("Rosenbrock's valley", &plane).labels("x", "y − ½");
    let figure = figure.path("Adam, 0.02", path(0.02)).path("Adam, 0.2", path(0.2));
    assert_eq!(drawn("plane.png", |path| figure.save(path)), (1000, 860));

    let nothing = Plane::through(&vec![0.0], (&vec![1.0], &vec![1.0]), (1.0, 1.0), 5, |_| f64::NAN);
    assert!(PlaneFigure::new("nothing", &nothing)
        .save(self::path("nothing.png"))
        .is_err());
}

#[test]
fn figures_have_lines_points_bands_and_gaps() {
    let xs = (0..100).map(|k| f64::from(k) / 10.0);
    let figure = Figure::new("All at once")
        .labels("x", "y")
        .band("band", xs.clone().map(|x| (x, x.sin() - 0.3, x.sin() + 0.3)))
        .line("sine", xs.clone().map(|x| (x, x.sin())))
        .line(
            "with a pole",
            xs.clone().map(|x| {
                (
                    x,
                    if (x - 5.0).abs() < 0.5 {
                        f64::NAN
                    } else {
                        0.2 / (x - 5.0)
                    },
                )
            }),
        )
        .points("points", xs.step_by(7).map(|x| (x, x.sin() + 0.1)));
    drawn("figure.png", |path| figure.save(path));
    let logarithmic = Figure::new("Both axes")
        .log_x()
        .log_y()
        .line("x²", (0..50).map(|k| (f64::from(k), f64::from(k * k))));
    drawn("logarithmic.png", |path| logarithmic.save(path));

    assert!(Figure::new("nothing").save(path("none.png")).is_err());
    assert!(Figure::new("logs of nothing")
        .log_y()
        .line("", [(1.0, -1.0)])
        .save(path("none.png"))
        .is_err());
    let nowhere = figure.save("/nowhere/at/all.png").unwrap_err();
    assert!(nowhere.to_string().starts_with("the picture could not be drawn: "));
    assert!(plots::stack(path("none.png"), &[]).is_err());
}
