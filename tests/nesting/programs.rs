//! What people nest derivatives for.

use super::assert_close;
use differentiate::differentiate;

/// Two levels: the loss of a fit by gradient descent, as a function of where it starts and of the rate. Everything is in
/// one module, so that its functions see each other.
#[differentiate]
mod meta_learning {
    pub fn loss(w: &[f64], #[constant] xs: &[f64], #[constant] ys: &[f64]) -> f64 {
        let residuals = xs.iter().zip(ys).map(|(x, y)| w[0] + w[1] * x - y);
        residuals.map(|r| r * r).sum::<f64>() / xs.len() as f64
    }

    pub fn fitted(start: &[f64], rate: f64, #[constant] xs: &[f64], #[constant] ys: &[f64]) -> f64 {
        let mut w = start.to_vec();
        for _ in 0..15 {
            let slope = loss::grad(&w, xs, ys);
            for (w, slope) in w.iter_mut().zip(&slope) {
                *w -= rate * slope;
            }
        }
        loss(&w, xs, ys)
    }
}

#[test]
fn gradient_descent_is_differentiated_in_its_rate_and_its_start() {
    use meta_learning::fitted;
    let (xs, ys) = ([0.0, 1.0, 2.0, 3.0], [1.0, 2.5, 3.0, 5.5]);
    fitted::check(&[0.1, -0.2], 0.05, &xs, &ys).unwrap();
    let (hessian, step) = (fitted::hessian(&[0.1, -0.2], 0.05, &xs, &ys), 1e-5);
    let at = |rate: f64| fitted::grad(&[0.1, -0.2], rate, &xs, &ys).1;
    assert_close(hessian.1 .1, (at(0.05 + step) - at(0.05 - step)) / (2.0 * step), 1e-6);
}

/// A root by Newton's method, whose slope is a derivative itself; that of the root is known from the equation.
#[differentiate]
fn kepler(e: f64, mean: f64, eccentricity: f64) -> f64 {
    e - eccentricity * e.sin() - mean
}

#[differentiate]
fn anomaly(mean: f64, eccentricity: f64) -> f64 {
    let mut e = mean;
    while kepler(e, mean, eccentricity).abs() > 1e-14 {
        let (residual, (slope, _, _)) = kepler::value_and_grad(e, mean, eccentricity);
        e -= residual / slope;
    }
    e
}

#[test]
fn newtons_iteration_is_differentiated() {
    let (mean, eccentricity) = (0.8, 0.3);
    let e = anomaly(mean, eccentricity);
    let (dm, de) = anomaly::grad(mean, eccentricity);
    let slope = 1.0 - eccentricity * e.cos();
    assert_close(dm, 1.0 / slope, 1e-12);
    assert_close(de, e.sin() / slope, 1e-12);
    let second = -eccentricity * e.sin() / slope.powi(3);
    assert_close(anomaly::hessian(mean, eccentricity).0 .0, second, 1e-10);
}

/// A network u(x) and the loss of u″ + u = 0 with u(0) = 1: second derivatives in the input, first ones in the weights.
#[differentiate]
fn network(x: f64, weights: &[f64]) -> f64 {
    let mut sum = 0.0;
    for unit in weights.chunks_exact(3) {
        sum += unit[2] * (unit[0] * x + unit[1]).tanh();
    }
    sum
}

#[differentiate]
fn curvature(x: f64, weights: &[f64]) -> f64 {
    let (along_x, _) = network::hvp(x, weights, 1.0, &vec![0.0; weights.len()]);
    along_x
}

#[differentiate]
fn physics_informed(weights: &[f64], #[constant] points: &[f64]) -> f64 {
    let mut loss = (network(0.0, weights) - 1.0).powi(2);
    for &x in points {
        loss += (curvature(x, weights) + network(x, weights)).powi(2);
    }
    loss
}

#[test]
fn physics_informed_loss() {
    let (weights, points) = ([0.4, -0.1, 0.7, -0.9, 0.3, 0.5], [0.1, 0.5, 0.9]);
    physics_informed::check(&weights, &points).unwrap();
    let ones = [1.0; 6];
    let product = physics_informed::hvp(&weights, &points, &ones);
    let step = 1e-5;
    let moved = |by: f64| physics_informed::grad(&weights.map(|w| w + by), &points);
    for ((product, above), below) in product.iter().zip(moved(step)).zip(moved(-step)) {
        assert_close(*product, (above - below) / (2.0 * step), 1e-6);
    }
}

/// min over x of max over y, by gradient descent around gradient ascent.
#[differentiate]
fn saddle(x: &[f64], y: &[f64]) -> f64 {
    let square = |v: &[f64]| v[0] * v[0] + v[1] * v[1];
    square(x) - square(y) + x[0] * y[1]
}

#[differentiate]
fn best_answer(x: &[f64]) -> f64 {
    let mut y = vec![0.5, 0.5];
    for _ in 0..200 {
        let (_, slope) = saddle::grad(x, &y);
        let slope: Vec<f64> = slope;
        for (y, slope) in y.iter_mut().zip(&slope) {
            *y += 0.1 * slope;
        }
    }
    saddle(x, &y)
}

#[test]
fn gradients_inside_of_gradients_find_a_saddle() {
    let mut x = [0.9, -0.4];
    for _ in 0..300 {
        let slope = best_answer::grad(&x);
        x = [x[0] - 0.05 * slope[0], x[1] - 0.05 * slope[1]];
    }
    assert!(x.iter().all(|x| x.abs() < 1e-9), "{x:?}");
    // max over y is |x|² + x₀²/4.
    let slope = best_answer::grad(&[0.9, -0.4]);
    assert_close(slope[0], 2.5 * 0.9, 1e-9);
    assert_close(slope[1], -0.8, 1e-9);
}

/// A charged particle on its way past two charges, by Euler's method: the force is a gradient. How far it gets is
/// differentiated twice in the strength of one charge.
#[differentiate]
fn potential(at: [f64; 2], w: f64) -> f64 {
    let distance = |x: f64, y: f64| ((at[0] - x).powi(2) + (at[1] - y).powi(2)).sqrt();
    1.0 / distance(10.0, 10.0 - w) + 1.0 / distance(10.0, 0.0)
}

#[differentiate]
fn landing(w: f64) -> f64 {
    let (mut x, mut v) = ([0.0, 8.0], [0.75, 0.0]);
    let dt = 0.1;
    loop {
        let (slope, _): ([f64; 2], f64) = potential::grad(x, w);
        let next = [x[0] + dt * v[0], x[1] + dt * v[1]];
        if next[1] <= 0.0 {
            break;
        }
        v = [v[0] - dt * slope[0], v[1] - dt * slope[1]];
        x = next;
    }
    let rest = -x[1] / v[1];
    let end = x[0] + rest * v[0];
    end * end
}

#[test]
fn newtons_method_steers_the_particle() {
    let mut w = 0.0;
    for _ in 0..10 {
        w -= landing::grad(w) / landing::hessian(w);
    }
    let (value, slope) = landing::value_and_grad(w);
    assert!(slope.abs() < 1e-9, "{slope}");
    assert!(value < landing(0.0));
    landing::check(0.1).unwrap();
}
