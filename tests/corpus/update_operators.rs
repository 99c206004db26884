// Operators of types of the user that write to their left side, on variables, fields, elements and `self`.
use differentiate::{differentiate, Differentiable};
use std::ops::{AddAssign, DivAssign, Mul, MulAssign, RemAssign, SubAssign};

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Plane {
    pub x: f64,
    pub y: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Ball {
    pub at: Plane,
    pub v: Plane,
    pub spin: f64,
}

#[differentiate]
impl AddAssign for Plane {
    fn add_assign(&mut self, other: Plane) {
        self.x += other.x;
        self.y += other.y;
    }
}

#[differentiate]
impl SubAssign<&Plane> for Plane {
    fn sub_assign(&mut self, other: &Plane) {
        self.x -= other.x * other.y;
        self.y -= other.y;
    }
}

#[differentiate]
impl MulAssign<f64> for Plane {
    fn mul_assign(&mut self, k: f64) {
        self.x *= k;
        self.y *= k;
    }
}

/// A rotation, as complex numbers have it.
#[differentiate]
impl MulAssign for Plane {
    fn mul_assign(&mut self, other: Self) {
        *self = Plane {
            x: self.x * other.x - self.y * other.y,
            y: self.x * other.y + self.y * other.x,
        };
    }
}

#[differentiate]
impl DivAssign<f64> for Plane {
    fn div_assign(&mut self, k: f64) {
        *self *= 1.0 / k;
    }
}

#[differentiate]
impl RemAssign<f64> for Plane {
    fn rem_assign(&mut self, k: f64) {
        self.x %= k;
        self.y %= k;
    }
}

#[differentiate]
impl Mul<f64> for Plane {
    type Output = Plane;

    fn mul(mut self, k: f64) -> Plane {
        self *= k;
        self
    }
}

#[differentiate]
pub fn added_to_a_variable(a: Plane, b: Plane) -> f64 {
    let mut sum = a;
    sum += b;
    sum += sum;
    sum.x * sum.y
}

#[differentiate]
pub fn subtracted_reference(a: Plane, b: &Plane) -> f64 {
    let mut d = a;
    d -= b;
    d.x * d.y + d.x
}

#[differentiate]
pub fn scaled_and_divided(a: &Plane, k: f64) -> f64 {
    let mut p = *a;
    p *= k;
    p /= 1.0 + k * k;
    p %= 0.07;
    p.x * p.x + p.y
}

#[differentiate]
pub fn multiplied_in_a_loop(z: Plane, n: usize) -> f64 {
    let mut power = z;
    for k in 0..n {
        power *= z;
        if k % 2 == 0 {
            power *= 0.5 + z.x;
        }
    }
    power.x + 2.0 * power.y
}

#[differentiate]
pub fn weighted_mean_of_planes(points: &[Plane], w: &[f64]) -> f64 {
    let mut mean = Plane { x: 0.0, y: 0.0 };
    for (p, w) in points.iter().zip(w) {
        mean += *p * *w;
    }
    mean /= points.len() as f64;
    mean.x * mean.y
}

#[differentiate]
pub fn element_in_place(a: Plane, b: Plane, k: usize) -> f64 {
    let mut all = [a, b, a];
    all[k % 3] += b;
    all[(k + 1) % 3] *= all[k % 3].x;
    all[0].x * all[1].y + all[2].x * all[2].y
}

#[differentiate]
pub fn by_the_names_of_operators(a: Plane, b: Plane, k: f64) -> f64 {
    let mut sum = a;
    sum.add_assign(b);
    sum.mul_assign(k);
    sum.x * sum.y
}

/// The fields are of a type that is not seen here: floats could have these operators, too.
#[differentiate]
impl Ball {
    pub fn step(&mut self, g: Plane, dt: f64) {
        self.v += g * dt;
        self.at += self.v * dt;
        self.v *= 1.0 - 0.1 * dt;
        self.spin *= 1.0 - dt;
        self.at.x += self.spin;
    }

    pub fn flight(&mut self, g: Plane, n: usize) -> f64 {
        for _ in 0..n {
            self.step(g, 0.1);
        }
        self.at.x * self.at.y + self.spin
    }
}

#[differentiate]
pub fn fields_in_place(ball: &Ball, k: f64) -> f64 {
    let mut ball = *ball;
    ball.v *= k;
    for _ in 0..3 {
        ball.at += ball.v;
        ball.at *= k;
    }
    ball.v.x * ball.at.y
}

#[differentiate]
pub mod in_a_module {
    use differentiate::Differentiable;
    use std::ops::{AddAssign, MulAssign};

    #[derive(Clone, Debug, PartialEq, Differentiable)]
    pub struct Polynomial {
        pub coefficients: Vec<f64>,
    }

    impl AddAssign<f64> for Polynomial {
        fn add_assign(&mut self, constant: f64) {
            self.coefficients[0] += constant;
        }
    }

    impl MulAssign<f64> for Polynomial {
        fn mul_assign(&mut self, k: f64) {
            for c in &mut self.coefficients {
                *c *= k;
            }
            self.coefficients.push(k);
        }
    }

    pub fn polynomial_in_place(c: &[f64], x: f64) -> f64 {
        let mut p = Polynomial {
            coefficients: c.to_vec(),
        };
        p += x;
        p *= x * 2.0;
        p *= x;
        p.coefficients.iter().rev().fold(0.0, |sum, c| sum * x + c)
    }
}
