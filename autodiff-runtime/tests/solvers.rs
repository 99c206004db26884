//! Solvers of other crates on functions with derivatives.
#![cfg(all(feature = "argmin", feature = "levenberg-marquardt"))]

use argmin::core::{CostFunction, Executor, Gradient, Hessian, Jacobian, Operator, State};
use argmin::solver::linesearch::MoreThuenteLineSearch;
use argmin::solver::quasinewton::{BFGS, LBFGS};
use argmin::solver::trustregion::{Steihaug, TrustRegion};
use autodiff_runtime::bridges::argmin::{Function, Problem};
use autodiff_runtime::bridges::levenberg_marquardt::Residuals;
use autodiff_runtime::function::{Arguments, DifferentiableFn};
use autodiff_runtime::Workspace;
use levenberg_marquardt::LevenbergMarquardt;

fn rosenbrock(x: &[f64]) -> f64 {
    100.0 * (x[1] - x[0] * x[0]).powi(2) + (1.0 - x[0]).powi(2)
}

fn gradient(x: &[f64]) -> Vec<f64> {
    let t = x[1] - x[0] * x[0];
    vec![-400.0 * x[0] * t - 2.0 * (1.0 - x[0]), 200.0 * t]
}

fn hessian(x: &[f64]) -> Vec<Vec<f64>> {
    let across = -400.0 * x[0];
    vec![
        vec![-400.0 * (x[1] - 3.0 * x[0] * x[0]) + 2.0, across],
        vec![across, 200.0],
    ]
}

fn is_minimum(x: &[f64]) {
    assert!((x[0] - 1.0).abs() < 1e-5 && (x[1] - 1.0).abs() < 1e-5, "{x:?}");
}

const START: [f64; 2] = [-1.2, 1.0];

#[test]
fn argmin_minimises_closures() {
    let problem = Problem::new(|x: &Vec<f64>| rosenbrock(x)).gradient(|x: &Vec<f64>| gradient(x));
    let solver = LBFGS::new(MoreThuenteLineSearch::new(), 5);
    let result = Executor::new(problem, solver)
        .configure(|state| state.param(START.to_vec()).max_iters(100))
        .run();
    is_minimum(result.unwrap().state().get_best_param().unwrap());

    let identity = vec![vec![1.0, 0.0], vec![0.0, 1.0]];
    let solver = BFGS::new(MoreThuenteLineSearch::new());
    type Bfgs = argmin::core::IterState<Vec<f64>, Vec<f64>, (), Vec<Vec<f64>>, (), f64>;
    let start = |state: Bfgs| state.param(START.to_vec()).inv_hessian(identity).max_iters(100);
    let result = Executor::new(problem, solver).configure(start).run();
    is_minimum(result.unwrap().state().get_best_param().unwrap());
}

#[test]
fn argmin_uses_hessians() {
    let problem = Problem::new(|x: &Vec<f64>| rosenbrock(x)).gradient(|x: &Vec<f64>| gradient(x));
    let problem = problem.hessian(|x: &Vec<f64>| hessian(x));
    let solver = TrustRegion::new(Steihaug::new());
    let result = Executor::new(problem, solver)
        .configure(|state| state.param(START.to_vec()).max_iters(100))
        .run();
    is_minimum(result.unwrap().state().get_best_param().unwrap());
}

#[test]
fn a_problem_gives_what_its_closures_give() {
    let x = vec![0.5, 2.0];
    let problem = Problem::new(|x: &Vec<f64>| vec![x[0] * x[1], x[0]])
        .jacobian(|x: &Vec<f64>| vec![vec![x[1], x[0]], vec![1.0, 0.0]])
        .hessian(|_: &Vec<f64>| 7)
        .gradient(|_: &Vec<f64>| 8);
    assert_eq!(
        (problem.apply(&x).unwrap(), problem.cost(&x).unwrap()),
        (vec![1.0, 0.5], vec![1.0, 0.5])
    );
    assert_eq!(Jacobian::jacobian(&problem, &x).unwrap(), [[2.0, 0.5], [1.0, 0.0]]);
    assert_eq!(
        (
            Hessian::hessian(&problem, &x).unwrap(),
            Gradient::gradient(&problem, &x).unwrap()
        ),
        (7, 8)
    );
}

/// What `#[differentiate]` makes beside a function of a slice, by hand.
#[derive(Clone, Copy)]
struct Rosenbrock;

impl DifferentiableFn<(&[f64],)> for Rosenbrock {
    type Output = f64;

    fn value(&self, (x,): (&[f64],)) -> f64 {
        rosenbrock(x)
    }

    fn forward(&self, (x,): (&[f64],), _workspace: &mut Workspace) -> f64 {
        rosenbrock(x)
    }

    fn reverse(
        &self,
        (x,): (&[f64],),
        cotangent: &f64,
        (dx,): <(&[f64],) as Arguments>::Derivatives<'_>,
        _workspace: &mut Workspace,
    ) {
        for (k, d) in gradient(x).into_iter().enumerate() {
            dx.add_at(&[k], cotangent * d);
        }
    }
}

#[test]
fn argmin_minimises_differentiated_functions() {
    let problem = Function(Rosenbrock);
    assert_eq!(
        Gradient::gradient(&problem, &vec![0.3, 0.4]).unwrap(),
        gradient(&[0.3, 0.4])
    );
    let solver = LBFGS::new(MoreThuenteLineSearch::new(), 5);
    let result = Executor::new(problem, solver)
        .configure(|state| state.param(START.to_vec()).max_iters(100))
        .run();
    is_minimum(result.unwrap().state().get_best_param().unwrap());
}

#[test]
fn levenberg_marquardt_fits_residuals() {
    // Rosenbrock's function as a sum of squares.
    let problem = Residuals::new(
        START.to_vec(),
        |x| vec![10.0 * (x[1] - x[0] * x[0]), 1.0 - x[0]],
        |x| vec![[-20.0 * x[0], 10.0], [-1.0, 0.0]],
    );
    let (problem, report) = LevenbergMarquardt::new().minimize(problem);
    assert!(report.termination.was_successful() && report.objective_function < 1e-20);
    is_minimum(problem.params());
}

#[test]
#[should_panic(expected = "a row of the Jacobian has 3 numbers, but there are 2 parameters")]
fn jacobians_of_other_shapes_are_refused() {
    let problem = Residuals::new(START.to_vec(), |x| vec![x[0], x[1]], |_| vec![[1.0, 2.0, 3.0]; 2]);
    LevenbergMarquardt::new().minimize(problem);
}

#[test]
#[should_panic(expected = "there are no parameters")]
fn nothing_to_fit_is_refused() {
    let _ = Residuals::new(Vec::new(), |x| x.to_vec(), |_| vec![[0.0]]);
}
