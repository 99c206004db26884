//! Whether a program that was made smaller is still one that compiles: every name means what it meant, what is assigned
//! may be, loops are left from within loops.

use super::parts::{walk, Part};
use super::{Adapter, Block, Counting, Expr, Form, Function, Idiom, Kind, Over, Program, Statement, Type, Variable};

impl Program {
    /// Whether the program is well formed, given that the types of its expressions are.
    pub fn is_well_formed(&self) -> bool {
        self.functions
            .iter()
            .all(|function| Checker::new(self).function(function))
    }
}

struct Checker<'a> {
    program: &'a Program,
    names: Vec<Name<'a>>,
    /// Arrays that are being iterated over.
    locked: Vec<usize>,
    loops: Vec<InLoop>,
}

enum Name<'a> {
    Variable(&'a Variable),
    Constant(&'a str),
}

#[derive(Clone, Copy, PartialEq)]
enum InLoop {
    Any,
    /// The loop counts at its end, which `continue` would skip.
    WithoutContinue,
}

impl<'a> Checker<'a> {
    fn new(program: &'a Program) -> Self {
        Checker {
            program,
            names: Vec::new(),
            locked: Vec::new(),
            loops: Vec::new(),
        }
    }

    fn function(&mut self, function: &'a Function) -> bool {
        let parameters = function.parameters.iter();
        self.names
            .extend(parameters.map(|parameter| Name::Variable(&parameter.variable)));
        function.body.tail.is_some() == (function.result != Type::Unit) && self.block(&function.body)
    }

    fn block(&mut self, block: &'a Block) -> bool {
        let outer = self.names.len();
        let fine = block.statements.iter().all(|statement| self.statement(statement))
            && block.tail.as_ref().is_none_or(|tail| self.whole(tail));
        self.names.truncate(outer);
        fine
    }

    fn declare(&mut self, variable: &'a Variable) -> bool {
        self.names.push(Name::Variable(variable));
        true
    }

    fn is_visible(&self, variable: &Variable) -> bool {
        let named = self.names.iter().rev().find_map(|name| match name {
            Name::Variable(one) if one.name == variable.name => Some(*one),
            _ => None,
        });
        named.is_some_and(|one| one.id == variable.id)
    }

    fn statement(&mut self, statement: &'a Statement) -> bool {
        match statement {
            Statement::Let { variable, value, .. } => self.whole(value) && self.declare(variable),
            Statement::LetTuple { variables, value } => {
                self.whole(value) && variables.iter().flatten().all(|variable| self.declare(variable))
            }
            Statement::Deferred {
                variable,
                condition,
                yes,
                no,
            } => {
                let fine = self.expr(condition) && self.block(yes) && self.block(no);
                fine && yes.tail.is_some() && no.tail.is_some() && self.declare(variable)
            }
            Statement::LetConst { name, value } => {
                self.names.push(Name::Constant(name));
                matches!(value.kind, Kind::Literal(_))
            }
            Statement::Ignore(value) | Statement::Return(value) | Statement::Call(value) => self.whole(value),
            Statement::Assign { place, operator, value } => {
                let fine = if *operator == "=" {
                    self.whole(value)
                } else {
                    self.expr(value)
                };
                fine && self.place(place)
            }
            Statement::AssignTuple(places, values) => {
                places.iter().all(|place| self.place(place)) && values.iter().all(|value| self.expr(value))
            }
            Statement::If(condition, yes, no) => {
                self.expr(condition) && self.block(yes) && no.as_ref().is_none_or(|no| self.block(no))
            }
            Statement::For {
                over,
                index,
                variable,
                body,
            } => self.for_loop(over, [index.as_deref(), variable.as_deref()], body),
            Statement::Counted {
                counter,
                limit,
                form,
                body,
            } => {
                let outer = self.names.len();
                let (condition, kind) = match form {
                    Counting::WhileFirst(condition) => (condition.as_ref(), InLoop::Any),
                    Counting::WhileLast(condition) => (condition.as_ref(), InLoop::WithoutContinue),
                    Counting::Loop => (None, InLoop::Any),
                };
                let fine = self.declare(counter)
                    && self.expr(limit)
                    && condition.is_none_or(|condition| self.expr(condition))
                    && self.body(kind, body);
                self.names.truncate(outer);
                fine
            }
            Statement::Break => !self.loops.is_empty(),
            Statement::Continue => self.loops.last() == Some(&InLoop::Any),
            Statement::Assert { condition, .. } => self.expr(condition),
            Statement::Idiom(idiom) => {
                let fine = self.idiom(idiom);
                idiom.binders[..idiom.declared]
                    .iter()
                    .for_each(|one| _ = self.declare(one));
                fine
            }
        }
    }

    fn for_loop(&mut self, over: &'a Over, variables: [Option<&'a Variable>; 2], body: &'a Block) -> bool {
        let (names, locks) = (self.names.len(), self.locked.len());
        let fine = match over {
            Over::Range {
                low, high, adapters, ..
            } => {
                let step = |adapter: &'a Adapter| match adapter {
                    Adapter::Reversed => true,
                    Adapter::Stepped(step) => self.expr(step),
                };
                adapters.iter().all(step) && self.expr(low) && self.expr(high)
            }
            Over::Items { of, form, .. } => {
                let root = root(of);
                if let Some(root) = root.filter(|root| *form != Form::Plain || root.reference) {
                    self.locked.push(root.id);
                }
                root.is_some() && self.expr(of)
            }
        };
        self.names.extend(variables.into_iter().flatten().map(Name::Variable));
        let fine = fine && self.body(InLoop::Any, body);
        self.names.truncate(names);
        self.locked.truncate(locks);
        fine
    }

    fn body(&mut self, kind: InLoop, body: &'a Block) -> bool {
        self.loops.push(kind);
        let fine = self.block(body);
        self.loops.pop();
        fine
    }

    /// Whether something can be assigned to it.
    fn place(&mut self, place: &'a Expr) -> bool {
        let free = |root: &Variable| root.mutable && !self.locked.contains(&root.id);
        root(place).is_some_and(free) && self.expr(place)
    }

    /// An expression of which the type is known where it stands, so that a call may give an array or a tuple.
    fn whole(&mut self, expr: &'a Expr) -> bool {
        match &expr.kind {
            Kind::Call(callee, arguments) => self.arguments(*callee, arguments),
            _ => self.expr(expr),
        }
    }

    fn expr(&mut self, expr: &'a Expr) -> bool {
        match &expr.kind {
            Kind::Literal(_) => true,
            Kind::Constant(name) => name.contains("::") || self.is_constant(name),
            Kind::Variable(variable) => self.is_visible(variable),
            Kind::Index(base, index) => root(base).is_some() && self.expr(base) && self.expr(index),
            Kind::Length(base) => root(base).is_some() && self.expr(base),
            Kind::Field(one, _) | Kind::Unary(_, one) | Kind::Cast(one) | Kind::Repeat(one) => self.expr(one),
            Kind::Binary(_, one, other) | Kind::TotalOrder(one, other) => self.expr(one) && self.expr(other),
            Kind::Primitive(_, _, all) | Kind::Array(all) | Kind::Tuple(all) | Kind::Struct(all) => {
                all.iter().all(|one| self.expr(one))
            }
            Kind::Call(callee, all) => matches!(expr.ty, Type::Float | Type::Option(_)) && self.arguments(*callee, all),
            Kind::If(condition, yes, no) => self.expr(condition) && self.block(yes) && self.block(no),
            Kind::Block(block) => self.block(block),
            Kind::Idiom(idiom) => self.idiom(idiom),
        }
    }

    fn idiom(&mut self, idiom: &'a Idiom) -> bool {
        let (names, locks) = (self.names.len(), self.locked.len());
        let (outside, inside) = idiom.parts.split_at(idiom.inside);
        let mut fine = outside.iter().all(|part| self.expr(part));
        for (_, part) in outside
            .iter()
            .enumerate()
            .filter(|(number, _)| idiom.is_receiver(*number))
        {
            fine &= root(part).is_some();
            self.locked.extend(root(part).map(|root| root.id));
        }
        self.names.extend(idiom.binders.iter().map(|one| Name::Variable(one)));
        fine = fine && inside.iter().all(|part| self.expr(part));
        let blocks = &mut idiom.blocks.iter();
        fine = fine
            && match idiom.repeats {
                true => blocks.all(|block| self.body(InLoop::Any, block)),
                false => blocks.all(|block| self.block(block)),
            };
        self.names.truncate(names);
        self.locked.truncate(locks);
        fine
    }

    /// What is passed to be changed is a place, and nothing else looks at it.
    fn arguments(&mut self, callee: usize, arguments: &'a [Expr]) -> bool {
        let parameters = &self.program.functions[callee].parameters;
        let changed = |place: usize| parameters[place].variable.reference && parameters[place].variable.mutable;
        (0..arguments.len()).all(|place| match changed(place) {
            true => {
                let root = root(&arguments[place]).map(|root| root.id);
                let others = (0..arguments.len()).filter(|other| *other != place);
                let mut alone = others.map(|other| !mentions(&arguments[other], root));
                alone.all(|alone| alone) && self.place(&arguments[place])
            }
            false => self.expr(&arguments[place]),
        })
    }

    fn is_constant(&self, name: &str) -> bool {
        let local = self
            .names
            .iter()
            .any(|one| matches!(one, Name::Constant(one) if *one == name));
        local || self.program.constants.iter().any(|(one, _, _)| one == name)
    }
}

/// Whether the variable stands in an expression.
fn mentions(expr: &Expr, variable: Option<usize>) -> bool {
    let mut found = false;
    walk(Part::Expr(&mut expr.clone()), &mut |part| {
        found |= matches!(&part.kind, Kind::Variable(one) if Some(one.id) == variable);
    });
    found
}

/// The variable to which a place belongs.
pub fn root(place: &Expr) -> Option<&Variable> {
    match &place.kind {
        Kind::Variable(variable) => Some(variable),
        Kind::Index(base, _) | Kind::Field(base, _) => root(base),
        _ => None,
    }
}
