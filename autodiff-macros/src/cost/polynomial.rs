//! Polynomials in the sizes of arguments and the lengths of loops: what they print is what a user reads.

use std::collections::BTreeMap;
use std::fmt;

/// Loops in more loops than these are not compared.
const DEEP: usize = 8;

/// A sum of products of symbols, each with its factor.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Polynomial {
    terms: BTreeMap<Vec<String>, i128>,
}

impl Polynomial {
    pub fn symbol(name: impl Into<String>) -> Polynomial {
        Polynomial {
            terms: BTreeMap::from([(vec![name.into()], 1)]),
        }
    }

    /// The number that it is, if there are no symbols in it.
    pub fn as_number(&self) -> Option<i128> {
        match self.terms.len() {
            0 => Some(0),
            1 => self.terms.get(&vec![]).copied(),
            _ => None,
        }
    }

    pub fn plus(&self, other: &Polynomial) -> Polynomial {
        let mut sum = self.clone();
        for (symbols, factor) in &other.terms {
            let known = sum.terms.entry(symbols.clone()).or_default();
            *known = known.saturating_add(*factor);
        }
        sum.terms.retain(|_, factor| *factor != 0);
        sum
    }

    pub fn minus(&self, other: &Polynomial) -> Polynomial {
        self.plus(&other.times(&Polynomial::from(-1)))
    }

    pub fn times(&self, other: &Polynomial) -> Polynomial {
        let mut product = Polynomial::default();
        for (one, by) in &self.terms {
            for (other, times) in &other.terms {
                let mut symbols = [&one[..], other].concat();
                symbols.sort();
                let term = BTreeMap::from([(symbols, by.saturating_mul(*times))]);
                product = product.plus(&Polynomial { terms: term });
            }
        }
        product
    }

    /// The larger one, if it is that for all sizes; else what is at least as large as both.
    pub fn larger(&self, other: &Polynomial) -> Polynomial {
        if self.minus(other).is_never_negative() {
            return self.clone();
        }
        if other.minus(self).is_never_negative() {
            return other.clone();
        }
        let mut both = self.clone();
        for (symbols, factor) in &other.terms {
            let known = both.terms.entry(symbols.clone()).or_default();
            *known = (*known).max(*factor);
        }
        both.terms.retain(|_, factor| *factor > 0);
        both
    }

    /// How many symbols are multiplied, at most.
    pub fn degree(&self) -> usize {
        self.terms.keys().map(Vec::len).max().unwrap_or(0)
    }

    /// Whether it is negative for no sizes: symbols stand for sizes, and a loop whose length is `n − 1` is entered where `n` is
    /// at least one.
    pub fn is_never_negative(&self) -> bool {
        if self.degree() > DEEP {
            return false;
        }
        // In how much each symbol is more than one.
        let more = |symbol: &String| Polynomial::symbol(symbol.clone()).plus(&1.into());
        let terms = self.terms.iter().map(|(symbols, factor)| {
            let product = symbols.iter().map(more);
            product.fold(Polynomial::from(*factor), |product, symbol| product.times(&symbol))
        });
        let sum = terms.fold(Polynomial::default(), |sum, term| sum.plus(&term));
        sum.terms.values().all(|factor| *factor >= 0)
    }
}

impl From<i128> for Polynomial {
    fn from(number: i128) -> Polynomial {
        let terms = (number != 0).then_some((vec![], number));
        Polynomial {
            terms: terms.into_iter().collect(),
        }
    }
}

impl fmt::Display for Polynomial {
    /// `3·n·m + 2·n − 1`: products of more symbols first.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let mut terms: Vec<(&Vec<String>, i128)> =
            self.terms.iter().map(|(symbols, factor)| (symbols, *factor)).collect();
        terms.sort_by_key(|(symbols, factor)| (std::cmp::Reverse(symbols.len()), *factor < 0));
        if terms.is_empty() {
            return f.write_str("0");
        }
        for (at, (symbols, factor)) in terms.into_iter().enumerate() {
            f.write_str(match (at, factor < 0) {
                (0, false) => "",
                (0, true) => "−",
                (_, false) => " + ",
                (_, true) => " − ",
            })?;
            let size = factor.unsigned_abs();
            let number = (size != 1 || symbols.is_empty()).then(|| size.to_string());
            let factors: Vec<&str> = number.iter().chain(symbols).map(String::as_str).collect();
            f.write_str(&factors.join("·"))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Polynomial;

    #[test]
    fn they_print_as_they_are_written() {
        let (n, m) = (Polynomial::symbol("n"), Polynomial::symbol("m"));
        let sum = n.times(&m).times(&3.into()).plus(&n).minus(&2.into());
        assert_eq!(sum.to_string(), "3·m·n + n − 2");
        assert_eq!(n.minus(&n).to_string(), "0");
        assert_eq!(n.minus(&1.into()).times(&4.into()).to_string(), "4·n − 4");
    }

    #[test]
    fn where_none_is_the_larger_one_for_all_sizes_there_is_room_for_both() {
        let n = Polynomial::symbol("n");
        let more = n.times(&2.into()).plus(&1.into());
        assert_eq!(n.larger(&more), more);
        assert_eq!(n.larger(&5.into()).to_string(), "n + 5");
        let less = n.minus(&1.into());
        assert_eq!(less.larger(&0.into()), less);
    }
}
