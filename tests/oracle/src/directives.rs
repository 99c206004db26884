//! The directives in a corpus function's doc comment: lines `Word: value` or `Word of parameter: value`.

use std::ops::Range;

use syn::{Attribute, Error, Expr, ExprRange, Lit, Meta, RangeLimits, UnOp};

/// What the doc comment of one function says.
#[derive(Default)]
pub struct Directives {
    lines: Vec<(String, String)>,
}

const WORDS: [&str; 11] = [
    "Domain",
    "Ints",
    "Len",
    "Const",
    "Type",
    "Dual",
    "At",
    "Panics",
    "Differences",
    "Modes",
    "Given",
];

impl Directives {
    /// Reads them; other lines are prose.
    pub fn of(attributes: &[Attribute]) -> Self {
        let mut directives = Directives::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("doc")) {
            let Meta::NameValue(pair) = &attribute.meta else {
                continue;
            };
            let Expr::Lit(literal) = &pair.value else { continue };
            let Lit::Str(text) = &literal.lit else { continue };
            let text = text.value();
            let Some((key, value)) = text.split_once(':') else {
                continue;
            };
            if WORDS.contains(&key.split_whitespace().next().unwrap_or_default()) {
                directives.lines.push((key.trim().to_owned(), value.trim().to_owned()));
            }
        }
        directives
    }

    /// All values of `word`, in order.
    pub fn all(&self, word: &str) -> Vec<&str> {
        self.lines
            .iter()
            .filter(|(key, _)| key == word)
            .map(|(_, value)| value.as_str())
            .collect()
    }

    fn of_parameter(&self, word: &str, parameter: &str) -> Option<&str> {
        let own = self.all(&format!("{word} of {parameter}"));
        own.first().or(self.all(word).first()).copied()
    }

    /// Whether the function runs over dual numbers.
    pub fn has_dual(&self) -> bool {
        !self.all("Dual").contains(&"no")
    }

    /// Where a float parameter's components are drawn.
    pub fn domain(&self, parameter: &str) -> Result<Range<f64>, Error> {
        self.of_parameter("Domain", parameter).map_or(Ok(0.1..0.9), range)
    }

    /// Where an integer parameter is drawn.
    pub fn integers(&self, parameter: &str) -> Result<Range<i64>, Error> {
        let bounds = self.of_parameter("Ints", parameter).map_or(Ok(0.0..5.0), range)?;
        Ok(bounds.start as i64..bounds.end as i64)
    }

    /// What is passed for a parameter that nobody draws: `Given: f = given_cube`.
    pub fn given(&self, parameter: &str) -> Result<Option<Expr>, Error> {
        let given = self.all("Given").into_iter().find_map(|text| {
            let (name, given) = text.split_once('=')?;
            (name.trim() == parameter).then_some(given)
        });
        given.map(syn::parse_str).transpose()
    }

    /// How long a slice is.
    pub fn length(&self, parameter: &str) -> Result<usize, Error> {
        self.of_parameter("Len", parameter)
            .map_or(Ok(5), |text| number(&syn::parse_str(text)?).map(|value| value as usize))
    }
}

fn range(text: &str) -> Result<Range<f64>, Error> {
    let range: ExprRange = syn::parse_str(text)?;
    match (&range.start, range.limits, &range.end) {
        (Some(start), RangeLimits::HalfOpen(_), Some(end)) => Ok(number(start)?..number(end)?),
        _ => Err(Error::new_spanned(&range, "expected `a..b`")),
    }
}

fn number(expression: &Expr) -> Result<f64, Error> {
    match expression {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Float(value) => return value.base10_parse(),
            Lit::Int(value) => return value.base10_parse(),
            _ => {}
        },
        Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => return Ok(-number(&unary.expr)?),
        _ => {}
    }
    Err(Error::new_spanned(expression, "expected a number"))
}
