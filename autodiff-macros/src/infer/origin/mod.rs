//! What references refer to: of each variable that holds a part of an array, the variable that this is a part of.
//!
//! A reference becomes a place, whose indices are known when the function runs, but whose variable has to be known
//! before: a reference that is one or another variable's is refused.

mod written;

use super::Types;
use crate::ast::*;
use crate::diagnostics::{messages, Collector, Message};
use crate::tables::{HashMap, HashSet};
use proc_macro2::Span;

#[derive(Clone, PartialEq, Debug)]
pub enum Origin {
    /// A value, no reference.
    Value,
    /// A part of this variable.
    Of {
        local: LocalId,
        path: Vec<Step>,
    },
    /// A part of what this expression gives.
    Temporary(ExprId),
    Tuple(Vec<Origin>),
}

/// A step from a variable to a part of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step {
    /// A part of a tuple, or a field of a struct.
    Field(Member),
    Index,
}

pub type Origins = HashMap<LocalId, Origin>;

/// The origins of all variables that refer to something; `None` if one is not known.
pub fn origins(function: &Function, types: &Types, errors: &mut Collector) -> Option<Origins> {
    let places = function.parameters.iter().filter(|parameter| parameter.in_place);
    let places = places.filter_map(|parameter| match parameter.pattern {
        Pattern::Bind(local) => Some(local),
        _ => None,
    });
    let locals = function.locals.iter().enumerate();
    let fixed = locals.filter(|(_, local)| !local.mutable && !local.hidden);
    let mut search = Search {
        places: places.collect(),
        fixed: fixed.map(|(k, _)| LocalId(k as u32)).collect(),
        types,
        origins: Origins::default(),
        later: HashSet::default(),
        refused: vec![],
    };
    // Loops bring origins back to where the walk has been.
    loop {
        let before = search.origins.clone();
        search.refused.clear();
        search.block(&function.body);
        if before == search.origins {
            break;
        }
    }
    search
        .refused
        .dedup_by_key(|(span, message)| (format!("{span:?}"), message.code));
    for (span, message) in &search.refused {
        errors.refuse_at(*span, message, &[]);
    }
    search.refused.is_empty().then_some(search.origins)
}

impl Types {
    /// Whether an assignment to this place gives the variable another slice to stand for.
    pub fn is_rebound(&self, place: &Place) -> bool {
        let is_slice = matches!(place.read.kind, ExprKind::Local(local) if matches!(self.local(local), Type::Slice(_)));
        is_slice && !self.lent.contains(&place.read.id)
    }

    /// The variable that an assignment to this place changes.
    pub fn changed(&self, place: &Place) -> LocalId {
        if self.is_rebound(place) {
            return place.local;
        }
        match self.origin_of(&place.read) {
            Origin::Of { local, .. } => *local,
            _ => place.local,
        }
    }

    /// The origin of the variable that a place begins at, or of the part of it.
    fn origin_of(&self, place: &Expr) -> &Origin {
        match &place.kind {
            ExprKind::Local(local) => self.origin(*local),
            ExprKind::Index(base, _) => self.origin_of(base),
            ExprKind::Field(base, k) => match self.origin_of(base) {
                Origin::Tuple(parts) => part(k).and_then(|k| parts.get(k)).unwrap_or(&Origin::Value),
                origin => origin,
            },
            _ => &Origin::Value,
        }
    }
}

struct Search<'a> {
    /// The parameters that are `&mut`.
    places: HashSet<LocalId>,
    /// The variables without `mut`: what is written behind one is behind a reference.
    fixed: HashSet<LocalId>,
    types: &'a Types,
    origins: Origins,
    /// Variables that get their values behind their declarations.
    later: HashSet<LocalId>,
    refused: Vec<(Span, &'static Message)>,
}

impl Search<'_> {
    fn block(&mut self, block: &Block) -> Origin {
        for statement in &block.statements {
            match statement {
                Statement::Let { pattern, init, .. } => {
                    if let Some(init) = init {
                        let origin = self.expression(init);
                        self.bind(pattern, origin, init.span);
                    } else {
                        let mut locals = vec![];
                        pattern.bound(&mut locals);
                        self.later.extend(locals);
                    }
                }
                Statement::Expr(e) => _ = self.expression(e),
            }
        }
        block
            .value
            .as_ref()
            .map_or(Origin::Value, |value| self.expression(value))
    }

    fn bind(&mut self, pattern: &Pattern, origin: Origin, span: Span) {
        match (pattern, origin) {
            (_, Origin::Value) | (Pattern::Wild, _) => {}
            (Pattern::Bind(local), origin) => {
                let known = self.origins.get(local).cloned().unwrap_or(Origin::Value);
                let origin = self.join(known, origin, span);
                self.origins.insert(*local, origin);
            }
            (Pattern::Tuple(patterns), Origin::Tuple(parts)) => {
                for (pattern, part) in patterns.iter().zip(parts) {
                    self.bind(pattern, part, span);
                }
            }
            (Pattern::Array(patterns), origin) => {
                let element = extended(origin, Step::Index);
                for pattern in patterns {
                    self.bind(pattern, element.clone(), span);
                }
            }
            // The fields of a struct are values.
            (Pattern::Fields(Some(_), _), _) => {}
            (Pattern::Fields(None, fields), origin) => {
                for (member, _, pattern) in fields {
                    let part = match (&origin, part(member)) {
                        (Origin::Tuple(parts), Some(k)) if k < parts.len() => parts[k].clone(),
                        (_, Some(k)) => extended(origin.clone(), Step::Field(k.into())),
                        (_, None) => Origin::Value,
                    };
                    self.bind(pattern, part, span);
                }
            }
            (Pattern::Tuple(patterns), origin) => {
                for (k, pattern) in patterns.iter().enumerate() {
                    self.bind(pattern, extended(origin.clone(), Step::Field(k.into())), span);
                }
            }
        }
    }

    /// One of both.
    fn join(&mut self, a: Origin, b: Origin, span: Span) -> Origin {
        match (a, b) {
            (Origin::Value, other) | (other, Origin::Value) => other,
            (Origin::Tuple(a), Origin::Tuple(b)) => {
                let parts = a.into_iter().zip(b).map(|(a, b)| self.join(a, b, span));
                Origin::Tuple(parts.collect())
            }
            (a, b) => {
                if a != b {
                    self.refused.push((span, &messages::SLICE_CHOICE));
                }
                a
            }
        }
    }

    fn expression(&mut self, e: &Expr) -> Origin {
        match &e.kind {
            ExprKind::Local(local) => self.local(*local),
            ExprKind::Slice { base, from, to, .. } => {
                let origin = match self.is_in_struct(base) {
                    true => {
                        self.expression(base);
                        Origin::Temporary(e.id)
                    }
                    false => self.place(base),
                };
                from.iter().chain(to).for_each(|end| _ = self.expression(end));
                origin
            }
            ExprKind::Tuple(parts) | ExprKind::Captured(parts) => {
                Origin::Tuple(parts.iter().map(|part| self.expression(part)).collect())
            }
            ExprKind::Field(base, k) => match self.expression(base) {
                Origin::Tuple(mut parts) if part(k).is_some_and(|k| k < parts.len()) => {
                    parts.swap_remove(part(k).expect("a part of a tuple"))
                }
                _ => Origin::Value,
            },
            ExprKind::Option(some, value) => {
                self.expression(some);
                match self.expression(value) {
                    Origin::Value => Origin::Value,
                    value => Origin::Tuple(vec![Origin::Value, value]),
                }
            }
            ExprKind::Payload(option) => match self.expression(option) {
                Origin::Tuple(mut parts) if parts.len() == 2 => parts.swap_remove(1),
                _ => Origin::Value,
            },
            ExprKind::Block(block) => self.block(block),
            ExprKind::If {
                condition,
                then,
                otherwise,
            } => {
                self.expression(condition);
                let then = self.block(then);
                let otherwise = otherwise.as_ref().map_or(Origin::Value, |e| self.expression(e));
                self.join(then, otherwise, e.span)
            }
            ExprKind::For(f) => {
                let item = self.domain(&f.domain);
                self.bind(&f.pattern, item, e.span);
                self.block(&f.body);
                Origin::Value
            }
            ExprKind::While { condition, body, .. } => {
                self.expression(condition);
                self.block(body);
                Origin::Value
            }
            ExprKind::Loop { body, .. } | ExprKind::Labelled { body, .. } => {
                self.block(body);
                Origin::Value
            }
            ExprKind::Assign(place, value) => {
                let origin = self.expression(value);
                self.assigned(place, origin, value.span);
                Origin::Value
            }
            ExprKind::AssignOp(_, place, value) | ExprKind::Append(place, value) | ExprKind::Truncate(place, value) => {
                self.expression(value);
                self.assigned(place, Origin::Value, value.span);
                Origin::Value
            }
            ExprKind::Borrow(borrow) if !self.types.is_written(&borrow.place) => self.expression(&borrow.place.read),
            ExprKind::Borrow(borrow) => {
                self.borrowed(&borrow.place);
                Origin::Value
            }
            ExprKind::Call { arguments, .. } => {
                arguments.iter().for_each(|argument| _ = self.expression(argument));
                self.lent_apart(&arguments.iter().collect::<Vec<_>>());
                Origin::Value
            }
            ExprKind::Method {
                receiver, arguments, ..
            } => {
                let all: Vec<&Expr> = std::iter::once(&**receiver).chain(arguments).collect();
                all.iter().for_each(|argument| _ = self.expression(argument));
                self.lent_apart(&all);
                Origin::Value
            }
            ExprKind::AssignTuple(targets, value) => {
                let origin = self.expression(value);
                self.targets(targets, origin, value.span);
                Origin::Value
            }
            _ => {
                e.each_child(&mut |child| _ = self.expression(child));
                Origin::Value
            }
        }
    }

    /// A slice that no other variable stands for is itself what is referred to.
    fn local(&self, local: LocalId) -> Origin {
        match (self.origins.get(&local), self.types.local(local)) {
            (Some(origin), _) => origin.clone(),
            // What it will refer to is seen when it is assigned.
            (None, _) if self.later.contains(&local) => Origin::Value,
            (None, ty) => whole(local, ty, &mut vec![]),
        }
    }

    /// What a part of this is a part of.
    fn place(&mut self, e: &Expr) -> Origin {
        match &e.kind {
            ExprKind::Local(local) => match self.local(*local) {
                Origin::Value | Origin::Tuple(_) => Origin::Of {
                    local: *local,
                    path: vec![],
                },
                origin => origin,
            },
            ExprKind::Index(base, index) => {
                self.expression(index);
                extended(self.place(base), Step::Index)
            }
            ExprKind::Field(base, k) => match self.expression(e) {
                Origin::Value | Origin::Tuple(_) => extended(self.place(base), Step::Field(k.clone())),
                origin => origin,
            },
            _ => match self.expression(e) {
                Origin::Value | Origin::Tuple(_) => Origin::Temporary(e.id),
                origin => origin,
            },
        }
    }

    fn domain(&mut self, domain: &Domain) -> Origin {
        let mut item = match domain {
            Domain::Parts { of, size, .. } => {
                self.expression(size);
                match self.is_in_struct(of) {
                    true => Origin::Temporary(of.id),
                    false => self.place(of),
                }
            }
            Domain::Chain { pair, apart: true, .. } => {
                Origin::Tuple(vec![Origin::Value, self.domain(&pair.0), self.domain(&pair.1)])
            }
            Domain::Chain { pair, .. } => {
                let (first, second) = (self.domain(&pair.0), self.domain(&pair.1));
                self.join(first, second, Span::call_site())
            }
            Domain::Zip { pair, .. } => Origin::Tuple(vec![self.domain(&pair.0), self.domain(&pair.1)]),
            other => {
                other.each_child(&mut |child| _ = self.expression(child));
                Origin::Value
            }
        };
        for adaptor in domain.adaptors() {
            if let Adaptor::Enumerate = adaptor {
                item = Origin::Tuple(vec![Origin::Value, item]);
            }
        }
        item
    }
}

/// The number of a part of a tuple.
fn part(member: &Member) -> Option<usize> {
    match member {
        Member::Number(k) => Some(*k),
        Member::Name(_) => None,
    }
}

fn extended(origin: Origin, step: Step) -> Origin {
    match origin {
        Origin::Of { local, mut path } => {
            path.push(step);
            Origin::Of { local, path }
        }
        origin => origin,
    }
}

/// The slices in a variable.
fn whole(local: LocalId, ty: &Type, path: &mut Vec<Step>) -> Origin {
    match ty {
        Type::Slice(_) => Origin::Of {
            local,
            path: path.clone(),
        },
        Type::Tuple(parts) => {
            let parts = parts.iter().enumerate().map(|(k, part)| {
                path.push(Step::Field(k.into()));
                let part = whole(local, part, path);
                path.pop();
                part
            });
            Origin::Tuple(parts.collect())
        }
        _ => Origin::Value,
    }
}
