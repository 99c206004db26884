//! Differentiated functions in the solvers of other crates.
#![allow(missing_docs, reason = "test functions speak for themselves")]

use argmin::core::{Executor, State};
use argmin::solver::linesearch::MoreThuenteLineSearch;
use argmin::solver::quasinewton::LBFGS;
use differentiate::bridges::argmin::{Function, Problem};
use differentiate::bridges::levenberg_marquardt::Residuals;
use differentiate::differentiate;
use levenberg_marquardt::LevenbergMarquardt;

#[differentiate]
fn rosenbrock(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() - 1 {
        sum += 100.0 * (x[i + 1] - x[i].powi(2)).powi(2) + (1.0 - x[i]).powi(2);
    }
    sum
}

#[differentiate]
fn decay(b: &[f64], #[constant] t: f64) -> f64 {
    b[0] * (-b[1] * t).exp() + b[2]
}

fn is_minimum(x: &[f64]) {
    assert!(x.iter().all(|x| (x - 1.0).abs() < 1e-5), "{x:?}");
}

#[test]
fn argmin_takes_the_struct_beside_a_function() {
    let solver = LBFGS::new(MoreThuenteLineSearch::new(), 7);
    let start = vec![1.3, 0.7, 0.8, 1.9, 1.2];
    let run = Executor::new(Function(rosenbrock {}), solver);
    let result = run.configure(|state| state.param(start).max_iters(200)).run().unwrap();
    is_minimum(result.state().get_best_param().unwrap());
}

#[test]
fn argmin_takes_a_function_and_its_gradient() {
    let problem = Problem::new(|x: &Vec<f64>| rosenbrock(x)).gradient(|x: &Vec<f64>| rosenbrock::grad(x));
    let solver = LBFGS::new(MoreThuenteLineSearch::new(), 7);
    let run = Executor::new(problem, solver);
    let result = run
        .configure(|state| state.param(vec![-1.2, 1.0]).max_iters(200))
        .run()
        .unwrap();
    is_minimum(result.state().get_best_param().unwrap());
}

#[test]
fn levenberg_marquardt_takes_gradients_as_rows() {
    let times: Vec<f64> = (0..20).map(|k| f64::from(k) * 0.25).collect();
    let truth = [3.0, 0.8, 0.5];
    let measured: Vec<f64> = times.iter().map(|&t| decay(&truth, t)).collect();
    let problem = Residuals::new(
        vec![1.0, 0.2, 0.0],
        |b| times.iter().zip(&measured).map(|(&t, y)| decay(b, t) - y).collect(),
        |b| times.iter().map(|&t| decay::grad(b, t)).collect::<Vec<_>>(),
    );
    let (problem, report) = LevenbergMarquardt::new().minimize(problem);
    assert!(report.termination.was_successful());
    assert!(
        problem
            .params()
            .iter()
            .zip(truth)
            .all(|(b, truth)| (b - truth).abs() < 1e-8),
        "{problem:?}"
    );
}
