//! One problem a file: the function as users write it, and adjoints by hand.

use crate::case::Case;

mod attention;
mod batch;
mod bodies;
mod bundle;
mod cholesky;
mod convolution;
mod determinant;
pub(crate) mod formula;
mod gaussian_mixture;
mod heat;
mod kalman;
mod least_squares;
pub(crate) mod log_sum_exp;
pub(crate) mod lorenz;
mod lstm;
mod matrix_product;
mod means;
mod minors;
pub(crate) mod network;
mod option;
pub(crate) mod rosenbrock;
mod spheres;

/// All of them.
pub fn all() -> Vec<Case> {
    vec![
        formula::case(),
        rosenbrock::case(),
        log_sum_exp::case(),
        least_squares::case(),
        matrix_product::case(),
        cholesky::case(),
        determinant::case(),
        minors::case(),
        network::case(),
        batch::case(),
        lstm::case(),
        convolution::case(),
        attention::case(),
        gaussian_mixture::case(),
        lorenz::case(),
        heat::case(),
        bodies::case(),
        bundle::case(),
        means::case(),
        option::case(),
        kalman::case(),
        spheres::case(),
    ]
}

#[cfg(test)]
mod tests {
    use crate::case::{CLEAR, TUNED};

    #[test]
    fn each_problem_has_two_adjoints_by_hand() {
        for case in super::all() {
            for by_hand in [CLEAR, TUNED] {
                let has = case.ways.iter().any(|(name, _)| *name == by_hand);
                assert!(has, "{}: nothing is {by_hand}", case.name);
            }
        }
    }

    #[test]
    fn all_ways_give_the_same_gradient() {
        super::all().iter_mut().for_each(|case| case.check());
    }
}
