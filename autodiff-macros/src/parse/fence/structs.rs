//! Structs: literals, constructors of tuple structs, patterns.

use super::super::types;
use super::build::bind_pattern;
use super::matching::{is_rest, Matched, Part, Subject};
use super::*;

impl Fence<'_> {
    /// `P { x: 1.0, y, ..p }`
    pub(super) fn struct_literal(&mut self, e: &syn::ExprStruct) -> Option<Expr> {
        if let (None, Some(of), None) = (&e.qself, super::variants::of_path(&e.path), &e.rest) {
            return self.variant_literal(e, &of);
        }
        let ty = match &e.qself {
            Some(_) => self.refuse(&e.path, &messages::STRUCT, &[&text(&e.path)]),
            None => self.struct_path(&e.path),
        };
        let fields: Vec<Option<(Member, Expr)>> = e
            .fields
            .iter()
            .map(|field| {
                self.attributes(&field.attrs);
                Some((Member::from(&field.member), self.expression(&field.expr)?))
            })
            .collect();
        let base = match &e.rest {
            Some(base) if is_default(base) => match &ty {
                Some(ty) => self.default_of(ty).map(Some),
                None => None,
            },
            Some(base) => self.expression(base).map(Some),
            None => Some(None),
        };
        let literal = StructLiteral {
            ty: ty?,
            fields: fields.into_iter().collect::<Option<_>>()?,
            base: base?,
        };
        Some(self.make(ExprKind::Struct(Box::new(literal)), e.path.span()))
    }

    /// `P::default()`, for a `Default::default()` that is to be of this type.
    pub(super) fn default_of(&mut self, ty: &StructType) -> Option<Expr> {
        let ty = ty.in_expression();
        self.expression(&syn::parse_quote!(#ty::default()))
    }

    /// `P(1.0, 2.0)`
    pub(super) fn constructor(&mut self, path: &syn::Path, arguments: Vec<Expr>) -> Option<Expr> {
        let literal = StructLiteral {
            ty: self.struct_path(path)?,
            fields: arguments
                .into_iter()
                .enumerate()
                .map(|(k, value)| (Member::Number(k), value))
                .collect(),
            base: None,
        };
        Some(self.make(ExprKind::Struct(Box::new(literal)), path.span()))
    }

    /// The struct that a path names; that of a variant is refused.
    fn struct_path(&mut self, path: &syn::Path) -> Option<StructType> {
        self.mention(path);
        match types::structure(path) {
            Some(ty) => Some(ty),
            None => self.refuse(path, &messages::STRUCT, &[&text(path)]),
        }
    }

    fn pattern_path(&mut self, path: &syn::Path) -> Option<StructType> {
        self.mention(path);
        match types::structure(path) {
            Some(ty) => Some(ty),
            None => self.refuse(path, &messages::PATTERN, &["a variant"]),
        }
    }

    /// `P { x, y: [a, b], .. }`
    pub(super) fn struct_pattern(&mut self, pattern: &syn::PatStruct) -> Option<Pattern> {
        let ty = self.pattern_path(&pattern.path);
        let fields: Vec<_> = pattern
            .fields
            .iter()
            .map(|field| self.field_pattern(Member::from(&field.member), &field.pat))
            .collect();
        Some(Pattern::Fields(Some(ty?), fields.into_iter().collect::<Option<_>>()?))
    }

    /// `P(x, y)`
    pub(super) fn tuple_struct_pattern(&mut self, pattern: &syn::PatTupleStruct) -> Option<Pattern> {
        let ty = self.pattern_path(&pattern.path);
        let fields = self.first_parts(&pattern.elems);
        Some(Pattern::Fields(Some(ty?), fields?))
    }

    /// `P { x: Some(x), y: 0.0.., .. }`, where a field may be asked for more than its name.
    pub(super) fn match_struct(&mut self, parts: &syn::PatStruct, subject: &Subject, matched: &mut Matched) -> bool {
        let fields = parts.fields.iter();
        let fields = fields.map(|field| (Member::from(&field.member), &*field.pat));
        self.match_fields(&parts.path, fields.collect(), subject, matched)
    }

    /// `P(Some(x), _)`
    pub(super) fn match_tuple_struct(
        &mut self,
        parts: &syn::PatTupleStruct,
        subject: &Subject,
        matched: &mut Matched,
    ) -> bool {
        // Parts behind a `..` count from the end, which nothing here knows.
        let known = parts.elems.iter().position(is_rest).unwrap_or(parts.elems.len());
        if let Some(part) = parts.elems.iter().nth(known + 1) {
            self.refuse::<()>(part, &messages::PATTERN, &["a part behind `..` in a pattern"]);
            return false;
        }
        let fields = parts.elems.iter().take(known).enumerate();
        let fields = fields.map(|(k, part)| (Member::Number(k), part));
        self.match_fields(&parts.path, fields.collect(), subject, matched)
    }

    /// The fields of a struct of this type: the type is said of the value by a `let` that binds nothing, within a test
    /// that always holds.
    fn match_fields(
        &mut self,
        path: &syn::Path,
        fields: Vec<(Member, &syn::Pat)>,
        subject: &Subject,
        matched: &mut Matched,
    ) -> bool {
        let Some(ty) = self.pattern_path(path) else {
            return false;
        };
        let span = path.span();
        let value = self.subject_value(subject, span);
        let holds = self.bool(true, span);
        let said = bind_pattern(Pattern::Fields(Some(ty), vec![]), Type::Infer, value);
        let test = self.braced(vec![said], Some(holds), span);
        matched.tests.push(test);
        let accepted: Vec<bool> = fields
            .into_iter()
            .map(|(member, pattern)| self.match_pattern(pattern, &subject.part(Part::Field(member)), matched))
            .collect();
        !accepted.contains(&false)
    }

    /// `(x, y, ..)`
    pub(super) fn open_tuple_pattern(&mut self, pattern: &syn::PatTuple) -> Option<Pattern> {
        let fields = self.first_parts(&pattern.elems)?;
        Some(Pattern::Fields(None, fields))
    }

    /// Patterns by position. Parts behind a `..` count from the end, which nothing here knows.
    fn first_parts<'p>(
        &mut self,
        parts: impl IntoIterator<Item = &'p syn::Pat>,
    ) -> Option<Vec<(Member, LocalId, Pattern)>> {
        let mut parts = parts.into_iter();
        let fields: Vec<_> = parts
            .by_ref()
            .take_while(|part| !is_rest(part))
            .enumerate()
            .map(|(k, part)| self.field_pattern(Member::Number(k), part))
            .collect();
        if let Some(part) = parts.next() {
            return self.refuse(part, &messages::PATTERN, &["a part behind `..` in a pattern"]);
        }
        fields.into_iter().collect()
    }

    fn field_pattern(&mut self, member: Member, pattern: &syn::Pat) -> Option<(Member, LocalId, Pattern)> {
        let holder = self.hidden(pattern.span());
        Some((member, holder, self.pattern(pattern)?))
    }
}

/// `Default::default()`
pub(super) fn is_default(e: &syn::Expr) -> bool {
    let syn::Expr::Call(call) = inner(e) else { return false };
    let syn::Expr::Path(path) = inner(&call.func) else {
        return false;
    };
    let names = types::names_of(&path.path);
    let last = names.iter().rev().take(2).map(String::as_str);
    call.args.is_empty() && path.qself.is_none() && last.eq(["default", "Default"])
}
