use differentiate::differentiate;

use differentiate::Workspace;

#[differentiate]
fn refused(x: &[f64], n: usize) -> f64 {
    let _ = format!("{n}"); //~ D320
    x[0] * x[1]
}

// None of these is reported.
fn gradient(x: &[f64]) -> Vec<f64> {
    let dx = refused::grad(x, 1);
    println!("{} {}", dx[0], dx.len());
    dx
}

fn value_and_gradient(x: &mut [f64]) -> f64 {
    let (y, dx) = refused::value_and_grad(x, 2);
    for (x, dx) in x.iter_mut().zip(&dx) {
        *x -= 0.1 * dx;
    }
    let norm = dx.iter().map(|d| d * d).sum::<f64>().sqrt();
    x[0] = 2.0 * dx[0] - dx[1];
    y.powi(2) + norm
}

fn in_place(x: &[f64]) -> f64 {
    let mut workspace = Workspace::new();
    let mut dx = vec![0.0; x.len()];
    let y = refused::value_and_grad_into(x, 3, &mut workspace, &mut dx);
    y + 1.0
}

fn checked(x: &[f64]) -> Result<usize, Box<dyn std::error::Error>> {
    let report = refused::check(x, 1)?;
    assert!(refused::check(x, 2).is_ok());
    Ok(report.checked())
}

fn passed_on(x: &[f64]) -> Vec<f64> {
    descend(refused::grad, x);
    let gradient = |x: &[f64]| refused::grad(x, 1);
    let minimum = (0..3).map(|n| refused::value_and_grad(x, n).0).fold(f64::INFINITY, f64::min);
    let gradients: Vec<Vec<f64>> = vec![gradient(x), refused::grad(x, minimum as usize)];
    gradients.concat()
}

fn descend(gradient: impl Fn(&[f64], usize) -> Vec<f64>, x: &[f64]) {
    gradient(x, 0);
}

fn argument_of_any_type() {
    refused::grad(&"1".parse().unwrap(), Default::default());
    refused::grad(&[], 1);
    // Even a wrong number of arguments can wait until the function is accepted.
    refused::grad();
}

fn main() {
    refused(&[1.0], 0);
    let _type = refused {};
}
