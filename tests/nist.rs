//! NIST's certified nonlinear regressions (StRD), by Levenberg–Marquardt on derivatives of the plain models.
#![allow(missing_docs, reason = "models speak for themselves")]

#[path = "nist/models.rs"]
mod models;

use differentiate::least_squares::{Fit, FitError, LevenbergMarquardt};
use serde_json::Value;

/// What MINPACK asks for in all fits together, with exact Jacobians.
const MINPACK: usize = 1524;
/// And in those of the other problems, where it fails at BoxBOD from the first start: as scipy 1.17 counts them.
const MINPACK_MORE: usize = 2178;

struct Problem {
    name: String,
    /// The columns behind the first.
    observations: Vec<Vec<f64>>,
    targets: Vec<f64>,
    starts: [Vec<f64>; 2],
    certified: Vec<f64>,
    deviations: Vec<f64>,
    sum_of_squares: f64,
}

fn floats(json: &Value) -> Vec<f64> {
    json.as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect()
}

fn problems(file: &str) -> Vec<Problem> {
    let golden: Value = serde_json::from_str(file).unwrap();
    let problems = golden.as_array().unwrap().iter().map(|problem| {
        let rows: Vec<Vec<f64>> = problem["data"].as_array().unwrap().iter().map(floats).collect();
        let name = problem["name"].as_str().unwrap().to_string();
        let target = |row: &Vec<f64>| if name == "Nelson" { row[0].ln() } else { row[0] };
        Problem {
            targets: rows.iter().map(target).collect(),
            observations: rows.iter().map(|row| row[1..].to_vec()).collect(),
            starts: [floats(&problem["start1"]), floats(&problem["start2"])],
            certified: floats(&problem["certified"]),
            deviations: floats(&problem["deviation"]),
            sum_of_squares: problem["rss"].as_f64().unwrap(),
            name,
        }
    });
    problems.collect()
}

type Solution = Result<Fit<Vec<f64>>, FitError>;

macro_rules! by_name {
    ($method:expr, $problem:expr, $start:expr; $($name:literal)|+ => $model:ident, $($rest:tt)*) => {
        if [$($name),+].contains(&&*$problem.name) {
            let (model, grad) = (
                |b: &[f64], x: &Vec<f64>| models::$model(b, x[0]),
                |b: &[f64], x: &Vec<f64>| models::$model::grad(b, x[0]),
            );
            $method.fit($start, &$problem.observations, &$problem.targets, model, grad)
        } else {
            by_name!($method, $problem, $start; $($rest)*)
        }
    };
    ($method:expr, $problem:expr, $start:expr;) => {{
        assert_eq!($problem.name, "Nelson");
        let model = |b: &[f64], x: &Vec<f64>| models::nelson(b, x[0], x[1]);
        let grad = |b: &[f64], x: &Vec<f64>| models::nelson::grad(b, x[0], x[1]);
        $method.fit($start, &$problem.observations, &$problem.targets, model, grad)
    }};
}

macro_rules! fit {
    ($method:expr, $problem:expr, $start:expr) => {
        by_name! { $method, $problem, $start;
            "Misra1a" | "BoxBOD" => misra1a,
            "Misra1b" => misra1b,
            "Misra1c" => misra1c,
            "Misra1d" => misra1d,
            "Chwirut1" | "Chwirut2" => chwirut,
            "Lanczos1" | "Lanczos2" | "Lanczos3" => lanczos,
            "Gauss1" | "Gauss2" | "Gauss3" => gauss,
            "DanWood" => dan_wood,
            "Kirby2" => kirby2,
            "Hahn1" | "Thurber" => hahn1,
            "MGH17" => mgh17,
            "Rat42" => rat42,
            "Rat43" => rat43,
            "MGH09" => mgh09,
            "MGH10" => mgh10,
            "Roszman1" => roszman1,
            "ENSO" => enso,
            "Eckerle4" => eckerle4,
            "Bennett5" => bennett5,
        }
    };
}

fn levenberg_marquardt(problem: &Problem, start: &[f64]) -> Solution {
    fit!(LevenbergMarquardt::new(), problem, start)
}

/// To how many digits numbers agree with certified ones.
fn digits(numbers: &[f64], certified: &[f64]) -> f64 {
    let deviations = numbers.iter().zip(certified).map(|(x, c)| (x / c - 1.0).abs());
    -deviations.fold(1e-16, f64::max).log10()
}

/// Fits all problems from both starts: tells how many evaluations there were.
fn certified(problems: &[Problem]) -> usize {
    let (mut evaluations, mut jacobians) = (0, 0);
    for problem in problems {
        for (start, number) in problem.starts.iter().zip(1..) {
            let fit = levenberg_marquardt(problem, start).unwrap();
            let of_parameters = digits(&fit.x, &problem.certified);
            let of_deviations = digits(&fit.deviations().unwrap(), &problem.deviations);
            println!(
                "{} start {number}: {of_parameters:.1} digits, deviations {of_deviations:.1}, {} evaluations, {} Jacobians: {}",
                problem.name, fit.evaluations, fit.jacobian_evaluations, fit.termination
            );
            assert!(fit.converged(), "{} start {number}: {}", problem.name, fit.termination);
            // The residuals of Lanczos1 are the 14th digits of its data, of which double precision has two.
            let (least, off) = match problem.name == "Lanczos1" {
                true => (2.0, 1e-2),
                false => (6.0, 1e-9),
            };
            assert!(
                of_parameters >= 6.5 && of_deviations >= least,
                "{} start {number}",
                problem.name
            );
            assert!((fit.residual_sum_of_squares / problem.sum_of_squares - 1.0).abs() < off);
            evaluations += fit.evaluations;
            jacobians += fit.jacobian_evaluations;
        }
    }
    println!("{evaluations} evaluations, {jacobians} Jacobians");
    evaluations
}

#[test]
fn certified_parameters_and_their_deviations() {
    let problems = problems(include_str!("golden/nist.json"));
    assert_eq!(problems.len(), 13);
    assert!(certified(&problems) <= MINPACK);
}

#[test]
fn the_other_problems() {
    let problems = problems(include_str!("golden/nist_more.json"));
    assert_eq!(problems.len(), 14);
    assert!(certified(&problems) <= MINPACK_MORE);
}
