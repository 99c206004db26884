//! A problem, and the ways to its gradient.

use std::hint::black_box;

/// A function at a point, with several ways to its gradient.
pub struct Case {
    /// What it is called in the table.
    pub name: &'static str,
    /// The function itself.
    pub primal: Box<dyn FnMut() -> f64>,
    /// How many components the gradient has.
    pub size: usize,
    /// The ways to the gradient, each with its name.
    pub ways: Vec<(&'static str, Way)>,
}

/// Overwrites a gradient; gives the value, where the way computes it.
pub type Way = Box<dyn FnMut(&mut [f64]) -> Option<f64>>;

/// `f::value_and_grad_into`.
pub const GENERATED: &str = "generated";
/// `f::grad`: the gradient alone, newly allocated.
pub const ALONE: &str = "generated, gradient alone";
/// The adjoint by hand, as one writes it to be read.
pub const CLEAR: &str = "by hand, clear";
/// The adjoint by hand, as fast as we could make it.
pub const TUNED: &str = "by hand, tuned";

impl Case {
    /// A problem whose gradient has `size` components.
    pub fn new(name: &'static str, size: usize, mut primal: impl FnMut() -> f64 + 'static) -> Case {
        Case {
            name,
            primal: Box::new(move || black_box(primal())),
            size,
            ways: vec![],
        }
    }

    /// Adds a way to value and gradient.
    pub fn way(mut self, name: &'static str, mut way: impl FnMut(&mut [f64]) -> f64 + 'static) -> Case {
        self.ways.push((name, Box::new(move |dx| Some(way(dx)))));
        self
    }

    /// Adds a way to the gradient alone.
    pub fn alone(mut self, name: &'static str, mut way: impl FnMut(&mut [f64]) + 'static) -> Case {
        let without_value = move |dx: &mut [f64]| {
            way(dx);
            None
        };
        self.ways.push((name, Box::new(without_value)));
        self
    }

    /// The value and gradient by `f::value_and_grad_into`.
    pub fn generated(self, way: impl FnMut(&mut [f64]) -> f64 + 'static) -> Case {
        self.way(GENERATED, way)
    }

    /// The gradient by `f::grad`.
    pub fn generated_alone(self, way: impl FnMut(&mut [f64]) + 'static) -> Case {
        self.alone(ALONE, way)
    }

    /// The clear adjoint by hand.
    pub fn clear(self, way: impl FnMut(&mut [f64]) -> f64 + 'static) -> Case {
        self.way(CLEAR, way)
    }

    /// The fast adjoint by hand.
    pub fn tuned(self, way: impl FnMut(&mut [f64]) -> f64 + 'static) -> Case {
        self.way(TUNED, way)
    }

    /// Makes sure that all ways give the same gradient, and the generated one the function's very value.
    ///
    /// # Panics
    ///
    /// If they do not.
    pub fn check(&mut self) {
        let name = self.name;
        let primal = (self.primal)();
        for (way, value) in self.check_ways() {
            if way == GENERATED {
                assert_eq!(value.map(f64::to_bits), Some(primal.to_bits()), "{name}: the value");
            }
            let is_value = value.is_none_or(|value| near(value, primal, primal.abs()));
            assert!(is_value, "{name}, {way}: {value:?}, not {primal}");
        }
    }

    /// Makes sure that all ways give the same derivatives; the value by each.
    ///
    /// # Panics
    ///
    /// If they do not.
    pub fn check_ways(&mut self) -> Vec<(&'static str, Option<f64>)> {
        let name = self.name;
        let mut expected: Option<Vec<f64>> = None;
        let mut values = vec![];
        for (way, run) in &mut self.ways {
            let mut found = vec![f64::NAN; self.size];
            values.push((*way, run(&mut found)));
            let expected = expected.get_or_insert_with(|| found.clone());
            let largest = expected.iter().fold(0.0, |largest: f64, one| largest.max(one.abs()));
            for (component, (one, other)) in found.iter().zip(expected).enumerate() {
                let message = format_args!("{name}, {way}, component {component}: {one}, not {other}");
                assert!(near(*one, *other, largest), "{message}");
            }
        }
        values
    }
}

fn near(one: f64, other: f64, scale: f64) -> bool {
    (one - other).abs() <= 1e-9 * scale.max(1e-3)
}

/// Numbers between -1 and 1 that are the same in each run.
pub struct Numbers(u64);

impl Default for Numbers {
    fn default() -> Self {
        Numbers(0x2545_f491_4f6c_dd1d)
    }
}

impl Numbers {
    /// One number.
    pub fn one(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1u64 << 52) as f64 - 1.0
    }

    /// A vector, for as long as the program runs.
    pub fn list(&mut self, count: usize) -> &'static [f64] {
        (0..count).map(|_| self.one()).collect::<Vec<_>>().leak()
    }

    /// An array.
    pub fn array<const N: usize>(&mut self) -> [f64; N] {
        std::array::from_fn(|_| self.one())
    }

    /// A matrix, for as long as the program runs.
    pub fn matrix<const N: usize>(&mut self, rows: usize) -> &'static [[f64; N]] {
        (0..rows).map(|_| self.array()).collect::<Vec<_>>().leak()
    }
}

/// Takes the first components off a gradient, as rows.
pub fn take_rows<'a, const N: usize>(dx: &mut &'a mut [f64], rows: usize) -> &'a mut [[f64; N]] {
    take(dx, N * rows).as_chunks_mut().0
}

/// Takes the first components off a gradient.
pub fn take<'a>(dx: &mut &'a mut [f64], count: usize) -> &'a mut [f64] {
    dx.split_off_mut(..count).expect("as many components")
}
