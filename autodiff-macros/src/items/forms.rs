//! An operator that is implemented several times for the same types, by value and by reference, in `impl` blocks with an
//! attribute each. All are one operator, and its rule stands beside the first in the file: the others, which a macro does not see, are
//! looked for there.

use super::function::{is_left, is_ours};
use super::neighbours::{attributes, tokens_of_file};
use super::operator::Operator;
use super::tree::{split, Block, Tree};
use proc_macro2::TokenStream;
use quote::ToTokens;

/// Whether another form of this operator stands before it in the file.
pub fn is_repeated(item: &TokenStream) -> bool {
    let wanted = match &split(item.clone())[..] {
        [Tree::Impl(block)] => Form::of(block),
        _ => None,
    };
    let (Some(wanted), Some(tokens)) = (wanted, tokens_of_file()) else {
        return false;
    };
    is_repeated_in(&split(tokens), &wanted)
}

fn is_repeated_in(items: &[Tree], wanted: &Form) -> bool {
    let is_ours = |block: &&Block| {
        let attributes = attributes(&block.head);
        attributes.iter().any(is_ours) && !is_left(&attributes)
    };
    let blocks = items.iter().filter_map(|item| match item {
        Tree::Impl(block) => Some(block),
        _ => None,
    });
    let forms = blocks.filter(is_ours).filter_map(Form::of);
    let forms: Vec<Form> = forms.filter(|form| form.key == wanted.key).collect();
    let inside = |item: &Tree| match item {
        Tree::Module(block) => is_repeated_in(&block.items, wanted),
        _ => false,
    };
    match forms.iter().position(|form| form.text == wanted.text) {
        Some(position) => position > 0,
        None => items.iter().any(inside),
    }
}

/// An operator as one `impl` has it.
struct Form {
    /// What is the same in all forms.
    key: Vec<String>,
    /// What stands there.
    text: String,
}

impl Form {
    fn of(block: &Block) -> Option<Form> {
        let head = syn::parse2::<syn::ItemImpl>(block.empty()).ok()?;
        let operator = Operator::of(&head)?;
        let whole = syn::parse2::<syn::ItemImpl>(block.whole()).ok();
        let text = whole.map_or_else(
            || block.whole(),
            |item| syn::ItemImpl { attrs: vec![], ..item }.into_token_stream(),
        );
        Some(Form {
            key: operator.key(),
            text: without_spaces(&text),
        })
    }
}

/// The tokens as text, which has other spaces where rustc has read them than where it has been given them.
fn without_spaces(tokens: &TokenStream) -> String {
    tokens.to_string().split_whitespace().collect()
}
