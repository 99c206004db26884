//! The arguments of the attribute.

use crate::diagnostics::{messages, text, Collector};
use proc_macro2::{Span, TokenStream};
use syn::parse::Parser;
use syn::punctuated::Punctuated;

/// What stands in `#[differentiate(…)]`.
#[derive(Default)]
pub struct Options {
    /// `crate = path`: where generated code finds the façade crate.
    pub krate: Option<syn::Path>,
    /// `skip`: the function is left alone.
    pub skip: bool,
    /// `associated`: it is a function of a type, though nothing in it says so.
    pub associated: bool,
    /// `mode = "forward"`: how the gradient is computed, and where that is said.
    pub mode: Option<(Mode, Span)>,
    /// `reassociate`: sums in loops may be added up in another order.
    pub reassociate: bool,
    /// `alias(Real = f64)`: names of types that stand where the attribute does not see them.
    pub aliases: Vec<(syn::Ident, syn::Type)>,
}

/// How a gradient is computed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    Forward,
    Reverse,
}

/// One argument. `crate = path` is no `Meta`, because `crate` is a keyword and a path is no literal.
struct Argument {
    name: syn::Ident,
    path: Option<syn::Path>,
    mode: Option<(Mode, Span)>,
    aliases: Vec<(syn::Ident, syn::Type)>,
    /// Whatever else follows.
    rest: TokenStream,
}

impl syn::parse::Parse for Argument {
    fn parse(input: syn::parse::ParseStream) -> syn::Result<Argument> {
        use syn::ext::IdentExt;
        let name = input.call(syn::Ident::parse_any)?;
        let mut path = None;
        if input.peek(syn::Token![=]) && name == "crate" {
            input.parse::<syn::Token![=]>()?;
            path = Some(input.call(syn::Path::parse_mod_style)?);
        }
        let mut mode = None;
        if input.peek(syn::Token![=]) && name == "mode" && input.peek2(syn::LitStr) {
            input.parse::<syn::Token![=]>()?;
            let text: syn::LitStr = input.parse()?;
            mode = match text.value().as_str() {
                "forward" => Some((Mode::Forward, text.span())),
                "reverse" => Some((Mode::Reverse, text.span())),
                _ => None,
            };
        }
        let mut aliases = vec![];
        if input.peek(syn::token::Paren) && name == "alias" {
            let inside;
            syn::parenthesized!(inside in input);
            let one = |input: syn::parse::ParseStream| {
                let name = input.parse()?;
                input.parse::<syn::Token![=]>()?;
                Ok((name, input.parse()?))
            };
            let all = inside.parse_terminated(one, syn::Token![,])?;
            aliases.extend(all);
        }
        let mut rest = TokenStream::new();
        while !input.is_empty() && !input.peek(syn::Token![,]) {
            rest.extend([input.parse::<proc_macro2::TokenTree>()?]);
        }
        Ok(Argument {
            name,
            path,
            mode,
            aliases,
            rest,
        })
    }
}

/// Reads the arguments; each unknown one is an error.
pub fn options(tokens: TokenStream, errors: &mut Collector) -> Options {
    let mut options = Options::default();
    let parser = Punctuated::<Argument, syn::Token![,]>::parse_terminated;
    match parser.parse2(tokens.clone()) {
        Ok(arguments) => {
            for argument in arguments {
                let bare = argument.path.is_none()
                    && argument.mode.is_none()
                    && argument.rest.is_empty()
                    && argument.aliases.is_empty();
                match argument.path {
                    None if argument.rest.is_empty() && argument.mode.is_some() && options.mode.is_none() => {
                        options.mode = argument.mode;
                    }
                    None if bare && argument.name == "skip" && !options.skip => options.skip = true,
                    None if bare && argument.name == "reassociate" && !options.reassociate => {
                        options.reassociate = true
                    }
                    None if argument.rest.is_empty() && !argument.aliases.is_empty() => {
                        options.aliases.extend(argument.aliases);
                    }
                    None if bare && argument.name == "associated" && !options.associated => options.associated = true,
                    Some(path) if argument.rest.is_empty() && options.krate.is_none() => options.krate = Some(path),
                    _ => errors.refuse(&argument.name, &messages::OPTION, &[&argument.name.to_string()]),
                }
            }
        }
        Err(error) => errors.refuse_at(error.span(), &messages::OPTION, &[&text(tokens)]),
    }
    options
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::{quote, ToTokens};

    fn read(tokens: TokenStream) -> (Options, Vec<&'static str>) {
        let mut errors = Collector::new();
        let options = options(tokens, &mut errors);
        (options, errors.finish().iter().map(|e| e.code()).collect())
    }

    #[test]
    fn the_crate_can_be_named() {
        let (options, errors) = read(quote!(crate = ::my::differentiate));
        assert_eq!(
            options.krate.map(|path| path.to_token_stream().to_string()),
            Some(":: my :: differentiate".into())
        );
        assert!(errors.is_empty());
        assert!(read(quote!()).1.is_empty());
    }

    #[test]
    fn the_mode_can_be_said() {
        let mode = |tokens| read(tokens).0.mode.map(|(mode, _)| mode);
        assert_eq!(mode(quote!(mode = "forward")), Some(Mode::Forward));
        assert_eq!(mode(quote!(mode = "reverse", crate = a)), Some(Mode::Reverse));
        assert_eq!(mode(quote!()), None);
    }

    #[test]
    fn sums_can_be_allowed_another_order() {
        assert!(!read(quote!()).0.reassociate);
        let (options, errors) = read(quote!(reassociate, mode = "reverse"));
        assert!(options.reassociate && options.mode.is_some() && errors.is_empty());
        assert_eq!(read(quote!(reassociate, reassociate)).1, ["D001"]);
        assert_eq!(read(quote!(reassociate = true)).1, ["D001"]);
    }

    #[test]
    fn types_can_be_said_to_have_other_names() {
        let (options, errors) = read(quote!(alias(Real = f64, State = [Real; 3]), crate = a));
        let aliases = options
            .aliases
            .iter()
            .map(|(name, ty)| format!("{name} = {}", ty.to_token_stream()));
        assert_eq!(aliases.collect::<Vec<_>>(), ["Real = f64", "State = [Real ; 3]"]);
        assert!(options.krate.is_some() && errors.is_empty());
        assert_eq!(read(quote!(alias)).1, ["D001"]);
        assert_eq!(read(quote!(alias())).1, ["D001"]);
        assert_eq!(read(quote!(alias(Real))).1, ["D001"]);
        assert_eq!(read(quote!(alias(Real = f64) = 1)).1, ["D001"]);
    }

    #[test]
    fn every_unknown_argument_is_an_error() {
        assert_eq!(read(quote!(fast, slow = 3, crate)).1, ["D001", "D001", "D001"]);
        assert_eq!(read(quote!(crate = a, crate = b)).1, ["D001"]);
        assert_eq!(read(quote!(1 + 2)).1, ["D001"]);
        assert_eq!(read(quote!(crate = "a")).1, ["D001"]);
        assert_eq!(
            read(quote!(mode = "fast", mode, mode = forward)).1,
            ["D001", "D001", "D001"]
        );
        assert_eq!(read(quote!(mode = "forward", mode = "reverse")).1, ["D001"]);
    }
}
