//! What a `for` runs over.

use super::*;

/// Methods that leave the elements as they are.
const TRANSPARENT: [&str; 4] = ["iter", "into_iter", "copied", "cloned"];

impl Fence<'_> {
    pub(super) fn domain(&mut self, e: &syn::Expr) -> Option<Domain> {
        match inner(e) {
            syn::Expr::Range(range) => self.range(range),
            syn::Expr::MethodCall(call) => self.adapted(call),
            e => self.expression(e).map(|of| Domain::Elements { of, adaptors: vec![] }),
        }
    }

    fn range(&mut self, e: &syn::ExprRange) -> Option<Domain> {
        let (Some(start), Some(end)) = (&e.start, &e.end) else {
            return self.refuse(e, &messages::ITERATED, &[]);
        };
        let from = self.expression(start);
        let to = self.expression(end);
        let inclusive = matches!(e.limits, syn::RangeLimits::Closed(_));
        Some(Domain::Range {
            from: from?,
            to: to?,
            inclusive,
            adaptors: vec![],
        })
    }

    /// `domain.rev()` and the like.
    fn adapted(&mut self, call: &syn::ExprMethodCall) -> Option<Domain> {
        let name = call.method.to_string();
        let adaptor = match (name.as_str(), call.args.first()) {
            ("rev", None) => Some(Adaptor::Rev),
            ("enumerate", None) => Some(Adaptor::Enumerate),
            ("step_by", Some(step)) if call.args.len() == 1 => {
                let domain = self.domain(&call.receiver);
                let step = self.expression(step);
                return extended(domain?, Adaptor::StepBy(step?));
            }
            (name, None) if TRANSPARENT.contains(&name) => None,
            // Any other method gives a value, or is refused as it is everywhere.
            _ => return self.method(call).map(|of| Domain::Elements { of, adaptors: vec![] }),
        };
        let domain = self.domain(&call.receiver)?;
        match adaptor {
            Some(adaptor) => extended(domain, adaptor),
            None => Some(domain),
        }
    }
}

fn extended(mut domain: Domain, adaptor: Adaptor) -> Option<Domain> {
    let (Domain::Range { adaptors, .. } | Domain::Elements { adaptors, .. }) = &mut domain;
    adaptors.push(adaptor);
    Some(domain)
}
