//! Steps along tangents and arithmetic with them inside of differentiated functions, as one writes them outside.

use super::assert_close;
use differentiate::{differentiate, Differentiable, Tangent};

#[derive(Clone, Debug, Differentiable)]
struct Line {
    slope: f64,
    at_zero: f64,
}

#[differentiate]
fn loss(line: &Line, #[constant] xs: &[f64], #[constant] ys: &[f64]) -> f64 {
    let mut sum = 0.0;
    for (x, y) in xs.iter().zip(ys) {
        sum += (line.slope * x + line.at_zero.powi(3) - y).powi(2);
    }
    sum / xs.len() as f64
}

/// Gradient descent.
#[differentiate]
fn fitted(start: &Line, rate: f64, #[constant] xs: &[f64], #[constant] ys: &[f64]) -> f64 {
    let mut line = start.clone();
    for _ in 0..5 {
        let d = loss::grad(&line, xs, ys);
        line.step(&d, -rate);
    }
    loss(&line, xs, ys)
}

/// The same field by field.
#[differentiate]
fn fitted_by_hand(start: &Line, rate: f64, #[constant] xs: &[f64], #[constant] ys: &[f64]) -> f64 {
    let mut line = start.clone();
    for _ in 0..5 {
        let d = loss::grad(&line, xs, ys);
        line.slope += -rate * d.slope;
        line.at_zero += -rate * d.at_zero;
    }
    loss(&line, xs, ys)
}

/// Descent with momentum.
#[differentiate]
fn with_momentum(start: &Line, rate: f64, beta: f64, #[constant] xs: &[f64], #[constant] ys: &[f64]) -> f64 {
    let mut line = start.clone();
    let mut velocity = line.zero_tangent();
    for _ in 0..5 {
        let d = loss::grad(&line, xs, ys);
        velocity.scale(beta);
        velocity.add_scaled(&d, 1.0);
        line.step(&velocity, -rate);
    }
    loss(&line, xs, ys)
}

/// A gradient of bounded length.
#[differentiate]
fn clipped(start: &Line, most: f64, #[constant] xs: &[f64], #[constant] ys: &[f64]) -> f64 {
    let mut d = loss::grad(start, xs, ys);
    let norm = d.norm();
    if norm > most {
        d.scale(most / norm);
    }
    let mut line = start.clone();
    line.step(&d, -0.1);
    loss(&line, xs, ys) + d.norm_squared() * d.dot(&d)
}

/// Twice a gradient, or nothing.
#[differentiate]
fn summed(start: &Line, k: f64, #[constant] xs: &[f64], #[constant] ys: &[f64]) -> f64 {
    let mut d = loss::grad(start, xs, ys);
    let same = loss::grad(start, xs, ys);
    d.add(&same);
    if k < 0.0 {
        d.set_zero();
    }
    let mut line = start.clone();
    line.step(&d, -k);
    loss(&line, xs, ys)
}

const XS: [f64; 4] = [0.0, 1.0, 2.0, 3.0];
const YS: [f64; 4] = [1.0, 2.5, 3.0, 5.5];

fn line() -> Line {
    Line {
        slope: 0.3,
        at_zero: 0.6,
    }
}

#[test]
fn a_step_is_what_it_does_to_each_field() {
    assert_eq!(fitted(&line(), 0.01, &XS, &YS), fitted_by_hand(&line(), 0.01, &XS, &YS));
    let (value, (of_line, of_rate)) = fitted::value_and_grad(&line(), 0.01, &XS, &YS);
    let (same, (by_hand, rate_by_hand)) = fitted_by_hand::value_and_grad(&line(), 0.01, &XS, &YS);
    assert_eq!(value, same);
    for (got, expected) in of_line.to_flat().into_iter().zip(by_hand.to_flat()) {
        assert_close(got, expected, 1e-13);
    }
    assert_close(of_rate, rate_by_hand, 1e-13);
    let (rows, (row_of_rate, second)) = fitted::hessian(&line(), 0.01, &XS, &YS);
    let (rows_by_hand, (row_by_hand, second_by_hand)) = fitted_by_hand::hessian(&line(), 0.01, &XS, &YS);
    for ((row, mixed), (by_hand, mixed_by_hand)) in rows.iter().zip(&rows_by_hand) {
        assert_close(row.slope, by_hand.slope, 1e-12);
        assert_close(row.at_zero, by_hand.at_zero, 1e-12);
        assert_close(*mixed, *mixed_by_hand, 1e-12);
    }
    assert_close(row_of_rate.slope, row_by_hand.slope, 1e-12);
    assert_close(second, second_by_hand, 1e-12);
}

#[test]
fn arithmetic_of_tangents() {
    with_momentum::check(&line(), 0.01, 0.7, &XS, &YS).unwrap();
    for most in [0.5, 1e3] {
        clipped::check(&line(), most, &XS, &YS).unwrap();
    }
    for k in [0.01, -0.01] {
        summed::check(&line(), k, &XS, &YS).unwrap();
    }
}

/// Differences of gradients in the number behind the line, in steps of 1e-5.
fn second<G: Tangent>(gradient: impl Fn(f64) -> G, at: f64) -> Vec<f64> {
    let [after, before] = [1e-5, -1e-5].map(|by| gradient(at + by).to_flat());
    after
        .iter()
        .zip(before)
        .map(|(after, before)| (after - before) / 2e-5)
        .collect()
}

#[test]
fn arithmetic_of_tangents_has_all_derivatives() {
    let still = line().zero_tangent();
    let close = |got: Vec<f64>, expected: Vec<f64>| {
        let pairs = got.into_iter().zip(expected);
        pairs.for_each(|(got, expected)| assert_close(got, expected, 1e-5));
    };
    let product = with_momentum::hvp(&line(), 0.01, 0.7, &XS, &YS, &still, 1.0, 0.0);
    close(
        product.to_flat(),
        second(|rate| with_momentum::grad(&line(), rate, 0.7, &XS, &YS), 0.01),
    );
    let product = clipped::hvp(&line(), 0.5, &XS, &YS, &still, 1.0);
    close(
        product.to_flat(),
        second(|most| clipped::grad(&line(), most, &XS, &YS), 0.5),
    );
    let product = summed::hvp(&line(), 0.01, &XS, &YS, &still, 1.0);
    close(product.to_flat(), second(|k| summed::grad(&line(), k, &XS, &YS), 0.01));
}

#[derive(Clone, Debug, Differentiable)]
struct Layer {
    weights: Vec<f64>,
    bias: [f64; 2],
}

#[derive(Clone, Debug, Differentiable)]
struct Net {
    layers: Vec<Layer>,
    last: Layer,
    pair: (f64, f64),
    #[constant]
    scale: f64,
    units: usize,
}

#[differentiate]
fn output(net: &Net, x: f64) -> f64 {
    let mut h = x;
    for layer in &net.layers {
        let mut sum = layer.bias[0];
        for w in &layer.weights {
            sum += w * h;
        }
        h = sum.tanh() + layer.bias[1];
    }
    let mut sum = net.last.bias[1] * net.pair.0 * net.scale;
    for w in &net.last.weights {
        sum += w * w * h * net.pair.1;
    }
    sum * net.units as f64
}

#[differentiate]
fn trained(net: &Net, x: f64, rate: f64, beta: f64) -> f64 {
    let mut net = net.clone();
    let mut velocity = net.zero_tangent();
    for _ in 0..3 {
        let (value, (slope, _)) = output::value_and_grad(&net, x);
        velocity.scale(beta);
        velocity.add_scaled(&slope, value - 1.0);
        net.step(&velocity, -rate);
    }
    (output(&net, x) - 1.0).powi(2) + velocity.norm_squared() + velocity.norm()
}

#[differentiate]
fn after_a_step(net: &Net, x: f64, rate: f64) -> f64 {
    let mut moved = net.clone();
    let (slope, _) = output::grad(net, x);
    moved.step(&slope, -rate);
    output(&moved, x) * slope.norm_squared()
}

#[test]
fn steps_of_structs_in_structs() {
    let layer = |weights: &[f64], bias| Layer {
        weights: weights.to_vec(),
        bias,
    };
    let net = Net {
        layers: vec![layer(&[0.3, 0.2], [0.1, 0.5]), layer(&[-0.3], [0.4, 0.2])],
        last: layer(&[0.5, 0.9, 0.1], [0.3, 0.8]),
        pair: (0.3, 1.1),
        scale: 1.3,
        units: 2,
    };
    trained::check(&net, 0.7, 0.05, 0.6).unwrap();
    after_a_step::check(&net, 0.7, 0.05).unwrap();
    let got = after_a_step::hvp(&net, 0.7, 0.05, &net.zero_tangent(), 0.0, 1.0).to_flat();
    let expected = second(|rate| after_a_step::grad(&net, 0.7, rate), 0.05);
    assert_eq!(got.len(), expected.len());
    for (got, expected) in got.into_iter().zip(expected) {
        assert_close(got, expected, 1e-6);
    }
}

/// A step of the user's own is that.
mod own {
    use differentiate::{differentiate, Differentiable};

    #[derive(Clone, Copy, Debug, Differentiable)]
    pub struct Body {
        pub at: f64,
        pub speed: f64,
    }

    #[differentiate]
    impl Body {
        pub fn step(&mut self, force: f64, dt: f64) {
            self.speed += force * dt;
            self.at += self.speed * dt;
        }

        pub fn norm(&self) -> f64 {
            self.at * self.at * self.speed
        }
    }

    #[differentiate]
    pub fn flown(start: &Body, force: f64) -> f64 {
        let mut body = *start;
        for _ in 0..3 {
            body.step(force, 0.1);
        }
        body.norm()
    }
}

#[test]
fn a_step_of_the_users_own_is_that() {
    let start = own::Body { at: 0.5, speed: 1.5 };
    own::flown::check(&start, 2.0).unwrap();
    let (_, of_force) = own::flown::hvp(&start, 2.0, &start.zero_tangent(), 1.0);
    let expected = second(|force| own::flown::grad(&start, force), 2.0);
    assert_close(of_force, expected[2], 1e-7);
}
