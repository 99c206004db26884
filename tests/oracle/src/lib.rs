//! Reads files of small functions and makes of each function its double over dual numbers, and a test case.
//!
//! [`corpus!`](corpus) is used by tests whose crate root has `mod common`; the conventions stand in
//! `tests/corpus/README.md`.

mod arguments;
mod case;
mod directives;
mod dual;
mod functions;
mod modes;
mod parameter;
mod structs;

use std::path::PathBuf;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Error, LitStr, Token};

/// `corpus!("tests/corpus": loops, arrays)` makes a module `corpus` of `tests/corpus/loops.rs` and
/// `tests/corpus/arrays.rs`: the files themselves, their doubles in `corpus::dual`, and `corpus::cases()`, one case for
/// each function with a scalar value. With `"folder" gradients:` the cases have no other derivatives than gradients, with `"folder"
/// all:` those of functions with structs too.
#[proc_macro]
pub fn corpus(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let Input { folder, modes, files } = syn::parse_macro_input!(input);
    let mut modules = TokenStream::new();
    let mut doubles = TokenStream::new();
    for file in &files {
        match read(&folder, file, modes) {
            Ok(parts) => {
                modules.extend(parts.module);
                doubles.extend(parts.double);
            }
            Err(error) => modules.extend(error.to_compile_error()),
        }
    }
    let names = files.iter().map(Ident::to_string);
    let modules_of_cases = files.iter();
    quote! {
        #[allow(warnings, clippy::all)]
        pub mod corpus {
            #modules

            /// The files, without their extension.
            pub const FILES: &[&str] = &[#(#names),*];

            /// The same functions over dual numbers.
            pub mod dual { #doubles }

            /// Every function of the corpus that returns a scalar.
            pub fn cases() -> ::std::vec::Vec<crate::common::case::Case> {
                let mut cases = ::std::vec::Vec::new();
                #(cases.extend(dual::#modules_of_cases::cases());)*
                cases
            }
        }
    }
    .into()
}

/// Of which functions there are more derivatives than gradients.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Modes {
    None,
    OfNumbers,
    All,
}

struct Input {
    folder: String,
    modes: Modes,
    files: Punctuated<Ident, Token![,]>,
}

impl Parse for Input {
    fn parse(input: ParseStream<'_>) -> Result<Self, Error> {
        let folder = input.parse::<LitStr>()?.value();
        let modes = match input.peek(Token![:]) {
            true => Modes::OfNumbers,
            false => match input.parse::<Ident>()?.to_string().as_str() {
                "gradients" => Modes::None,
                _ => Modes::All,
            },
        };
        input.parse::<Token![:]>()?;
        Ok(Input {
            folder,
            modes,
            files: Punctuated::parse_terminated(input)?,
        })
    }
}

struct Parts {
    module: TokenStream,
    double: TokenStream,
}

fn read(folder: &str, name: &Ident, modes: Modes) -> Result<Parts, Error> {
    let root = std::env::var("CARGO_MANIFEST_DIR").map_err(|error| Error::new(name.span(), error))?;
    let path = PathBuf::from(root).join(folder).join(format!("{name}.rs"));
    let failed = |what: String| Error::new(name.span(), format!("{}: {what}", path.display()));
    let text = std::fs::read_to_string(&path).map_err(|error| failed(error.to_string()))?;
    let file = syn::parse_file(&text).map_err(|error| failed(error.to_string()))?;

    let mut cases = TokenStream::new();
    for function in functions::of(&file.items) {
        let made = case::make(name, &function, modes);
        cases.extend(made.map_err(|error| failed(format!("{}: {error}", function.signature.ident)))?);
    }
    let impls = structs::impls(name, &file.items);
    let items = dual::items(file.items)?;
    let path = path.display().to_string();
    Ok(Parts {
        module: quote! { #[path = #path] pub mod #name; },
        double: quote! {
            pub mod #name {
                #items
                #impls

                pub fn cases() -> ::std::vec::Vec<crate::common::case::Case> { ::std::vec![#cases] }
            }
        },
    })
}
