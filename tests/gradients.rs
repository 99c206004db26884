//! Every function of the corpus: value bit for bit the plain one's, gradient against dual numbers and differences.

mod common;

use std::panic::{catch_unwind, AssertUnwindSafe};

use common::case::{active, Argument, Case};
use common::differences::central;
use corpus::cases;

oracle_macros::corpus!("tests/corpus":
    activity,
    adaptors,
    algorithms,
    arithmetic,
    arrays,
    assertions,
    bindings,
    branches,
    calls,
    casts,
    chunks,
    closures,
    constants,
    enums,
    exits,
    extras,
    formulas,
    function_parameters,
    generic,
    generic_calls,
    impls,
    in_place,
    in_place_structs,
    in_slices,
    integers,
    iter_mut,
    iterators,
    labels,
    lent_parts,
    libm_paths,
    literals,
    loops,
    matches,
    methods,
    modules,
    neighbours,
    nested,
    operators,
    option_parameters,
    options,
    parameters,
    places,
    primitive_paths,
    primitives,
    printing,
    ranges,
    recursion,
    results,
    single_precision,
    slices,
    sorting,
    struct_calls,
    struct_programs,
    structs,
    tuple_elements,
    update_operators,
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
            let (_, expected) = (case.dual)(point, component);
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
            let (value, derivative) = (case.dual)(point, component);
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
