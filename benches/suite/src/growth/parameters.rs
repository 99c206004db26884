//! A network of any number of parameters, its gradient in one pass, and forward mode and differences in as many as there are
//! parameters.

use differentiate::{differentiate, Workspace};

use super::Sample;
use crate::case::{Case, Numbers, GENERATED};

/// One pass of forward mode for each parameter.
pub const FORWARD: &str = "forward mode";
/// Two evaluations for each parameter.
pub const DIFFERENCES: &str = "central differences";

const SAMPLES: usize = 4;

/// The squared error of a network with one hidden layer, on a few samples.
///
/// For each hidden unit `parameters` has its weights, its bias, and its weight in the output, whose bias is the last.
#[differentiate]
pub fn loss(parameters: &[f64], #[constant] inputs: &[f64], #[constant] targets: &[f64], hidden: usize) -> f64 {
    let width = inputs.len() / targets.len();
    let mut error = 0.0;
    for s in 0..targets.len() {
        let mut output = parameters[hidden * (width + 2)];
        for i in 0..hidden {
            let unit = i * (width + 2);
            let mut sum = parameters[unit + width];
            for j in 0..width {
                sum += parameters[unit + j] * inputs[s * width + j];
            }
            output += parameters[unit + width + 1] * sum.tanh();
        }
        error += (output - targets[s]).powi(2);
    }
    error
}

/// Inputs and hidden units of networks of 10², …, 10⁶ parameters.
pub const SHAPES: [(usize, usize); 5] = [(9, 9), (35, 27), (99, 99), (367, 271), (999, 999)];

/// How many parameters such a network has.
pub fn count(inputs: usize, hidden: usize) -> usize {
    hidden * (inputs + 2) + 1
}

/// The network with all ways to its gradient, of which those of many passes run at most `passes` of them.
pub fn sample(inputs: usize, hidden: usize, passes: usize) -> Sample {
    let mut numbers = Numbers::default();
    let size = count(inputs, hidden);
    let (samples, targets) = (numbers.list(SAMPLES * inputs), numbers.list(SAMPLES));
    let scale = 1.0 / (inputs as f64).sqrt();
    let parameters: Vec<f64> = (0..size).map(|_| scale * numbers.one()).collect();
    let parameters: &[f64] = parameters.leak();
    let value = move |at: &[f64]| loss(at, samples, targets, hidden);
    let passes = size.min(passes);
    let mut workspace = Workspace::new();
    let mut direction = vec![0.0; size];
    let mut moved = parameters.to_vec();
    let case = Case::new("network", size, move || value(parameters))
        .way(GENERATED, move |dx| {
            loss::value_and_grad_into(parameters, samples, targets, hidden, &mut workspace, dx)
        })
        .alone(FORWARD, move |dx| {
            for k in 0..passes {
                direction[k] = 1.0;
                dx[k] = loss::jvp(parameters, samples, targets, hidden, &direction).1;
                direction[k] = 0.0;
            }
        })
        .alone(DIFFERENCES, move |dx| {
            for k in 0..passes {
                let step = 1e-6;
                moved[k] = parameters[k] + step;
                let after = value(&moved);
                moved[k] = parameters[k] - step;
                dx[k] = (after - value(&moved)) / (2.0 * step);
                moved[k] = parameters[k];
            }
        });
    let each = size as f64 / passes as f64;
    Sample {
        case,
        passes: vec![1.0, each, each],
    }
}

#[cfg(test)]
mod tests {
    use super::{count, sample, DIFFERENCES, SHAPES};

    #[test]
    fn the_shapes_have_powers_of_ten_of_parameters() {
        let counts = SHAPES.map(|(inputs, hidden)| count(inputs, hidden));
        assert_eq!(counts, [100, 1000, 10_000, 100_000, 1_000_000]);
    }

    #[test]
    fn all_ways_give_the_same_gradient() {
        let mut case = sample(9, 9, usize::MAX).case;
        let gradients: Vec<(&str, Vec<f64>)> = case
            .ways
            .iter_mut()
            .map(|(name, way)| {
                let mut dx = vec![f64::NAN; case.size];
                way(&mut dx);
                (*name, dx)
            })
            .collect();
        for (name, dx) in &gradients {
            let tolerance = if *name == DIFFERENCES { 1e-7 } else { 1e-14 };
            for (one, other) in dx.iter().zip(&gradients[0].1) {
                assert!((one - other).abs() < tolerance, "{name}: {one}, not {other}");
            }
        }
    }
}
