//! The function with its structs taken apart: what its derivatives of higher order run on, if it is not lifted as it stands.

use crate::ast::{Function, StructType, Surroundings, Type};
use crate::diagnostics::Collector;
use crate::dump::Dump;
use crate::emit::item::{active_leaves, Flattened};
use crate::ir::verify::Stage;
use crate::ir::{CallKind, Graph, NodeId, Op, Shape, Step, Ty};
use crate::items::{bodies_around, resolved};
use crate::lower::{self, Lowered};
use crate::parse::Source;
use crate::pipeline::{check, differentiated, lifted_gradient, swept, Choices, Place};
use crate::transform::apart::{inline, open, passes_structs, take_apart, Apart, Callee};
use crate::transform::keep::Halves;
use crate::transform::lift::lift;
use crate::transform::reverse::Seed;
use crate::{infer, parse};
use proc_macro2::TokenStream;
use quote::{quote, ToTokens};

mod default;
mod instance;

use instance::instantiated;

/// How deep derivatives are called in functions whose derivative is called.
const DEPTH: usize = 4;

/// The function of the parts, if it is one of numbers that can be lifted. Where it passes structs to functions that are not seen, or
/// has some of which too little is seen, the file that it stands in is read for these.
pub fn flattened(
    source: &Source,
    function: &Function,
    lowered: &Lowered,
    place: &Place,
    dump: &Dump,
) -> Option<Flattened> {
    let unseen = |function: &Function, lowered: &Lowered| {
        let around = bodies_around(&source.item.to_token_stream(), &function.surroundings)?;
        let mut unread = Collector::new();
        let read = read(around.0, &around.1, false, &mut unread);
        unread.finish();
        let (function, wider) = read?;
        (wider.shape == lowered.shape).then(|| of_parts(&function, &wider, Trust::Known, place, dump))?
    };
    // Of a field that is not seen the type may not be known: `p.count as f64`.
    let graph = &lowered.graph;
    let mut params = graph[graph.root].params.iter();
    let is_of_unseen = place.associated.is_some() && function.surroundings.owner_type().is_none();
    let has_structs = is_of_unseen || params.any(|&param| graph.ty(param).has_struct()) || passes_structs(graph);
    of_parts(function, lowered, Trust::Known, place, dump)
        .or_else(|| has_structs.then(|| unseen(function, lowered))?)
        .or_else(|| has_structs.then(|| of_parts(function, lowered, Trust::Guessed, place, dump))?)
}

/// Which bodies are gone by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trust {
    /// Those of which all types are known.
    Known,
    /// Those too of which a type was [guessed](Collector::guess), as that of a field of a struct that is not seen: mostly, a float.
    Guessed,
}

/// The function of the parts, as far as all that it computes is seen around it.
fn of_parts(function: &Function, lowered: &Lowered, trust: Trust, place: &Place, dump: &Dump) -> Option<Flattened> {
    let owner = match place.associated {
        None => None,
        Some(_) => Some(function.surroundings.owner_type()?),
    };
    if place.nested || place.operator.is_some() || place.computed {
        return None;
    }
    let owner_generics = function.surroundings.owner.as_ref().filter(|_| owner.is_some());
    let generics = owner_generics.map(|owner| owner.generics.clone()).unwrap_or_default();
    let shape = match lowered.has_gradient() {
        true => Shape::Leaf,
        false => lowered.shape.clone(),
    };
    let apart = apart(function, lowered, (owner.as_ref(), &place.runtime()), (trust, DEPTH))?;
    check(&apart.graph, Stage::Lowered);
    let function = apart.function(function);
    let active = active_leaves(&function, &apart.graph);
    if active.is_empty() {
        return None;
    }
    let kept = differentiated(&apart.graph, &active, Seed::Cotangents, Halves::Split, dump);
    let lifted = lift(&kept)?;
    let lifted_gradient = lowered.has_gradient().then(|| {
        let fused = swept(&apart.graph, &active, Seed::One, (Halves::Fused, Choices::Again), dump).0;
        lifted_gradient(&fused, dump)
    });
    Some(Flattened {
        function,
        shape,
        split: kept,
        lifted,
        lifted_gradient: lifted_gradient.flatten(),
        parts: apart.parts,
        generics,
        owner: owner.map(ToTokens::into_token_stream),
    })
}

/// The graph with its structs taken apart.
fn apart(
    function: &Function,
    lowered: &Lowered,
    (owner, runtime): (Option<&syn::Type>, &TokenStream),
    (trust, depth): (Trust, usize),
) -> Option<Apart> {
    lowered.floats()?;
    let seen = |graph: &Graph, call: NodeId| callee(&function.surroundings, trust, graph, call);
    let mut inlined = Lowered {
        graph: inline(lowered.graph.clone(), &mut { seen })?,
        shape: lowered.shape.clone(),
    };
    open(&mut inlined.graph, &function.surroundings)?;
    let depth = depth.checked_sub(1)?;
    let mut differentiated = |graph: &Graph, call: NodeId| {
        let Op::Call(call) = &graph[call].op else { return None };
        differentiated_callee(&function.surroundings, &graph[call.callee], runtime, (trust, depth))
    };
    let mut apart = take_apart(&inlined.graph, &inlined.floats()?, &mut differentiated)?;
    if let Some(owner) = owner {
        name_owner(&mut apart.graph, owner);
    }
    settle_constants(function, &mut apart)?;
    Some(apart)
}

/// What is in a variant of what takes no derivative has no place in a tangent: it takes none either. `None` if that is not seen.
fn settle_constants(function: &Function, apart: &mut Apart) -> Option<()> {
    let leaves: Vec<&Type> = function
        .parameters
        .iter()
        .flat_map(|parameter| leaves(&parameter.ty))
        .collect();
    let step = |step: &Step| match step {
        Step::Field(name) => Some(apart.graph[*name].to_string()),
        Step::Index(()) => None,
    };
    for part in &mut apart.parts {
        let steps: Vec<Option<String>> = part.path.iter().map(step).collect();
        let is_of_variant = |step: &Option<String>| step.as_ref().is_some_and(|step| step.contains("::"));
        if steps.iter().any(is_of_variant) && part.active {
            let ty = leaves.get(part.leaf)?;
            part.active = !function
                .surroundings
                .is_constant(ty, steps.iter().map(Option::as_deref))?;
        }
    }
    Some(())
}

/// The types of the leaves of a value.
fn leaves(ty: &Type) -> Vec<&Type> {
    match ty {
        Type::Tuple(all) => all.iter().flat_map(leaves).collect(),
        Type::Option(inner) => std::iter::once(ty).chain(leaves(inner)).collect(),
        ty => vec![ty],
    }
}

/// What is known of a function whose derivative is called, by the path of the function.
fn differentiated_callee(
    surroundings: &Surroundings,
    tokens: &TokenStream,
    runtime: &TokenStream,
    (trust, depth): (Trust, usize),
) -> Option<Callee> {
    let (surroundings, item) = surroundings.body(&path(tokens)?)?;
    let (function, lowered) = trusted(item, &surroundings, false, trust)?;
    let owner = surroundings.owner_without_generics();
    if surroundings.owner.is_some() && owner.is_none() {
        return None;
    }
    let active = active_leaves(&function, &lowered.graph);
    let is_active = |active: &[NodeId], graph: &Graph| -> Vec<bool> {
        let params = graph[graph.root].params.iter();
        params.map(|param| active.contains(param)).collect()
    };
    let parameters = is_active(&active, &lowered.graph);
    let apart = apart(&function, &lowered, (owner.as_ref(), runtime), (trust, depth))?;
    let active = active_leaves(&apart.function(&function), &apart.graph);
    let parts = is_active(&active, &apart.graph);
    let constants = apart.parts.iter().map(|part| {
        let steps = part.path.iter().map(|step| match step {
            Step::Field(name) => Some(apart.graph[*name].to_string()),
            Step::Index(()) => None,
        });
        let steps: Vec<Option<String>> = steps.collect();
        let parameter = function.parameters.get(part.leaf)?;
        surroundings.is_constant(&parameter.ty, steps.iter().map(Option::as_deref))
    });
    let constants = constants.collect();
    let name = path(tokens)?.pop()?;
    let generic = generic_of(&name, &quote!(()), runtime);
    let of = match &owner {
        Some(owner) => owner.to_token_stream(),
        None => tokens.clone(),
    };
    Some(Callee {
        instance: quote!(#of, #generic),
        apart,
        parts,
        constants,
        parameters,
    })
}

/// What tells the function of this name from others of its type, for the runtime.
pub fn generic_of(name: &str, parameters: &TokenStream, runtime: &TokenStream) -> TokenStream {
    let number = number_of(name);
    quote!((#runtime::modes::Size<#number>, #parameters))
}

/// A number that tells names apart (FNV-1a).
fn number_of(name: &str) -> usize {
    let hash = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    hash as usize
}

/// The graph of what is called, if its body is seen and says all.
fn callee(surroundings: &Surroundings, trust: Trust, graph: &Graph, node: NodeId) -> Option<Graph> {
    let Op::Call(call) = &graph[node].op else { return None };
    let (tokens, args) = (&graph[call.callee], &graph[node].args);
    let (surroundings, item) = match call.kind {
        CallKind::Function => surroundings.body(&path(tokens)?)?,
        CallKind::Associated => {
            let (names, of) = instance::of_call(surroundings, graph, node)?;
            let body = surroundings
                .body(&names)
                .or_else(|| default::body(surroundings, &names, &of));
            instantiated(body?, &of)?
        }
        CallKind::Method => {
            let Ty::Struct(receiver) = graph.ty(*args.first()?) else {
                return None;
            };
            let ty = StructType {
                tokens: graph[*receiver].clone(),
                like: None,
            };
            let body = surroundings.method_body(&ty, &tokens.to_string())?;
            instantiated(body, &instance::named(surroundings, &graph[*receiver]))?
        }
        CallKind::Library => {
            let method = derived(tokens)?;
            let Ty::Struct(of) = graph.ty(*args.first()?) else {
                return None;
            };
            let ty = StructType {
                tokens: graph[*of].clone(),
                like: None,
            };
            surroundings.derived_body(&ty, &method)?
        }
        CallKind::Operator => {
            let names = args
                .iter()
                .take(call.arity as usize)
                .map(|&side| type_name(surroundings, graph, graph.ty(side)));
            let names = names.collect::<Option<Vec<_>>>()?;
            let (left, right) = (names.first()?.clone(), names.last()?.clone());
            let body = surroundings.operation_body(&(tokens.to_string(), [left, right]))?;
            let owner = body.0.owner.clone()?;
            let sides = &args[..call.arity as usize];
            match owner.generics.lifetimes().count() == owner.generics.params.len() {
                true => body,
                false => instantiated(body, &instance::among(surroundings, graph, sides, &owner)?)?,
            }
        }
        _ => return None,
    };
    let mut lowered = trusted(item, &surroundings, true, trust)?.1.graph;
    if let Some(owner) = surroundings.owner_without_generics() {
        name_owner(&mut lowered, &owner);
    }
    Some(lowered)
}

/// A function that is [`read`], if its body can be gone by.
fn trusted(
    item: TokenStream,
    surroundings: &Surroundings,
    in_caller: bool,
    trust: Trust,
) -> Option<(Function, Lowered)> {
    let mut unread = Collector::new();
    let read = read(item, surroundings, in_caller, &mut unread);
    let guessed = unread.has_guessed();
    unread.finish();
    read.filter(|_| !guessed || trust == Trust::Guessed)
}

/// A function that needs nothing but its graph, and may be computed in its caller.
pub fn read(
    item: TokenStream,
    surroundings: &Surroundings,
    in_caller: bool,
    errors: &mut Collector,
) -> Option<(Function, Lowered)> {
    let mut source = parse::source(item, errors)?;
    source.surroundings = surroundings.clone();
    source.in_caller = in_caller;
    let function = source.read(errors)?;
    let types = infer::infer(&function, errors)?;
    let is_plain = source.item.sig.generics.params.is_empty()
        && function.nested.is_empty()
        && function.items.is_empty()
        && !function.parameters.iter().any(|parameter| parameter.opaque);
    let lowered = is_plain.then(|| lower::lower(&function, &types))?;
    Some((function, lowered))
}

/// The names of a path without generic arguments.
pub fn path(tokens: &TokenStream) -> Option<Vec<String>> {
    let path: syn::Path = syn::parse2(tokens.clone()).ok()?;
    let plain = path.segments.iter().all(|segment| segment.arguments.is_none());
    plain.then(|| path.segments.iter().map(|segment| segment.ident.to_string()).collect())
}

/// The method of a derive that this function of the library is.
fn derived(tokens: &TokenStream) -> Option<String> {
    match &path(tokens)?[..] {
        [module, method] if module == "calculus" => Some(method.clone()),
        _ => None,
    }
}

/// The name by which operators know a type.
fn type_name(surroundings: &Surroundings, graph: &Graph, ty: &Ty) -> Option<String> {
    match ty {
        Ty::Struct(name) => instance::name(surroundings, &graph[*name]),
        Ty::Float(float) => Some(float.name().to_string()),
        _ => None,
    }
}

/// Writes the type in the place of `Self`.
fn name_owner(graph: &mut Graph, owner: &syn::Type) {
    let tokens = graph.tokens.iter_mut();
    tokens.for_each(|tokens| *tokens = resolved(tokens.clone(), &[], Some(owner)));
}
