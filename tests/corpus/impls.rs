// `impl` blocks under `#[differentiate]`.
use differentiate::differentiate;

pub struct Projectile;

#[differentiate]
impl Projectile {
    const GRAVITY: f64 = 9.81;
    pub const STEPS: usize = 4;

    pub fn constant_of_the_type(t: f64) -> f64 {
        0.5 * Self::GRAVITY * t * t
    }

    pub fn associated_call(t: f64, v: f64) -> f64 {
        let mut x = 0.0;
        for i in 0..Self::STEPS {
            x += Self::drag(v, i) * t;
        }
        x + Projectile::constant_of_the_type(t)
    }

    fn drag(v: f64, i: usize) -> f64 {
        if i == 0 {
            v
        } else {
            -0.1 * v * v * Self::drag(v, i - 1)
        }
    }

    pub fn associated_pair(t: f64) -> f64 {
        let (x, y) = Self::position(t);
        x * y
    }

    fn position(t: f64) -> (f64, f64) {
        (3.0 * t, t - Self::constant_of_the_type(t))
    }
}

/// From outside, through the type.
#[differentiate]
pub fn call_of_an_associated_function(t: f64) -> f64 {
    Projectile::associated_call(t, 2.0 * t)
}

pub struct Horner<const N: usize>;

#[differentiate]
impl<const N: usize> Horner<N> {
    pub fn evaluate(c: &[f64; N], x: f64) -> f64 {
        let mut y = 0.0;
        for k in (0..N).rev() {
            y = y * x + c[k];
        }
        y
    }
}

/// The generic arguments of the type are kept.
#[differentiate]
pub fn generic_owner(x: f64) -> f64 {
    Horner::<3>::evaluate(&[x, 2.0, x * x], x)
}

pub trait Energy {
    fn potential(x: f64) -> f64;
}

/// What is generated for a method of a trait stands in an `impl` of the type.
#[differentiate]
impl Energy for Projectile {
    fn potential(x: f64) -> f64 {
        x * Self::GRAVITY + x * x
    }
}

#[differentiate]
pub fn call_of_a_trait_function(x: f64) -> f64 {
    x * Projectile::potential(x)
}

pub struct Marked;

impl Marked {
    const SCALE: f64 = 3.0;

    /// A function of its own in an `impl`, which `Self` says.
    #[differentiate]
    pub fn marked_alone(x: f64) -> f64 {
        Self::SCALE * x * x
    }

    /// Here nothing says it but the option.
    #[differentiate(associated)]
    pub fn said_to_be_associated(x: f64) -> f64 {
        x.sin() * x
    }
}

#[differentiate]
pub fn call_of_single_methods(x: f64) -> f64 {
    Marked::marked_alone(x) + Marked::said_to_be_associated(x)
}
