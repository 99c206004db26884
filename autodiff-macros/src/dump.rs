//! Shows what the compiler does: `DIFFERENTIATE_DUMP=stage` or `stage:function` prints that stage of every function, or
//! of one, while it is compiled. The stages are `lower`, `reverse-fused`, `keep-fused`, `optimise-fused`, the same with `-split`,
//! and `emit`; `all` is all of them.

use crate::ir::{print::print, Graph};
use proc_macro2::{Ident, TokenStream};

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
        self.show(stage, || tokens.to_string());
    }

    fn show(&self, stage: &str, text: impl FnOnce() -> String) {
        if self.stage.as_deref().is_some_and(|wanted| wanted == stage || wanted == "all") {
            eprintln!("--- {stage} of {} ---\n{}", self.function, text());
        }
    }
}
