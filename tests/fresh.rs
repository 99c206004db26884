//! What was in the buffers of a gradient is overwritten, all of it.

#[path = "corpus/fresh.rs"]
#[allow(dead_code, clippy::needless_range_loop)]
mod functions;

use differentiate::Workspace;
use functions::*;

/// Longer than what reads it, shorter, and empty.
#[test]
fn slices() {
    let all = [0.7, 0.2, 0.4, 0.9, 0.6, 0.1, 0.3];
    for len in [7, 6, 5] {
        let x = &all[..len];
        let gradient = |run: &dyn Fn(&mut Workspace, &mut [f64])| {
            let mut dx = vec![f64::NAN; len];
            run(&mut Workspace::new(), &mut dx);
            dx
        };
        let into = |f: &dyn Fn(&mut Workspace, &mut [f64])| gradient(f);
        for n in [0, 2, 6, 9] {
            let found = into(&|workspace, dx| _ = first_but_not_of_all::value_and_grad_into(x, n, workspace, dx));
            assert_eq!(found, first_but_not_of_all::grad(x, n));
        }
        let found = into(&|workspace, dx| _ = first_from_the_second_on::value_and_grad_into(x, workspace, dx));
        assert_eq!(found, first_from_the_second_on::grad(x));
        let found = into(&|workspace, dx| _ = first_and_again::value_and_grad_into(x, workspace, dx));
        assert_eq!(found, first_and_again::grad(x));
        let found = into(&|workspace, dx| _ = first_and_another_one::value_and_grad_into(x, workspace, dx));
        assert_eq!(found, first_and_another_one::grad(x));
        let found = into(&|workspace, dx| _ = first_beside_neighbours::value_and_grad_into(x, workspace, dx));
        assert_eq!(found, first_beside_neighbours::grad(x));
    }
    let mut dx = [f64::NAN];
    first_beside_neighbours::value_and_grad_into(&[0.5], &mut Workspace::new(), &mut dx);
    assert_eq!(dx, [0.0]);
}

#[test]
fn rows() {
    let w = [[0.7, 0.2, 0.4, 0.9], [-0.6, 0.1, -0.3, 0.8], [0.4, 0.3, 0.5, 0.2]];
    let x = [0.2, 0.6, 0.4, 0.9];
    let (mut dw, mut dx) = ([[f64::NAN; 4]; 3], [f64::NAN; 4]);
    first_in_rows::value_and_grad_into(&w, &x, &mut Workspace::new(), &mut dw, &mut dx);
    assert_eq!((dw, dx), first_in_rows::grad(&w, &x));
    (dw, dx) = ([[f64::NAN; 4]; 3], [f64::NAN; 4]);
    first_in_parts_of_rows::value_and_grad_into(&w, &x, &mut Workspace::new(), &mut dw, &mut dx);
    assert_eq!((dw, dx), first_in_parts_of_rows::grad(&w, &x));
    (dw, dx) = ([[f64::NAN; 4]; 3], [f64::NAN; 4]);
    first_behind_a_maximum::value_and_grad_into(&w, &x, &mut Workspace::new(), &mut dw, &mut dx);
    assert_eq!((dw, dx), first_behind_a_maximum::grad(&w, &x));
    (dw, dx) = ([[f64::NAN; 4]; 3], [f64::NAN; 4]);
    first_on_one_side::value_and_grad_into(&w, &x, &mut Workspace::new(), &mut dw, &mut dx);
    let (by_rows, by_x) = first_on_one_side::grad(&w, &x);
    assert_eq!((dw.to_vec(), dx.to_vec()), (by_rows, by_x));
    assert!(dw.iter().flatten().all(|one| !one.is_nan()));
}
