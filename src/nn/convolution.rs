//! The convolution of images.

use crate::differentiate;
use num_traits::Float;
use std::vec;
use std::vec::Vec;

/// The 2-D convolution (in signal processing: the cross-correlation) of images with filters,
/// `y[o, i, j] = b[o] + Σ w[o, c, u, v] · x[c, i·s + u − p, j·s + v − p]`.
///
/// * `input`: images of `shape`, channels × height × width, one after the other;
/// * `weight`: filters × channels × kernel height × kernel width;
/// * `bias`: one for each filter;
/// * `stride` and `padding`: vertical and horizontal (torch's defaults: `[1, 1]` and `[0, 0]`); outside of the image is 0;
/// * the result: for each image, filters × output height × output width, where an output side is
///   (side + 2·padding − kernel) / stride + 1, rounded down.
///
/// # Panics
/// If the lengths do not fit together, a stride is zero, or the kernel is larger than the padded image.
#[differentiate]
pub fn conv2d<T: Float>(
    input: &[T],
    weight: &[T],
    bias: &[T],
    shape: [usize; 3],
    kernel: [usize; 2],
    stride: [usize; 2],
    padding: [usize; 2],
) -> Vec<T> {
    // What does not fit together is refused below.
    let height = (shape[1] + 2 * padding[0]).saturating_sub(kernel[0]) / stride[0].max(1) + 1;
    let width = (shape[2] + 2 * padding[1]).saturating_sub(kernel[1]) / stride[1].max(1) + 1;
    let images = input.len() / (shape[0] * shape[1] * shape[2]).max(1);
    let mut output = vec![T::zero(); images * bias.len() * height * width];
    conv2d_into(input, weight, bias, shape, kernel, stride, padding, &mut output);
    output
}

/// [`conv2d()`] that overwrites `output`, and allocates nothing.
///
/// # Panics
/// If the lengths do not fit together, a stride is zero, or the kernel is larger than the padded image.
#[differentiate]
#[allow(
    clippy::too_many_arguments,
    reason = "torch's, and the shapes that slices do not have"
)]
pub fn conv2d_into<T: Float>(
    input: &[T],
    weight: &[T],
    bias: &[T],
    shape: [usize; 3],
    kernel: [usize; 2],
    stride: [usize; 2],
    padding: [usize; 2],
    output: &mut [T],
) {
    let [channels, rows, columns] = shape;
    let [kernel_rows, kernel_columns] = kernel;
    let pixels = channels * rows * columns;
    let taps = channels * kernel_rows * kernel_columns;
    assert!(stride[0] > 0 && stride[1] > 0, "conv2d: the stride is zero");
    assert!(
        pixels > 0 && input.len() % pixels == 0,
        "conv2d: {} inputs are no images of {shape:?}",
        input.len()
    );
    assert!(
        taps > 0 && weight.len() == bias.len() * taps,
        "conv2d: {} weights, but {} filters of {} channels and {kernel:?}",
        weight.len(),
        bias.len(),
        channels
    );
    assert!(
        kernel_rows <= rows + 2 * padding[0] && kernel_columns <= columns + 2 * padding[1],
        "conv2d: the kernel {kernel:?} is larger than the padded image"
    );
    let height = (rows + 2 * padding[0] - kernel_rows) / stride[0] + 1;
    let width = (columns + 2 * padding[1] - kernel_columns) / stride[1] + 1;
    let filters = bias.len();
    let images = input.len() / pixels;
    assert!(
        output.len() == images * filters * height * width,
        "conv2d: the output has {} places for {} images of {:?}",
        output.len(),
        images,
        [filters, height, width]
    );
    // a / b, rounded up.
    let quotient = |a: usize, b: usize| a / b + (a % b > 0) as usize;
    for n in 0..images {
        for o in 0..filters {
            for place in 0..height * width {
                output[(n * filters + o) * height * width + place] = bias[o];
            }
            for c in 0..channels {
                for u in 0..kernel_rows {
                    for v in 0..kernel_columns {
                        // The outputs whose tap lies within the image.
                        let tap = weight[((o * channels + c) * kernel_rows + u) * kernel_columns + v];
                        let first_i = quotient(padding[0].saturating_sub(u), stride[0]);
                        let last_i = height.min(quotient((rows + padding[0]).saturating_sub(u), stride[0]));
                        let first_j = quotient(padding[1].saturating_sub(v), stride[1]);
                        let last_j = width.min(quotient((columns + padding[1]).saturating_sub(v), stride[1]));
                        for i in first_i..last_i {
                            let y = ((n * filters + o) * height + i) * width;
                            let x = n * pixels + (c * rows + i * stride[0] + u - padding[0]) * columns;
                            for j in first_j..last_j {
                                output[y + j] = output[y + j] + tap * input[x + j * stride[1] + v - padding[1]];
                            }
                        }
                    }
                }
            }
        }
    }
}
