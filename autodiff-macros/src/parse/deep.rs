//! Expressions in very many parentheses. A parser recurses, with much stack for each level, where this compiler needs
//! little: so what stands in deep parentheses is cut out before the function is parsed, and parsed when the fence comes
//! to it. In its place stands a name.

use crate::parse::scope::plain;
use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};

/// After so many parentheses around it, an expression is cut out.
const LEVELS: usize = 32;

/// The expressions that were cut out.
#[derive(Default)]
pub struct Deep {
    /// What their names begin with: nothing in the function does.
    prefix: String,
    cut: Vec<TokenStream>,
}

impl Deep {
    /// Cuts the deep expressions out of a function.
    pub fn cut(tokens: TokenStream) -> (TokenStream, Deep) {
        let mut deep = Deep::default();
        if !is_deep(tokens.clone(), LEVELS) {
            return (tokens, deep);
        }
        deep.prefix = "__deep_".to_string();
        while mentions(tokens.clone(), &deep.prefix) {
            deep.prefix.push('_');
        }
        let tokens = deep.shallow(tokens, 0);
        (tokens, deep)
    }

    pub fn is_empty(&self) -> bool {
        self.cut.is_empty()
    }

    /// What stands in the place of this name.
    pub fn find(&self, name: &Ident) -> Option<&TokenStream> {
        if !self.is_name(name) {
            return None;
        }
        self.cut
            .get(plain(name).strip_prefix(&self.prefix)?.parse::<usize>().ok()?)
    }

    /// Whether this name stands for an expression.
    pub fn is_name(&self, name: &Ident) -> bool {
        !self.is_empty() && plain(name).starts_with(&self.prefix)
    }

    fn shallow(&mut self, tokens: TokenStream, level: usize) -> TokenStream {
        let shallow = |tree| match tree {
            TokenTree::Group(group) => {
                let parentheses = group.delimiter() == Delimiter::Parenthesis;
                let inside = match parentheses && level + 1 >= LEVELS {
                    true => self.parts(group.stream()),
                    false => self.shallow(group.stream(), level + usize::from(parentheses)),
                };
                let mut shallow = Group::new(group.delimiter(), inside);
                shallow.set_span(group.span());
                TokenTree::Group(shallow)
            }
            other => other,
        };
        tokens.into_iter().map(shallow).collect()
    }

    /// Cuts out what stands between commas, as far as it goes any deeper.
    fn parts(&mut self, tokens: TokenStream) -> TokenStream {
        let mut out = TokenStream::new();
        let mut part: Vec<TokenTree> = vec![];
        for tree in tokens {
            match &tree {
                TokenTree::Punct(punct) if punct.as_char() == ',' => {
                    out.extend(self.part(std::mem::take(&mut part)));
                    out.extend([tree]);
                }
                _ => part.push(tree),
            }
        }
        out.extend(self.part(part));
        out
    }

    fn part(&mut self, part: Vec<TokenTree>) -> Vec<TokenTree> {
        let span = match part.iter().find(|tree| matches!(tree, TokenTree::Group(_))) {
            Some(_) => part[0].span(),
            None => return part,
        };
        let inside = self.shallow(part.into_iter().collect(), 0);
        self.cut.push(inside);
        vec![TokenTree::Ident(Ident::new(
            &format!("{}{}", self.prefix, self.cut.len() - 1),
            span,
        ))]
    }
}

/// Whether parentheses nest as deep as this.
fn is_deep(tokens: TokenStream, levels: usize) -> bool {
    levels == 0
        || tokens.into_iter().any(|tree| match tree {
            TokenTree::Group(group) => is_deep(
                group.stream(),
                levels - usize::from(group.delimiter() == Delimiter::Parenthesis),
            ),
            _ => false,
        })
}

/// Whether an identifier begins so.
fn mentions(tokens: TokenStream, prefix: &str) -> bool {
    tokens.into_iter().any(|tree| match tree {
        TokenTree::Group(group) => mentions(group.stream(), prefix),
        TokenTree::Ident(name) => plain(&name).starts_with(prefix),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// Takes the attribute `#[constant]` from the parameters of a function, without parsing the rest.
pub fn without_markers(function: TokenStream) -> TokenStream {
    let mut angles = 0usize;
    let mut named = false;
    let mut after_dash = false;
    let mut done = false;
    let unmarked = |tree: TokenTree| {
        match &tree {
            TokenTree::Ident(word) if word == "fn" => named = true,
            TokenTree::Punct(punct) if named && !done => {
                match punct.as_char() {
                    '<' => angles += 1,
                    '>' if !after_dash => angles = angles.saturating_sub(1),
                    _ => {}
                }
                after_dash = punct.as_char() == '-';
            }
            TokenTree::Group(group) if named && !done && angles == 0 && group.delimiter() == Delimiter::Parenthesis => {
                done = true;
                let mut parameters = Group::new(Delimiter::Parenthesis, unmarked_parameters(group.stream()));
                parameters.set_span(group.span());
                return TokenTree::Group(parameters);
            }
            _ => {}
        }
        tree
    };
    function.into_iter().map(unmarked).collect()
}

fn unmarked_parameters(tokens: TokenStream) -> TokenStream {
    let mut out = vec![];
    let mut tokens = tokens.into_iter().peekable();
    while let Some(tree) = tokens.next() {
        let hash = matches!(&tree, TokenTree::Punct(punct) if punct.as_char() == '#');
        let marker = matches!(tokens.peek(), Some(TokenTree::Group(group)) if is_marker(group.stream()));
        match hash && marker {
            true => _ = tokens.next(),
            false => out.push(tree),
        }
    }
    out.into_iter().collect()
}

/// Whether the attribute is ours; one with arguments has been refused.
fn is_marker(attribute: TokenStream) -> bool {
    matches!(attribute.into_iter().next(), Some(TokenTree::Ident(name)) if name == "constant")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proc_macro2::Span;
    use quote::quote;

    #[test]
    fn shallow_functions_stay_as_they_are() {
        let tokens = quote!(
            fn f(x: f64) -> f64 {
                g((x + 1.0), (x, 2.0))
            }
        );
        let (shallow, deep) = Deep::cut(tokens.clone());
        assert_eq!(shallow.to_string(), tokens.to_string());
        assert!(deep.cut.is_empty());
    }

    #[test]
    fn deep_parts_are_cut_out() {
        let source = format!(
            "{} g(x, (y + 1.0), __deep_7), z {}",
            "(".repeat(LEVELS),
            ")".repeat(LEVELS)
        );
        let (shallow, deep) = Deep::cut(source.parse().expect("tokens"));
        assert!(shallow.to_string().contains("__deep__0 , z"), "{shallow}");
        let name = Ident::new("__deep__0", Span::call_site());
        assert_eq!(
            deep.find(&name).map(ToString::to_string).as_deref(),
            Some("g (x , (y + 1.0) , __deep_7)")
        );
        assert!(deep.find(&Ident::new("__deep_7", Span::call_site())).is_none());
    }

    #[test]
    fn markers_are_taken_from_parameters_alone() {
        let marked = quote! {
            #[inline] pub fn f<F: Fn(#[constant] f64) -> f64, const N: usize>(#[constant] x: f64, #[allow(unused)] y: f64) -> f64 {
                #[constant] let z = x; z
            }
        };
        let expected = quote! {
            #[inline] pub fn f<F: Fn(#[constant] f64) -> f64, const N: usize>(x: f64, #[allow(unused)] y: f64) -> f64 {
                #[constant] let z = x; z
            }
        };
        assert_eq!(without_markers(marked).to_string(), expected.to_string());
    }
}
