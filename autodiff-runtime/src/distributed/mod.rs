//! One gradient from several threads, and from several machines: the same bits every time.
//!
//! [`mean_over_parts`] splits a batch into a fixed number of parts, which threads take as they come; the parts are added up in one order,
//! so that the result does not depend on how many threads there are, nor on which is the first.
//!
//! A [`Ring`] joins processes, on one machine or on several. Each has the same parameters and the same order of the data, takes its
//! share of each batch, and [`average`](Ring::average) gives all of them the mean gradient, with the same bits, so that their
//! parameters stay the same:
//!
//! ```
//! use autodiff_runtime::distributed::{in_memory, Ring};
//! use autodiff_runtime::optimizers::Sgd;
//! use autodiff_runtime::training::{Batches, Trainer};
//!
//! let numbers: Vec<f64> = (0..40).map(f64::from).collect();
//! let train = |mut ring: Ring<_>| {
//!     let mut mean = vec![0.0];
//!     let mut trainer = Trainer::new(Sgd::new(0.3)).batches(Batches::new(40, 40)).epochs(40);
//!     trainer.fit(&mut mean, |mean, batch| {
//!         let share = ring.share(batch.indices());
//!         let n = share.len() as f64;
//!         let errors = share.iter().map(|&k| mean[0] - numbers[k]);
//!         let loss = errors.clone().map(|e| 0.5 * e * e).sum::<f64>() / n;
//!         let gradient = vec![errors.sum::<f64>() / n];
//!         ring.average(n, loss, gradient).expect("the other processes are there")
//!     }).unwrap();
//!     mean[0]
//! };
//! // Threads here; `Ring::connect` joins processes by TCP.
//! let ends = std::thread::scope(|threads| {
//!     let rings = in_memory(3);
//!     let running: Vec<_> = rings.into_iter().map(|ring| threads.spawn(|| train(ring))).collect();
//!     running.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<f64>>()
//! });
//! assert!((ends[0] - 19.5).abs() < 1e-4 && ends.iter().all(|end| end.to_bits() == ends[0].to_bits()));
//! ```

mod link;
mod parts;
mod ring;
mod tcp;

pub use link::{in_memory, Link, MemoryLink};
pub use parts::mean_over_parts;
pub use ring::{Ring, RingError};
pub use tcp::TcpLink;
