//! The convolution of images.

use crate::differentiate;
use num_traits::Float;
use std::vec;
use std::vec::Vec;

/// The 2-D convolution (in signal processing: the cross-correlation) of images with filters,
/// `y[o, i, j] = b[o] + Σ w[o, c, u, v] · x[c, i·s + u·d − p, j·s + v·d − p]`.
///
/// * `input`: images of `shape`, channels × height × width, one after the other;
/// * `weight`: filters × channels of a group × kernel height × kernel width;
/// * `bias`: one for each filter;
/// * `stride`, `padding` and `dilation`: vertical and horizontal (torch's defaults: `[1, 1]`, `[0, 0]` and `[1, 1]`); outside of the
///   image is 0, and the taps of a filter are `dilation` apart;
/// * `groups` (torch's default: 1): channels and filters are divided into so many groups, and each filter looks at the channels of
///   its own; with one channel in each it is a depthwise convolution;
/// * the result: for each image, filters × output height × output width, where an output side is
///   (side + 2·padding − dilation·(kernel − 1) − 1) / stride + 1, rounded down.
///
/// # Panics
/// If the lengths do not fit together, a stride or a dilation is zero, the dilated kernel is larger than the padded image, or the
/// groups do not divide channels and filters.
#[differentiate]
#[allow(
    clippy::too_many_arguments,
    reason = "torch's, and the shapes that slices do not have"
)]
pub fn conv2d<T: Float>(
    input: &[T],
    weight: &[T],
    bias: &[T],
    shape: [usize; 3],
    kernel: [usize; 2],
    stride: [usize; 2],
    padding: [usize; 2],
    dilation: [usize; 2],
    groups: usize,
) -> Vec<T> {
    // How far a dilated kernel reaches.
    let extent = |kernel: usize, dilation: usize| kernel.saturating_sub(1) * dilation + kernel.min(1);
    // What does not fit together is refused below.
    let height = (shape[1] + 2 * padding[0]).saturating_sub(extent(kernel[0], dilation[0])) / stride[0].max(1) + 1;
    let width = (shape[2] + 2 * padding[1]).saturating_sub(extent(kernel[1], dilation[1])) / stride[1].max(1) + 1;
    let images = input.len() / (shape[0] * shape[1] * shape[2]).max(1);
    let mut output = vec![T::zero(); images * bias.len() * height * width];
    conv2d_into(
        input,
        weight,
        bias,
        shape,
        kernel,
        stride,
        padding,
        dilation,
        groups,
        &mut output,
    );
    output
}

/// [`conv2d()`] that overwrites `output`, and allocates nothing.
///
/// # Panics
/// As [`conv2d()`], and if the output has another length.
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
    dilation: [usize; 2],
    groups: usize,
    output: &mut [T],
) {
    let [channels, rows, columns] = shape;
    let [kernel_rows, kernel_columns] = kernel;
    let pixels = channels * rows * columns;
    assert!(stride[0] > 0 && stride[1] > 0, "conv2d: the stride is zero");
    assert!(dilation[0] > 0 && dilation[1] > 0, "conv2d: the dilation is zero");
    let filters = bias.len();
    assert!(
        groups > 0 && channels % groups == 0 && filters % groups == 0,
        "conv2d: {groups} groups do not divide {channels} channels and {filters} filters"
    );
    // Of one group.
    let (own_channels, own_filters) = (channels / groups, filters / groups);
    let taps = own_channels * kernel_rows * kernel_columns;
    assert!(
        pixels > 0 && input.len() % pixels == 0,
        "conv2d: {} inputs are no images of {shape:?}",
        input.len()
    );
    assert!(
        taps > 0 && weight.len() == filters * taps,
        "conv2d: {} weights, but {filters} filters of {own_channels} channels and {kernel:?}",
        weight.len()
    );
    // How far a dilated kernel reaches.
    let extent = |kernel: usize, dilation: usize| kernel.saturating_sub(1) * dilation + kernel.min(1);
    let (reach_down, reach_right) = (extent(kernel_rows, dilation[0]), extent(kernel_columns, dilation[1]));
    assert!(
        reach_down <= rows + 2 * padding[0] && reach_right <= columns + 2 * padding[1],
        "conv2d: the kernel {kernel:?} is larger than the padded image"
    );
    let height = (rows + 2 * padding[0] - reach_down) / stride[0] + 1;
    let width = (columns + 2 * padding[1] - reach_right) / stride[1] + 1;
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
            let first_channel = o / own_filters * own_channels;
            for c in 0..own_channels {
                for u in 0..kernel_rows {
                    for v in 0..kernel_columns {
                        // The outputs whose tap lies within the image.
                        let tap = weight[((o * own_channels + c) * kernel_rows + u) * kernel_columns + v];
                        let (down, right) = (u * dilation[0], v * dilation[1]);
                        let first_i = quotient(padding[0].saturating_sub(down), stride[0]);
                        let last_i = height.min(quotient((rows + padding[0]).saturating_sub(down), stride[0]));
                        let first_j = quotient(padding[1].saturating_sub(right), stride[1]);
                        let last_j = width.min(quotient((columns + padding[1]).saturating_sub(right), stride[1]));
                        let plane = n * pixels + (first_channel + c) * rows * columns;
                        for i in first_i..last_i {
                            let y = ((n * filters + o) * height + i) * width;
                            let x = plane + (i * stride[0] + down - padding[0]) * columns;
                            for j in first_j..last_j {
                                output[y + j] = output[y + j] + tap * input[x + j * stride[1] + right - padding[1]];
                            }
                        }
                    }
                }
            }
        }
    }
}
