//! Operators and assignments.

use super::*;
use crate::ir::{Comparison, Integer};
use syn::BinOp;

/// What a binary operator does.
enum Meaning {
    Arithmetic(Integer),
    Update(Integer),
    Comparison(Comparison),
    And,
    Or,
}

/// Whether this is `+=` or the like.
pub(super) fn is_update(op: &BinOp) -> bool {
    matches!(meaning(op), Some(Meaning::Update(_)))
}

impl Fence<'_> {
    pub(super) fn binary(&mut self, e: &syn::ExprBinary) -> Option<Expr> {
        let Some(meaning) = meaning(&e.op) else {
            return self.refuse(e.op, &messages::SYNTAX, &[]);
        };
        if let Meaning::Update(op) = meaning {
            return self.assign_op(op, &e.left, &e.right, e.op.span());
        }
        let left = self.boxed(&e.left);
        let right = self.boxed(&e.right);
        let (left, right) = (left?, right?);
        let kind = match meaning {
            Meaning::Arithmetic(op) | Meaning::Update(op) => ExprKind::Binary(op, left, right),
            Meaning::And => ExprKind::And(left, right),
            Meaning::Or => ExprKind::Or(left, right),
            Meaning::Comparison(comparison) => {
                // What `STEPS > 3` is does not depend on the type of `STEPS`.
                if self.is_constant(&e.left)
                    && self.is_constant(&e.right)
                    && (self.is_unknown_constant(&e.left) || self.is_unknown_constant(&e.right))
                {
                    return self.constant(e, Type::Bool);
                }
                ExprKind::Compare(comparison, left, right)
            }
        };
        Some(self.make(kind, e.op.span()))
    }

    /// `place op= value`
    pub(super) fn assign_op(&mut self, op: Integer, place: &syn::Expr, value: &syn::Expr, span: Span) -> Option<Expr> {
        let place = self.place(place);
        let value = self.boxed(value);
        Some(self.make(ExprKind::AssignOp(op, place?, value?), span))
    }

    pub(super) fn unary(&mut self, e: &syn::ExprUnary) -> Option<Expr> {
        match &e.op {
            syn::UnOp::Deref(_) => self.expression(&e.expr),
            syn::UnOp::Neg(token) => {
                let value = self.boxed(&e.expr)?;
                Some(self.make(ExprKind::Negate(value), token.span))
            }
            syn::UnOp::Not(token) => {
                let value = self.boxed(&e.expr)?;
                Some(self.make(ExprKind::Not(value), token.span))
            }
            op => self.refuse(op, &messages::SYNTAX, &[]),
        }
    }

    pub(super) fn assign(&mut self, e: &syn::ExprAssign) -> Option<Expr> {
        let kind = match inner(&e.left) {
            syn::Expr::Tuple(_) | syn::Expr::Infer(_) => {
                let target = self.target(&e.left);
                let value = self.boxed(&e.right);
                let targets = match target? {
                    Target::Tuple(targets) => targets,
                    Target::Wild | Target::Place(_) => return value.map(|value| self.discard(*value, e.eq_token.span)),
                };
                ExprKind::AssignTuple(targets, value?)
            }
            left if self.is_reference(left) => {
                self.expression(&e.right);
                return self.refuse(left, &messages::MUT_BORROW, &[]);
            }
            _ => {
                let place = self.place(&e.left);
                let value = self.boxed(&e.right);
                ExprKind::Assign(place?, value?)
            }
        };
        Some(self.make(kind, e.eq_token.span))
    }

    /// `_ = value`, which is `{ value; }`.
    fn discard(&mut self, value: Expr, span: Span) -> Expr {
        let block = Block {
            statements: vec![Statement::Expr(value)],
            value: None,
            span,
        };
        self.make(ExprKind::Block(block), span)
    }

    /// The left side of a destructuring assignment.
    fn target(&mut self, e: &syn::Expr) -> Option<Target> {
        match inner(e) {
            syn::Expr::Infer(_) => Some(Target::Wild),
            e if self.is_reference(e) => self.refuse(e, &messages::MUT_BORROW, &[]),
            syn::Expr::Tuple(tuple) => {
                let all: Vec<Option<Target>> = tuple.elems.iter().map(|e| self.target(e)).collect();
                all.into_iter().collect::<Option<_>>().map(Target::Tuple)
            }
            e => self.place(e).map(Target::Place),
        }
    }

    /// What can be assigned to.
    pub(super) fn place(&mut self, e: &syn::Expr) -> Option<Place> {
        if let Some(at) = self.unknown_reference(e) {
            return self.refuse(at, &messages::MUT_BORROW, &[]);
        }
        match self.root(e) {
            Some(local) => self.boxed(e).map(|read| Place { local, read }),
            None => self.refuse(e, &messages::ASSIGNEE, &[]),
        }
    }

    /// The variable in `*v`, if it is none that is known as a reference: a `&mut` that came out of a loop or a pattern, and
    /// whose place is not followed.
    fn unknown_reference<'e>(&self, e: &'e syn::Expr) -> Option<&'e syn::Expr> {
        match inner(e) {
            syn::Expr::Index(e) => self.unknown_reference(&e.expr),
            syn::Expr::Field(e) => self.unknown_reference(&e.base),
            syn::Expr::Unary(e) if matches!(e.op, syn::UnOp::Deref(_)) => match inner(&e.expr) {
                variable @ syn::Expr::Path(_) if !self.is_reference(variable) => Some(variable),
                e => self.unknown_reference(e),
            },
            _ => None,
        }
    }

    /// The variable that a place begins at.
    pub(super) fn root(&self, e: &syn::Expr) -> Option<LocalId> {
        match inner(e) {
            syn::Expr::Path(path) if path.qself.is_none() => self.scopes.local(path.path.get_ident()?),
            syn::Expr::Index(e) => self.root(&e.expr),
            syn::Expr::Field(e) => self.root(&e.base),
            syn::Expr::Unary(e) if matches!(e.op, syn::UnOp::Deref(_)) => self.root(&e.expr),
            _ => None,
        }
    }
}

/// The operator behind `place.add_assign(value)`.
pub(super) fn update_by_name(method: &str) -> Option<Integer> {
    Some(match method {
        "add_assign" => Integer::Add,
        "sub_assign" => Integer::Sub,
        "mul_assign" => Integer::Mul,
        "div_assign" => Integer::Div,
        "rem_assign" => Integer::Rem,
        _ => return None,
    })
}

fn meaning(op: &BinOp) -> Option<Meaning> {
    use Meaning::{Arithmetic, Comparison as Compare, Update};
    Some(match op {
        BinOp::Add(_) => Arithmetic(Integer::Add),
        BinOp::Sub(_) => Arithmetic(Integer::Sub),
        BinOp::Mul(_) => Arithmetic(Integer::Mul),
        BinOp::Div(_) => Arithmetic(Integer::Div),
        BinOp::Rem(_) => Arithmetic(Integer::Rem),
        BinOp::BitAnd(_) => Arithmetic(Integer::And),
        BinOp::BitOr(_) => Arithmetic(Integer::Or),
        BinOp::BitXor(_) => Arithmetic(Integer::Xor),
        BinOp::Shl(_) => Arithmetic(Integer::Shl),
        BinOp::Shr(_) => Arithmetic(Integer::Shr),
        BinOp::AddAssign(_) => Update(Integer::Add),
        BinOp::SubAssign(_) => Update(Integer::Sub),
        BinOp::MulAssign(_) => Update(Integer::Mul),
        BinOp::DivAssign(_) => Update(Integer::Div),
        BinOp::RemAssign(_) => Update(Integer::Rem),
        BinOp::BitAndAssign(_) => Update(Integer::And),
        BinOp::BitOrAssign(_) => Update(Integer::Or),
        BinOp::BitXorAssign(_) => Update(Integer::Xor),
        BinOp::ShlAssign(_) => Update(Integer::Shl),
        BinOp::ShrAssign(_) => Update(Integer::Shr),
        BinOp::Lt(_) => Compare(Comparison::Lt),
        BinOp::Le(_) => Compare(Comparison::Le),
        BinOp::Gt(_) => Compare(Comparison::Gt),
        BinOp::Ge(_) => Compare(Comparison::Ge),
        BinOp::Eq(_) => Compare(Comparison::Eq),
        BinOp::Ne(_) => Compare(Comparison::Ne),
        BinOp::And(_) => Meaning::And,
        BinOp::Or(_) => Meaning::Or,
        _ => return None,
    })
}
