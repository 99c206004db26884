//! Values that are of one of several variants, enums and options, as structs: of each variant they have a field that says whether
//! it is this one, and the fields of it, which are zeros where it is another.
//!
//! ```text
//! Shape::__is_Disc(s)        s.(Shape::Disc)             is_some(o)        o.(Option::Some)
//! Shape::__of_Disc_0(s)      s.(Shape::Disc.0)           number(o)         o.(Option::Some.0)
//! Shape::__new_Disc(r)       Shape::Disc { 0: r }        some_number(x)    Option::Some { 0: x }
//! ```
//!
//! Generated code asks for the variant before it takes anything out of it, so that nothing depends on the zeros. `==`, where it is
//! derived, compares the parts.

use crate::ast::environment::Declaration;
use crate::ast::{variant, Surroundings, Type};
use crate::diagnostics::Collector;
use crate::ir::{Call, CallKind, Comparison, Graph, Integer, Literal, NodeId, Op, Shape, Step, TokensId, Ty};
use crate::parse::types;
use crate::tables::HashMap;
use crate::transform::flow::subtree;
use proc_macro2::{TokenStream, TokenTree};
use quote::{quote, ToTokens};

/// How deep structs in structs are compared.
const DEPTH: usize = 8;

/// Opens all of a graph; `None` if there is one whose type is not seen.
pub fn open(graph: &mut Graph, seen: &Surroundings) -> Option<()> {
    let mut open = Open {
        graph,
        seen,
        steps: HashMap::default(),
        before: None,
    };
    for region in subtree(open.graph, open.graph.root) {
        for node in open.graph[region].nodes.clone() {
            open.node(node)?;
        }
    }
    Some(())
}

/// Whether this is a call that is none behind `open`.
pub fn is_opened(graph: &Graph, node: NodeId) -> bool {
    let Op::Call(call) = &graph[node].op else { return false };
    let callee = &graph[call.callee];
    match call.kind {
        CallKind::Library => variant::is_same(callee) || of_option(callee).is_some(),
        CallKind::Associated => variant::function(callee).is_some_and(|(_, name)| variant::is_of_variant(&name)),
        _ => false,
    }
}

struct Open<'g> {
    graph: &'g mut Graph,
    seen: &'g Surroundings,
    /// The tokens of each step: a type may be spelt in several ways.
    steps: HashMap<(String, String, Option<String>), TokensId>,
    /// The node that new ones stand before.
    before: Option<NodeId>,
}

impl Open<'_> {
    fn node(&mut self, node: NodeId) -> Option<()> {
        match self.graph[node].op.clone() {
            Op::Path(path) if self.graph.ty(node).has_struct() => {
                let path = unwrapped(self.graph[path].clone());
                let Some((ty, name)) = variant::function(&path) else {
                    return Some(());
                };
                let declaration = self.seen.declaration(&ty);
                if declaration.is_some_and(|of| !of.generic && of.fields(&name).is_some_and(<[_]>::is_empty)) {
                    let literal = self.literal(ty, name, &[]);
                    self.graph[node].op = literal;
                }
                Some(())
            }
            Op::Call(call) if is_opened(self.graph, node) => {
                let result = self.graph.find_result(node, 0);
                if let Some(result) = result {
                    self.before = Some(node);
                    self.call(result, &call, self.graph[node].args.clone())?;
                }
                let region = self.graph[node].region;
                self.graph[region].nodes.retain(|&other| other != node);
                Some(())
            }
            _ => Some(()),
        }
    }

    /// Makes of the value of a call what that computes.
    fn call(&mut self, value: NodeId, call: &Call, args: Vec<NodeId>) -> Option<()> {
        let callee = self.graph[call.callee].clone();
        if variant::is_same(&callee) {
            let ty = self.type_of(args[0]).or_else(|| self.type_of(args[1]))?;
            let equal = self.same(args[0], args[1], &ty, DEPTH)?;
            let always = self.constant(true);
            self.graph[value].op = Op::Integer(Integer::And);
            self.graph[value].args = vec![equal, always];
            return Some(());
        }
        if let Some(function) = of_option(&callee) {
            let some = |field: Option<&str>| (option(), "Some".to_string(), field.map(str::to_string));
            match function.as_str() {
                "is_some" => self.load(value, args[0], some(None)),
                "number" | "whole" => self.load(value, args[0], some(Some("0"))),
                "none" => self.graph[value].op = self.literal(option(), "None".to_string(), &[]),
                _ => self.graph[value].op = self.literal(option(), "Some".to_string(), &["0".to_string()]),
            }
            if matches!(self.graph[value].op, Op::Struct(_)) {
                self.graph[value].args = args;
            }
            return Some(());
        }
        let (ty, name) = variant::function(&callee)?;
        let declaration = self.seen.declaration(&ty).filter(|of| !of.generic)?;
        if let Some(variant) = variant::tested(&name) {
            self.load(value, args[0], (ty, variant.to_string(), None));
        } else if let Some(variant) = variant::compared(&name) {
            // Any other `==` than a derived one could say anything.
            let is_plain = declaration.compared && declaration.fields(variant).is_some_and(<[_]>::is_empty);
            is_plain.then(|| self.load(value, args[0], (ty, variant.to_string(), None)))?;
        } else if variant::is_field(&name) {
            let (variant, field) = field_of(declaration, &name)?;
            self.load(value, args[0], (ty, variant, Some(field)));
        } else {
            let mut variants = declaration.variants.iter();
            let (variant, fields) = variants.find(|(of, _)| variant::constructor(of) == name)?.clone();
            if fields.len() != args.len() {
                return None;
            }
            self.graph[value].op = self.literal(ty, variant, &fields);
            self.graph[value].args = args;
        }
        Some(())
    }

    /// Makes of a node what is at this step of a value.
    fn load(&mut self, node: NodeId, value: NodeId, step: (TokenStream, String, Option<String>)) {
        let step = self.step(step);
        self.graph[node].op = Op::Load(vec![Step::Field(step)]);
        self.graph[node].args = vec![value];
    }

    fn literal(&mut self, ty: TokenStream, variant: String, fields: &[String]) -> Op {
        let path = self.step((ty.clone(), variant.clone(), None));
        let fields = fields.iter().map(|field| {
            let step = self.step((ty.clone(), variant.clone(), Some(field.clone())));
            (step, Shape::Leaf)
        });
        let fields = fields.collect();
        Op::Struct(Literal { path, fields })
    }

    fn step(&mut self, (ty, variant, field): (TokenStream, String, Option<String>)) -> TokensId {
        // A type in the body of a function has no `Self`.
        let ty = match (ty.to_string().as_str(), self.seen.owner_without_generics()) {
            ("Self", Some(owner)) => owner.into_token_stream(),
            _ => ty,
        };
        let step = variant::Step { ty, variant, field };
        let key = (step.owner(), step.variant.clone(), step.field.clone());
        if let Some(&known) = self.steps.get(&key) {
            return known;
        }
        let new = self.tokens(step.tokens());
        self.steps.insert(key, new);
        new
    }

    fn tokens(&mut self, tokens: TokenStream) -> TokensId {
        let text = tokens.to_string();
        let known = self.graph.tokens.iter().position(|known| known.to_string() == text);
        TokensId(known.unwrap_or_else(|| {
            self.graph.tokens.push(tokens);
            self.graph.tokens.len() - 1
        }) as u32)
    }

    /// A node before the call that is opened.
    fn make(&mut self, op: Op, args: Vec<NodeId>, ty: Ty) -> NodeId {
        let before = self.before.expect("a call is opened");
        let region = self.graph[before].region;
        let new = self.graph.make(region, op, args, ty, before);
        let nodes = &mut self.graph[region].nodes;
        let at = nodes.iter().position(|&node| node == before);
        nodes.insert(at.expect("a node stands in its region"), new);
        new
    }

    fn constant(&mut self, value: bool) -> NodeId {
        self.make(Op::Const(crate::ir::Const::Bool(value)), vec![], Ty::Bool)
    }

    fn type_of(&self, value: NodeId) -> Option<Type> {
        let Ty::Struct(name) = self.graph.ty(value) else {
            return None;
        };
        let ty = syn::parse2(self.graph[*name].clone()).ok()?;
        read(&ty)
    }

    /// Whether two values are equal, by the `==` that is derived.
    fn same(&mut self, left: NodeId, right: NodeId, ty: &Type, depth: usize) -> Option<NodeId> {
        let depth = depth.checked_sub(1)?;
        let of = match ty {
            Type::Float(_) | Type::Int(_) | Type::Bool => {
                return Some(self.make(Op::Compare(Comparison::Eq), vec![left, right], Ty::Bool))
            }
            Type::Option(inner) => {
                let variants = [("Some".to_string(), vec!["0".to_string()])];
                return self.same_variants(
                    (left, right),
                    &option(),
                    &variants,
                    &|_, _| Some((**inner).clone()),
                    depth,
                );
            }
            Type::Struct(of) => of,
            _ => return None,
        };
        let declaration = self.seen.declaration(&of.tokens)?.clone();
        if !declaration.compared || declaration.generic {
            return None;
        }
        if let [(name, fields)] = &declaration.variants[..] {
            if name.is_empty() {
                let fields = fields
                    .iter()
                    .map(|field| (variant::member(field).into(), self.seen.field(of, field)));
                let fields: Vec<(TokenStream, Option<Type>)> = fields.collect();
                let start = self.constant(true);
                return self.same_fields((left, right), start, fields, depth);
            }
        }
        let (seen, of) = (self.seen, of.clone());
        let of_field = |name: &str, field: &str| {
            let step = variant::Step {
                ty: of.tokens.clone(),
                variant: name.to_string(),
                field: Some(field.to_string()),
            };
            seen.behind(&of, &step.tokens().to_string())
        };
        self.same_variants((left, right), &of.tokens, &declaration.variants, &of_field, depth)
    }

    fn same_variants(
        &mut self,
        (left, right): (NodeId, NodeId),
        ty: &TokenStream,
        variants: &[(String, Vec<String>)],
        of_field: &dyn Fn(&str, &str) -> Option<Type>,
        depth: usize,
    ) -> Option<NodeId> {
        let mut all = self.constant(true);
        for (name, fields) in variants {
            let step = self.step((ty.clone(), name.clone(), None));
            let tests = [left, right].map(|side| self.make(Op::Load(vec![Step::Field(step)]), vec![side], Ty::Bool));
            let alike = self.make(Op::Compare(Comparison::Eq), tests.to_vec(), Ty::Bool);
            let other = self.make(Op::Not, vec![tests[0]], Ty::Bool);
            let fields = fields.iter().map(|field| {
                let step = self.step((ty.clone(), name.clone(), Some(field.clone())));
                (self.graph[step].clone(), of_field(name, field))
            });
            let fields: Vec<(TokenStream, Option<Type>)> = fields.collect();
            let start = self.constant(true);
            let equal = self.same_fields((left, right), start, fields, depth)?;
            let equal = self.make(Op::Integer(Integer::Or), vec![other, equal], Ty::Bool);
            let both = self.make(Op::Integer(Integer::And), vec![alike, equal], Ty::Bool);
            all = self.make(Op::Integer(Integer::And), vec![all, both], Ty::Bool);
        }
        Some(all)
    }

    fn same_fields(
        &mut self,
        (left, right): (NodeId, NodeId),
        mut all: NodeId,
        fields: Vec<(TokenStream, Option<Type>)>,
        depth: usize,
    ) -> Option<NodeId> {
        for (field, ty) in fields {
            let ty = ty?;
            let step = self.tokens(field);
            let of = self.type_of_part(&ty)?;
            let [left, right] =
                [left, right].map(|side| self.make(Op::Load(vec![Step::Field(step)]), vec![side], of.clone()));
            let equal = self.same(left, right, &ty, depth)?;
            all = self.make(Op::Integer(Integer::And), vec![all, equal], Ty::Bool);
        }
        Some(all)
    }

    fn type_of_part(&mut self, ty: &Type) -> Option<Ty> {
        Some(match ty {
            Type::Float(float) => Ty::Float(*float),
            Type::Int(int) => Ty::Int(*int),
            Type::Bool => Ty::Bool,
            Type::Struct(of) => Ty::Struct(self.tokens(of.tokens.clone())),
            Type::Option(_) => Ty::Struct(self.tokens(option())),
            _ => return None,
        })
    }
}

/// A path without parentheses and references around it.
fn unwrapped(path: TokenStream) -> TokenStream {
    let mut tokens = path.clone().into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Group(group)), None) => unwrapped(group.stream()),
        (Some(TokenTree::Punct(punct)), Some(_)) if punct.as_char() == '&' => {
            unwrapped(path.into_iter().skip(1).collect())
        }
        _ => path,
    }
}

fn read(ty: &syn::Type) -> Option<Type> {
    let mut unread = Collector::new();
    let read = types::annotation(ty, &types::Names::default(), &mut unread);
    unread.finish();
    read
}

/// The variant and its field that this function takes out.
fn field_of(declaration: &Declaration, function: &str) -> Option<(String, String)> {
    let fields = |(name, fields): &(String, Vec<String>)| {
        let mut fields = fields.iter();
        let field = fields.find(|field| variant::field(name, field) == function)?;
        Some((name.clone(), field.clone()))
    };
    declaration.variants.iter().find_map(fields)
}

/// The function of the library for options that this is.
fn of_option(callee: &TokenStream) -> Option<String> {
    let names: Vec<String> = callee.clone().into_iter().map(|token| token.to_string()).collect();
    (names.first()? == "options").then(|| names.get(3).cloned())?
}

fn option() -> TokenStream {
    quote!(::core::option::Option)
}
