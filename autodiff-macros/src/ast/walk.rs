//! Facts about pieces of the tree that only look at its form: what is assigned, where control can go.

use super::*;
use std::collections::BTreeSet;

/// Where control can go from a piece of code, other than to its end.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Exits {
    pub returns: bool,
    pub breaks: BTreeSet<LoopId>,
    pub continues: BTreeSet<LoopId>,
}

impl Exits {
    pub fn is_empty(&self) -> bool {
        !self.returns && self.breaks.is_empty() && self.continues.is_empty()
    }

    fn without(mut self, target: LoopId) -> Exits {
        self.breaks.remove(&target);
        self.continues.remove(&target);
        self
    }

    pub fn add(&mut self, other: Exits) {
        self.returns |= other.returns;
        self.breaks.extend(other.breaks);
        self.continues.extend(other.continues);
    }
}

impl Expr {
    /// Calls `visit` with each expression directly below this one, in the order of evaluation.
    pub fn each_child<'a>(&'a self, visit: &mut dyn FnMut(&'a Expr)) {
        use ExprKind::*;
        match &self.kind {
            Float { .. }
            | Int { .. }
            | Bool(_)
            | Local(_)
            | Path { .. }
            | Ordering(_)
            | Neutral(_)
            | Absent
            | Default
            | Continue { .. } => {}
            Tuple(all)
            | Captured(all)
            | Array(all)
            | List(all)
            | Libm { arguments: all, .. }
            | Call { arguments: all, .. } => all.iter().for_each(visit),
            Struct(literal) => {
                literal.fields.iter().for_each(|(_, value)| visit(value));
                literal.base.iter().for_each(visit);
            }
            Macro(kept) => kept.arguments.iter().for_each(visit),
            Repeat(e, _)
            | Field(e, _)
            | IsSome(e)
            | Payload(e)
            | Len(e)
            | Reserve(e)
            | ToVec(e)
            | ToOwned(e)
            | Negate(e)
            | Not(e)
            | Cast(e, _) => visit(e),
            Slice { base, from, to, .. } => {
                visit(base);
                from.iter().chain(to).for_each(|e| visit(e));
            }
            Index(a, b) | Option(a, b) | Fill(a, b) | Binary(_, a, b) | And(a, b) | Or(a, b) | Compare(_, a, b) => {
                visit(a);
                visit(b);
            }
            Method {
                receiver, arguments, ..
            } => {
                visit(receiver);
                arguments.iter().for_each(visit);
            }
            Borrow(borrow) => visit(&borrow.place.read),
            Block(block) | Labelled { body: block, .. } | Loop { body: block, .. } => block.each_child(visit),
            If {
                condition,
                then,
                otherwise,
            } => {
                visit(condition);
                then.each_child(visit);
                otherwise.iter().for_each(|e| visit(e));
            }
            For(f) => {
                f.domain.each_child(visit);
                f.body.each_child(visit);
            }
            While { condition, body, .. } => {
                visit(condition);
                body.each_child(visit);
            }
            Blank(value) => value.iter().for_each(|e| visit(e)),
            Break { value, .. } | Return(value) => value.iter().for_each(|e| visit(e)),
            Assign(place, value) | AssignOp(_, place, value) | Append(place, value) | Truncate(place, value) => {
                visit(value);
                visit(&place.read);
            }
            AssignTuple(targets, value) => {
                visit(value);
                targets.iter().for_each(|target| target.each_child(visit));
            }
        }
    }

    /// Calls `visit` with each place that running this may assign to.
    pub fn each_place<'a>(&'a self, visit: &mut dyn FnMut(&'a Place)) {
        match &self.kind {
            ExprKind::Assign(place, _)
            | ExprKind::AssignOp(_, place, _)
            | ExprKind::Append(place, _)
            | ExprKind::Truncate(place, _) => visit(place),
            ExprKind::Borrow(borrow) => visit(&borrow.place),
            ExprKind::AssignTuple(targets, _) => targets.iter().for_each(|target| target.each_place(visit)),
            _ => {}
        }
        self.each_child(&mut |child| child.each_place(visit));
    }

    /// Adds the locals that running this may assign to.
    pub fn assigned(&self, locals: &mut BTreeSet<LocalId>) {
        self.each_place(&mut |place| _ = locals.insert(place.local));
    }

    /// Where control can go from here.
    pub fn exits(&self) -> Exits {
        let mut exits = Exits::default();
        match &self.kind {
            ExprKind::Return(_) => exits.returns = true,
            ExprKind::Break { target, .. } => {
                exits.breaks.insert(*target);
            }
            ExprKind::Continue { target } => {
                exits.continues.insert(*target);
            }
            _ => {}
        }
        self.each_child(&mut |child| exits.add(child.exits()));
        match &self.kind {
            ExprKind::For(f) => exits.without(f.id),
            ExprKind::While { id, .. } | ExprKind::Loop { id, .. } | ExprKind::Labelled { id, .. } => {
                exits.without(*id)
            }
            _ => exits,
        }
    }

    /// Whether control never reaches the end of this, as far as its form shows (which is also rustc's rule).
    pub fn diverges(&self) -> bool {
        match &self.kind {
            ExprKind::Return(_) | ExprKind::Break { .. } | ExprKind::Continue { .. } => true,
            ExprKind::Macro(kept) => kept.kind == MacroKind::Panic,
            ExprKind::Block(block) => block.diverges(),
            ExprKind::If {
                condition,
                then,
                otherwise,
            } => condition.diverges() || (then.diverges() && otherwise.as_ref().is_some_and(|e| e.diverges())),
            ExprKind::And(left, _) | ExprKind::Or(left, _) => left.diverges(),
            ExprKind::While { condition, .. } => condition.diverges(),
            ExprKind::For(f) => {
                let mut diverges = false;
                f.domain.each_child(&mut |e| diverges |= e.diverges());
                diverges
            }
            ExprKind::Labelled { id, body } => body.diverges() && !body.exits().breaks.contains(id),
            ExprKind::Loop { id, body } => !body.exits().breaks.contains(id),
            _ => {
                let mut diverges = false;
                self.each_child(&mut |e| diverges |= e.diverges());
                diverges
            }
        }
    }
}

impl Block {
    /// Calls `visit` with each expression directly in the block, in order.
    pub fn each_child<'a>(&'a self, visit: &mut dyn FnMut(&'a Expr)) {
        for statement in &self.statements {
            match statement {
                Statement::Let { init, .. } => init.iter().for_each(&mut *visit),
                Statement::Expr(e) => visit(e),
            }
        }
        self.value.iter().for_each(|e| visit(e));
    }

    pub fn each_place<'a>(&'a self, visit: &mut dyn FnMut(&'a Place)) {
        self.each_child(&mut |child| child.each_place(visit));
    }

    pub fn exits(&self) -> Exits {
        let mut exits = Exits::default();
        self.each_child(&mut |child| exits.add(child.exits()));
        exits
    }

    pub fn diverges(&self) -> bool {
        let mut diverges = false;
        self.each_child(&mut |child| diverges |= child.diverges());
        diverges
    }
}

impl Domain {
    /// The adaptors, innermost first.
    pub fn adaptors(&self) -> &[Adaptor] {
        let (Domain::Range { adaptors, .. }
        | Domain::From { adaptors, .. }
        | Domain::Elements { adaptors, .. }
        | Domain::Parts { adaptors, .. }
        | Domain::Chain { adaptors, .. }
        | Domain::Zip { adaptors, .. }) = self;
        adaptors
    }

    /// This domain with one more adaptor.
    pub fn with(mut self, adaptor: Adaptor) -> Domain {
        let (Domain::Range { adaptors, .. }
        | Domain::From { adaptors, .. }
        | Domain::Elements { adaptors, .. }
        | Domain::Parts { adaptors, .. }
        | Domain::Chain { adaptors, .. }
        | Domain::Zip { adaptors, .. }) = &mut self;
        adaptors.push(adaptor);
        self
    }

    /// Whether it comes to an end.
    pub fn ends(&self) -> bool {
        let ends = match self {
            Domain::Range { .. } | Domain::Elements { .. } | Domain::Parts { .. } => true,
            Domain::From { .. } => false,
            Domain::Chain { pair, .. } => pair.0.ends() && pair.1.ends(),
            Domain::Zip { pair, .. } => pair.0.ends() || pair.1.ends(),
        };
        self.adaptors().iter().fold(ends, |ends, adaptor| match adaptor {
            Adaptor::Take(_) => true,
            Adaptor::Cycle => false,
            _ => ends,
        })
    }

    pub fn each_child<'a>(&'a self, visit: &mut dyn FnMut(&'a Expr)) {
        let adaptors = match self {
            Domain::Range { from, to, adaptors, .. } => {
                visit(from);
                visit(to);
                adaptors
            }
            Domain::Parts { of, size, adaptors, .. } => {
                visit(of);
                visit(size);
                adaptors
            }
            Domain::From { from: of, adaptors } | Domain::Elements { of, adaptors, .. } => {
                visit(of);
                adaptors
            }
            Domain::Zip { pair, adaptors } | Domain::Chain { pair, adaptors, .. } => {
                pair.0.each_child(visit);
                pair.1.each_child(visit);
                adaptors
            }
        };
        for adaptor in adaptors {
            match adaptor {
                Adaptor::StepBy(count) | Adaptor::Skip(count) | Adaptor::Take(count) => visit(count),
                Adaptor::Rev | Adaptor::Cycle | Adaptor::Enumerate => {}
            }
        }
    }
}

impl Target {
    fn each_child<'a>(&'a self, visit: &mut dyn FnMut(&'a Expr)) {
        match self {
            Target::Wild => {}
            Target::Place(place) => visit(&place.read),
            Target::Tuple(all) => all.iter().for_each(|target| target.each_child(visit)),
        }
    }

    pub fn each_place<'a>(&'a self, visit: &mut dyn FnMut(&'a Place)) {
        match self {
            Target::Wild => {}
            Target::Place(place) => visit(place),
            Target::Tuple(all) => all.iter().for_each(|target| target.each_place(visit)),
        }
    }
}

impl Pattern {
    /// The locals that the pattern binds, in order.
    pub fn bound(&self, locals: &mut Vec<LocalId>) {
        match self {
            Pattern::Wild => {}
            Pattern::Bind(local) => locals.push(*local),
            Pattern::Tuple(all) | Pattern::Array(all) => all.iter().for_each(|pattern| pattern.bound(locals)),
            Pattern::Fields(_, fields) => fields.iter().for_each(|(_, _, pattern)| pattern.bound(locals)),
        }
    }
}
