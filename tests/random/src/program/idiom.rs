//! Constructs that are nothing but text around their parts, so that a new one is one line of a table.

use std::rc::Rc;

use super::parts::Part;
use super::{Block, Expr, Variable};

/// As `%0.iter().map(|@0| $1).sum::<$T>()`. In the text, `$k` is the part with this number, `%k` the same as a receiver
/// of methods, `@k` the name of a binder, `#k` the lines of a block, `$T` the float type.
#[derive(Clone, Debug, PartialEq)]
pub struct Idiom {
    pub text: &'static str,
    pub parts: Vec<Expr>,
    /// What it binds: visible in the parts from `inside` on and in the blocks.
    pub binders: Vec<Rc<Variable>>,
    pub inside: usize,
    /// How many of the first binders are declared for what follows the statement.
    pub declared: usize,
    pub blocks: Vec<Block>,
    /// Whether the blocks are the body of a loop.
    pub repeats: bool,
}

impl Idiom {
    pub fn new(text: &'static str, parts: Vec<Expr>) -> Idiom {
        Idiom {
            text,
            inside: parts.len(),
            parts,
            binders: Vec::new(),
            declared: 0,
            blocks: Vec::new(),
            repeats: false,
        }
    }

    /// The same with `binders`, visible in `parts`, which come behind those that it has.
    pub fn binding(mut self, binders: Vec<Rc<Variable>>, parts: Vec<Expr>) -> Idiom {
        self.binders = binders;
        self.parts.extend(parts);
        self
    }

    /// Whether the part stands where only a place can: as the receiver of what borrows.
    pub fn is_receiver(&self, part: usize) -> bool {
        self.text.contains(&format!("%{part}"))
    }

    pub fn parts(&mut self) -> Vec<Part<'_>> {
        let exprs = self.parts.iter_mut().map(Part::Expr);
        exprs.chain(self.blocks.iter_mut().map(Part::Block)).collect()
    }

    /// The text cut at its holes: what stands before each, and the sign and the character of the hole.
    pub fn pieces(&self) -> Vec<(&'static str, Option<(char, char)>)> {
        let mut pieces = Vec::new();
        let mut rest = self.text;
        let signs = self.text.match_indices(['$', '%', '@', '#']);
        for (at, sign) in signs {
            // `n % 2` and `n @ 1..=2` are what they are.
            let name = self.text[at + 1..].chars().next();
            let Some(name) = name.filter(|name| name.is_ascii_digit() || *name == 'T') else {
                continue;
            };
            let begin = self.text.len() - rest.len();
            pieces.push((&self.text[begin..at], sign.chars().next().zip(Some(name))));
            rest = &self.text[at + 2..];
        }
        pieces.push((rest, None));
        pieces
    }
}
