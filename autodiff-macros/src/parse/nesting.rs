//! Input that nests beyond all measure is refused before it is parsed: parsers recurse, and a stack that overflows
//! takes rustc with it.

use proc_macro2::{Delimiter, Spacing, Span, TokenStream, TokenTree};

/// How deep brackets may nest, but for the parentheses that [`deep`](super::deep) cuts out.
const GROUPS: usize = 128;
/// How deep parentheses may nest.
const PARENTHESES: usize = 1_200;
/// How many operators or words may stand before one operand, and how many assignments, closures and the like in one
/// statement: each nests what follows it.
const PREFIXES: usize = 256;
/// How many tokens one statement may have, groups counted as one: binary operators nest too.
const TOKENS: usize = 10_000;

/// The token where it becomes too deep.
pub fn too_deep(tokens: TokenStream) -> Option<Span> {
    within(tokens, GROUPS, PARENTHESES)
}

fn within(tokens: TokenStream, groups: usize, parentheses: usize) -> Option<Span> {
    let mut statement = Statement::default();
    for token in tokens {
        if statement.is_too_deep(&token) {
            return Some(token.span());
        }
        if let TokenTree::Group(group) = token {
            let left = match group.delimiter() {
                Delimiter::Parenthesis => parentheses.checked_sub(1).map(|parentheses| (groups, parentheses)),
                _ => groups.checked_sub(1).map(|groups| (groups, parentheses)),
            };
            let Some((groups, parentheses)) = left else {
                return Some(group.span_open());
            };
            if let Some(span) = within(group.stream(), groups, parentheses) {
                return Some(span);
            }
        }
    }
    None
}

/// What has been counted since the last separator.
#[derive(Default)]
struct Statement {
    tokens: usize,
    /// Operators, or words, in a row.
    run: usize,
    was_word: bool,
    nesting: usize,
    joint: bool,
}

impl Statement {
    fn is_too_deep(&mut self, token: &TokenTree) -> bool {
        let (is_word, is_run) = match token {
            TokenTree::Ident(_) => (true, self.was_word),
            TokenTree::Punct(_) => (false, !self.was_word),
            TokenTree::Group(_) | TokenTree::Literal(_) => (false, false),
        };
        self.run = if is_run { self.run + 1 } else { 0 };
        self.was_word = is_word;
        self.tokens += 1;
        match token {
            TokenTree::Punct(punct) => {
                let joint = std::mem::replace(&mut self.joint, punct.spacing() == Spacing::Joint);
                match punct.as_char() {
                    ';' | ',' => *self = Statement::default(),
                    // An assignment, not `==` or `+=`.
                    '=' if !joint && !self.joint => self.nesting += 1,
                    '|' | '<' => self.nesting += 1,
                    '>' => self.nesting = self.nesting.saturating_sub(1),
                    _ => {}
                }
            }
            TokenTree::Ident(word) if word == "return" || word == "break" => self.nesting += 1,
            _ => {}
        }
        self.run > PREFIXES || self.nesting > PREFIXES || self.tokens > TOKENS
    }
}

#[cfg(test)]
mod tests {
    use super::too_deep;

    #[test]
    fn what_people_write_is_shallow() {
        let fine = [
            format!(
                "fn f(x: f64) -> f64 {{ {} x }}",
                "let y = -x; if y < 0.0 { return y; } ".repeat(2000)
            ),
            format!("{}x", "x * -x + ".repeat(1000)),
            format!("{}x{}", "(".repeat(1000), ")".repeat(1000)),
            format!("if {} true {{}}", "x < 1.0 && y > 2.0 || ".repeat(100)),
        ];
        for source in fine {
            assert!(too_deep(source.parse().expect("tokens")).is_none(), "{source:.60}");
        }
    }

    #[test]
    fn what_overflows_stacks_is_not() {
        let deep = [
            format!("{}x{}", "(".repeat(2000), ")".repeat(2000)),
            format!("{}x{}", "[".repeat(200), "]".repeat(200)),
            format!("{}x", "-".repeat(500)),
            format!("{}x", "return ".repeat(500)),
            format!("{}x", "|a| ".repeat(500)),
            format!("{}x", "y = ".repeat(500)),
            format!("{}f64{}", "Vec<".repeat(500), ">".repeat(500)),
            format!("{}x", "x + ".repeat(20_000)),
        ];
        for source in deep {
            assert!(too_deep(source.parse().expect("tokens")).is_some(), "{source:.60}");
        }
    }
}
