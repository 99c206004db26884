//! What chains of iterators begin with: ranges, slices and their parts, and the functions of `std::iter`.

use super::super::types;
use super::build::bind;
use super::chain::Chain;
use super::writing::Shape;
use super::*;
use crate::ir::Int;
use quote::quote;

/// Functions of `std::iter`, with how many arguments each takes.
const FUNCTIONS: [(&str, usize); 6] = [
    ("from_fn", 1),
    ("once", 1),
    ("repeat", 1),
    ("repeat_n", 2),
    ("successors", 2),
    ("zip", 2),
];

impl Fence<'_> {
    pub(super) fn range(&mut self, e: &syn::ExprRange) -> Option<Chain> {
        let Some(start) = &e.start else {
            return self.refuse(e, &messages::ITERATED, &[]);
        };
        let from = self.expression(start);
        let domain = match &e.end {
            None => Domain::From {
                from: from?,
                adaptors: vec![],
            },
            Some(end) => {
                let to = self.expression(end);
                Domain::Range {
                    from: from?,
                    to: to?,
                    inclusive: matches!(e.limits, syn::RangeLimits::Closed(_)),
                    adaptors: vec![],
                }
            }
        };
        Some(self.over(domain, e.span()))
    }

    /// `x.windows(2)` and its kin.
    pub(super) fn parts(&mut self, call: &syn::ExprMethodCall, kind: Parts, size: &syn::Expr) -> Option<Chain> {
        let (of, size) = (self.expression(&call.receiver), self.expression(size));
        let domain = Domain::Parts {
            of: of?,
            size: size?,
            kind,
            adaptors: vec![],
        };
        let mut chain = self.over(domain, call.span());
        if call.method.to_string().ends_with("_mut") {
            chain.shape = Shape::Part;
        }
        Some(chain)
    }

    /// `std::iter::once(x)` and its kin.
    pub(super) fn source(&mut self, call: &syn::ExprCall) -> Option<Chain> {
        let name = name(&call.func)?;
        let span = call.func.span();
        let arguments: Vec<&syn::Expr> = call.args.iter().collect();
        match (name, &arguments[..]) {
            ("once", [value]) => {
                let value = self.expression(value)?;
                let of = self.make(ExprKind::Array(vec![value]), span);
                Some(self.over(Domain::Elements { of, adaptors: vec![] }, span))
            }
            ("from_fn", [closure]) => self.made_by_function(closure, span),
            ("successors", [first, closure]) => self.successors(first, closure, span),
            ("repeat", [value]) => self.repeated(value, None, span),
            ("repeat_n", [value, count]) => self.repeated(value, Some(count), span),
            ("zip", [first, second]) => {
                let (first, second) = (self.chain(first), self.chain(second));
                self.zipped(first?, second?, &call.func)
            }
            _ => self.refuse(&call.func, &messages::STD_FUNCTION, &[&text(&call.func)]),
        }
    }

    /// The same value again and again, which is computed once.
    fn repeated(&mut self, value: &syn::Expr, count: Option<&syn::Expr>, span: Span) -> Option<Chain> {
        let value = self.expression(value);
        let count = match count {
            Some(count) => Some(self.expression(count)?),
            None => None,
        };
        let held = self.hidden(span);
        let from = self.usize(0, span);
        let domain = match count {
            None => Domain::From { from, adaptors: vec![] },
            Some(to) => Domain::Range {
                from,
                to,
                inclusive: false,
                adaptors: vec![],
            },
        };
        let mut chain = self.over(domain, span);
        chain.before.push(bind(held, value?));
        chain.level.pattern = Some(Pattern::Wild);
        let item = self.local(held, span);
        chain.item = Some(self.braced(vec![], Some(item), span));
        Some(chain)
    }

    /// `successors(first, |v| …)`: each item is made of the one before, when that is given away.
    fn successors(&mut self, first: &syn::Expr, closure: &syn::Expr, span: Span) -> Option<Chain> {
        let first = self.expression(first);
        let inlined = self.inlined(closure, 1);
        let (mut chain, next) = (self.endless(span), self.accumulator("next", span));
        chain.before.push(bind(next, first?));
        let there = self.local(next, span);
        let leave = self.end_of(&chain, span);
        self.unless_there(&mut chain, there, leave, span);
        let held = self.held(&mut chain);
        let argument = self.local(held, span);
        let value = self.applied(inlined?, vec![argument], span);
        let made = self.set(next, value, span);
        chain.level.body.push(made);
        chain.item = Some(self.local(held, span));
        Some(chain)
    }

    /// `from_fn(|| …)`
    fn made_by_function(&mut self, closure: &syn::Expr, span: Span) -> Option<Chain> {
        let inlined = self.inlined(closure, 0);
        let mut chain = self.endless(span);
        let value = self.applied(inlined?, vec![], span);
        let leave = self.end_of(&chain, span);
        self.unless_there(&mut chain, value, leave, span);
        Some(chain)
    }

    /// A chain that something in it has to end.
    fn endless(&mut self, span: Span) -> Chain {
        let to = ExprKind::Path {
            tokens: quote!(::core::primitive::usize::MAX),
            ty: Type::Int(Int::Usize),
        };
        let domain = Domain::Range {
            from: self.usize(0, span),
            to: self.make(to, span),
            inclusive: false,
            adaptors: vec![],
        };
        let mut chain = self.over(domain, span);
        chain.level.pattern = Some(Pattern::Wild);
        chain
    }
}

/// The function of `std::iter` that is called.
pub(super) fn name(function: &syn::Expr) -> Option<&'static str> {
    let syn::Expr::Path(path) = inner(function) else {
        return None;
    };
    let names = types::names_of(&path.path);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (["std" | "core", "iter", name] | ["iter", name]) = names[..] else {
        return None;
    };
    FUNCTIONS
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(known, _)| *known)
}

/// Methods of slices that give their parts.
pub(super) fn parts(name: &str) -> Option<Parts> {
    Some(match name {
        "windows" => Parts::Windows,
        "chunks" | "chunks_mut" => Parts::Chunks,
        "chunks_exact" | "chunks_exact_mut" => Parts::Exact,
        "rchunks" | "rchunks_mut" => Parts::FromEnd,
        _ => return None,
    })
}
