//! Two layers of 2-D convolution.

use differentiate::{differentiate, Workspace};

use crate::case::{take_rows, Case, Numbers};

const SIDE: usize = 32;
const INNER: usize = SIDE - 2;
const CHANNELS: usize = 4;

/// Half the squared distance of a convolution with 3 × 3 kernels, through tanh, from a target.
#[differentiate]
pub fn convolution(
    kernels: &[[[f64; 3]; 3]; CHANNELS],
    image: &[[f64; SIDE]; SIDE],
    #[constant] target: &[[f64; INNER]; INNER],
) -> f64 {
    let mut loss = 0.0;
    for c in 0..CHANNELS {
        for i in 0..INNER {
            for j in 0..INNER {
                let mut sum = 0.0;
                for a in 0..3 {
                    for b in 0..3 {
                        sum += kernels[c][a][b] * image[i + a][j + b];
                    }
                }
                let error = sum.tanh() - target[i][j];
                loss += 0.5 * error * error;
            }
        }
    }
    loss
}

type Kernel = [[f64; 3]; 3];

/// A pixel of the output at a time, forwards and backwards.
fn clear(
    kernels: &[Kernel; CHANNELS],
    image: &[[f64; SIDE]; SIDE],
    target: &[[f64; INNER]; INNER],
    dkernels: &mut [Kernel; CHANNELS],
    dimage: &mut [[f64; SIDE]; SIDE],
) -> f64 {
    *dkernels = [[[0.0; 3]; 3]; CHANNELS];
    *dimage = [[0.0; SIDE]; SIDE];
    let mut loss = 0.0;
    for c in 0..CHANNELS {
        for i in 0..INNER {
            for j in 0..INNER {
                let mut sum = 0.0;
                for a in 0..3 {
                    for b in 0..3 {
                        sum += kernels[c][a][b] * image[i + a][j + b];
                    }
                }
                let output = sum.tanh();
                let error = output - target[i][j];
                loss += 0.5 * error * error;
                let dsum = error * (1.0 - output * output);
                for a in 0..3 {
                    for b in 0..3 {
                        dkernels[c][a][b] += dsum * image[i + a][j + b];
                        dimage[i + a][j + b] += dsum * kernels[c][a][b];
                    }
                }
            }
        }
    }
    loss
}

/// A row at a time, so that all loops run along rows.
fn by_hand(
    kernels: &[Kernel; CHANNELS],
    image: &[[f64; SIDE]; SIDE],
    target: &[[f64; INNER]; INNER],
    dkernels: &mut [Kernel; CHANNELS],
    dimage: &mut [[f64; SIDE]; SIDE],
) -> f64 {
    *dimage = [[0.0; SIDE]; SIDE];
    let mut loss = 0.0;
    for (kernel, dkernel) in kernels.iter().zip(dkernels) {
        *dkernel = [[0.0; 3]; 3];
        for i in 0..INNER {
            let mut row = [0.0; INNER];
            for a in 0..3 {
                for b in 0..3 {
                    for (sum, pixel) in row.iter_mut().zip(&image[i + a][b..]) {
                        *sum += kernel[a][b] * pixel;
                    }
                }
            }
            for (value, target) in row.iter_mut().zip(&target[i]) {
                let output = value.tanh();
                let error = output - target;
                loss += 0.5 * error * error;
                *value = error * (1.0 - output * output);
            }
            for a in 0..3 {
                for b in 0..3 {
                    let mut lanes = [0.0; 2];
                    for (pair, pixels) in row.chunks_exact(2).zip(image[i + a][b..].chunks_exact(2)) {
                        lanes[0] += pair[0] * pixels[0];
                        lanes[1] += pair[1] * pixels[1];
                    }
                    dkernel[a][b] += lanes[0] + lanes[1];
                    for (dpixel, dsum) in dimage[i + a][b..].iter_mut().zip(&row) {
                        *dpixel += kernel[a][b] * dsum;
                    }
                }
            }
        }
    }
    loss
}

fn parts(mut dx: &mut [f64]) -> (&mut [Kernel; CHANNELS], &mut [[f64; SIDE]; SIDE]) {
    let rows = "as many rows";
    let dkernels = take_rows::<3>(&mut dx, 3 * CHANNELS).as_chunks_mut().0;
    (
        dkernels.try_into().expect(rows),
        take_rows(&mut dx, SIDE).try_into().expect(rows),
    )
}

/// The case.
pub fn case() -> Case {
    let mut numbers = Numbers::default();
    let rows = "as many rows";
    let kernels: &[[[f64; 3]; 3]; CHANNELS] =
        Box::leak(Box::new([(); CHANNELS].map(|_| [(); 3].map(|_| numbers.array()))));
    let image: &[[f64; SIDE]; SIDE] = numbers.matrix(SIDE).try_into().expect(rows);
    let target: &[[f64; INNER]; INNER] = numbers.matrix(INNER).try_into().expect(rows);
    let mut workspace = Workspace::new();
    Case::new("convolution, 4 × 3² on 32²", 9 * CHANNELS + SIDE * SIDE, move || {
        convolution(kernels, image, target)
    })
    .generated(move |dx| {
        let (dkernels, dimage) = parts(dx);
        convolution::value_and_grad_into(kernels, image, target, &mut workspace, dkernels, dimage)
    })
    .clear(|dx| {
        let (dkernels, dimage) = parts(dx);
        clear(kernels, image, target, dkernels, dimage)
    })
    .tuned(move |dx| {
        let (dkernels, dimage) = parts(dx);
        by_hand(kernels, image, target, dkernels, dimage)
    })
}
