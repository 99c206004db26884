//! Gradients in forward mode: chosen for few variables and long loops, or by `mode = "forward"`.

use differentiate::{differentiate, Workspace};

macro_rules! lorenz {
    ($(#[$attribute:meta])* $name:ident) => {
        $(#[$attribute])*
        fn $name(sigma: f64, p: [f64; 2], #[constant] start: [f64; 3], steps: usize) -> f64 {
            let (mut x, mut y, mut z) = (start[0], start[1], start[2]);
            for _ in 0..steps {
                let dx = sigma * (y - x);
                let dy = x * (p[0] - z) - y;
                let dz = x * y - p[1] * z;
                x += 0.01 * dx;
                y += 0.01 * dy;
                z += 0.01 * dz;
            }
            x * x + y.sin() * z
        }
    };
}

lorenz!(
    #[differentiate]
    chosen
);
lorenz!(
    #[differentiate(mode = "reverse")]
    reverse
);
lorenz!(
    #[differentiate(mode = "forward")]
    forward
);

const P: [f64; 2] = [28.0, 8.0 / 3.0];
const START: [f64; 3] = [1.0, 0.5, 20.0];

#[test]
fn both_modes_agree() {
    for steps in [0, 1, 10, 100] {
        let value = chosen(10.0, P, START, steps);
        let (forwards, gradient) = forward::value_and_grad(10.0, P, START, steps);
        assert_eq!(value.to_bits(), forwards.to_bits());
        let (backwards, by_reverse) = reverse::value_and_grad(10.0, P, START, steps);
        assert_eq!(value.to_bits(), backwards.to_bits());
        let pairs = [
            (gradient.0, by_reverse.0),
            (gradient.1[0], by_reverse.1[0]),
            (gradient.1[1], by_reverse.1[1]),
        ];
        for (one, other) in pairs {
            assert!(
                (one - other).abs() <= 1e-12 * (1.0 + other.abs()),
                "{one} is not {other}"
            );
        }
        assert_eq!(
            chosen::grad(10.0, P, START, steps),
            forward::grad(10.0, P, START, steps)
        );
    }
}

#[test]
fn places_are_overwritten() {
    let (mut dsigma, mut dp) = (7.0, [7.0; 2]);
    let value = forward::value_and_grad_into(10.0, P, START, 10, &mut Workspace::new(), &mut dsigma, &mut dp);
    let (expected, gradient) = forward::value_and_grad(10.0, P, START, 10);
    assert_eq!((value, (dsigma, dp)), (expected, gradient));
    chosen::check(10.0, P, START, 20).unwrap();
}

/// With `f32`s, and branches.
#[differentiate(mode = "forward")]
fn single(x: f32, y: f32) -> f32 {
    let mut sum = 0.0;
    for k in 0..5 {
        sum += if x > y { x * y.sin() } else { y / x } * k as f32;
    }
    sum
}

#[test]
fn in_single_precision() {
    let (value, (dx, dy)) = single::value_and_grad(0.5, 0.25);
    assert_eq!(value, single(0.5, 0.25));
    assert!((dx - 10.0 * 0.25_f32.sin()).abs() < 1e-5 && (dy - 5.0 * 0.25_f32.cos()).abs() < 1e-5);
}
