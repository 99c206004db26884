//! Statements that are idioms: what iterates and assigns.

use std::rc::Rc;

use super::Binder::{Float, Number, Reference, Slice};
use super::{Binder, Generator};
use crate::program::{Block, Expr, Idiom, Statement, Variable};

/// Loops over one sequence that is read.
const READING: [(&[Binder], &str); 7] = [
    (&[Reference], "%0.iter().for_each(|@0| #0);"),
    (&[Float], "for @0 in %0.iter().copied().rev() #0"),
    (&[Number(4), Float], "for (@0, &@1) in %0.iter().enumerate().skip(1) #0"),
    (&[Slice(2)], "for @0 in %0.windows(2) #0"),
    (&[Slice(1)], "for @0 in %0.chunks(2) #0"),
    (&[Float], "for &@0 in &%0[1..] #0"),
    (&[Float], "if let Some(&@0) = %0.get(2) #0"),
];

/// The same over two.
const READING_TWO: [(&[Binder], &str); 3] = [
    (&[Reference, Reference], "for (@0, @1) in %0.iter().zip(%1.iter()) #0"),
    (&[Float, Float], "for (&@0, &@1) in %0.iter().zip(%1.iter().rev()) #0"),
    (&[Float], "for &@0 in %0.iter().chain(&%1[1..]) #0"),
];

/// Two loops of which the inner body, `#0`, may leave the outer one.
const LABELLED: [&str; 3] = [
    "'around: for @0 in 0..$0 { for @1 in 0..3 #0 }",
    "'around: for @0 in (0..$0).rev() { for @1 in 0..=@0 #0 }",
    "'around: for @0 in 0..$0 { let mut @1: usize = 0; while @1 < 3 { @1 += 1; #0 } }",
];

const LEAVING: [&str; 2] = ["if $0 { break 'around; }", "if $0 { continue 'around; }"];

impl Generator {
    /// Two loops with a label.
    pub fn labelled_loop(&mut self) -> Statement {
        let text = self.random.pick(&LABELLED);
        let leaving = self.random.pick(&LEAVING);
        let to = self.int("usize", 1, 3, 0);
        self.scoped(|inside| {
            let binders = vec![inside.binder(Number(3)), inside.binder(Number(3))];
            let mut body = inside.body(true);
            let condition = inside.boolean(1);
            let leave = Statement::Idiom(Idiom::new(leaving, vec![condition]));
            body.statements.push(leave);
            Statement::Idiom(Idiom {
                blocks: vec![body],
                repeats: true,
                ..Idiom::new(text, vec![to]).binding(binders, Vec::new())
            })
        })
    }

    /// A loop over elements, or what follows for one of them.
    pub fn idiomatic_loop(&mut self) -> Option<Statement> {
        let two = self.chance(35);
        let (binders, text): (&[Binder], &'static str) = match two {
            true => self.random.pick(&READING_TWO),
            false => self.random.pick(&READING),
        };
        let most = self.most_rounds() as usize;
        let mut roots: Vec<Rc<Variable>> = Vec::new();
        for _ in 0..1 + usize::from(two) {
            let entry = self.sequence(1)?;
            let length = entry.variable.ty.sequence().expect("a sequence").1;
            (length <= most).then(|| roots.push(entry.variable))?;
        }
        let body = |generator: &mut Self| {
            generator.scoped(|inside| {
                let binders = binders.iter().map(|binder| inside.binder(*binder)).collect();
                // A closure cannot be left, and what is no loop has no rounds.
                let body = match text.starts_with("for ") {
                    true => inside.body(true),
                    false => Block::of(inside.update().into_iter().collect()),
                };
                (binders, body)
            })
        };
        let (binders, body) = match &roots[..] {
            [one] => self.locked(one, body),
            [one, other, ..] => self.locked(one, |generator| generator.locked(other, body)),
            [] => return None,
        };
        let parts = roots.iter().map(Expr::variable).collect();
        let idiom = Idiom::new(text, parts).binding(binders, Vec::new());
        Some(Statement::Idiom(Idiom {
            blocks: vec![body],
            repeats: text.starts_with("for "),
            ..idiom
        }))
    }
}
