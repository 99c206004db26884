//! Functions in variables, and closures that take functions. Each is inlined where it is called, so that no function is a value:
//! `let f = f64::sin;` is a closure that calls it.

use super::super::scope::{Meaning, Scopes};
use super::closure::{function, Closure};
use super::expected::Expected;
use super::*;
use quote::format_ident;
use std::rc::Rc;

impl Fence<'_> {
    /// The closure that a function is: one that is written here, one that has a name, a path, or a choice of these. `arity` is that
    /// of its type, where that is written. With it, the copies of what it captures.
    pub(super) fn callable(&mut self, e: &syn::Expr, arity: Option<usize>) -> Option<(Rc<Closure>, Option<Statement>)> {
        match unboxed(e) {
            syn::Expr::Closure(literal) => Some(self.of_literal(literal)),
            syn::Expr::Path(path) => match self.named(path) {
                Some(closure) => Some((closure, None)),
                None => {
                    let names = names(arity.or_else(|| self.arity_of(path))?);
                    let literal = syn::parse_quote!(|#(#names),*| #path(#(#names),*));
                    Some((Rc::new(Closure::new(literal, self.scopes.clone())), None))
                }
            },
            // What is chosen is chosen when it is written, not when it is called.
            e @ (syn::Expr::If(_) | syn::Expr::Match(_)) => {
                let names = names(arity.or_else(|| self.arity_at_an_end(e))?);
                let called = called_at_the_ends(e, &names)?;
                // At the user's place: names are looked up as they are written there.
                let literal = syn::parse_quote_spanned!(e.span()=> move |#(#names),*| #called);
                Some(self.of_literal(&literal))
            }
            _ => None,
        }
    }

    fn of_literal(&mut self, literal: &syn::ExprClosure) -> (Rc<Closure>, Option<Statement>) {
        let (scopes, statement): (Scopes, _) = match literal.capture {
            Some(_) => self.moved(literal),
            None => (self.scopes.clone(), None),
        };
        (Rc::new(Closure::new(literal.clone(), scopes)), statement)
    }

    /// How many arguments a function takes, as far as it is seen.
    fn arity_of(&self, path: &syn::ExprPath) -> Option<usize> {
        if let Some(name) = path.path.get_ident().filter(|_| path.qself.is_none()) {
            match self.scopes.find(name) {
                Some(Meaning::Function(signature)) => return Some(signature.as_ref()?.parameters.len()),
                Some(Meaning::Local(local)) => return Some(self.opaque.get(local)?.function.as_ref()?.arguments.len()),
                Some(_) => return None,
                None => {}
            }
        }
        if !self.is_function(path) && !self.is_without_derivative(path) {
            return None;
        }
        let last = path.path.segments.last()?.ident.to_string();
        match self.known(&path.path) {
            Some(Known::Function(signature)) => Some(signature.parameters.len()),
            _ if self.is_without_derivative(path) => Some(1 + Method::from_name(&last)?.arguments()),
            _ => None,
        }
    }

    /// How many arguments what is chosen takes.
    fn arity_at_an_end(&self, e: &syn::Expr) -> Option<usize> {
        let last = |block: &syn::Block| match block.stmts.last()? {
            syn::Stmt::Expr(e, None) => self.arity_at_an_end(e),
            _ => None,
        };
        match unboxed(e) {
            syn::Expr::Closure(closure) => Some(closure.inputs.len()),
            syn::Expr::Path(path) => match self.named(path) {
                Some(closure) => Some(closure.literal().inputs.len()),
                None => self.arity_of(path),
            },
            syn::Expr::If(choice) => {
                last(&choice.then_branch).or_else(|| self.arity_at_an_end(&choice.else_branch.as_ref()?.1))
            }
            syn::Expr::Match(choice) => choice.arms.iter().find_map(|arm| self.arity_at_an_end(&arm.body)),
            syn::Expr::Block(block) => last(&block.block),
            _ => None,
        }
    }

    /// The call of a closure that takes functions; none if this is no such call.
    pub(super) fn call_with_functions(&mut self, e: &syn::ExprCall) -> Option<Option<Expr>> {
        let syn::Expr::Path(path) = inner(&e.func) else {
            return None;
        };
        let closure = self.named(path)?;
        let is_given = |input: &syn::Pat| matches!(input, syn::Pat::Type(typed) if arity_of_type(&typed.ty).is_some());
        let fits = closure.literal().inputs.len() == e.args.len();
        (fits && closure.literal().inputs.iter().any(is_given)).then(|| self.with_functions(e, path, &closure))
    }

    fn with_functions(&mut self, e: &syn::ExprCall, path: &syn::ExprPath, closure: &Closure) -> Option<Expr> {
        let mut literal = closure.literal().clone();
        let mut scopes = closure.scopes().clone();
        scopes.enter();
        let (mut values, mut copies) = (vec![], vec![]);
        for (input, argument) in std::mem::take(&mut literal.inputs).into_iter().zip(&e.args) {
            let function = match &input {
                syn::Pat::Type(typed) => arity_of_type(&typed.ty).map(|arity| (&*typed.pat, arity)),
                _ => None,
            };
            match function {
                Some((syn::Pat::Ident(name), arity)) => {
                    let Some((callable, copy)) = self.callable(argument, Some(arity)) else {
                        return self.refuse(argument, &messages::CLOSURE, &[]);
                    };
                    scopes.declare(&name.ident, Meaning::Closure(callable));
                    copies.extend(copy);
                }
                Some((pattern, _)) => return self.refuse(pattern, &messages::CLOSURE, &[]),
                None => {
                    values.push(argument);
                    literal.inputs.push(input);
                }
            }
        }
        let arguments: Option<Vec<Expr>> = values
            .into_iter()
            .map(|value| self.call_argument(value, Expected::default()))
            .collect();
        let closure = Rc::new(Closure::new(literal, scopes));
        let inlined = self.named_closure(path, &closure, arguments.as_ref()?.len())?;
        let called = self.applied(inlined, arguments?, path.span());
        Some(self.braced(copies, Some(called), path.span()))
    }
}

/// How many arguments the type of a function says: `fn(f64) -> f64`, `&dyn Fn(f64) -> f64`, `Box<dyn Fn(f64) -> f64>`. None if it is
/// none.
pub(super) fn arity_of_type(ty: &syn::Type) -> Option<usize> {
    match ty {
        syn::Type::Paren(ty) => arity_of_type(&ty.elem),
        syn::Type::Group(ty) => arity_of_type(&ty.elem),
        syn::Type::Reference(ty) if ty.mutability.is_none() => arity_of_type(&ty.elem),
        syn::Type::FnPtr(ty) => Some(ty.inputs.len()),
        syn::Type::TraitObject(ty) => ty.bounds.iter().find_map(|bound| match bound {
            syn::TypeParamBound::Trait(bound) => match bound.path.segments.last() {
                Some(syn::PathSegment {
                    ident,
                    arguments: syn::PathArguments::Parenthesized(arguments),
                }) if ident == "Fn" => Some(arguments.inputs.len()),
                _ => None,
            },
            _ => None,
        }),
        syn::Type::Path(path) => match path.path.segments.last() {
            Some(syn::PathSegment {
                ident,
                arguments: syn::PathArguments::AngleBracketed(arguments),
            }) if ident == "Box" => match arguments.args.first()? {
                syn::GenericArgument::Type(ty) => arity_of_type(ty),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

fn names(arity: usize) -> Vec<Ident> {
    (0..arity)
        .map(|k| format_ident!("argument_{k}", span = Span::mixed_site()))
        .collect()
}

/// The function without what passes it on, and without its box.
fn unboxed(e: &syn::Expr) -> &syn::Expr {
    match function(e) {
        syn::Expr::Call(call) => match (inner(&call.func), call.args.first(), call.args.len()) {
            (syn::Expr::Path(path), Some(boxed), 1) if path.path.to_token_stream().to_string() == "Box :: new" => {
                unboxed(boxed)
            }
            _ => e,
        },
        e => e,
    }
}

/// A choice of functions as the choice of their calls; none if a side is something else than a function.
fn called_at_the_ends(e: &syn::Expr, names: &[Ident]) -> Option<syn::Expr> {
    match unboxed(e) {
        e @ (syn::Expr::Path(_) | syn::Expr::Closure(_)) => Some(syn::parse_quote!((#e)(#(#names),*))),
        syn::Expr::If(choice) => {
            let mut choice = choice.clone();
            let (_, otherwise) = choice.else_branch.as_mut()?;
            **otherwise = called_at_the_ends(otherwise, names)?;
            called_at_the_end(&mut choice.then_branch, names)?;
            Some(syn::Expr::If(choice))
        }
        syn::Expr::Match(choice) => {
            let mut choice = choice.clone();
            for arm in &mut choice.arms {
                *arm.body = called_at_the_ends(&arm.body, names)?;
            }
            Some(syn::Expr::Match(choice))
        }
        syn::Expr::Block(block) if block.label.is_none() => {
            let mut block = block.clone();
            called_at_the_end(&mut block.block, names)?;
            Some(syn::Expr::Block(block))
        }
        // An arm that leaves.
        e @ (syn::Expr::Return(_) | syn::Expr::Macro(_)) => Some(e.clone()),
        _ => None,
    }
}

fn called_at_the_end(block: &mut syn::Block, names: &[Ident]) -> Option<()> {
    match block.stmts.last_mut()? {
        syn::Stmt::Expr(e, None) => *e = called_at_the_ends(e, names)?,
        _ => return None,
    }
    Some(())
}
