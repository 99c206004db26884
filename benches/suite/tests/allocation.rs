//! `value_and_grad_into` allocates nothing once its workspace is warm, but for the vectors that a function makes itself.

use allocation_counter::measure;
use gradient_suite::case::{Case, GENERATED};
use gradient_suite::growth::{lines, nests, parameters};
use gradient_suite::problems;

/// How often the gradient allocates, and how often the function does.
fn allocations(case: &mut Case) -> (u64, u64) {
    let mut dx = vec![0.0; case.size];
    let (_, way) = case
        .ways
        .iter_mut()
        .find(|(name, _)| *name == GENERATED)
        .expect("a generated gradient");
    way(&mut dx);
    let gradient = measure(|| {
        for _ in 0..10 {
            way(&mut dx);
        }
    });
    let function = measure(|| {
        for _ in 0..10 {
            (case.primal)();
        }
    });
    (gradient.count_total, function.count_total)
}

/// A vector that the function makes has an adjoint, which is a vector too; everything else is in the workspace.
fn allocates_only_for_vectors_of_the_function(mut case: Case) {
    let (gradient, function) = allocations(&mut case);
    let name = case.name;
    assert!(
        gradient <= 2 * function,
        "{name}: the gradient allocates {gradient} times, the function {function}"
    );
}

#[test]
fn the_problems_allocate_nothing_once_warm() {
    problems::all()
        .into_iter()
        .for_each(allocates_only_for_vectors_of_the_function);
}

#[test]
fn what_grows_allocates_nothing_once_warm() {
    let networks = [(9, 9), (99, 99)].map(|(inputs, hidden)| parameters::sample(inputs, hidden, 1).case);
    let straight = lines::samples().map(|(_, sample)| sample.case);
    let loops = nests::samples().map(|(_, _, sample)| sample.case);
    networks
        .into_iter()
        .chain(straight)
        .chain(loops)
        .for_each(allocates_only_for_vectors_of_the_function);
}
