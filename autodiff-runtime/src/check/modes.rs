//! Forward mode, reverse mode and products with Hessians, each against the one below it.

use super::difference::Line;
use super::{Cause, Verdict};
use crate::modes::flat::Flat;
use crate::modes::Lifted;
use crate::random::SplitMix64;
use crate::Real;
use core::fmt;
use std::vec::Vec;

/// How many random directions are tried.
const DIRECTIONS: u64 = 3;

/// One comparison of two numbers that are equal if the derivatives are right.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Comparison {
    /// What is compared.
    pub test: ModeTest,
    /// In which of the random directions, from 0.
    pub direction: u64,
    /// What the mode gives.
    pub analytic: f64,
    /// What it is compared with.
    pub expected: f64,
    /// How far they may be apart: the error of a difference, or rounding.
    pub error: f64,
    /// The comparison of the two.
    pub verdict: Verdict,
}

/// What [`modes`] compares, for random directions *v* and *u* of the arguments and *w* of the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModeTest {
    /// ⟨*w*, *Jv*⟩ of forward mode with the difference of ⟨*w*, *f*⟩ along *v*.
    Jvp,
    /// ⟨*v*, *Jᵀw*⟩ of reverse mode with ⟨*Jv*, *w*⟩ of forward mode: the dot-product test.
    Vjp,
    /// ⟨*u*, *Hv*⟩ with the difference of ⟨*u*, ∇*f*⟩ along *v*.
    Hvp,
    /// ⟨*u*, *Hv*⟩ with ⟨*v*, *Hu*⟩: Hessians are symmetric.
    Symmetry,
}

impl ModeTest {
    fn advice(self) -> &'static str {
        match self {
            Self::Jvp => {
                "forward mode is not the derivative of the function: is it a rule written by hand, or a comparison that \
                 depends on how far the arguments are moved? Otherwise it is a bug in `differentiate`: please report it"
            }
            Self::Vjp => {
                "reverse mode is not the transpose of forward mode: where that agrees with differences, the reverse half is \
                 wrong, as a rule for it that forgets an argument or is not linear in the cotangent"
            }
            Self::Hvp => {
                "the product with the Hessian is not the derivative of the gradient: where the gradient agrees with \
                 differences, its derivative is wrong, as that of a rule that holds to first order only"
            }
            Self::Symmetry => "the Hessian is not symmetric: the gradient is not that of a function, or its derivative is wrong",
        }
    }
}

/// What [`modes`] has found. It is also the error of a failed check; `Display` and `Debug` say what to do.
#[derive(Clone, PartialEq)]
pub struct ModesReport {
    function: &'static str,
    comparisons: Vec<Comparison>,
}

/// Checks `jvp`, `vjp` and, of a function that gives one number, `hvp`: forward mode against differences of the function,
/// reverse mode against forward mode, products with the Hessian against differences of the gradient and for symmetry. In three
/// random directions, so that it takes as long for many arguments as for few.
///
/// `F` is the struct beside the function, `P` its generic parameters, `S` its float; `arguments` are as a tuple, with arrays and vectors as
/// references. `f::check` compares the gradient component by component; this one compares everything else.
///
/// ```ignore
/// check::modes::<loss, _, _>((&w[..], &x[..])).unwrap();
/// ```
///
/// # Errors
/// The same report, if a comparison fails.
///
/// # Panics
/// Where the function does, here or in the neighbourhood.
pub fn modes<F: Lifted<P>, P, S: Real>(arguments: F::Arguments<'_, S>) -> Result<ModesReport, ModesReport> {
    let flat = Flat::<F, P, S>::new(arguments);
    let point = flat.point();
    let epsilon = epsilon::<S>();
    let mut comparisons = Vec::new();
    let outputs = flat.value(&zeros(point.len()), 0.0).len();
    for direction in 0..DIRECTIONS {
        let mut random = SplitMix64::new(direction);
        // Each argument moves by as much as it is large, or by 1.
        let mut along = || -> Vec<S> {
            let scaled = |x: &S| S::constant(random.normal() * x.to_f64().abs().max(1.0));
            point.iter().map(scaled).collect()
        };
        let (v, u) = (along(), along());
        let w: Vec<S> = (0..outputs).map(|_| S::constant(random.normal())).collect();
        let mut compare = |test, analytic, expected, error, verdict| {
            comparisons.push(Comparison {
                test,
                direction,
                analytic,
                expected,
                error,
                verdict,
            });
        };
        let jv = flat.jvp(&v);
        let analytic = dot(&w, &jv).0;
        let (expected, error, verdict) = along_line(analytic, epsilon, |t| dot(&w, &flat.value(&v, t)).0);
        compare(ModeTest::Jvp, analytic, expected, error, verdict);
        let (pulled, forward) = (dot(&v, &flat.vjp(&w)), dot(&w, &jv));
        let (error, verdict) = equal(pulled, forward, epsilon, point.len() + outputs);
        compare(ModeTest::Vjp, pulled.0, forward.0, error, verdict);
        if outputs == 1 {
            let hv = flat.hvp(&v);
            let analytic = dot(&u, &hv).0;
            let (expected, error, verdict) = along_line(analytic, epsilon, |t| dot(&u, &flat.gradient(&v, t)).0);
            compare(ModeTest::Hvp, analytic, expected, error, verdict);
            let (one, other) = (dot(&u, &hv), dot(&v, &flat.hvp(&u)));
            let (error, verdict) = equal(one, other, epsilon, 2 * point.len());
            compare(ModeTest::Symmetry, one.0, other.0, error, verdict);
        }
    }
    let report = ModesReport {
        function: core::any::type_name::<F>(),
        comparisons,
    };
    match report.disagreeing() {
        0 => Ok(report),
        _ => Err(report),
    }
}

/// The relative spacing of the numbers.
fn epsilon<B: Real>() -> f64 {
    let mut epsilon = 1.0;
    while (B::constant(1.0) + B::constant(epsilon / 2.0)).to_f64() != 1.0 {
        epsilon /= 2.0;
    }
    epsilon
}

fn zeros<B: Real>(count: usize) -> Vec<B> {
    (0..count).map(|_| B::constant(0.0)).collect()
}

/// The inner product, and the sum of the magnitudes of its summands.
fn dot<B: Real>(a: &[B], b: &[B]) -> (f64, f64) {
    let products = a.iter().zip(b).map(|(a, b)| a.to_f64() * b.to_f64());
    products.fold((0.0, 0.0), |(sum, magnitude), x| (sum + x, magnitude + x.abs()))
}

/// A derivative at 0 against differences.
fn along_line(analytic: f64, epsilon: f64, mut function: impl FnMut(f64) -> f64) -> (f64, f64, Verdict) {
    let mut line = Line {
        at: 0.0,
        value: function(0.0),
        epsilon,
        along: &mut |t| (t, function(t)),
    };
    let finding = line.compare(analytic, analytic.abs());
    (finding.difference, finding.error, finding.verdict)
}

/// Two inner products that are the same but for rounding.
fn equal(a: (f64, f64), b: (f64, f64), epsilon: f64, count: usize) -> (f64, Verdict) {
    let error = 64.0 * epsilon * (count.max(1) as f64).sqrt() * a.1.max(b.1);
    let verdict = match (a.0 - b.0).abs() <= error {
        true => Verdict::Agrees,
        false if a.0.is_finite() && b.0.is_finite() => Verdict::Disagrees(Cause::Mismatch),
        false if a.0.is_finite() != b.0.is_finite() => Verdict::Disagrees(Cause::NonFinite),
        false => Verdict::Inconclusive(Cause::NonFinite),
    };
    (error, verdict)
}

impl ModesReport {
    /// The name of the checked function.
    pub fn function(&self) -> &str {
        self.function
    }

    /// All comparisons, direction by direction.
    pub fn comparisons(&self) -> &[Comparison] {
        &self.comparisons
    }

    /// How many agree.
    pub fn agreeing(&self) -> usize {
        self.count(|verdict| verdict == Verdict::Agrees)
    }

    /// How many cannot be decided: at a kink, at values that are not finite, or where rounding is in the way.
    pub fn inconclusive(&self) -> usize {
        self.count(|verdict| matches!(verdict, Verdict::Inconclusive(_)))
    }

    /// How many are wrong.
    pub fn disagreeing(&self) -> usize {
        self.count(|verdict| matches!(verdict, Verdict::Disagrees(_)))
    }

    fn count(&self, of: impl Fn(Verdict) -> bool) -> usize {
        self.comparisons
            .iter()
            .filter(|comparison| of(comparison.verdict))
            .count()
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            analytic,
            expected,
            error,
            direction,
            ..
        } = self;
        match self.test {
            ModeTest::Jvp => write!(
                f,
                "jvp: ⟨w, Jv⟩ is {analytic:e}, the difference along v is {expected:e}"
            )?,
            ModeTest::Vjp => write!(f, "vjp: ⟨v, Jᵀw⟩ is {analytic:e}, ⟨Jv, w⟩ is {expected:e}")?,
            ModeTest::Hvp => write!(
                f,
                "hvp: ⟨u, Hv⟩ is {analytic:e}, the difference of ⟨u, ∇f⟩ along v is {expected:e}"
            )?,
            ModeTest::Symmetry => write!(f, "hvp: ⟨u, Hv⟩ is {analytic:e}, ⟨v, Hu⟩ is {expected:e}")?,
        }
        write!(f, " ± {error:.0e}, in random direction {direction}\n    ")?;
        f.write_str(match self.verdict {
            Verdict::Agrees => "nothing to do",
            Verdict::Inconclusive(Cause::Kink) => "a kink lies here: check at a nearby point",
            Verdict::Inconclusive(Cause::Rounding) => "rounding swallows this derivative",
            Verdict::Inconclusive(_) => "infinite or not a number here or nearby: check at a point inside the domain",
            Verdict::Disagrees(_) => self.test.advice(),
        })
    }
}

impl fmt::Display for ModesReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "modes of `{}`: {} of {} comparisons agree, {} inconclusive, {} wrong",
            self.function,
            self.agreeing(),
            self.comparisons.len(),
            self.inconclusive(),
            self.disagreeing()
        )?;
        let mut others = self
            .comparisons
            .iter()
            .filter(|comparison| comparison.verdict != Verdict::Agrees);
        others.try_for_each(|comparison| write!(f, "\n  {comparison}"))
    }
}

/// The same text as `Display`: `check::modes(…).unwrap()` shows what a person needs.
impl fmt::Debug for ModesReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for ModesReport {}
