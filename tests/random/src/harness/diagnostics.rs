//! What the Rust compiler says, assigned to the programs that it is said of.

use std::collections::BTreeMap;

/// The errors in the compiler's output that lie in `folder`, by the number of the program's file, `p3.rs`.
pub fn by_program(output: &str, folder: &str) -> BTreeMap<usize, String> {
    let mut found: BTreeMap<usize, String> = BTreeMap::new();
    for error in errors(output) {
        if let Some(place) = place_in(&error, folder) {
            found.entry(place).or_default().push_str(&error);
        }
    }
    found
}

/// The errors one by one, as they are printed.
pub fn errors(output: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut inside = false;
    for line in output.lines() {
        if line.starts_with("error") || line.starts_with("warning") {
            inside = line.starts_with("error") && !line.starts_with("error: could not compile");
            if inside {
                all.push(String::new());
            }
        }
        if let Some(error) = all.last_mut().filter(|_| inside) {
            error.push_str(line);
            error.push('\n');
        }
    }
    all
}

/// The first file in `folder` to which an error points.
fn place_in(error: &str, folder: &str) -> Option<usize> {
    let start = format!("{folder}/p");
    error
        .lines()
        .filter(|line| line.contains("--> ") || line.contains("::: "))
        .find_map(|line| {
            let (_, file) = line.split_once(&start)?;
            file.split_once(".rs:")?.0.parse().ok()
        })
}

#[cfg(test)]
mod tests {
    use super::by_program;

    #[test]
    fn errors_go_to_the_program_that_they_point_to() {
        let output = "warning: unused\n  --> batches/b0/p7.rs:3:1\n\n\
            error[E0308]: mismatched types\n  --> /work/batches/b0/p12.rs:12:5\n   |\n12 | let\n\n\
            error: in another batch\n  --> batches/b1/p3.rs:3:5\n\n\
            error: nowhere\n\nerror: could not compile `b` (bin \"b0\") due to 2 previous errors\n";
        let found = by_program(output, "batches/b0");
        assert_eq!(found.len(), 1);
        assert!(found[&12].starts_with("error[E0308]: mismatched types\n"));
        assert!(found[&12].contains("12 | let"));
    }
}
