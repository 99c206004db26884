//! What gradient checking found, for a program to inspect and for a person to act on.

use std::fmt;
use std::string::String;
use std::sync::Arc;
use std::vec::Vec;

/// What gradient checking says of one component.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Equal to the difference, within the error of the difference.
    Agrees,
    /// Differences cannot decide here.
    Inconclusive(Cause),
    /// Wrong: further from the difference than its error explains.
    Disagrees(Cause),
}

/// Why a component is inconclusive or wrong, most likely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The derivatives from the left and from the right differ, or only one exists (a jump, an edge of the domain).
    Kink,
    /// The parameter, the value, the gradient, or all values nearby, are infinite or not a number.
    NonFinite,
    /// The function gives no value nearby: `None`, or an error.
    Undefined,
    /// Rounding of the function's value swallows the derivative: the component is badly scaled.
    Rounding,
    /// None of these: the function is smooth here, and the gradient has another value.
    Mismatch,
}

/// One component of a gradient, beside its central difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Component {
    /// The name of the parameter.
    pub parameter: Arc<str>,
    /// Where in the parameter, outermost index first; empty for a scalar.
    pub index: Vec<usize>,
    /// The gradient under test.
    pub analytic: f64,
    /// The derivative by differences; NaN if none could be formed.
    pub difference: f64,
    /// The estimated error of `difference`.
    pub error: f64,
    /// The comparison of the two.
    pub verdict: Verdict,
}

impl Component {
    /// What to do about this component, in words.
    fn advice(&self) -> &'static str {
        match self.verdict {
            Verdict::Agrees => "nothing to do",
            Verdict::Inconclusive(Cause::Kink) => {
                "a kink or edge: the derivatives from the two sides differ and the gradient lies between them; \
                 check at a nearby point"
            }
            Verdict::Inconclusive(Cause::NonFinite) => {
                "infinite or not a number here or nearby; check at a point inside the domain"
            }
            Verdict::Inconclusive(Cause::Undefined) => {
                "the function gives no value nearby; check at a point inside the domain"
            }
            Verdict::Inconclusive(_) => {
                "rounding swallows this derivative; rescale the parameter, or check at a point where it matters more"
            }
            Verdict::Disagrees(Cause::Kink) => {
                "a kink or edge, but the gradient is not between the derivatives from the two sides"
            }
            Verdict::Disagrees(Cause::NonFinite) => {
                "the function is smooth here but the gradient is not finite: look for an operation at its edge, \
                 as sqrt or ln at 0, whose derivative is multiplied by 0"
            }
            Verdict::Disagrees(_) => self.mismatch_advice(),
        }
    }

    fn mismatch_advice(&self) -> &'static str {
        let ratio = self.analytic / self.difference;
        if self.analytic == 0.0 {
            "the gradient misses this component: was its derivative written at all?"
        } else if (ratio + 1.0).abs() < 1e-3 {
            "the sign is wrong"
        } else if (ratio - 2.0).abs() < 1e-3 {
            "the gradient is twice too large: is a contribution added twice, or a buffer not zeroed?"
        } else if (ratio - 0.5).abs() < 1e-3 {
            "the gradient is half of what it should be: is one of two contributions overwritten?"
        } else {
            "the gradient is wrong; a rule written by hand, or a bug in `differentiate`: please report it"
        }
    }
}

/// `x[3]`: analytic and difference, and what to do.
impl fmt::Display for Component {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.parameter)?;
        for index in &self.index {
            write!(f, "[{index}]")?;
        }
        write!(
            f,
            ": gradient {:e}, difference {:e} ± {:.0e}\n    {}",
            self.analytic,
            self.difference,
            self.error,
            self.advice()
        )
    }
}

/// The result of checking a gradient, component by component.
///
/// It is also the error of a failed check; `Display` and `Debug` name the worst components and what to do about them.
#[derive(Clone, PartialEq)]
pub struct Report {
    function: String,
    components: Vec<Component>,
    /// Whether the function gives no value at the point, so that there is nothing to compare.
    undefined: bool,
}

impl Report {
    /// How many components of a kind `Display` shows in full.
    const SHOWN: usize = 8;

    pub(super) fn new(function: String, components: Vec<Component>) -> Self {
        Self {
            function,
            components,
            undefined: false,
        }
    }

    pub(super) fn undefined(function: String) -> Self {
        Self {
            function,
            components: Vec::new(),
            undefined: true,
        }
    }

    /// Whether the function gives no value at the point (`None`, or an error), so that there was nothing to compare.
    pub fn is_undefined(&self) -> bool {
        self.undefined
    }

    /// The name of the checked function.
    pub fn function(&self) -> &str {
        &self.function
    }

    /// All components, in the order of the parameters.
    pub fn components(&self) -> &[Component] {
        &self.components
    }

    /// How many components were compared.
    pub fn checked(&self) -> usize {
        self.components.len()
    }

    /// How many agree with the differences.
    pub fn agreeing(&self) -> usize {
        self.count(|verdict| verdict == Verdict::Agrees)
    }

    /// At how many components differences cannot decide.
    pub fn inconclusive(&self) -> usize {
        self.count(is_inconclusive)
    }

    /// How many are wrong.
    pub fn disagreeing(&self) -> usize {
        self.count(is_wrong)
    }

    fn count(&self, of: impl Fn(Verdict) -> bool) -> usize {
        self.components.iter().filter(|component| of(component.verdict)).count()
    }

    /// The components of a kind, the largest error first.
    fn list(&self, f: &mut fmt::Formatter<'_>, of: impl Fn(Verdict) -> bool) -> fmt::Result {
        let mut listed: Vec<_> = self
            .components
            .iter()
            .filter(|component| of(component.verdict))
            .collect();
        listed.sort_by(|a, b| off(b).total_cmp(&off(a)));
        for component in listed.iter().take(Self::SHOWN) {
            write!(f, "\n  {component}")?;
        }
        if listed.len() > Self::SHOWN {
            write!(f, "\n  … and {} more", listed.len() - Self::SHOWN)?;
        }
        Ok(())
    }
}

fn is_inconclusive(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Inconclusive(_))
}

fn is_wrong(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Disagrees(_))
}

/// How far the gradient is off; what is not a number counts as infinitely far.
fn off(component: &Component) -> f64 {
    let off = (component.analytic - component.difference).abs();
    if off.is_nan() {
        f64::INFINITY
    } else {
        off
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.undefined {
            return write!(
                f,
                "gradient of `{}`: the function gives no value at this point",
                self.function
            );
        }
        write!(
            f,
            "gradient of `{}`: {} of {} components agree with central differences, {} inconclusive, {} wrong",
            self.function,
            self.agreeing(),
            self.checked(),
            self.inconclusive(),
            self.disagreeing()
        )?;
        self.list(f, is_wrong)?;
        self.list(f, is_inconclusive)
    }
}

/// The same text as `Display`: `f::check(&x).unwrap()` shows what a person needs.
impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Report {}
