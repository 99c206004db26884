// Operators of types of the user: a vector, a complex number, a quaternion, each as people write it.
use differentiate::{differentiate, Differentiable};
use std::ops::{Add, Div, Mul, Neg, Rem, Sub};

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Vec3 {
    pub x: f64,
    pub y: f64,
    pub z: f64,
}

#[differentiate]
impl Vec3 {
    pub fn new(x: f64, y: f64, z: f64) -> Self {
        Vec3 { x, y, z }
    }

    pub fn zero() -> Self {
        Self::new(0.0, 0.0, 0.0)
    }

    pub fn dot(&self, other: &Vec3) -> f64 {
        self.x * other.x + self.y * other.y + self.z * other.z
    }

    pub fn cross(&self, other: &Vec3) -> Vec3 {
        Vec3::new(
            self.y * other.z - self.z * other.y,
            self.z * other.x - self.x * other.z,
            self.x * other.y - self.y * other.x,
        )
    }

    pub fn norm(self) -> f64 {
        self.dot(&self).sqrt()
    }
}

#[differentiate]
impl Add for Vec3 {
    type Output = Vec3;

    fn add(self, other: Vec3) -> Vec3 {
        Vec3 {
            x: self.x + other.x,
            y: self.y + other.y,
            z: self.z + other.z,
        }
    }
}

#[differentiate]
impl Sub for Vec3 {
    type Output = Self;

    fn sub(self, rhs: Self) -> Self::Output {
        Self::new(self.x - rhs.x, self.y - rhs.y, self.z - rhs.z)
    }
}

#[differentiate]
impl Mul<f64> for Vec3 {
    type Output = Vec3;

    fn mul(self, k: f64) -> Vec3 {
        Vec3::new(self.x * k, self.y * k, self.z * k)
    }
}

#[differentiate]
impl Mul<Vec3> for f64 {
    type Output = Vec3;

    fn mul(self, v: Vec3) -> Vec3 {
        Vec3::new(self * v.x, self * v.y, self * v.z)
    }
}

/// A product of two vectors is another function than that with a number.
#[differentiate]
impl<'a> Mul<&'a Vec3> for &'a Vec3 {
    type Output = f64;

    fn mul(self, other: &Vec3) -> f64 {
        self.dot(other)
    }
}

#[differentiate]
impl Div<f64> for Vec3 {
    type Output = Vec3;

    fn div(self, k: f64) -> Vec3 {
        self * (1.0 / k)
    }
}

#[differentiate]
impl Neg for Vec3 {
    type Output = Vec3;

    fn neg(self) -> Vec3 {
        Vec3::new(-self.x, -self.y, -self.z)
    }
}

#[differentiate]
impl Rem<f64> for Vec3 {
    type Output = Vec3;

    fn rem(self, k: f64) -> Vec3 {
        Vec3::new(self.x % k, self.y % k, self.z % k)
    }
}

#[differentiate]
pub fn sum_of_vectors(x: f64, y: f64) -> f64 {
    let v = Vec3::new(x, y, 1.0) + Vec3::new(y, x * y, x);
    v.x * v.y + v.z
}

#[differentiate]
pub fn difference_of_vectors(a: Vec3, b: Vec3) -> f64 {
    let d = a - b;
    d.dot(&d)
}

#[differentiate]
pub fn vector_times_a_number(a: Vec3, k: f64) -> f64 {
    (a * k).norm()
}

#[differentiate]
pub fn number_times_a_vector(a: Vec3, k: f64) -> f64 {
    (k * a).dot(&a)
}

#[differentiate]
pub fn vector_times_a_literal(a: Vec3) -> f64 {
    let v = 2.0 * a * 3.0;
    v.x * v.y
}

#[differentiate]
pub fn product_of_references(a: &Vec3, b: &Vec3) -> f64 {
    let p: f64 = a * b;
    p * p
}

#[differentiate]
pub fn vector_by_a_number(a: Vec3, k: f64) -> f64 {
    let v = a / k;
    v.x * v.z
}

#[differentiate]
pub fn negated_vector(a: Vec3, b: Vec3) -> f64 {
    (-a).dot(&b)
}

#[differentiate]
pub fn remainder_of_a_vector(a: Vec3) -> f64 {
    let v = a % 0.3;
    v.x * v.y + v.z
}

#[differentiate]
pub fn formula_of_vectors(a: Vec3, b: Vec3, t: f64) -> f64 {
    let p = a + b * t - 2.0 * -a / 3.0;
    p.cross(&b).norm() + t * (a - b).dot(&p)
}

#[differentiate]
pub fn operators_in_a_loop(a: Vec3, v: Vec3, dt: f64) -> f64 {
    let (mut x, mut v) = (a, v);
    for k in 0..5 {
        let force = -x - v * 0.1;
        v = v + force * dt;
        if k != 2 {
            x = x + v * dt;
        }
    }
    x.dot(&x) + v.norm()
}

#[differentiate]
pub mod complex {
    use differentiate::Differentiable;
    use std::ops::{Add, Div, Mul, Neg, Sub};

    #[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
    pub struct Complex {
        pub re: f64,
        pub im: f64,
    }

    impl Complex {
        pub const fn new(re: f64, im: f64) -> Self {
            Complex { re, im }
        }

        pub fn conj(self) -> Self {
            Self::new(self.re, -self.im)
        }

        pub fn norm_sqr(&self) -> f64 {
            self.re * self.re + self.im * self.im
        }

        /// Floats have a method of this name too.
        pub fn exp(self) -> Self {
            let r = self.re.exp();
            Complex::new(r * self.im.cos(), r * self.im.sin())
        }

        pub fn powi(self, n: i32) -> Self {
            let mut z = Complex::new(1.0, 0.0);
            for _ in 0..n {
                z = z * self;
            }
            z
        }
    }

    impl Add for Complex {
        type Output = Complex;

        fn add(self, rhs: Complex) -> Complex {
            Complex::new(self.re + rhs.re, self.im + rhs.im)
        }
    }

    impl Add<f64> for Complex {
        type Output = Complex;

        fn add(self, rhs: f64) -> Complex {
            Complex::new(self.re + rhs, self.im)
        }
    }

    impl Sub for Complex {
        type Output = Complex;

        fn sub(self, rhs: Complex) -> Complex {
            Complex::new(self.re - rhs.re, self.im - rhs.im)
        }
    }

    impl Mul for Complex {
        type Output = Self;

        fn mul(self, rhs: Self) -> Self {
            Complex {
                re: self.re * rhs.re - self.im * rhs.im,
                im: self.re * rhs.im + self.im * rhs.re,
            }
        }
    }

    impl Div for Complex {
        type Output = Complex;

        fn div(self, rhs: Complex) -> Self::Output {
            let d = rhs.norm_sqr();
            let n = self * rhs.conj();
            Complex::new(n.re / d, n.im / d)
        }
    }

    impl Neg for Complex {
        type Output = Complex;

        fn neg(self) -> Complex {
            Complex::new(-self.re, -self.im)
        }
    }

    pub fn complex_polynomial(re: f64, im: f64) -> f64 {
        let z = Complex::new(re, im);
        let w = z * z * z + z * Complex::new(0.5, -1.0) + 2.0;
        w.norm_sqr()
    }

    pub fn complex_quotient(re: f64, im: f64) -> f64 {
        let z = Complex::new(re, im);
        let i = Complex::new(0.0, 1.0);
        let w = (z - i) / (z + i);
        w.re * w.im
    }

    pub fn complex_exponential(re: f64, im: f64) -> f64 {
        let z = -Complex::new(re, im).exp();
        z.powi(3).conj().im
    }

    pub fn mandelbrot(re: f64, im: f64) -> f64 {
        let c = Complex::new(re, im);
        let mut z = Complex::new(0.0, 0.0);
        for _ in 0..8 {
            z = z * z + c;
            if z.norm_sqr() > 4.0 {
                break;
            }
        }
        z.norm_sqr()
    }
}

#[differentiate]
pub mod quaternions {
    use differentiate::Differentiable;
    use std::ops::Mul;

    #[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
    pub struct Quaternion {
        pub w: f64,
        pub v: [f64; 3],
    }

    impl Quaternion {
        pub fn about(axis: [f64; 3], angle: f64) -> Quaternion {
            let (s, c) = (0.5 * angle).sin_cos();
            Quaternion {
                w: c,
                v: [s * axis[0], s * axis[1], s * axis[2]],
            }
        }

        pub fn conjugate(&self) -> Self {
            Self {
                w: self.w,
                v: [-self.v[0], -self.v[1], -self.v[2]],
            }
        }

        pub fn rotate(&self, x: [f64; 3]) -> [f64; 3] {
            let q = *self * Quaternion { w: 0.0, v: x } * self.conjugate();
            q.v
        }
    }

    impl Mul for Quaternion {
        type Output = Quaternion;

        fn mul(self, q: Quaternion) -> Quaternion {
            let (a, b) = (self.v, q.v);
            Quaternion {
                w: self.w * q.w - a[0] * b[0] - a[1] * b[1] - a[2] * b[2],
                v: [
                    self.w * b[0] + a[0] * q.w + a[1] * b[2] - a[2] * b[1],
                    self.w * b[1] + a[1] * q.w + a[2] * b[0] - a[0] * b[2],
                    self.w * b[2] + a[2] * q.w + a[0] * b[1] - a[1] * b[0],
                ],
            }
        }
    }

    pub fn rotated_vector(axis: [f64; 3], angle: f64, x: [f64; 3]) -> f64 {
        let turned = Quaternion::about(axis, angle).rotate(x);
        turned[0] * turned[1] + turned[2]
    }

    pub fn two_rotations(x: f64, y: f64) -> f64 {
        let q = Quaternion::about([1.0, 0.0, 0.0], x) * Quaternion::about([0.0, 0.0, 1.0], y);
        q.w * q.v[2] + q.v[0] * q.v[1]
    }
}

#[differentiate]
pub fn square_of_a_result(x: f64) -> f64 {
    x * x
}

#[differentiate]
pub fn method_of_a_product_as_an_argument(a: f64, b: f64) -> f64 {
    square_of_a_result((Vec3::new(a, b, a) * 2.0).dot(&Vec3::new(b, a, b)))
}
