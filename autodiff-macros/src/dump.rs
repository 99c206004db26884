//! Shows what the compiler does: `DIFFERENTIATE_DUMP=stage` or `stage:function` prints that stage of every function, or
//! of one, while it is compiled. The stages are `lower`, `reverse-fused`, `keep-fused`, `optimise-fused`, the same with `-split`,
//! and `emit`; `all` is all of them. `time` prints how long each took instead.

use crate::ir::{print::print, Graph};
use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use std::cell::Cell;
use std::time::Instant;

pub const VARIABLE: &str = "DIFFERENTIATE_DUMP";

/// What to show of one function.
pub struct Dump {
    function: String,
    stage: Option<String>,
    /// When the stage at hand began.
    began: Cell<Instant>,
}

/// What the whole of an expansion takes.
pub fn timed<T>(work: impl FnOnce() -> T) -> T {
    let began = Instant::now();
    let result = work();
    if std::env::var(VARIABLE).is_ok_and(|wanted| wanted == "time") {
        eprintln!("{:8.3} ms in all", began.elapsed().as_secs_f64() * 1e3);
    }
    result
}

impl Dump {
    pub fn of(function: &Ident) -> Dump {
        let function = function.to_string();
        let wanted = std::env::var(VARIABLE).ok();
        let stage = wanted.and_then(|wanted| match wanted.split_once(':') {
            Some((stage, name)) => (name == function).then(|| stage.to_string()),
            None => Some(wanted),
        });
        let began = Cell::new(Instant::now());
        Dump { function, stage, began }
    }

    pub fn graph(&self, stage: &str, graph: &Graph) {
        self.show(stage, || print(graph));
    }

    pub fn tokens(&self, stage: &str, tokens: &TokenStream) {
        self.show(stage, || {
            let mut text = String::new();
            layout(tokens.clone(), 0, &mut text);
            text
        });
    }

    fn show(&self, stage: &str, text: impl FnOnce() -> String) {
        match self.stage.as_deref() {
            Some("time") => {
                let taken = self.began.replace(Instant::now()).elapsed();
                eprintln!("{:8.3} ms {stage} of {}", taken.as_secs_f64() * 1e3, self.function);
            }
            Some(wanted) if wanted == stage || wanted == "all" => {
                eprintln!("--- {stage} of {} ---\n{}", self.function, text());
            }
            _ => {}
        }
    }
}

/// One statement a line, blocks indented.
fn layout(tokens: TokenStream, depth: usize, text: &mut String) {
    let mut line = TokenStream::new();
    let flush = |line: &mut TokenStream, end: &str, text: &mut String| {
        let line = std::mem::take(line).to_string();
        if !line.is_empty() || !end.is_empty() {
            text.push_str(&"    ".repeat(depth));
            text.push_str(&line);
            text.push_str(end);
            text.push('\n');
        }
    };
    for token in tokens {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace && !group.stream().is_empty() => {
                flush(&mut line, " {", text);
                layout(group.stream(), depth + 1, text);
                flush(&mut TokenStream::new(), "}", text);
            }
            TokenTree::Punct(punct) if punct.as_char() == ';' => flush(&mut line, ";", text),
            token => line.extend([token]),
        }
    }
    flush(&mut line, "", text);
}
