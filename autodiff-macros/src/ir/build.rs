//! Makes graphs. Pure nodes are simplified and shared as they are made; regions are opened and closed like blocks.

use super::simplify::simplify;
use super::*;
use crate::tables::HashMap;
use quote::quote;

/// What makes two pure nodes one.
type Key = (Op, Vec<NodeId>, Ty);

pub struct Builder {
    pub graph: Graph,
    /// The open regions, innermost last, each with the pure nodes that it can share.
    scopes: Vec<(RegionId, HashMap<Key, NodeId>)>,
    span: Span,
}

impl Builder {
    /// An empty graph with its root region open.
    pub fn new() -> Builder {
        let graph = Graph {
            nodes: vec![],
            regions: vec![],
            tokens: vec![],
            given: vec![],
            tuples: vec![],
            root: RegionId(0),
            in_place: vec![],
            adjoints_in_place: vec![],
            uncleared: vec![],
            pullback: None,
        };
        let mut builder = Builder {
            graph,
            scopes: vec![],
            span: Span::call_site(),
        };
        builder.enter();
        builder
    }

    /// Goes on with a finished graph: opens a pullback that mirrors its root.
    pub fn pullback(graph: Graph) -> Builder {
        let mut builder = Builder {
            graph,
            scopes: vec![],
            span: Span::call_site(),
        };
        let root = builder.graph.root;
        builder.scopes.push((root, HashMap::default()));
        builder.share(root);
        let pullback = builder.enter();
        builder.graph[pullback].owner = None;
        builder.graph[pullback].mirror = Some(root);
        builder.graph.pullback = Some(pullback);
        builder
    }

    /// Goes on with a finished graph, no region open.
    pub fn edit(graph: Graph) -> Builder {
        Builder {
            graph,
            scopes: vec![],
            span: Span::call_site(),
        }
    }

    /// Closes the last region (the root, or the pullback) with these results.
    pub fn finish(mut self, results: Vec<NodeId>) -> Graph {
        self.leave(results);
        self.graph
    }

    /// The token that nodes made from now on come from.
    pub fn at(&mut self, span: Span) {
        self.span = span;
    }

    pub fn span(&self) -> Span {
        self.span
    }

    /// The innermost open region.
    pub fn region(&self) -> RegionId {
        self.scopes.last().expect("a region is open").0
    }

    /// Opens a region inside the current one. Its owner is set when the op that takes it is made.
    pub fn enter(&mut self) -> RegionId {
        let region = RegionId(self.graph.regions.len() as u32);
        self.graph.regions.push(Region::default());
        self.scopes.push((region, HashMap::default()));
        region
    }

    /// As `enter`, for a region of the reverse sweep: it may share the nodes of the primal region that it mirrors.
    pub fn enter_mirror(&mut self, mirror: RegionId) -> RegionId {
        let region = self.enter();
        self.graph[region].mirror = Some(mirror);
        self.share(mirror);
        region
    }

    /// Lets the innermost scope find the pure nodes of `region`.
    fn share(&mut self, region: RegionId) {
        let (_, table) = self.scopes.last_mut().expect("a region is open");
        for &id in &self.graph[region].nodes {
            let node = &self.graph[id];
            if node.op.is_shared() {
                table.insert((node.op.clone(), node.args.clone(), node.ty.clone()), id);
            }
        }
    }

    /// Opens a closed region again, to add to its end. It shares nothing of what it holds.
    pub fn reopen(&mut self, region: RegionId) {
        self.scopes.push((region, HashMap::default()));
    }

    /// Makes nodes in a closed region, before one that stands there.
    pub fn insert_before<T>(&mut self, node: NodeId, make: impl FnOnce(&mut Builder) -> T) -> T {
        self.insert(node, 0, make)
    }

    /// Makes nodes in a closed region, behind one that stands there.
    pub fn insert_behind<T>(&mut self, node: NodeId, make: impl FnOnce(&mut Builder) -> T) -> T {
        self.insert(node, 1, make)
    }

    fn insert<T>(&mut self, node: NodeId, behind: usize, make: impl FnOnce(&mut Builder) -> T) -> T {
        let region = self.graph[node].region;
        let (count, results) = (self.graph[region].nodes.len(), self.graph[region].results.clone());
        self.reopen(region);
        let made = make(self);
        self.leave(results);
        let nodes = &mut self.graph[region].nodes;
        let new = nodes.split_off(count);
        let at = nodes.iter().position(|&other| other == node);
        let at = at.expect("it stands in the region") + behind;
        nodes.splice(at..at, new);
        made
    }

    /// Closes the innermost region with these results.
    pub fn leave(&mut self, results: Vec<NodeId>) -> RegionId {
        let (region, _) = self.scopes.pop().expect("a region is open");
        self.graph[region].results = results;
        region
    }

    /// A new parameter of the innermost region.
    pub fn param(&mut self, ty: Ty) -> NodeId {
        self.param_of(self.region(), ty)
    }

    /// A new parameter of this region.
    pub fn param_of(&mut self, region: RegionId, ty: Ty) -> NodeId {
        let id = self.make(Op::Param, vec![], ty);
        self.graph[id].region = region;
        self.graph[region].params.push(id);
        id
    }

    /// The name of the k-th part of a tuple, as a field.
    pub fn number(&mut self, k: usize) -> TokensId {
        let number = proc_macro2::Literal::usize_unsuffixed(k);
        self.tokens(proc_macro2::TokenTree::Literal(number).into())
    }

    pub fn tokens(&mut self, tokens: TokenStream) -> TokensId {
        let text = tokens.to_string();
        let known = self.graph.tokens.iter().position(|t| t.to_string() == text);
        TokensId(known.unwrap_or_else(|| {
            self.graph.tokens.push(tokens);
            self.graph.tokens.len() - 1
        }) as u32)
    }

    /// The type of tuples with these parts, where they are elements of arrays.
    pub fn tuple(&mut self, parts: Vec<Ty>) -> Ty {
        let known = self.graph.tuples.iter().find(|(_, known)| *known == parts);
        if let Some((name, _)) = known {
            return Ty::Struct(*name);
        }
        // A name that no type of the user has.
        let name = format!("{parts:?}");
        let name = self.tokens(quote!(#name));
        self.graph.tuples.push((name, parts));
        Ty::Struct(name)
    }

    /// Makes a node in the innermost region; a pure one is simplified first, and found if it exists.
    pub fn add(&mut self, op: Op, args: Vec<NodeId>, ty: Ty) -> NodeId {
        if op.is_shared() {
            if let Some(simpler) = simplify(self, &op, &args, &ty) {
                return simpler;
            }
            let key = (op, args, ty);
            if let Some(&known) = self.scopes.iter().rev().find_map(|(_, table)| table.get(&key)) {
                return known;
            }
            let (op, args, ty) = key.clone();
            let id = self.make(op, args, ty);
            self.append(id);
            self.scopes.last_mut().expect("a region is open").1.insert(key, id);
            return id;
        }
        let regions = op.regions();
        let id = self.make(op, args, ty);
        for region in regions {
            self.graph[region].owner = Some(id);
        }
        self.append(id);
        id
    }

    fn append(&mut self, id: NodeId) {
        let region = self.region();
        self.graph[region].nodes.push(id);
    }

    fn make(&mut self, op: Op, args: Vec<NodeId>, ty: Ty) -> NodeId {
        let id = NodeId(self.graph.nodes.len() as u32);
        let region = self.region();
        self.graph.nodes.push(Node {
            op,
            args,
            ty,
            region,
            span: self.span,
            name: None,
        });
        id
    }

    /// Gives a node the name of the user's variable, unless it has one already.
    pub fn name(&mut self, node: NodeId, text: &str, declared: bool) {
        let node = &mut self.graph[node];
        if !matches!(node.op, Op::Const(_)) && node.name.as_ref().is_none_or(|name| declared && !name.declared) {
            node.name = Some(Name {
                text: text.to_string(),
                declared,
            });
        }
    }
}

/// Shorthands for what is made often.
impl Builder {
    pub fn constant(&mut self, value: Const) -> NodeId {
        self.add(Op::Const(value), vec![], value.ty())
    }

    /// `value`, rounded to the type.
    pub fn float(&mut self, float: Float, value: f64) -> NodeId {
        self.constant(Const::float(float, value))
    }

    pub fn int(&mut self, int: Int, value: i128) -> NodeId {
        self.constant(Const::Int(int, value))
    }

    pub fn bool(&mut self, value: bool) -> NodeId {
        self.constant(Const::Bool(value))
    }

    /// A primitive; the result has the type of the first argument.
    pub fn primitive(&mut self, primitive: Primitive, dialect: Dialect, args: Vec<NodeId>) -> NodeId {
        let ty = self.graph.ty(args[0]).clone();
        self.add(Op::Primitive(primitive, dialect), args, ty)
    }

    /// An integer or `bool` operation; the result has the type of the left side.
    pub fn integer(&mut self, op: Integer, left: NodeId, right: NodeId) -> NodeId {
        let ty = self.graph.ty(left).clone();
        self.add(Op::Integer(op), vec![left, right], ty)
    }

    pub fn compare(&mut self, comparison: Comparison, left: NodeId, right: NodeId) -> NodeId {
        self.add(Op::Compare(comparison), vec![left, right], Ty::Bool)
    }

    pub fn test(&mut self, test: FloatTest, value: NodeId) -> NodeId {
        self.add(Op::Test(test), vec![value], Ty::Bool)
    }

    pub fn not(&mut self, value: NodeId) -> NodeId {
        let ty = self.graph.ty(value).clone();
        self.add(Op::Not, vec![value], ty)
    }

    pub fn cast(&mut self, value: NodeId, ty: Ty) -> NodeId {
        self.add(Op::Cast, vec![value], ty)
    }

    /// `array[i][j]`
    pub fn load(&mut self, array: NodeId, indices: &[NodeId]) -> NodeId {
        let ty = self.graph.ty(array).at_depth(indices.len());
        let ty = ty.expect("an array as deep as its indices").clone();
        let steps: Vec<_> = indices.iter().map(|&index| Step::Index(index)).collect();
        self.load_at(array, &steps, ty)
    }

    /// The part of `whole` that the steps lead to, which is of type `ty`.
    pub fn load_at(&mut self, whole: NodeId, steps: &[Step<NodeId>], ty: Ty) -> NodeId {
        if steps.is_empty() {
            return whole;
        }
        let (steps, args) = apart(whole, steps, None);
        self.add(Op::Load(steps), args, ty)
    }

    /// A new version of `whole` with this value at the place that the steps, or indices, lead to.
    pub fn store(&mut self, whole: NodeId, steps: &[impl Into<Step<NodeId>> + Copy], value: NodeId) -> NodeId {
        if steps.is_empty() {
            return value;
        }
        let ty = self.graph.ty(whole).clone();
        let (steps, args) = apart(whole, steps, Some(value));
        self.add(Op::Store(steps), args, ty)
    }

    /// A new version of `whole` with this value added at the place that the steps, or indices, lead to.
    pub fn accumulate<S: Into<Step<NodeId>> + Copy>(&mut self, whole: NodeId, steps: &[S], value: NodeId) -> NodeId {
        let ty = self.graph.ty(whole).clone();
        let (steps, args) = apart(whole, steps, Some(value));
        self.add(Op::Accumulate(steps), args, ty)
    }

    /// A new version of `whole` with another such value added to it.
    pub fn accumulate_all(&mut self, whole: NodeId, value: NodeId) -> NodeId {
        self.accumulate::<NodeId>(whole, &[], value)
    }

    /// `a[i].x[j]….len()`
    pub fn len<S: Into<Step<NodeId>> + Copy>(&mut self, whole: NodeId, steps: &[S]) -> NodeId {
        let (steps, args) = apart(whole, steps, None);
        self.add(Op::Len(steps), args, Ty::USIZE)
    }

    /// `a.len()`
    pub fn len_of(&mut self, array: NodeId) -> NodeId {
        self.len::<NodeId>(array, &[])
    }

    /// A new version of `whole`, in which the vector that the steps lead to is longer or shorter.
    pub fn resize(
        &mut self,
        op: impl FnOnce(Steps) -> Op,
        whole: NodeId,
        steps: &[impl Into<Step<NodeId>> + Copy],
        value: NodeId,
    ) -> NodeId {
        let ty = self.graph.ty(whole).clone();
        let (steps, args) = apart(whole, steps, Some(value));
        self.add(op(steps), args, ty)
    }

    /// The zero of a type without slices; of vectors, the empty one.
    pub fn zero(&mut self, ty: &Ty) -> NodeId {
        match ty {
            Ty::Float(float) => self.float(*float, 0.0),
            Ty::Int(int) => self.int(*int, 0),
            Ty::Bool => self.bool(false),
            Ty::Ordering => self.constant(Const::Ordering(std::cmp::Ordering::Equal)),
            Ty::Array(element, _) if element.has_struct() => self.add(Op::Fill, vec![], ty.clone()),
            Ty::Array(element, _) => {
                let element = self.zero(element);
                self.add(Op::Repeat, vec![element], ty.clone())
            }
            Ty::Vec(_) => self.add(Op::Array, vec![], ty.clone()),
            Ty::Struct(_) => self.add(Op::Fill, vec![], ty.clone()),
            Ty::Slice(_) | Ty::Tangent(_) | Ty::Tuple(_) => unreachable!("no zero of type {ty:?}"),
        }
    }

    /// The values of a node with a tuple type.
    pub fn results(&mut self, node: NodeId) -> Vec<NodeId> {
        let Ty::Tuple(types) = self.graph.ty(node).clone() else {
            return vec![node];
        };
        let project = |(k, ty): (usize, Ty)| self.add(Op::Result(k as u32), vec![node], ty);
        types.into_iter().enumerate().map(project).collect()
    }

    /// An `If` on closed regions; its results.
    pub fn branch(&mut self, condition: NodeId, then: RegionId, otherwise: RegionId) -> Vec<NodeId> {
        let types = self.graph.types(&self.graph[then].results);
        let node = self.add(Op::If { then, otherwise }, vec![condition], Ty::Tuple(types));
        self.results(node)
    }
}

/// The steps without their indices, and the arguments of a read or a write.
fn apart(whole: NodeId, steps: &[impl Into<Step<NodeId>> + Copy], value: Option<NodeId>) -> (Steps, Vec<NodeId>) {
    let (steps, indices) = steps_apart(steps);
    let args = [vec![whole], indices, value.into_iter().collect()].concat();
    (steps, args)
}

/// The steps without their indices, and the indices.
pub fn steps_apart(steps: &[impl Into<Step<NodeId>> + Copy]) -> (Steps, Vec<NodeId>) {
    let mut indices = vec![];
    let mut without = |step: Step<NodeId>| match step {
        Step::Index(index) => {
            indices.push(index);
            Step::Index(())
        }
        Step::Field(name) => Step::Field(name),
    };
    let steps = steps.iter().map(|&step| without(step.into())).collect();
    (steps, indices)
}
