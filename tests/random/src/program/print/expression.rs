//! Prints expressions.

use super::super::{Block, Expr, Function, Idiom, Kind, Parameter, Spelling, Type};
use super::Printer;

/// How tightly operators bind.
pub mod precedence {
    pub const LOWEST: u8 = 0;
    pub const COMPARISON: u8 = 4;
    pub const CAST: u8 = 11;
    pub const UNARY: u8 = 12;
    pub const POSTFIX: u8 = 14;

    pub fn of(operator: &str) -> u8 {
        match operator {
            "||" => 2,
            "&&" => 3,
            "|" => 5,
            "^" => 6,
            "&" => 7,
            "<<" | ">>" => 8,
            "+" | "-" => 9,
            "*" | "/" | "%" => 10,
            _ => COMPARISON,
        }
    }
}

impl Printer<'_> {
    pub fn list(&self, exprs: &[Expr]) -> String {
        let exprs: Vec<_> = exprs.iter().map(|expr| self.expr(expr, precedence::LOWEST)).collect();
        exprs.join(", ")
    }

    /// As the base of an index or the receiver of a method, which dereferences by itself.
    pub fn place(&self, expr: &Expr) -> String {
        match &expr.kind {
            Kind::Variable(variable) => variable.name.clone(),
            _ => self.expr(expr, precedence::POSTFIX),
        }
    }

    /// As the operand of an operator, which takes references too.
    pub fn operand(&self, expr: &Expr, at_least: u8, bare: bool) -> String {
        if bare {
            self.place(expr)
        } else {
            self.expr(expr, at_least)
        }
    }

    /// In parentheses where it binds less tightly than `at_least`.
    pub fn expr(&self, expr: &Expr, at_least: u8) -> String {
        let (text, binds) = self.bare_expr(expr);
        if binds < at_least {
            format!("({text})")
        } else {
            text
        }
    }

    fn bare_expr(&self, expr: &Expr) -> (String, u8) {
        let postfix = |text: String| (text, precedence::POSTFIX);
        match &expr.kind {
            Kind::Literal(text) | Kind::Constant(text) => postfix(text.clone()),
            Kind::Variable(variable) if matches!(variable.ty, Type::Vec(_, _)) => {
                postfix(format!("{}.clone()", variable.name))
            }
            Kind::Variable(variable) if variable.reference => (format!("*{}", variable.name), precedence::UNARY),
            Kind::Variable(variable) => postfix(variable.name.clone()),
            Kind::Index(base, index) => postfix(format!(
                "{}[{}]",
                self.place(base),
                self.expr(index, precedence::LOWEST)
            )),
            Kind::Field(base, number) => {
                let field = match &base.ty {
                    Type::Struct(structure) => structure.fields[*number].0.clone(),
                    _ => number.to_string(),
                };
                postfix(format!("{}.{field}", self.place(base)))
            }
            Kind::Length(base) => postfix(format!("{}.len()", self.place(base))),
            Kind::Unary(operator, operand) => {
                let bare = operand.is_bare();
                let text = format!("{operator}{}", self.operand(operand, precedence::UNARY, bare));
                (text, precedence::UNARY)
            }
            Kind::Binary(operator, left, right) => self.binary(expr, operator, left, right),
            Kind::Primitive(name, spelling, arguments) => postfix(self.primitive(name, *spelling, arguments)),
            Kind::TotalOrder(left, right) => {
                let right = self.expr(right, precedence::UNARY);
                let text = if left.is_vague() {
                    let left = self.expr(left, precedence::UNARY);
                    format!("{}::total_cmp(&{left}, &{right}).is_lt()", self.scalar())
                } else {
                    format!("{}.total_cmp(&{right}).is_lt()", self.place(left))
                };
                postfix(text)
            }
            Kind::Cast(value) => {
                let text = format!("{} as {}", self.expr(value, precedence::CAST), self.ty(&expr.ty));
                (text, precedence::CAST)
            }
            Kind::If(condition, yes, no) => {
                let condition = self.expr(condition, precedence::LOWEST);
                let (yes, no) = (self.inner(yes), self.inner(no));
                (format!("if {condition} {yes} else {no}"), precedence::LOWEST)
            }
            Kind::Block(block) => (self.inner(block), precedence::LOWEST),
            Kind::Call(number, arguments) => postfix(self.call(&self.program.functions[*number], arguments)),
            Kind::Array(parts) => postfix(format!("[{}]", self.list(parts))),
            Kind::Repeat(value) => {
                let Type::Array(_, length) = &expr.ty else {
                    panic!("not an array: {expr:?}")
                };
                let length = length.name.clone().unwrap_or_else(|| length.value.to_string());
                postfix(format!("[{}; {length}]", self.expr(value, precedence::LOWEST)))
            }
            Kind::Tuple(parts) => postfix(format!("({})", self.list(parts))),
            Kind::Struct(parts) => {
                let Type::Struct(structure) = &expr.ty else {
                    panic!("not a struct: {expr:?}")
                };
                let field = |(part, (name, _)): (&Expr, &(String, Type))| {
                    format!("{name}: {}", self.expr(part, precedence::LOWEST))
                };
                let fields: Vec<_> = parts.iter().zip(&structure.fields).map(field).collect();
                // In conditions, braces would open their blocks.
                postfix(format!("({} {{ {} }})", structure.name, fields.join(", ")))
            }
            Kind::Idiom(idiom) => (
                self.idiom(idiom),
                if idiom.text.starts_with('%') {
                    precedence::POSTFIX
                } else {
                    precedence::LOWEST
                },
            ),
        }
    }

    fn binary(&self, expr: &Expr, operator: &str, left: &Expr, right: &Expr) -> (String, u8) {
        let binds = precedence::of(operator);
        let compares = binds == precedence::COMPARISON;
        // `a as T < b` would be a list of generics.
        let ambiguous = |text: &String| operator.starts_with('<') && text.contains(" as ");
        let bare = |operand: &Expr| !compares && expr.ty == Type::Float && operand.is_bare();
        let mut before = self.operand(left, binds + u8::from(compares), bare(left));
        if ambiguous(&before) {
            before = format!("({before})");
        }
        let after = self.operand(right, binds + 1, bare(right));
        (format!("{before} {operator} {after}"), binds)
    }

    fn primitive(&self, name: &str, spelling: Spelling, arguments: &[Expr]) -> String {
        let all = self.list(arguments);
        match spelling {
            Spelling::Libm(name) => format!("libm::{name}({all})"),
            Spelling::Method if !arguments[0].is_vague() => {
                format!("{}.{name}({})", self.place(&arguments[0]), self.list(&arguments[1..]))
            }
            _ => format!("{}::{name}({all})", self.ty(&arguments[0].ty)),
        }
    }

    fn call(&self, callee: &Function, arguments: &[Expr]) -> String {
        let pass = |(parameter, argument): (&Parameter, &Expr)| {
            let is_reference = matches!(&argument.kind, Kind::Variable(variable) if variable.reference);
            match parameter.variable.reference {
                true if is_reference => self.place(argument),
                true if parameter.variable.mutable => format!("&mut {}", self.place(argument)),
                true if matches!(argument.ty, Type::Vec(_, _)) => format!("&{}", self.place(argument)),
                true => format!("&{}", self.expr(argument, precedence::UNARY)),
                false => self.expr(argument, precedence::LOWEST),
            }
        };
        if callee.method {
            let others = callee.parameters.iter().zip(arguments).skip(1);
            let others: Vec<_> = others.map(pass).collect();
            return format!("{}.{}({})", self.place(&arguments[0]), callee.name, others.join(", "));
        }
        let arguments: Vec<_> = callee.parameters.iter().zip(arguments).map(pass).collect();
        format!("{}({})", callee.name, arguments.join(", "))
    }

    pub fn idiom(&self, idiom: &Idiom) -> String {
        let mut text = String::new();
        for (before, hole) in idiom.pieces() {
            text.push_str(before);
            let Some((sign, name)) = hole else { continue };
            let number = || name.to_digit(10).expect("a number") as usize;
            text.push_str(&match (sign, name) {
                ('$', 'T') => self.scalar().to_owned(),
                ('$', _) => self.expr(&idiom.parts[number()], precedence::LOWEST),
                ('%', _) => self.place(&idiom.parts[number()]),
                ('@', _) => idiom.binders[number()].name.clone(),
                _ => self.inner(&idiom.blocks[number()]),
            });
        }
        text
    }

    /// A block within an expression: on one line if it has no statements.
    fn inner(&self, block: &Block) -> String {
        let mut printer = Printer {
            program: self.program,
            output: String::new(),
            indent: self.indent + 1,
        };
        printer.block(block);
        if block.statements.is_empty() && !printer.output.trim_end().contains('\n') {
            return format!("{{ {} }}", printer.output.trim());
        }
        format!("{{\n{}{:indent$}}}", printer.output, "", indent = 4 * self.indent)
    }
}
