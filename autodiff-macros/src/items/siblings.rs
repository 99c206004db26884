//! How a function is written that stands beside an item in its file. Nothing checks that what is read there is what is compiled. So it
//! counts only where nothing else can be meant: each of both names is that of one function in the whole file, bodies and macros
//! included, and both stand in one module.

use super::function::{is_left, is_ours};
use super::neighbours::{attributes, body, file, name, tokens_of_file};
use super::tree::{split, Block, Tree};
use crate::diagnostics::Collector;
use crate::parse::{self, options::Options};
use crate::tables::HashMap;
use proc_macro2::{TokenStream, TokenTree};
use std::cell::RefCell;
use std::path::PathBuf;
use std::time::SystemTime;

/// Attributes that leave a function as it is written.
const HARMLESS: [&str; 9] = [
    "allow",
    "cold",
    "deny",
    "doc",
    "expect",
    "inline",
    "must_use",
    "track_caller",
    "warn",
];

thread_local! {
    /// The file that was read last, as it was then.
    static READ: RefCell<Option<(PathBuf, SystemTime, File)>> = const { RefCell::new(None) };
}

/// The function of this name beside the item, if it is differentiated.
pub fn sibling(item: &TokenStream, wanted: &str) -> Option<TokenStream> {
    let path = file()?;
    let changed = std::fs::metadata(&path).ok()?.modified().ok()?;
    READ.with_borrow_mut(|read| {
        if !matches!(read, Some((known, then, _)) if *known == path && *then == changed) {
            *read = Some((path, changed, File::of(tokens_of_file()?)));
        }
        let (_, _, file) = read.as_ref()?;
        file.sibling(item, wanted)
    })
}

/// Whether the function that is compiled is this one, whatever a `cfg` says, and its derivative is that of its body, as usual.
pub fn is_as_written(item: &TokenStream) -> bool {
    attributes(item).iter().all(|attribute| match is_ours(attribute) {
        true => match &attribute.meta {
            syn::Meta::List(list) => is_usual(list.tokens.clone()),
            _ => true,
        },
        false => HARMLESS.iter().any(|harmless| attribute.path().is_ident(harmless)),
    })
}

/// Whether these are options that say nothing about how a derivative is computed.
fn is_usual(tokens: TokenStream) -> bool {
    let mut errors = Collector::new();
    let Options {
        skip,
        mode,
        reassociate,
        ..
    } = parse::options(tokens, &mut errors);
    errors.finish().is_empty() && !skip && mode.is_none() && !reassociate
}

/// The functions of a file that have the attribute.
struct File {
    functions: HashMap<String, Function>,
    /// How often a name is that of a function.
    count: HashMap<String, usize>,
}

struct Function {
    place: Place,
    item: String,
    body: Option<String>,
}

/// Where a function stands.
#[derive(Clone, Copy, Default)]
struct Place {
    /// The number of the module.
    module: usize,
    /// Whether it is a function of a type.
    associated: bool,
    /// Whether what is around it has the attribute.
    all: bool,
}

impl Place {
    fn inside(self, block: &Block) -> Place {
        let attributes = attributes(&block.head);
        Place {
            associated: false,
            all: (self.all || attributes.iter().any(is_ours)) && !is_left(&attributes),
            ..self
        }
    }
}

impl File {
    fn of(tokens: TokenStream) -> File {
        let mut file = File {
            functions: HashMap::default(),
            count: HashMap::default(),
        };
        file.count(tokens.clone());
        file.module(split(tokens), Place::default(), &mut 1);
        file
    }

    fn count(&mut self, tokens: TokenStream) {
        let mut is_name = false;
        for token in tokens {
            match &token {
                TokenTree::Ident(ident) if is_name => *self.count.entry(ident.to_string()).or_default() += 1,
                TokenTree::Group(group) => self.count(group.stream()),
                _ => {}
            }
            is_name = matches!(&token, TokenTree::Ident(ident) if ident == "fn");
        }
    }

    /// Notes the functions of a module. `modules` counts these.
    fn module(&mut self, items: Vec<Tree>, place: Place, modules: &mut usize) {
        for item in items {
            match item {
                Tree::Function(tokens) => self.function(&tokens, place),
                Tree::Impl(block) => {
                    let place = Place {
                        associated: true,
                        ..place.inside(&block)
                    };
                    self.module(block.items, place, modules);
                }
                Tree::Module(block) => {
                    let place = Place {
                        module: *modules,
                        ..place.inside(&block)
                    };
                    *modules += 1;
                    self.module(block.items, place, modules);
                }
                Tree::Other(_) => {}
            }
        }
    }

    fn function(&mut self, tokens: &TokenStream, place: Place) {
        let attributes = attributes(tokens);
        let Some(name) = name(tokens) else { return };
        if (place.all || attributes.iter().any(is_ours)) && !is_left(&attributes) {
            let function = Function {
                place,
                item: tokens.to_string(),
                body: body(tokens),
            };
            self.functions.insert(name, function);
        }
    }

    fn sibling(&self, item: &TokenStream, wanted: &str) -> Option<TokenStream> {
        let name = name(item)?;
        let is_one = |name: &str| self.count.get(name) == Some(&1);
        let (own, other) = (self.functions.get(&name)?, self.functions.get(wanted)?);
        let is_seen = is_one(&name) && is_one(wanted) && own.body == body(item);
        (is_seen && own.place.module == other.place.module && !other.place.associated)
            .then(|| other.item.parse().ok())
            .flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::quote;

    fn found(file: TokenStream, item: TokenStream) -> bool {
        File::of(file).sibling(&item, "g").is_some()
    }

    #[test]
    fn beside_it_in_its_module() {
        let f = quote!(
            fn f(x: f64) -> f64 {
                g(x)
            }
        );
        let g = quote!(
            fn g(x: f64) -> f64 {
                x
            }
        );
        let both = quote!(#[differentiate] #f #[differentiate] #g);
        assert!(found(both.clone(), f.clone()));
        assert!(found(quote!(mod a { #both }), f.clone()));
        assert!(found(quote!(#[differentiate] mod a { #f #g }), f.clone()));
        assert!(found(
            quote!(#[differentiate] impl A { #f } #[differentiate] #g),
            f.clone()
        ));
        // Of another module, of a type, without a derivative.
        assert!(!found(
            quote!(#[differentiate] #f mod a { #[differentiate] #g }),
            f.clone()
        ));
        assert!(!found(
            quote!(#[differentiate] #f #[differentiate] impl A { #g }),
            f.clone()
        ));
        assert!(!found(quote!(#[differentiate] #f #g), f.clone()));
        assert!(!found(quote!(#[differentiate] #f #[differentiate(skip)] #g), f.clone()));
    }

    #[test]
    fn one_of_several_is_not_chosen() {
        let f = quote!(
            fn f(x: f64) -> f64 {
                g(x)
            }
        );
        let g = quote!(
            fn g(x: f64) -> f64 {
                x
            }
        );
        let both = quote!(#[differentiate] #f #[differentiate] #g);
        assert!(!found(quote!(#both fn outer() { #f }), f.clone()));
        assert!(!found(quote!(#both fn outer() { #g }), f.clone()));
        assert!(!found(quote!(#both mod a { #[cfg(test)] #g }), f.clone()));
        assert!(!found(quote!(#both macro_rules! m { () => { #f } }), f.clone()));
        let other = quote!(
            fn f(x: f64) -> f64 {
                g(2.0 * x)
            }
        );
        assert!(!found(both, other));
    }

    #[test]
    fn what_an_attribute_may_change_is_not_as_written() {
        let with = |attributes: TokenStream| is_as_written(&quote!(#attributes fn g(x: f64) -> f64 { x }));
        assert!(with(
            quote!(/** Words. */ #[inline] #[differentiate::differentiate(crate = a::b)])
        ));
        assert!(!with(quote!(#[cfg(feature = "fast")] #[differentiate])));
        assert!(!with(quote!(#[instrument] #[differentiate])));
        assert!(!with(quote!(#[differentiate(mode = "forward")])));
        assert!(!with(quote!(#[differentiate(reassociate)])));
    }
}
