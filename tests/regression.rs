//! Linear, ridge, logistic and softmax regression: plain losses under the attribute, minimised to reference solutions.
#![allow(missing_docs, reason = "losses speak for themselves")]
#![allow(clippy::needless_range_loop, reason = "formulas with indices, as users write them")]

use differentiate::differentiate;
use differentiate::least_squares::{normal_equations, GaussNewton, LevenbergMarquardt};
use differentiate::minimize::{Bfgs, ConjugateGradient, Lbfgs, Minimum};
use serde_json::Value;

/// Largest deviation from a solution, relative to max(1, |w|).
const TOLERANCE: f64 = 1e-8;

/// The columns of a data set but the last, and the last.
fn read(file: &str) -> (Vec<Vec<f64>>, Vec<f64>) {
    let lines = file.lines().skip(1);
    let rows = lines.map(|line| line.split(',').map(|number| number.parse().unwrap()).collect());
    let split = |mut row: Vec<f64>| {
        let last = row.pop().unwrap();
        (row, last)
    };
    rows.map(split).unzip()
}

/// Gives each column the mean 0 and the standard deviation 1 (division by n).
fn standardise(rows: &mut [Vec<f64>]) {
    let n = rows.len() as f64;
    for j in 0..rows[0].len() {
        let mean = rows.iter().map(|row| row[j]).sum::<f64>() / n;
        let variance = rows.iter().map(|row| (row[j] - mean).powi(2)).sum::<f64>() / n;
        rows.iter_mut()
            .for_each(|row| row[j] = (row[j] - mean) / variance.sqrt());
    }
}

fn solutions() -> Value {
    serde_json::from_str(include_str!("golden/training.json")).unwrap()
}

fn floats(json: &Value) -> Vec<f64> {
    json.as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect()
}

#[track_caller]
fn assert_reaches(method: &str, w: &[f64], solution: &[f64]) {
    assert_eq!(w.len(), solution.len());
    let deviations = w.iter().zip(solution).map(|(w, s)| (w - s).abs() / s.abs().max(1.0));
    let worst = deviations.fold(0.0, f64::max);
    println!("{method}: {worst:.1e}");
    assert!(worst <= TOLERANCE, "{method}: {worst}");
}

/// The prediction of a linear model whose last coefficient is the intercept.
#[differentiate]
fn linear(w: &[f64], #[constant] x: &[f64]) -> f64 {
    let mut sum = w[x.len()];
    for j in 0..x.len() {
        sum += w[j] * x[j];
    }
    sum
}

/// The sum of squared residuals, and of squared coefficients times `ridge`.
#[differentiate]
fn squares(w: &[f64], #[constant] rows: &[Vec<f64>], #[constant] targets: &[f64], #[constant] ridge: f64) -> f64 {
    let mut sum = 0.0;
    for (row, target) in rows.iter().zip(targets) {
        sum += (linear(w, row) - target).powi(2);
    }
    for j in 0..w.len() - 1 {
        sum += ridge * w[j].powi(2);
    }
    sum
}

/// The mean negative log-likelihood of labels 0 and 1, with ½·λ times the squared weights.
#[differentiate]
fn logistic(w: &[f64], #[constant] rows: &[Vec<f64>], #[constant] labels: &[f64], #[constant] lambda: f64) -> f64 {
    let mut sum = 0.0;
    for (row, label) in rows.iter().zip(labels) {
        let score = linear(w, row);
        // ln(1 + exp(score)) − label·score, without overflow.
        sum += score.max(0.0) + (-score.abs()).exp().ln_1p() - label * score;
    }
    let mut penalty = 0.0;
    for j in 0..w.len() - 1 {
        penalty += w[j].powi(2);
    }
    sum / rows.len() as f64 + 0.5 * lambda * penalty
}

/// The mean cross-entropy of a linear model for each class, with ½·λ times the squared weights.
#[differentiate]
fn softmax(
    w: &[[f64; 5]; 3],
    #[constant] rows: &[Vec<f64>],
    #[constant] labels: &[f64],
    #[constant] lambda: f64,
) -> f64 {
    let mut sum = 0.0;
    for (row, label) in rows.iter().zip(labels) {
        let mut scores = [0.0; 3];
        for k in 0..3 {
            scores[k] = linear(&w[k], row);
        }
        let largest = scores[0].max(scores[1]).max(scores[2]);
        let mut total = 0.0;
        for k in 0..3 {
            total += (scores[k] - largest).exp();
        }
        sum += largest + total.ln() - scores[*label as usize];
    }
    let mut penalty = 0.0;
    for k in 0..3 {
        for j in 0..4 {
            penalty += w[k][j].powi(2);
        }
    }
    sum / rows.len() as f64 + 0.5 * lambda * penalty
}

#[test]
fn linear_regression_by_every_way() {
    let (rows, targets) = read(include_str!("golden/datasets/diabetes.csv"));
    let golden = &solutions()["diabetes_linear_regression"];
    let solution = floats(&golden["coefficients_then_intercept"]);
    let design: Vec<Vec<f64>> = rows.iter().map(|row| [&row[..], &[1.0]].concat()).collect();
    assert_reaches(
        "normal equations",
        &normal_equations(&design, &targets, &[]).unwrap(),
        &solution,
    );

    let start = &[0.0; 11][..];
    let model = |w: &[f64], row: &Vec<f64>| linear(w, row);
    let grad = |w: &[f64], row: &Vec<f64>| linear::grad(w, row);
    let fit = GaussNewton::new().fit(start, &rows, &targets, model, grad).unwrap();
    assert_reaches("Gauss–Newton", &fit.x, &solution);
    let sum = golden["residual_sum_of_squares"].as_f64().unwrap();
    assert!((fit.residual_sum_of_squares / sum - 1.0).abs() < 1e-13);
    let fit = LevenbergMarquardt::new()
        .fit(start, &rows, &targets, model, grad)
        .unwrap();
    assert_reaches("Levenberg–Marquardt", &fit.x, &solution);

    let loss = |w: &[f64]| squares::value_and_grad(w, &rows, &targets, 0.0);
    let minimum = Lbfgs::new().gtol(1e-7).ftol(0.0).minimize(start, loss).unwrap();
    println!(
        "{} evaluations, {}, {:e}",
        minimum.evaluations, minimum.termination, minimum.gradient_norm
    );
    assert_reaches("L-BFGS", &minimum.x, &solution);
}

#[test]
fn ridge_regression_leaves_the_intercept_alone() {
    let (rows, targets) = read(include_str!("golden/datasets/diabetes.csv"));
    let golden = &solutions()["diabetes_linear_regression"]["ridge"];
    let solution = floats(&golden["coefficients_then_intercept"]);
    let design: Vec<Vec<f64>> = rows.iter().map(|row| [&row[..], &[1.0]].concat()).collect();
    let ridge = [&[1.0; 10][..], &[0.0]].concat();
    assert_reaches(
        "normal equations",
        &normal_equations(&design, &targets, &ridge).unwrap(),
        &solution,
    );
    let loss = |w: &[f64]| squares::value_and_grad(w, &rows, &targets, 1.0);
    let minimum = Lbfgs::new()
        .gtol(1e-7)
        .ftol(0.0)
        .minimize(&[0.0; 11][..], loss)
        .unwrap();
    println!(
        "{} evaluations, {}, {:e}",
        minimum.evaluations, minimum.termination, minimum.gradient_norm
    );
    assert_reaches("L-BFGS", &minimum.x, &solution);
}

#[test]
fn logistic_regression_by_gradients() {
    let (mut rows, labels) = read(include_str!("golden/datasets/breast_cancer.csv"));
    standardise(&mut rows);
    for golden in solutions()["breast_cancer_logistic_regression"]["solutions"]
        .as_array()
        .unwrap()
    {
        let solution = floats(&golden["weights_then_bias"]);
        let lambda = golden["lambda"].as_f64().unwrap();
        let loss = |w: &[f64]| logistic::value_and_grad(w, &rows, &labels, lambda);
        let start = &[0.0; 31][..];
        let minima: [(&str, Minimum<Vec<f64>>); 3] = [
            (
                "L-BFGS",
                Lbfgs::new().gtol(1e-12).ftol(0.0).minimize(start, loss).unwrap(),
            ),
            ("BFGS", Bfgs::new().gtol(1e-12).minimize(start, loss).unwrap()),
            (
                "CG",
                ConjugateGradient::new().gtol(1e-12).minimize(start, loss).unwrap(),
            ),
        ];
        for (method, minimum) in minima {
            println!("{method}: {} evaluations, {}", minimum.evaluations, minimum.termination);
            assert_reaches(method, &minimum.x, &solution);
            assert!((minimum.value - golden["objective"].as_f64().unwrap()).abs() < 1e-15);
        }
    }
}

#[test]
fn softmax_regression_by_gradients() {
    let (mut rows, labels) = read(include_str!("golden/datasets/iris.csv"));
    standardise(&mut rows);
    let golden = &solutions()["iris_softmax_regression"];
    let solution: Vec<f64> = golden["weights_then_bias_by_class"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(floats)
        .collect();
    let loss = |w: &[[f64; 5]; 3]| softmax::value_and_grad(w, &rows, &labels, 0.01);
    let start = [[0.0; 5]; 3];
    for (method, minimum) in [
        (
            "L-BFGS",
            Lbfgs::new().gtol(1e-12).ftol(0.0).minimize(&start, loss).unwrap(),
        ),
        ("BFGS", Bfgs::new().gtol(1e-12).minimize(&start, loss).unwrap()),
        (
            "CG",
            ConjugateGradient::new().gtol(1e-12).minimize(&start, loss).unwrap(),
        ),
    ] {
        // From zero the biases keep their sum, zero: the loss does not depend on it.
        println!("{method}: {} evaluations, {}", minimum.evaluations, minimum.termination);
        assert_reaches(method, minimum.x.as_flattened(), &solution);
    }
}
