//! Runs inside a batch's program: holds every function against its doubles and prints what it finds, line by line.
//!
//! The lines are read by `harness::execute`: `begin FILE NAME` before a function is called, so that a hang or a crash has
//! a name; `fail FILE NAME KIND DETAIL`, separated by tabs; and at the end `end` with the counts.

use std::panic::{catch_unwind, AssertUnwindSafe};

use crate::common::case::{active, Argument, Case};
use crate::common::differences::central;
use crate::common::noise;
use crate::modes;

/// At how many points each function is called.
const POINTS: usize = 4;

/// Values and derivatives beyond this are not compared.
pub const LARGE: f64 = 1e9;

/// What may be wrong with a function at one point: the kind and the detail.
pub type Complaint = (&'static str, String);

/// One thing that is checked of every function at every point at which it has a value.
pub type Check = fn(&Case, &[Argument], &mut Counts) -> Result<(), Complaint>;

/// What is checked.
const CHECKS: &[Check] = &[value, gradient, modes::forward, modes::second, modes::hessian];

/// What was seen, to tell whether the programs are any good.
#[derive(Default)]
pub struct Counts {
    functions: usize,
    points: usize,
    panics: usize,
    /// Points where the derivative is infinite, not a number, or too large to say anything.
    wild: usize,
    /// Points where it is zero throughout.
    flat: usize,
    worst: f64,
}

/// The main function of a batch. The first argument says how many cases to skip.
pub fn main(cases: &[Case]) {
    std::panic::set_hook(Box::new(|_| {}));
    let skip = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(0);
    let mut counts = Counts::default();
    for case in cases.iter().skip(skip) {
        println!("begin\t{}\t{}", case.file, case.name);
        counts.functions += 1;
        for point in case.points(POINTS) {
            if let Err((kind, detail)) = at(case, &point, &mut counts) {
                let detail = detail.replace(['\n', '\t'], " ");
                println!(
                    "fail\t{}\t{}\t{kind}\t{detail}; at {}",
                    case.file,
                    case.name,
                    show(&point)
                );
                break;
            }
        }
    }
    let Counts {
        functions,
        points,
        panics,
        wild,
        flat,
        worst,
    } = counts;
    println!("end\t{functions}\t{points}\t{panics}\t{wild}\t{flat}\t{worst:e}");
}

fn at(case: &Case, point: &[Argument], counts: &mut Counts) -> Result<(), Complaint> {
    counts.points += 1;
    let panics = |call: &dyn Fn()| catch_unwind(AssertUnwindSafe(call)).is_err();
    match (
        panics(&|| _ = (case.plain)(point)),
        panics(&|| _ = (case.gradient)(point)),
    ) {
        (true, true) => {
            counts.panics += 1;
            Ok(())
        }
        (true, false) => Err(("panic", "the plain function panics, its gradient does not".to_owned())),
        (false, true) => Err(("panic", "the gradient panics, the plain function does not".to_owned())),
        (false, false) => CHECKS.iter().try_for_each(|check| check(case, point, counts)),
    }
}

fn show(point: &[Argument]) -> String {
    let one = |argument: &Argument| match argument {
        Argument::Floats { values, .. } => format!("{values:?}"),
        Argument::Integer(value) => value.to_string(),
        Argument::Boolean(value) => value.to_string(),
        Argument::Nothing => "_".to_owned(),
    };
    format!("({})", point.iter().map(one).collect::<Vec<_>>().join(", "))
}

fn same(one: f64, other: f64) -> bool {
    one.to_bits() == other.to_bits() || (one.is_nan() && other.is_nan())
}

/// The value is bit for bit the plain function's.
fn value(case: &Case, point: &[Argument], _: &mut Counts) -> Result<(), Complaint> {
    let (plain, (value, _)) = ((case.plain)(point), (case.gradient)(point));
    if same(plain, value) {
        return Ok(());
    }
    Err(("value", format!("plain {plain:e}, through the macro {value:e}")))
}

/// The gradient is that of dual numbers.
fn gradient(case: &Case, point: &[Argument], counts: &mut Counts) -> Result<(), Complaint> {
    let (_, gradient) = (case.gradient)(point);
    let count = active(point).len();
    if gradient.len() != count {
        let detail = format!("{} components in the gradient, {count} inputs", gradient.len());
        return Err(("gradient", detail));
    }
    let dual = |point: &[Argument]| -> Option<Vec<f64>> {
        let all = || (0..count).map(|component| case.dual(point, component).1).collect();
        catch_unwind(AssertUnwindSafe(all)).ok()
    };
    let Some(expected) = dual(point) else {
        return Err(("oracle", "the dual numbers panic".to_owned()));
    };
    let largest = expected.iter().fold(0.0_f64, |largest, one| largest.max(one.abs()));
    // Where numbers are so large, little is left of what is added to them.
    let large = |one: f64| one.is_nan() || one.abs() > LARGE;
    let wild = expected.iter().copied().any(large) || large((case.plain)(point));
    if wild {
        counts.wild += 1;
        return Ok(());
    }
    counts.flat += usize::from(largest == 0.0);
    let tolerance = if case.single { 1e-4 } else { 1e-10 };
    for component in 0..count {
        let error = (gradient[component] - expected[component]).abs();
        let scale = largest.max(1e-3);
        if error <= tolerance * scale {
            if !case.single {
                counts.worst = counts.worst.max(error / scale);
            }
            continue;
        }
        // Rounding may be what differs: how much it can matter shows when digits are disturbed on purpose.
        let disturbed = (1..=4).filter_map(|seed| noise::within(seed, || dual(point)));
        let noise = disturbed.map(|other| (other[component] - expected[component]).abs());
        let noise = noise.fold(
            0.0,
            |largest: f64, one| if one.is_nan() { f64::INFINITY } else { largest.max(one) },
        );
        let digits = if case.single {
            f64::from(f32::EPSILON) / noise::SIZE
        } else {
            1.0
        };
        if gradient[component].is_nan() || error > tolerance * scale + noise * digits {
            return Err(verdict(
                case,
                point,
                component,
                gradient[component],
                expected[component],
            ));
        }
    }
    Ok(())
}

/// Central differences decide who is right, if they are exact enough.
fn verdict(case: &Case, point: &[Argument], component: usize, got: f64, expected: f64) -> Complaint {
    let (difference, error) = central(case.plain, point, component, case.single);
    let apart = |one: f64| (one - difference).abs();
    let (gap, nearest) = ((got - expected).abs(), apart(got).min(apart(expected)));
    let (kind, side) = if error.is_nan() || error.max(nearest) > 0.05 * gap {
        ("gradient", "they do not decide")
    } else if apart(got) < apart(expected) {
        ("oracle", "the gradient is right")
    } else {
        ("gradient", "dual numbers are right")
    };
    let detail = format!(
        "component {component}: {got:e}, dual numbers {expected:e}, differences {difference:e} ± {error:e}: {side}"
    );
    (kind, detail)
}
