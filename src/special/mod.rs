//! Special functions with their derivatives, each called by its name or path in differentiated functions, and each with
//! `grad`, `value_and_grad` and `check` beside it. With the feature `special`.
//!
//! ```
//! use differentiate::{differentiate, special::normal_ln_cdf};
//!
//! /// The loss of a probit regression.
//! #[differentiate]
//! fn probit(w: &[f64], #[constant] x: &[[f64; 2]], is_positive: &[bool]) -> f64 {
//!     let mut loss = 0.0;
//!     for (x, &positive) in x.iter().zip(is_positive) {
//!         let score = w[0] * x[0] + w[1] * x[1];
//!         loss -= normal_ln_cdf(if positive { score } else { -score });
//!     }
//!     loss
//! }
//!
//! let gradient = probit::grad(&[0.5, -0.25], &[[1.0, 2.0], [0.5, -1.0]], &[true, false]);
//! # assert_eq!(gradient.len(), 2);
//! ```
//!
//! The values of [`erf()`], [`erfc()`], [`gamma()`], [`ln_gamma()`] and the Bessel functions are those of [`libm`], the inverses of the error
//! functions those of [`statrs`]; the rest is computed here. All are made with [`rule!`](crate::rule).
//!
//! # Accuracy
//!
//! Against numbers of 50 digits, at points over the whole domain (`tests/special.rs`), values and derivatives agree to 2e-15
//! relative, but for these:
//!
//! * [`beta()`]: 2e-14, and the value of [`ln_beta()`] beside its zeros: absolutely.
//! * the Bessel functions: absolutely, measured by their amplitude, beside their zeros.
//!
//! [`libm`]: https://docs.rs/libm
//! [`statrs`]: https://docs.rs/statrs

mod bessel_functions;
mod beta_functions;
mod error_functions;
mod gamma_functions;
mod normal_distribution;

pub use bessel_functions::{j0, j1, jn, y0, y1, yn};
pub use beta_functions::{beta, ln_beta};
pub use error_functions::{erf, erf_inv, erfc, erfc_inv};
pub use gamma_functions::{digamma, gamma, ln_gamma, trigamma};
pub use normal_distribution::{normal_cdf, normal_ln_cdf, normal_pdf, normal_quantile};
