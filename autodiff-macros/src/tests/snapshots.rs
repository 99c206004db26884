//! What a dozen functions of the corpus look like at each stage, for a person to read.
//!
//! `UPDATE_EXPECT=1 cargo test -p autodiff-macros snapshots` writes the files anew.

use super::corpus::{corpus, Case};
use crate::ir::print::print;
use expect_test::expect_file;
use std::path::Path;

/// Each shows something of its own.
const SHOWN: [&str; 17] = [
    "activity::element_overwritten_then_read",
    "activity::bad_value_in_the_branch_not_taken",
    "algorithms::newton_square_root",
    "algorithms::relu_network",
    "algorithms::runge_kutta_step",
    "branches::if_that_changes_an_array",
    "calls::call_in_a_loop",
    "chunks::for_in_chunks",
    "exits::return_in_a_nested_loop",
    "formulas::log_sum_exp",
    "formulas::rosenbrock",
    "formulas::six_variable_formula",
    "generic::generic_mean_and_spread",
    "loops::carried_swap",
    "loops::carried_array",
    "views::arguments_in_a_loop",
    "while_loops::while_newton",
];

#[test]
fn the_stages_of_a_dozen_functions() {
    let cases = corpus();
    for name in SHOWN {
        let case = cases
            .iter()
            .find(|case| case.name == name)
            .unwrap_or_else(|| panic!("{name} is in the corpus"));
        let file = name.replace("::", "_");
        compare(&file, "lower", &print(&case.primal));
        compare(&file, "gradient", &print(&case.fused));
        compare(&file, "generated", &generated(case));
    }
}

fn compare(file: &str, stage: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("src/tests/snapshots")
        .join(stage)
        .join(format!("{file}.txt"));
    expect_file![path].assert_eq(text);
}

fn generated(case: &Case) -> String {
    let tokens = case.generated();
    prettyplease::unparse(&syn::parse2(tokens).expect("items"))
}
