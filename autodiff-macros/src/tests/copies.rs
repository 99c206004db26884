//! Where generated code copies a whole array or vector: each copy is there because two versions of it are read.
//!
//! `UPDATE_EXPECT=1 cargo test -p autodiff-macros copies` writes the list anew; whatever comes to it should have a reason.

use super::corpus::corpus;
use expect_test::expect_file;
use std::path::Path;

#[test]
fn copies_of_the_corpus() {
    let mut list = String::new();
    for case in corpus() {
        let tokens = case.generated().to_string();
        let count = |what: &str| tokens.matches(what).count();
        let copies =
            count(". to_vec ()") + count(". clone ()") + count(". copy_from_slice (") + count(". clone_from_slice (");
        if copies > 0 {
            list += &format!("{}: {copies}\n", case.name);
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tests/snapshots/copies.txt");
    expect_file![path].assert_eq(&list);
}
