//! Blocks, `let` and patterns.

use super::super::scope::Meaning;
use super::super::types;
use super::*;

impl Fence<'_> {
    pub(super) fn block(&mut self, block: &syn::Block) -> Option<Block> {
        self.scopes.enter();
        self.items(block);
        let (last, rest) = match block.stmts.split_last() {
            // Without a semicolon the last expression is the value.
            Some((syn::Stmt::Expr(value, None), rest)) => (Some(value), rest),
            _ => (None, &block.stmts[..]),
        };
        let (tail, rest) = match rest.split_last() {
            Some((syn::Stmt::Macro(tail), rest)) if last.is_none() && tail.semi_token.is_none() => (Some(tail), rest),
            _ => (None, rest),
        };
        let statements: Vec<Option<Option<Statement>>> =
            rest.iter().map(|statement| self.statement(statement)).collect();
        let value = match (last, tail) {
            (Some(value), _) => self.boxed(value).map(Some),
            (None, Some(tail)) => {
                self.attributes(&tail.attrs);
                self.macro_call(&tail.mac).map(|value| Some(Box::new(value)))
            }
            (None, None) => Some(None),
        };
        self.scopes.leave();
        let statements: Vec<Option<Statement>> = statements.into_iter().collect::<Option<_>>()?;
        Some(Block {
            statements: statements.into_iter().flatten().collect(),
            value: value?,
            span: block.brace_token.span.open(),
        })
    }

    /// The inner `None` is a statement that does nothing here.
    fn statement(&mut self, statement: &syn::Stmt) -> Option<Option<Statement>> {
        match statement {
            syn::Stmt::Local(local) => self.let_statement(local).map(Some),
            syn::Stmt::Item(_) => Some(None),
            syn::Stmt::Expr(e, _) => self.expression(e).map(|e| Some(Statement::Expr(e))),
            syn::Stmt::Macro(statement) => {
                self.attributes(&statement.attrs);
                self.macro_call(&statement.mac).map(|e| Some(Statement::Expr(e)))
            }
        }
    }

    fn let_statement(&mut self, local: &syn::Local) -> Option<Statement> {
        self.attributes(&local.attrs);
        let (pattern, ty) = match &local.pat {
            syn::Pat::Type(typed) => {
                self.mention_all(typed.ty.to_token_stream());
                (&*typed.pat, types::annotation(&typed.ty, self.errors))
            }
            pattern => (pattern, Some(Type::Infer)),
        };
        // The initializer does not see the names that it defines.
        let init = match &local.init {
            Some(init) => {
                let value = self.expression(&init.expr);
                if let Some((token, _)) = &init.diverge {
                    self.errors.refuse(token, &messages::LET_ELSE, &[]);
                }
                value.map(Some)
            }
            None => Some(None),
        };
        let pattern = self.pattern(pattern);
        Some(Statement::Let {
            pattern: pattern?,
            ty: ty?,
            init: init?,
        })
    }

    /// Declares the names that a pattern binds.
    pub fn pattern(&mut self, pattern: &syn::Pat) -> Option<Pattern> {
        match pattern {
            syn::Pat::Ident(name) => {
                self.attributes(&name.attrs);
                if self.deep.is_name(&name.ident) {
                    return self.refuse(&name.ident, &messages::TOO_DEEP, &[]);
                }
                if let Some((at, _)) = &name.subpat {
                    return self.refuse(at, &messages::PATTERN, &["`@` in a pattern"]);
                }
                if let (Some(token), true) = (&name.by_ref, name.mutability.is_some()) {
                    return self.refuse(token, &messages::PATTERN, &["`ref mut`"]);
                }
                let local = LocalId(self.locals.len() as u32);
                self.locals.push(Local {
                    name: name.ident.clone(),
                    mutable: name.mutability.is_some(),
                });
                self.scopes.declare(&name.ident, Meaning::Local(local));
                Some(Pattern::Bind(local))
            }
            syn::Pat::Wild(_) => Some(Pattern::Wild),
            syn::Pat::Paren(inner) => self.pattern(&inner.pat),
            syn::Pat::Reference(inner) => match &inner.mutability {
                Some(token) => self.refuse(token, &messages::PATTERN, &["`&mut` in a pattern"]),
                None => self.pattern(&inner.pat),
            },
            syn::Pat::Tuple(tuple) => {
                let all: Vec<Option<Pattern>> = tuple.elems.iter().map(|part| self.pattern(part)).collect();
                all.into_iter().collect::<Option<_>>().map(Pattern::Tuple)
            }
            _ => self.refuse(pattern, &messages::PATTERN, &[kind(pattern)]),
        }
    }
}

fn kind(pattern: &syn::Pat) -> &'static str {
    match pattern {
        syn::Pat::Slice(_) => "a slice pattern",
        syn::Pat::Struct(_) | syn::Pat::TupleStruct(_) => "a struct pattern",
        syn::Pat::Or(_) => "`|` in a pattern",
        syn::Pat::Rest(_) => "`..` in a pattern",
        syn::Pat::Path(_) | syn::Pat::Lit(_) | syn::Pat::Range(_) | syn::Pat::Const(_) => "a constant as a pattern",
        syn::Pat::Macro(_) => "a macro as a pattern",
        _ => "this pattern",
    }
}
