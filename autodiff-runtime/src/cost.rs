//! What a differentiated function costs, as its `COST` tells it.

use core::fmt;

/// What a function and its gradient cost: numbers, or polynomials in the sizes of the arguments and the lengths of loops.
///
/// A `usize` parameter `n` stands for itself, `x.len()` for the length of an argument, `n(i)` for how often a loop over `i` goes
/// round where only running tells, `n(while)` for the same of a `while`, and `tape(g)` for the bytes that a call of `g` leaves on the
/// tape. Of a branch the dearer side counts (or, where none is dearer for all sizes, what is at least as much as both), and of a loop
/// all iterations, though it may be left early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// The function itself.
    pub primal: Work,
    /// Value and gradient, as `value_and_grad_into` computes them.
    pub gradient: Work,
    /// The bytes of the tape that the gradient needs.
    pub tape: &'static str,
}

/// How much there is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    /// Arithmetic on floats; a power by an integer counts as four.
    pub operations: &'static str,
    /// Calls of the library: exponentials, trigonometry, powers.
    pub library: &'static str,
    /// Calls of other functions and of their derivatives, by name.
    pub calls: &'static [(&'static str, &'static str)],
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(
            f,
            "value: {}; value and gradient: {}; tape: {} bytes",
            self.primal, self.gradient, self.tape
        )
    }
}

impl fmt::Display for Work {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{} operations", self.operations)?;
        if self.library != "0" {
            write!(f, ", {} library calls", self.library)?;
        }
        for (name, count) in self.calls {
            write!(f, ", {count} calls of {name}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Cost, Work};
    use alloc::string::ToString;

    #[test]
    fn what_is_not_there_is_not_shown() {
        let work = |operations, library, calls| Work {
            operations,
            library,
            calls,
        };
        let cost = Cost {
            primal: work("2·n", "0", &[]),
            gradient: work("5·n", "n", &[("g", "2")]),
            tape: "8·n",
        };
        let text =
            "value: 2·n operations; value and gradient: 5·n operations, n library calls, 2 calls of g; tape: 8·n bytes";
        assert_eq!(cost.to_string(), text);
    }
}
