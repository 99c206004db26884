//! `impl Index<usize> for Vec3 { … }`: an index into a type of the user is a call of a function of the type, which is made
//! of the user's own. Reading is a function that gives a value where the user's gives a reference; writing, one that assigns
//! to what the user's refers to.
//!
//! ```text
//! fn __index_by_usize(&self, i: usize) -> f64            reads
//! fn __index_in_place_by_usize(&mut self, i: usize) -> f64    the same where the value changes: its reverse half needs none
//! fn __index_mut_by_usize(&mut self, i: usize) -> f64    what is in a place that is written
//! fn __set_by_usize(&mut self, i: usize, assigned: f64)  writes
//! ```

use super::tree::{Block, Tree};
use super::{operator, own, survey};
use crate::parse;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::spanned::Spanned;

/// An `impl` of `Index` or `IndexMut`.
pub struct Indexing {
    writes: bool,
    /// The type of the index.
    by: syn::Type,
    /// What its functions are called by.
    key: String,
}

/// One of the functions that an `impl` stands for.
pub struct Function {
    /// What is differentiated.
    pub read: TokenStream,
    /// What rustc compiles.
    pub plain: TokenStream,
}

/// What an index does, as the names of the functions say it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Use {
    Read,
    ReadInPlace,
    /// What is in a place that is written.
    Place,
    Write,
}

impl Use {
    /// The function of the type for an index of this kind.
    pub fn function(self, key: &str) -> String {
        match self {
            Use::Read => format!("__index_by_{key}"),
            Use::ReadInPlace => format!("__index_in_place_by_{key}"),
            Use::Place => format!("__index_mut_by_{key}"),
            Use::Write => format!("__set_by_{key}"),
        }
    }
}

impl Indexing {
    pub fn of(head: &syn::ItemImpl) -> Option<Indexing> {
        let last = head.trait_.as_ref()?.0.segments.last()?;
        let writes = match last.ident.to_string().as_str() {
            "Index" => false,
            "IndexMut" => true,
            _ => return None,
        };
        let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else {
            return None;
        };
        let Some(syn::GenericArgument::Type(by)) = arguments.args.first() else {
            return None;
        };
        Some(Indexing {
            writes,
            by: by.clone(),
            key: key(by)?,
        })
    }

    /// The functions that the block stands for, with what `Self::Output` is in them.
    pub fn functions(&self, block: &Block, head: &syn::ItemImpl, outputs: &Outputs) -> (Vec<Function>, Declared) {
        let mut declared = operator::types(block);
        if declared.is_empty() {
            let output = outputs.of(&head.self_ty, &self.key);
            let output = output.cloned().unwrap_or_else(|| only_float(&head.generics));
            declared.push((Ident::new("Output", Span::call_site()), output));
        }
        let functions = block.items.iter().filter_map(|item| match item {
            Tree::Function(tokens) => self.of_function(&own::resolved(tokens.clone(), &declared, None)),
            _ => None,
        });
        (functions.flatten().collect(), declared)
    }

    fn of_function(&self, tokens: &TokenStream) -> Option<Vec<Function>> {
        let mut unread = crate::diagnostics::Collector::new();
        let item = parse::source(tokens.clone(), &mut unread);
        unread.finish();
        let item = item?.item;
        let attributes = item.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg"));
        let attributes = quote!(#(#attributes)*);
        let own = item.sig.receiver()?.self_token;
        let index = item.sig.inputs.iter().nth(1)?;
        let syn::FnArg::Typed(index) = index else { return None };
        let pattern = &index.pat;
        let by = &self.by;
        let syn::ReturnType::Type(_, given) = &item.sig.output else {
            return None;
        };
        let given = super::behind(given);
        let (output, copied) = match given {
            syn::Type::Slice(slice) => {
                let element = &slice.elem;
                (syn::parse_quote!(::std::vec::Vec<#element>), true)
            }
            given => (given.clone(), false),
        };
        let output: syn::Type = output;
        let name = |kind: Use| Ident::new(&kind.function(&self.key), item.sig.ident.span());
        let (body, hidden) = (&item.block, quote!(#attributes #[doc(hidden)] #[inline]));
        if self.writes {
            let set = name(Use::Write);
            let assigned = format_ident!("assigned", span = Span::call_site());
            let (mut written, mut read) = ((**body).clone(), (**body).clone());
            let assign = |place: &syn::Expr| match copied {
                true => syn::parse_quote!({
                    for k in 0..#assigned.len() {
                        (#place)[k] = #assigned[k];
                    }
                }),
                false => syn::parse_quote!(#place = #assigned),
            };
            let value = |place: &syn::Expr| match copied {
                true => syn::parse_quote!((#place).to_vec()),
                false => place.clone(),
            };
            let (end, gives): (&dyn Fn(&syn::Expr) -> syn::Expr, bool) = (&assign, false);
            Ends { end, gives }.block(&mut written);
            let (end, gives): (&dyn Fn(&syn::Expr) -> syn::Expr, bool) = (&value, true);
            Ends { end, gives }.block(&mut read);
            let plain = match copied {
                true => quote!(#own[index].clone_from_slice(&assigned);),
                false => quote!(#own[index] = assigned;),
            };
            let set = Function {
                read: quote!(#attributes fn #set(&mut #own, #pattern: #by, #assigned: #output) #written),
                plain: quote!(#hidden pub fn #set(&mut #own, index: #by, assigned: #output) { #plain }),
            };
            let place = name(Use::Place);
            let plain = match copied {
                true => quote!((&mut #own[index]).to_vec()),
                false => quote!(::core::clone::Clone::clone(&mut #own[index])),
            };
            let place = Function {
                read: quote!(#attributes fn #place(&mut #own, #pattern: #by) -> #output #read),
                plain: quote!(#hidden pub fn #place(&mut #own, index: #by) -> #output { #plain }),
            };
            return Some(vec![set, place]);
        }
        let read = match copied {
            true => quote!({ (#body).to_vec() }),
            false => quote!(#body),
        };
        let plain = match copied {
            true => quote!(#own[index].to_vec()),
            false => quote!(::core::clone::Clone::clone(&#own[index])),
        };
        let functions = [(Use::Read, quote!(& #own)), (Use::ReadInPlace, quote!(&mut #own))];
        let functions = functions.map(|(kind, receiver)| {
            let name = name(kind);
            Function {
                read: quote!(#attributes fn #name(#receiver, #pattern: #by) -> #output #read),
                plain: quote!(#hidden pub fn #name(#receiver, index: #by) -> #output { #plain }),
            }
        });
        Some(functions.into())
    }
}

/// The types that an `impl` gives names to.
type Declared = Vec<(Ident, syn::Type)>;

/// What `Self::Output` is in an `impl` of `IndexMut`, which does not say it: the `impl`s of `Index` do, by the names of the type
/// and of the index.
#[derive(Clone, Default)]
pub struct Outputs(Vec<(String, String, syn::Type)>);

impl Outputs {
    pub fn of_items(items: &[Tree]) -> Outputs {
        let known = items.iter().filter_map(|item| {
            let Tree::Impl(block) = item else { return None };
            let head: syn::ItemImpl = syn::parse2(block.empty()).ok()?;
            let indexing = Indexing::of(&head).filter(|indexing| !indexing.writes)?;
            let (_, output) = operator::types(block).into_iter().find(|(name, _)| name == "Output")?;
            Some((survey::type_name(&head.self_ty)?, indexing.key, output))
        });
        Outputs(known.collect())
    }

    fn of(&self, ty: &syn::Type, key: &str) -> Option<&syn::Type> {
        let name = survey::type_name(ty)?;
        let mut known = self.0.iter();
        known
            .find(|(ty, by, _)| *ty == name && by == key)
            .map(|(.., output)| output)
    }
}

/// The float type of an `impl` with these generics, by convention: where it is another one, rustc says so.
fn only_float(generics: &syn::Generics) -> syn::Type {
    match &parse::signature::names(&[generics]).floats[..] {
        [float] => {
            let name = &float.name;
            syn::parse_quote!(#name)
        }
        _ => syn::parse_quote!(f64),
    }
}

/// What indices of this type are called in the names of functions: those of integers, and of tuples and arrays of them.
fn key(ty: &syn::Type) -> Option<String> {
    match ty {
        syn::Type::Paren(inner) => key(&inner.elem),
        syn::Type::Group(inner) => key(&inner.elem),
        syn::Type::Path(path) => {
            let name = path.path.get_ident()?.to_string();
            crate::ir::Int::from_name(&name).map(|_| name)
        }
        syn::Type::Tuple(parts) if !parts.elems.is_empty() => {
            let parts: Option<Vec<String>> = parts.elems.iter().map(key).collect();
            Some(parts?.join("_"))
        }
        syn::Type::Array(array) => Some(format!("array_of_{}", key(&array.elem)?)),
        _ => None,
    }
}

/// What becomes of the reference that a function gives.
struct Ends<'a> {
    /// What stands in its place, made of what it refers to.
    end: &'a dyn Fn(&syn::Expr) -> syn::Expr,
    /// Whether that is a value.
    gives: bool,
}

impl Ends<'_> {
    fn block(&self, block: &mut syn::Block) {
        self.returns(block);
        if let Some(syn::Stmt::Expr(last, semicolon @ None)) = block.stmts.last_mut() {
            self.value(last);
            *semicolon = (!self.gives).then(Default::default);
        }
    }

    /// An expression that is the value.
    fn value(&self, e: &mut syn::Expr) {
        match e {
            syn::Expr::Paren(inner) => self.value(&mut inner.expr),
            syn::Expr::Group(inner) => self.value(&mut inner.expr),
            syn::Expr::Block(block) => self.block(&mut block.block),
            syn::Expr::If(branch) => {
                self.block(&mut branch.then_branch);
                if let Some((_, otherwise)) = &mut branch.else_branch {
                    self.value(otherwise);
                }
            }
            syn::Expr::Match(choice) => choice.arms.iter_mut().for_each(|arm| self.value(&mut arm.body)),
            syn::Expr::Return(_) => self.statement(e),
            syn::Expr::Macro(_) => {}
            syn::Expr::Reference(reference) => *e = (self.end)(&reference.expr),
            place => {
                let behind: syn::Expr = syn::parse_quote_spanned!(place.span()=> *#place);
                *place = (self.end)(&behind);
            }
        }
    }

    /// A statement that may return.
    fn statement(&self, e: &mut syn::Expr) {
        match e {
            syn::Expr::Return(syn::ExprReturn { expr: Some(value), .. }) => {
                self.value(value);
                if !self.gives {
                    *e = syn::parse_quote!({ #value; return; });
                }
            }
            syn::Expr::Block(block) => self.returns(&mut block.block),
            syn::Expr::If(branch) => {
                self.returns(&mut branch.then_branch);
                if let Some((_, otherwise)) = &mut branch.else_branch {
                    self.statement(otherwise);
                }
            }
            _ => {}
        }
    }

    fn returns(&self, block: &mut syn::Block) {
        for statement in &mut block.stmts {
            if let syn::Stmt::Expr(e, _) = statement {
                self.statement(e);
            }
        }
    }
}
