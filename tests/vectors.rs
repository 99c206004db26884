//! The shapes of gradients of vectors: rows of their own lengths, in tuples and arrays, and what is said of others.

#![allow(missing_docs)]

use differentiate::{differentiate, Workspace};
use std::panic::{catch_unwind, AssertUnwindSafe};

#[differentiate]
fn rows(rows: &[Vec<f64>]) -> f64 {
    rows.iter().map(|row| row.iter().product::<f64>()).sum()
}

#[differentiate]
fn in_a_tuple(p: (Vec<f64>, f64)) -> f64 {
    p.0[0] * p.1 * p.0[1]
}

#[differentiate]
fn in_a_borrowed_tuple(p: &(Vec<f64>, f64)) -> f64 {
    p.0[0] * p.1 * p.0[1]
}

#[differentiate]
fn array_in_a_borrowed_tuple(p: &([f64; 2], f64)) -> f64 {
    p.0[0] * p.1 * p.0[1]
}

#[differentiate]
fn in_an_array(p: [Vec<f64>; 2]) -> f64 {
    p[0][0] * p[1][0] * p[1][1]
}

#[differentiate]
fn split(x: &[f64]) -> [Vec<f64>; 2] {
    [vec![x[0]], x.to_vec()]
}

#[differentiate]
fn of_arrays(x: &[f64]) -> f64 {
    let pair: [Vec<f64>; 2] = split(x);
    in_an_array(pair) + x[0]
}

/// What a call panics with.
fn message<T>(call: impl FnOnce() -> T) -> String {
    let panic = catch_unwind(AssertUnwindSafe(call)).err().expect("it panics");
    panic.downcast_ref::<String>().cloned().unwrap_or_default()
}

#[test]
fn gradients_have_the_shape_of_the_parameter() {
    assert_eq!(
        rows::grad(&[vec![2.0, 3.0], vec![], vec![5.0]]),
        [vec![3.0, 2.0], vec![], vec![1.0]]
    );
    let gradient = (vec![12.0, 8.0], 6.0);
    assert_eq!(in_a_tuple::grad((vec![2.0, 3.0], 4.0)), gradient);
    assert_eq!(in_a_borrowed_tuple::grad(&(vec![2.0, 3.0], 4.0)), gradient);
    assert_eq!(array_in_a_borrowed_tuple::grad(&([2.0, 3.0], 4.0)), ([12.0, 8.0], 6.0));
    assert_eq!(
        in_an_array::grad([vec![2.0], vec![3.0, 4.0]]),
        [vec![12.0], vec![8.0, 6.0]]
    );
    assert_eq!(of_arrays::grad(&[2.0, 3.0]), [13.0, 4.0]);
}

#[test]
fn check_finds_each_component_of_each_row() {
    let report = rows::check(&[vec![2.0, 3.0], vec![], vec![5.0]]).expect("it is right");
    assert_eq!(report.agreeing(), 3);
    assert_eq!(
        in_an_array::check([vec![2.0], vec![3.0, 4.0]])
            .expect("it is right")
            .agreeing(),
        3
    );
}

#[test]
fn a_row_of_another_length_is_named() {
    let mut workspace = Workspace::new();
    let x = [vec![2.0, 3.0], vec![5.0]];
    let mut short = [vec![0.0, 0.0], vec![]];
    let told = message(|| rows::value_and_grad_into(&x, &mut workspace, &mut short));
    assert!(told.contains("`drows` has 0 elements, but `rows` has 1"), "{told}");
    let mut few = [vec![0.0, 0.0]];
    let told = message(|| rows::value_and_grad_into(&x, &mut workspace, &mut few));
    assert!(told.contains("`drows` has 1 element, but `rows` has 2"), "{told}");
    let mut right = [vec![7.0, 7.0], vec![7.0]];
    assert_eq!(rows::value_and_grad_into(&x, &mut workspace, &mut right), 11.0);
    assert_eq!(right, [vec![3.0, 2.0], vec![1.0]]);
}
