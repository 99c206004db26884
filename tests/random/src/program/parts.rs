//! What programs consist of: the parts of expressions, statements and blocks, to walk or to change one at a time.

use super::{Adapter, Block, Counting, Expr, Kind, Over, Program, Statement};

/// Something within a function.
pub enum Part<'a> {
    Expr(&'a mut Expr),
    Block(&'a mut Block),
}

impl Expr {
    /// The expressions and blocks of which it is made, one level deep.
    pub fn parts(&mut self) -> Vec<Part<'_>> {
        match &mut self.kind {
            Kind::Literal(_) | Kind::Constant(_) | Kind::Variable(_) => Vec::new(),
            Kind::Field(one, _) | Kind::Length(one) | Kind::Unary(_, one) | Kind::Cast(one) | Kind::Repeat(one) => {
                vec![Part::Expr(one)]
            }
            Kind::Index(one, other) | Kind::Binary(_, one, other) | Kind::TotalOrder(one, other) => {
                vec![Part::Expr(one), Part::Expr(other)]
            }
            Kind::Primitive(_, _, all)
            | Kind::Call(_, all)
            | Kind::Array(all)
            | Kind::Tuple(all)
            | Kind::Struct(all) => all.iter_mut().map(Part::Expr).collect(),
            Kind::If(condition, yes, no) => vec![Part::Expr(condition), Part::Block(yes), Part::Block(no)],
            Kind::Block(block) => vec![Part::Block(block)],
            Kind::Idiom(idiom) => idiom.parts(),
        }
    }
}

impl Statement {
    /// The expressions and blocks of which it is made, one level deep.
    pub fn parts(&mut self) -> Vec<Part<'_>> {
        match self {
            Statement::Let { value, .. } | Statement::LetTuple { value, .. } | Statement::LetConst { value, .. } => {
                vec![Part::Expr(value)]
            }
            Statement::Ignore(value) | Statement::Return(value) | Statement::Call(value) => vec![Part::Expr(value)],
            Statement::Assert { condition, .. } => vec![Part::Expr(condition)],
            Statement::Deferred { condition, yes, no, .. } => {
                vec![Part::Expr(condition), Part::Block(yes), Part::Block(no)]
            }
            Statement::Assign { place, value, .. } => vec![Part::Expr(place), Part::Expr(value)],
            Statement::AssignTuple(places, values) => places.iter_mut().chain(values).map(Part::Expr).collect(),
            Statement::If(condition, yes, no) => {
                let blocks = std::iter::once(yes).chain(no).map(Part::Block);
                std::iter::once(Part::Expr(condition)).chain(blocks).collect()
            }
            Statement::For { over, body, .. } => {
                let mut parts = over.parts();
                parts.push(Part::Block(body));
                parts
            }
            Statement::Counted { limit, form, body, .. } => {
                let mut parts = vec![Part::Expr(limit)];
                if let Counting::WhileFirst(Some(condition)) | Counting::WhileLast(Some(condition)) = form {
                    parts.push(Part::Expr(condition));
                }
                parts.push(Part::Block(body));
                parts
            }
            Statement::Break | Statement::Continue => Vec::new(),
            Statement::Idiom(idiom) => idiom.parts(),
        }
    }
}

impl Over {
    fn parts(&mut self) -> Vec<Part<'_>> {
        match self {
            Over::Range {
                low, high, adapters, ..
            } => {
                let steps = adapters.iter_mut().filter_map(|adapter| match adapter {
                    Adapter::Stepped(step) => Some(step),
                    Adapter::Reversed => None,
                });
                [low, high].into_iter().chain(steps).map(Part::Expr).collect()
            }
            Over::Items { of, .. } => vec![Part::Expr(of)],
        }
    }
}

impl Program {
    /// Calls `visit` with every expression, the outer ones first.
    pub fn each_expr(&mut self, visit: &mut dyn FnMut(&mut Expr)) {
        for function in &mut self.functions {
            walk(Part::Block(&mut function.body), visit);
        }
    }
}

/// Calls `visit` with every expression of a part, the outer ones first.
pub fn walk(part: Part<'_>, visit: &mut dyn FnMut(&mut Expr)) {
    match part {
        Part::Expr(expr) => {
            visit(expr);
            expr.parts().into_iter().for_each(|part| walk(part, visit));
        }
        Part::Block(block) => {
            for statement in &mut block.statements {
                statement.parts().into_iter().for_each(|part| walk(part, visit));
            }
            if let Some(tail) = &mut block.tail {
                walk(Part::Expr(tail), visit);
            }
        }
    }
}
