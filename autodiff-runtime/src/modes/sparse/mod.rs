//! Jacobians and Hessians of which most entries are zero.

mod colouring;
mod csr;

pub use csr::Csr;

use super::flat::{numbers, Flat};
use super::guard::{guarded_unless, is_finite};
use super::reverse::gradient;
use super::{Lifted, Lifting, LANES};
use crate::scalars::{DualNumber, Leaves, Pattern};
use crate::{Real, Untaped, Workspace};
use alloc::vec::Vec;
use colouring::Colours;
use core::marker::PhantomData;
use csr::CsrPattern;

/// Which entries of a Jacobian or of a Hessian are not zero, and in how few passes all of them can be computed: found once, used
/// at as many points as have the same pattern.
///
/// The pattern is that of the branches and the lengths at the point where it was found: of loops as often as they run there, and of
/// elements whose indices are those there. Where these differ, find it again.
#[derive(Clone, Debug)]
pub struct Sparsity {
    pattern: CsrPattern,
    colours: Colours,
    way: Way,
}

/// How entries are computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// Columns of one colour together, in forward mode.
    Columns,
    /// Rows of one colour together, in reverse mode.
    Rows,
    /// Variables of one colour together, with each entry in one of its two places.
    Symmetric,
}

/// The Jacobian, with a row for each number of the value and a column for each number that takes a derivative: both in the order
/// of the arguments and of the value. See [`Sparsity`], which saves the search for the pattern at more points.
///
/// # Panics
/// Where the function does.
pub fn jacobian_sparse<F: Lifted<P>, P, S: Real>(arguments: F::Arguments<'_, S>) -> Csr<S> {
    Sparsity::of_jacobian::<F, P, S>(arguments).jacobian::<F, P, S>(arguments)
}

/// The second derivatives, symmetric, with a row and a column for each number that takes a derivative, in the order of the
/// arguments. See [`Sparsity`], which saves the search for the pattern at more points.
///
/// # Panics
/// Where the function does.
pub fn hessian_sparse<F: Lifted<P>, P, S: Real>(arguments: F::Arguments<'_, S>) -> Csr<S> {
    Sparsity::of_hessian::<F, P, S>(arguments).hessian::<F, P, S>(arguments)
}

impl Sparsity {
    /// The pattern of the Jacobian at these arguments, in as many passes as there are 512 numbers.
    ///
    /// # Panics
    /// Where the function does.
    pub fn of_jacobian<F: Lifted<P>, P, S: Real>(arguments: F::Arguments<'_, S>) -> Self {
        let columns = Flat::<F, P, S>::new(arguments).point().len();
        let rows = dependencies(columns, |first| {
            let over = F::lift(arguments, &mut Inputs::<S>::from(first));
            numbers(&F::forward(&over, &mut Untaped::new()))
        });
        let pattern = CsrPattern::new(columns, &rows);
        // Columns of one row differ in colour, and so do rows of one column: what that takes at least may settle the matter, and
        // spares the search for the colours of a full row.
        let (rows, longest) = (pattern.transposed(), |pattern: &CsrPattern| {
            (0..pattern.rows()).map(|i| pattern.row(i).len()).max().unwrap_or(0)
        });
        let forward = (longest(&pattern).div_ceil(LANES) <= longest(&rows)).then(|| Colours::of_columns(&pattern));
        let passes = |colours: &Colours| colours.count.div_ceil(LANES);
        match forward {
            Some(colours) if passes(&colours) <= longest(&rows) => Sparsity {
                pattern,
                colours,
                way: Way::Columns,
            },
            forward => {
                let by_rows = Colours::of_columns(&rows);
                match forward {
                    Some(colours) if passes(&colours) <= by_rows.count => Sparsity {
                        pattern,
                        colours,
                        way: Way::Columns,
                    },
                    _ => Sparsity {
                        pattern,
                        colours: by_rows,
                        way: Way::Rows,
                    },
                }
            }
        }
    }

    /// The pattern of the Hessian at these arguments, of a function that gives one number: that of its gradient, in as many passes
    /// as there are 512 numbers.
    ///
    /// # Panics
    /// Where the function does.
    pub fn of_hessian<F: Lifted<P>, P, S: Real>(arguments: F::Arguments<'_, S>) -> Self {
        let columns = Flat::<F, P, S>::new(arguments).point().len();
        let mut rows = dependencies(columns, |first| {
            let over = F::lift(arguments, &mut Inputs::<S>::from(first));
            numbers(&gradient::<F, P, _>(&over))
        });
        // A derivative may depend on a number whose derivative was simplified to depend on nothing.
        let transposed = CsrPattern::new(columns, &rows).transposed();
        for (i, row) in rows.iter_mut().enumerate() {
            row.extend_from_slice(transposed.row(i));
            row.sort_unstable();
            row.dedup();
        }
        let pattern = CsrPattern::new(columns, &rows);
        let colours = Colours::of_symmetric(&pattern);
        Sparsity {
            pattern,
            colours,
            way: Way::Symmetric,
        }
    }

    /// How many rows the matrix has.
    pub fn rows(&self) -> usize {
        self.pattern.rows()
    }

    /// How many columns it has.
    pub fn columns(&self) -> usize {
        self.pattern.columns
    }

    /// How many entries may be other than zero.
    pub fn entries(&self) -> usize {
        self.pattern.indices.len()
    }

    /// How many directions tell all entries: eight of them are one pass in forward mode, one is a pass in reverse mode.
    pub fn colours(&self) -> usize {
        self.colours.count
    }

    /// The Jacobian at these arguments.
    ///
    /// # Panics
    /// Where the function does, if this is the pattern of a Hessian, or of a matrix with other rows or columns.
    pub fn jacobian<F: Lifted<P>, P, S: Real>(&self, arguments: F::Arguments<'_, S>) -> Csr<S> {
        match self.way {
            Way::Columns => guarded_unless(
                self.jacobian_by_columns::<F, P, S, false>(arguments),
                |matrix| is_finite(&matrix.values),
                || self.jacobian_by_columns::<F, P, S, true>(arguments),
            ),
            Way::Rows => self.by_rows::<F, P, S>(arguments),
            Way::Symmetric => panic!("this is the pattern of a Hessian, not of a Jacobian"),
        }
    }

    /// The Hessian at these arguments.
    ///
    /// # Panics
    /// Where the function does, if this is the pattern of a Jacobian, or of a matrix with other rows.
    pub fn hessian<F: Lifted<P>, P, S: Real>(&self, arguments: F::Arguments<'_, S>) -> Csr<S> {
        assert!(
            self.way == Way::Symmetric,
            "this is the pattern of a Jacobian, not of a Hessian"
        );
        guarded_unless(
            self.hessian_by_columns::<F, P, S, false>(arguments),
            |matrix| is_finite(&matrix.values),
            || self.hessian_by_columns::<F, P, S, true>(arguments),
        )
    }

    fn jacobian_by_columns<F: Lifted<P>, P, S: Real, const GUARDED: bool>(
        &self,
        arguments: F::Arguments<'_, S>,
    ) -> Csr<S> {
        self.by_columns(|seeds| -> Vec<DualNumber<S, LANES, GUARDED>> {
            let over = F::lift(arguments, seeds);
            numbers(&F::forward(&over, &mut Untaped::new()))
        })
    }

    fn hessian_by_columns<F: Lifted<P>, P, S: Real, const GUARDED: bool>(
        &self,
        arguments: F::Arguments<'_, S>,
    ) -> Csr<S> {
        self.by_columns(|seeds| -> Vec<DualNumber<S, LANES, GUARDED>> {
            let over = F::lift(arguments, seeds);
            numbers(&gradient::<F, P, _>(&over))
        })
    }

    /// All entries, of which `pass` gives the sums over the columns of each of [`LANES`] colours.
    fn by_columns<B: Real, const GUARDED: bool>(
        &self,
        mut pass: impl FnMut(&mut Seeds<'_>) -> Vec<DualNumber<B, LANES, GUARDED>>,
    ) -> Csr<B> {
        let mut values = alloc::vec![B::constant(0.0); self.entries()];
        for first in (0..self.colours.count).step_by(LANES) {
            let mut seeds = Seeds {
                colours: &self.colours.of,
                next: 0,
                first,
            };
            let sums = pass(&mut seeds);
            crate::shape::check_len("arguments", self.columns(), seeds.next);
            crate::shape::check_len("value", self.rows(), sums.len());
            let lane = |j: usize| self.colours.of[j].checked_sub(first).filter(|&lane| lane < LANES);
            for (i, sum) in sums.iter().enumerate() {
                let mut alike = [0; LANES];
                self.pattern
                    .row(i)
                    .iter()
                    .filter_map(|&j| lane(j))
                    .for_each(|lane| alike[lane] += 1);
                for (k, &j) in self.pattern.row(i).iter().enumerate() {
                    // What is not alone in its lane is alone in its other place, if the matrix is symmetric.
                    let Some(lane) = lane(j).filter(|&lane| alike[lane] == 1) else {
                        continue;
                    };
                    values[self.pattern.starts[i] + k] = sum.tangents[lane];
                    if self.way == Way::Symmetric {
                        // In both places at once, so that the matrix is symmetric bit for bit.
                        let mirrored = self.pattern.place(j, i).expect("the pattern is symmetric");
                        values[mirrored] = sum.tangents[lane];
                    }
                }
            }
        }
        Csr {
            pattern: self.pattern.clone(),
            values,
        }
    }

    fn by_rows<F: Lifted<P>, P, S: Real>(&self, arguments: F::Arguments<'_, S>) -> Csr<S> {
        let mut values = alloc::vec![S::constant(0.0); self.entries()];
        let over = F::lift(arguments, &mut super::arguments::Same);
        let mut kept = Workspace::new();
        let value = F::forward(&over, &mut kept);
        for colour in 0..self.colours.count {
            let mut row = 0;
            let cotangent = value.map(&mut |_| {
                row += 1;
                let mine = self.colours.of.get(row - 1) == Some(&colour);
                S::constant(if mine { 1.0 } else { 0.0 })
            });
            crate::shape::check_len("value", self.rows(), row);
            let sums = numbers(&F::reverse(&over, &cotangent, &mut kept.clone()));
            crate::shape::check_len("arguments", self.columns(), sums.len());
            for i in (0..row).filter(|&i| self.colours.of[i] == colour) {
                for (k, &j) in self.pattern.row(i).iter().enumerate() {
                    values[self.pattern.starts[i] + k] = sums[j];
                }
            }
        }
        Csr {
            pattern: self.pattern.clone(),
            values,
        }
    }
}

/// Of each number that `pass` gives the inputs that it depends on, where `pass` looks at 512 of them from the one that it is
/// given on.
fn dependencies<B: Real>(inputs: usize, mut pass: impl FnMut(usize) -> Vec<Pattern<B>>) -> Vec<Vec<usize>> {
    let mut rows = Vec::new();
    for first in (0..inputs.max(1)).step_by(Pattern::<B>::INPUTS) {
        let numbers = pass(first);
        rows.resize(numbers.len(), Vec::new());
        for (row, number) in rows.iter_mut().zip(&numbers) {
            row.extend(number.inputs().map(|place| first + place));
        }
    }
    rows
}

/// Makes each number an input; those from `first` on are told from each other.
struct Inputs<B> {
    first: usize,
    next: usize,
    base: PhantomData<B>,
}

impl<B> Inputs<B> {
    fn from(first: usize) -> Self {
        Inputs {
            first,
            next: 0,
            base: PhantomData,
        }
    }
}

impl<B: Real> Lifting<B, Pattern<B>> for Inputs<B> {
    fn active<X: Leaves<B> + ?Sized>(&mut self, argument: &X) -> X::With<Pattern<B>> {
        argument.map(&mut |&number| {
            let place = self.next.wrapping_sub(self.first);
            self.next += 1;
            match place < Pattern::<B>::INPUTS {
                true => Pattern::input(number, place),
                false => Pattern::from(number),
            }
        })
    }
}

/// Moves each number in the direction of its colour.
struct Seeds<'a> {
    colours: &'a [usize],
    next: usize,
    first: usize,
}

impl<B: Real, const GUARDED: bool> Lifting<B, DualNumber<B, LANES, GUARDED>> for Seeds<'_> {
    fn active<X: Leaves<B> + ?Sized>(&mut self, argument: &X) -> X::With<DualNumber<B, LANES, GUARDED>> {
        argument.map(&mut |&number| {
            let colour = self.colours.get(self.next).copied().unwrap_or(usize::MAX);
            self.next += 1;
            match colour.wrapping_sub(self.first) {
                lane if lane < LANES => DualNumber::variable(number, lane),
                _ => DualNumber::constant_of(number),
            }
        })
    }
}
