//! Asks the compiler whether it tells in which file an item stands, as it does from Rust 1.88 on.

use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-check-cfg=cfg(local_file)");
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc).arg("--version").output();
    let version = version.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let minor = version
        .ok()
        .and_then(|version| version.split('.').nth(1)?.parse::<u32>().ok());
    if minor.is_some_and(|minor| minor >= 88) {
        println!("cargo:rustc-cfg=local_file");
    }
}
