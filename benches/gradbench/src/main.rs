//! The tool: requests on standard input, answers on standard output.

use std::io;

fn main() -> io::Result<()> {
    gradbench_differentiate::protocol::serve(io::stdin().lock(), io::stdout().lock())
}
