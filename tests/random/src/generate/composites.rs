//! What is put together: vectors, structs, options; and the functions that live from them.

use std::rc::Rc;

use super::scope::Entry;
use super::Generator;
use crate::program::{Draw, Expr, Idiom, Kind, Parameter, Statement, Structure, Type};

impl Generator {
    /// The program's structs, of which a later one may hold an earlier one.
    pub fn structures(&mut self) {
        let program = self.program.name.clone();
        let capital = program[..1].to_uppercase() + &program[1..];
        for number in 0..self.random.between(1, 2) {
            let mut fields = Vec::new();
            for name in ["position", "rate", "weights"]
                .into_iter()
                .take(self.random.between(2, 3) as usize)
            {
                let ty = match self.random.below(5) {
                    0 | 1 => Type::array(Type::Float, self.random.between(2, 3) as usize),
                    2 => match self.program.structs.last() {
                        Some(inner) => Type::Struct(inner.clone()),
                        None => Type::Float,
                    },
                    _ => Type::Float,
                };
                fields.push((name.to_owned(), ty));
            }
            if !fields.iter().any(|(_, ty)| *ty == Type::Float) {
                fields[0].1 = Type::Float;
            }
            let name = format!("{capital}S{number}");
            self.program.structs.push(Rc::new(Structure { name, fields }));
        }
    }

    pub fn structure(&mut self) -> Type {
        let number = self.random.below(self.program.structs.len());
        Type::Struct(self.program.structs[number].clone())
    }

    /// A vector of `length` elements, made in one of the ways to make one.
    pub fn vector(&mut self, element: &Type, length: usize, depth: usize) -> Expr {
        let ty = Type::Vec(Box::new(element.clone()), length);
        if self.chance(30) {
            if let Some(entry) = self.choose(|entry| entry.variable.ty == ty) {
                return Expr::variable(&entry.variable);
            }
        }
        let depth = depth.min(1);
        let counted = |text| Idiom::new(text, vec![Expr::int(Type::Int("usize"), length as i64)]);
        let inside = |generator: &mut Self, idiom: Idiom| {
            generator.pure += 1;
            let idiom = generator.scoped(|generator| {
                let at = generator.binder(super::idioms::Binder::Number(length as i64 - 1));
                let value = generator.value(element, depth + 1);
                idiom.binding(vec![at], vec![value])
            });
            generator.pure -= 1;
            idiom
        };
        let idiom = match self.random.below(5) {
            0 => {
                let parts = (0..length).map(|_| self.value(element, depth)).collect();
                let array = Expr::new(Type::array(element.clone(), length), Kind::Array(parts));
                Idiom::new("vec!$0", vec![array])
            }
            1 => {
                self.pure += 1;
                let value = self.value(element, depth);
                self.pure -= 1;
                counted("vec![$1; $0]").binding(Vec::new(), vec![value])
            }
            2 => inside(self, counted("(0..$0).map(|@0| $1).collect::<Vec<_>>()")),
            3 => inside(
                self,
                counted("{ let mut made = Vec::with_capacity($0); for @0 in 0..$0 { made.push($1); } made }"),
            ),
            _ => inside(
                self,
                counted("{ let mut made = Vec::new(); made.extend((0..$0).map(|@0| $1)); made }"),
            ),
        };
        Expr::new(ty, Kind::Idiom(Box::new(idiom)))
    }

    /// Something that happens to a vector and leaves it as long as it was, or longer.
    pub fn vector_update(&mut self) -> Option<Statement> {
        let entry = self.choose(|entry: &Entry| {
            let sequence = entry.variable.ty.sequence();
            let floats = sequence.is_some_and(|(element, length)| *element == Type::Float && length >= 2);
            !entry.fixed && floats && matches!(entry.variable.ty, Type::Vec(_, _))
        })?;
        let of = Expr::variable(&entry.variable);
        let text = self.random.pick(&[
            "%0.push($1); %0[0] = 0.5 * %0.pop().unwrap();",
            "if let Some(gone) = %0.pop() { %0.push(0.5 * gone + $1); }",
            "let halves: Vec<$T> = %0.iter().map(|one| 0.5 * one).collect(); %0 = halves;",
            "%0.push($1); %0.truncate(2);",
            "%0.swap(0, 1);",
            "for one in %0.iter_mut() { *one *= 0.5; }",
            "%0.fill($1);",
        ]);
        self.pure += 1;
        let value = match text.contains("fill") {
            true => self.hiding(&entry.variable.name, |generator| generator.float(1)),
            false => self.float(1),
        };
        self.pure -= 1;
        if text.contains("truncate") && entry.variable.ty.sequence().is_some_and(|(_, length)| length != 2) {
            return None;
        }
        Some(Statement::Idiom(Idiom::new(text, vec![of, value])))
    }

    /// A value that may be absent: only as the result of a function.
    pub fn option(&mut self, ty: &Type, inner: &Type, depth: usize) -> Expr {
        let condition = self.boolean(0);
        let value = self.value(inner, depth);
        let idiom = match self.random.below(5) {
            0 => Idiom::new("None", Vec::new()),
            1 => Idiom::new("if $0 { Some($1) } else { None }", vec![condition, value]),
            _ => Idiom::new("Some($0)", vec![value]),
        };
        Expr::new(ty.clone(), Kind::Idiom(Box::new(idiom)))
    }

    /// What a function that may give nothing gives, or something else.
    pub fn taken_apart(&mut self, depth: usize) -> Option<Expr> {
        let call = self.call(&Type::Option(Box::new(Type::Float)))?;
        let fallible = matches!(self.result, Type::Option(_)) && self.pure == 0;
        let text = match self.random.below(if fallible { 6 } else { 4 }) {
            0 => "if let Some(@0) = $0 { $2 } else { $1 }",
            1 => "match $0 { Some(@0) => $2, None => $1 }",
            2 => "$0.unwrap_or($1)",
            3 => "$0.map_or($1, |@0| $2)",
            _ => "$0?",
        };
        self.pure += 1;
        let otherwise = self.float(depth);
        self.pure -= 1;
        let binder = [super::idioms::Binder::Float];
        Some(self.idiom(Type::Float, text, vec![call, otherwise], &binder, |inside| {
            vec![inside.float(depth)]
        }))
    }

    /// A parameter that the function changes.
    pub fn changed_parameter(&mut self) -> Parameter {
        let length = self.random.between(2, 3) as usize;
        let ty = match self.random.below(4) {
            0 => Type::Float,
            1 => Type::array(Type::Float, length),
            2 if self.style.structs => self.structure(),
            _ => Type::Slice(Box::new(Type::Float), length),
        };
        let name = self.fresh_name();
        let variable = self.declare(name, ty, true, true, false, (0, 0));
        Parameter {
            variable,
            constant: false,
            draw: Draw::Floats(self.domain),
        }
    }

    /// A struct by value or reference; of a method, `self`.
    pub fn struct_parameter(&mut self, receiver: bool) -> Parameter {
        let ty = self.structure();
        let reference = self.chance(60);
        let name = if receiver { "self".to_owned() } else { self.fresh_name() };
        let variable = self.declare(name, ty, reference, false, false, (0, 0));
        self.entries.last_mut().expect("just declared").counter = receiver;
        Parameter {
            variable,
            constant: false,
            draw: Draw::Floats(self.domain),
        }
    }

    /// A call of a function for what it changes.
    pub fn changing_call(&mut self) -> Option<Statement> {
        let fitting: Vec<usize> = (0..self.earlier)
            .filter(|&place| self.program.functions[place].result == Type::Unit)
            .collect();
        let callee = (!fitting.is_empty()).then(|| self.random.pick(&fitting))?;
        let parameters = self.program.functions[callee].parameters.clone();
        let changed = |parameter: &Parameter| parameter.variable.reference && parameter.variable.mutable;
        let target = parameters
            .iter()
            .find(|one| changed(one))
            .expect("what it changes")
            .variable
            .ty
            .clone();
        let entry = self.choose(|entry| {
            let variable = &entry.variable;
            let same = match &target {
                Type::Slice(element, length) => variable.ty.sequence() == Some((element, *length)),
                ty => variable.ty == *ty,
            };
            same && !entry.fixed
        })?;
        // Nothing else of the call may look at it.
        self.pure += 1;
        let name = entry.variable.name.clone();
        let arguments = self.hiding(&name, |generator| {
            let arguments = parameters.iter().map(|parameter| match changed(parameter) {
                true => Expr::variable(&entry.variable),
                false => generator.argument(parameter),
            });
            arguments.collect()
        });
        self.pure -= 1;
        Some(Statement::Call(Expr::new(Type::Unit, Kind::Call(callee, arguments))))
    }
}
