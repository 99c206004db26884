//! Programs as the generator builds them: every expression knows its type, every variable is one of its kind.

use std::rc::Rc;

pub use idiom::Idiom;

pub mod idiom;
pub mod parts;
mod prelude;
pub mod print;
pub mod scope;

/// The length of an array, which a constant or a const generic may name.
#[derive(Clone, Debug, PartialEq)]
pub struct Length {
    pub value: usize,
    pub name: Option<String>,
}

/// The types of the language. `Float` is `f64`, or `f32` in a program of single precision.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    Float,
    Int(&'static str),
    Bool,
    Array(Box<Type>, Length),
    /// A slice, of which the generator knows the length.
    Slice(Box<Type>, usize),
    /// A vector, of which the generator knows the least length.
    Vec(Box<Type>, usize),
    Tuple(Vec<Type>),
    Struct(Rc<Structure>),
    /// Only the result of a function.
    Option(Box<Type>),
    /// Of a function that is called for what it changes.
    Unit,
}

/// A struct with names for its fields.
#[derive(Debug, PartialEq)]
pub struct Structure {
    pub name: String,
    pub fields: Vec<(String, Type)>,
}

impl Type {
    pub fn array(element: Type, length: usize) -> Type {
        let length = Length {
            value: length,
            name: None,
        };
        Type::Array(Box::new(element), length)
    }

    /// Whether it is a float, or an array of them.
    fn is_of_floats(&self) -> bool {
        *self == Type::Float || self.sequence().is_some_and(|(element, _)| element.is_of_floats())
    }

    /// Element type and length of an array or slice.
    pub fn sequence(&self) -> Option<(&Type, usize)> {
        match self {
            Type::Array(element, length) => Some((element, length.value)),
            Type::Slice(element, length) | Type::Vec(element, length) => Some((element, *length)),
            _ => None,
        }
    }
}

/// A variable or parameter. Shadowing makes a second one with the same name; `id` tells them apart. A mutable reference
/// is both `reference` and `mutable`.
#[derive(Debug, PartialEq)]
pub struct Variable {
    pub id: usize,
    pub name: String,
    pub ty: Type,
    /// Whether it holds a reference to a value of its type.
    pub reference: bool,
    /// As an operand, a reference is written without `*`.
    pub bare: bool,
    pub mutable: bool,
    /// Whether its type is left to inference from its uses, so that no method can be called on it.
    pub vague: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    pub ty: Type,
    pub kind: Kind,
}

/// How a primitive is spelled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spelling {
    Method,
    Path,
    /// By this name in `libm`.
    Libm(&'static str),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    Literal(String),
    /// A path to a constant.
    Constant(String),
    Variable(Rc<Variable>),
    Index(Box<Expr>, Box<Expr>),
    Field(Box<Expr>, usize),
    Length(Box<Expr>),
    Unary(&'static str, Box<Expr>),
    Binary(&'static str, Box<Expr>, Box<Expr>),
    Primitive(&'static str, Spelling, Vec<Expr>),
    /// `a.total_cmp(&b).is_lt()`
    TotalOrder(Box<Expr>, Box<Expr>),
    Cast(Box<Expr>),
    If(Box<Expr>, Box<Block>, Box<Block>),
    Block(Box<Block>),
    /// The number of the function in the program.
    Call(usize, Vec<Expr>),
    Array(Vec<Expr>),
    Repeat(Box<Expr>),
    Tuple(Vec<Expr>),
    /// A struct literal.
    Struct(Vec<Expr>),
    Idiom(Box<Idiom>),
}

/// Statements and, where the block has a value, its last expression.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Block {
    pub statements: Vec<Statement>,
    pub tail: Option<Expr>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Statement {
    Let {
        variable: Rc<Variable>,
        annotated: bool,
        value: Expr,
    },
    /// `let (a, b) = value`; `None` is `_`.
    LetTuple {
        variables: Vec<Option<Rc<Variable>>>,
        value: Expr,
    },
    /// `let a; if condition { .. a = ..; } else { .. a = ..; }`
    Deferred {
        variable: Rc<Variable>,
        condition: Expr,
        yes: Block,
        no: Block,
    },
    LetConst {
        name: String,
        value: Expr,
    },
    Ignore(Expr),
    Assign {
        place: Expr,
        operator: &'static str,
        value: Expr,
    },
    /// `(a, b) = (c, d)`
    AssignTuple(Vec<Expr>, Vec<Expr>),
    If(Expr, Block, Option<Block>),
    For {
        over: Over,
        /// The number of the element in an enumeration.
        index: Option<Rc<Variable>>,
        variable: Option<Rc<Variable>>,
        body: Block,
    },
    /// A counter and a loop that ends when it has reached `limit`, if not before.
    Counted {
        counter: Rc<Variable>,
        limit: Expr,
        form: Counting,
        body: Block,
    },
    Break,
    Continue,
    Return(Expr),
    Assert {
        debug: bool,
        condition: Expr,
        message: Option<&'static str>,
    },
    Idiom(Idiom),
    /// A call for what it changes.
    Call(Expr),
}

/// How a counted loop is written.
#[derive(Clone, Debug, PartialEq)]
pub enum Counting {
    /// `while counter < limit && condition { counter += 1; body }`
    WhileFirst(Option<Expr>),
    /// `while counter < limit && condition { body; counter += 1; }`, without `continue`
    WhileLast(Option<Expr>),
    /// `loop { if counter >= limit { break; } counter += 1; body }`
    Loop,
}

/// What a `for` loop runs over.
#[derive(Clone, Debug, PartialEq)]
pub enum Over {
    Range {
        low: Expr,
        high: Expr,
        inclusive: bool,
        adapters: Vec<Adapter>,
    },
    Items {
        of: Expr,
        form: Form,
        /// `&v` is the pattern.
        pattern: bool,
    },
}

#[derive(Clone, Debug, PartialEq)]
pub enum Adapter {
    Reversed,
    Stepped(Expr),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Form {
    /// `for v in x`
    Plain,
    /// `for v in &x`
    Borrowed,
    Iter,
    IterReversed,
    IterEnumerated,
    IterReversedEnumerated,
}

/// How the argument for a parameter is drawn, as the corpus says it.
#[derive(Clone, Debug, PartialEq)]
pub enum Draw {
    Floats(&'static str),
    /// From the first to the second, both included.
    Ints(i64, i64),
    Bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    pub variable: Rc<Variable>,
    pub constant: bool,
    pub draw: Draw,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Function {
    pub name: String,
    /// A const generic with its value.
    pub generic: Option<(String, usize)>,
    pub parameters: Vec<Parameter>,
    pub result: Type,
    pub body: Block,
    /// Whether the first parameter is `self`.
    pub method: bool,
}

/// Some functions, of which the last is the one that matters; the others are called by it or by each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Program {
    pub name: String,
    /// Whether floats are `f32`.
    pub single: bool,
    /// Constants beside the functions.
    pub constants: Vec<(String, Type, String)>,
    pub structs: Vec<Rc<Structure>>,
    /// Whether all but the last function stand in a module.
    pub module: bool,
    pub functions: Vec<Function>,
}

impl Expr {
    pub fn new(ty: Type, kind: Kind) -> Expr {
        Expr { ty, kind }
    }

    pub fn literal(ty: Type, text: impl ToString) -> Expr {
        Expr::new(ty, Kind::Literal(text.to_string()))
    }

    pub fn float(text: impl ToString) -> Expr {
        Expr::literal(Type::Float, text)
    }

    /// An integer, negative ones as a negation.
    pub fn int(ty: Type, value: i64) -> Expr {
        let literal = Expr::literal(ty, value.unsigned_abs());
        if value < 0 {
            literal.unary("-")
        } else {
            literal
        }
    }

    pub fn variable(variable: &Rc<Variable>) -> Expr {
        Expr::new(variable.ty.clone(), Kind::Variable(variable.clone()))
    }

    pub fn unary(self, operator: &'static str) -> Expr {
        Expr::new(self.ty.clone(), Kind::Unary(operator, Box::new(self)))
    }

    /// Arithmetic: of the type of the left operand.
    pub fn binary(self, operator: &'static str, other: Expr) -> Expr {
        Expr::new(self.ty.clone(), Kind::Binary(operator, Box::new(self), Box::new(other)))
    }

    /// A comparison.
    pub fn compare(self, operator: &'static str, other: Expr) -> Expr {
        Expr::new(Type::Bool, Kind::Binary(operator, Box::new(self), Box::new(other)))
    }

    /// The element of an array or slice.
    pub fn index(self, index: Expr) -> Expr {
        let element = self.ty.sequence().expect("an array or a slice").0.clone();
        Expr::new(element, Kind::Index(Box::new(self), Box::new(index)))
    }

    /// The component of a tuple or struct.
    pub fn field(self, number: usize) -> Expr {
        let ty = match &self.ty {
            Type::Tuple(types) => types[number].clone(),
            Type::Struct(structure) => structure.fields[number].1.clone(),
            other => panic!("no fields: {other:?}"),
        };
        Expr::new(ty, Kind::Field(Box::new(self), number))
    }

    pub fn cast(self, ty: Type) -> Expr {
        Expr::new(ty, Kind::Cast(Box::new(self)))
    }

    /// A primitive on floats, as a method.
    pub fn method(self, name: &'static str) -> Expr {
        Expr::new(Type::Float, Kind::Primitive(name, Spelling::Method, vec![self]))
    }

    /// Whether inference may not yet know the type where the expression stands, as of a literal.
    pub fn is_vague(&self) -> bool {
        match &self.kind {
            Kind::Literal(text) => self.ty != Type::Bool && !text.contains(|any: char| "fiu".contains(any)),
            Kind::Variable(variable) => variable.vague,
            Kind::Index(base, _) | Kind::Field(base, _) | Kind::Unary(_, base) | Kind::Repeat(base) => base.is_vague(),
            Kind::Binary(_, left, right) if left.ty == self.ty => {
                left.is_vague() && (right.is_vague() || right.is_bare())
            }
            Kind::If(_, yes, no) => yes.is_vague() || no.is_vague(),
            Kind::Block(block) => block.is_vague(),
            Kind::Struct(_) => false,
            Kind::Array(parts) | Kind::Tuple(parts) => parts.iter().any(Expr::is_vague),
            Kind::Idiom(idiom) => {
                let element = self.ty.sequence().map(|(element, _)| element);
                let gives = |part: &Expr| part.ty == self.ty || element.is_some_and(|_| part.ty.is_of_floats());
                idiom.parts.iter().any(|part| gives(part) && part.is_vague())
            }
            _ => false,
        }
    }

    /// Whether a variable is in it whose type is left to inference.
    pub fn has_vague_variable(&self) -> bool {
        let mut found = false;
        let mut copy = self.clone();
        parts::walk(parts::Part::Expr(&mut copy), &mut |expr| {
            found |= matches!(&expr.kind, Kind::Variable(variable) if variable.vague);
        });
        found
    }

    /// Whether this is the name of a mutable reference.
    pub fn is_lent_mutably(&self) -> bool {
        matches!(&self.kind, Kind::Variable(variable) if variable.reference && variable.mutable)
    }

    /// Whether this is written as a reference where a value is meant.
    pub fn is_bare(&self) -> bool {
        matches!(&self.kind, Kind::Variable(variable) if variable.reference && variable.bare && !variable.mutable)
    }
}

impl Block {
    pub fn of(statements: Vec<Statement>) -> Block {
        Block { statements, tail: None }
    }

    fn is_vague(&self) -> bool {
        self.tail.as_ref().is_some_and(Expr::is_vague)
    }
}
