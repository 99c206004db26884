//! Tokens as a person writes them.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::ToTokens;

/// The tokens of a type or a path with the spaces that rustfmt would leave; `to_string` differs between compilers.
pub fn text(tokens: impl ToTokens) -> String {
    let mut out = String::new();
    write(tokens.to_token_stream(), &mut out);
    out
}

fn write(tokens: TokenStream, out: &mut String) {
    // Whether the last token ends in something that a word must be kept away from.
    let mut after_word = false;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Group(group) => {
                if out.ends_with("mut") {
                    out.push(' ');
                }
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{ ", " }"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                out.push_str(open);
                write(group.stream(), out);
                out.push_str(close);
                after_word = true;
            }
            TokenTree::Punct(punct) => {
                let operator = matches!(punct.as_char(), '=' | '+' | '|') || (punct.as_char() == '-' && after_word);
                if operator && after_word {
                    out.push(' ');
                }
                out.push(punct.as_char());
                let ends = punct.spacing() == Spacing::Alone && tokens.peek().is_some();
                let separates = match punct.as_char() {
                    ',' | ';' => true,
                    ':' => !out.ends_with("::"),
                    '>' => out.ends_with("->"),
                    _ => operator,
                };
                if ends && separates {
                    out.push(' ');
                }
                after_word = false;
            }
            word => {
                if after_word {
                    out.push(' ');
                }
                out.push_str(&word.to_string());
                after_word = true;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::text;
    use quote::quote;

    #[test]
    fn types_read_as_written() {
        let cases = [
            (quote!(&mut [f64]), "&mut [f64]"),
            (quote!(Vec<[f64; 3]>), "Vec<[f64; 3]>"),
            (quote!(impl Fn(f64) + Copy), "impl Fn(f64) + Copy"),
            (quote!(std::f64::consts::PI), "std::f64::consts::PI"),
            (quote!((f64, bool)), "(f64, bool)"),
            (quote!(&'a f64), "&'a f64"),
            (quote!(fn(f64, i8) -> [f64; N]), "fn(f64, i8) -> [f64; N]"),
        ];
        for (tokens, expected) in cases {
            assert_eq!(text(tokens), expected);
        }
    }
}
