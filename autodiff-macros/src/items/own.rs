//! What `Self` stands for, where the compiler has to know it.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::ToTokens;

/// Writes the types that an `impl` declares in the place of `Self::Output`; and, if `own` is given, that in the place of
/// `Self`.
pub fn resolved(tokens: TokenStream, declared: &[(Ident, syn::Type)], own: Option<&syn::Type>) -> TokenStream {
    let mut out: Vec<TokenTree> = vec![];
    for token in tokens {
        let token = match token {
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), resolved(group.stream(), declared, own));
                inner.set_span(group.span());
                TokenTree::Group(inner)
            }
            token => token,
        };
        if let (TokenTree::Ident(name), true) = (&token, ends_with_own_path(&out)) {
            if let Some((_, ty)) = declared.iter().find(|(known, _)| known == name) {
                out.truncate(out.len() - 3);
                out.extend(ty.to_token_stream());
                continue;
            }
        }
        out.push(token);
    }
    let Some(own) = own else {
        return out.into_iter().collect();
    };
    let own = |token: TokenTree| match &token {
        TokenTree::Ident(name) if name == "Self" => own.to_token_stream(),
        _ => token.into(),
    };
    out.into_iter().map(own).collect()
}

/// `… Self::`
fn ends_with_own_path(tokens: &[TokenTree]) -> bool {
    let colon = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ':');
    match tokens {
        [.., TokenTree::Ident(own), first, second] => own == "Self" && colon(first) && colon(second),
        _ => false,
    }
}
