//! Rewrites ordinary functions into functions over `crate::common::dual::Dual`.
//!
//! No types are needed for that: the types `f64` and `f32` become `Dual<f64>` and `Dual<f32>`, float literals become
//! duals, `as` becomes a trait, and every upper-case path (a constant) is lifted from the value it has. Constants
//! themselves, lengths of arrays and patterns stay as they are.

use crate::directives::Directives;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, ToTokens};
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::visit_mut::{self, VisitMut};
use syn::{
    parse_quote, Attribute, Error, Expr, ExprRepeat, ImplItemConst, ImplItemFn, Item, ItemConst, ItemFn, ItemStatic,
    ItemUse, Lit, Macro, Meta, Path, Signature, Token, Type, UseTree,
};

/// The items of a corpus file over dual numbers.
pub fn items(items: Vec<Item>) -> Result<TokenStream, Error> {
    let mut rewriter = Rewriter {
        literal: parse_quote!(f64),
        error: None,
    };
    let mut output = quote! { use crate::common::dual as oracle; };
    for mut item in items {
        if let Item::Use(item) = &item {
            if uses_the_macro(item) {
                continue;
            }
        }
        if let Item::Macro(rule) = &item {
            if rule.mac.path.segments.last().is_some_and(|last| last.ident == "rule") {
                item = Item::Fn(rule.mac.parse_body_with(without_partials)?);
            }
        }
        if matches!(&item, Item::Fn(function) if !Directives::of(&function.attrs).has_dual()) {
            continue;
        }
        rewriter.visit_item_mut(&mut item);
        item.to_tokens(&mut output);
    }
    rewriter.error.map_or(Ok(output), Err)
}

/// The function of a `rule!`, which here is one like others.
fn without_partials(input: ParseStream) -> Result<ItemFn, Error> {
    let function = input.parse()?;
    input.parse::<TokenStream>()?;
    Ok(function)
}

fn uses_the_macro(item: &ItemUse) -> bool {
    matches!(&item.tree, UseTree::Path(path) if path.ident == "differentiate")
}

/// Whether `tokens` mention the type `name`, as itself or as a literal's suffix.
pub fn mentions(tokens: impl ToTokens, name: &str) -> bool {
    tokens.to_token_stream().into_iter().any(|token| match token {
        proc_macro2::TokenTree::Group(group) => mentions(group.stream(), name),
        proc_macro2::TokenTree::Literal(literal) => literal.to_string().ends_with(name),
        proc_macro2::TokenTree::Ident(ident) => ident == name,
        proc_macro2::TokenTree::Punct(_) => false,
    })
}

struct Rewriter {
    /// What an unsuffixed float literal is, in the function at hand.
    literal: Ident,
    error: Option<Error>,
}

fn float(name: &Ident) -> bool {
    name == "f64" || name == "f32"
}

/// What an unsuffixed float literal is in a function of this signature.
fn literal(signature: &Signature) -> Ident {
    let single = mentions(signature, "f32") && !mentions(signature, "f64");
    Ident::new(if single { "f32" } else { "f64" }, Span::call_site())
}

fn is_update(op: &syn::BinOp) -> bool {
    use syn::BinOp::{AddAssign, DivAssign, MulAssign, RemAssign, SubAssign};
    matches!(
        op,
        AddAssign(_) | SubAssign(_) | MulAssign(_) | DivAssign(_) | RemAssign(_)
    )
}

fn is_constant(path: &Path) -> bool {
    let name = path
        .segments
        .last()
        .map(|segment| segment.ident.to_string())
        .unwrap_or_default();
    name.starts_with(|first: char| first.is_ascii_uppercase()) && !name.contains(|any: char| any.is_ascii_lowercase())
}

fn is_from_f64(function: &Expr) -> bool {
    matches!(function, Expr::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "from_f64"))
}

fn keep(attribute: &Attribute) -> bool {
    !(attribute.path().is_ident("differentiate")
        || attribute.path().is_ident("constant")
        || attribute.path().is_ident("doc"))
}

/// Takes `Differentiable` from what is derived.
fn without_our_derive(attribute: &mut Attribute) {
    if let (true, Meta::List(list)) = (attribute.path().is_ident("derive"), &mut attribute.meta) {
        let parse = Punctuated::<Path, Token![,]>::parse_terminated;
        if let Ok(derived) = parse.parse2(list.tokens.clone()) {
            let others = derived.into_iter().filter(|path| !path.is_ident("Differentiable"));
            let others: Punctuated<Path, Token![,]> = others.collect();
            list.tokens = others.into_token_stream();
        }
    }
}

impl VisitMut for Rewriter {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
        attributes.retain(keep);
        attributes.iter_mut().for_each(without_our_derive);
    }

    fn visit_item_mut(&mut self, item: &mut Item) {
        visit_mut::visit_item_mut(self, item);
        if let Item::Mod(module) = item {
            if let Some((_, items)) = &mut module.content {
                items.retain(|item| !matches!(item, Item::Use(item) if uses_the_macro(item)));
                items.insert(
                    0,
                    parse_quote!(
                        use crate::common::dual as oracle;
                    ),
                );
            }
        }
    }

    fn visit_item_const_mut(&mut self, _: &mut ItemConst) {}

    fn visit_item_static_mut(&mut self, _: &mut ItemStatic) {}

    fn visit_impl_item_const_mut(&mut self, _: &mut ImplItemConst) {}

    fn visit_impl_item_fn_mut(&mut self, function: &mut ImplItemFn) {
        self.literal = literal(&function.sig);
        visit_mut::visit_impl_item_fn_mut(self, function);
    }

    fn visit_item_fn_mut(&mut self, function: &mut ItemFn) {
        // One that stands in another has its own, and gives it back.
        let around = std::mem::replace(&mut self.literal, literal(&function.sig));
        visit_mut::visit_item_fn_mut(self, function);
        self.literal = around;
    }

    fn visit_type_mut(&mut self, ty: &mut Type) {
        match ty {
            Type::Path(path) if path.path.get_ident().is_some_and(float) => *ty = parse_quote!(oracle::Dual<#path>),
            Type::Array(array) => self.visit_type_mut(&mut array.elem),
            _ => visit_mut::visit_type_mut(self, ty),
        }
    }

    fn visit_expr_repeat_mut(&mut self, repeat: &mut ExprRepeat) {
        self.visit_expr_mut(&mut repeat.expr);
    }

    fn visit_pat_mut(&mut self, pattern: &mut syn::Pat) {
        match pattern {
            syn::Pat::Type(typed) => self.visit_type_mut(&mut typed.ty),
            syn::Pat::Guard(guarded) => self.visit_expr_mut(&mut guarded.guard),
            _ => {}
        }
    }

    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        match expression {
            Expr::Lit(literal) => {
                let (suffix, float) = match &literal.lit {
                    Lit::Float(value) => (value.suffix(), true),
                    Lit::Int(value) => (value.suffix(), matches!(value.suffix(), "f64" | "f32")),
                    _ => return,
                };
                if float {
                    let scalar = if suffix.is_empty() {
                        self.literal.clone()
                    } else {
                        Ident::new(suffix, Span::call_site())
                    };
                    *expression = parse_quote!(oracle::Dual::<#scalar>::constant((#literal) as f64));
                }
            }
            // `T::PI()`
            Expr::Call(call)
                if call.args.is_empty() && matches!(&*call.func, Expr::Path(path) if is_constant(&path.path)) => {}
            // `T::from_f64(2.0)` takes a float whatever `T` is.
            Expr::Call(call) if is_from_f64(&call.func) => {
                visit_mut::visit_expr_call_mut(self, call);
                for argument in &mut call.args {
                    *argument = parse_quote!(oracle::Dual::<f64>::value(#argument));
                }
            }
            Expr::Path(path) if is_constant(&path.path) => *expression = parse_quote!(oracle::lift(#path)),
            Expr::Path(path) if path.path.segments.len() == 2 && path.qself.is_none() => {
                let (first, name) = (&path.path.segments[0].ident, &path.path.segments[1]);
                if float(first) {
                    *expression = parse_quote!(oracle::Dual::<#first>::#name);
                } else if first == "libm" {
                    *expression = parse_quote!(oracle::libm::#name);
                }
            }
            Expr::Path(path) if path.path.segments.len() == 3 && path.path.segments[1].ident == "special" => {
                let name = &path.path.segments[2];
                *expression = parse_quote!(oracle::special::#name);
            }
            // Of numbers the right side is evaluated first, of other types the left side is borrowed first.
            Expr::Binary(update) if is_update(&update.op) => {
                visit_mut::visit_expr_binary_mut(self, update);
                let (place, op, value) = (&update.left, &update.op, &update.right);
                *expression = parse_quote!({ let oracle_value = #value; #place #op oracle_value; });
            }
            Expr::Cast(cast) => {
                self.visit_expr_mut(&mut cast.expr);
                self.visit_type_mut(&mut cast.ty);
                let (value, ty) = (&cast.expr, &cast.ty);
                *expression = parse_quote!(oracle::Cast::<#ty>::cast(#value));
            }
            _ => visit_mut::visit_expr_mut(self, expression),
        }
    }

    fn visit_macro_mut(&mut self, invocation: &mut Macro) {
        // `vec![value; length]`
        if invocation.path.is_ident("vec") {
            if let Ok(mut repeat) = syn::parse2::<ExprRepeat>({
                let tokens = &invocation.tokens;
                quote!([#tokens])
            }) {
                self.visit_expr_mut(&mut repeat.expr);
                self.visit_expr_mut(&mut repeat.len);
                let (value, length) = (&repeat.expr, &repeat.len);
                invocation.tokens = quote!(#value; #length);
                return;
            }
        }
        match Punctuated::<Expr, Token![,]>::parse_terminated.parse2(invocation.tokens.clone()) {
            Ok(mut arguments) => {
                arguments.iter_mut().for_each(|argument| self.visit_expr_mut(argument));
                invocation.tokens = arguments.into_token_stream();
            }
            Err(error) => self.error = Some(error),
        }
    }
}
