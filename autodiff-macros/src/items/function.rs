//! One function with what is generated beside it.

use crate::ast::Signature;
use crate::diagnostics::Collector;
use crate::fallback;
use crate::parse::signature::free_parameters;
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

    /// Whatever has floats is differentiated or refused, but for functions that take none and whose types are not
    /// accepted: those that read files, print and the like.
    pub fn treatment(&self, outer: &syn::Generics) -> Treatment {
        let signature = &self.item.sig;
        if is_left(&self.item.attrs) {
            return Treatment::Leave;
        }
        let names = names(&[outer, &signature.generics]);
        let taken = has_float(signature.inputs.to_token_stream(), &names);
        let given = has_float(signature.output.to_token_stream(), &names);
        match (taken, given) {
            (true, true) => Treatment::Differentiate,
            _ if self.signature(outer).is_none() => Treatment::Leave,
            (false, true) => Treatment::Differentiate,
            (_, false) => Treatment::Value,
        }
    }

    /// What a caller sees of it, if all its types are accepted. `outer` are the parameters around it.
    pub fn signature(&self, outer: &syn::Generics) -> Option<Signature> {
        let signature = &self.item.sig;
        let names = names(&[outer, &signature.generics]);
        let mut unread = Collector::new();
        let parameters = signature.inputs.iter().map(|input| match input {
            syn::FnArg::Typed(input) => types::parameter(&input.ty, &names, &mut unread),
            syn::FnArg::Receiver(_) => None,
        });
        let parameters = parameters.collect::<Option<Vec<_>>>();
        let result = match &signature.output {
            syn::ReturnType::Default => None,
            syn::ReturnType::Type(_, ty) => types::result(ty, &names, &mut unread),
        };
        unread.finish();
        Some(Signature {
            parameters: parameters?,
            result: result?,
            generics: [free_parameters(outer), free_parameters(&signature.generics)].concat(),
        })
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

/// What names of types mean within these generics.
fn names(all: &[&syn::Generics]) -> types::Names {
    let mut names = types::Names::default();
    all.iter().for_each(|generics| names.declare(generics));
    names
}

fn has_float(tokens: TokenStream, names: &types::Names) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(name) => name == "f64" || name == "f32" || names.float(&name).is_some(),
        TokenTree::Group(group) => has_float(group.stream(), names),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// What is generated for this function: its derivatives, or if it was refused, stubs and errors. `errors` are those
/// found before.
pub fn generated(item: &TokenStream, surroundings: &Surroundings, place: &Place, mut errors: Collector) -> TokenStream {
    let derivatives = guarded(|| {
        let mut source = parse::source(item.clone(), &mut errors)?;
        source.surroundings = surroundings.clone();
        pipeline::derivatives(&source, place, &mut errors)
    });
    let errors: Vec<TokenStream> = errors.finish().into_iter().map(|error| error.to_tokens()).collect();
    let stubs = |error| fallback::stubs(item, error, place.associated.is_some());
    match (derivatives, &errors[..]) {
        (Err(bug), _) => stubs(bug),
        (Ok(Some(derivatives)), []) => derivatives,
        (Ok(None), []) => stubs(bug("nothing was refused, and there is no derivative")),
        (Ok(_), [first, others @ ..]) => {
            let stubs = stubs(first.clone());
            quote!(#stubs #(#others)*)
        }
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
