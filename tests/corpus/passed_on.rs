// A `&mut` that goes on by its name to a function that takes it as `&`: it is read.
use differentiate::differentiate;
pub use passes::*;

#[differentiate]
mod passes {
    use differentiate::Differentiable;

    #[derive(Clone, Copy, Differentiable)]
    pub struct Rod {
        pub mass: f64,
        pub ends: [f64; 2],
    }

    impl Rod {
        pub fn overlap(&self, other: &Rod) -> f64 {
            self.mass * (other.ends[1] - self.ends[0])
        }

        pub fn weight(&self, by: &f64) -> f64 {
            self.mass * by
        }

        pub fn join(&mut self, other: &mut Rod, k: &mut f64) {
            *k += self.weight(k);
            self.mass += self.overlap(other) * *k;
            other.mass = self.mass - other.weight(k);
        }
    }

    fn grown_by(k: f64, y: &f64) -> f64 {
        k * y * y
    }

    fn rod_energy(rod: &Rod) -> f64 {
        rod.mass * rod.ends[1] - rod.ends[0]
    }

    fn square_length(x: &[f64]) -> f64 {
        x.iter().map(|x| x * x).sum()
    }

    pub fn elements_passed_on(x: &mut [f64], k: f64) {
        for y in x.iter_mut() {
            *y = grown_by(k, y);
            number_passed_on(y, k);
        }
    }

    pub fn number_passed_on(y: &mut f64, k: f64) {
        *y = *y * 0.5 + grown_by(k, y);
        *y += grown_by(*y, y);
    }

    pub fn shortened(x: &mut [f64], rod: &mut Rod) {
        let length = square_length(x);
        rod.mass /= 1.0 + length;
        rod.ends[0] += rod_energy(rod);
        x[0] *= length;
    }

    pub fn shortened_and_joined(a: f64, b: f64) -> f64 {
        let (mut x, mut k) = ([a, b, a * b], 0.5);
        let mut rod = Rod {
            mass: a,
            ends: [b, 1.5],
        };
        let mut other = rod;
        shortened(&mut x, &mut rod);
        rod.join(&mut other, &mut k);
        x[0] * rod.mass + rod.ends[0] * other.mass + k * a
    }
}

#[differentiate]
pub fn number_that_is_read(x: f64, k: f64) -> f64 {
    let mut y = x;
    number_passed_on(&mut y, k);
    y * x
}

#[differentiate]
pub fn elements_that_are_read(x: [f64; 3], k: f64) -> f64 {
    let mut x = x;
    elements_passed_on(&mut x, k);
    x[0] * x[1] - x[2]
}

/// Modes: first
#[differentiate]
pub fn slices_and_structs_that_are_read(a: f64, b: f64) -> f64 {
    shortened_and_joined(a, b) * a
}
