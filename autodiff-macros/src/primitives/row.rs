//! What a row of the table says, and the macro that reads it.

use super::symbol::Symbol;
use super::Primitive;

/// The cost of a function that is computed by a library, in operations.
pub const LIBRARY: u32 = 10;

/// How Rust writes an application.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Notation {
    /// `x + y`
    Infix(&'static str),
    /// `-x`
    Prefix(&'static str),
    /// `x.atan2(y)`
    Method,
    /// `libm::exp10(x)`: the standard library has no such function.
    LibmOnly,
}

/// One function.
pub struct Row {
    pub primitive: Primitive,
    /// The name of Rust's method, or of the operator's trait method.
    pub name: &'static str,
    pub arity: usize,
    pub notation: Notation,
    /// The `f64` name in the `libm` crate; that for `f32` ends in one more `f`.
    pub libm: Option<&'static str>,
    /// In operations: 1 for arithmetic, [`LIBRARY`] for a library call.
    pub cost: u32,
    /// Whether IEEE 754 fixes every bit of the result, so that it may be computed at compile time. Library functions
    /// differ by platform, and so does the zero that `min` and `max` choose of -0 and 0.
    pub exact: bool,
    /// The value; all arguments are floats, also `powi`'s exponent.
    pub f64: fn(&[f64]) -> f64,
    pub f32: fn(&[f32]) -> f32,
    /// One for each argument, in terms of the arguments and the output.
    pub(super) partials: fn() -> Vec<Symbol>,
    /// Where the tests check the partials: inside the domain, off the kinks.
    #[cfg(test)]
    pub points: &'static [&'static [f64]],
    /// What is conventional where there is no derivative.
    #[cfg(test)]
    pub kinks: &'static str,
}

/// Reads the table. A row is
///
/// ```text
/// Variant: name(arguments) output, notation, libm name, cost, exactness, [partials], at [point] [point]…
///     (, value: expression)? (, kinks: "words")?;
/// ```
///
/// Arguments and output are names for the partials to use. The value is the method `name` of the float type `T`, unless
/// given.
macro_rules! primitives {
    ($(
        $variant:ident : $name:ident($($arg:ident),+) $out:ident, $notation:expr, $libm:tt, $cost:expr, $exact:ident,
        [$($partial:expr),+], at $([$($point:expr),+])+ $(, value: $value:expr)? $(, kinks: $kinks:literal)?;
    )+) => {
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        pub enum Primitive {
            $(
                #[doc = concat!("`", stringify!($name), "`. ", $($kinks)?)]
                $variant,
            )+
        }

        impl Primitive {
            pub const ALL: &'static [Primitive] = &[$(Primitive::$variant),+];

            /// What the table says about this function.
            pub fn row(self) -> &'static Row {
                &ROWS[self as usize]
            }
        }

        static ROWS: &[Row] = &[$(Row {
            primitive: Primitive::$variant,
            name: stringify!($name),
            arity: [$(stringify!($arg)),+].len(),
            notation: $notation,
            libm: primitives!(@libm $libm),
            cost: $cost,
            exact: primitives!(@exact $exact),
            f64: primitives!(@evaluator f64, $name($($arg),+), $($value)?),
            f32: primitives!(@evaluator f32, $name($($arg),+), $($value)?),
            partials: {
                #[allow(unused_variables, unused_assignments)]
                fn partials() -> Vec<Symbol> {
                    let mut position = 0..;
                    $(let $arg = Symbol::argument(position.next().expect("a position"));)+
                    let $out = Symbol::output();
                    vec![$($partial),+]
                }
                partials
            },
            #[cfg(test)]
            points: &[$(&[$($point),+]),+],
            #[cfg(test)]
            kinks: concat!($($kinks)?),
        }),+];
    };
    (@libm -) => { None };
    (@libm $name:literal) => { Some($name) };
    (@exact exact) => { true };
    (@exact inexact) => { false };
    (@evaluator $float:ident, $name:ident($($arg:ident),+), $($value:expr)?) => {{
        fn evaluate(arguments: &[$float]) -> $float {
            #[allow(dead_code)]
            type T = $float;
            let &[$($arg),+] = arguments else { unreachable!("as many arguments as the row has") };
            primitives!(@value $name($($arg),+), $($value)?)
        }
        evaluate
    }};
    (@value $name:ident($($arg:ident),+), ) => { T::$name($($arg),+) };
    (@value $name:ident($($arg:ident),+), $value:expr) => { $value };
}
pub(super) use primitives;
