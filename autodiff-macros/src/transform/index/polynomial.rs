//! Sums of products of values, with whole coefficients.

use crate::ir::NodeId;
use std::collections::BTreeMap;

/// Longer ones are not calculated with.
const LONGEST: usize = 24;

/// At which of two moments a value is meant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Side {
    /// It is the same at both.
    Both,
    Earlier,
    Later,
}

/// A value that is not taken apart; of a slice, its length.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Value {
    pub side: Side,
    pub node: NodeId,
}

/// The coefficient of each product of values; that of the empty one is the constant.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Polynomial(BTreeMap<Vec<Value>, i128>);

impl Polynomial {
    pub fn constant(value: i128) -> Polynomial {
        Polynomial([(vec![], value)].into()).without_zeros()
    }

    pub fn value(value: Value) -> Polynomial {
        Polynomial([(vec![value], 1)].into())
    }

    pub fn plus(&self, other: &Polynomial) -> Polynomial {
        self.combined(other, 1)
    }

    pub fn minus(&self, other: &Polynomial) -> Polynomial {
        self.combined(other, -1)
    }

    pub fn negative(&self) -> Polynomial {
        Polynomial::default().minus(self)
    }

    fn combined(&self, other: &Polynomial, factor: i128) -> Polynomial {
        let mut terms = self.0.clone();
        for (product, coefficient) in &other.0 {
            let sum = terms.entry(product.clone()).or_insert(0);
            *sum = sum.saturating_add(factor * coefficient);
        }
        Polynomial(terms).without_zeros()
    }

    /// None if it becomes too long, or its numbers too large.
    pub fn times(&self, other: &Polynomial) -> Option<Polynomial> {
        if self.0.len() * other.0.len() > LONGEST {
            return None;
        }
        let mut terms = BTreeMap::new();
        for (left, a) in &self.0 {
            for (right, b) in &other.0 {
                let mut product = [&left[..], right].concat();
                product.sort();
                let sum = terms.entry(product).or_insert(0_i128);
                *sum = sum.checked_add(a.checked_mul(*b)?)?;
            }
        }
        Some(Polynomial(terms).without_zeros())
    }

    fn without_zeros(mut self) -> Polynomial {
        self.0.retain(|_, coefficient| *coefficient != 0);
        self
    }

    /// All values in it.
    pub fn values(&self) -> impl Iterator<Item = Value> + '_ {
        self.0.keys().flatten().copied()
    }

    /// The values that stand in products of several.
    pub fn factors(&self) -> impl Iterator<Item = Value> + '_ {
        self.0.keys().filter(|product| product.len() > 1).flatten().copied()
    }

    /// The coefficients of products, but for the constant.
    pub fn coefficients(&self) -> impl Iterator<Item = i128> + '_ {
        let products = self.0.iter().filter(|(product, _)| !product.is_empty());
        products.map(|(_, &coefficient)| coefficient)
    }

    /// Whether it is at least one, since no value is negative.
    pub fn is_plainly_positive(&self) -> bool {
        self.0.get(&vec![]).is_some_and(|&constant| constant >= 1) && self.coefficients().all(|number| number >= 0)
    }

    pub fn is_plainly_nonnegative(&self) -> bool {
        self.0.values().all(|&number| number >= 0)
    }

    /// `self = factor * value + rest`; none if the value stands twice in one product.
    pub fn split(&self, value: Value) -> Option<(Polynomial, Polynomial)> {
        let (mut factor, mut rest) = (Polynomial::default(), Polynomial::default());
        for (product, &coefficient) in &self.0 {
            match product.iter().position(|&other| other == value) {
                Some(at) => {
                    let mut others = product.clone();
                    others.remove(at);
                    if others.contains(&value) {
                        return None;
                    }
                    factor.0.insert(others, coefficient);
                }
                None => _ = rest.0.insert(product.clone(), coefficient),
            }
        }
        Some((factor, rest))
    }

    /// `self = factor * number + rest`, with as much of each product in the factor as there is; of `4 k` by 3, one k in each.
    pub fn split_by(&self, number: i128) -> (Polynomial, Polynomial) {
        let (mut factor, mut rest) = (Polynomial::default(), Polynomial::default());
        for (product, &coefficient) in &self.0 {
            let whole = if product.is_empty() { 0 } else { coefficient / number };
            factor.0.insert(product.clone(), whole);
            rest.0.insert(product.clone(), coefficient - whole * number);
        }
        (factor.without_zeros(), rest.without_zeros())
    }
}
