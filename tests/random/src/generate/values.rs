//! Arrays, tuples and calls.

use super::floats::has_floats;
use super::scope::Entry;
use super::Generator;
use crate::program::{Draw, Expr, Kind, Parameter, Type};

impl Generator {
    /// A value of type `ty`, of operations nested up to `depth` deep.
    pub fn value(&mut self, ty: &Type, depth: usize) -> Expr {
        match ty {
            Type::Float => self.float(depth),
            Type::Int(name) => self.int(name, 0, 3, depth.min(1)),
            Type::Bool => self.boolean(depth.min(1)),
            Type::Array(element, length) => self.array(ty, element, length.name.is_some(), length.value, depth),
            Type::Tuple(types) => {
                if self.chance(25) {
                    if let Some(entry) = self.choose(|entry| entry.variable.ty == *ty) {
                        return Expr::variable(&entry.variable);
                    }
                }
                let parts = types.iter().map(|ty| self.value(ty, depth)).collect();
                Expr::new(ty.clone(), Kind::Tuple(parts))
            }
            Type::Vec(element, length) => self.vector(element, *length, depth),
            Type::Struct(structure) => {
                if self.chance(35) {
                    if let Some(entry) = self.choose(|entry| entry.variable.ty == *ty) {
                        return Expr::variable(&entry.variable);
                    }
                }
                let parts = structure.fields.iter().map(|(_, ty)| self.value(ty, depth)).collect();
                Expr::new(ty.clone(), Kind::Struct(parts))
            }
            Type::Option(inner) => self.option(ty, inner, depth),
            Type::Slice(_, _) | Type::Unit => unreachable!("no value has this type: {ty:?}"),
        }
    }

    /// A value where its type is known, so that an array or a tuple may come from a call.
    pub fn whole_value(&mut self, ty: &Type, depth: usize) -> Expr {
        if self.style.calls && self.chance(40) {
            if let Some(call) = self.call(ty) {
                return call;
            }
        }
        self.value(ty, depth)
    }

    fn array(&mut self, ty: &Type, element: &Type, named: bool, length: usize, depth: usize) -> Expr {
        match self.random.weighted(&[(4, 0), (3, 1), (5, 2), (1, 3)]) {
            0 => {
                if let Some(entry) = self.choose(|entry| entry.variable.ty == *ty) {
                    return Expr::variable(&entry.variable);
                }
                if let Some(row) = self.row(ty) {
                    return row;
                }
            }
            3 if depth > 0 && self.style.blocks => {
                let condition = self.boolean(0);
                let (yes, no) = (self.value_block(ty, depth - 1), self.value_block(ty, depth - 1));
                let branch = Kind::If(Box::new(condition), Box::new(yes), Box::new(no));
                return Expr::new(ty.clone(), branch);
            }
            2 if !named => {
                let parts = (0..length).map(|_| self.value(element, depth.min(1))).collect();
                return Expr::new(ty.clone(), Kind::Array(parts));
            }
            _ => {}
        }
        let value = if self.chance(50) && *element == Type::Float {
            Expr::float(self.random.pick(&["0.0", "1.0", "0.5"]))
        } else {
            self.value(element, depth.min(1))
        };
        Expr::new(ty.clone(), Kind::Repeat(Box::new(value)))
    }

    /// An element, of type `ty`, of an array of arrays.
    fn row(&mut self, ty: &Type) -> Option<Expr> {
        let of_rows = |entry: &Entry| matches!(entry.variable.ty.sequence(), Some((element, length)) if element == ty && length > 0);
        let entry = self.choose(of_rows)?;
        let (_, length) = entry.variable.ty.sequence().expect("a sequence");
        let index = self.int("usize", 0, length as i64 - 1, 1);
        Some(Expr::variable(&entry.variable).index(index))
    }

    /// A call of an earlier function, or of this one, that gives a value of type `ty`.
    pub fn call(&mut self, ty: &Type) -> Option<Expr> {
        // Calls within the arguments of calls would make programs that nobody can read.
        if self.pure > 0 && !self.chance(10) {
            return None;
        }
        let fitting: Vec<usize> = (0..self.earlier)
            .filter(|&place| self.program.functions[place].result == *ty)
            .collect();
        if let Some(depth) = self.depth().filter(|_| self.result == *ty && self.chance(60)) {
            let recursion = self.recursion.as_mut().expect("a depth");
            if recursion.left > 0 && self.loops.is_empty() {
                recursion.left -= 1;
                let (function, parameters) = (recursion.function, recursion.parameters.clone());
                let (_, others) = parameters.split_last().expect("at least the depth");
                let mut arguments = self.arguments(others);
                let one = Expr::int(depth.ty.clone(), 1);
                arguments.push(Expr::variable(&depth).binary("-", one));
                return Some(Expr::new(ty.clone(), Kind::Call(function, arguments)));
            }
        }
        if fitting.is_empty() {
            return None;
        }
        let callee = self.random.pick(&fitting);
        let parameters = self.program.functions[callee].parameters.clone();
        let arguments = self.arguments(&parameters);
        Some(Expr::new(ty.clone(), Kind::Call(callee, arguments)))
    }

    fn arguments(&mut self, parameters: &[Parameter]) -> Vec<Expr> {
        self.pure += 1;
        let arguments = parameters.iter().map(|parameter| self.argument(parameter)).collect();
        self.pure -= 1;
        arguments
    }

    pub fn argument(&mut self, parameter: &Parameter) -> Expr {
        let ty = &parameter.variable.ty;
        if parameter.constant {
            return self.constant_value(ty);
        }
        match (ty, &parameter.draw) {
            (Type::Int(name), Draw::Ints(low, high)) => {
                let value = self.int(name, *low, *high, 1);
                if value.has_vague_variable() {
                    // Only the callee's signature would say its type, which the macro does not see.
                    return Expr::int(ty.clone(), self.random.between(*low, *high));
                }
                value
            }
            (Type::Float, _) if parameter.variable.reference => match self.float_variable() {
                Some(place) => place,
                None => self.float_literal(),
            },
            (Type::Float, _) => self.float(1),
            _ => match ty.sequence() {
                Some((element, length)) => self.sequence_argument(parameter, element, length),
                None => self.value(ty, 1),
            },
        }
    }

    /// An array, or a slice of this length.
    fn sequence_argument(&mut self, parameter: &Parameter, element: &Type, length: usize) -> Expr {
        let Parameter { variable, .. } = parameter;
        let fits = |entry: &Entry| match (&variable.ty, &entry.variable.ty) {
            (Type::Slice(_, _), _) => entry.variable.ty.sequence() == Some((element, length)),
            // The generic length of the callee is that of the argument.
            (Type::Array(_, generic), Type::Array(one, own)) if generic.name.is_some() => {
                **one == *element && own.value == length
            }
            (wanted, own) => wanted == own,
        };
        if self.chance(75) {
            if let Some(entry) = self.choose(fits) {
                return Expr::variable(&entry.variable);
            }
        }
        let ty = Type::array(element.clone(), length);
        let depth = usize::from(self.chance(30));
        let parts = (0..length).map(|_| self.value(element, depth)).collect();
        Expr::new(ty, Kind::Array(parts))
    }

    /// What may be passed where nothing is differentiated.
    fn constant_value(&mut self, ty: &Type) -> Expr {
        if self.chance(60) {
            let entry = self.choose(|entry| entry.constant && entry.variable.ty == *ty);
            if let Some(entry) = entry {
                return Expr::variable(&entry.variable);
            }
        }
        match ty.sequence() {
            Some((element, length)) => {
                let parts = (0..length).map(|_| self.constant_value(element)).collect();
                Expr::new(Type::array(element.clone(), length), Kind::Array(parts))
            }
            None => self.float_literal(),
        }
    }

    /// The type of a new local variable, not an integer or boolean one.
    pub fn local_type(&mut self) -> Type {
        if self.style.structs && self.chance(15) {
            let structs = self.program.structs.clone();
            return Type::Struct(structs[self.random.below(structs.len())].clone());
        }
        if self.style.vectors && self.chance(12) {
            return Type::Vec(Box::new(Type::Float), self.random.between(2, 4) as usize);
        }
        let length = self.random.between(2, 5) as usize;
        let short = self.random.between(2, 3) as usize;
        let of_variables: Vec<Type> = self
            .visible()
            .map(|entry| entry.variable.ty.clone())
            .filter(|ty| {
                has_floats(ty)
                    && matches!(
                        ty,
                        Type::Array(_, _) | Type::Tuple(_) | Type::Vec(_, _) | Type::Struct(_)
                    )
            })
            .collect();
        let results = self.program.functions.iter().map(|one| one.result.clone());
        let results: Vec<Type> = results.filter(has_floats).collect();
        match self.random.weighted(&[(10, 0), (4, 1), (1, 2), (2, 3), (3, 4), (2, 5)]) {
            1 if self.style.arrays => Type::array(Type::Float, length),
            2 if self.style.arrays => Type::array(Type::array(Type::Float, short), short),
            3 if self.style.tuples => Type::Tuple(vec![Type::Float; short]),
            4 if !of_variables.is_empty() => of_variables[self.random.below(of_variables.len())].clone(),
            5 if !results.is_empty() => results[self.random.below(results.len())].clone(),
            _ => Type::Float,
        }
    }
}
