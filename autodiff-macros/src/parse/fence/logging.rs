//! Statements that do not matter: `dbg!`, and the macros of `log` and `tracing`. They run where they stand, once.

use super::message::Arguments;
use super::*;
use proc_macro2::{TokenStream, TokenTree};
use quote::quote_spanned;
use syn::parse::Parser;
use syn::punctuated::Punctuated;

/// A macro of `log` or `tracing`, if the path says of which.
#[derive(Clone, Copy)]
pub(super) struct Level {
    /// The crate; none for a name that was imported.
    krate: Option<&'static str>,
    level: &'static str,
}

/// `info`, `log::info`, `tracing::info` and their kin.
pub(super) fn level(name: &str) -> Option<Level> {
    const LEVELS: [&str; 5] = ["trace", "debug", "info", "warn", "error"];
    let (krate, name) = match name.split_once("::") {
        Some(("log", name)) => (Some("log"), name),
        Some(("tracing", name)) => (Some("tracing"), name),
        Some(_) => return None,
        None => (None, name),
    };
    let level = LEVELS.into_iter().find(|level| *level == name)?;
    Some(Level { krate, level })
}

impl Fence<'_> {
    /// `{ let value = e; eprintln!("[…] e = {:#?}", value); value }`, of several a tuple.
    pub(super) fn dbg(&mut self, e: &syn::Macro) -> Option<Expr> {
        let span = e.path.span();
        let Ok(arguments) = Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated.parse2(e.tokens.clone()) else {
            return self.refuse(&e.path, &messages::MACRO_ARGUMENTS, &[&text(&e.path)]);
        };
        let values = self.expressions(&arguments)?;
        let mut statements = vec![];
        let mut results = vec![];
        for (written, value) in arguments.iter().zip(values) {
            let local = self.hidden(span);
            statements.push(Statement::Let {
                pattern: Pattern::Bind(local),
                ty: Type::Infer,
                init: Some(value),
            });
            let shown = self.local(local, span);
            statements.push(self.shown(span, Some((written, shown))));
            results.push(self.local(local, span));
        }
        let result = match (results.len(), arguments.trailing_punct()) {
            (0, _) => {
                statements.push(self.shown(span, None));
                None
            }
            (1, _) => results.pop(),
            _ => Some(self.make(ExprKind::Tuple(results), span)),
        };
        Some(self.braced(statements, result, span))
    }

    /// What `dbg!` prints.
    fn shown(&mut self, span: Span, value: Option<(&syn::Expr, Expr)>) -> Statement {
        let mut inside = Arguments::default();
        let format = match value {
            Some(_) => "[{}:{}:{}] {} = {:#?}",
            None => "[{}:{}:{}]",
        };
        inside.push_tokens(quote_spanned!(span=> #format));
        inside.push_tokens(quote_spanned!(span=> ::core::file!(), ::core::line!(), ::core::column!()));
        if let Some((written, value)) = value {
            inside.push_tokens(quote_spanned!(span=> ::core::stringify!(#written)));
            inside.push(TokenStream::new(), value);
        }
        let (pieces, arguments) = inside.finish();
        let kept = Macro {
            path: quote_spanned!(span=> ::std::eprintln),
            pieces,
            arguments,
            kind: MacroKind::Print,
        };
        Statement::Expr(self.make(ExprKind::Macro(kept), span))
    }

    /// A macro of `log` or `tracing`. Its arguments are computed only where the level is on: what could panic or print
    /// is asked for only then.
    pub(super) fn log(&mut self, e: &syn::Macro, Level { krate, level }: Level) -> Option<Expr> {
        let (target, rest) = target(&e.tokens);
        let message = Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated.parse2(rest);
        let message: Vec<syn::Expr> = match message {
            Ok(message) if !message.is_empty() => message.into_iter().collect(),
            _ => return self.refuse(&e.path, &messages::MACRO_ARGUMENTS, &[&text(&e.path)]),
        };
        self.mention_all(target.clone());
        let harmless = message.iter().all(|e| self.is_trivial(e) || self.is_verbatim(e));
        let mut arguments = Arguments::default();
        if !target.is_empty() {
            arguments.push_tokens(target.clone());
        }
        self.message(e, &message, &mut arguments)?;
        let (pieces, arguments) = arguments.finish();
        let kind = match (harmless, krate) {
            (false, None) => MacroKind::Log,
            _ => MacroKind::Print,
        };
        let kept = Macro {
            path: e.path.to_token_stream(),
            pieces,
            arguments,
            kind,
        };
        let span = e.path.span();
        let kept = self.make(ExprKind::Macro(kept), span);
        let Some(krate) = krate.filter(|_| !harmless) else {
            return Some(kept);
        };
        let root = Ident::new(krate, span);
        let root = match e.path.leading_colon {
            Some(_) => quote_spanned!(span=> ::#root),
            None => quote_spanned!(span=> #root),
        };
        let target = (!target.is_empty()).then(|| quote_spanned!(span=> #target,));
        let enabled = match krate {
            "log" => {
                let level = Ident::new(&capitalized(level), span);
                quote_spanned!(span=> #root::log_enabled!(#target #root::Level::#level))
            }
            _ => {
                let level = Ident::new(&level.to_uppercase(), span);
                quote_spanned!(span=> #root::enabled!(#target #root::Level::#level))
            }
        };
        self.only_if(enabled, kept)
    }
}

fn capitalized(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_uppercase() + rest
}

/// `target: "…"`, and what comes behind it.
fn target(tokens: &TokenStream) -> (TokenStream, TokenStream) {
    let all: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let is_target = matches!(&all[..], [TokenTree::Ident(name), TokenTree::Punct(colon), TokenTree::Literal(_), TokenTree::Punct(comma), ..]
        if name == "target" && colon.as_char() == ':' && comma.as_char() == ',');
    match is_target {
        true => (all[..3].iter().cloned().collect(), all[4..].iter().cloned().collect()),
        false => (TokenStream::new(), tokens.clone()),
    }
}
