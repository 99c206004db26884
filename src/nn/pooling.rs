//! Pooling of images.

use crate::differentiate;
use num_traits::Float;
use std::vec;
use std::vec::Vec;

/// The largest number of each window.
///
/// * `input`: images of `shape`, channels × height × width, one after the other;
/// * `kernel_size`, `stride` and `padding`: vertical and horizontal (torch's defaults: the stride is the kernel's size, no padding);
/// * the result: for each image, channels × output height × output width, where an output side is
///   (side + 2·padding − kernel) / stride + 1, rounded down.
///
/// Of several that are the largest, the first one takes the derivative. A NaN in a window is its result.
///
/// # Panics
/// If the input is not a number of images, a stride is zero, the padding is more than half of the kernel, or the kernel is larger
/// than the padded image.
#[differentiate]
pub fn max_pool2d<T: Float>(
    input: &[T],
    shape: [usize; 3],
    kernel_size: [usize; 2],
    stride: [usize; 2],
    padding: [usize; 2],
) -> Vec<T> {
    pooled(input, shape, kernel_size, stride, padding, false)
}

/// [`max_pool2d()`] that overwrites `output`, and allocates nothing.
///
/// # Panics
/// As [`max_pool2d()`], and if the output has another length.
#[differentiate]
pub fn max_pool2d_into<T: Float>(
    input: &[T],
    shape: [usize; 3],
    kernel_size: [usize; 2],
    stride: [usize; 2],
    padding: [usize; 2],
    output: &mut [T],
) {
    pooled_into(input, shape, kernel_size, stride, padding, false, output);
}

/// The mean of each window, with the padding counted as zeros (`count_include_pad`, torch's default).
///
/// Shapes and arguments are those of [`max_pool2d()`].
///
/// # Panics
/// As [`max_pool2d()`].
#[differentiate]
pub fn avg_pool2d<T: Float>(
    input: &[T],
    shape: [usize; 3],
    kernel_size: [usize; 2],
    stride: [usize; 2],
    padding: [usize; 2],
) -> Vec<T> {
    pooled(input, shape, kernel_size, stride, padding, true)
}

/// [`avg_pool2d()`] that overwrites `output`, and allocates nothing.
///
/// # Panics
/// As [`avg_pool2d()`], and if the output has another length.
#[differentiate]
pub fn avg_pool2d_into<T: Float>(
    input: &[T],
    shape: [usize; 3],
    kernel_size: [usize; 2],
    stride: [usize; 2],
    padding: [usize; 2],
    output: &mut [T],
) {
    pooled_into(input, shape, kernel_size, stride, padding, true, output);
}

/// The mean or the largest number of each window.
#[differentiate]
fn pooled<T: Float>(
    input: &[T],
    shape: [usize; 3],
    kernel_size: [usize; 2],
    stride: [usize; 2],
    padding: [usize; 2],
    mean: bool,
) -> Vec<T> {
    // What does not fit together is refused below.
    let height = (shape[1] + 2 * padding[0]).saturating_sub(kernel_size[0]) / stride[0].max(1) + 1;
    let width = (shape[2] + 2 * padding[1]).saturating_sub(kernel_size[1]) / stride[1].max(1) + 1;
    let planes = input.len() / (shape[1] * shape[2]).max(1);
    let mut output = vec![T::zero(); planes * height * width];
    pooled_into(input, shape, kernel_size, stride, padding, mean, &mut output);
    output
}

/// [`pooled()`] in place.
#[differentiate]
fn pooled_into<T: Float>(
    input: &[T],
    shape: [usize; 3],
    kernel_size: [usize; 2],
    stride: [usize; 2],
    padding: [usize; 2],
    mean: bool,
    output: &mut [T],
) {
    let [channels, rows, columns] = shape;
    let [kernel_rows, kernel_columns] = kernel_size;
    assert!(
        channels * rows * columns > 0 && input.len() % (channels * rows * columns) == 0,
        "pooling: {} inputs are no images of {shape:?}",
        input.len()
    );
    assert!(stride[0] > 0 && stride[1] > 0, "pooling: the stride is zero");
    assert!(
        2 * padding[0] <= kernel_rows && 2 * padding[1] <= kernel_columns && kernel_rows > 0 && kernel_columns > 0,
        "pooling: the padding {padding:?} is more than half of the kernel {kernel_size:?}"
    );
    assert!(
        kernel_rows <= rows + 2 * padding[0] && kernel_columns <= columns + 2 * padding[1],
        "pooling: the kernel {kernel_size:?} is larger than the padded image"
    );
    let height = (rows + 2 * padding[0] - kernel_rows) / stride[0] + 1;
    let width = (columns + 2 * padding[1] - kernel_columns) / stride[1] + 1;
    let planes = input.len() / (rows * columns);
    let share = T::one() / T::from(kernel_rows * kernel_columns).unwrap();
    assert!(
        output.len() == planes * height * width,
        "pooling: the output has {} places for {} planes of {:?}",
        output.len(),
        planes,
        [height, width]
    );
    for plane in 0..planes {
        for i in 0..height {
            for j in 0..width {
                // The part of the window that lies within the image.
                let (top, left) = (i * stride[0], j * stride[1]);
                let first = top.saturating_sub(padding[0]);
                let last = rows.min(top + kernel_rows - padding[0]);
                let from = left.saturating_sub(padding[1]);
                let to = columns.min(left + kernel_columns - padding[1]);
                if mean {
                    let mut sum = T::zero();
                    for y in first..last {
                        for x in from..to {
                            sum = sum + input[(plane * rows + y) * columns + x];
                        }
                    }
                    output[(plane * height + i) * width + j] = sum * share;
                } else {
                    let mut place = (plane * rows + first) * columns + from;
                    for y in first..last {
                        for x in from..to {
                            let here = (plane * rows + y) * columns + x;
                            if input[here] > input[place] || input[here].is_nan() {
                                place = here;
                            }
                        }
                    }
                    output[(plane * height + i) * width + j] = input[place];
                }
            }
        }
    }
}
