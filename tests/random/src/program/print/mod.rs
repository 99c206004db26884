//! Prints a program as Rust, in the form of a file of the corpus.

use std::rc::Rc;

use expression::precedence;

use super::{
    Adapter, Block, Counting, Draw, Expr, Form, Function, Kind, Over, Parameter, Program, Statement, Structure, Type,
    Variable,
};

mod expression;

impl Program {
    /// The functions with their directives, to be put into a file of the corpus.
    pub fn print(&self) -> String {
        let mut printer = Printer {
            program: self,
            output: String::new(),
            indent: 0,
        };
        for (name, ty, value) in &self.constants {
            let ty = printer.ty(ty);
            printer.line(&format!("const {name}: {ty} = {value};"));
        }
        for structure in &self.structs {
            printer.structure(structure);
        }
        let (last, others) = self.functions.split_last().expect("a program has functions");
        if self.module {
            printer.line(&format!("use {}_module::*;", self.name));
            printer.line("#[differentiate]");
            printer.line(&format!("pub mod {}_module {{", self.name));
            printer.indent += 1;
            printer.line("use super::*;");
        }
        others.iter().for_each(|function| printer.function(function));
        if self.module {
            printer.indent -= 1;
            printer.line("}");
        }
        printer.function(last);
        super::prelude::used(&printer.output) + &printer.output
    }
}

struct Printer<'a> {
    program: &'a Program,
    output: String,
    indent: usize,
}

impl Printer<'_> {
    fn line(&mut self, text: &str) {
        self.output
            .push_str(&format!("{:indent$}{text}\n", "", indent = 4 * self.indent));
    }

    fn scalar(&self) -> &'static str {
        if self.program.single {
            "f32"
        } else {
            "f64"
        }
    }

    fn ty(&self, ty: &Type) -> String {
        match ty {
            Type::Float => self.scalar().to_owned(),
            Type::Int(name) => (*name).to_owned(),
            Type::Bool => "bool".to_owned(),
            Type::Array(element, length) => {
                let length = length.name.clone().unwrap_or_else(|| length.value.to_string());
                format!("[{}; {length}]", self.ty(element))
            }
            Type::Slice(element, _) => format!("[{}]", self.ty(element)),
            Type::Vec(element, _) => format!("Vec<{}>", self.ty(element)),
            Type::Struct(structure) => structure.name.clone(),
            Type::Option(inner) => format!("Option<{}>", self.ty(inner)),
            Type::Unit => "()".to_owned(),
            Type::Tuple(types) => {
                let types: Vec<_> = types.iter().map(|ty| self.ty(ty)).collect();
                format!("({})", types.join(", "))
            }
        }
    }

    fn structure(&mut self, structure: &Structure) {
        self.line("#[derive(Clone, Copy, Debug, Differentiable)]");
        self.line(&format!("pub struct {} {{", structure.name));
        for (name, ty) in &structure.fields {
            let ty = self.ty(ty);
            self.line(&format!("    pub {name}: {ty},"));
        }
        self.line("}");
    }

    /// A function, or in an `impl` of its own a method.
    fn function(&mut self, function: &Function) {
        self.output.push('\n');
        let receiver = function.parameters.first().filter(|_| function.method);
        if let Some(receiver) = receiver {
            let ty = self.ty(&receiver.variable.ty);
            self.attribute();
            self.line(&format!("impl {ty} {{"));
            self.indent += 1;
        }
        self.signature_and_body(function);
        if receiver.is_some() {
            self.indent -= 1;
            self.line("}");
        }
    }

    /// In a module that has it, nothing else needs it.
    fn attribute(&mut self) {
        if !(self.program.module && self.indent > 0) {
            self.line("#[differentiate]");
        }
    }

    fn signature_and_body(&mut self, function: &Function) {
        for parameter in &function.parameters {
            self.directives(parameter);
        }
        let mut generic = String::new();
        if let Some((name, value)) = &function.generic {
            self.line(&format!("/// Const: {name} = {value}"));
            generic = format!("<const {name}: usize>");
        }
        if !function.method {
            self.attribute();
        }
        let parameters: Vec<_> = function.parameters.iter().map(|one| self.parameter(one)).collect();
        let name = &function.name;
        let result = match &function.result {
            Type::Unit => String::new(),
            ty => format!(" -> {}", self.ty(ty)),
        };
        self.line(&format!("pub fn {name}{generic}({}){result} {{", parameters.join(", ")));
        self.indent += 1;
        self.block(&function.body);
        self.indent -= 1;
        self.line("}");
    }

    fn directives(&mut self, parameter: &Parameter) {
        let Variable { name, ty, .. } = &*parameter.variable;
        match &parameter.draw {
            Draw::Floats(range) => self.line(&format!("/// Domain of {name}: {range}")),
            Draw::Ints(low, high) => self.line(&format!("/// Ints of {name}: {low}..{}", high + 1)),
            Draw::Bool => {}
        }
        if let Type::Slice(_, length) = ty {
            self.line(&format!("/// Len of {name}: {length}"));
        }
    }

    fn parameter(&self, parameter: &Parameter) -> String {
        let variable = &parameter.variable;
        let constant = if parameter.constant { "#[constant] " } else { "" };
        if variable.name == "self" {
            return if variable.reference {
                "&self".to_owned()
            } else {
                "self".to_owned()
            };
        }
        let (mutable, reference) = match (variable.mutable, variable.reference) {
            (true, true) => ("", "&mut "),
            (true, false) => ("mut ", ""),
            (false, true) => ("", "&"),
            (false, false) => ("", ""),
        };
        let (name, ty) = (&variable.name, self.ty(&variable.ty));
        format!("{constant}{mutable}{name}: {reference}{ty}")
    }

    fn block(&mut self, block: &Block) {
        for statement in &block.statements {
            self.statement(statement);
        }
        if let Some(tail) = &block.tail {
            let tail = self.expr(tail, precedence::LOWEST);
            self.line(&tail);
        }
    }

    /// The block's lines, indented, after `before` and before `after`.
    fn braces(&mut self, before: &str, block: &Block, after: &str) {
        self.line(&format!("{before} {{"));
        self.indent += 1;
        self.block(block);
        self.indent -= 1;
        self.line(&format!("}}{after}"));
    }

    fn statement(&mut self, statement: &Statement) {
        match statement {
            Statement::Let {
                variable,
                annotated,
                value,
            } => {
                let annotated = *annotated || (value.is_vague() && !variable.vague);
                let pattern = self.pattern(variable, annotated);
                let value = self.expr(value, precedence::LOWEST);
                self.line(&format!("let {pattern} = {value};"));
            }
            Statement::LetTuple { variables, value } => {
                let name =
                    |one: &Option<Rc<Variable>>| one.as_ref().map_or("_".to_owned(), |one| self.pattern(one, false));
                let names: Vec<_> = variables.iter().map(name).collect();
                let annotation = if value.is_vague() {
                    format!(": {}", self.ty(&value.ty))
                } else {
                    String::new()
                };
                let value = self.expr(value, precedence::LOWEST);
                self.line(&format!("let ({}){annotation} = {value};", names.join(", ")));
            }
            Statement::Deferred {
                variable,
                condition,
                yes,
                no,
            } => {
                let pattern = self.pattern(variable, yes.is_vague() || no.is_vague());
                self.line(&format!("let {pattern};"));
                let condition = self.expr(condition, precedence::LOWEST);
                let assigning = |block: &Block| {
                    let mut block = block.clone();
                    let value = block.tail.take().expect("a value");
                    block.statements.push(Statement::Assign {
                        place: Expr::variable(variable),
                        operator: "=",
                        value,
                    });
                    block
                };
                self.line(&format!("if {condition} {{"));
                self.indent += 1;
                self.block(&assigning(yes));
                self.indent -= 1;
                self.braces("} else", &assigning(no), "");
            }
            Statement::LetConst { name, value } => {
                let (ty, value) = (self.ty(&value.ty), self.expr(value, precedence::LOWEST));
                self.line(&format!("const {name}: {ty} = {value};"));
            }
            Statement::Ignore(value) => {
                let value = self.expr(value, precedence::LOWEST);
                self.line(&format!("let _ = {value};"));
            }
            Statement::Assign { place, operator, value } => {
                let bare = *operator != "=" && value.is_bare();
                let value = self.operand(value, precedence::LOWEST, bare);
                let place = match place.ty {
                    Type::Vec(_, _) => self.place(place),
                    _ => self.expr(place, precedence::LOWEST),
                };
                self.line(&format!("{place} {operator} {value};"));
            }
            Statement::AssignTuple(places, values) => {
                let (places, values) = (self.list(places), self.list(values));
                self.line(&format!("({places}) = ({values});"));
            }
            Statement::If(condition, yes, no) => self.branch("if", condition, yes, no.as_ref()),
            Statement::For {
                over,
                index,
                variable,
                body,
            } => {
                let mut pattern = variable.as_ref().map_or("_".to_owned(), |one| one.name.clone());
                if matches!(over, Over::Items { pattern: true, .. }) {
                    pattern = format!("&{pattern}");
                }
                if let Some(index) = index {
                    pattern = format!("({}, {pattern})", index.name);
                }
                let over = self.over(over, variable.as_deref());
                self.braces(&format!("for {pattern} in {over}"), body, "");
            }
            Statement::Counted {
                counter,
                limit,
                form,
                body,
            } => self.counted(counter, limit, form, body),
            Statement::Idiom(idiom) => {
                let text = self.idiom(idiom);
                self.line(&text);
            }
            Statement::Call(call) => {
                let call = self.expr(call, precedence::LOWEST);
                self.line(&format!("{call};"));
            }
            Statement::Break => self.line("break;"),
            Statement::Continue => self.line("continue;"),
            Statement::Return(value) => {
                let value = self.expr(value, precedence::LOWEST);
                self.line(&format!("return {value};"));
            }
            Statement::Assert {
                debug,
                condition,
                message,
            } => {
                let name = if *debug { "debug_assert" } else { "assert" };
                let condition = self.expr(condition, precedence::LOWEST);
                let message = message.map_or(String::new(), |message| format!(", {message:?}"));
                self.line(&format!("{name}!({condition}{message});"));
            }
        }
    }

    fn branch(&mut self, start: &str, condition: &Expr, yes: &Block, no: Option<&Block>) {
        let condition = self.expr(condition, precedence::LOWEST);
        self.line(&format!("{start} {condition} {{"));
        self.indent += 1;
        self.block(yes);
        self.indent -= 1;
        let Some(no) = no else {
            self.line("}");
            return;
        };
        match &no.statements[..] {
            [Statement::If(condition, yes, no)] => self.branch("} else if", condition, yes, no.as_ref()),
            _ => self.braces("} else", no, ""),
        }
    }

    fn counted(&mut self, counter: &Variable, limit: &Expr, form: &Counting, body: &Block) {
        let ty = self.ty(&counter.ty);
        let annotation = if counter.vague {
            String::new()
        } else {
            format!(": {ty}")
        };
        let name = &counter.name;
        self.line(&format!("let mut {name}{annotation} = 0;"));
        let limit = self.expr(limit, precedence::COMPARISON + 1);
        let head = |printer: &Self, condition: &Option<Expr>| {
            let more = condition
                .as_ref()
                .map(|condition| format!(" && {}", printer.expr(condition, precedence::COMPARISON)));
            format!("while {name} < {limit}{} {{", more.unwrap_or_default())
        };
        let step = format!("{name} += 1;");
        match form {
            Counting::WhileFirst(condition) | Counting::WhileLast(condition) => self.line(&head(self, condition)),
            Counting::Loop => self.line("loop {"),
        }
        self.indent += 1;
        match form {
            Counting::WhileFirst(_) => self.line(&step),
            Counting::Loop => {
                self.line(&format!("if {name} >= {limit} {{"));
                self.line("    break;");
                self.line("}");
                self.line(&step);
            }
            Counting::WhileLast(_) => {}
        }
        self.block(body);
        if let Counting::WhileLast(_) = form {
            self.line(&step);
        }
        self.indent -= 1;
        self.line("}");
    }

    fn pattern(&self, variable: &Variable, annotated: bool) -> String {
        let mutable = if variable.mutable { "mut " } else { "" };
        let annotation = if annotated {
            format!(": {}", self.ty(&variable.ty))
        } else {
            String::new()
        };
        format!("{mutable}{}{annotation}", variable.name)
    }

    fn over(&self, over: &Over, variable: Option<&Variable>) -> String {
        match over {
            Over::Range {
                low,
                high,
                inclusive,
                adapters,
            } => {
                let dots = if *inclusive { "..=" } else { ".." };
                let vague = variable.is_none_or(|variable| variable.vague);
                let suffix = match &low.kind {
                    Kind::Literal(_) if !vague && low.is_vague() && high.is_vague() => self.ty(&low.ty),
                    _ => String::new(),
                };
                let low = self.expr(low, precedence::COMPARISON);
                let high = self.expr(high, precedence::COMPARISON);
                let range = format!("{low}{suffix}{dots}{high}");
                if adapters.is_empty() {
                    return range;
                }
                let adapters = adapters.iter().map(|adapter| match adapter {
                    Adapter::Reversed => ".rev()".to_owned(),
                    Adapter::Stepped(step) => format!(".step_by({})", self.expr(step, precedence::LOWEST)),
                });
                format!("({range}){}", adapters.collect::<String>())
            }
            Over::Items { of, form, .. } => {
                let place = self.place(of);
                match form {
                    Form::Plain => place,
                    Form::Borrowed => format!("&{place}"),
                    Form::Iter => format!("{place}.iter()"),
                    Form::IterReversed => format!("{place}.iter().rev()"),
                    Form::IterEnumerated => format!("{place}.iter().enumerate()"),
                    Form::IterReversedEnumerated => format!("{place}.iter().rev().enumerate()"),
                }
            }
        }
    }
}
