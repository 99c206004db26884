//! The corpus of the workspace, on the graph: what the adjoint of each function costs.

use crate::diagnostics::Collector;
use crate::dump::Dump;
use crate::emit::item::active_leaves;
use crate::ir::cost::operations;
use crate::ir::Graph;
use crate::items::{around, Aliases, Header, Treatment};
use crate::parse::{source, Source, Surroundings};
use crate::pipeline::{derivatives, read, transform, Place};
use crate::transform::keep::Halves;
use crate::transform::reverse::Seed;
use proc_macro2::TokenStream;
use quote::{quote, ToTokens};
use std::path::Path;

/// A function of the corpus with its fused graph.
pub struct Case {
    pub name: String,
    pub source: Source,
    pub primal: Graph,
    pub fused: Graph,
}

impl Case {
    /// The operations that the gradient has more than the function.
    fn adjoint(&self) -> u64 {
        let pullback = self.fused.pullback.expect("a pullback");
        let all = operations(&self.fused, self.fused.root) + operations(&self.fused, pullback);
        all.saturating_sub(operations(&self.primal, self.primal.root))
    }

    /// The items that the attribute adds.
    pub fn generated(&self) -> TokenStream {
        let mut errors = Collector::new();
        let tokens = derivatives(&self.source, &place(), &mut errors);
        errors.finish();
        tokens.expect("a function of the corpus")
    }
}

/// All functions of the corpus that have a gradient.
pub fn corpus() -> Vec<Case> {
    let functions = functions().into_iter();
    functions.filter_map(|(module, source)| case(&module, source)).collect()
}

/// All functions of the corpus, each with its file.
pub fn functions() -> Vec<(String, Source)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/corpus");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the corpus")
        .map(|file| file.expect("a file").path())
        .collect();
    files.sort();
    let mut functions = vec![];
    for file in files
        .iter()
        .filter(|file| file.extension().is_some_and(|extension| extension == "rs"))
    {
        let text = std::fs::read_to_string(file).expect("a file of the corpus");
        let module = file.file_stem().expect("a name").to_string_lossy().into_owned();
        for item in syn::parse_file(&text).expect("a file of Rust").items {
            functions.extend(sources(item).into_iter().map(|source| (module.clone(), source)));
        }
    }
    functions
}

/// The function of this name, with its file.
pub fn named(name: &str) -> (String, Source) {
    let all = functions().into_iter();
    let mut named = all.filter(|(_, source)| source.item.sig.ident == name);
    named.next().expect("a function of the corpus")
}

/// The same with its graphs.
pub fn named_case(name: &str) -> Case {
    let (module, source) = named(name);
    case(&module, source).expect("it has a gradient")
}

/// The functions of an item that has the attribute.
fn sources(mut item: syn::Item) -> Vec<Source> {
    let attributes = match &mut item {
        syn::Item::Fn(item) => &mut item.attrs,
        syn::Item::Impl(item) => &mut item.attrs,
        syn::Item::Mod(item) => &mut item.attrs,
        _ => return vec![],
    };
    let before = attributes.len();
    attributes.retain(|attribute| !attribute.path().is_ident("differentiate"));
    if attributes.len() == before {
        return vec![];
    }
    let mut sources = vec![];
    let mut read = |item: &TokenStream, surroundings: &Surroundings, _: &Place| {
        let owner = surroundings.owner.as_ref().map(|owner| owner.generics.clone());
        let differentiated = Header::of(item.clone()).is_some_and(|header| {
            let treatment = header.treatment(&owner.unwrap_or_default(), &|ty| surroundings.is_plain(ty));
            treatment == Treatment::Differentiate
        });
        if differentiated {
            let mut errors = Collector::new();
            let mut source = source(item.clone(), &mut errors).expect("a function");
            errors.finish();
            source.surroundings = surroundings.clone();
            sources.push(source);
        }
        TokenStream::new()
    };
    let item = item.into_token_stream();
    if around(&item, &place(), &Aliases::default(), &mut read).is_none() {
        read(&item, &Surroundings::default(), &place());
    }
    sources
}

/// A place without anything around it.
pub fn place() -> Place {
    Place {
        krate: quote!(::differentiate),
        associated: None,
        operator: None,
        nested: false,
        computed: false,
        stands_in: false,
        mode: None,
        reassociate: false,
    }
}

pub fn case(module: &str, source: Source) -> Option<Case> {
    let name = format!("{module}::{}", source.item.sig.ident);
    let dump = Dump::of(&source.item.sig.ident);
    let mut errors = Collector::new();
    let read = read(&source, &dump, &mut errors);
    let errors: Vec<String> = errors.finish().iter().map(|error| error.to_string()).collect();
    let (function, lowered) = read.unwrap_or_else(|| panic!("{name} is refused: {errors:?}"));
    let active = active_leaves(&function, &lowered.graph);
    lowered.has_gradient().then(|| Case {
        name,
        source,
        fused: transform(&lowered.graph, &active, Seed::One, Halves::Fused, &dump),
        primal: lowered.graph,
    })
}

#[test]
fn an_adjoint_costs_at_most_four_primals() {
    let cases = corpus();
    assert!(cases.len() >= 120);
    let mut dear = vec![];
    for case in cases {
        let primal = operations(&case.primal, case.primal.root);
        let adjoint = case.adjoint();
        if adjoint > 4 * primal {
            dear.push(format!("{}: {adjoint} operations, the primal has {primal}", case.name));
        }
    }
    assert!(dear.is_empty(), "{} functions:\n{}", dear.len(), dear.join("\n"));
}

/// A nested expression of 1,000 operations: each shared value is computed once.
#[test]
fn a_deep_expression_does_not_swell() {
    let mut body = "x".to_string();
    for k in 0..250 {
        body = format!("((({body}) * y + x) / (y + {k}.5) - x)");
    }
    let text = format!("fn deep(x: f64, y: f64) -> f64 {{ {body} }}");
    // rustc has more stack than a thread of a test.
    let thread = std::thread::Builder::new().stack_size(64 << 20);
    let check = thread.spawn(move || check_swell(&text)).expect("a thread");
    check.join().expect("no swell");
}

fn check_swell(text: &str) {
    let mut errors = Collector::new();
    let source = source(text.parse().expect("tokens"), &mut errors).expect("a function");
    errors.finish();
    let case = case("deep", source).expect("a gradient");
    let primal = operations(&case.primal, case.primal.root);
    let adjoint = case.adjoint();
    assert!(
        primal >= 999 && adjoint <= 4 * 1000,
        "{primal} operations, {adjoint} in the adjoint"
    );
}
