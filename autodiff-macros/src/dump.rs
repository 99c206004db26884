//! Shows what the compiler does: `DIFFERENTIATE_DUMP=stage` or `stage:function` prints that stage of every function, or
//! of one, while it is compiled. The stages are `lower`, `reverse-fused`, `keep-fused`, `optimise-fused`, the same with `-split`,
//! and `emit`; `all` is all of them.

use crate::ir::{print::print, Graph};
use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};

pub const VARIABLE: &str = "DIFFERENTIATE_DUMP";

/// What to show of one function.
pub struct Dump {
    function: String,
    stage: Option<String>,
}

impl Dump {
    pub fn of(function: &Ident) -> Dump {
        let function = function.to_string();
        let wanted = std::env::var(VARIABLE).ok();
        let stage = wanted.and_then(|wanted| match wanted.split_once(':') {
            Some((stage, name)) => (name == function).then(|| stage.to_string()),
            None => Some(wanted),
        });
        Dump { function, stage }
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
        if self
            .stage
            .as_deref()
            .is_some_and(|wanted| wanted == stage || wanted == "all")
        {
            eprintln!("--- {stage} of {} ---\n{}", self.function, text());
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
