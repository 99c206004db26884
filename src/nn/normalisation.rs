//! Layer and batch normalisation.

use crate::differentiate;
use num_traits::Float;
use std::vec;
use std::vec::Vec;

/// What to multiply numbers with, the largest of which has this magnitude, so that their squares are finite: a power of two, and
/// 1 for all that are not huge. So no bit of a result depends on it.
#[differentiate]
fn unit<T: Float>(largest: T) -> T {
    let mut unit = T::one();
    while largest * unit > T::from(1_048_576.0).unwrap() {
        unit = unit * T::from(0.0000152587890625).unwrap();
    }
    unit
}

/// Layer normalisation, (*x* − mean) / √(variance + `eps`) · `weight` + `bias` in each row. Ba et al. (2016).
///
/// * `input`: rows as long as `weight` and `bias`;
/// * `eps`: torch's default is 1e-5;
/// * the result: as long as the input.
///
/// # Panics
/// If the lengths do not fit together.
#[differentiate]
pub fn layer_norm<T: Float>(input: &[T], weight: &[T], bias: &[T], eps: T) -> Vec<T> {
    let mut output = vec![T::zero(); input.len()];
    layer_norm_into(input, weight, bias, eps, &mut output);
    output
}

/// [`layer_norm()`] that overwrites `output`, and allocates nothing.
///
/// # Panics
/// If the lengths do not fit together.
#[differentiate]
pub fn layer_norm_into<T: Float>(input: &[T], weight: &[T], bias: &[T], eps: T, output: &mut [T]) {
    let size = weight.len();
    assert!(
        bias.len() == size,
        "layer_norm: {} weights, but {} biases",
        size,
        bias.len()
    );
    assert!(
        size > 0 && input.len() % size == 0,
        "layer_norm: {} inputs are no rows of {}",
        input.len(),
        size
    );
    assert!(
        output.len() == input.len(),
        "layer_norm: {} inputs, but {} outputs",
        input.len(),
        output.len()
    );
    let share = T::one() / T::from(size).unwrap();
    for n in 0..input.len() / size {
        let row = &input[n * size..(n + 1) * size];
        let mut largest = T::zero();
        for x in row {
            largest = largest.max(x.abs());
        }
        let unit: T = unit(largest);
        let mut sum = T::zero();
        for x in row {
            sum = sum + *x * unit;
        }
        let mean = sum * share;
        let mut squares = T::zero();
        for x in row {
            squares = squares + (*x * unit - mean) * (*x * unit - mean);
        }
        let scale = T::one() / (squares * share + eps * unit * unit).sqrt();
        for i in 0..size {
            output[n * size + i] = (row[i] * unit - mean) * scale * weight[i] + bias[i];
        }
    }
}

/// The mean and the variance (of the population) of each channel over a batch.
///
/// * `input`: batch × `channels` × `positions`; a dense layer has one position;
/// * the result: `channels` means, and `channels` variances.
///
/// With these a training loop keeps the running averages of [`batch_norm_inference()`], where torch takes the variance of
/// the sample: times *n* / (*n* − 1), for *n* = batch · positions.
///
/// # Panics
/// If the input is empty, or not a batch of that shape.
#[differentiate]
pub fn batch_statistics<T: Float>(input: &[T], channels: usize, positions: usize) -> (Vec<T>, Vec<T>) {
    let (mut means, mut variances) = (vec![T::zero(); channels], vec![T::zero(); channels]);
    batch_statistics_into(input, positions, &mut means, &mut variances);
    (means, variances)
}

/// [`batch_statistics()`] that overwrites `means` and `variances`, one for each channel, and allocates nothing.
///
/// # Panics
/// As [`batch_statistics()`], and if there are not as many variances as means.
#[differentiate]
pub fn batch_statistics_into<T: Float>(input: &[T], positions: usize, means: &mut [T], variances: &mut [T]) {
    let channels = means.len();
    assert!(
        variances.len() == channels,
        "batch_norm: {} means, but {} variances",
        channels,
        variances.len()
    );
    assert!(
        !input.is_empty() && channels * positions > 0 && input.len() % (channels * positions) == 0,
        "batch_norm: {} inputs are no batch of {} channels of {}",
        input.len(),
        channels,
        positions
    );
    let batch = input.len() / (channels * positions);
    let share = T::one() / T::from(batch * positions).unwrap();
    for c in 0..channels {
        let mut sum = T::zero();
        for n in 0..batch {
            for i in 0..positions {
                sum = sum + input[(n * channels + c) * positions + i];
            }
        }
        let mean = sum * share;
        let mut squares = T::zero();
        for n in 0..batch {
            for i in 0..positions {
                let deviation = input[(n * channels + c) * positions + i] - mean;
                squares = squares + deviation * deviation;
            }
        }
        means[c] = mean;
        variances[c] = squares * share;
    }
}

/// Batch normalisation in training, (*x* − mean) / √(variance + `eps`) · `weight` + `bias` with the mean and the variance of
/// each channel over the batch. Ioffe and Szegedy (2015).
///
/// * `input`: batch × channels × `positions`; a dense layer has one position;
/// * `weight`, `bias`: one for each channel;
/// * `eps`: torch's default is 1e-5;
/// * the result: as long as the input.
///
/// # Panics
/// If the lengths do not fit together, or if the batch is empty.
#[differentiate]
pub fn batch_norm<T: Float>(input: &[T], weight: &[T], bias: &[T], positions: usize, eps: T) -> Vec<T> {
    let mut output = vec![T::zero(); input.len()];
    batch_norm_into(input, weight, bias, positions, eps, &mut output);
    output
}

/// [`batch_norm()`] that overwrites `output`, and allocates nothing.
///
/// # Panics
/// As [`batch_norm()`], and if the output has another length.
#[differentiate]
pub fn batch_norm_into<T: Float>(input: &[T], weight: &[T], bias: &[T], positions: usize, eps: T, output: &mut [T]) {
    let channels = weight.len();
    assert!(
        bias.len() == channels,
        "batch_norm: {} weights, but {} biases",
        channels,
        bias.len()
    );
    assert!(
        !input.is_empty() && channels * positions > 0 && input.len() % (channels * positions) == 0,
        "batch_norm: {} inputs are no batch of {} channels of {}",
        input.len(),
        channels,
        positions
    );
    assert!(
        output.len() == input.len(),
        "batch_norm: {} inputs, but {} outputs",
        input.len(),
        output.len()
    );
    let batch = input.len() / (channels * positions);
    let share = T::one() / T::from(batch * positions).unwrap();
    for c in 0..channels {
        let mut largest = T::zero();
        for n in 0..batch {
            for i in 0..positions {
                largest = largest.max(input[(n * channels + c) * positions + i].abs());
            }
        }
        let unit: T = unit(largest);
        let mut sum = T::zero();
        for n in 0..batch {
            for i in 0..positions {
                sum = sum + input[(n * channels + c) * positions + i] * unit;
            }
        }
        let mean = sum * share;
        let mut squares = T::zero();
        for n in 0..batch {
            for i in 0..positions {
                let deviation = input[(n * channels + c) * positions + i] * unit - mean;
                squares = squares + deviation * deviation;
            }
        }
        let scale = weight[c] / (squares * share + eps * unit * unit).sqrt();
        for n in 0..batch {
            for i in 0..positions {
                let at = (n * channels + c) * positions + i;
                output[at] = (input[at] * unit - mean) * scale + bias[c];
            }
        }
    }
}

/// Batch normalisation after training, with the averages that training kept. Shapes are those of [`batch_norm()`].
///
/// # Panics
/// If the lengths do not fit together.
#[differentiate]
pub fn batch_norm_inference<T: Float>(
    input: &[T],
    running_mean: &[T],
    running_var: &[T],
    weight: &[T],
    bias: &[T],
    positions: usize,
    eps: T,
) -> Vec<T> {
    let mut output = vec![T::zero(); input.len()];
    batch_norm_inference_into(
        input,
        running_mean,
        running_var,
        weight,
        bias,
        positions,
        eps,
        &mut output,
    );
    output
}

/// [`batch_norm_inference()`] that overwrites `output`, and allocates nothing.
///
/// # Panics
/// As [`batch_norm_inference()`], and if the output has another length.
#[differentiate]
#[allow(
    clippy::too_many_arguments,
    reason = "torch's, and the shapes that slices do not have"
)]
pub fn batch_norm_inference_into<T: Float>(
    input: &[T],
    running_mean: &[T],
    running_var: &[T],
    weight: &[T],
    bias: &[T],
    positions: usize,
    eps: T,
    output: &mut [T],
) {
    let channels = weight.len();
    assert!(
        bias.len() == channels && running_mean.len() == channels && running_var.len() == channels,
        "batch_norm: {} weights, but {} biases, {} means and {} variances",
        channels,
        bias.len(),
        running_mean.len(),
        running_var.len()
    );
    assert!(
        channels * positions > 0 && input.len() % (channels * positions) == 0,
        "batch_norm: {} inputs are no batch of {} channels of {}",
        input.len(),
        channels,
        positions
    );
    assert!(
        output.len() == input.len(),
        "batch_norm: {} inputs, but {} outputs",
        input.len(),
        output.len()
    );
    for c in 0..channels {
        let mean = running_mean[c];
        let scale = weight[c] / (running_var[c] + eps).sqrt();
        for n in 0..input.len() / (channels * positions) {
            for i in 0..positions {
                let at = (n * channels + c) * positions + i;
                output[at] = (input[at] - mean) * scale + bias[c];
            }
        }
    }
}
