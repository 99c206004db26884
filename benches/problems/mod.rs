//! One problem a file: the function as users write it, and an adjoint by hand that is clear and fast.

use criterion::Criterion;

use crate::measure::measure;

mod formula;
mod gaussian_mixture;
mod least_squares;
mod log_sum_exp;
mod lorenz;
mod matrix_product;
mod network;
mod rosenbrock;

/// Measures all of them, and gives their names.
pub fn all(criterion: &mut Criterion) -> Vec<&'static str> {
    vec![
        measure(criterion, formula::Formula::new()),
        measure(criterion, rosenbrock::Rosenbrock::new()),
        measure(criterion, log_sum_exp::LogSumExp::new()),
        measure(criterion, least_squares::LeastSquares::new()),
        measure(criterion, matrix_product::MatrixProduct::new()),
        measure(criterion, network::Network::new()),
        measure(criterion, gaussian_mixture::GaussianMixture::new()),
        measure(criterion, lorenz::Lorenz::new()),
    ]
}
