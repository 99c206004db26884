//! A function of the corpus as the harness sees it: arguments by value, results as flat lists of floats.

use super::dual::{Dual, Precision};

/// One argument of a call.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// A float, array or slice of them, flat.
    Floats {
        active: bool,
        values: Vec<f64>,
    },
    Integer(i64),
    Boolean(bool),
    /// What is always the same, as a function that is passed.
    Nothing,
}

/// How an argument is drawn.
#[derive(Clone, Debug)]
pub enum Draw {
    Floats {
        active: bool,
        count: usize,
        low: f64,
        high: f64,
    },
    Integer {
        low: i64,
        high: i64,
    },
    Boolean,
    Nothing,
}

/// One function of the corpus, plain, through the macro and over dual numbers.
pub struct Case {
    pub file: &'static str,
    pub name: &'static str,
    /// Whether `f32` takes part.
    pub single: bool,
    /// Whether differences say anything about its derivative.
    pub differences: bool,
    pub draws: Vec<Draw>,
    /// Points given in the corpus; where there are any, none are drawn.
    pub at: Vec<Vec<Argument>>,
    /// Points at which the function panics.
    pub panics: Vec<Vec<Argument>>,
    pub plain: fn(&[Argument]) -> f64,
    /// `f::value_and_grad`, all active parameters' gradients one after the other.
    pub gradient: fn(&[Argument]) -> (f64, Vec<f64>),
    /// Whether the dual numbers keep the derivative all the way.
    pub has_dual: bool,
    /// What the plain function and `f::value_and_grad` leave in the `&mut` parameters, as text: `Debug` shows every bit
    /// but those of NaNs.
    pub left: fn(&[Argument]) -> Vec<Vec<String>>,
    /// Value, derivative by the first and second derivative by both of two components (counted over all active parameters).
    pub hyper_dual: fn(&[Argument], [usize; 2]) -> [f64; 3],
    /// The other derivatives at a point, in a direction.
    pub modes: Option<ModesAt>,
}

/// The other derivatives at a point, in the direction that stands in the places of the active arguments.
pub type ModesAt = fn(&[Argument], &[Argument]) -> Modes;

/// What the functions beside `f::grad` give.
pub struct Modes {
    /// The value, and the derivative in the direction.
    pub jvp: Vec<f64>,
    /// The gradient.
    pub vjp: Vec<f64>,
    /// The product of the Hessian with the direction.
    pub hvp: Vec<f64>,
    /// The Hessian, row by row.
    pub hessian: Vec<f64>,
}

impl Case {
    /// Value and derivative by the component.
    pub fn dual(&self, point: &[Argument], component: usize) -> (f64, f64) {
        let [value, derivative, _] = (self.hyper_dual)(point, [component; 2]);
        (value, derivative)
    }

    /// The points at which this function is tested: those of the corpus, or `count` drawn ones, always the same.
    pub fn points(&self, count: usize) -> Vec<Vec<Argument>> {
        if !self.at.is_empty() {
            return self.at.clone();
        }
        let mut random = Random::named(self.name);
        (0..count)
            .map(|_| self.draws.iter().map(|draw| draw.one(&mut random)).collect())
            .collect()
    }

    /// `file::name`.
    pub fn title(&self) -> String {
        format!("{}::{}", self.file, self.name)
    }
}

impl Draw {
    fn one(&self, random: &mut Random) -> Argument {
        match *self {
            Draw::Floats {
                active,
                count,
                low,
                high,
            } => Argument::Floats {
                active,
                values: (0..count).map(|_| random.float(low, high)).collect(),
            },
            Draw::Integer { low, high } => Argument::Integer(low + (random.next() % (high - low) as u64) as i64),
            Draw::Boolean => Argument::Boolean(random.next() % 2 == 1),
            Draw::Nothing => Argument::Nothing,
        }
    }
}

/// Splitmix64.
pub struct Random(u64);

impl Random {
    /// A sequence of its own for each name.
    pub fn named(name: &str) -> Self {
        Random(name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        }))
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Uniform, and a multiple of 2^-16, so that it is an `f32` too.
    pub fn float(&mut self, low: f64, high: f64) -> f64 {
        let unit = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        ((low + unit * (high - low)) * 65536.0).round() / 65536.0
    }
}

/// A value that may be missing, and as text why.
pub trait Partial {
    type Value;

    fn parts(self) -> (Option<Self::Value>, Option<String>);
}

impl<T> Partial for Option<T> {
    type Value = T;

    fn parts(self) -> (Option<T>, Option<String>) {
        (self, None)
    }
}

impl<T, E: std::fmt::Debug> Partial for Result<T, E> {
    type Value = T;

    fn parts(self) -> (Option<T>, Option<String>) {
        match self {
            Ok(value) => (Some(value), None),
            Err(error) => (None, Some(format!("{error:?}"))),
        }
    }
}

/// A derivative that a function does not have.
pub struct Missing;

impl Partial for Missing {
    type Value = Missing;

    fn parts(self) -> (Option<Missing>, Option<String>) {
        (None, None)
    }
}

impl Flat for Missing {
    fn put(&self, _: &mut Vec<f64>) {}
}

/// Floats, and arrays, slices and tuples of them, as flat lists.
pub trait Flat {
    fn put(&self, output: &mut Vec<f64>);

    fn flat(&self) -> Vec<f64> {
        let mut output = Vec::new();
        self.put(&mut output);
        output
    }
}

/// A value with its tangents in the two directions of a hyper-dual number.
pub type Seeded = (f64, [f64; 2]);

/// What can be read from a list of values with their tangents.
pub trait Read: Sized {
    /// How many floats a value has.
    const COUNT: usize;

    fn read(input: &mut dyn Iterator<Item = Seeded>) -> Self;
}

macro_rules! float {
    ($($float:ty),*) => {$(
        impl Flat for $float {
            fn put(&self, output: &mut Vec<f64>) {
                output.push(f64::from(*self));
            }
        }

        impl Read for $float {
            const COUNT: usize = 1;

            fn read(input: &mut dyn Iterator<Item = Seeded>) -> Self {
                input.next().expect("a float").0 as $float
            }
        }
    )*};
}
float!(f64, f32);

impl<F: Precision> Read for Dual<F> {
    const COUNT: usize = 1;

    fn read(input: &mut dyn Iterator<Item = Seeded>) -> Self {
        let (value, tangents) = input.next().expect("a float");
        Dual::seeded(value, tangents)
    }
}

impl<T: Read, const N: usize> Read for [T; N] {
    const COUNT: usize = N * T::COUNT;

    fn read(input: &mut dyn Iterator<Item = Seeded>) -> Self {
        std::array::from_fn(|_| T::read(input))
    }
}

impl<T: Flat, const N: usize> Flat for [T; N] {
    fn put(&self, output: &mut Vec<f64>) {
        self.iter().for_each(|value| value.put(output));
    }
}

impl<T: Flat> Flat for [T] {
    fn put(&self, output: &mut Vec<f64>) {
        self.iter().for_each(|value| value.put(output));
    }
}

impl<T: Flat> Flat for Vec<T> {
    fn put(&self, output: &mut Vec<f64>) {
        self.iter().for_each(|value| value.put(output));
    }
}

impl<T: Flat> Flat for differentiate::modes::Matrix<T> {
    fn put(&self, output: &mut Vec<f64>) {
        self.as_slice().put(output);
    }
}

impl<T: Flat + ?Sized> Flat for &T {
    fn put(&self, output: &mut Vec<f64>) {
        (**self).put(output);
    }
}

/// What is no float is the same everywhere.
macro_rules! fixed {
    ($($type:ty: $value:expr;)*) => {$(
        impl Read for $type {
            const COUNT: usize = 0;

            fn read(_: &mut dyn Iterator<Item = Seeded>) -> Self {
                $value
            }
        }
    )*};
}
fixed! { usize: 2; u32: 3; i32: 2; bool: true; String: "name".to_owned(); }

/// How many elements a vector in a struct has.
const ELEMENTS: usize = 3;

impl<T: Read> Read for Vec<T> {
    const COUNT: usize = ELEMENTS * T::COUNT;

    fn read(input: &mut dyn Iterator<Item = Seeded>) -> Self {
        (0..ELEMENTS).map(|_| T::read(input)).collect()
    }
}

/// An option in a struct has something.
impl<T: Read> Read for Option<T> {
    const COUNT: usize = T::COUNT;

    fn read(input: &mut dyn Iterator<Item = Seeded>) -> Self {
        Some(T::read(input))
    }
}

impl<T: Flat> Flat for Option<T> {
    fn put(&self, output: &mut Vec<f64>) {
        self.iter().for_each(|value| value.put(output));
    }
}

macro_rules! read_tuple {
    ($($name:ident)*) => {
        impl<$($name: Read),*> Read for ($($name,)*) {
            const COUNT: usize = $($name::COUNT +)* 0;

            fn read(input: &mut dyn Iterator<Item = Seeded>) -> Self {
                ($($name::read(input),)*)
            }
        }
    };
}
read_tuple!(A B);
read_tuple!(A B C);

macro_rules! tuple {
    ($($name:ident)*) => {
        impl<$($name: Flat),*> Flat for ($($name,)*) {
            #[allow(non_snake_case, unused_variables)]
            fn put(&self, output: &mut Vec<f64>) {
                let ($($name,)*) = self;
                $($name.put(output);)*
            }
        }
    };
}
tuple!();
tuple!(A B);
tuple!(A B C);
tuple!(A B C D);
tuple!(A B C D E);
tuple!(A B C D E F);
tuple!(A B C D E F G);
tuple!(A B C D E F G H);

/// Reads the arguments of a call one after the other.
pub struct Reader<'a> {
    arguments: std::slice::Iter<'a, Argument>,
    seeds: Option<[usize; 2]>,
    active: usize,
}

impl<'a> Reader<'a> {
    /// In each of the two directions one active component gets the tangent 1.
    pub fn new(arguments: &'a [Argument], seeds: Option<[usize; 2]>) -> Self {
        Reader {
            arguments: arguments.iter(),
            seeds,
            active: 0,
        }
    }

    fn floats(&mut self) -> Vec<Seeded> {
        let Some(Argument::Floats { active, values }) = self.arguments.next() else {
            panic!("expected floats")
        };
        let first = self.active;
        self.active += if *active { values.len() } else { 0 };
        let tangents = |index| {
            let is_seed = |seed| *active && seed == first + index;
            self.seeds.map_or([0.0; 2], |seeds| {
                seeds.map(|seed| if is_seed(seed) { 1.0 } else { 0.0 })
            })
        };
        values
            .iter()
            .enumerate()
            .map(|(index, value)| (*value, tangents(index)))
            .collect()
    }

    pub fn value<T: Read>(&mut self) -> T {
        T::read(&mut self.floats().into_iter())
    }

    pub fn slice<T: Read>(&mut self) -> Vec<T> {
        let floats = self.floats();
        let count = floats.len() / T::COUNT;
        let mut floats = floats.into_iter();
        (0..count).map(|_| T::read(&mut floats)).collect()
    }

    /// As many as there are floats for: one, two, three, …
    pub fn rows<T: Read>(&mut self) -> Vec<Vec<T>> {
        let mut all = self.slice::<T>().into_iter();
        let mut rows = vec![];
        while all.len() > 0 {
            rows.push(all.by_ref().take(rows.len() + 1).collect());
        }
        rows
    }

    pub fn integer<T: TryFrom<i64>>(&mut self) -> T {
        let Some(Argument::Integer(value)) = self.arguments.next() else {
            panic!("expected an integer")
        };
        T::try_from(*value).ok().expect("an integer of the parameter's type")
    }

    pub fn nothing(&mut self) {
        assert_eq!(self.arguments.next(), Some(&Argument::Nothing));
    }

    pub fn boolean(&mut self) -> bool {
        let Some(Argument::Boolean(value)) = self.arguments.next() else {
            panic!("expected a boolean")
        };
        *value
    }
}

/// All active components, in order.
pub fn active(arguments: &[Argument]) -> Vec<f64> {
    let floats = arguments.iter().filter_map(|argument| match argument {
        Argument::Floats { active: true, values } => Some(values),
        _ => None,
    });
    floats.flatten().copied().collect()
}

/// The same arguments with `step` added to the active component.
pub fn moved(arguments: &[Argument], component: usize, step: f64) -> Vec<Argument> {
    let mut arguments = arguments.to_vec();
    let floats = arguments.iter_mut().filter_map(|argument| match argument {
        Argument::Floats { active: true, values } => Some(values),
        _ => None,
    });
    *floats.flatten().nth(component).expect("a component") += step;
    arguments
}
