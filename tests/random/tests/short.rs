//! A short run through the macro; `cargo run --release -p random-programs` does long ones.

use std::path::Path;

use random_programs::generate::program;
use random_programs::harness::campaign::Campaign;
use random_programs::harness::execute::Counts;
use random_programs::harness::scratch::Scratch;

#[test]
fn thirty_programs_have_the_value_and_the_gradient_that_they_should() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../random-programs");
    let product = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    // Without the other derivatives: which helpers of a program have none is not seen from its text yet.
    let mut campaign = Campaign {
        scratch: Scratch::new(&folder, &product, 2, false, false).expect("a scratch crate"),
        batch: 15,
        jobs: 2,
        counts: Counts::default(),
    };
    let programs = (0..30).map(|index| program(2024, index)).collect();
    let tested = campaign.test(programs, &mut |_| {}).expect("cargo runs");
    assert_eq!(tested.len(), 30);
    for one in &tested {
        if let Some(failure) = &one.failure {
            panic!("{}: {}\n{}", failure.kind, failure.detail, one.program.print());
        }
    }
    assert!(campaign.counts.points > 100);
}
