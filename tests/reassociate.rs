//! `#[differentiate(reassociate)]`: sums in lanes give what sums in order give, but for the last digits.

use differentiate::{differentiate, Workspace};

/// The same functions, in order and in lanes.
macro_rules! twice {
    ($($item:item)*) => {
        #[differentiate]
        mod in_order {
            $($item)*
        }
        #[differentiate(reassociate)]
        mod in_lanes {
            $($item)*
        }
    };
}

twice! {
    pub fn product(a: &[f64], x: &[f64]) -> f64 {
        let mut sum = -0.0;
        for (a, x) in a.iter().zip(x) {
            sum += a * x;
        }
        sum
    }

    pub fn narrow(a: &[f32], x: &[f32]) -> f32 {
        a.iter().zip(x).map(|(a, x)| (a - x) * (a - x)).sum()
    }

    pub fn statistics(a: &[f64], x: &[f64]) -> f64 {
        let (mut sum, mut squares, mut mixed) = (0.0, 1.0, 0.0);
        for k in 0..a.len() {
            sum += x[k];
            squares -= x[k] * a[k];
            mixed += a[k] / (2.0 + x[k] * x[k]);
        }
        sum * squares + mixed
    }

    pub fn rows(a: &[f64], x: &[f64]) -> f64 {
        let mut total = 0.0;
        for i in 0..x.len() {
            let mut row = 0.25;
            for j in 0..x.len() {
                row += a[j] * x[(i + j) % x.len()];
            }
            total += row * row;
        }
        total
    }

    pub fn columns(a: &[f64], x: &[f64]) -> f64 {
        let mut total = 0.0;
        for i in 0..4 {
            let mut column = x[i];
            for j in 0..x.len() / 4 {
                column -= a[4 * j + i] * x[4 * j + i];
            }
            total += column * column;
        }
        total
    }
}

/// Values that no rounding spares.
fn numbers(count: usize, seed: f64) -> Vec<f64> {
    (0..count).map(|k| (seed + 1.7 * k as f64).sin()).collect()
}

macro_rules! compare {
    ($function:ident, $float:ty, $tolerance:expr) => {
        for count in (4..40).chain([100, 1003]) {
            let [a, x] = [0.3, 2.1].map(|seed| {
                numbers(count, seed)
                    .into_iter()
                    .map(|v| v as $float)
                    .collect::<Vec<_>>()
            });
            let (value, (da, dx)) = in_order::$function::value_and_grad(&a, &x);
            let (in_lanes, (da_in_lanes, dx_in_lanes)) = in_lanes::$function::value_and_grad(&a, &x);
            let scale = count as $float;
            let near = |one: $float, other: $float| (one - other).abs() <= $tolerance * scale;
            assert!(
                near(value, in_lanes),
                "{} of {count}: {in_lanes} is not {value}",
                stringify!($function)
            );
            let all = da.iter().chain(&dx).zip(da_in_lanes.iter().chain(&dx_in_lanes));
            for (one, other) in all {
                assert!(
                    near(*one, *other),
                    "{} of {count}: {other} is not {one}",
                    stringify!($function)
                );
            }
            // The function itself is what it was, and each run is the same.
            assert_eq!(in_lanes::$function(&a, &x).to_bits(), value.to_bits());
            assert_eq!(
                in_lanes::$function::value_and_grad(&a, &x).0.to_bits(),
                in_lanes.to_bits()
            );
        }
    };
}

#[test]
fn lanes_give_what_the_order_gives() {
    compare!(product, f64, 1e-14);
    compare!(narrow, f32, 1e-5);
    compare!(statistics, f64, 1e-13);
    compare!(rows, f64, 1e-12);
    compare!(columns, f64, 1e-13);
}

/// Of use only if the order is another one.
#[test]
fn the_order_is_another_one() {
    let differs = (8..200).filter(|&count| {
        let (a, x) = (numbers(count, 0.3), numbers(count, 2.1));
        in_lanes::product::value_and_grad(&a, &x).0 != in_order::product(&a, &x)
    });
    assert!(differs.count() > 50);
}

#[test]
fn empty_sums_keep_their_zero() {
    assert_eq!(
        in_lanes::product::value_and_grad(&[], &[]).0.to_bits(),
        (-0.0f64).to_bits()
    );
    let zeros = [-0.0; 17];
    let ones = [1.0; 17];
    assert_eq!(
        in_lanes::product::value_and_grad(&zeros, &ones).0.to_bits(),
        (-0.0f64).to_bits()
    );
}

/// Where an index is out of bounds, nothing is read or written before the function would have panicked.
#[test]
fn what_panics_still_does() {
    let run = |x: &[f64]| {
        let (a, mut da, mut dx) = (numbers(20, 0.3), vec![7.0; 20], vec![7.0; x.len()]);
        in_lanes::statistics::value_and_grad_into(&a, x, &mut Workspace::new(), &mut da, &mut dx)
    };
    run(&numbers(20, 2.1));
    assert!(std::panic::catch_unwind(|| run(&numbers(19, 2.1))).is_err());
}

/// On a single function, and on one of an `impl`.
#[test]
fn the_option_stands_where_the_attribute_does() {
    #[differentiate(reassociate)]
    fn squares(x: &[f64]) -> f64 {
        x.iter().map(|x| x * x).sum()
    }
    struct Model;
    #[differentiate]
    impl Model {
        #[differentiate(reassociate)]
        fn squares(x: &[f64]) -> f64 {
            x.iter().map(|x| x * x).sum()
        }
        fn in_order(x: &[f64]) -> f64 {
            x.iter().map(|x| x * x).sum()
        }
    }
    let x = numbers(1003, 0.7);
    let in_lanes = squares::value_and_grad(&x).0;
    assert_ne!(in_lanes, squares(&x));
    assert_eq!(Model::squares_value_and_grad(&x).0, in_lanes);
    assert_eq!(Model::in_order_value_and_grad(&x).0, squares(&x));
}
