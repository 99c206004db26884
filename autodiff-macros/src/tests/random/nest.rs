//! Loops around loops that sum up, as matrices are multiplied.

use super::generate::{vector, Generator, F64};
use crate::ir::*;
use crate::primitives::Primitive;

impl Generator {
    /// `for i in 0..3 { d = a[i] * b[i] + d; sum += d; c[i] = d * c[i] }`
    fn straight(&mut self) {
        let types = [F64, F64, vector()];
        let initial = types.clone().map(|ty| self.pick(&ty));
        let (left, right) = (self.pick(&vector()), self.pick(&vector()));
        let bounds = [0, 2 + self.rng.below(2) as i128, 1].map(|bound| self.int(Int::Usize, bound));
        let body = self.open(&[&[Ty::USIZE], &types[..]].concat());
        let [i, sum, before, own] = self.scopes.last().expect("a scope")[..] else {
            unreachable!("an index and three values")
        };
        let [left, right, older] = [left, right, own].map(|vector| self.at(vector, i));
        let link = if self.rng.percent(50) { before } else { older };
        let value = self.apply(Primitive::MulAdd, &[left, right, link]);
        let sum = self.apply(Primitive::Add, &[sum, value]);
        let product = self.apply(Primitive::Mul, &[value, older]);
        let own = self.make(Op::Store(vec![Step::Index(())]), &[own, i, product], vector());
        self.close_loop(
            body,
            vec![sum, value, own],
            &[&bounds[..], &initial].concat(),
            types.to_vec(),
        );
    }

    /// For each element of a vector, a sum in a loop inside; what comes of it is summed up and stored.
    pub fn nest(&mut self) {
        if self.rng.percent(40) {
            return self.straight();
        }
        let types = [F64, F64, vector(), vector()];
        let initial = types.clone().map(|ty| self.pick(&ty));
        let (start, factors, terms) = (self.pick(&vector()), self.pick(&vector()), self.pick(&vector()));
        let bounds = [0, 3, 1].map(|bound| self.int(Int::Usize, bound));
        let body = self.open(&[&[Ty::USIZE], &types[..]].concat());
        let [i, total, chain, own, common] = self.scopes.last().expect("a scope")[..] else {
            unreachable!("an index and four values")
        };
        // What an iteration begins with, or the iteration before has left in the same vector.
        let first = match self.rng.below(3) {
            0 => self.at(start, i),
            1 => self.at(own, i),
            _ => self.pick(&F64),
        };
        let (sum, common) = self.sum(first, common, (i, factors, terms));
        let mut sum = sum;
        let mut common = common;
        if self.rng.percent(30) {
            let before = self.apply(Primitive::Sin, &[sum]);
            (sum, common) = self.sum(before, common, (i, terms, factors));
        }
        let slope = self.apply(Primitive::Tanh, &[sum]);
        let total = self.apply(Primitive::Add, &[total, slope]);
        let chain = match self.rng.percent(50) {
            true => self.apply(Primitive::Sin, &[chain]),
            false => self.apply(Primitive::MulAdd, &[chain, slope, sum]),
        };
        let chain = self.apply(Primitive::Tanh, &[chain]);
        let value = if self.rng.percent(50) { sum } else { chain };
        let own = self.make(Op::Store(vec![Step::Index(())]), &[own, i, value], vector());
        let common = match self.rng.percent(20) {
            true => self.make(Op::Store(vec![Step::Index(())]), &[common, i, value], vector()),
            false => common,
        };
        self.close_loop(
            body,
            vec![total, chain, own, common],
            &[&bounds[..], &initial].concat(),
            types.to_vec(),
        );
    }

    /// Ends the body of a loop.
    fn close_loop(&mut self, body: RegionId, results: Vec<NodeId>, args: &[NodeId], types: Vec<Ty>) {
        self.scopes.pop();
        self.builder.leave(results);
        let op = Op::For(For {
            body,
            inclusive: false,
            descending: self.rng.percent(30),
            exits: false,
        });
        self.finish(op, args, types);
    }

    /// `for j in 0..m { sum += factors[j] * terms[i]; … }`, beside which a vector that all iterations share may change.
    fn sum(
        &mut self,
        first: NodeId,
        common: NodeId,
        (i, factors, terms): (NodeId, NodeId, NodeId),
    ) -> (NodeId, NodeId) {
        let bounds = [0, 1 + self.rng.below(3) as i128, 1].map(|bound| self.int(Int::Usize, bound));
        let body = self.open(&[Ty::USIZE, F64, vector()]);
        let [j, sum, before] = self.scopes.last().expect("a scope")[..] else {
            unreachable!("an index and two values")
        };
        let factor = self.at(factors, j);
        let term = if self.rng.percent(50) {
            self.at(terms, i)
        } else {
            self.at(before, j)
        };
        let next = self.apply(Primitive::MulAdd, &[factor, term, sum]);
        let changed = match self.rng.below(3) {
            0 => {
                let older = self.at(before, j);
                let newer = self.apply(Primitive::MulAdd, &[older, factor, term]);
                self.make(Op::Store(vec![Step::Index(())]), &[before, j, newer], vector())
            }
            _ => before,
        };
        self.scopes.pop();
        self.builder.leave(vec![next, changed]);
        let op = Op::For(For {
            body,
            inclusive: false,
            descending: self.rng.percent(20),
            exits: false,
        });
        self.finish(op, &[&bounds[..], &[first, common]].concat(), vec![F64, vector()]);
        let [.., sum, common] = self.scopes.last().expect("a scope")[..] else {
            unreachable!("two results")
        };
        (sum, common)
    }

    /// An element of a vector.
    fn at(&mut self, vector: NodeId, index: NodeId) -> NodeId {
        self.make(Op::Load(vec![Step::Index(())]), &[vector, index], F64)
    }
}
