// Modules under `#[differentiate]`: calls across them need no annotations.
use differentiate::{differentiate, Differentiable};

#[differentiate]
pub mod springs {
    pub const LINKS: usize = 3;
    const STIFFNESS: [f64; LINKS] = [0.5, 2.0, 1.5];
    static REST: f64 = 0.25;

    pub fn module_call_of_an_array(x: &[f64; 3]) -> f64 {
        let f = forces(x);
        f[0] * f[1] + f[2]
    }

    fn forces(x: &[f64; LINKS]) -> [f64; LINKS] {
        let mut f = [0.0; LINKS];
        for i in 0..LINKS {
            f[i] = STIFFNESS[i] * stretch(x[i]);
        }
        f
    }

    fn stretch(x: f64) -> f64 {
        (x - REST) * x
    }

    pub fn module_call_of_a_tuple(x: f64, y: f64) -> f64 {
        let (length, angle) = polar(x, y);
        length * angle.sin()
    }

    fn polar(x: f64, y: f64) -> (f64, f64) {
        (x.hypot(y), y.atan2(x))
    }

    pub fn module_constant_of_known_type(x: f64) -> f64 {
        let [a, b, _] = STIFFNESS;
        a * x + b * x * x * REST
    }

    /// Functions without floats are called for their value.
    pub fn module_call_of_an_index(x: &[f64; 3], k: usize) -> f64 {
        let next = following(k % LINKS);
        x[next] * x[k % LINKS]
    }

    fn following(k: usize) -> usize {
        (k + 1) % LINKS
    }

    /// A test of floats has no derivative, and is called for its value.
    pub fn module_call_of_a_test(x: f64, y: f64) -> f64 {
        if is_steep(x, y) {
            x * y
        } else {
            x.exp() - y
        }
    }

    fn is_steep(x: f64, y: f64) -> bool {
        x * x > y
    }

    /// Functions without parameters have a value.
    pub fn module_call_without_arguments(x: f64) -> f64 {
        x * x * gravity()
    }

    fn gravity() -> f64 {
        9.81
    }

    pub fn module_recursion(x: f64, n: usize) -> f64 {
        if n == 0 {
            return 1.0;
        }
        x * 0.5 * module_recursion(x, n - 1)
    }

    pub fn module_call_of_a_generic(x: [f64; 4]) -> f64 {
        let half = halves(&x);
        let [a, _, _, d] = half;
        a * d
    }

    fn halves<const N: usize>(x: &[f64; N]) -> [f64; N] {
        let mut half = *x;
        for i in 0..N {
            half[i] *= 0.5;
        }
        half
    }

    pub fn module_generic_in_a_generic(x: [f64; 3]) -> f64 {
        let [a, b, _] = quarters(&x);
        a * b
    }

    fn quarters<const N: usize>(x: &[f64; N]) -> [f64; N] {
        let half = halves(x);
        halves(&half)
    }

    pub fn module_call_in_place(x: &[f64; 3], k: f64) -> f64 {
        let mut y = *x;
        soften(&mut y);
        let first = scale_all(&mut y, k);
        y[1] * first + y[2]
    }

    fn soften(x: &mut [f64]) {
        for i in 0..x.len() {
            x[i] = x[i].tanh();
        }
    }

    fn scale_all(x: &mut [f64; LINKS], k: f64) -> f64 {
        for i in 0..LINKS {
            x[i] *= k;
        }
        x[0]
    }

    pub mod inner {
        use super::*;

        pub fn call_of_the_module_around(x: f64) -> f64 {
            super::stretch(x) + stretch(x * x)
        }

        pub fn pair(x: f64) -> [f64; 2] {
            [x.sin(), x.cos()]
        }

        pub(crate) fn scaled(x: &[f64; LINKS]) -> [f64; LINKS] {
            [x[0], x[1] * x[0], x[2]]
        }
    }

    pub fn call_of_an_inner_module(x: f64) -> f64 {
        let p = inner::pair(x);
        let s = inner::scaled(&[x, x, x]);
        p[0] * p[1] + s[1]
    }

    mod imported {
        pub fn both(x: f32) -> (f32, f64) {
            (x, f64::from(x))
        }
    }
    use imported::both as renamed;

    pub fn call_of_an_import(x: f32) -> f64 {
        let (a, b) = renamed(x);
        f64::from(a) * b
    }

    /// What is marked so, or has no floats among its parameters and types that are not accepted, is left alone.
    #[differentiate(skip)]
    pub fn left_alone(rows: &[Vec<f64>]) -> f64 {
        rows[0][0]
    }

    pub fn report(x: usize) -> String {
        format!("{x}")
    }
}

/// From outside, as any function.
#[differentiate]
pub fn call_into_a_module(x: f64, y: f64) -> f64 {
    springs::module_call_of_a_tuple(x, y) * springs::inner::call_of_the_module_around(x)
}

/// Of a struct outside of the module, nothing says what its fields hold but their use.
#[derive(Clone, Copy, Debug, Differentiable)]
pub struct Ends {
    pub ends: [f64; 2],
    pub sum: f64,
}

#[differentiate]
pub mod fields_from_outside {
    use super::Ends;

    pub fn with_equal_ends(of: Ends) -> Ends {
        Ends {
            ends: [of.ends[0]; 2],
            sum: of.sum,
        }
    }

    pub fn equal_ends(x: f64, y: f64) -> f64 {
        let equal = with_equal_ends(Ends {
            ends: [x * y, y],
            sum: x,
        });
        equal.ends[1] * equal.sum
    }
}

#[differentiate]
pub mod layers {
    use differentiate::Differentiable;

    #[derive(Clone, Debug, Differentiable)]
    pub struct Layer<const I: usize, const O: usize> {
        pub weights: [[f64; I]; O],
        pub bias: [f64; O],
    }

    impl<const I: usize, const O: usize> Layer<I, O> {
        pub fn forward(&self, x: &[f64; I]) -> [f64; O] {
            let mut y = self.bias;
            for (row, out) in self.weights.iter().zip(y.iter_mut()) {
                *out += row.iter().zip(x).map(|(w, x)| w * x).sum::<f64>();
            }
            y
        }

        pub fn energy(&self, x: &[f64; I]) -> f64 {
            self.forward(x).map(|v| v * v).iter().sum()
        }
    }

    /// Modes: first
    pub fn lengths_of_a_result_are_those_of_the_type(a: f64, b: f64) -> f64 {
        let first: Layer<2, 3> = Layer {
            weights: [[a, 0.2], [-0.3, b], [0.7, a * b]],
            bias: [0.1, b, 0.3],
        };
        let second: Layer<3, 1> = Layer {
            weights: [[a, b, 0.9]],
            bias: [0.05],
        };
        let hidden = first.forward(&[a, b]).map(f64::tanh);
        second.forward(&hidden)[0] + first.energy(&[b, 0.5])
    }
}
