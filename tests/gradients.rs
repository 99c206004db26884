//! Every function of the corpus: value bit for bit the plain one's, gradient against dual numbers and differences.

mod common;
#[path = "common/directions.rs"]
mod directions;

use std::panic::{catch_unwind, AssertUnwindSafe};

use common::case::{active, Argument, Case, Random};
use common::differences::central;
use corpus::cases;

oracle_macros::corpus!("tests/corpus" all:
    activity,
    adaptors,
    advanced,
    algorithms,
    arithmetic,
    arrays,
    associated_results,
    assertions,
    bindings,
    branches,
    callables,
    calls,
    captures,
    casts,
    chunks,
    closures,
    constant_arguments,
    constants,
    divided,
    enums,
    equality,
    exits, extremum,
    extras,
    formulas,
    fresh,
    function_parameters,
    generic,
    generic_calls,
    impls,
    in_place,
    in_place_results,
    in_place_structs,
    in_slices,
    indexing,
    integers,
    iter_mut,
    iterators,
    jam,
    joint,
    labels,
    lent_parts,
    libm_paths,
    literals,
    loops,
    matches,
    methods,
    modules,
    named_alike,
    neighbours,
    nested,
    operators,
    option_fields,
    option_parameters,
    options,
    overflow,
    parameters,
    passed_on,
    places,
    primitive_paths,
    primitives,
    printing,
    put_back,
    ranges,
    recursion,
    results,
    searches,
    settled,
    single_precision,
    slices,
    sorting,
    struct_calls,
    struct_patterns,
    struct_programs,
    structs,
    sunk,
    tuple_elements,
    update_operators,
    variants,
    vector_rows,
    vector_signatures,
    vector_structs,
    vectors,
    views,
    while_loops,
);

/// How many points are drawn for each function.
const POINTS: usize = 5;

/// What is wrong with one function, each complaint with its point.
fn complaints(case: &Case, check: impl Fn(&Case, &[Argument]) -> Result<(), String>) -> Vec<String> {
    let one = |point: Vec<Argument>| {
        let outcome = catch_unwind(AssertUnwindSafe(|| check(case, &point)));
        let outcome = outcome.unwrap_or_else(|_| Err("panicked".to_owned()));
        outcome
            .err()
            .map(|what| format!("{} at {}: {what}", case.title(), show(&point)))
    };
    case.points(POINTS).into_iter().filter_map(one).collect()
}

/// Runs `check` at all points of all functions and reports everything that failed.
fn everywhere(check: impl Fn(&Case, &[Argument]) -> Result<(), String>) {
    let failed: Vec<String> = cases().iter().flat_map(|case| complaints(case, &check)).collect();
    assert!(failed.is_empty(), "{} failures:\n{}", failed.len(), failed.join("\n"));
}

fn show(point: &[Argument]) -> String {
    let one = |argument: &Argument| match argument {
        Argument::Floats { active: true, values } => format!("{values:?}"),
        Argument::Floats { active: false, values } => format!("constant {values:?}"),
        Argument::Integer(value) => value.to_string(),
        Argument::Boolean(value) => value.to_string(),
        Argument::Nothing => "_".to_owned(),
    };
    format!("({})", point.iter().map(one).collect::<Vec<_>>().join(", "))
}

fn same(one: f64, other: f64) -> bool {
    one.to_bits() == other.to_bits() || (one.is_nan() && other.is_nan())
}

fn near(one: f64, other: f64, tolerance: f64) -> bool {
    same(one, other) || (one - other).abs() <= tolerance * other.abs().max(1.0)
}

#[test]
fn the_corpus_has_at_least_120_functions_of_different_names() {
    let cases = cases();
    let names: std::collections::BTreeSet<_> = cases.iter().map(|case| case.name).collect();
    assert_eq!(names.len(), cases.len(), "two functions share a name");
    assert!(cases.len() >= 120, "only {} functions", cases.len());
    println!("{} functions", cases.len());
}

#[test]
fn every_file_of_the_corpus_is_tested() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus");
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let sources = paths.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    let mut names: Vec<String> = sources
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    let mut listed = corpus::FILES.to_vec();
    names.sort();
    listed.sort();
    assert_eq!(names, listed);
}

#[test]
fn the_value_is_bit_for_bit_the_plain_functions() {
    everywhere(|case, point| {
        let (plain, (value, _)) = ((case.plain)(point), (case.gradient)(point));
        if same(plain, value) {
            Ok(())
        } else {
            Err(format!("plain {plain:e}, through the macro {value:e}"))
        }
    });
}

#[test]
fn what_is_left_in_places_is_bit_for_bit_what_the_plain_function_leaves() {
    everywhere(|case, point| match &(case.left)(point)[..] {
        [plain, left] if plain == left => Ok(()),
        left => Err(format!("leaves {left:?}")),
    });
}

#[test]
fn the_gradient_is_that_of_dual_numbers() {
    everywhere(|case, point| {
        if !case.has_dual {
            return Ok(());
        }
        let tolerance = if case.single { 1e-4 } else { 1e-12 };
        let (_, gradient) = (case.gradient)(point);
        let count = active(point).len();
        if gradient.len() != count {
            return Err(format!("{} components in the gradient, {count} inputs", gradient.len()));
        }
        for (component, &got) in gradient.iter().enumerate() {
            let (_, expected) = case.dual(point, component);
            if !near(got, expected, tolerance) {
                return Err(format!("component {component}: {got:e}, dual numbers {expected:e}"));
            }
        }
        Ok(())
    });
}

#[test]
fn the_gradient_is_within_the_error_of_central_differences() {
    everywhere(|case, point| {
        if !case.differences {
            return Ok(());
        }
        let (_, gradient) = (case.gradient)(point);
        for (component, &got) in gradient.iter().enumerate() {
            differences_agree(case, point, component, got)?;
        }
        Ok(())
    });
}

/// The oracle is itself held against differences, and against the value: it needs no macro to be right.
#[test]
fn dual_numbers_are_right_themselves() {
    everywhere(|case, point| {
        if !case.has_dual {
            return Ok(());
        }
        let plain = (case.plain)(point);
        for component in 0..active(point).len() {
            let (value, derivative) = case.dual(point, component);
            if !near(value, plain, if case.single { 1e-4 } else { 1e-14 }) {
                return Err(format!("plain {plain:e}, over dual numbers {value:e}"));
            }
            if case.differences {
                differences_agree(case, point, component, derivative)?;
            }
        }
        Ok(())
    });
}

fn differences_agree(case: &Case, point: &[Argument], component: usize, got: f64) -> Result<(), String> {
    if (case.plain)(point).is_nan() {
        return Ok(());
    }
    let (expected, error) = central(case.plain, point, component, case.single);
    let floor: f64 = if case.single { 2e-3 } else { 1e-8 };
    if near(got, expected, floor.max(10.0 * error).min(1e-2)) {
        Ok(())
    } else {
        Err(format!(
            "component {component}: {got:e}, differences {expected:e} ± {error:e}"
        ))
    }
}

#[test]
fn it_panics_where_the_plain_function_panics() {
    let panicked = |call: &dyn Fn()| catch_unwind(AssertUnwindSafe(call)).is_err();
    let mut points = 0;
    for case in cases() {
        for point in &case.panics {
            let title = format!("{} at {}", case.title(), show(point));
            assert!(
                panicked(&|| _ = (case.plain)(point)),
                "{title}: the plain function does not panic"
            );
            assert!(
                panicked(&|| _ = (case.gradient)(point)),
                "{title}: value_and_grad does not panic"
            );
            points += 1;
        }
    }
    assert!(points > 0);
}

/// The point with a direction in the place of each active argument; integers stay.
fn direction(case: &Case, point: &[Argument]) -> Vec<Argument> {
    let mut random = Random::named(case.name);
    let one = |argument: &Argument| match argument {
        Argument::Floats { active, values } => Argument::Floats {
            active: *active,
            values: values.iter().map(|_| random.float(-1.0, 1.0)).collect(),
        },
        other => other.clone(),
    };
    point.iter().map(one).collect()
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

/// As `near`, for sums of terms that may cancel.
fn near_terms(one: f64, other: f64, terms: f64, tolerance: f64) -> bool {
    one.is_nan() && other.is_nan() || (one - other).abs() <= tolerance * terms.max(1.0) || one == other
}

#[test]
fn forward_and_reverse_mode_agree() {
    everywhere(|case, point| {
        let Some(modes) = case.modes else { return Ok(()) };
        let along = direction(case, point);
        let got = modes(point, &along);
        let (value, gradient) = (case.gradient)(point);
        let flat = active(&along);
        if let [forward, tangent] = got.jvp[..] {
            if !same(forward, value) && !near(forward, value, 1e-14) {
                return Err(format!("value {value:e}, forward {forward:e}"));
            }
            let terms = gradient.iter().zip(&flat).map(|(a, b)| (a * b).abs()).sum();
            let expected = dot(&gradient, &flat);
            if !near_terms(tangent, expected, terms, 1e-13) {
                return Err(format!("jvp {tangent:e}, gradient times direction {expected:e}"));
            }
        }
        for (pulled, expected) in got.vjp.iter().zip(&gradient) {
            if !near(*pulled, *expected, 1e-13) {
                return Err(format!("vjp {:?}, gradient {gradient:?}", got.vjp));
            }
        }
        Ok(())
    });
}

#[test]
fn most_functions_have_all_derivatives() {
    let (mut twice, mut pulled, mut all) = (0, 0, 0);
    for case in cases() {
        let (Some(modes), Some(point)) = (case.modes, case.points(1).first().cloned()) else {
            continue;
        };
        let Ok(got) = catch_unwind(AssertUnwindSafe(|| modes(&point, &direction(&case, &point)))) else {
            continue;
        };
        all += 1;
        twice += usize::from(!got.hessian.is_empty());
        pulled += usize::from(!got.vjp.is_empty());
    }
    println!("{all} functions: {pulled} with a pullback, {twice} with a Hessian");
    assert!(all >= 1200 && 10 * pulled >= 9 * all && 20 * twice >= 17 * all);
}

#[test]
fn the_hessian_is_that_of_hyper_dual_numbers() {
    let compared = std::cell::Cell::new(0);
    everywhere(|case, point| {
        let Some(modes) = case.modes.filter(|_| case.has_dual) else {
            return Ok(());
        };
        let hessian = modes(point, &direction(case, point)).hessian;
        let count = active(point).len();
        for (at, &got) in hessian.iter().enumerate() {
            let places = [at / count, at % count];
            let [_, _, expected] = (case.hyper_dual)(point, places);
            // They say nothing where zero meets infinity.
            if !expected.is_nan() && !near(got, expected, 1e-10) {
                return Err(format!("{places:?}: {got:e}, hyper-dual numbers {expected:e}"));
            }
            compared.set(compared.get() + 1);
        }
        Ok(())
    });
    assert!(compared.get() > 10_000, "{} entries", compared.get());
}

#[test]
fn second_derivatives_are_symmetric_and_those_of_the_gradient() {
    everywhere(|case, point| {
        let Some(modes) = case.modes else { return Ok(()) };
        let along = direction(case, point);
        let (got, flat) = (modes(point, &along), active(&along));
        let count = flat.len();
        if got.hessian.is_empty() && count > 0 {
            return Ok(());
        }
        if got.hessian.len() != count * count {
            return Err(format!(
                "{} numbers in a Hessian of {count} variables",
                got.hessian.len()
            ));
        }
        for i in 0..count {
            let row = &got.hessian[i * count..][..count];
            let terms = row.iter().zip(&flat).map(|(a, b)| (a * b).abs()).sum();
            if !near_terms(got.hvp[i], dot(row, &flat), terms, 1e-11) {
                return Err(format!(
                    "hvp {:?}, Hessian {:?}, direction {flat:?}",
                    got.hvp, got.hessian
                ));
            }
        }
        if !case.differences {
            return Ok(());
        }
        // The gradient is smooth where two steps of differences agree.
        let differences = |step: f64| {
            let moved = |sign: f64| {
                let mut next = flat.iter();
                let one = |argument: &Argument| match argument {
                    Argument::Floats { active: true, values } => Argument::Floats {
                        active: true,
                        values: values.iter().map(|x| x + sign * step * next.next().unwrap()).collect(),
                    },
                    other => other.clone(),
                };
                let moved: Vec<Argument> = point.iter().map(one).collect();
                catch_unwind(AssertUnwindSafe(|| (case.gradient)(&moved).1)).ok()
            };
            let (after, before) = (moved(1.0)?, moved(-1.0)?);
            let slopes = after.iter().zip(&before).map(|(a, b)| {
                let rounding = 4.0 * f64::EPSILON * (a.abs() + b.abs()) / step;
                ((a - b) / (2.0 * step), rounding)
            });
            Some(slopes.collect::<Vec<(f64, f64)>>())
        };
        let (Some(wide), Some(narrow)) = (differences(2e-5), differences(1e-5)) else {
            return Ok(());
        };
        for (k, (&(wide, _), &(narrow, rounding))) in wide.iter().zip(&narrow).enumerate() {
            let error = (wide - narrow).abs() + rounding + 1e-6 * (1.0 + narrow.abs());
            if error > 1e-3 * (1.0 + narrow.abs()) {
                continue;
            }
            if (got.hvp[k] - narrow).abs() > 20.0 * error {
                return Err(format!("component {k}: hvp {:e}, differences {narrow:e}", got.hvp[k]));
            }
        }
        Ok(())
    });
}
