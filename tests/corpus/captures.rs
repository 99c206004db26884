//! Closures that capture, given to functions: what they capture has a derivative, too.

use differentiate::{differentiate, Differentiable};

#[differentiate]
pub fn averaged(f: impl Fn(f64) -> f64, a: f64, b: f64) -> f64 {
    let mut sum = 0.0;
    for k in 0..4 {
        sum += f(a + (b - a) * (k as f64 + 0.5) / 4.0);
    }
    sum / 4.0
}

#[differentiate]
pub fn euler(f: &dyn Fn(f64, &[f64; 2]) -> [f64; 2], y: [f64; 2], h: f64, steps: usize) -> [f64; 2] {
    let mut y = y;
    let mut t = 0.0;
    for _ in 0..steps {
        let slope = f(t, &y);
        y = [y[0] + h * slope[0], y[1] + h * slope[1]];
        t += h;
    }
    y
}

#[differentiate]
pub fn applied_twice<F: Fn(f64) -> f64 + Copy>(f: F, x: f64) -> f64 {
    f(f(x)) + averaged(f, x, 1.0)
}

#[differentiate]
pub fn captured_float(a: f64, k: f64) -> f64 {
    averaged(|t| (t * k).sin(), a, 1.0)
}

#[differentiate]
pub fn captured_float_inferred(a: f64, k: f64) -> f64 {
    let rate = 2.0 * k;
    let half = 0.5;
    averaged(|t| t * rate * half + a, a, k)
}

#[differentiate]
pub fn captured_by_a_named_closure(a: f64, k: f64) -> f64 {
    let speed = |t: f64| t * k + k * k;
    averaged(speed, a, 1.0) * averaged(&speed, k, a)
}

#[differentiate]
pub fn closure_without_captures_by_name(a: f64) -> f64 {
    let square = |t: f64| t * t;
    averaged(square, a, 1.0)
}

#[differentiate]
pub fn captured_slice(x: &[f64], a: f64) -> f64 {
    averaged(|t| x.iter().map(|v| v * t).sum::<f64>() + x[1] * x[2], a, 2.0)
}

#[differentiate]
pub fn captured_array(x: [f64; 3], a: f64) -> f64 {
    let weights = [x[0] * x[1], x[2], a];
    averaged(|t| weights[0] * t + weights[1].powi(2) * weights.len() as f64, a, 2.0)
}

#[differentiate]
pub fn captured_vector(x: &[f64], a: f64) -> f64 {
    let squares: Vec<f64> = x.iter().map(|v| v * v).collect();
    averaged(|t| squares.iter().fold(t, |s, v| s * 0.5 + v * t), a, 2.0)
}

const WAYS: usize = 3;

#[differentiate]
pub fn captured_array_of_a_named_length(x: &[f64; WAYS], a: f64) -> f64 {
    averaged(|t| x[0] * t + x[WAYS - 1] * x[1], a, 2.0)
}

#[differentiate]
pub fn captured_integers(a: f64, n: i32, double: bool) -> f64 {
    averaged(|t| if double { 2.0 * t.powi(n) } else { t.powi(n) }, a, 1.5)
}

#[differentiate]
pub fn captured_reference(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for v in x {
        sum += averaged(|t| *v * t * v, 0.5, 1.5);
    }
    sum
}

#[differentiate]
pub fn captured_in_a_loop(x: f64, k: f64) -> f64 {
    let mut y = x;
    for i in 0..3 {
        let gain = k / (i + 1) as f64;
        y = averaged(|t| (gain * t).cos() + y, 0.0, y);
    }
    y
}

#[differentiate]
pub fn captured_by_a_move_closure(a: f64, k: f64) -> f64 {
    let mut k = k * k;
    let line = move |t: f64| k * t;
    k += 1.0;
    averaged(line, a, k) + averaged(move |t| t + k, a, 1.0)
}

#[differentiate]
pub fn oscillator_of_parameters(p: &[f64; 2], y0: f64, h: f64) -> f64 {
    let y: [f64; 2] = euler(
        &|t, y: &[f64; 2]| -> [f64; 2] { [y[1], -p[0] * y[0] - p[1] * y[1] + t] },
        [y0, 1.0],
        h,
        5,
    );
    y[0] * y[1]
}

#[differentiate]
pub fn captured_twice(a: f64, k: f64) -> f64 {
    applied_twice(|t| t * k + k.sin(), a)
        + applied_twice(
            |t: f64| -> f64 {
                let u = t * a;
                u + k
            },
            k,
        )
}

#[differentiate]
pub fn closure_in_a_given_closure(a: f64, k: f64) -> f64 {
    averaged(|t| averaged(|s| s * t * k, 0.0, t) + k, a, 1.0)
}

#[differentiate]
pub fn item_in_a_given_closure(a: f64, k: f64) -> f64 {
    const SCALE: f64 = 0.75;
    fn cubed(x: f64) -> f64 {
        x * x * x
    }
    averaged(|t| cubed(t * k) * SCALE, a, 1.0)
}

#[differentiate]
pub fn message_in_a_given_closure(a: f64, limit: f64) -> f64 {
    averaged(
        |t| {
            assert!(t < 50.0 + limit, "{t} is beyond {limit}");
            t * limit
        },
        a,
        1.0,
    )
}

#[derive(Clone, Debug, Differentiable)]
pub struct Damped {
    pub damping: f64,
    pub ends: [f64; 2],
}

#[differentiate]
pub fn captured_parts_of_a_struct(d: &Damped, a: f64) -> f64 {
    let damping: f64 = d.damping;
    let ends: [f64; 2] = d.ends;
    averaged(|t| -damping * t + ends[0] * ends[1], a, 1.0)
}

#[differentiate]
pub fn captured_tuple_fields(x: &[f64; 2], a: f64) -> f64 {
    let p = (x[0] * x[1], *x);
    averaged(|t| p.0 * t + p.1[0] * p.1[1], a, 1.0)
}

#[differentiate]
pub mod captured_in_methods {
    use super::averaged;
    use differentiate::Differentiable;

    #[derive(Clone, Debug, Differentiable)]
    pub struct Spring {
        pub stiffness: f64,
        pub power: i32,
        pub ends: [f64; 2],
    }

    impl Spring {
        pub fn force(&self, a: f64) -> f64 {
            averaged(|x| -self.stiffness * x.powi(self.power) + self.ends[1], self.ends[0], a)
        }
    }

    /// Modes: first
    pub fn force_of_a_spring(stiffness: f64, end: f64, a: f64) -> f64 {
        let spring = Spring {
            stiffness,
            power: 3,
            ends: [end, a * end],
        };
        spring.force(a)
    }
}
