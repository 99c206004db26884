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

    /// Refuses what has the form of a struct but is a variant, whose type is imported: there are others, or what comes behind it
    /// would never be reached.
    pub(super) fn no_bare_variants(&mut self, arms: &[(&syn::Pat, bool)], has_more: bool) -> Option<()> {
        let names: HashSet<String> = arms
            .iter()
            .filter_map(|(pattern, _)| Some(struct_name(pattern)?.to_string()))
            .collect();
        let count = arms.len();
        let variant = arms.iter().enumerate().find(|(k, (pattern, is_guarded))| {
            let is_last = *k + 1 == count && !has_more;
            let is_total = !is_guarded && always_matches(pattern) && !is_last;
            struct_name(pattern).is_some() && (names.len() > 1 || is_total)
        });
        match variant {
            Some((_, (pattern, _))) => {
                self.refuse(pattern, &messages::PATTERN, &["a variant without the name of its type"])
            }
            None => Some(()),
        }
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

/// The name of a pattern such as `P { x, .. }` or `P(x)`; those of options and results are known.
fn struct_name(pattern: &syn::Pat) -> Option<&Ident> {
    let path = match pattern {
        syn::Pat::Struct(parts) => &parts.path,
        syn::Pat::TupleStruct(parts) => &parts.path,
        syn::Pat::Reference(inner) => return struct_name(&inner.pat),
        syn::Pat::Paren(inner) => return struct_name(&inner.pat),
        _ => return None,
    };
    let name = path.get_ident()?;
    let is_known = ["Some", "Ok", "Err", "Self"].iter().any(|known| name == known);
    (!is_known).then_some(name)
}

/// Whether every value of its type matches a pattern, as far as its form shows.
fn always_matches(pattern: &syn::Pat) -> bool {
    match pattern {
        syn::Pat::Wild(_) | syn::Pat::Rest(_) => true,
        syn::Pat::Ident(name) => name.subpat.is_none() && !name.ident.to_string().starts_with(char::is_uppercase),
        syn::Pat::Reference(inner) => always_matches(&inner.pat),
        syn::Pat::Paren(inner) => always_matches(&inner.pat),
        syn::Pat::Tuple(parts) => parts.elems.iter().all(always_matches),
        syn::Pat::Struct(parts) if struct_name(pattern).is_some() => {
            parts.fields.iter().all(|field| always_matches(&field.pat))
        }
        syn::Pat::TupleStruct(parts) if struct_name(pattern).is_some() => parts.elems.iter().all(always_matches),
        _ => false,
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
