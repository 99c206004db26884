//! GradBench's protocol: one request a line, one answer a line.

use std::any::Any;
use std::io::{self, BufRead, Write};
use std::panic::{self, AssertUnwindSafe};

use serde_json::{json, Map, Value};

use crate::measure::Measured;
use crate::problems;

/// The name that the tool gives itself.
pub const NAME: &str = "differentiate";

/// Answers each line of `requests` by a line of `answers`, until the requests end.
///
/// # Errors
///
/// If one of the two streams fails. A request that makes no sense is answered, with `success` false.
pub fn serve(mut requests: impl BufRead, mut answers: impl Write) -> io::Result<()> {
    let mut line = Vec::new();
    while requests.read_until(b'\n', &mut line)? > 0 {
        if !line.trim_ascii().is_empty() {
            writeln!(answers, "{}", answer(&line))?;
            answers.flush()?;
        }
        line.clear();
    }
    Ok(())
}

/// The answer to one request, which has the request's `id` if there is one.
pub fn answer(line: &[u8]) -> Value {
    let (id, content) = match serde_json::from_slice::<Value>(line) {
        Ok(request) => (request["id"].clone(), respond(&request)),
        Err(error) => (Value::Null, Err(format!("the line is no JSON: {error}"))),
    };
    let mut fields = content.unwrap_or_else(|error| object(json!({ "success": false, "error": error })));
    fields.insert("id".to_owned(), id);
    Value::Object(fields)
}

/// What the answer holds beside the `id`.
fn respond(request: &Value) -> Result<Map<String, Value>, String> {
    let text = |name: &str| {
        request[name]
            .as_str()
            .ok_or_else(|| format!("the request has no text `{name}`"))
    };
    let fields = match text("kind")? {
        "start" => json!({ "tool": NAME }),
        "define" => {
            let module = text("module")?;
            problems::find(module).ok_or_else(|| format!("there is no module `{module}`"))?;
            json!({ "success": true })
        }
        "evaluate" => {
            let Measured { output, timings } = evaluate(text("module")?, text("function")?, &request["input"])?;
            json!({ "success": true, "output": output, "timings": timings })
        }
        "analysis" => json!({}),
        kind => return Err(format!("the kind of request `{kind}` is not known")),
    };
    Ok(object(fields))
}

/// Runs a function of a module. Input on which it panics is an error, and so is output that JSON cannot hold.
fn evaluate(module: &str, function: &str, input: &Value) -> Result<Measured, String> {
    let problem = problems::find(module).ok_or_else(|| format!("there is no module `{module}`"))?;
    let outcome = panic::catch_unwind(AssertUnwindSafe(|| problem(function, input)));
    let measured = outcome.map_err(|panic| format!("`{module}::{function}` panicked: {}", message(&*panic)))??;
    if has_null(&measured.output) {
        return Err("the output has a number that is not finite".to_owned());
    }
    Ok(measured)
}

fn message(panic: &(dyn Any + Send)) -> &str {
    let owned = panic.downcast_ref::<String>().map(String::as_str);
    owned.or_else(|| panic.downcast_ref().copied()).unwrap_or("no message")
}

/// Whether there is a `null`, which is what `serde_json` makes of NaN and infinities.
fn has_null(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(elements) => elements.iter().any(has_null),
        Value::Object(fields) => fields.values().any(has_null),
        _ => false,
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        other => unreachable!("{other} is no object"),
    }
}
