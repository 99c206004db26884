//! The types of expressions, as far as declarations show them while the function is read. A method of a type of the user may have
//! the name of one of iterators, of options or of vectors: what it is called on says which it is.

use super::super::types::annotation;
use super::*;

/// Adaptors and their kin that leave the items as they are.
const SAME_ITEMS: [&str; 19] = [
    "by_ref",
    "chain",
    "cloned",
    "copied",
    "cycle",
    "drain",
    "filter",
    "fuse",
    "inspect",
    "into_iter",
    "iter",
    "iter_mut",
    "peekable",
    "rev",
    "skip",
    "skip_while",
    "step_by",
    "take",
    "take_while",
];
/// Methods that give what they are called on.
const SAME: [&str; 4] = ["clone", "to_owned", "as_ref", "as_mut"];

impl Fence<'_> {
    /// Notes what the variables of a pattern are, if it is bound to a value of this type.
    pub fn note(&mut self, pattern: &Pattern, ty: &Type) {
        match (pattern, ty) {
            (Pattern::Bind(local), ty) if !matches!(ty, Type::Infer) => {
                self.seen.insert(*local, ty.clone());
            }
            (Pattern::Tuple(parts), Type::Tuple(types)) => {
                parts.iter().zip(types).for_each(|(part, ty)| self.note(part, ty));
            }
            (Pattern::Array(parts), Type::Array(element, _)) => {
                parts.iter().for_each(|part| self.note(part, element));
            }
            _ => {}
        }
    }

    /// Whether this is seen to be of a type of the user.
    pub(super) fn is_of_users_type(&self, e: &syn::Expr) -> bool {
        matches!(self.seen(e), Some(Type::Struct(ty)) if !ty.is_unknown())
    }

    /// Whether this is a field of which nothing says what it is.
    pub(super) fn is_unseen_field(&self, e: &syn::Expr) -> bool {
        match inner(e) {
            syn::Expr::Field(field) => self.is_of_users_type(&field.base) && self.seen(e).is_none(),
            _ => false,
        }
    }

    /// The type of the expression.
    pub(super) fn seen(&self, e: &syn::Expr) -> Option<Type> {
        match inner(e) {
            syn::Expr::Reference(e) => self.seen(&e.expr),
            syn::Expr::Unary(e) if matches!(e.op, syn::UnOp::Deref(_) | syn::UnOp::Neg(_)) => self.seen(&e.expr),
            syn::Expr::Path(path) if path.qself.is_none() => {
                match path.path.get_ident().and_then(|name| self.scopes.find(name)) {
                    Some(Meaning::Local(local)) => self.seen.get(local).cloned(),
                    Some(Meaning::Constant(ty)) => Some(ty.clone()).filter(|ty| !matches!(ty, Type::Infer)),
                    Some(_) => None,
                    None => match self.known(&path.path)? {
                        Known::Constant(ty) => Some(ty),
                        _ => None,
                    },
                }
            }
            syn::Expr::Field(field) => match (self.seen(&field.base)?, &field.member) {
                (Type::Struct(ty), syn::Member::Named(name)) => self.surroundings.field(&ty, &plain(name)),
                (Type::Struct(ty), syn::Member::Unnamed(k)) => self.surroundings.field(&ty, &k.index.to_string()),
                (Type::Tuple(parts), syn::Member::Unnamed(k)) => parts.get(k.index as usize).cloned(),
                _ => None,
            },
            syn::Expr::Index(part) if !matches!(inner(&part.index), syn::Expr::Range(_)) => {
                element(self.seen(&part.expr)?)
            }
            syn::Expr::Struct(literal) => {
                let path = &literal.path;
                let mut unread = Collector::new();
                let ty = annotation(&syn::parse_quote!(#path), &self.types, &mut unread);
                unread.finish();
                ty.filter(|ty| matches!(ty, Type::Struct(_)))
            }
            // Of its elements alone something is asked.
            syn::Expr::Array(array) => Some(Type::Slice(Box::new(self.seen(array.elems.first()?)?))),
            syn::Expr::Repeat(array) => Some(Type::Slice(Box::new(self.seen(&array.expr)?))),
            syn::Expr::Call(call) => match inner(&call.func) {
                syn::Expr::Path(path) if path.qself.is_none() => result(self.known(&path.path)?),
                _ => None,
            },
            syn::Expr::MethodCall(call) => {
                let name = plain(&call.method);
                match self.seen(&call.receiver)? {
                    ty if SAME.contains(&name.as_str()) && call.args.is_empty() => Some(ty),
                    Type::Struct(ty) => result(self.surroundings.of_type(&ty, &name)?),
                    _ => None,
                }
            }
            syn::Expr::Binary(e) => self.seen_of_operator(e),
            _ => None,
        }
    }

    /// Sums of structs are of one type, and a product with a number is of that of the struct, where nothing else is known.
    fn seen_of_operator(&self, e: &syn::ExprBinary) -> Option<Type> {
        let (left, right) = (self.seen(&e.left), self.seen(&e.right));
        let is_struct = |ty: &Option<Type>| matches!(ty, Some(Type::Struct(_)));
        match e.op {
            syn::BinOp::Add(_) | syn::BinOp::Sub(_) => left.filter(|ty| matches!(ty, Type::Struct(_))),
            syn::BinOp::Mul(_) if matches!(left, Some(Type::Float(_))) && is_struct(&right) => right,
            syn::BinOp::Mul(_) | syn::BinOp::Div(_) if matches!(right, Some(Type::Float(_))) && is_struct(&left) => {
                left
            }
            _ => None,
        }
    }

    /// The type of the items that this gives, one after the other.
    pub(super) fn seen_item(&self, e: &syn::Expr) -> Option<Type> {
        let syn::Expr::MethodCall(call) = inner(e) else {
            return match inner(e) {
                syn::Expr::Reference(e) => self.seen_item(&e.expr),
                syn::Expr::Range(_) => None,
                e => element(self.seen(e)?),
            };
        };
        let name = plain(&call.method);
        match (name.as_str(), call.args.first()) {
            _ if self.is_of_users_type(&call.receiver) => element(self.seen(e)?),
            ("enumerate", None) => Some(Type::Tuple(vec![
                Type::Int(crate::ir::Int::Usize),
                self.seen_item(&call.receiver)?,
            ])),
            ("zip", Some(other)) => {
                let of = |e: &syn::Expr| self.seen_item(e).unwrap_or(Type::Infer);
                Some(Type::Tuple(vec![of(&call.receiver), of(other)]))
            }
            (name, Some(_)) if super::source::parts(name).is_some() => {
                Some(Type::Slice(Box::new(self.seen_item(&call.receiver)?)))
            }
            (name, _) if SAME_ITEMS.contains(&name) => self.seen_item(&call.receiver),
            _ => element(self.seen(e)?),
        }
    }

    /// Reads a closure that is given the items of a chain; so many of its parameters stand before those.
    pub(super) fn inlined_on(
        &mut self,
        chain: &syn::Expr,
        closure: &syn::Expr,
        (before, arity): (usize, usize),
    ) -> Option<closure::Inlined> {
        if let Some(item) = self.seen_item(chain) {
            let is_item = |k: usize| if k < before { Type::Infer } else { item.clone() };
            self.given = (0..arity).map(is_item).collect();
        }
        let inlined = self.inlined(closure, arity);
        self.given.clear();
        inlined
    }
}

/// What an array holds.
fn element(ty: Type) -> Option<Type> {
    match ty {
        Type::Array(element, _) | Type::Slice(element) | Type::Vec(element) => Some(*element),
        _ => None,
    }
}

/// What a function gives, if it is the same in each call.
fn result(known: Known) -> Option<Type> {
    match known {
        Known::Function(signature) if signature.generics.is_empty() => Some(signature.result),
        _ => None,
    }
}
