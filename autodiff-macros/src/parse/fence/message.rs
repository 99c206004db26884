//! The message of a kept macro: its format string and arguments.

use crate::ast::Expr;
use proc_macro2::TokenStream;
use quote::quote;

/// The arguments of a macro call as pieces of tokens around expressions.
#[derive(Default)]
pub(super) struct Arguments {
    pieces: Vec<TokenStream>,
    arguments: Vec<Expr>,
    /// What comes after the last expression.
    open: TokenStream,
}

impl Arguments {
    /// Adds an argument that stays as it is.
    pub fn push_tokens(&mut self, tokens: TokenStream) {
        self.separate();
        self.open.extend(tokens);
    }

    /// Adds an expression, after `prefix`.
    pub fn push(&mut self, prefix: TokenStream, argument: Expr) {
        self.separate();
        self.open.extend(prefix);
        self.pieces.push(std::mem::take(&mut self.open));
        self.arguments.push(argument);
    }

    fn separate(&mut self) {
        if !self.arguments.is_empty() || !self.open.is_empty() {
            self.open.extend(quote!(,));
        }
    }

    pub fn finish(mut self) -> (Vec<TokenStream>, Vec<Expr>) {
        self.pieces.push(self.open);
        (self.pieces, self.arguments)
    }
}

/// The names that a format string captures, each once: of values, `{x}`, and of widths and precisions, `{:.digits$}`.
pub(super) fn captures(format: &str) -> Vec<String> {
    let mut names: Vec<String> = vec![];
    // An escaped brace would look like the start of a placeholder.
    let format = format.replace("{{", "").replace("}}", "");
    for part in format.split('{').skip(1) {
        let placeholder = part.split('}').next().unwrap_or_default();
        let (value, spec) = placeholder.split_once(':').unwrap_or((placeholder, ""));
        let mut found = vec![value.trim()];
        for before in spec.split('$').rev().skip(1) {
            let start = before
                .rfind(|c: char| !(c.is_alphanumeric() || c == '_'))
                .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
            found.push(&before[start..]);
        }
        for name in found {
            let is_name = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
            if is_name && !names.iter().any(|known| known == name) {
                names.push(name.to_string());
            }
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::captures;

    #[test]
    fn captured_names_are_found() {
        assert_eq!(captures("{x} and {y:?}, {} {0} {z:>8.3} {x}"), ["x", "y", "z"]);
        assert_eq!(captures("{{not}} {a:width$.digits$}"), ["a", "digits", "width"]);
        assert_eq!(captures("{:1$} {:.*}"), Vec::<String>::new());
        assert_eq!(captures("{"), Vec::<String>::new());
    }
}
