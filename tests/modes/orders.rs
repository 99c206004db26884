//! Third and fourth derivatives: dual numbers of dual numbers, by themselves and through the reverse sweep.

use differentiate::scalars::Dual;
use differentiate::{differentiate, Real};

/// A number that carries derivatives of derivatives, as deep as it is nested.
trait Nested: Real {
    /// How deep.
    const ORDER: usize;

    /// The variable, at `x`.
    fn variable_at(x: f64) -> Self;

    /// The derivative of the highest order.
    fn highest(self) -> f64;
}

impl Nested for f64 {
    const ORDER: usize = 0;

    fn variable_at(x: f64) -> f64 {
        x
    }

    fn highest(self) -> f64 {
        self
    }
}

impl<T: Nested> Nested for Dual<T> {
    const ORDER: usize = T::ORDER + 1;

    fn variable_at(x: f64) -> Self {
        Dual::variable(T::variable_at(x), 0)
    }

    fn highest(self) -> f64 {
        self.tangents[0].highest()
    }
}

type First = Dual<f64>;
type Second = Dual<First>;
type Third = Dual<Second>;
type Fourth = Dual<Third>;

fn agree(name: &str, order: usize, got: f64, expected: f64) {
    let error = (got - expected).abs() / expected.abs();
    assert!(
        error <= 1e-12,
        "{name}, order {order}: {got:e}, closed form {expected:e}, {error:e} apart"
    );
}

/// Holds functions against their derivatives of third and fourth order: in forward mode, and as gradients over dual numbers of one
/// order less.
macro_rules! closed_forms {
    ($($name:ident($x:ident) = $body:expr; at $($at:literal)*; third $third:expr; fourth $fourth:expr;)*) => {$(
        #[test]
        fn $name() {
            #[differentiate]
            fn function<T: Real>($x: T) -> T {
                $body
            }

            for $x in [$($at),*] {
                let $x: f64 = $x;
                let (third, fourth): (f64, f64) = ($third, $fourth);
                let name = concat!(stringify!($name), " forward");
                agree(name, Third::ORDER, function(Third::variable_at($x)).highest(), third);
                agree(name, Fourth::ORDER, function(Fourth::variable_at($x)).highest(), fourth);
                let name = concat!(stringify!($name), " forward over reverse");
                agree(name, 3, function::grad(Second::variable_at($x)).highest(), third);
                agree(name, 4, function::grad(Third::variable_at($x)).highest(), fourth);
                let name = concat!(stringify!($name), " Hessian over dual numbers");
                agree(name, 3, function::hessian(First::variable_at($x)).highest(), third);
                agree(name, 4, function::hessian(Second::variable_at($x)).highest(), fourth);
            }
        }
    )*};
}

closed_forms! {
    exponential(x) = (x + x).exp(); at -1.5 0.0 2.0;
        third 8.0 * (2.0 * x).exp(); fourth 16.0 * (2.0 * x).exp();
    sine(x) = x.sin(); at -2.0 0.5 4.0;
        third -x.cos(); fourth x.sin();
    cosine_of_three(x) = (x + x + x).cos(); at -1.0 0.3 2.5;
        third 27.0 * (3.0 * x).sin(); fourth 81.0 * (3.0 * x).cos();
    logarithm(x) = x.ln(); at 0.2 1.0 7.0;
        third 2.0 / x.powi(3); fourth -6.0 / x.powi(4);
    square_root(x) = x.sqrt(); at 0.2 1.0 7.0;
        third 0.375 * x.powf(-2.5); fourth -0.9375 * x.powf(-3.5);
    cube_root(x) = x.cbrt(); at 0.2 1.0 7.0;
        third 10.0 / 27.0 * x.powf(-8.0 / 3.0); fourth -80.0 / 81.0 * x.powf(-11.0 / 3.0);
    reciprocal(x) = x.recip(); at -0.5 1.0 3.0;
        third -6.0 / x.powi(4); fourth 24.0 / x.powi(5);
    quotient(x) = x.exp() / x; at -1.2 0.5 2.5;
        third x.exp() * (1.0 / x - 3.0 / x.powi(2) + 6.0 / x.powi(3) - 6.0 / x.powi(4));
        fourth x.exp() * (1.0 / x - 4.0 / x.powi(2) + 12.0 / x.powi(3) - 24.0 / x.powi(4) + 24.0 / x.powi(5));
    fifth_power(x) = x.powi(5); at -1.5 0.7 2.0;
        third 60.0 * x.powi(2); fourth 120.0 * x;
    power_of_itself(x) = x.powf(x); at 0.2 1.0 3.0;
        third { let l = x.ln() + 1.0; x.powf(x) * (l.powi(3) + 3.0 * l / x - 1.0 / (x * x)) };
        fourth {
            let l = x.ln() + 1.0;
            x.powf(x) * (l.powi(4) + 6.0 * l * l / x + (3.0 - 4.0 * l) / x.powi(2) + 2.0 / x.powi(3))
        };
    hyperbolic_tangent(x) = x.tanh(); at -1.3 0.4 0.9;
        third { let t = x.tanh(); -2.0 * (1.0 - t * t) * (1.0 - 3.0 * t * t) };
        fourth { let t = x.tanh(); 8.0 * t * (1.0 - t * t) * (2.0 - 3.0 * t * t) };
    arctangent(x) = x.atan(); at -0.8 0.3 2.0;
        third (6.0 * x * x - 2.0) / (1.0 + x * x).powi(3);
        fourth 24.0 * x * (1.0 - x * x) / (1.0 + x * x).powi(4);
    inverse_hyperbolic_sine(x) = x.asinh(); at -0.4 0.3 2.0;
        third (2.0 * x * x - 1.0) * (1.0 + x * x).powf(-2.5);
        fourth x * (9.0 - 6.0 * x * x) * (1.0 + x * x).powf(-3.5);
    bell(x) = (-(x * x)).exp(); at -1.0 0.3 2.0;
        third (12.0 * x - 8.0 * x.powi(3)) * (-x * x).exp();
        fourth (16.0 * x.powi(4) - 48.0 * x * x + 12.0) * (-x * x).exp();
}

/// A function without the attribute is one over any number, too.
#[test]
fn mixed_third_derivatives_of_two_variables() {
    fn f<T: Real>(x: T, y: T) -> T {
        (x * x * y).sin()
    }

    let (x, y): (f64, f64) = (0.7, 1.3);
    // ∂³/∂x∂x∂y: y moves in the outermost numbers, x in those within.
    let over_x = Dual::<Second>::constant_of(Second::variable_at(x));
    let over_y = Dual::<Second>::variable(Second::constant(y), 0);
    let got = f(over_x, over_y).highest();
    let (u, s, c) = (x * x * y, (x * x * y).sin(), (x * x * y).cos());
    // f_xx = 2y·cos u − 4x²y²·sin u, and u_y = x².
    let expected = 2.0 * c - 2.0 * y * x * x * s - 8.0 * x * x * y * s - 4.0 * x.powi(4) * y * y * c;
    assert!(
        (got - expected).abs() <= 1e-12 * expected.abs(),
        "at u = {u}: {got:e}, {expected:e}"
    );
}
