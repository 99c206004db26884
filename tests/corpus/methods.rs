// Methods: `self`, and calls of methods of types of the user.
use differentiate::{differentiate, Differentiable};

#[derive(Clone, Debug, PartialEq, Differentiable)]
pub struct Spring {
    pub stiffness: f64,
    pub rest: f64,
    pub damping: [f64; 2],
}

#[differentiate]
impl Spring {
    pub const SCALE: f64 = 0.5;

    pub fn self_by_reference(&self, x: f64) -> f64 {
        Self::SCALE * self.stiffness * (x - self.rest).powi(2)
    }

    pub fn self_by_value(self, x: f64) -> f64 {
        self.stiffness * x * self.damping[1] - self.rest
    }

    pub fn self_that_changes(mut self, x: f64) -> f64 {
        self.stiffness *= x;
        self.rest += self.stiffness;
        self.stiffness * self.damping[0] + self.rest
    }

    pub fn constant_self(#[constant] &self, x: f64) -> f64 {
        self.stiffness * x * x
    }

    pub fn call_of_a_method(&self, x: f64) -> f64 {
        self.self_by_reference(x) * x + self.stretch(x * x)
    }

    fn stretch(&self, x: f64) -> f64 {
        x - self.rest
    }

    pub fn call_by_the_type(&self, x: f64) -> f64 {
        Self::stretch(self, x) * Spring::stretch(self, 2.0 * x)
    }

    pub fn method_in_a_loop(&self, x: f64) -> f64 {
        let (mut x, mut v) = (x, 0.0);
        for _ in 0..4 {
            v -= 0.1 * self.stretch(x) * self.stiffness;
            x += 0.1 * v;
        }
        x
    }

    pub fn method_that_gives_a_struct(&self, x: f64) -> f64 {
        let softer = self.softened(x);
        softer.stiffness * softer.rest + softer.softened(x).damping[0]
    }

    fn softened(&self, x: f64) -> Spring {
        Spring {
            stiffness: self.stiffness / (1.0 + x),
            damping: [self.damping[0] * x, self.damping[1]],
            ..self.clone()
        }
    }

    pub fn two_of_the_type(&self, other: &Self, x: f64) -> f64 {
        self.stretch(x) * other.stretch(x) + other.stiffness
    }

    /// Without floats in the result: called for its value.
    pub fn method_called_for_its_value(&self, x: f64) -> f64 {
        if self.is_stretched(x) {
            self.stiffness * x
        } else {
            x - self.damping[self.index()]
        }
    }

    fn is_stretched(&self, x: f64) -> bool {
        x > self.rest
    }

    fn index(&self) -> usize {
        usize::from(self.rest > 0.5)
    }

    /// The result of a chain of methods.
    pub fn chain_of_user_methods(&self, x: f64) -> f64 {
        self.softened(x).softened(x * x).self_by_reference(x)
    }

    fn kick(&self, x: &mut [f64; 2], dt: f64) -> f64 {
        x[0] += dt * x[1];
        x[1] -= dt * self.stiffness * x[0];
        x[0] * self.rest
    }

    fn damp(&self, x: &mut f64) {
        *x = *x * self.stiffness + self.rest;
    }

    pub fn methods_that_write_to_arguments(&self, x: f64, dt: f64) -> f64 {
        let mut state = [x, 1.0];
        let mut sum = 0.0;
        for _ in 0..3 {
            sum += self.kick(&mut state, dt) * state[1];
        }
        self.damp(&mut sum);
        self.damp(&mut state[1]);
        sum + state[0] * state[1]
    }

    fn sum(&self) -> f64 {
        self.stiffness + self.rest * self.stiffness
    }

    /// An iterator has a method of this name.
    pub fn method_with_the_name_of_a_consumer(&self, x: f64) -> f64 {
        self.sum() * x
    }

    pub fn about(&self) -> String {
        format!("a spring of kind {}", self.index())
    }
}

#[differentiate]
pub fn method_from_outside(s: &Spring, x: f64) -> f64 {
    s.self_by_reference(x) + s.stretch(x)
}

/// Outside of its `impl`, what a method gives has to be said, unless a method or a field of it is asked for.
#[differentiate]
pub fn struct_of_a_method_from_outside(s: &Spring, x: f64) -> f64 {
    let softer: Spring = s.softened(x);
    softer.rest * s.softened(x).stretch(x) * softer.stiffness
}

#[differentiate]
pub fn methods_of_elements(springs: [Spring; 2], x: f64) -> f64 {
    let mut sum = 0.0;
    for s in &springs {
        sum += s.self_by_reference(x);
    }
    sum * springs[0].stretch(x)
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Point<const N: usize> {
    pub at: [f64; N],
}

#[differentiate]
impl<const N: usize> Point<N> {
    pub fn times(self, k: f64) -> Point<N> {
        let mut at: [f64; N] = self.at;
        for i in 0..N {
            at[i] *= k + i as f64;
        }
        Point { at }
    }

    pub fn length(&self) -> f64 {
        let mut sum = 0.0;
        for i in 0..N {
            let x: f64 = self.at[i];
            sum += x * x;
        }
        sum.sqrt()
    }
}

/// What a method of a generic type gives, used without its type.
#[differentiate]
/// Modes: first
pub fn methods_of_a_generic_type(at: [f64; 3], k: f64) -> f64 {
    let p: Point<3> = Point { at };
    p.times(k).length() * p.times(k).times(2.0 * k).length()
}

pub trait Energy {
    fn energy(&self, x: f64) -> f64;
}

#[differentiate]
impl Energy for Spring {
    fn energy(&self, x: f64) -> f64 {
        self.stiffness * x * x + self.rest
    }
}

#[differentiate]
pub fn method_of_a_trait(s: &Spring, x: f64) -> f64 {
    x * s.energy(x)
}

impl Spring {
    #[differentiate]
    pub fn marked_method(&self, x: f64) -> f64 {
        self.damping[0] * x.sin() * self.rest
    }
}

/// In a module, fields have the types of their definition.
#[differentiate]
pub mod particles {
    use differentiate::Differentiable;

    type Real = f64;
    type Point = [Real; 2];

    #[derive(Clone, Debug, PartialEq, Differentiable)]
    pub struct Particle {
        pub mass: Real,
        pub at: Point,
        pub order: usize,
    }

    impl Particle {
        fn new(mass: Real, at: Point) -> Particle {
            Particle { mass, at, order: 2 }
        }

        fn distance(&self, other: &Particle) -> Real {
            norm(difference(self.at, other.at))
        }

        fn potential(&self, other: &Particle) -> f64 {
            self.mass * other.mass / self.distance(other).powi(self.order as i32)
        }
    }

    fn difference(a: Point, b: Point) -> Point {
        [a[0] - b[0], a[1] - b[1]]
    }

    fn norm(v: Point) -> Real {
        v[0].hypot(v[1])
    }

    pub fn methods_in_a_module(x: f64, y: f64) -> f64 {
        let a = Particle::new(1.0 + x, [x, 1.0 + y]);
        let b = Particle::new(y, [-1.0, -y]);
        a.potential(&b) + power(b.order, x)
    }

    fn power(order: usize, x: Real) -> Real {
        x.powi(order as i32)
    }

    /// Another type of the same name, whose fields and methods are other ones.
    pub mod charges {
        use differentiate::Differentiable;

        #[derive(Clone, Debug, PartialEq, Differentiable)]
        pub struct Particle {
            pub at: f64,
            pub order: f64,
        }

        impl Particle {
            pub fn rank(&self) -> f64 {
                self.at * self.order
            }
        }

        pub fn charged(x: f64) -> Particle {
            Particle { at: x, order: x * x }
        }
    }

    impl Particle {
        pub fn rank(&self) -> usize {
            self.order
        }
    }

    /// Modes: first
    pub fn types_of_one_name(x: f64) -> f64 {
        let (p, c) = (Particle::new(x, [x, 1.0]), charges::charged(x));
        c.rank() * p.rank() as f64 + c.order * p.mass + Particle::distance(&p, &Particle::new(x, [c.at, x]))
    }
}
