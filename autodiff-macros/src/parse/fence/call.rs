//! Calls of functions by path.

use super::super::scope::Meaning;
use super::super::types;
use super::capture::Captured;
use super::expected::Expected;
use super::*;
use crate::infer::counted;
use crate::ir::{CallKind, Float, Int};
use crate::primitives::Primitive;
use proc_macro2::TokenStream;
use quote::quote;

/// Names of the prelude that are no functions of the user.
const PRELUDE: [&str; 2] = ["drop", "identity"];

/// Types of `std` that people make values of.
const STD_TYPES: [&str; 17] = [
    "Arc", "BTreeMap", "Box", "Cell", "Cow", "Default", "Duration", "HashMap", "Instant", "Iterator", "Option", "Rc",
    "RefCell", "Result", "String", "Vec", "VecDeque",
];

impl Fence<'_> {
    pub(super) fn call(&mut self, e: &syn::ExprCall, leaving: bool) -> Option<Expr> {
        match (outcome(&e.func), e.args.first(), e.args.len()) {
            (Some("Err"), Some(error), 1) => {
                self.error_value(error, leaving)?;
                return Some(self.absent(e.func.span()));
            }
            (Some(_), Some(value), 1) => {
                let value = self.expression(value)?;
                return Some(self.some(value, e.func.span()));
            }
            _ => {}
        }
        if let Some(called) = self.call_with_functions(e) {
            return called;
        }
        let known = self.known_function(e).or_else(|| self.try_from(e));
        if let Some(made) = known.or_else(|| self.optional_conversion(e)) {
            return made;
        }
        if self.is_derivative(e) {
            return self.derivative(e);
        }
        let functions = (!is_of_std(&e.func)).then(|| self.functions_of(&e.func));
        let arguments = self.arguments_of(&e.args, functions.as_ref());
        self.call_of(&e.func, arguments)
    }

    /// An argument of a function, which may be a function.
    pub(super) fn call_argument(&mut self, e: &syn::Expr, expected: Expected) -> Option<Expr> {
        let behind = match inner(e) {
            syn::Expr::Reference(reference) if reference.mutability.is_none() => inner(&reference.expr),
            e => e,
        };
        match behind {
            syn::Expr::Path(path) if self.is_function(path) => Some(self.function_argument(path)),
            syn::Expr::Path(path) if self.is_without_derivative(path) => {
                let function = match self.named(path) {
                    Some(closure) => self.function_of_named(&closure, expected),
                    None => self.method_of_floats(path).map(|function| (function, vec![])),
                };
                self.given(function, path)
            }
            syn::Expr::Closure(closure) => {
                let function = self.function_of_closure(closure, expected);
                self.given(function, closure)
            }
            _ => self.value_argument(e),
        }
    }

    /// A function that stands at this place, and what it captures, as an argument.
    fn given(&mut self, function: Option<(syn::ItemFn, Captured)>, at: impl ToTokens) -> Option<Expr> {
        match function {
            Some((function, captured)) => Some(self.lifted(function, captured, at.span())),
            None => self.refuse(at, &messages::FUNCTION_ARGUMENT, &[]),
        }
    }

    /// An argument of a function or a macro.
    pub(super) fn value_argument(&mut self, e: &syn::Expr) -> Option<Expr> {
        match (self.opaque(e), inner(e)) {
            (Some(_), _) => self.opaque_argument(e),
            // The callee takes it as it is written.
            (None, syn::Expr::Reference(reference)) if self.is_variant(&reference.expr) => {
                self.mention_all(e.to_token_stream());
                self.constant(e, Type::Infer)
            }
            // A text is passed on as it is.
            (
                None,
                syn::Expr::Lit(syn::ExprLit {
                    lit: syn::Lit::Str(_) | syn::Lit::Char(_),
                    ..
                }),
            ) => self.constant(e, Type::Infer),
            (None, syn::Expr::Reference(reference)) => {
                if let syn::Expr::Array(array) = inner(&reference.expr) {
                    if let Some(rows) = self.rows(array, true) {
                        return rows;
                    }
                }
                let value = self.expression(e)?;
                if matches!(
                    inner(&reference.expr),
                    syn::Expr::Call(_) | syn::Expr::MethodCall(_) | syn::Expr::Path(_)
                ) {
                    self.referenced.insert(value.id);
                }
                Some(value)
            }
            // A function of an iterator takes what that runs over.
            (None, _) if self.is_surely_iterator(e) => {
                let ty = Type::Vec(Box::new(Type::Infer));
                self.collected(e, ty, e.span())
            }
            (None, _) => self.expression(e),
        }
    }

    /// Whether this is `Kind::Linear`, or `Kind::A`, which could be a constant of a type too, but is not seen to be one.
    fn is_variant(&self, e: &syn::Expr) -> bool {
        let syn::Expr::Path(path) = inner(e) else { return false };
        let starts = |name: &Ident| name.to_string().starts_with(char::is_uppercase);
        let mut names = path.path.segments.iter().rev().map(|segment| &segment.ident);
        let (Some(last), Some(ty)) = (names.next(), names.next()) else {
            return false;
        };
        if last.to_string().contains(char::is_lowercase) {
            return starts(last);
        }
        let is_constant = || matches!(self.known(&path.path), Some(Known::Constant(_)));
        starts(last) && starts(ty) && ty != "Self" && !is_constant()
    }

    /// A function of `std` that is read with its arguments.
    fn known_function(&mut self, e: &syn::ExprCall) -> Option<Option<Expr>> {
        let syn::Expr::Path(callee) = inner(&e.func) else {
            return None;
        };
        let arguments: Vec<&syn::Expr> = e.args.iter().collect();
        if let Some(value) = self
            .vec_function(&callee.path, &arguments)
            .or_else(|| self.of_num_traits(e))
        {
            return Some(value);
        }
        let names = types::names_of(&callee.path);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        match names[..] {
            ["std" | "core", "array", "from_fn"] | ["array", "from_fn"] => match arguments[..] {
                [closure] => Some(self.array_from_fn(closure, callee.span())),
                _ => None,
            },
            ["std" | "core", "mem", name] | ["mem", name] => {
                let name = ["swap", "replace", "take"].into_iter().find(|known| *known == name)?;
                Some(self.exchanged(e, name))
            }
            _ => None,
        }
    }

    /// The call of this function with these arguments; none if one of them was refused.
    pub(super) fn call_of(&mut self, function: &syn::Expr, arguments: Option<Vec<Expr>>) -> Option<Expr> {
        if let syn::Expr::Closure(closure) = inner(function) {
            let arguments = arguments?;
            let inlined = self.inlined(function, arguments.len())?;
            return Some(self.applied(inlined, arguments, closure.span()));
        }
        let syn::Expr::Path(callee) = inner(function) else {
            return self.refuse(function, &messages::CALLEE, &[]);
        };
        if self.named(callee).is_some() {
            let arguments = arguments?;
            let inlined = self.inlined(function, arguments.len())?;
            return Some(self.applied(inlined, arguments, callee.span()));
        }
        self.call_of_path(callee, arguments)
    }

    /// The call of what is no closure. A function of its own, for closures in closures are read one inside the other, and the
    /// stack is finite.
    fn call_of_path(&mut self, callee: &syn::ExprPath, arguments: Option<Vec<Expr>>) -> Option<Expr> {
        if let Some(target) = self.converts_to(callee) {
            let mut arguments = arguments?;
            self.arity(&text(callee), callee, 1, arguments.len())?;
            let value = arguments.remove(0);
            return Some(self.make(ExprKind::Cast(Box::new(value), target), callee.span()));
        }
        if let Some((on, name)) = self.of_number(callee) {
            return self.number_function(on, &name, callee, arguments?);
        }
        if callee.qself.is_some() {
            return self.refuse(callee, &messages::QUALIFIED, &[]);
        }
        let path = &callee.path;
        if let Some((name, local)) = path.get_ident().and_then(|name| Some((name, self.scopes.local(name)?))) {
            if self.refused.contains(&local) {
                return None;
            }
            if self.opaque.get(&local).is_some_and(|opaque| opaque.function.is_some()) {
                return self.call_of_given(local, arguments?, path.span());
            }
            return self.refuse(name, &messages::CALL_OF_VARIABLE, &[&plain(name)]);
        }
        if let Some(Meaning::Function(signature)) = path.get_ident().and_then(|name| self.scopes.find(name)).cloned() {
            let Some(signature) = signature else {
                return self.refuse(path, &messages::LEFT, &[&text(path)]);
            };
            let kind = ExprKind::Call {
                callee: path.to_token_stream(),
                kind: CallKind::Function,
                signature: Some(signature.clone()),
                arguments: arguments?,
            };
            return Some(self.make(kind, path.span()));
        }
        self.mention(path);
        let names = types::names_of(path);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let last = path.segments.last()?;
        match names[..] {
            ["libm", name] => return self.libm(name, path, arguments?),
            ["std" | "core", "cmp", "min" | "max"] | ["cmp", "min" | "max"] => {
                return self.number_function(Type::Infer, &last.ident, callee, arguments?);
            }
            ["std" | "core" | "alloc", module, ..] if module != "collections" => {
                return self.refuse(path, &messages::STD_FUNCTION, &[&text(path)])
            }
            [name] if PRELUDE.contains(&name) => return self.refuse(path, &messages::STD_FUNCTION, &[name]),
            _ => {}
        }
        let known = self.known(path);
        if let Some(Known::Left) = known {
            return self.refuse(path, &messages::LEFT, &[&text(path)]);
        }
        // By convention what begins with a capital is a type or a variant; what is called then is a function of that.
        let is_type = |name: &str| name.starts_with(char::is_uppercase);
        let associated = names.len() > 1 && is_type(names[names.len() - 2]);
        if let Some(collection) = names
            .iter()
            .find(|name| crate::parse::types::COLLECTIONS.contains(name))
        {
            return self.refuse(path, &messages::COLLECTION, &[collection]);
        }
        if super::super::types::structure(path).is_some() {
            return self.constructor(path, arguments?);
        }
        let is_std = associated && (STD_TYPES.contains(&names[names.len() - 2]) || names[0] == "std");
        if let (Some(of), false) = (super::variants::of_path(path), is_std) {
            return Some(self.made_variant(path, &of, arguments?));
        }
        let is_std = associated && STD_TYPES.contains(&names[names.len() - 2]);
        if is_std || is_type(names[names.len() - 1]) {
            return self.refuse(path, &messages::ASSOCIATED, &[&text(path)]);
        }
        let with_arguments = path.segments.iter().filter(|segment| !segment.arguments.is_none());
        // Those of the type stay as they are, those of the function go to its halves.
        let mut refused = with_arguments.filter(|segment| !associated && !std::ptr::eq(*segment, last));
        if let Some(segment) = refused.next() {
            return self.refuse(&segment.arguments, &messages::GENERIC_CALL, &[]);
        }
        self.mention_all(last.arguments.to_token_stream());
        let own = names.len() == 1 && path.leading_colon.is_none() && last.ident == self.name;
        let signature = match known {
            Some(Known::Function(signature)) => Some(signature),
            _ if own => self.own.clone(),
            _ => None,
        };
        let kind = ExprKind::Call {
            callee: path.to_token_stream(),
            kind: if associated {
                CallKind::Associated
            } else {
                CallKind::Function
            },
            signature: signature.map(Rc::new),
            arguments: arguments?,
        };
        Some(self.make(kind, path.span()))
    }

    /// `f64::exp(x)`: the method of this name, or a conversion.
    fn number_function(
        &mut self,
        on: Type,
        name: &Ident,
        callee: &syn::ExprPath,
        mut arguments: Vec<Expr>,
    ) -> Option<Expr> {
        let written = text(callee);
        if name == "from" && arguments.len() == 1 {
            let value = arguments.remove(0);
            let source = match on {
                Type::Float(float) => self.types.source(float),
                _ => None,
            };
            let generic = matches!(on, Type::Float(float) if float.is_param());
            if generic && source.is_none() && has_inexact_literal(&value) {
                return self.refuse(callee, &messages::LITERAL_TYPE, &[]);
            }
            let value = self.of_type(value, source.unwrap_or(Type::Infer));
            return Some(self.make(ExprKind::Cast(Box::new(value), on), name.span()));
        }
        if arguments.is_empty() {
            return self.number_constant(on, name, callee);
        }
        if let Some(operation) = self.operator_function(name, &mut arguments) {
            return Some(operation);
        }
        let Some(method) = Method::from_name(&name.to_string()) else {
            return self.refuse(callee, &messages::STD_FUNCTION, &[&written]);
        };
        self.arity(&written, callee, 1 + method.arguments(), arguments.len())?;
        let receiver = Box::new(arguments.remove(0));
        Some(self.make(
            ExprKind::Method {
                receiver,
                name: name.clone(),
                method,
                arguments,
                on,
            },
            name.span(),
        ))
    }

    fn libm(&mut self, name: &str, path: &syn::Path, arguments: Vec<Expr>) -> Option<Expr> {
        let Some((primitive, float)) = Primitive::from_libm(name) else {
            return self.special(name, path, arguments);
        };
        self.arity(&text(path), path, primitive.arity(), arguments.len())?;
        Some(self.make(
            ExprKind::Libm {
                primitive,
                float,
                arguments,
            },
            path.span(),
        ))
    }

    /// A function of `libm` that the library has a rule for, with the feature `special`.
    fn special(&mut self, name: &str, path: &syn::Path, arguments: Vec<Expr>) -> Option<Expr> {
        const FUNCTIONS: [(&str, &str); 10] = [
            ("erf", "erf"),
            ("erfc", "erfc"),
            ("tgamma", "gamma"),
            ("lgamma", "ln_gamma"),
            ("j0", "j0"),
            ("j1", "j1"),
            ("jn", "jn"),
            ("y0", "y0"),
            ("y1", "y1"),
            ("yn", "yn"),
        ];
        let written = text(path);
        let Some((_, rule)) = FUNCTIONS.into_iter().find(|(known, _)| *known == name) else {
            return self.refuse(path, &messages::STD_FUNCTION, &[&written]);
        };
        if !cfg!(any(test, feature = "special")) {
            let without = format!("{written}` without the feature `special");
            return self.refuse(path, &messages::STD_FUNCTION, &[&without]);
        }
        let float = Type::Float(Float::F64);
        let parameters = match name {
            "jn" | "yn" => vec![Type::Int(Int::I32), float.clone()],
            _ => vec![float.clone()],
        };
        self.arity(&written, path, parameters.len(), arguments.len())?;
        let rule = Ident::new(rule, path.span());
        let signature = Signature::plain(parameters, float);
        Some(self.library_call(quote!(special::#rule), signature, arguments, path.span()))
    }

    /// A call of a function of the library, by its path there.
    pub(super) fn library_call(
        &mut self,
        callee: TokenStream,
        signature: Signature,
        arguments: Vec<Expr>,
        span: Span,
    ) -> Expr {
        let kind = ExprKind::Call {
            callee,
            kind: CallKind::Library,
            signature: Some(Rc::new(signature)),
            arguments,
        };
        self.make(kind, span)
    }

    /// Refuses a wrong number of arguments.
    pub(super) fn arity(&mut self, name: &str, at: impl ToTokens, expected: usize, given: usize) -> Option<()> {
        if expected == given {
            return Some(());
        }
        let expected = counted(expected);
        self.refuse(at, &messages::ARGUMENTS, &[name, &expected])
    }
}

/// `std::…` or `Box::…`, of which no function has a derivative that takes functions.
fn is_of_std(function: &syn::Expr) -> bool {
    let syn::Expr::Path(path) = inner(function) else {
        return false;
    };
    let segments = &path.path.segments;
    let first = segments.first().filter(|_| segments.len() > 1);
    let owner = segments.iter().rev().nth(1);
    first.is_some_and(|first| ["std", "core", "alloc"].iter().any(|name| first.ident == name))
        || owner.is_some_and(|owner| STD_TYPES.iter().any(|name| owner.ident == name))
}

/// `Some`, `Ok` or `Err`.
fn outcome(function: &syn::Expr) -> Option<&'static str> {
    let syn::Expr::Path(path) = inner(function) else {
        return None;
    };
    let last = path.path.segments.last()?;
    ["Some", "Ok", "Err"].into_iter().find(|name| last.ident == name)
}

/// Whether a literal in this is another number as an `f32` than as an `f64`, and does not say which it is.
fn has_inexact_literal(e: &Expr) -> bool {
    if let ExprKind::Float {
        value,
        value32,
        suffix: None,
    } = e.kind
    {
        return f64::from(value32) != value;
    }
    let mut found = false;
    e.each_child(&mut |child| found |= has_inexact_literal(child));
    found
}
