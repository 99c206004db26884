//! Layer and batch normalisation.

use crate::differentiate;
use num_traits::Float;
use std::vec;
use std::vec::Vec;

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
        let mut sum = T::zero();
        for x in row {
            sum = sum + *x;
        }
        let mean = sum * share;
        let mut squares = T::zero();
        for x in row {
            squares = squares + (*x - mean) * (*x - mean);
        }
        let scale = T::one() / (squares * share + eps).sqrt();
        for i in 0..size {
            output[n * size + i] = (row[i] - mean) * scale * weight[i] + bias[i];
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
    assert!(
        !input.is_empty() && channels * positions > 0 && input.len() % (channels * positions) == 0,
        "batch_norm: {} inputs are no batch of {} channels of {}",
        input.len(),
        channels,
        positions
    );
    let batch = input.len() / (channels * positions);
    let share = T::one() / T::from(batch * positions).unwrap();
    let mut means = vec![T::zero(); channels];
    let mut variances = vec![T::zero(); channels];
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
    (means, variances)
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
    let (means, variances): (Vec<T>, Vec<T>) = batch_statistics(input, weight.len(), positions);
    batch_norm_inference(input, &means, &variances, weight, bias, positions, eps)
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
    let mut output = vec![T::zero(); input.len()];
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
    output
}
