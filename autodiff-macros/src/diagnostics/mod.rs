//! What the compiler says when it refuses: the errors of one function, gathered, each with a code, its token and a way
//! out.

mod collector;
pub mod messages;
mod text;

pub use collector::{Collector, Diagnostic};
pub use messages::Message;
pub use text::text;
