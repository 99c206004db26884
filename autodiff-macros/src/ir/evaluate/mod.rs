//! Runs a graph, so that passes are tested by value without compiling Rust.
//!
//! Integers overflow, indices go out of bounds and macros diverge as in the user's program: that is an `Err`. The
//! environments of all iterations and branches are kept, so that before `keep` has run a region of the reverse sweep
//! finds what its mirror has computed in the same iteration.

mod arrays;
mod integers;
mod scalar;
mod trace;
mod values;

pub use scalar::Scalar;
pub use values::{Panic, Value};

use super::frames::{framed, takes_in_order};
use super::*;
use crate::tables::HashMap;
use std::rc::Rc;
use trace::{FrameId, Trace};

/// The results of the root and of the pullback.
type Outcome<S> = Result<(Vec<Value<S>>, Vec<Value<S>>), Panic>;

/// What answers calls: the callee's path, which half, and the arguments; it gives the results.
pub type Hook<'a, S> = dyn FnMut(&str, &Call, &[Value<S>]) -> Result<Vec<Value<S>>, Panic> + 'a;

pub struct Evaluator<'a, S> {
    graph: &'a Graph,
    trace: Trace<S>,
    tape: Vec<Vec<Value<S>>>,
    /// How many more nodes may run: against loops without an end.
    fuel: u32,
    /// The values of the user's constants, by their tokens; also of lengths.
    pub paths: HashMap<String, Value<S>>,
    pub call: Option<Box<Hook<'a, S>>>,
}

/// The results of the root, and of the pullback for these cotangents.
pub fn evaluate<S: Scalar>(graph: &Graph, inputs: &[Value<S>], cotangents: &[Value<S>]) -> Outcome<S> {
    Evaluator::new(graph).run(inputs, cotangents)
}

impl<'a, S: Scalar> Evaluator<'a, S> {
    pub fn new(graph: &'a Graph) -> Self {
        let trace = Trace::new(graph);
        Evaluator {
            graph,
            trace,
            tape: vec![],
            fuel: 1_000_000,
            paths: HashMap::default(),
            call: None,
        }
    }

    pub fn run(&mut self, inputs: &[Value<S>], cotangents: &[Value<S>]) -> Outcome<S> {
        let root = self.trace.enter(self.graph, self.graph.root, None, None);
        let results = self.region(root, inputs.to_vec())?;
        let Some(pullback) = self.graph.pullback else {
            return Ok((results, vec![]));
        };
        let frame = self.trace.enter(self.graph, pullback, None, Some(root));
        let adjoints = self.region(frame, cotangents.to_vec())?;
        assert!(
            self.tape.is_empty(),
            "the reverse sweep leaves {} frames on the tape",
            self.tape.len()
        );
        Ok((results, adjoints))
    }

    fn region(&mut self, frame: FrameId, params: Vec<Value<S>>) -> Result<Vec<Value<S>>, Panic> {
        let graph = self.graph;
        let region = &graph[self.trace.region(frame)];
        assert_eq!(region.params.len(), params.len(), "as many values as parameters");
        for (&param, value) in region.params.iter().zip(params) {
            self.trace.set(frame, param, value);
        }
        for &id in &region.nodes {
            self.fuel = self.fuel.checked_sub(1).ok_or(Panic::Endless)?;
            let value = self.node(frame, id)?;
            self.trace.set(frame, id, value);
        }
        Ok(region
            .results
            .iter()
            .map(|&result| self.trace.get(graph, frame, result))
            .collect())
    }

    fn node(&mut self, frame: FrameId, id: NodeId) -> Result<Value<S>, Panic> {
        let graph = self.graph;
        let node = &graph[id];
        let args: Vec<Value<S>> = node.args.iter().map(|&arg| self.trace.get(graph, frame, arg)).collect();
        match &node.op {
            Op::If { then, otherwise } => {
                let side = if args[0].bool() { *then } else { *otherwise };
                let inner = self.nested(frame, side, 0, None);
                self.region(inner, vec![]).map(Value::Tuple)
            }
            Op::For(f) => self.for_loop(frame, f, &args),
            Op::While { condition, body, exits } => self.while_loop(frame, *condition, *body, *exits, args),
            Op::Call(call) => {
                let callee = graph[call.callee].to_string();
                let hook = self
                    .call
                    .as_mut()
                    .ok_or_else(|| Panic::Unsupported(format!("a call of {callee}")))?;
                hook(&callee, call, &args).map(Value::Tuple)
            }
            Op::Push => {
                self.tape.push(args);
                Ok(Value::Tuple(vec![]))
            }
            Op::Pop => Ok(Value::Tuple(self.tape.pop().expect("a frame on the tape"))),
            Op::Macro(kept) => self.kept_macro(kept, &args),
            Op::Path(tokens) => self.path(*tokens),
            Op::Zeros => {
                let zeros = self.pure(node, &graph_types(graph, node), args)?;
                Ok(match graph.left_uncleared(id) {
                    Some(Overwritten::All) => zeros.uncleared(usize::MAX),
                    Some(Overwritten::Before(end)) => zeros.uncleared(self.trace.get(graph, frame, end).int() as usize),
                    None => zeros,
                })
            }
            _ => self.pure(node, &graph_types(graph, node), args),
        }
    }

    fn path(&self, tokens: TokensId) -> Result<Value<S>, Panic> {
        let text = self.graph[tokens].to_string();
        self.paths.get(&text).cloned().ok_or(Panic::Unsupported(text))
    }

    /// `assert!(condition, …)` is understood; other macros that come back have no effect.
    fn kept_macro(&self, kept: &Macro, args: &[Value<S>]) -> Result<Value<S>, Panic> {
        let name = self.graph[kept.path].to_string().replace(' ', "");
        let condition = args.first().filter(|_| self.graph[kept.pieces[0]].is_empty());
        let fails =
            matches!(name.as_str(), "assert!" | "debug_assert!") && matches!(condition, Some(Value::Bool(false)));
        if kept.diverges || fails {
            return Err(Panic::Macro);
        }
        Ok(Value::Tuple(vec![]))
    }

    /// Enters a region of an op in `frame`, for the `nth` time of `total` times; none where the total is unknown, in the
    /// primal. The mirror of the first iteration is the last.
    fn nested(&mut self, frame: FrameId, region: RegionId, nth: usize, total: Option<usize>) -> FrameId {
        let mirror = self.graph[region].mirror.and_then(|mirror| {
            let iterations = self.trace.iterations(self.graph, frame, mirror);
            let total = total.unwrap_or(iterations.len());
            // Another number of iterations is legal once nothing uses the mirror: there, nothing is found.
            (total == iterations.len())
                .then(|| iterations.get(total.checked_sub(nth + 1)?).copied())
                .flatten()
        });
        self.trace.enter(self.graph, region, Some(frame), mirror)
    }

    fn for_loop(&mut self, frame: FrameId, f: &For, args: &[Value<S>]) -> Result<Value<S>, Panic> {
        let (low, high, step) = (args[0].int(), args[1].int(), args[2].int());
        let end = if f.inclusive { high.saturating_add(1) } else { high };
        if step < 1 {
            return Err(Panic::Step);
        }
        // Only as many as there is fuel for.
        let most = self.fuel as usize + 1;
        let count = if low < end {
            ((end - 1 - low) / step) as usize + 1
        } else {
            0
        };
        if framed(self.graph, f).is_some_and(|user| self.graph[user].op == Op::Pop) && takes_in_order(self.graph, f) {
            let first = self.tape.len() - count;
            self.tape[first..].reverse();
        }
        let mut carried = args[3..].to_vec();
        let mut entered = 0;
        for nth in 0..count.min(most) {
            let position = if f.descending { count - 1 - nth } else { nth };
            let index = Value::Int(low + step * position as i128);
            let inner = self.nested(frame, f.body, nth, Some(count));
            carried = self.region(inner, [vec![index], carried].concat())?;
            entered += 1;
            if f.exits && !carried.remove(0).bool() {
                break;
            }
        }
        if f.exits {
            carried.push(Value::Int(entered));
        }
        Ok(Value::Tuple(carried))
    }

    fn while_loop(
        &mut self,
        frame: FrameId,
        condition: RegionId,
        body: RegionId,
        exits: bool,
        mut carried: Vec<Value<S>>,
    ) -> Result<Value<S>, Panic> {
        let mut entered = 0;
        loop {
            self.fuel = self.fuel.checked_sub(1).ok_or(Panic::Endless)?;
            let test = self.trace.enter(self.graph, condition, Some(frame), None);
            if !self.region(test, carried.clone())?[0].bool() {
                break;
            }
            let inner = self.nested(frame, body, entered, None);
            carried = self.region(inner, carried)?;
            entered += 1;
            if exits && !carried.remove(0).bool() {
                break;
            }
        }
        carried.push(Value::Int(entered as i128));
        Ok(Value::Tuple(carried))
    }

    fn pure(&mut self, node: &Node, types: &[Ty], args: Vec<Value<S>>) -> Result<Value<S>, Panic> {
        Ok(match &node.op {
            Op::Const(constant) => Value::constant(constant),
            Op::Primitive(primitive, _) => {
                let float = types[0].float().expect("a primitive takes floats");
                let args: Vec<S> = args.iter().map(Value::as_scalar).collect();
                if *primitive == Primitive::Clamp {
                    let (low, high) = (args[1].value(), args[2].value());
                    if low.partial_cmp(&high).is_none_or(|order| order.is_gt()) {
                        return Err(Panic::Clamp);
                    }
                }
                Value::Float(S::primitive(*primitive, float, &args))
            }
            Op::Integer(operation) => integers::operate(*operation, types, &args)?,
            Op::Negate | Op::Not => integers::unary(&node.op, &node.ty, &args[0])?,
            Op::Method(method) => integers::method(*method, types, &node.ty, &args)?,
            Op::Compare(comparison) => Value::Bool(values::compare(*comparison, &args[0], &args[1])),
            Op::TotalCompare => Value::Ordering(args[0].float().value().total_cmp(&args[1].float().value())),
            Op::Test(test) => Value::Bool(values::test(*test, args[0].float().value(), &types[0])),
            Op::Cast => values::cast(&args[0], &node.ty),
            Op::Array => Value::Array(Rc::new(args)),
            Op::Repeat if args.len() == 2 => arrays::filled(&args[0], &args[1]),
            Op::Repeat => self.repeat(&args[0], &node.ty)?,
            Op::Reserve if args[0].int() > i128::from(i32::MAX) => return Err(Panic::Overflow),
            Op::Reserve => Value::Array(Rc::new(vec![])),
            Op::ToVec => args[0].clone(),
            Op::Append(steps) | Op::Truncate(steps, _) | Op::Lengthen(steps, _) => {
                let (value, place) = args.split_last().expect("a value");
                let mut whole = place[0].clone();
                let target = arrays::place(&mut whole, indices(steps, &place[1..])?)?;
                let len = target.array().len();
                *target = match &node.op {
                    Op::Append(_) => arrays::resized(target, len + 1, |_| value.clone()),
                    Op::Lengthen(_, ty) => {
                        let shape = self.shaped(value, ty)?;
                        arrays::resized(target, shape.array().len(), |k| shape.array()[k].clone())
                    }
                    _ => arrays::resized(target, value.int() as usize, |_| unreachable!("it gets no longer")),
                };
                whole
            }
            Op::Zeros => match args.first() {
                Some(like @ Value::Int(_)) => self.shaped(like, &node.ty)?,
                Some(like) => arrays::zeros(like),
                None => self.zeros(&node.ty)?,
            },
            Op::Fill | Op::Struct(_) => return Err(Panic::Unsupported("a struct".to_string())),
            Op::Load(steps) => arrays::load(&args[0], indices(steps, &args[1..])?)?,
            Op::Store(steps) | Op::Accumulate(steps) => {
                let float = node.ty.scalar().float();
                let (value, place) = args.split_last().expect("a value");
                let mut array = place[0].clone();
                let target = arrays::place(&mut array, indices(steps, &place[1..])?)?;
                match node.op {
                    Op::Store(_) => *target = value.clone(),
                    _ => arrays::add(target, value, float.expect("floats are accumulated")),
                }
                array
            }
            Op::Len(steps) => {
                let array = arrays::load(&args[0], indices(steps, &args[1..])?)?;
                Value::Int(array.array().len() as i128)
            }
            Op::Slice(_) => arrays::slice(&args)?,
            Op::Bound(bound) => integers::bounded(*bound, &args)?,
            Op::Sum => arrays::sum(&args[0], node.ty.float().expect("floats are summed")),
            Op::Result(k) => match &args[0] {
                Value::Tuple(values) => values[*k as usize].clone(),
                other => unreachable!("the result of {other:?}"),
            },
            other => unreachable!("{other:?} is not pure"),
        })
    }

    /// `[value; N]`, with N from the type.
    fn repeat(&self, value: &Value<S>, ty: &Ty) -> Result<Value<S>, Panic> {
        let len = match ty {
            Ty::Array(_, Len::Fixed(len)) => *len,
            Ty::Array(_, Len::Const(tokens)) => self.path(*tokens)?.int() as usize,
            other => unreachable!("[v; N] of type {other:?}"),
        };
        Ok(Value::Array(Rc::new(vec![value.clone(); len])))
    }

    /// Zeros of the shape of `like`, or as many as it says.
    fn shaped(&self, like: &Value<S>, ty: &Ty) -> Result<Value<S>, Panic> {
        match like {
            Value::Int(_) => Ok(arrays::filled(&self.zeros(ty.element().expect("a vector"))?, like)),
            like => Ok(arrays::zeros(like)),
        }
    }

    fn zeros(&self, ty: &Ty) -> Result<Value<S>, Panic> {
        match ty.element() {
            Some(element) => self.repeat(&self.zeros(element)?, ty),
            None => Ok(Value::Float(S::constant(0.0))),
        }
    }
}

fn graph_types(graph: &Graph, node: &Node) -> Vec<Ty> {
    node.args.iter().map(|&arg| graph.ty(arg).clone()).collect()
}

/// The indices of steps that are all indices: the interpreter knows no structs.
fn indices<'v, S>(steps: &[Step], indices: &'v [Value<S>]) -> Result<&'v [Value<S>], Panic> {
    match steps.iter().all(|step| matches!(step, Step::Index(()))) {
        true => Ok(indices),
        false => Err(Panic::Unsupported("a field".to_string())),
    }
}
