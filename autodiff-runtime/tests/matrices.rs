//! Matrices of other crates as parameters: they move as slices of the same numbers do, bit for bit.
#![cfg(all(feature = "nalgebra", feature = "ndarray"))]

use autodiff_runtime::clipping::ClipNorm;
use autodiff_runtime::optimizers::{Adam, AdamW, Lamb};
use autodiff_runtime::training::{Snapshot, Trainer};
use autodiff_runtime::{Differentiable, Tangent};
use nalgebra::{DMatrix, DVector, Dyn, OMatrix, SMatrix, Vector3, U2};
use ndarray::{array, Array1, Array2, Array3, ArrayD, IxDyn};

/// Some steps along the gradient of Σ cos(3x) + x²/2: all floats in order.
fn trained<P: Differentiable<Tangent = P> + Tangent>(mut x: P) -> Vec<u64> {
    let mut adam = AdamW::new(0.1);
    for _ in 0..5 {
        let mut dx = x.clone();
        let flat: Vec<f64> = x.to_flat().iter().map(|x| x - 3.0 * (3.0 * x).sin()).collect();
        dx.copy_from_flat(&flat);
        ClipNorm::new(2.0).clip(&mut dx).unwrap();
        adam.step(&mut x, &dx);
    }
    x.to_flat().iter().map(|x| x.to_bits()).collect()
}

const NUMBERS: [f64; 6] = [0.3, -1.7, 2.9, 0.1, -0.2, 1.3];

#[test]
fn matrices_of_nalgebra_move_as_slices_do() {
    let expected = trained(NUMBERS.to_vec());
    assert_eq!(trained(DVector::from_column_slice(&NUMBERS)), expected);
    assert_eq!(trained(DMatrix::from_column_slice(2, 3, &NUMBERS)), expected);
    assert_eq!(trained(SMatrix::<f64, 3, 2>::from_column_slice(&NUMBERS)), expected);
    assert_eq!(trained(OMatrix::<f64, U2, Dyn>::from_column_slice(&NUMBERS)), expected);
    let singles = NUMBERS.map(|x| x as f32);
    assert_eq!(
        trained(SMatrix::<f32, 3, 2>::from_column_slice(&singles)),
        trained(singles.to_vec())
    );
}

#[test]
fn arrays_of_ndarray_move_as_slices_do() {
    let expected = trained(NUMBERS.to_vec());
    assert_eq!(trained(Array1::from(NUMBERS.to_vec())), expected);
    assert_eq!(
        trained(Array2::from_shape_vec((2, 3), NUMBERS.to_vec()).unwrap()),
        expected
    );
    assert_eq!(
        trained(Array3::from_shape_vec((1, 3, 2), NUMBERS.to_vec()).unwrap()),
        expected
    );
    assert_eq!(
        trained(ArrayD::from_shape_vec(IxDyn(&[3, 2]), NUMBERS.to_vec()).unwrap()),
        expected
    );
    let singles = NUMBERS.map(|x| x as f32);
    assert_eq!(trained(Array1::from(singles.to_vec())), trained(singles.to_vec()));
    // Column by column in memory, and row by row in logic.
    let transposed = array![[0.3, 0.1], [-1.7, -0.2], [2.9, 1.3]].reversed_axes();
    assert!(transposed.as_slice().is_none());
    assert_eq!(trained(transposed), expected);
}

#[test]
fn a_gradient_in_another_layout_goes_where_it_belongs() {
    let mut straight = array![[1.0, 2.0], [3.0, 4.0]];
    let mut other = straight.clone();
    let gradient = array![[0.1, 0.2], [0.3, 0.4]];
    let transposed = array![[0.1, 0.3], [0.2, 0.4]].reversed_axes();
    assert_eq!(gradient, transposed);
    Adam::new(0.1).maximize(true).step(&mut straight, &gradient);
    Adam::new(0.1).maximize(true).step(&mut other, &transposed);
    assert_eq!(straight, other);
    Lamb::new(0.1).step(&mut straight, &gradient);
    Lamb::new(0.1).step(&mut other, &transposed);
    assert_eq!(straight, other);
}

#[test]
fn they_are_vector_spaces() {
    fn check<T: Tangent + Differentiable<Tangent = T>>(mut a: T, b: &T) {
        let flat = a.to_flat();
        assert_eq!(
            (a.count(), a.dot(b)),
            (flat.len(), flat.iter().zip(b.to_flat()).map(|(a, b)| a * b).sum())
        );
        let mut zero = T::zero();
        zero.add_scaled(b, 2.0);
        a.add_scaled(&T::zero(), 5.0);
        a.add_all(&zero);
        let expected: Vec<f64> = flat.iter().zip(b.to_flat()).map(|(a, b)| a + 2.0 * b).collect();
        assert_eq!(a.to_flat(), expected);
        a.step(b, -2.0);
        assert_eq!(a.to_flat(), flat);
        a.scale(2.0);
        assert_eq!(a.to_flat()[0], 2.0 * flat[0]);
        a.set_zero();
        assert!(a == b.zero_tangent() && T::zero().dot(b) == 0.0);
    }
    check(DVector::from_vec(vec![1.0, 2.0]), &DVector::from_vec(vec![4.0, -3.0]));
    check(Vector3::new(1.0, 2.0, 3.0), &Vector3::new(4.0, -3.0, 0.5));
    check(
        DMatrix::from_element(2, 3, 1.0_f32),
        &DMatrix::from_element(2, 3, 0.5_f32),
    );
    check(array![[1.0, 2.0]], &array![[4.0, -3.0]]);
    check(array![1.0_f32, 2.0].into_dyn(), &array![4.0_f32, -3.0].into_dyn());
}

#[test]
fn a_trainer_takes_them_in_tuples() {
    let mut params = (DMatrix::from_element(2, 2, 1.0), Array1::from(vec![2.0, -2.0]));
    let outcome = Trainer::new(Adam::new(0.05)).epochs(400).fit(&mut params, |(a, b), _| {
        let loss = 0.5 * (a.norm_squared() + b.dot(b));
        (loss, (a.clone(), b.clone()))
    });
    assert!(outcome.unwrap().history.rows()[399].loss < 1e-4);
    let misfit = Snapshot::of(&mut params).put_into(&mut (DMatrix::<f64>::zeros(3, 2), Array1::<f64>::zeros(2)));
    assert!(misfit
        .unwrap_err()
        .to_string()
        .contains("4 numbers f64 in `0`, but the parameters have 6 numbers"));
}

#[test]
#[should_panic(expected = "two matrices differ in their numbers of rows and columns")]
fn other_shapes_of_nalgebra() {
    DMatrix::from_element(2, 3, 1.0).step(&DMatrix::from_element(3, 2, 1.0), 1.0);
}

#[test]
#[should_panic(expected = "two arrays differ in shape")]
fn other_shapes_of_ndarray() {
    array![[1.0, 2.0]].step(&array![[1.0], [2.0]], 1.0);
}
