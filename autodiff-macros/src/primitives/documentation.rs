//! The table of primitives for users, `docs/primitives.md`, as the rows say it.

use super::symbol::{Expression, Symbol};
use super::{Notation, Primitive};
use crate::ir::Comparison;
use std::f64::consts::{LN_10, LN_2, PI};
use std::fmt::{self, Display, Formatter, Write};

/// The sections of the page, each from its first row on.
const SECTIONS: [(&str, Primitive); 6] = [
    ("Arithmetic", Primitive::Add),
    ("Pieces of lines", Primitive::Abs),
    ("Roots and powers", Primitive::Sqrt),
    ("Exponentials and logarithms", Primitive::Exp),
    ("Trigonometric", Primitive::Sin),
    ("Hyperbolic", Primitive::Sinh),
];

/// What the page calls the value.
const VALUE: &str = "f";

/// What the page calls the arguments.
fn names(primitive: Primitive) -> &'static [&'static str] {
    match primitive {
        Primitive::MulAdd => &["x", "a", "b"],
        Primitive::Clamp => &["x", "lo", "hi"],
        Primitive::Powi => &["x", "n"],
        Primitive::Log => &["x", "b"],
        Primitive::Atan2 => &["y", "x"],
        _ => &["x", "y"][..primitive.arity()],
    }
}

/// A partial derivative as a person writes it.
struct Formula {
    symbol: Symbol,
    names: &'static [&'static str],
}

/// How tightly a formula binds.
#[derive(PartialEq, PartialOrd)]
enum Binding {
    Choice,
    Sum,
    Product,
    Prefix,
    Atom,
}

impl Formula {
    fn part(&self, symbol: Symbol) -> Formula {
        Formula { symbol, ..*self }
    }

    fn binding(&self) -> Binding {
        match self.symbol.expression() {
            Expression::When(..) => Binding::Choice,
            Expression::Predecessor(_) => Binding::Sum,
            Expression::ToFloat(integer) => self.part(*integer).binding(),
            Expression::Constant(value) if number(*value).contains('/') => Binding::Product,
            Expression::Apply(primitive, _) => match primitive.row().notation {
                Notation::Infix("+" | "-") => Binding::Sum,
                Notation::Infix(_) => Binding::Product,
                Notation::Prefix(_) => Binding::Prefix,
                Notation::Method | Notation::LibmOnly => Binding::Atom,
            },
            _ => Binding::Atom,
        }
    }

    /// Writes a part, in parentheses if it does not bind as tightly as this.
    fn within(&self, f: &mut Formatter, symbol: Symbol, least: Binding) -> fmt::Result {
        let part = self.part(symbol);
        match part.binding() >= least {
            true => write!(f, "{part}"),
            false => write!(f, "({part})"),
        }
    }
}

impl Display for Formula {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        match self.symbol.expression() {
            Expression::Argument(k) => f.write_str(self.names[*k]),
            Expression::Output => f.write_str(VALUE),
            Expression::Constant(value) => f.write_str(&number(*value)),
            Expression::Integer(value) => write!(f, "{value}"),
            Expression::ToFloat(integer) => write!(f, "{}", self.part(*integer)),
            Expression::Predecessor(integer) => write!(f, "{} - 1", self.part(*integer)),
            Expression::When(condition, then, otherwise) => {
                let [left, right] = [condition.left, condition.right].map(|symbol| self.part(symbol));
                let comparison = comparison(condition.comparison);
                let [then, otherwise] = [*then, *otherwise].map(|symbol| self.part(symbol));
                write!(f, "if {left} {comparison} {right} {{ {then} }} else {{ {otherwise} }}")
            }
            Expression::Apply(primitive, arguments) => match primitive.row().notation {
                Notation::Infix(operator) => {
                    let (left, right) = match operator {
                        "+" | "-" => (Binding::Sum, Binding::Product),
                        _ => (Binding::Product, Binding::Prefix),
                    };
                    self.within(f, arguments[0], left)?;
                    write!(f, " {operator} ")?;
                    self.within(f, arguments[1], right)
                }
                Notation::Prefix(operator) => {
                    f.write_str(operator)?;
                    self.within(f, arguments[0], Binding::Atom)
                }
                Notation::Method | Notation::LibmOnly => {
                    let arguments: Vec<String> = arguments.iter().map(|&part| self.part(part).to_string()).collect();
                    write!(f, "{}({})", primitive.row().name, arguments.join(", "))
                }
            },
        }
    }
}

fn number(value: f64) -> String {
    let known = [
        (LN_2, "ln(2)"),
        (LN_10, "ln(10)"),
        (180.0 / PI, "180 / π"),
        (PI / 180.0, "π / 180"),
    ];
    match known.into_iter().find(|(known, _)| *known == value) {
        Some((_, name)) => name.to_string(),
        None => value.to_string(),
    }
}

fn comparison(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Lt => "<",
        Comparison::Le => "<=",
        Comparison::Gt => ">",
        Comparison::Ge => ">=",
        Comparison::Eq => "==",
        Comparison::Ne => "!=",
    }
}

/// How it is written: first the usual way, then all others.
fn spellings(primitive: Primitive) -> Vec<String> {
    let (row, names) = (primitive.row(), names(primitive));
    let all = names.join(", ");
    let mut spellings = match row.notation {
        Notation::Infix(operator) => vec![format!("{} {operator} {}", names[0], names[1])],
        Notation::Prefix(operator) => vec![format!("{operator}{}", names[0])],
        Notation::Method => vec![
            format!("{}.{}({})", names[0], row.name, names[1..].join(", ")),
            format!("f64::{}({all})", row.name),
        ],
        Notation::LibmOnly => vec![],
    };
    spellings.extend(row.libm.map(|libm| format!("libm::{libm}({all})")));
    spellings
}

/// The partial derivatives; of several, each says in what.
fn derivatives(primitive: Primitive) -> String {
    let names = names(primitive);
    let formulas = primitive.partials().iter().map(|&symbol| Formula { symbol, names });
    match names.len() {
        1 => formulas.map(|formula| format!("`{formula}`")).collect(),
        _ => {
            let partials = names
                .iter()
                .zip(formulas)
                .map(|(name, formula)| format!("in {name}: `{formula}`"));
            partials.collect::<Vec<_>>().join("<br>")
        }
    }
}

fn markdown() -> String {
    let mut text = String::from(
        "# Primitives\n\n\
         The float functions whose derivatives are built in, as operators, as methods, as paths, and as functions of the crate\n\
         `libm`. All exist on `f64` and on `f32`; the `libm` name for `f32` has an `f` behind it, as in `libm::expf(x)`. Any\n\
         other function has to have `#[differentiate]` itself.\n\n\
         * **derivative**: the partial derivatives, where `f` is the value: it stands wherever that saves a call of a library.\n\
         \x20 The exponent of `powi` is an integer, and integers have no derivative.\n\
         * **cost**: in operations, of which arithmetic takes one. What costs 10 or more is a call of a library: where the\n\
         \x20 reverse sweep needs its value, the value is kept. What costs less may be computed again.\n\
         * **exact**: whether IEEE 754 fixes every bit of the result. Only then is a call with constant arguments computed at\n\
         \x20 compile time.\n\
         * **by convention**: what is taken for the derivative where there is none.\n\n\
         Comparisons, `total_cmp`, and tests such as `is_nan` and `is_sign_negative` give no float, and so have no derivative.\n\
         `x.sin_cos()` is `(x.sin(), x.cos())`.\n\n\
         This page is printed from the compiler's own table:\n\
         `UPDATE_DOCS=1 cargo test -p autodiff-macros primitives_are_documented`. Each derivative is compared with numeric\n\
         differentiation in `autodiff-macros/src/primitives/tests.rs`, and `tests/language.rs` makes sure that every spelling\n\
         stands in a function that runs through the macro.\n",
    );
    for &primitive in Primitive::ALL {
        if let Some((section, _)) = SECTIONS.iter().find(|(_, first)| *first == primitive) {
            let head = "| function | also | derivative | cost | exact | by convention |";
            write!(
                text,
                "\n## {section}\n\n{head}\n| --- | --- | --- | --- | --- | --- |\n"
            )
            .expect("a string takes all");
        }
        let row = primitive.row();
        let spellings: Vec<String> = spellings(primitive)
            .iter()
            .map(|spelling| format!("`{spelling}`"))
            .collect();
        let (function, also) = (&spellings[0], spellings[1..].join(", "));
        let (derivatives, exact) = (derivatives(primitive), if row.exact { "yes" } else { "no" });
        let line = format!(
            "| {function} | {also} | {derivatives} | {} | {exact} | {} |",
            row.cost, row.kinks
        );
        writeln!(text, "{}", line.replace("  |", " |")).expect("a string takes all");
    }
    text
}

#[test]
fn formulas_read_as_mathematics() {
    let of = |primitive| derivatives(primitive);
    assert_eq!(of(Primitive::Exp), "`f`");
    assert_eq!(of(Primitive::Exp2), "`f * ln(2)`");
    assert_eq!(of(Primitive::Recip), "`-(f * f)`");
    assert_eq!(of(Primitive::ToDegrees), "`180 / π`");
    assert_eq!(of(Primitive::Mul), "in x: `y`<br>in y: `x`");
    assert_eq!(of(Primitive::Div), "in x: `1 / y`<br>in y: `-(1 / y * f)`");
    assert_eq!(of(Primitive::Asin), "`1 / sqrt((1 - x) * (1 + x))`");
    assert_eq!(
        of(Primitive::Powi),
        "in x: `if n == 0 { 0 } else { n * powi(x, n - 1) }`<br>in n: `0`"
    );
}

#[test]
fn every_section_begins_at_its_row() {
    let at = |(_, first): &(&str, Primitive)| Primitive::ALL.iter().position(|primitive| primitive == first);
    assert_eq!(at(&SECTIONS[0]), Some(0));
    assert!(SECTIONS.windows(2).all(|pair| at(&pair[0]) < at(&pair[1])));
}

#[test]
fn primitives_are_documented() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/primitives.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, markdown()).expect("docs can be written");
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        written == markdown(),
        "docs/primitives.md is not what the table says: run with UPDATE_DOCS=1"
    );
}
