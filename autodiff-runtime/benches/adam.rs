//! A step of Adam on 10⁷ parameters against a loop that reads and writes the same bytes:
//! `cargo bench -p autodiff-runtime --bench adam`.

use autodiff_runtime::optimizers::Adam;
use std::hint::black_box;
use std::time::{Duration, Instant};

const PARAMETERS: usize = 10_000_000;

/// The shortest of some runs: what the machine can do when nothing else is done.
fn shortest(mut run: impl FnMut()) -> Duration {
    run();
    (0..15)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .min()
        .unwrap_or_default()
}

macro_rules! compare {
    ($($float:ident)*) => {$({
        let grads: Vec<$float> = (0..PARAMETERS).map(|k| (k % 17) as $float - 8.0).collect();
        let (mut params, mut m, mut v) = (vec![0.5 as $float; PARAMETERS], grads.clone(), grads.clone());
        let memory = shortest(|| {
            for (((param, &grad), m), v) in params.iter_mut().zip(&grads).zip(&mut m).zip(&mut v) {
                *param += grad;
                *m += grad;
                *v += grad;
            }
            black_box((&mut params, &mut m, &mut v));
        });
        drop((m, v));
        let mut adam = Adam::new(1e-3);
        let step = shortest(|| {
            adam.step(&mut params, &grads);
            black_box(&mut params);
        });
        println!(
            "{}: a step takes {step:.1?}, the same bytes {memory:.1?}: {:.2} times",
            stringify!($float),
            step.as_secs_f64() / memory.as_secs_f64()
        );
    })*};
}

fn main() {
    compare!(f64 f32);
}
