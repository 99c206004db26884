//! One name for each variable: the user's where there is one, and never one that hides something.

use super::storage::{Origin, Storage, Variable};
use crate::identifiers::is_identifier;
use crate::ir::{Graph, NodeId, RegionId};
use crate::tables::{HashMap, HashSet};
use proc_macro2::{Ident, Span, TokenStream, TokenTree};

/// What a value without a name is called.
const UNNAMED: &str = "t";

pub struct Names<'a> {
    graph: &'a Graph,
    of_variable: Vec<Ident>,
    /// Where each name is in use: in a region and all inside it, or everywhere.
    taken: HashMap<String, Vec<Option<RegionId>>>,
    /// The first number that may be free, by base and region.
    next: HashMap<(String, Option<RegionId>), usize>,
}

impl<'a> Names<'a> {
    /// `fixed` are the names of parameters and outputs, by variable; `reserved` are names that are taken anyway.
    pub fn of<'i>(
        graph: &'a Graph,
        storage: &Storage,
        fixed: &HashMap<Variable, Ident>,
        reserved: impl Iterator<Item = &'i Ident>,
    ) -> Names<'a> {
        let mut words: HashSet<String> = reserved.map(plain).collect();
        for tokens in &graph.tokens {
            identifiers(tokens.clone(), &mut words);
        }
        let taken = words.into_iter().map(|word| (word, vec![None])).collect();
        let mut names = Names {
            graph,
            of_variable: vec![],
            taken,
            next: HashMap::default(),
        };
        let mut hints: HashMap<Variable, (bool, &str)> = HashMap::default();
        for id in (0..graph.nodes.len()).map(|id| NodeId(id as u32)) {
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
                    names.fresh_in(hints.get(&variable).map_or(unnamed, |hint| hint.1), Some(place.region))
                }
            };
            names.of_variable.push(ident);
        }
        names
    }

    pub fn variable(&self, variable: Variable) -> &Ident {
        &self.of_variable[variable.0 as usize]
    }

    /// A new name like `base`, for use anywhere.
    pub fn fresh(&mut self, base: &str) -> Ident {
        self.fresh_in(base, None)
    }

    /// A name like `base` that means nothing else in the region and inside it. Regions apart may use the same name.
    fn fresh_in(&mut self, base: &str, region: Option<RegionId>) -> Ident {
        let base = base.trim_start_matches("r#").trim_start_matches('_');
        // With a number behind it, a keyword is a name like any other.
        let base = if is_identifier(&format!("{base}_1")) {
            base
        } else {
            UNNAMED
        };
        let key = (base.to_string(), region);
        let first = self.next.get(&key).copied().unwrap_or(0);
        let numbered = |k: usize| {
            if k == 0 {
                base.to_string()
            } else {
                format!("{base}_{k}")
            }
        };
        let is_free = |k: &usize| is_identifier(&numbered(*k)) && !self.is_taken(&numbered(*k), region);
        let number = (first..).find(is_free).expect("some number is free");
        let name = numbered(number);
        self.next.insert(key, number + 1);
        self.taken.entry(name.clone()).or_default().push(region);
        Ident::new(&name, Span::mixed_site())
    }

    fn is_taken(&self, name: &str, region: Option<RegionId>) -> bool {
        let meets = |&other: &Option<RegionId>| match (region, other) {
            (Some(a), Some(b)) => {
                let bodies = [Some(self.graph.root), self.graph.pullback];
                // The root and its pullback may be one body.
                bodies.contains(&Some(a))
                    || bodies.contains(&Some(b))
                    || self.graph.encloses(a, b)
                    || self.graph.encloses(b, a)
            }
            _ => true,
        };
        self.taken.get(name).is_some_and(|uses| uses.iter().any(meets))
    }
}

/// The name without `r#`.
fn plain(ident: &Ident) -> String {
    ident.to_string().trim_start_matches("r#").to_string()
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
