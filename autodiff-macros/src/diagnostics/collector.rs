//! Gathers all errors of one function.

use super::{messages, Message};
use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

/// One error: a [`Message`] at a place, its gaps filled with the words of the user.
pub struct Diagnostic {
    #[cfg(test)]
    code: &'static str,
    error: syn::Error,
}

/// The errors of one function so far. Whoever makes a collector has to look at what is in it: one that is dropped
/// unread would let a wrong derivative through, so that is a panic.
#[derive(Default)]
pub struct Collector {
    errors: Vec<Diagnostic>,
    read: bool,
    guessed: bool,
    calls_left: bool,
}

impl Collector {
    pub fn new() -> Collector {
        Collector::default()
    }

    /// Refuses `tokens`, all of which get underlined. `words` fill the gaps of the message.
    pub fn refuse(&mut self, tokens: impl ToTokens, message: &'static Message, words: &[&str]) {
        self.push(message, syn::Error::new_spanned(tokens, message.fill(words)));
    }

    /// As `refuse`, at one token.
    pub fn refuse_at(&mut self, span: Span, message: &'static Message, words: &[&str]) {
        self.push(message, syn::Error::new(span, message.fill(words)));
    }

    fn push(&mut self, message: &'static Message, error: syn::Error) {
        self.calls_left |= message.code == messages::LEFT.code;
        self.errors.push(Diagnostic {
            #[cfg(test)]
            code: message.code,
            error,
        });
    }

    /// Whether something is called that is seen to be left alone: nothing that stands further around gives it a derivative.
    pub fn calls_left(&self) -> bool {
        self.calls_left
    }

    /// Notes that a type was taken for what it mostly is, where nothing said what it is.
    pub fn guess(&mut self) {
        self.guessed = true;
    }

    /// Whether that was so somewhere.
    pub fn has_guessed(&self) -> bool {
        self.guessed
    }

    /// How many there are so far.
    pub fn count(&self) -> usize {
        self.errors.len()
    }

    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// What was gathered, in the order of its making.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        self.read = true;
        std::mem::take(&mut self.errors)
    }
}

impl Drop for Collector {
    fn drop(&mut self) {
        assert!(
            self.read || std::thread::panicking(),
            "the errors of a function were not read"
        );
    }
}

impl Diagnostic {
    #[cfg(test)]
    pub fn code(&self) -> &'static str {
        self.code
    }

    #[cfg(test)]
    pub fn span(&self) -> Span {
        self.error.span()
    }

    /// The `compile_error!` that shows it.
    pub fn to_tokens(&self) -> TokenStream {
        self.error.to_compile_error()
    }
}

impl std::fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        self.error.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::super::messages;
    use super::*;

    #[test]
    fn an_error_has_code_message_and_way_out_in_one_text() {
        let mut errors = Collector::new();
        errors.refuse_at(Span::call_site(), &messages::METHOD, &["lerp"]);
        let all = errors.finish();
        assert_eq!(all[0].code(), messages::METHOD.code);
        let text = all[0].to_string();
        assert!(text.starts_with("D310: the method `lerp` is not known"), "{text}");
        assert!(text.contains("\n  = help: "), "{text}");
        assert!(all[0].to_tokens().to_string().contains("compile_error"));
    }

    #[test]
    #[should_panic(expected = "were not read")]
    fn errors_cannot_be_forgotten() {
        drop(Collector::new());
    }
}
