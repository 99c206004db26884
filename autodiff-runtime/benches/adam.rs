//! A step of Adam on 10⁷ parameters against a loop that reads and writes the same bytes:
//! `cargo bench -p autodiff-runtime --bench adam`.
//!
//! Both read parameters, gradient and the two averages, and write all but the gradient. They take turns, so that what else
//! the machine does slows both; the ratio is the median of the ratios of neighbouring turns.
//!
//! Twenty tensors are updated one after the other on one core, one tensor of the same size on all cores.

use autodiff_runtime::optimizers::Adam;
use std::hint::black_box;
use std::time::Instant;

const PARAMETERS: usize = 10_000_000;
const TURNS: usize = 31;

/// The seconds that it takes.
fn seconds(run: impl FnOnce()) -> f64 {
    let start = Instant::now();
    run();
    start.elapsed().as_secs_f64()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

macro_rules! compare {
    ($float:ident, $tensors:expr, $cores:expr) => {{
        let (tensors, cores): (usize, usize) = ($tensors, $cores);
        let length = PARAMETERS / tensors;
        let tensor: Vec<$float> = (0..length).map(|k| (k % 17) as $float - 8.0).collect();
        let grads = vec![tensor; tensors];
        let mut params = vec![vec![0.5 as $float; length]; tensors];
        let (mut m, mut v) = (grads.clone(), grads.clone());
        let mut adam = Adam::new(1e-3);
        adam.step(&mut params, &grads);
        let (mut steps, mut loops, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..TURNS {
            let memory = seconds(|| {
                for (((params, grads), m), v) in params.iter_mut().zip(&grads).zip(&mut m).zip(&mut v) {
                    let part = length.div_ceil(cores);
                    std::thread::scope(|threads| {
                        let parts = params.chunks_mut(part).zip(grads.chunks(part));
                        let mut parts = parts.zip(m.chunks_mut(part).zip(v.chunks_mut(part)));
                        let first = parts.next();
                        for ((params, grads), (m, v)) in parts {
                            threads.spawn(|| same_bytes(params, grads, m, v));
                        }
                        if let Some(((params, grads), (m, v))) = first {
                            same_bytes(params, grads, m, v);
                        }
                    });
                }
                black_box((&mut params, &mut m, &mut v));
            });
            let step = seconds(|| {
                adam.step(&mut params, &grads);
                black_box(&mut params);
            });
            steps.push(step);
            loops.push(memory);
            ratios.push(step / memory);
        }
        println!(
            "{}, {tensors} tensors on {cores} cores: a step {:.1} ms, the same bytes {:.1} ms, ratio {:.2}",
            stringify!($float),
            1e3 * median(steps),
            1e3 * median(loops),
            median(ratios)
        );
    }};
}

/// Reads and writes what a step does.
#[inline(always)]
fn same_bytes<S: Copy + std::ops::AddAssign>(params: &mut [S], grads: &[S], m: &mut [S], v: &mut [S]) {
    for (((param, &grad), m), v) in params.iter_mut().zip(grads).zip(m).zip(v) {
        *param += grad;
        *m += grad;
        *v += grad;
    }
}

fn main() {
    let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get());
    compare!(f64, 20, 1);
    compare!(f32, 20, 1);
    compare!(f64, 1, cores);
    compare!(f32, 1, cores);
}
