//! `check::modes` and `check::taylor`: right derivatives pass, each kind of wrong one is told by what it breaks.

use differentiate::check::{self, ModeTest, Verdict};
use differentiate::modes::{Lifted, Lifting, Tape};
use differentiate::{differentiate, Real, Workspace};

#[differentiate]
fn loss(w: &[f64], #[constant] x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..w.len() {
        sum += (w[i] * x[i]).tanh() * w[(i + 1) % w.len()].exp();
    }
    sum
}

#[differentiate]
fn rotated(x: [f64; 2], angle: f64) -> [f64; 2] {
    let (s, c) = (angle.sin(), angle.cos());
    [c * x[0] - s * x[1], s * x[0] + c * x[1]]
}

#[differentiate]
fn single(x: &[f32]) -> f32 {
    x[0] * x[1].sin() + x[1] * x[0]
}

#[differentiate]
fn kink(x: f64) -> f64 {
    x.abs()
}

#[test]
fn right_modes_agree_in_all_directions() {
    let report = check::modes::<loss, _, _>((&[0.5, -1.0, 2.0], &[1.0, 2.0, -0.5])).unwrap();
    assert_eq!((report.agreeing(), report.comparisons().len()), (12, 12), "{report}");
    let report = check::modes::<rotated, _, _>((&[0.5, -1.0], 0.7)).unwrap();
    assert_eq!((report.agreeing(), report.comparisons().len()), (6, 6), "{report}");
    let report = check::modes::<single, _, _>((&[0.5_f32, -1.0],)).unwrap();
    assert_eq!((report.agreeing(), report.comparisons().len()), (12, 12), "{report}");
}

#[test]
fn a_kink_is_no_failure() {
    let report = check::modes::<kink, _, _>((0.0,)).unwrap();
    assert!(report.inconclusive() > 0);
    assert!(report.to_string().contains("check at a nearby point"), "{report}");
}

/// x³ with halves that someone has written by hand.
struct Cube<const FAULT: u8>;

impl<const FAULT: u8> Lifted for Cube<FAULT> {
    type Arguments<'a, R: Real> = (R,);
    type Over<S: Real> = (S,);
    type Value<S: Real> = S;
    type Gradient<S: Real> = S;
    const ACTIVE: &'static [bool] = &[true];

    fn lift<R: Real, S: Real>(arguments: (R,), lifting: &mut impl Lifting<R, S>) -> (S,) {
        (lifting.active(&arguments.0),)
    }

    fn map_value<S: Real, R: Real>(value: &S, each: impl Fn(&S) -> R + Copy) -> R {
        each(value)
    }

    fn map_gradient<S: Real, R: Real>(gradient: &S, each: impl Fn(&S) -> R + Copy) -> R {
        each(gradient)
    }

    fn zeros<S: Real>(_over: &(S,)) -> S {
        S::constant(0.0)
    }

    fn forward<S: Real, T: Tape>(over: &(S,), _tape: &mut T) -> S {
        match FAULT {
            // A factor that takes no derivative.
            1 => over.0 * over.0 * S::constant(over.0.to_f64()),
            _ => over.0 * over.0 * over.0,
        }
    }

    fn reverse<S: Real>(over: &(S,), cotangent: &S, _tape: &mut Workspace) -> S {
        let square = over.0 * over.0;
        match FAULT {
            1 => *cotangent * square.scaled(2.0),
            2 => *cotangent * square.scaled(-3.0),
            // A derivative that is right, and has none itself.
            3 => *cotangent * S::constant(3.0 * square.to_f64()),
            _ => *cotangent * square.scaled(3.0),
        }
    }
}

fn wrong<const FAULT: u8>() -> Vec<ModeTest> {
    let report = check::modes::<Cube<FAULT>, _, _>((1.5,)).unwrap_err();
    let comparisons = report.comparisons().iter();
    let wrong = comparisons.filter(|one| matches!(one.verdict, Verdict::Disagrees(_)) && one.direction == 0);
    wrong.map(|one| one.test).collect()
}

#[test]
fn each_wrong_half_is_told_by_what_it_breaks() {
    check::modes::<Cube<0>, _, _>((1.5,)).unwrap();
    assert_eq!(wrong::<1>(), [ModeTest::Jvp]);
    assert_eq!(wrong::<2>(), [ModeTest::Vjp]);
    assert_eq!(wrong::<3>(), [ModeTest::Hvp]);
    let report = check::modes::<Cube<2>, _, _>((1.5,)).unwrap_err();
    assert!(
        report.to_string().contains("not the transpose of forward mode"),
        "{report}"
    );
}

/// Derivatives of a function along a line, from `jvp` and `hvp`.
#[test]
fn the_taylor_test_sees_each_order() {
    let (w, x, v) = ([0.5, -1.0, 2.0], [1.0, 2.0, -0.5], [0.3, 0.7, -0.4]);
    let along = |h: f64| {
        let moved: Vec<f64> = w.iter().zip(&v).map(|(w, v)| w + h * v).collect();
        loss(&moved, &x)
    };
    let first = loss::jvp(&w, &x, &v).1;
    let second: f64 = loss::hvp(&w, &x, &v).iter().zip(&v).map(|(h, v)| h * v).sum();
    let report = check::taylor(along, &[first, second]).unwrap();
    for order in &report.orders {
        assert_eq!(order.verdict, Verdict::Agrees, "{report}");
        assert!(
            (order.observed.unwrap() - order.order as f64 - 1.0).abs() < 0.3,
            "{report}"
        );
    }
    let report = check::taylor(along, &[first * (1.0 + 1e-6), second]).unwrap_err();
    assert!(report.to_string().contains("order 1"), "{report}");
    assert!(check::taylor(along, &[first, -second]).is_err());
    // A line has no remainder, and a kink no order.
    assert!(check::taylor(|h| 2.0 * h + 1.0, &[2.0, 0.0]).is_ok());
    let report = check::taylor(|h| (h - 1e-4_f64).abs(), &[-1.0]);
    assert!(report.is_err() || report.unwrap().orders[0].verdict != Verdict::Agrees);
}
