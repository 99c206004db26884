//! Closures as arguments of calls: what one captures stands behind it in the graph, and inside of it in generated code.

use super::body::Body;
use super::item::borrowed_type;
use crate::ir::{Call, Len, NodeId, Ty};
use proc_macro2::TokenStream;
use quote::quote;

impl Body<'_> {
    /// The arguments of a call as the callee takes them: each closure with what it captures. `value` is that at a position;
    /// `sinks`, in a reverse half, the places for the derivatives of all arguments, of which those of the callee's are left.
    pub(super) fn with_closures(
        &self,
        call: &Call,
        value: impl Fn(u32) -> NodeId,
        arguments: Vec<TokenStream>,
        mut sinks: Option<&mut Vec<TokenStream>>,
    ) -> Vec<TokenStream> {
        let runtime = self.runtime;
        let mut arguments = arguments;
        for &(closure, captured) in call.closures.iter().rev() {
            let (closure, behind) = (closure as usize, (closure + 1) as usize..=(closure + captured) as usize);
            let types = behind
                .clone()
                .map(|position| self.captured_type(value(position as u32)));
            let types = quote!((#(#types,)*));
            let inside: Vec<TokenStream> = arguments.drain(behind.clone()).collect();
            let function = &arguments[closure];
            arguments[closure] = match &mut sinks {
                Some(sinks) => {
                    let places = sinks.drain(behind);
                    quote! {
                        (&#runtime::closure_into::<_, #types>(
                            #function, (#(#inside,)*), (#(&mut #runtime::Behind(#places),)*)
                        ))
                    }
                }
                None => quote!((&#runtime::closure::<_, #types>(#function, (#(#inside,)*)))),
            };
        }
        arguments
    }

    /// The type of the parameter that this is captured as.
    fn captured_type(&self, value: NodeId) -> TokenStream {
        let ty = match self.graph.ty(value) {
            Ty::Array(element, Len::Const(_)) => Ty::Slice(element.clone()),
            ty => ty.clone(),
        };
        let reference = ty.is_whole().then(|| quote!(&));
        let ty = borrowed_type(self.graph, &ty, self.runtime);
        quote!(#reference #ty)
    }
}
