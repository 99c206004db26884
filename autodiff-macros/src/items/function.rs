//! One function with what is generated beside it.

use super::stand_in;
use crate::ast::{Signature, StructType, Type};
use crate::diagnostics::Collector;
use crate::fallback;
use crate::parse::signature::{names, seen};
use crate::parse::{self, types, Surroundings};
use crate::pipeline::{self, Place};
use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::{quote, ToTokens};
use std::panic::{catch_unwind, AssertUnwindSafe};
use syn::parse::Parser;

/// A function without its body, which need not be understood.
pub struct Header {
    pub item: syn::ItemFn,
}

/// What is done with a function of a module or an `impl`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Treatment {
    Differentiate,
    /// It has no derivative, but may be called for its value.
    Value,
    Leave,
}

impl Header {
    pub fn of(item: TokenStream) -> Option<Header> {
        let mut tokens: Vec<TokenTree> = item.into_iter().collect();
        match tokens.last_mut()? {
            TokenTree::Group(body) if matches!(body.delimiter(), Delimiter::Brace | Delimiter::None) => {
                *body = Group::new(Delimiter::Brace, TokenStream::new());
            }
            _ => return None,
        }
        let mut unread = Collector::new();
        let source = parse::source(tokens.into_iter().collect(), &mut unread);
        unread.finish();
        source.map(|source| Header { item: source.item })
    }

    /// Whatever takes floats and gives some is differentiated or refused. Other functions are called for their value,
    /// or left alone if their types are not accepted: those that read files, print and the like. `outer` are the
    /// generics around it, `is_plain` says which types have no derivative.
    pub fn treatment(&self, outer: &syn::Generics, is_plain: &dyn Fn(&StructType) -> bool) -> Treatment {
        let signature = &self.item.sig;
        if is_left(&self.item.attrs) {
            return Treatment::Leave;
        }
        let names = names(&[outer, &signature.generics]);
        let (taken, given) = match self.signature(outer) {
            Some(known) => {
                let parameters = known.parameters.iter().zip(&known.places);
                let active = parameters.filter(|(ty, _)| has_derivative(ty, is_plain));
                let written: Vec<bool> = active.map(|(_, &written)| written).collect();
                let in_place = written.contains(&true);
                if matches!(signature.output, syn::ReturnType::Default) && !in_place {
                    return Treatment::Leave;
                }
                (!written.is_empty(), in_place || has_derivative(&known.result, is_plain))
            }
            None if mentions_float(signature.inputs.to_token_stream(), &names)
                && mentions_float(signature.output.to_token_stream(), &names) =>
            {
                return Treatment::Differentiate
            }
            None => return Treatment::Leave,
        };
        match (taken, given) {
            (true, true) => Treatment::Differentiate,
            _ => Treatment::Value,
        }
    }

    /// Whether it is a test, a search or a count: what it gives is no float, and floats are left in no place.
    pub fn gives_no_float(&self, outer: &syn::Generics) -> bool {
        let writes = |known: &Signature| {
            let mut parameters = known.parameters.iter().zip(&known.places);
            parameters.any(|(ty, &written)| written && has_derivative(ty, &|_| false))
        };
        !matches!(self.item.sig.output, syn::ReturnType::Default)
            && self
                .signature(outer)
                .is_some_and(|known| !writes(&known) && !has_derivative(&known.result, &|_| false))
    }

    /// What a caller sees of it, if all its types are accepted. `outer` are the parameters around it.
    pub fn signature(&self, outer: &syn::Generics) -> Option<Signature> {
        match stand_in::of(&self.item.to_token_stream()) {
            Some(stand_in) => seen(&syn::parse2::<syn::ItemFn>(stand_in.read).ok()?.sig, outer),
            None => seen(&self.item.sig, outer),
        }
    }
}

/// Whether attributes say that this is no part of the program, or not to be touched.
pub fn is_left(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let words = attribute.meta.require_list().map(|list| list.tokens.to_string());
        let tests = attribute.path().is_ident("cfg") && words.is_ok_and(|words| words == "test");
        tests || attribute.path().is_ident("test") || is_ours(attribute) && is_skip(attribute)
    })
}

fn is_skip(attribute: &syn::Attribute) -> bool {
    attribute.meta.require_list().is_ok_and(|list| {
        let mut errors = Collector::new();
        let options = parse::options(list.tokens.clone(), &mut errors);
        errors.finish();
        options.skip
    })
}

/// Whether there is a float in it, or a struct that may have some.
fn has_derivative(ty: &Type, is_plain: &dyn Fn(&StructType) -> bool) -> bool {
    match ty {
        Type::Struct(ty) => !is_plain(ty),
        Type::Array(element, _) | Type::Slice(element) => has_derivative(element, is_plain),
        Type::Tuple(all) => all.iter().any(|ty| has_derivative(ty, is_plain)),
        ty => ty.has_float(),
    }
}

fn mentions_float(tokens: TokenStream, names: &types::Names) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(name) => name == "f64" || name == "f32" || names.float(&name).is_some(),
        TokenTree::Group(group) => mentions_float(group.stream(), names),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// What there is around a function, and the function with what that says.
pub type Wider<'a> = dyn Fn() -> Option<(TokenStream, Surroundings)> + 'a;

/// What is generated for this function: its derivatives, or if it was refused, stubs and errors. `errors` are those
/// found before. A function that is refused, or has a type that nothing says, is looked at once more with `wider` surroundings, if there are any.
pub fn generated(
    item: &TokenStream,
    surroundings: &Surroundings,
    place: &Place,
    (mut errors, wider): (Collector, &Wider),
) -> TokenStream {
    let derivatives = |item: &TokenStream, surroundings: &Surroundings, errors: &mut Collector| {
        guarded(|| {
            let mut source = parse::source(item.clone(), errors)?;
            source.surroundings = surroundings.clone();
            pipeline::derivatives(&source, place, errors)
        })
    };
    let before = errors.count();
    let made = derivatives(item, surroundings, &mut errors);
    let is_open = made.is_ok() && before == 0 && !errors.calls_left() && (!errors.is_empty() || errors.has_guessed());
    if let Some((item, surroundings)) = is_open.then(wider).flatten() {
        let mut further = Collector::new();
        let again = derivatives(&item, &surroundings, &mut further);
        if let (Ok(Some(again)), true) = (again, further.finish().is_empty()) {
            errors.finish();
            return again;
        }
    }
    let errors: Vec<TokenStream> = errors.finish().into_iter().map(|error| error.to_tokens()).collect();
    let stubs = |errors| match &place.operator {
        Some(operator) => fallback::rule(operator, &place.runtime(), errors),
        None => fallback::stubs(item, errors, place.associated.is_some()),
    };
    match made {
        Err(bug) => stubs(vec![bug]),
        Ok(Some(derivatives)) if errors.is_empty() => derivatives,
        Ok(None) if errors.is_empty() => stubs(vec![bug("nothing was refused, and there is no derivative")]),
        Ok(_) => stubs(errors),
    }
}

/// What is generated for a function that is called for its value alone.
pub fn value(item: &TokenStream, surroundings: &Surroundings, place: &Place) -> TokenStream {
    let mut unread = Collector::new();
    let generated = guarded(|| {
        let mut source = parse::source(item.clone(), &mut unread)?;
        source.surroundings = surroundings.clone();
        pipeline::value(&source, place, &mut unread)
    });
    unread.finish();
    match generated {
        Ok(generated) => generated.unwrap_or_default(),
        Err(bug) => bug,
    }
}

/// A panic in the compiler is a bug of the compiler, and is reported as such.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, TokenStream> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let text = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or(panic.downcast_ref::<&str>().copied());
        bug(text.unwrap_or("a panic without a message"))
    })
}

fn bug(text: &str) -> TokenStream {
    let text = format!(
        "this is a bug in `differentiate`, not in your code: {text}\n  = help: please report it with this function"
    );
    syn::Error::new(Span::call_site(), text).to_compile_error()
}

/// The function without the attributes that are ours: those of parameters, and those of the function itself.
pub fn plain(item: TokenStream) -> TokenStream {
    let once = |input: syn::parse::ParseStream| {
        let attributes = input.call(syn::Attribute::parse_outer)?;
        let attributes = attributes.iter().filter(|attribute| !is_ours(attribute));
        let rest: TokenStream = input.parse()?;
        Ok(quote!(#(#attributes)* #rest))
    };
    let item = once.parse2(item.clone()).unwrap_or(item);
    parse::without_markers(item)
}

pub fn is_ours(attribute: &syn::Attribute) -> bool {
    attribute
        .path()
        .segments
        .last()
        .is_some_and(|last| last.ident == "differentiate")
}
