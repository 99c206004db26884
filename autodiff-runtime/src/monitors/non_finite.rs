//! Which operation of a function is the first to give NaN or infinity.

use crate::modes::{Lifted, Lifting};
use crate::scalars::watched::Notes;
use crate::scalars::{Leaves, NonFiniteOperation, Watched};
use crate::{Real, Workspace};

/// Runs a differentiated function and its reverse sweep over [`Watched`] numbers, and tells, if the value or the gradient is not
/// finite, which operation is the first on the way to it whose operands were finite: its name, what it was applied to, whether
/// it belongs to the function or to its derivative, and where it stands. None if all is finite.
///
/// `F` is the struct beside the function, `P` its generic parameters, `S` its float; `arguments` are as a tuple, with arrays and vectors as
/// references. The cotangents of all numbers of the value are 1. It takes some times as long as a gradient.
///
/// ```ignore
/// // Beside `#[differentiate] fn loss(w: &[f64], #[constant] x: &[f64]) -> f64`:
/// if let Some(operation) = first_non_finite::<loss, _, _>((&w[..], &x[..])) {
///     println!("{operation}"); // ln(-0.5) is NaN in the function, at src/main.rs:12:9
/// }
/// ```
///
/// # Panics
/// Where the function does.
pub fn first_non_finite<F: Lifted<P>, P, S: Real>(arguments: F::Arguments<'_, S>) -> Option<NonFiniteOperation> {
    let before = Notes::default().replace();
    let over = F::lift(arguments, &mut Watching);
    let mut tape = Workspace::new();
    let value = F::forward(&over, &mut tape);
    Notes::reverse();
    let cotangent = value.map(&mut |_| Watched::constant(1.0));
    let mut worst = Watched::constant(0.0);
    value.map(&mut |number| worst = earlier(worst, *number));
    if worst.is_finite() {
        let gradient = F::reverse(&over, &cotangent, &mut tape);
        gradient.map(&mut |number| worst = earlier(worst, *number));
    }
    let origin = worst.origin();
    before.replace();
    origin
}

/// Of two numbers the one that was made infinite or NaN first.
fn earlier<T: Real>(a: Watched<T>, b: Watched<T>) -> Watched<T> {
    if b.rank() < a.rank() {
        b
    } else {
        a
    }
}

/// The arguments as numbers that are watched.
struct Watching;

impl<B: Real> Lifting<B, Watched<B>> for Watching {
    fn active<X: Leaves<B> + ?Sized>(&mut self, argument: &X) -> X::With<Watched<B>> {
        argument.map(&mut |&number| Watched::new(number))
    }

    fn constant<X: Leaves<B> + ?Sized>(&mut self, argument: &X) -> X::With<Watched<B>> {
        self.active(argument)
    }
}
