//! The errors of the compiler, one row each: code, message, way out, and for the index an explanation and a function
//! before and after. Every error made anywhere is one of these rows; `docs/errors.md` is printed from them.
//!
//! Codes never change their meaning, and a code that is no longer needed is not used again.

mod call;
mod control;
mod expression;
#[cfg(test)]
mod index;
mod rule;
mod signature;
mod statement;
mod types;

pub use call::*;
pub use control::*;
pub use expression::*;
pub use rule::*;
pub use signature::*;
pub use statement::*;
pub use types::*;

/// One kind of error. `{0}`, `{1}`, … are gaps for words of the user.
pub struct Message {
    pub code: &'static str,
    /// What is wrong.
    pub title: &'static str,
    /// What to write instead.
    pub help: &'static str,
    /// Why, for the index.
    #[cfg(test)]
    pub about: &'static str,
    /// A function that gets this error.
    #[cfg(test)]
    pub wrong: &'static str,
    /// The same function, the way out taken.
    #[cfg(test)]
    pub right: &'static str,
}

impl Message {
    /// The text of the error, with the gaps filled.
    pub fn fill(&self, words: &[&str]) -> String {
        let template = format!("{}: {}\n  = help: {}", self.code, self.title, self.help);
        let gap = |text: String, (k, word): (usize, &&str)| text.replace(&format!("{{{k}}}"), word);
        words.iter().enumerate().fold(template, gap)
    }
}

/// Reads rows, and lists them for the index.
macro_rules! messages {
    ($(
        $name:ident = $code:literal, $title:literal, help: $help:literal, about: $about:literal, wrong: $wrong:literal,
        right: $right:literal;
    )+) => {
        $(
            pub static $name: $crate::diagnostics::messages::Message = $crate::diagnostics::messages::Message {
                code: $code,
                title: $title,
                help: $help,
                #[cfg(test)]
                about: $about,
                #[cfg(test)]
                wrong: $wrong,
                #[cfg(test)]
                right: $right,
            };
        )+
        #[cfg(test)]
        pub(super) static ROWS: &[&$crate::diagnostics::messages::Message] = &[$(&$name),+];
    };
}
use messages;
