//! The generated code lives beside anything that the user has: hostile names, strict lints, macros, modules.

#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, non_camel_case_types, non_snake_case, unused)]
#![allow(
    clippy::duplicate_underscore_argument,
    clippy::let_and_return,
    reason = "names and forms that users may have"
)]
#![allow(missing_docs, reason = "test functions speak for themselves")]

use differentiate::differentiate;

/// Names that generated code might use itself.
#[differentiate]
pub fn names_of_our_own(x: f64, dx: f64, workspace: f64, value: f64, t: f64, std: f64, core: f64) -> f64 {
    let gradient = x * dx;
    let checker = workspace * value;
    let self_ = t * std;
    let t_1 = gradient + checker;
    let d = t_1 * self_;
    let ddx = d * core;
    ddx + d
}

#[differentiate]
pub fn raw_identifiers(r#type: f64, r#fn: f64) -> f64 {
    let r#match = r#type * r#fn;
    r#match * r#type
}

#[differentiate]
pub fn underscored(_x: f64, __y: f64) -> f64 {
    let _unused = _x;
    _x * __y
}

#[differentiate]
pub fn r#loop(x: f64) -> f64 {
    x * x
}

#[differentiate]
pub fn named_like_its_parameter(named_like_its_parameter: f64) -> f64 {
    named_like_its_parameter * named_like_its_parameter
}

#[differentiate]
pub fn mutable_parameters(mut x: f64, mut a: [f64; 2]) -> f64 {
    x *= 2.0;
    a[0] += x;
    a[0] * a[1]
}

#[allow(non_upper_case_globals)]
const sum: f64 = 3.0;

#[differentiate]
pub fn lower_case_constant(x: f64) -> f64 {
    x * sum * x
}

macro_rules! define {
    ($name:ident, $factor:expr) => {
        #[differentiate]
        pub fn $name(x: f64) -> f64 {
            let y = $factor * x;
            y * y
        }
    };
}
define!(from_a_macro, 1.0 + 2.0);

macro_rules! with_a_local_of_its_own {
    ($name:ident, $x:ident, $e:expr) => {
        #[differentiate]
        pub fn $name($x: f64) -> f64 {
            let y = 2.0;
            $e * y
        }
    };
}
with_a_local_of_its_own!(two_variables_of_one_name, y, y + 1.0);

#[differentiate]
pub fn derivatives_named_like_keywords(o: f64, x: f64, _x: f64) -> f64 {
    o * x * _x
}

#[differentiate]
pub fn never_comes_back(x: f64) -> f64 {
    if x > 0.0 {
        return x * x;
    }
    panic!("only positive numbers")
}

macro_rules! square {
    ($x:expr) => {
        $x * $x
    };
}

mod outer {
    pub mod inner {
        use differentiate::differentiate;

        pub const SCALE: f64 = 2.0;

        #[differentiate]
        pub(crate) fn scaled(x: f64) -> f64 {
            x * x * SCALE
        }
    }

    use differentiate as renamed;

    #[renamed::differentiate(crate = renamed)]
    pub fn through_a_module(x: f64) -> f64 {
        inner::scaled(x) * self::inner::scaled(x)
    }
}

#[test]
fn hostile_names_change_nothing() {
    let (y, d) = names_of_our_own::value_and_grad(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0);
    assert_eq!(
        y.to_bits(),
        names_of_our_own(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0).to_bits()
    );
    assert_eq!(d, (480.0, 240.0, 960.0, 720.0, 672.0, 560.0, 420.0));
    assert_eq!(raw_identifiers::grad(3.0, 5.0), (30.0, 9.0));
    assert_eq!(underscored::grad(3.0, 5.0), (5.0, 3.0));
    assert!((r#loop::grad(3.0) - 6.0).abs() < 1e-15);
    assert!((named_like_its_parameter::grad(3.0) - 6.0).abs() < 1e-15);
    assert_eq!(mutable_parameters::grad(3.0, [1.0, 2.0]), (4.0, [2.0, 7.0]));
    assert!((lower_case_constant::grad(2.0) - 12.0).abs() < 1e-15);
}

#[test]
fn functions_may_come_from_macros_and_modules() {
    assert!((from_a_macro::grad(2.0) - 36.0).abs() < 1e-13);
    assert!((outer::inner::scaled::grad(3.0) - 12.0).abs() < 1e-15);
    assert!((outer::through_a_module::grad(1.0) - 16.0).abs() < 1e-13);
    assert!((square!(2.0_f64) - 4.0).abs() < 1e-15);
    assert_eq!(two_variables_of_one_name::value_and_grad(3.0), (8.0, 2.0));
    assert_eq!(derivatives_named_like_keywords::grad(1.0, 2.0, 3.0), (6.0, 3.0, 2.0));
    assert!((never_comes_back::grad(3.0) - 6.0).abs() < 1e-15);
}

#[test]
fn functions_may_stand_inside_functions() {
    const FACTOR: f64 = 4.0;

    #[differentiate]
    fn local(x: f64) -> f64 {
        x * x * FACTOR
    }

    assert!((local::grad(3.0) - 24.0).abs() < 1e-15);
}

#[test]
fn a_function_is_still_what_it_was() {
    let f: fn(f64) -> f64 = r#loop;
    assert!((f(3.0) - 9.0).abs() < 1e-15);
    let _type_of_its_own = r#loop {};
}
