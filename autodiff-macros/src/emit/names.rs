//! One name for each variable: the user's where there is one, and never one that hides something.

use super::storage::{Origin, Storage, Variable};
use crate::ir::Graph;
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use std::collections::{HashMap, HashSet};

/// What a value without a name is called.
const UNNAMED: &str = "t";

pub struct Names {
    of_variable: Vec<Ident>,
    taken: HashSet<String>,
}

impl Names {
    /// `fixed` are the names of parameters and outputs, by variable; `reserved` are names that are taken anyway.
    pub fn of<'a>(
        graph: &Graph,
        storage: &Storage,
        fixed: &HashMap<Variable, Ident>,
        reserved: impl Iterator<Item = &'a Ident>,
    ) -> Names {
        let mut taken: HashSet<String> = reserved.map(plain).collect();
        for tokens in &graph.tokens {
            identifiers(tokens.clone(), &mut taken);
        }
        let mut names = Names { of_variable: vec![], taken };
        let mut hints: HashMap<Variable, (bool, &str)> = HashMap::new();
        for id in (0..graph.nodes.len()).map(|id| crate::ir::NodeId(id as u32)) {
            if let (Some(variable), Some(name)) = (storage.variable(id), &graph[id].name) {
                let hint = hints.entry(variable).or_insert((name.declared, &name.text));
                if name.declared && !hint.0 {
                    *hint = (true, &name.text);
                }
            }
        }
        for (k, place) in storage.places.iter().enumerate() {
            let variable = Variable(k as u32);
            let ident = match fixed.get(&variable) {
                Some(ident) => ident.clone(),
                None => {
                    let unnamed = if place.origin == Origin::Index { "k" } else { UNNAMED };
                    names.fresh(hints.get(&variable).map_or(unnamed, |hint| hint.1))
                }
            };
            names.of_variable.push(ident);
        }
        names
    }

    pub fn variable(&self, variable: Variable) -> &Ident {
        &self.of_variable[variable.0 as usize]
    }

    /// A new name like `base`.
    pub fn fresh(&mut self, base: &str) -> Ident {
        let base = base.trim_start_matches("r#").trim_start_matches('_');
        // With a number behind it, a keyword is a name like any other.
        let base = if is_usable(&format!("{base}_1")) { base } else { UNNAMED };
        let unique = std::iter::once(base.to_string()).chain((1..).map(|k| format!("{base}_{k}")));
        let name = unique.into_iter().find(|name| !self.taken.contains(name) && is_usable(name));
        let name = name.expect("some number is free");
        self.taken.insert(name.clone());
        Ident::new(&name, Span::mixed_site())
    }
}

/// The name without `r#`.
fn plain(ident: &Ident) -> String {
    ident.to_string().trim_start_matches("r#").to_string()
}

fn is_usable(name: &str) -> bool {
    syn::parse_str::<Ident>(name).is_ok()
}

/// All identifiers of code that the user wrote: a local of the same name might be taken for what it means there.
pub fn identifiers(tokens: TokenStream, into: &mut HashSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                into.insert(plain(&ident));
            }
            TokenTree::Group(group) => identifiers(group.stream(), into),
            _ => {}
        }
    }
}
