//! Smaller programs: one statement less, a part of an expression in place of the whole, a shorter loop.

use crate::program::parts::{walk, Part};
use crate::program::{Adapter, Block, Counting, Draw, Expr, Kind, Over, Program, Statement, Type, Variable};

/// All programs that are one step smaller, the smallest first; all of them are well formed.
pub fn smaller(program: &Program) -> Vec<Program> {
    let mut all = Vec::new();
    for place in 0..program.functions.len() {
        for body in blocks(&program.functions[place].body) {
            let mut changed = program.clone();
            changed.functions[place].body = body;
            all.push(changed);
        }
    }
    all.extend(without_function(program));
    all.extend(without_parameter(program));
    all.extend(without_module(program));
    all.extend(without_structs(program));
    all.extend(constants_only_where_used(program));
    let size = program.print().len();
    let mut known = std::collections::HashSet::new();
    let mut sized: Vec<(usize, Program)> = all
        .into_iter()
        .filter_map(|one| {
            let text = one.print();
            let smaller = text.len() < size && one.is_well_formed() && known.insert(text.clone());
            smaller.then_some((text.len(), one))
        })
        .collect();
    sized.sort_by_key(|(size, _)| *size);
    sized.into_iter().map(|(_, program)| program).collect()
}

/// Without the last function, or without one that no other one calls, in turn. Any of them may be what fails.
fn without_function(program: &Program) -> Vec<Program> {
    let mut called = vec![false; program.functions.len()];
    let mut copy = program.clone();
    for (place, function) in copy.functions.iter_mut().enumerate() {
        walk(Part::Block(&mut function.body), &mut |expr| {
            if let Kind::Call(callee, _) = expr.kind {
                called[callee] |= callee != place;
            }
        });
    }
    let without = |unused: usize| {
        let mut changed = program.clone();
        changed.functions.remove(unused);
        changed.each_expr(&mut |expr| {
            if let Kind::Call(callee, _) = &mut expr.kind {
                *callee -= usize::from(*callee > unused);
            }
        });
        changed
    };
    let several = program.functions.len() > 1;
    let unused = (0..called.len()).filter(|&place| several && !called[place]);
    unused.map(without).collect()
}

/// Without one of the parameters that are not used, in turn.
fn without_parameter(program: &Program) -> Vec<Program> {
    let mut all = Vec::new();
    for place in 0..program.functions.len() {
        let function = &program.functions[place];
        for number in 0..function.parameters.len() {
            let mut changed = program.clone();
            let removed = changed.functions[place].parameters.remove(number);
            let active = |draw: &Draw| matches!(draw, Draw::Floats(_));
            let left = &changed.functions[place].parameters;
            if !left
                .iter()
                .any(|parameter| !parameter.constant && active(&parameter.draw))
            {
                continue;
            }
            let named = |ty: &Type| matches!(ty, Type::Array(_, length) if length.name.is_some());
            if named(&removed.variable.ty) {
                changed.functions[place].generic = None;
            }
            changed.each_expr(&mut |expr| {
                if let Kind::Call(callee, arguments) = &mut expr.kind {
                    if *callee == place {
                        arguments.remove(number);
                    }
                }
            });
            all.push(changed);
        }
    }
    all
}

fn without_module(program: &Program) -> Option<Program> {
    program.module.then(|| Program {
        module: false,
        ..program.clone()
    })
}

/// Without the structs that nothing mentions.
fn without_structs(program: &Program) -> Vec<Program> {
    let without = |place: usize| {
        let mut changed = program.clone();
        let removed = changed.structs.remove(place);
        (!changed.print().contains(&removed.name)).then_some(changed)
    };
    (0..program.structs.len()).filter_map(without).collect()
}

fn constants_only_where_used(program: &Program) -> Option<Program> {
    let mut changed = program.clone();
    let mut used = Vec::new();
    changed.each_expr(&mut |expr| {
        if let Kind::Constant(name) = &expr.kind {
            used.push(name.clone());
        }
    });
    changed.constants.retain(|(name, _, _)| used.contains(name));
    (changed.constants.len() < program.constants.len()).then_some(changed)
}

/// What is one step smaller than a part.
fn part_variants<T: Clone>(whole: &T, parts: impl Fn(&mut T) -> Vec<Part<'_>>) -> Vec<T> {
    let mut copy = whole.clone();
    let count = parts(&mut copy).len();
    let mut all = Vec::new();
    for place in 0..count {
        let mut put = |change: &dyn Fn(&mut Part<'_>)| {
            let mut changed = whole.clone();
            change(&mut parts(&mut changed)[place]);
            all.push(changed);
        };
        match &parts(&mut copy)[place] {
            Part::Expr(expr) => {
                for smaller in exprs(expr) {
                    put(&|part| {
                        if let Part::Expr(expr) = part {
                            **expr = smaller.clone();
                        }
                    });
                }
            }
            Part::Block(block) => {
                for smaller in blocks(block) {
                    put(&|part| {
                        if let Part::Block(block) = part {
                            **block = smaller.clone();
                        }
                    });
                }
            }
        }
    }
    all
}

fn exprs(expr: &Expr) -> Vec<Expr> {
    let mut all = Vec::new();
    // Parts of the same type, however deep, in place of the whole.
    let mut copy = expr.clone();
    for part in copy.parts() {
        walk(part, &mut |inner| {
            if inner.ty == expr.ty {
                all.push(inner.clone());
            }
        });
    }
    all.extend(simplest(expr));
    all.extend(part_variants(expr, |expr| expr.parts()));
    all
}

/// Literals in place of an expression.
fn simplest(expr: &Expr) -> Vec<Expr> {
    if matches!(expr.kind, Kind::Literal(_)) {
        return Vec::new();
    }
    match &expr.ty {
        Type::Float => vec![Expr::float("1.0"), Expr::float("0.5")],
        Type::Int(_) => [0, 1, 2].map(|value| Expr::int(expr.ty.clone(), value)).to_vec(),
        Type::Bool => vec![Expr::literal(Type::Bool, "true"), Expr::literal(Type::Bool, "false")],
        Type::Array(element, _) if **element == Type::Float => {
            vec![Expr::new(expr.ty.clone(), Kind::Repeat(Box::new(Expr::float("1.0"))))]
        }
        _ => Vec::new(),
    }
}

fn blocks(block: &Block) -> Vec<Block> {
    let mut all = Vec::new();
    let statements = &block.statements;
    let with = |statements: Vec<Statement>| Block {
        statements,
        tail: block.tail.clone(),
    };
    // Large steps first.
    if statements.len() > 1 {
        all.push(with(Vec::new()));
    }
    if statements.len() > 3 {
        let half = statements.len() / 2;
        all.push(with(statements[half..].to_vec()));
        all.push(with(statements[..half].to_vec()));
    }
    for place in 0..statements.len() {
        let around = |inner: Vec<Statement>| {
            let mut changed = statements[..place].to_vec();
            changed.extend(inner);
            changed.extend_from_slice(&statements[place + 1..]);
            with(changed)
        };
        all.push(around(Vec::new()));
        if let Statement::Let { variable, value, .. } = &statements[place] {
            let mut without = around(Vec::new());
            substitute(&mut without, variable, value);
            all.push(without);
            all.extend(simplest(value).into_iter().map(|literal| {
                let mut without = around(Vec::new());
                substitute(&mut without, variable, &literal);
                without
            }));
        }
        for inner in instead_of(&statements[place]) {
            all.push(around(inner));
        }
        let variants = part_variants(&statements[place], |statement| statement.parts());
        all.extend(variants.into_iter().map(|one| around(vec![one])));
    }
    if let Some(tail) = &block.tail {
        for smaller in exprs(tail) {
            let mut changed = block.clone();
            changed.tail = Some(smaller);
            all.push(changed);
        }
    }
    all
}

/// Puts a value in the place of a variable.
fn substitute(block: &mut Block, variable: &Variable, value: &Expr) {
    walk(Part::Block(block), &mut |expr| {
        if matches!(&expr.kind, Kind::Variable(one) if one.id == variable.id) {
            *expr = value.clone();
        }
    });
}

/// Simpler statements in place of one.
fn instead_of(statement: &Statement) -> Vec<Vec<Statement>> {
    match statement {
        Statement::If(condition, yes, no) => {
            let mut all = vec![yes.statements.clone()];
            if let Some(no) = no {
                all.push(no.statements.clone());
                all.push(vec![Statement::If(condition.clone(), yes.clone(), None)]);
            }
            all
        }
        Statement::For {
            over,
            index,
            variable,
            body,
        } => {
            let mut once = body.clone();
            for variable in [index, variable].into_iter().flatten() {
                let literals = simplest(&Expr::variable(variable));
                literals
                    .iter()
                    .take(1)
                    .for_each(|literal| substitute(&mut once, variable, literal));
            }
            let mut all = vec![body.statements.clone(), once.statements];
            let simpler = |over: Over| Statement::For {
                over,
                index: index.clone(),
                variable: variable.clone(),
                body: body.clone(),
            };
            all.extend(simpler_ranges(over).into_iter().map(|over| vec![simpler(over)]));
            if variable.is_some() && index.is_none() && matches!(over, Over::Range { .. }) {
                all.push(vec![Statement::For {
                    over: over.clone(),
                    index: None,
                    variable: None,
                    body: body.clone(),
                }]);
            }
            all
        }
        Statement::Counted {
            counter,
            limit,
            form,
            body,
        } => {
            let mut once = body.clone();
            substitute(&mut once, counter, &Expr::int(counter.ty.clone(), 1));
            let mut all = vec![body.statements.clone(), once.statements];
            let simpler = match form {
                Counting::WhileFirst(Some(_)) => Some(Counting::WhileFirst(None)),
                Counting::WhileLast(Some(_)) => Some(Counting::WhileLast(None)),
                _ => None,
            };
            all.extend(simpler.map(|form| {
                vec![Statement::Counted {
                    counter: counter.clone(),
                    limit: limit.clone(),
                    form,
                    body: body.clone(),
                }]
            }));
            all
        }
        Statement::Deferred { variable, yes, no, .. } => [yes, no]
            .into_iter()
            .map(|block| {
                let mut statements = block.statements.clone();
                let value = block.tail.clone().expect("a value");
                statements.push(Statement::Let {
                    variable: variable.clone(),
                    annotated: false,
                    value,
                });
                statements
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn simpler_ranges(over: &Over) -> Vec<Over> {
    let Over::Range {
        low,
        high,
        inclusive,
        adapters,
    } = over
    else {
        return Vec::new();
    };
    let range = |high: &Expr, inclusive: bool, adapters: &[Adapter]| Over::Range {
        low: low.clone(),
        high: high.clone(),
        inclusive,
        adapters: adapters.to_vec(),
    };
    let mut all = Vec::new();
    for place in 0..adapters.len() {
        let mut fewer = adapters.clone();
        fewer.remove(place);
        all.push(range(high, *inclusive, &fewer));
    }
    if *inclusive {
        all.push(range(high, false, adapters));
    }
    all
}
