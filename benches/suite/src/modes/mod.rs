//! What derivatives of higher order and of several outputs cost, as multiples of gradients and evaluations.

use crate::case::Case;

mod jacobian;
mod second;
pub mod table;

/// Some derivatives, and what they are measured by.
pub struct Measured {
    /// The unit as `primal`, the derivatives as the ways.
    pub case: Case,
    /// What the unit is called.
    pub unit: &'static str,
    /// How many times `primal` a unit is.
    pub times: f64,
}

/// All of them.
pub fn all() -> Vec<Measured> {
    let mut all = second::all();
    all.push(jacobian::measured());
    all
}

#[cfg(test)]
mod tests {
    #[test]
    fn all_ways_give_the_same_derivatives() {
        for mut measured in super::all() {
            measured.case.check_ways();
        }
    }
}
