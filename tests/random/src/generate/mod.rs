//! Generates programs: well typed, with indices in bounds and loops that end, by construction.

use std::rc::Rc;

use crate::program::parts::{walk, Part};
use crate::program::{Block, Draw, Expr, Function, Kind, Length, Parameter, Program, Statement, Type};
use crate::random::Random;
use scope::Entry;

mod booleans;
mod composites;
mod floats;
mod idioms;
mod integers;
mod loops;
mod primitives;
mod scope;
mod statements;
mod values;

/// Which constructs a program has: each has only some, so that they meet in many combinations.
#[derive(Clone, Copy, Debug)]
struct Style {
    arrays: bool,
    tuples: bool,
    integers: bool,
    branches: bool,
    ranges: bool,
    items: bool,
    counted: bool,
    exits: bool,
    calls: bool,
    primitives: bool,
    shadowing: bool,
    /// Blocks and branches that are values.
    blocks: bool,
    asserts: bool,
    idioms: bool,
    structs: bool,
    vectors: bool,
    /// Functions that change what they are given.
    in_place: bool,
    options: bool,
}

impl Style {
    fn new(random: &mut Random) -> Self {
        let mut usually = || random.chance(70);
        let style = Style {
            arrays: usually(),
            tuples: usually(),
            integers: usually(),
            branches: usually(),
            ranges: usually(),
            items: usually(),
            counted: usually(),
            exits: usually(),
            calls: usually(),
            primitives: usually(),
            shadowing: usually(),
            blocks: usually(),
            asserts: usually(),
            idioms: usually(),
            structs: usually(),
            vectors: usually(),
            in_place: usually(),
            options: usually(),
        };
        let loops = style.ranges || style.items || style.counted;
        Style {
            ranges: style.ranges || !loops,
            ..style
        }
    }
}

/// A function that calls itself, while its body is generated.
struct Recursion {
    function: usize,
    parameters: Vec<Parameter>,
    /// How many more calls the body may have.
    left: usize,
}

struct Generator {
    random: Random,
    program: Program,
    style: Style,
    domain: &'static str,
    entries: Vec<Entry>,
    /// The loops around, each with whether it may `continue`.
    loops: Vec<bool>,
    result: Type,
    recursion: Option<Recursion>,
    /// Above 0, expressions do not assign: something is borrowed beside them.
    pure: usize,
    next_id: usize,
    counters: usize,
    /// How many more statements the function may have.
    budget: usize,
    /// How many functions the current one may call.
    earlier: usize,
}

/// The program with this number in the sequence of `seed`.
pub fn program(seed: u64, index: usize) -> Program {
    let mut random = Random::new(seed, index as u64);
    let style = Style::new(&mut random);
    let single = random.chance(6);
    // The fields of a struct that the macro does not see are taken for `f64` where nothing says otherwise.
    let style = Style {
        structs: style.structs && !single,
        ..style
    };
    let domains = ["0.1..0.9", "-1.0..1.0", "-1.0..1.0", "-2.0..2.0", "0.5..1.5"];
    let domain = random.pick(&domains);
    let mut generator = Generator {
        random,
        program: Program {
            name: format!("program{index}"),
            single,
            constants: Vec::new(),
            structs: Vec::new(),
            module: false,
            functions: Vec::new(),
        },
        style,
        domain,
        entries: Vec::new(),
        loops: Vec::new(),
        result: Type::Float,
        recursion: None,
        pure: 0,
        next_id: 0,
        counters: 0,
        budget: 0,
        earlier: 0,
    };
    generator.constants();
    if style.structs {
        generator.structures();
    }
    if style.calls {
        for number in 0..generator.random.weighted(&[(3, 1), (3, 2), (1, 3)]) {
            generator.helper(number);
        }
    }
    generator.main();
    generator.program.module = generator.program.functions.len() > 1 && generator.chance(25);
    generator.program
}

impl Generator {
    fn chance(&mut self, percent: usize) -> bool {
        self.random.chance(percent)
    }

    fn constants(&mut self) {
        if self.chance(30) {
            let name = self.program.name.to_uppercase();
            let value = self.random.pick(&["0.75", "1.5", "-0.5", "2.25"]);
            self.program
                .constants
                .push((format!("{name}_SCALE"), Type::Float, value.to_owned()));
            if self.chance(50) {
                let value = self.random.pick(&["2", "3"]);
                self.program
                    .constants
                    .push((format!("{name}_COUNT"), Type::Int("usize"), value.to_owned()));
            }
        }
    }

    /// A function for later ones to call.
    fn helper(&mut self, number: usize) {
        let pair = Type::Tuple(vec![Type::Float, Type::Float]);
        let length = self.random.between(2, 3) as usize;
        let mut results = vec![(6, Type::Float)];
        if self.style.arrays {
            results.push((2, Type::array(Type::Float, length)));
            results.push((1, Type::array(Type::array(Type::Float, 2), length)));
        }
        if self.style.tuples {
            results.push((2, pair));
            results.push((1, Type::Tuple(vec![Type::Float, Type::array(Type::Float, 2)])));
        }
        if self.style.structs {
            results.push((2, self.structure()));
        }
        if self.style.vectors {
            results.push((2, Type::Vec(Box::new(Type::Float), length)));
        }
        if self.style.options {
            results.push((3, Type::Option(Box::new(Type::Float))));
        }
        if self.style.in_place {
            results.push((3, Type::Unit));
        }
        let places: Vec<_> = results
            .iter()
            .enumerate()
            .map(|(place, (weight, _))| (*weight, place))
            .collect();
        let result = results[self.random.weighted(&places)].1.clone();
        let count = self.random.between(1, 3) as usize;
        let budget = self.random.between(1, 4) as usize;
        let recursive = result != Type::Unit && self.chance(25);
        let name = format!("{}_h{number}", self.program.name);
        self.function(name, count, result, budget, recursive);
        if recursive && self.chance(40) {
            self.twin();
        }
    }

    /// A second function like the last one: each calls the other where it called itself.
    fn twin(&mut self) {
        let number = self.program.functions.len() - 1;
        let mut twin = self.program.functions[number].clone();
        let mut calls = 0;
        let original = &mut self.program.functions[number];
        walk(Part::Block(&mut original.body), &mut |expr| {
            if let Kind::Call(callee, _) = &mut expr.kind {
                if *callee == number {
                    *callee += 1;
                    calls += 1;
                }
            }
        });
        if calls > 0 {
            twin.name.push_str("_twin");
            self.program.functions.push(twin);
        }
    }

    fn main(&mut self) {
        let count = self.random.between(1, 4) as usize;
        let budget = self.random.between(3, 11) as usize;
        self.function(self.program.name.clone(), count, Type::Float, budget, false);
    }

    fn function(&mut self, name: String, count: usize, result: Type, budget: usize, recursive: bool) {
        self.entries.clear();
        self.earlier = self.program.functions.len();
        self.budget = budget;
        self.result = result.clone();
        let generic = (self.style.arrays && self.chance(8)).then(|| ("N".to_owned(), 3));
        let mut parameters = Vec::new();
        let length = generic.as_ref().map(|(name, value)| Length {
            name: Some(name.clone()),
            value: *value,
        });
        // Functions that are drawn take no structs; what gives something else is only called.
        let drawn = result == Type::Float;
        let mut method = false;
        if self.style.structs && !drawn && self.chance(60) {
            method = self.chance(50);
            parameters.push(self.struct_parameter(method));
        }
        if result == Type::Unit {
            parameters.push(self.changed_parameter());
        }
        parameters.push(self.active_parameter(length));
        for _ in 1..count {
            parameters.push(self.parameter());
        }
        let mut statements = Vec::new();
        if recursive {
            let depth = self.declare_named("depth", Type::Int("usize"), (0, 3));
            let zero = Expr::int(depth.ty.clone(), 0);
            let at_end = Expr::variable(&depth).compare("==", zero);
            parameters.push(Parameter {
                variable: depth,
                constant: false,
                draw: Draw::Ints(0, 3),
            });
            let value = self.value(&result, 1);
            statements.push(Statement::If(at_end, Block::of(vec![Statement::Return(value)]), None));
            self.recursion = Some(Recursion {
                function: self.program.functions.len(),
                parameters: parameters.clone(),
                left: 2,
            });
        }
        self.entries.iter_mut().for_each(|entry| entry.input = true);
        // The signature is known from here on, so that the function can be called by itself.
        self.program.functions.push(Function {
            name,
            generic,
            parameters,
            result: result.clone(),
            body: Block::default(),
            method,
        });
        statements.extend(self.statements(budget));
        let tail = (result != Type::Unit).then(|| self.tail(&result));
        self.recursion = None;
        let function = self.program.functions.last_mut().expect("just pushed");
        function.body = Block { statements, tail };
    }

    /// A parameter that is differentiated.
    fn active_parameter(&mut self, generic: Option<Length>) -> Parameter {
        let length = self.random.between(2, 5) as usize;
        let short = self.random.between(2, 3) as usize;
        let row = Type::array(Type::Float, short);
        let slice = |element, length| Type::Slice(Box::new(element), length);
        let (ty, reference) = match generic {
            Some(length) => (Type::Array(Box::new(Type::Float), length), self.chance(60)),
            None if !self.style.arrays => match self.random.below(4) {
                0 => (slice(Type::Float, length), true),
                _ => (Type::Float, self.chance(10)),
            },
            None => match self
                .random
                .weighted(&[(6, 0), (6, 1), (3, 2), (3, 3), (2, 4), (1, 5), (1, 6), (1, 7)])
            {
                0 => (Type::Float, self.chance(10)),
                1 => (slice(Type::Float, length), true),
                2 => (Type::array(Type::Float, length), false),
                3 => (Type::array(Type::Float, length), true),
                4 => (Type::array(row, short), true),
                5 => (Type::array(row, short), false),
                6 => (slice(row, short), true),
                _ => (slice(Type::Float, 0), true),
            },
        };
        let mutable = !reference && self.chance(30);
        let name = self.fresh_name();
        let variable = self.declare(name, ty, reference, mutable, false, (0, 0));
        Parameter {
            variable,
            constant: false,
            draw: Draw::Floats(self.domain),
        }
    }

    fn parameter(&mut self) -> Parameter {
        match self.random.weighted(&[(6, 0), (3, 1), (2, 2), (1, 3)]) {
            1 if self.style.integers => {
                let ty = self.int_type();
                let high = self.random.between(1, 5);
                let low = if ty.starts_with('i') && self.chance(40) { -2 } else { 0 };
                let name = self.fresh_name();
                let variable = self.declare(name, Type::Int(ty), false, false, false, (low, high));
                Parameter {
                    variable,
                    constant: false,
                    draw: Draw::Ints(low, high),
                }
            }
            2 => {
                let mut parameter = self.active_parameter(None);
                parameter.constant = true;
                let entry = self.entries.last_mut().expect("just declared");
                entry.constant = true;
                entry.fixed = true;
                parameter
            }
            3 => {
                let name = self.fresh_name();
                let variable = self.declare(name, Type::Bool, false, false, false, (0, 0));
                Parameter {
                    variable,
                    constant: false,
                    draw: Draw::Bool,
                }
            }
            _ => self.active_parameter(None),
        }
    }

    /// The value of a function: of several variables, so that most of what was computed matters.
    fn tail(&mut self, result: &Type) -> Expr {
        if *result != Type::Float {
            return self.value(result, 2);
        }
        let mut sum = self.float(1);
        let mut sources: Vec<_> = self
            .visible()
            .filter(|entry| entry.variable.mutable || entry.is_input())
            .cloned()
            .collect();
        self.random_order(&mut sources);
        // What was computed last, and something else.
        sources.sort_by_key(|entry| !entry.variable.mutable);
        sources.truncate(3);
        for source in sources {
            let Some(term) = self.float_in(Expr::variable(&source.variable)) else {
                continue;
            };
            sum = match self.random.below(4) {
                0 => sum.binary("*", term),
                1 => sum.binary("-", term),
                2 => {
                    let factor = self.float(0);
                    sum.binary("+", term.binary("*", factor))
                }
                _ => sum.binary("+", term),
            };
        }
        sum
    }

    fn random_order<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            let other = self.random.below(last + 1);
            list.swap(last, other);
        }
    }

    /// Runs `inside` and forgets the variables that it declares.
    fn scoped<T>(&mut self, inside: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.entries.len();
        let value = inside(self);
        self.entries.truncate(outer);
        value
    }

    /// Whether the variable is the one that counts recursion down.
    fn depth(&self) -> Option<Rc<crate::program::Variable>> {
        let recursion = self.recursion.as_ref()?;
        let variable = &recursion.parameters.last()?.variable;
        self.sees(variable).then(|| variable.clone())
    }

    /// A local or outer constant, if there is one.
    fn constant(&mut self, ty: &Type) -> Option<Expr> {
        let of_type = |(_, one, _): &&(String, Type, String)| one == ty;
        let names: Vec<_> = self.program.constants.iter().filter(of_type).collect();
        let (name, ty, _) = names.get(self.random.clone().below(names.len().max(1)))?;
        Some(Expr::new(ty.clone(), Kind::Constant(name.clone())))
    }
}
