//! The functions of `f {}`, each a call of the runtime's function of that name.

use super::super::parameter::{unused, Parameter};
use super::super::Item;
use super::all;
use crate::ir::Ty;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

impl Item<'_> {
    pub(super) fn mode_functions(&self) -> TokenStream {
        let runtime = self.runtime();
        let parameters = self.parameters(&self.split);
        let declarations: Vec<_> = parameters.iter().map(|p| self.lifted_declaration(p)).collect();
        let (value, base) = (self.result(), self.base());
        let gradient = self.gradient_with(&parameters, &base);
        let (jacobian, rows_of_value) = match self.value_as_matrix(&parameters, &self.split) {
            Some((matrix, _)) => (matrix, quote!(jacobian_matrix)),
            None => (self.value_with(&gradient), quote!(jacobian)),
        };
        let (generics, bounds) = self.generics_lifted(&[]);
        let given = self.arguments_of_modes(&parameters);
        let instance = {
            let generic = self.called_for(self.parameters_as_type(), &parameters);
            quote!(Self, #generic, #base)
        };
        let active: Vec<&Parameter> = parameters.iter().filter(|parameter| parameter.active).collect();
        let tangents: Vec<Ident> = active
            .iter()
            .map(|parameter| self.beside(parameter, "tangent"))
            .collect();
        let types: Vec<_> = active.iter().map(|parameter| parameter.written).collect();
        let parts: Vec<_> = active
            .iter()
            .zip(&tangents)
            .map(|(p, name)| p.reference_of(name))
            .collect();
        let mut directions = tangents.iter();
        let along = parameters.iter().map(|parameter| match parameter.active {
            true => self.as_argument_named(parameter, directions.next().expect("a direction for each")),
            false => self.as_argument_named(parameter, &parameter.name),
        });
        let along = all(along.collect());
        let cotangent = unused(self.function, "cotangent");
        let used = self.used_in_modes(&parameters);
        let docs = Docs::of(&self.link());
        let batch = self.batch(&active, &tangents, &declarations, (&instance, &given), &docs.batch);
        let sparse = self.sparse_functions(&declarations, (&instance, &given));
        let Docs {
            jvp,
            vjp,
            pullback,
            jacobian: jacobian_doc,
            ..
        } = &docs;
        let first = (!self.lends()).then(|| {
            quote! {
                #[doc = #vjp]
                #[inline]
                pub fn vjp #generics(#(#declarations,)* #cotangent: #value) -> (#value, #gradient) #bounds {
                    #used
                        #runtime::modes::vjp::<#instance>(#given, &#cotangent)
                }

                #[doc = #pullback]
                #[inline]
                pub fn pullback #generics(
                    #(#declarations),*
                ) -> (#value, impl ::core::ops::Fn(&#value) -> #gradient) #bounds {
                    #used
                        #runtime::modes::pullback::<#instance>(#given)
                }

                #[doc = #jacobian_doc]
                #[inline]
                pub fn jacobian #generics(#(#declarations),*) -> #jacobian #bounds {
                    #used
                        #runtime::modes::#rows_of_value::<#instance>(#given)
                }
            }
        });
        let second = self.fused.is_some().then(|| {
            let Docs {
                hvp, hessian, diagonal, ..
            } = &docs;
            let (rows, rows_of_gradient) = match self.gradient_as_matrix(&parameters, &self.split) {
                Some((matrix, _)) => (matrix, quote!(hessian_matrix)),
                None => (self.gradient_with(&parameters, &gradient), quote!(hessian)),
            };
            quote! {
                #[doc = #hvp]
                #[inline]
                pub fn hvp #generics(#(#declarations,)* #(#tangents: #types),*) -> #gradient #bounds {
                    #used
                    #runtime::modes::hvp_along::<#instance>(#given, #along)
                }

                #[doc = #hessian]
                #[inline]
                pub fn hessian #generics(#(#declarations),*) -> #rows #bounds {
                    #used
                    #runtime::modes::#rows_of_gradient::<#instance>(#given)
                }

                #[doc = #diagonal]
                #[inline]
                pub fn hessian_diagonal #generics(#(#declarations),*) -> #gradient #bounds {
                    #used
                    #runtime::modes::hessian_diagonal::<#instance>(#given)
                }
            }
        });
        quote! {
            #[doc = #jvp]
            #[inline]
            pub fn jvp #generics(#(#declarations,)* #(#tangents: #types),*) -> (#value, #value) #bounds {
                #used
                #runtime::modes::jvp::<#instance>(#given, &[#(&#parts),*])
            }

            #batch

            #first

            #second

            #sparse
        }
    }

    fn batch(
        &self,
        active: &[&Parameter],
        tangents: &[Ident],
        declarations: &[TokenStream],
        (instance, given): (&TokenStream, &TokenStream),
        doc: &str,
    ) -> TokenStream {
        let (runtime, value, base) = (self.runtime(), self.result(), self.base());
        let used = self.used_in_modes(&self.parameters(&self.split));
        let [lanes, k, numbers] = ["LANES", "k", "numbers"].map(|name| unused(self.function, name));
        let (generics, bounds) = self.generics_lifted(&[quote!(const #lanes: usize)]);
        let types = active.iter().map(|parameter| parameter.written);
        let parts = active.iter().zip(tangents).map(|(parameter, name)| {
            let part = match parameter.references {
                0 => quote!(&#name[#k]),
                n => {
                    let derefs = (1..n).map(|_| quote!(*));
                    quote!(#(#derefs)*#name[#k])
                }
            };
            quote!(#runtime::modes::Numbers::append(&(#part), &mut *#numbers);)
        });
        quote! {
            #[doc = #doc]
            #[inline]
            pub fn pushforward_batch #generics(
                #(#declarations,)* #(#tangents: [#types; #lanes]),*
            ) -> (#value, [#value; #lanes]) #bounds {
                #used
                #runtime::modes::pushforward_batch::<#instance, #lanes>(#given, |#k: usize, #numbers: &mut #runtime::Vec<#base>| { #(#parts)* })
            }
        }
    }

    /// The arguments as the runtime takes them.
    pub(in super::super) fn arguments_of_modes(&self, parameters: &[Parameter]) -> TokenStream {
        let given = parameters
            .iter()
            .map(|parameter| self.as_argument_named(parameter, &parameter.name));
        all(given.collect())
    }

    /// What is declared as a parameter is, as the runtime takes it: arrays by reference, numbers by value.
    fn as_argument_named(&self, parameter: &Parameter, name: &Ident) -> TokenStream {
        let reference = parameter.reference_of(name);
        if parameter.opaque {
            return self.lent_argument(parameter, reference);
        }
        let leaf = self.split.ty(parameter.leaves[0]);
        match leaf {
            _ if parameter.is_tree() => reference,
            Ty::Vec(_) => quote!(&(#reference)[..]),
            ty if ty.is_whole() => reference,
            _ => quote!(*#reference),
        }
    }

    /// A name for what goes with a parameter.
    pub(super) fn beside(&self, parameter: &Parameter, what: &str) -> Ident {
        let name = parameter.name.to_string();
        unused(self.function, &format!("{}_{what}", name.trim_start_matches("r#")))
    }
}

/// What the functions say of themselves.
pub(super) struct Docs {
    pub jvp: String,
    pub batch: String,
    vjp: String,
    pullback: String,
    jacobian: String,
    pub hvp: String,
    pub hessian: String,
    pub diagonal: String,
}

impl Docs {
    pub fn of(link: &str) -> Docs {
        let direction = "# Panics\nWhere the function does, and if a direction has not the length of its argument.";
        let plain = "# Panics\nWhere the function does.";
        Docs {
            jvp: format!(
                "The value of {link}, and its derivative in the direction that the last arguments give: forward mode.\n\n\
                 {direction}"
            ),
            batch: format!(
                "The value of {link}, and its derivatives in several directions, in one pass: the k-th of each of the last \
                 arguments is the k-th direction.\n\n{direction}"
            ),
            vjp: format!(
                "The value of {link}, and a cotangent pulled back: the gradients of the numbers of the value, each times \
                 that of the cotangent, added up.\n\n{plain}"
            ),
            pullback: format!(
                "The value of {link}, and what pulls cotangents back, as many as there are, from the tape of one forward \
                 sweep.\n\n{plain}"
            ),
            jacobian: format!(
                "The partial derivatives of {link}: in the shape of its value, with a gradient for each number; of a list \
                 in a list they are a matrix. In forward mode where that costs less, else in reverse mode.\n\n{plain}"
            ),
            hvp: format!(
                "The product of the Hessian of {link} with the direction that the last arguments give.\n\n{direction}"
            ),
            hessian: format!(
                "The second derivatives of {link}, symmetric: in the shape of the gradient, with a gradient for each \
                 number; in a list they are a matrix.\n\n{plain}"
            ),
            diagonal: format!(
                "The second derivatives of {link} in each variable by itself, in the shape of the gradient.\n\n{plain}"
            ),
        }
    }
}
