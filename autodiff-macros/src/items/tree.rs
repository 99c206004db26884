//! A module or an `impl` block, taken apart into its items without parsing them: what is not differentiated is given
//! back token by token, whatever it is.

use super::function::plain;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// An item as tokens.
pub enum Tree {
    Function(TokenStream),
    Module(Block),
    Impl(Block),
    Other(TokenStream),
}

impl Tree {
    /// The tokens of a function.
    pub fn function(&self) -> Option<&TokenStream> {
        match self {
            Tree::Function(tokens) => Some(tokens),
            _ => None,
        }
    }
}

/// An item whose items stand in braces.
pub struct Block {
    /// What stands before the braces.
    pub head: TokenStream,
    braces: Group,
    pub items: Vec<Tree>,
}

impl Block {
    /// The block with these items, without our attributes.
    pub fn with(&self, items: TokenStream) -> TokenStream {
        let mut braces = Group::new(Delimiter::Brace, items);
        braces.set_span(self.braces.span());
        let mut tokens = plain(self.head.clone());
        tokens.extend([TokenTree::Group(braces)]);
        tokens
    }

    /// The block with its items as they were.
    pub fn whole(&self) -> TokenStream {
        self.with(self.braces.stream())
    }

    /// The block with nothing in it.
    pub fn empty(&self) -> TokenStream {
        self.with(TokenStream::new())
    }
}

/// What an item begins with, as far as it says where the item ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Function,
    Module,
    Impl,
    /// Ends with a semicolon, whatever braces come before that: a constant, an import, a type alias.
    Statement,
    Other,
}

/// The items that the tokens are.
pub fn split(tokens: TokenStream) -> Vec<Tree> {
    let mut items = vec![];
    let mut item = Open::default();
    for token in tokens {
        if let (true, TokenTree::Group(group)) = (item.is_at_start(), &token) {
            // An item that `macro_rules!` passed on.
            if group.delimiter() == Delimiter::None && group.stream().into_iter().last().is_some_and(|last| ends(&last))
            {
                let mut inner = split(group.stream());
                if let Some(first) = inner.first_mut() {
                    first.prepend(std::mem::take(&mut item).tokens);
                }
                items.extend(inner);
                continue;
            }
        }
        if item.push(token) {
            items.push(std::mem::take(&mut item).close());
        }
    }
    if !item.tokens.is_empty() {
        items.push(item.close());
    }
    items
}

fn ends(token: &TokenTree) -> bool {
    match token {
        TokenTree::Punct(punct) => punct.as_char() == ';',
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Ident(_) | TokenTree::Literal(_) => false,
    }
}

/// An item of which not all tokens have come.
#[derive(Default)]
struct Open {
    tokens: Vec<TokenTree>,
    kind: Option<Kind>,
    /// The word before, where it could be the keyword and does not say enough: `const`, `extern`.
    word: Option<String>,
    angles: usize,
    after_dash: bool,
}

impl Open {
    /// Whether nothing but attributes has come.
    fn is_at_start(&self) -> bool {
        self.tokens.iter().all(|token| match token {
            TokenTree::Punct(punct) => punct.as_char() == '#',
            TokenTree::Group(group) => group.delimiter() == Delimiter::Bracket,
            TokenTree::Ident(_) | TokenTree::Literal(_) => false,
        })
    }

    /// Takes the next token; whether the item ends with it.
    fn push(&mut self, token: TokenTree) -> bool {
        if self.kind.is_none() {
            self.kind = self.kind_at(&token);
        }
        let after_dash = std::mem::take(&mut self.after_dash);
        let end = match &token {
            TokenTree::Punct(punct) => {
                match punct.as_char() {
                    '<' => self.angles += 1,
                    '>' if !after_dash => self.angles = self.angles.saturating_sub(1),
                    _ => {}
                }
                self.after_dash = matches!(punct.as_char(), '-' | '=');
                punct.as_char() == ';'
            }
            TokenTree::Group(group) => match group.delimiter() {
                Delimiter::Brace => self.kind != Some(Kind::Statement) && self.angles == 0,
                // `#![…]`
                Delimiter::Bracket => {
                    matches!(&self.tokens[..], [hash, bang] if is_punct(hash, '#') && is_punct(bang, '!'))
                }
                // A body that `macro_rules!` passed on.
                Delimiter::None => self.kind == Some(Kind::Function) && is_block(group.stream()) && self.angles == 0,
                Delimiter::Parenthesis => false,
            },
            TokenTree::Ident(_) | TokenTree::Literal(_) => false,
        };
        self.tokens.push(token);
        end
    }

    fn kind_at(&mut self, token: &TokenTree) -> Option<Kind> {
        let TokenTree::Ident(word) = token else {
            return None;
        };
        let word = word.to_string();
        let before = self.word.replace(word.clone());
        match (before.as_deref(), word.as_str()) {
            (_, "fn") => Some(Kind::Function),
            (_, "mod") => Some(Kind::Module),
            (_, "impl") => Some(Kind::Impl),
            (_, "use" | "static" | "type") | (Some("extern"), "crate") => Some(Kind::Statement),
            (_, "struct" | "enum" | "union" | "trait" | "macro") => Some(Kind::Other),
            (Some("const"), "unsafe" | "async" | "extern") => None,
            (Some("const"), _) => Some(Kind::Statement),
            _ => None,
        }
    }

    fn close(mut self) -> Tree {
        let block = |mut tokens: Vec<TokenTree>| match tokens.pop() {
            Some(TokenTree::Group(braces)) if braces.delimiter() == Delimiter::Brace => Ok(Block {
                head: tokens.into_iter().collect(),
                items: split(braces.stream()),
                braces,
            }),
            last => {
                tokens.extend(last);
                Err(tokens.into_iter().collect())
            }
        };
        let tokens = std::mem::take(&mut self.tokens);
        match self.kind {
            Some(Kind::Function) => Tree::Function(tokens.into_iter().collect()),
            Some(Kind::Module) => block(tokens).map_or_else(Tree::Other, Tree::Module),
            Some(Kind::Impl) => block(tokens).map_or_else(Tree::Other, Tree::Impl),
            _ => Tree::Other(tokens.into_iter().collect()),
        }
    }
}

impl Tree {
    /// Puts attributes before the item.
    fn prepend(&mut self, attributes: Vec<TokenTree>) {
        let tokens = match self {
            Tree::Function(tokens) | Tree::Other(tokens) => tokens,
            Tree::Module(block) | Tree::Impl(block) => &mut block.head,
        };
        *tokens = attributes.into_iter().chain(std::mem::take(tokens)).collect();
    }
}

fn is_punct(token: &TokenTree, c: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == c)
}

fn is_block(tokens: TokenStream) -> bool {
    let mut tokens = tokens.into_iter();
    matches!((tokens.next(), tokens.next()), (Some(TokenTree::Group(group)), None) if group.delimiter() == Delimiter::Brace)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(source: &str) -> String {
        let tokens: TokenStream = source.parse().expect("tokens");
        let items = split(tokens.clone());
        let whole: TokenStream = items.iter().map(again).collect();
        assert_eq!(whole.to_string(), tokens.to_string(), "every token is given back");
        items.iter().map(show).collect::<Vec<_>>().join(" ")
    }

    fn again(item: &Tree) -> TokenStream {
        match item {
            Tree::Function(tokens) | Tree::Other(tokens) => tokens.clone(),
            Tree::Module(block) | Tree::Impl(block) => block.with(block.items.iter().map(again).collect()),
        }
    }

    fn show(item: &Tree) -> String {
        let inside = |block: &Block| block.items.iter().map(show).collect::<Vec<_>>().join(" ");
        match item {
            Tree::Function(_) => "fn".to_string(),
            Tree::Other(_) => "_".to_string(),
            Tree::Module(block) => format!("mod({})", inside(block)),
            Tree::Impl(block) => format!("impl({})", inside(block)),
        }
    }

    #[test]
    fn items_end_where_rust_ends_them() {
        assert_eq!(
            shape("fn f() {} pub(crate) const fn g<const N: usize>() -> [f64; { N }] {} fn h() -> A<{ 1 }> {}"),
            "fn fn fn"
        );
        assert_eq!(
            shape("use a::{b, c}; const K: P = P { x: 1 }; static S: f64 = { 2.0 }; type T = f64;"),
            "_ _ _ _"
        );
        assert_eq!(
            shape("struct A { x: f64 } struct B(f64); struct C; enum E { V { x: f64 } } trait T { fn f(); }"),
            "_ _ _ _ _"
        );
        assert_eq!(
            shape("#![allow(unused)] #[inline] pub unsafe extern \"C\" fn f() {} extern \"C\" { fn g(); }"),
            "_ fn _"
        );
        assert_eq!(
            shape("extern crate alloc; macro_rules! m { () => {} } m! {} m!(x); mod other;"),
            "_ _ _ _ _"
        );
        assert_eq!(
            shape("mod a { mod b { fn f() {} } const K: f64 = 1.0; } fn g() {}"),
            "mod(mod(fn) _) fn"
        );
        assert_eq!(
            shape("impl<const N: usize> A<{ N }> { const K: f64 = 1.0; fn f(&self) {} } unsafe impl B for C {}"),
            "impl(_ fn) impl()"
        );
        assert_eq!(
            shape("fn f<F>(f: F) where F: Fn() -> f64 {} const _: () = {}; fn g()"),
            "fn _ fn"
        );
        assert_eq!(
            shape("fn f<T: Add<T, Output = T> + Mul<Output = T>>(x: T) -> T {} fn g() {}"),
            "fn fn"
        );
    }

    #[test]
    fn what_a_macro_passed_on_is_an_item_too() {
        let group = |tokens: &str| TokenTree::Group(Group::new(Delimiter::None, tokens.parse().expect("tokens")));
        let tokens: TokenStream = [group("fn f() {}"), group("const K: f64 = 1.0;")].into_iter().collect();
        assert_eq!(split(tokens).iter().map(show).collect::<String>(), "fn_");
        let mut marked: TokenStream = "#[a]".parse().expect("tokens");
        marked.extend([group("fn f() {}")]);
        match &split(marked)[..] {
            [Tree::Function(tokens)] => assert_eq!(tokens.to_string(), "# [a] fn f () { }"),
            _ => panic!("one function"),
        }
    }
}
