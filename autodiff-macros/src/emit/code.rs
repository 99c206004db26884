//! Tokens with their precedence, so that parentheses stand where they must and nowhere else.

use proc_macro2::TokenStream;
use quote::quote;

/// How tightly an expression binds, weakest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Precedence {
    Compare,
    BitOr,
    BitXor,
    BitAnd,
    Shift,
    Sum,
    Product,
    Cast,
    Unary,
    /// Methods, indices, calls, names, literals.
    Postfix,
}

#[derive(Clone)]
pub struct Code {
    pub tokens: TokenStream,
    pub precedence: Precedence,
}

impl Code {
    pub fn new(precedence: Precedence, tokens: TokenStream) -> Code {
        Code { tokens, precedence }
    }

    pub fn postfix(tokens: TokenStream) -> Code {
        Code::new(Precedence::Postfix, tokens)
    }

    /// As an operand where at least `precedence` is asked for.
    pub fn at_least(self, precedence: Precedence) -> TokenStream {
        let tokens = self.tokens;
        if self.precedence >= precedence {
            tokens
        } else {
            quote!((#tokens))
        }
    }

    /// As the receiver of a method or an index.
    pub fn receiver(self) -> TokenStream {
        self.at_least(Precedence::Postfix)
    }

    /// A left-associative binary operation.
    pub fn binary(precedence: Precedence, left: Code, operator: TokenStream, right: Code) -> Code {
        use Precedence::{Cast, Compare, Shift, Unary};
        let left = match (precedence, left.precedence) {
            // `a < b < c` is no Rust, and `x as usize < n` reads `<` as the start of type arguments.
            (Compare, Compare) | (Compare | Shift, Cast) => left.at_least(Unary),
            _ => left.at_least(precedence),
        };
        let right = match right.precedence {
            // Nor may a cast be the last word of what may come to stand before `<`.
            Cast => right.at_least(Unary),
            _ => right.above(precedence),
        };
        Code::new(precedence, quote!(#left #operator #right))
    }

    fn above(self, precedence: Precedence) -> TokenStream {
        let tokens = self.tokens;
        if self.precedence > precedence {
            tokens
        } else {
            quote!((#tokens))
        }
    }
}
