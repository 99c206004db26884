//! Functions that take functions: by `impl Fn`, by a type parameter, behind references, and passed on.

use differentiate::differentiate;

#[differentiate]
pub fn given_cube(x: f64) -> f64 {
    x * x * x - x
}

#[differentiate]
pub fn given_slope(x: f64) -> f64 {
    3.0 * x * x + 1.0
}

#[differentiate]
pub fn given_product(x: f64, y: f64) -> f64 {
    x.exp() * y + x / y
}

#[differentiate]
pub fn given_mean(x: f64, y: f64) -> f64 {
    x * y.sin() + y
}

#[differentiate]
pub fn given_field(t: f64, y: &[f64; 2]) -> [f64; 2] {
    [y[1], -y[0] * (1.0 + 0.1 * t.sin())]
}

#[differentiate]
pub fn given_field_by_value(t: f64, y: [f64; 2]) -> [f64; 2] {
    [y[1] * y[0], t - y[0]]
}

#[differentiate]
pub fn given_quadratic(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += (i as f64 + 1.0) * x[i] * x[i];
    }
    sum
}

#[differentiate]
pub fn given_power(x: f64, n: usize) -> f64 {
    x.powi(n as i32) / (n + 1) as f64
}

/// Given: f = given_cube
#[differentiate]
pub fn applied(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    f(x) * x
}

#[differentiate]
pub fn function_is_applied(x: f64) -> f64 {
    applied(given_cube, x) + applied(self::given_slope, 2.0 * x)
}

/// Given: f = given_cube
/// Ints: 1..5
#[differentiate]
pub fn simpson(f: impl Fn(f64) -> f64, a: f64, b: f64, n: usize) -> f64 {
    let h = (b - a) / (2 * n) as f64;
    let mut sum = f(a) + f(b);
    for i in 1..2 * n {
        let weight = if i % 2 == 1 { 4.0 } else { 2.0 };
        sum += weight * f(a + i as f64 * h);
    }
    sum * h / 3.0
}

#[differentiate]
pub fn function_is_integrated(a: f64, b: f64) -> f64 {
    simpson(given_cube, a, b, 3) * simpson(given_slope, a * b, b, 2)
}

/// Given: f = given_cube
/// Given: slope = &given_slope
#[differentiate]
pub fn newton<F: Fn(f64) -> f64, G>(f: F, slope: &G, start: f64, steps: u32) -> f64
where
    G: Fn(f64) -> f64,
{
    let mut x = start;
    for _ in 0..steps {
        x -= f(x) / slope(x);
    }
    x
}

#[differentiate]
pub fn two_functions_by_type(x: f64, k: f64) -> f64 {
    newton(given_cube, &given_slope, x, 2) * k + newton::<_, _>(given_slope, &given_slope, x * k, 1)
}

#[differentiate]
pub fn runge_kutta<F: Fn(f64, &[f64; 2]) -> [f64; 2]>(f: F, t: f64, y: &[f64; 2], h: f64) -> [f64; 2] {
    let k1 = f(t, y);
    let k2 = f(t + h / 2.0, &[y[0] + h / 2.0 * k1[0], y[1] + h / 2.0 * k1[1]]);
    let k3 = f(t + h / 2.0, &[y[0] + h / 2.0 * k2[0], y[1] + h / 2.0 * k2[1]]);
    let k4 = f(t + h, &[y[0] + h * k3[0], y[1] + h * k3[1]]);
    let mut next = *y;
    for i in 0..2 {
        next[i] += h / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
    }
    next
}

/// Given: f = &given_field_by_value
#[differentiate]
pub fn heun(f: &dyn Fn(f64, [f64; 2]) -> [f64; 2], y: [f64; 2], h: f64, n: usize) -> f64 {
    let mut y = y;
    let mut t = 0.0;
    for _ in 0..n {
        let k = f(t, y);
        let next = f(t + h, [y[0] + h * k[0], y[1] + h * k[1]]);
        y = [y[0] + h / 2.0 * (k[0] + next[0]), y[1] + h / 2.0 * (k[1] + next[1])];
        t += h;
    }
    y[0] * y[1]
}

#[differentiate]
pub fn functions_of_arrays(y0: f64, y1: f64, h: f64) -> f64 {
    let mut y = [y0, y1];
    let mut t = 0.0;
    for _ in 0..3 {
        y = runge_kutta(given_field, t, &y, h);
        t += h;
    }
    y[0] + 2.0 * y[1] + heun(&given_field_by_value, y, h, 2)
}

/// Given: f = &given_cube
/// Ints: 0..3
#[differentiate]
pub fn recursive_integral<F: Fn(f64) -> f64>(f: &F, a: f64, b: f64, depth: u32) -> f64 {
    let middle = 0.5 * (a + b);
    if depth == 0 {
        return (b - a) / 6.0 * (f(a) + 4.0 * f(middle) + f(b));
    }
    recursive_integral(f, a, middle, depth - 1) + recursive_integral(f, middle, b, depth - 1)
}

/// Given: f = &given_slope
/// Ints: 0..3
#[differentiate]
pub fn recursive_dynamic(f: &dyn Fn(f64) -> f64, a: f64, b: f64, depth: u32) -> f64 {
    if depth == 0 {
        return (b - a) * f(0.5 * (a + b));
    }
    let middle = 0.3 * a + 0.7 * b;
    recursive_dynamic(f, a, middle, depth - 1) + recursive_integral(&f, middle, b, depth)
}

#[differentiate]
pub fn function_is_passed_on(a: f64, b: f64) -> f64 {
    recursive_integral(&given_cube, a, b, 2) * recursive_dynamic(&given_slope, a, b, 2)
}

/// Given: f = given_quadratic
#[differentiate]
pub fn of_a_slice(f: impl Fn(&[f64]) -> f64 + Copy, x: &[f64], k: f64) -> f64 {
    let y = [x[0] * k, x[1], k];
    let z = vec![k, k * k];
    f(x) * f(&y) + f(&x[1..]) + f(&z)
}

#[differentiate]
pub fn function_of_a_slice(x: &[f64], k: f64) -> f64 {
    of_a_slice(given_quadratic, x, k) + of_a_slice(&given_quadratic, &x[1..3], 2.0)
}

/// Given: f = given_product
/// Given: g = &given_power
#[differentiate]
pub fn of_two(f: impl Fn(f64, f64) -> f64, g: &impl Fn(f64, usize) -> f64, x: f64, y: f64) -> f64 {
    let h = |t: f64| f(t, y) * g(t, 2);
    let f = h(x) + h(1.0);
    if f > 3.0 {
        f * g(f, 3)
    } else {
        (0..3).map(|n| g(x, n)).sum()
    }
}

#[differentiate]
pub fn functions_of_two(x: f64, y: f64) -> f64 {
    of_two(given_product, &given_power, x, y)
}

/// Given: f = given_cube
/// Domain of a: 0.3..0.5
/// Domain of b: 1.2..1.9
#[differentiate]
pub fn root_between(f: impl Fn(f64) -> f64, a: f64, b: f64, n: usize) -> f64 {
    let (mut low, mut high) = (a, b);
    for _ in 0..n {
        let middle = 0.5 * (low + high);
        if f(low) * f(middle) <= 0.0 {
            high = middle;
        } else {
            low = middle;
        }
    }
    let value = f(low);
    low - value * (high - low) / (f(high) - value)
}

#[differentiate]
pub fn function_has_a_root(a: f64) -> f64 {
    root_between(given_cube, a - 0.5, a + 1.3, 3)
}

#[differentiate]
pub fn method_of_floats_given(a: f64, b: f64) -> f64 {
    midpoint_sum(f64::sin, a, b) * midpoint_sum(f64::exp, 0.0, a)
}

#[differentiate]
pub fn closure_given(a: f64, b: f64) -> f64 {
    midpoint_sum(|t| t * t * SLOPE, a, b)
        + midpoint_sum(
            &|t: f64| {
                let u = t.exp();
                u / (1.0 + u)
            },
            b,
            a,
        )
}

#[differentiate]
pub fn closures_of_two_given(x: &[f64]) -> f64 {
    folded_by(f64::hypot, x) + folded_by(|a, b| if a > b { a * b } else { b * b }, x)
}

const SLOPE: f64 = 1.5;

/// Given: f = given_cube
#[differentiate]
pub fn midpoint_sum(f: impl Fn(f64) -> f64, a: f64, b: f64) -> f64 {
    let mut sum = 0.0;
    for k in 0..4 {
        sum += f(a + (b - a) * (k as f64 + 0.5) / 4.0);
    }
    sum * (b - a) / 4.0
}

/// Given: f = given_mean
#[differentiate]
pub fn folded_by(f: impl Fn(f64, f64) -> f64, x: &[f64]) -> f64 {
    let mut sum = 0.5;
    for v in x {
        sum = f(sum, *v);
    }
    sum
}

/// Given: f = given_cube
#[differentiate]
pub fn by_pointer(f: fn(f64) -> f64, x: f64, n: usize) -> f64 {
    (0..n).map(|k| f(x + k as f64) / (k + 1) as f64).sum()
}

#[differentiate]
pub fn moved_by_pointer(f: fn(f64, &[f64; 2]) -> [f64; 2], y: [f64; 2]) -> [f64; 2] {
    let k = f(0.5, &y);
    [y[0] + 0.1 * k[0], y[1] + 0.1 * k[1]]
}

#[differentiate]
pub fn pointers_given(x: f64, y: f64) -> f64 {
    let [a, b] = moved_by_pointer(given_field, [x, y]);
    a * b * by_pointer(given_cube, x, 3) + by_pointer(f64::sin, y, 2) + by_pointer(|t| t * t - t, x, 2)
}

#[differentiate]
pub mod solvers {
    pub fn euler_of_rates<F>(f: F, start: &[f64], h: f64, steps: usize) -> Vec<f64>
    where
        F: Fn(f64, &[f64]) -> Vec<f64>,
    {
        let mut y = start.to_vec();
        for k in 0..steps {
            let slope = f(k as f64 * h, &y);
            for (value, slope) in y.iter_mut().zip(&slope) {
                *value += h * slope;
            }
        }
        y
    }

    pub fn lotka_volterra(a: f64, b: f64, start: &[f64; 2]) -> f64 {
        let rates = |_t: f64, y: &[f64]| vec![a * y[0] - y[0] * y[1], b * y[0] * y[1] - y[1]];
        let y = euler_of_rates(rates, start, 0.1, 4);
        y[0] * y[1]
    }

    pub fn midpoint_step<const N: usize, F: Fn(f64, [f64; N]) -> [f64; N]>(f: &F, y: [f64; N], h: f64) -> [f64; N] {
        let half = f(0.0, y);
        let mut middle = y;
        for i in 0..N {
            middle[i] += 0.5 * h * half[i];
        }
        let slope = f(0.5 * h, middle);
        std::array::from_fn(|i| y[i] + h * slope[i])
    }

    pub fn pendulum_by_a_closure(g: f64, angle: f64) -> f64 {
        let mut y = [angle, 0.5];
        for _ in 0..3 {
            y = midpoint_step(&|_, y| [y[1], -g * y[0].sin()], y, 0.2);
        }
        y[0] + y[1]
    }

    pub fn secant_of<F>(mut f: F, start: f64) -> f64
    where
        F: FnMut(f64) -> f64,
    {
        let (mut a, mut b) = (start, start + 0.1);
        for _ in 0..3 {
            (a, b) = (b, b - f(b) * (b - a) / (f(b) - f(a)));
        }
        b
    }

    pub fn root_of_a_cube(k: f64, x: f64) -> f64 {
        secant_of(|t| t * t * t - k, x + 1.0)
    }

    #[derive(Clone, Copy, Debug, PartialEq, differentiate::Differentiable)]
    pub struct Newton {
        pub steps: usize,
    }

    impl Newton {
        /// Given: f = solvers::given_square
        pub fn solve(&self, f: impl Fn([f64; 2]) -> [f64; 2], start: f64) -> f64 {
            let mut x = start;
            for _ in 0..self.steps {
                let [value, slope] = f([x, 1.0]);
                x -= value / slope;
            }
            x
        }
    }

    pub fn given_square(t: [f64; 2]) -> [f64; 2] {
        [t[0] * t[0] - 0.3 * t[1], 2.0 * t[0]]
    }

    /// Modes: first
    pub fn root_by_a_method(k: f64, x: f64) -> f64 {
        let newton = Newton { steps: 3 };
        newton.solve(|t| [t[0] * t[0] - k * t[1], 2.0 * t[0]], x + 1.0)
    }
}
