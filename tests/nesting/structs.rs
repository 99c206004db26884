//! Derivatives of functions that take structs, called inside of differentiated functions.

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
        sum += (line.slope * x + line.at_zero - y).powi(2);
    }
    sum / xs.len() as f64
}

/// Gradient descent, as a function of its start and its rate.
#[differentiate]
fn fitted(start: &Line, rate: f64, #[constant] xs: &[f64], #[constant] ys: &[f64]) -> f64 {
    let mut line = start.clone();
    for _ in 0..5 {
        let d = loss::grad(&line, xs, ys);
        line.slope -= rate * d.slope;
        line.at_zero -= rate * d.at_zero;
    }
    loss(&line, xs, ys)
}

/// The same with arrays.
mod with_arrays {
    use differentiate::differentiate;

    #[differentiate]
    fn loss(line: &[f64], #[constant] xs: &[f64], #[constant] ys: &[f64]) -> f64 {
        let mut sum = 0.0;
        for (x, y) in xs.iter().zip(ys) {
            sum += (line[0] * x + line[1] - y).powi(2);
        }
        sum / xs.len() as f64
    }

    #[differentiate]
    pub fn fitted(start: &[f64], rate: f64, #[constant] xs: &[f64], #[constant] ys: &[f64]) -> f64 {
        let mut line = start.to_vec();
        for _ in 0..5 {
            let d: Vec<f64> = loss::grad(&line, xs, ys);
            for (w, d) in line.iter_mut().zip(&d) {
                *w -= rate * d;
            }
        }
        loss(&line, xs, ys)
    }
}

const XS: [f64; 4] = [0.0, 1.0, 2.0, 3.0];
const YS: [f64; 4] = [1.0, 2.5, 3.0, 5.5];

#[test]
fn descent_over_a_struct() {
    let start = Line {
        slope: 0.1,
        at_zero: -0.2,
    };
    fitted::check(&start, 0.05, &XS, &YS).unwrap();
    let (value, (line, rate)) = fitted::value_and_grad(&start, 0.05, &XS, &YS);
    assert_eq!(value, fitted(&start, 0.05, &XS, &YS));
    let (same, (array, same_rate)) = with_arrays::fitted::value_and_grad(&[0.1, -0.2], 0.05, &XS, &YS);
    assert_close(value, same, 1e-14);
    assert_close(line.slope, array[0], 1e-13);
    assert_close(line.at_zero, array[1], 1e-13);
    assert_close(rate, same_rate, 1e-13);
}

/// In one module, so that its functions see each other, and the types.
#[differentiate]
mod seen {
    use differentiate::Differentiable;

    #[derive(Clone, Debug, Differentiable)]
    pub struct Layer {
        pub weights: Vec<f64>,
        pub bias: f64,
    }

    #[derive(Clone, Debug, Differentiable)]
    pub struct Net {
        pub layers: Vec<Layer>,
        pub last: Layer,
        pub mean: [f64; 2],
        #[constant]
        pub scale: f64,
        pub unread: f64,
        pub units: usize,
    }

    pub fn activation(layer: &Layer, x: f64) -> f64 {
        let mut sum = layer.bias;
        for (k, w) in layer.weights.iter().enumerate() {
            sum += w * x.powi(k as i32 + 1);
        }
        sum.tanh()
    }

    pub fn output(net: &Net, x: f64) -> f64 {
        let mut sum = activation(&net.last, x);
        for layer in &net.layers {
            sum += activation(layer, x - net.mean[0]) * net.mean[1] * net.scale;
        }
        sum * net.units as f64
    }

    /// u″ + u, with a direction that leaves the network as it is.
    pub fn curvature(net: &Net, x: f64, #[constant] still: &NetTangent) -> f64 {
        let (_, along_x) = output::hvp(net, x, still, 1.0);
        along_x + output(net, x)
    }

    /// A step down the slope of the squared output, by hand, and the output there.
    pub fn after_a_step(net: &Net, x: f64, rate: f64) -> f64 {
        let (value, (slope, _)) = output::value_and_grad(net, x);
        let mut moved = net.clone();
        for (layer, slope) in moved.layers.iter_mut().zip(&slope.layers) {
            for (w, d) in layer.weights.iter_mut().zip(&slope.weights) {
                *w -= rate * value * d;
            }
            layer.bias -= rate * value * slope.bias;
        }
        moved.last.bias -= rate * slope.last.bias * slope.mean[1];
        output(&moved, x)
    }

    /// The derivative along a gradient, and one pulled back.
    pub fn along_the_slope(net: &Net, x: f64) -> f64 {
        let (slope, along_x) = output::grad(net, x);
        let (value, along) = output::jvp(net, x, &slope, along_x);
        let (_, (pulled, _)) = output::vjp(net, x, along);
        value * along + pulled.mean[0] * pulled.unread + pulled.last.weights[0]
    }
}

use seen::{Layer, Net};

fn net() -> Net {
    let layer = |shift: f64| Layer {
        weights: vec![0.3 + shift, -0.5],
        bias: 0.1 - shift,
    };
    Net {
        layers: vec![layer(0.0), layer(0.4)],
        last: layer(-0.2),
        mean: [0.2, 0.7],
        scale: 1.5,
        unread: 2.0,
        units: 2,
    }
}

#[test]
fn networks_of_structs() {
    let net = net();
    let still = net.zero_tangent();
    seen::curvature::check(&net, 0.4, &still).unwrap();
    seen::after_a_step::check(&net, 0.4, 0.1).unwrap();
    seen::along_the_slope::check(&net, 0.4).unwrap();
    assert_eq!(
        seen::curvature::value_and_grad(&net, 0.4, &still).0,
        seen::curvature(&net, 0.4, &still)
    );
    // Over any scalar a field that takes no derivative has no part in a gradient that is a direction, either.
    let (_, (slope, along_x)) = seen::along_the_slope::value_and_grad(&net, 0.4);
    let (_, along) = seen::along_the_slope::jvp(&net, 0.4, &slope, along_x);
    assert_close(along, slope.norm_squared() + along_x * along_x, 1e-12);
    let step = 1e-4;
    let at = |x: f64| seen::output(&net, x);
    let second = (at(0.4 + step) - 2.0 * at(0.4) + at(0.4 - step)) / (step * step);
    assert_close(seen::curvature(&net, 0.4, &still), second + at(0.4), 1e-6);
}

/// Derivatives of functions that call derivatives, and of those that call these: third and fourth order over a struct.
#[differentiate]
mod deep {
    use differentiate::Differentiable;

    #[derive(Clone, Debug, Differentiable)]
    pub struct Spring {
        pub stiffness: f64,
        pub rest: f64,
        pub knots: Vec<f64>,
        pub unread: [f64; 2],
    }

    pub fn energy(spring: &Spring, x: f64) -> f64 {
        let mut sum = spring.stiffness * (x - spring.rest).powi(4);
        for (k, knot) in spring.knots.iter().enumerate() {
            sum += (knot * x).sin() * (k as f64 + 1.0);
        }
        sum
    }

    pub fn force(spring: &Spring, x: f64) -> f64 {
        let (_, slope) = energy::grad(spring, x);
        -slope
    }

    pub fn hardness(spring: &Spring, x: f64) -> f64 {
        let (slope, along_x) = force::grad(spring, x);
        let mut moved = spring.clone();
        moved.stiffness += 0.1 * slope.stiffness + slope.unread[1];
        for (knot, d) in moved.knots.iter_mut().zip(&slope.knots) {
            *knot -= 0.05 * d;
        }
        along_x * force(&moved, x)
    }

    /// Along the gradient of the energy.
    pub fn bent(spring: &Spring, x: f64) -> f64 {
        let direction = energy::grad(spring, x).0;
        let (product, along_x) = force::hvp(spring, x, &direction, 1.0);
        let (value, along) = energy::jvp(spring, x, &product, along_x);
        value + along + hardness::grad(spring, x).1
    }
}

/// The same with numbers alone.
mod deep_with_numbers {
    use differentiate::differentiate;

    #[differentiate]
    fn energy(stiffness: f64, rest: f64, knots: &[f64], x: f64) -> f64 {
        let mut sum = stiffness * (x - rest).powi(4);
        for (k, knot) in knots.iter().enumerate() {
            sum += (knot * x).sin() * (k as f64 + 1.0);
        }
        sum
    }

    #[differentiate]
    fn force(stiffness: f64, rest: f64, knots: &[f64], x: f64) -> f64 {
        let (_, _, _, slope) = energy::grad(stiffness, rest, knots, x);
        -slope
    }

    #[differentiate]
    pub fn hardness(stiffness: f64, rest: f64, knots: &[f64], x: f64) -> f64 {
        let (ds, _, dk, along_x) = force::grad(stiffness, rest, knots, x);
        let mut moved = knots.to_vec();
        for (knot, d) in moved.iter_mut().zip(&dk) {
            *knot -= 0.05 * d;
        }
        along_x * force(stiffness + 0.1 * ds, rest, &moved, x)
    }
}

#[test]
fn derivatives_over_structs_nest_to_any_depth() {
    let (knots, x) = (vec![0.7, -1.1], 0.9);
    let spring = deep::Spring {
        stiffness: 1.3,
        rest: 0.2,
        knots: knots.clone(),
        unread: [0.5, 0.25],
    };
    deep::force::check(&spring, x).unwrap();
    deep::hardness::check(&spring, x).unwrap();
    deep::bent::check(&spring, x).unwrap();
    let (value, (slope, along_x)) = deep::hardness::value_and_grad(&spring, x);
    let (same, (ds, dr, dk, dx)) = deep_with_numbers::hardness::value_and_grad(1.3, 0.2, &knots, x);
    for (found, expected) in [
        (value, same),
        (slope.stiffness, ds),
        (slope.rest, dr),
        (slope.knots[0], dk[0]),
        (slope.knots[1], dk[1]),
        (along_x, dx),
    ] {
        assert_close(found, expected, 1e-12);
    }
    assert_eq!(slope.unread, [0.0, 0.0]);
    let (of_slope, of_x) = deep::hardness::hvp(&spring, x, &slope, along_x);
    let (hs, hr, hk, hx) = deep_with_numbers::hardness::hvp(1.3, 0.2, &knots, x, ds, dr, &dk, dx);
    for (found, expected) in [
        (of_slope.stiffness, hs),
        (of_slope.rest, hr),
        (of_slope.knots[1], hk[1]),
        (of_x, hx),
    ] {
        assert_close(found, expected, 1e-10);
    }
}

/// Derivatives of methods, as methods and by their paths.
#[derive(Clone, Debug, Differentiable)]
struct Well {
    depth: f64,
    width: f64,
}

#[differentiate]
impl Well {
    fn potential(&self, x: f64) -> f64 {
        -self.depth * (-(x / self.width).powi(2)).exp()
    }

    fn shape(x: f64) -> f64 {
        x.sin() * x
    }

    fn force(&self, x: f64) -> f64 {
        let (_, slope) = self.potential_grad(x);
        -slope
    }

    fn widened(&self, x: f64, rate: f64) -> f64 {
        let (value, (slope, along)) = Well::potential_value_and_grad(self, x);
        let moved = Well {
            depth: self.depth - rate * slope.depth,
            width: self.width - rate * slope.width * along,
        };
        moved.force(x) * value + Self::shape_grad(x) * self.force_grad(x).1
    }
}

#[test]
fn derivatives_of_methods() {
    let well = Well { depth: 1.3, width: 0.8 };
    let (x, step) = (0.4, 1e-6);
    assert_close(
        well.force(x),
        -(well.potential(x + step) - well.potential(x - step)) / (2.0 * step),
        1e-8,
    );
    well.force_check(x).unwrap();
    well.widened_check(x, 0.1).unwrap();
    let (hessian, _, _) = well.widened_hessian(x, 0.1);
    let at = |depth: f64| {
        let well = Well { depth, width: 0.8 };
        well.widened_grad(x, 0.1).0.width
    };
    let step = 1e-5;
    assert_close(
        hessian[0].0.width,
        (at(1.3 + step) - at(1.3 - step)) / (2.0 * step),
        1e-7,
    );
}
