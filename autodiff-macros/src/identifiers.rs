//! Which words are identifiers. `syn` would tell as well, by a lexer and a parser for each of the many names that are tried.

/// The words that cannot be identifiers in any edition, in order.
const KEYWORDS: [&str; 52] = [
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super",
    "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Whether it can be written as an identifier without `r#`.
pub fn is_identifier(text: &str) -> bool {
    let mut letters = text.chars();
    letters
        .next()
        .is_some_and(|first| first.is_alphabetic() || first == '_')
        && letters.all(|letter| letter.is_alphanumeric() || letter == '_')
        && text != "_"
        && KEYWORDS.binary_search(&text).is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keywords_are_in_order_and_those_of_syn() {
        assert!(KEYWORDS.is_sorted());
        for word in KEYWORDS {
            // An identifier up to the edition of 2021.
            let is_one = syn::parse_str::<syn::Ident>(word).is_ok();
            assert_eq!(is_one, word == "gen", "{word}");
        }
    }

    #[test]
    fn what_is_no_word_is_no_identifier() {
        for text in ["", "_", "0", "a b", "a.b", "1_a", "r#fn", "fn"] {
            assert!(!is_identifier(text), "{text}");
        }
        for text in ["a", "_a", "Ångström", "fn_1", "t_2", "x1"] {
            assert!(is_identifier(text), "{text}");
        }
    }
}
