//! What the functions say of themselves.

use super::Reverse;

pub(super) struct Docs {
    pub vjp: String,
    pub pullback: String,
    pub jacobian: String,
}

impl Docs {
    pub fn of(reverse: &Reverse) -> Docs {
        let link = reverse.item.link();
        let in_place = reverse.cotangents.iter().any(|cotangent| cotangent.place.is_some());
        let places = match in_place {
            true => {
                " What is left in a `&mut` parameter counts as a part of the value, behind the others; its derivative is that \
                 in what was there before."
            }
            false => "",
        };
        let none = match reverse.item.is_partial() {
            true => " Where there is no value there is no derivative.",
            false => "",
        };
        let panics = "# Panics\nWhere the function does, and if a cotangent has not the length of what it belongs to.";
        let structs = reverse.has_structs();
        let lists = match structs {
            true => ", that of a struct as a list",
            false => "",
        };
        Docs {
            vjp: format!(
                "The value of {link}, and a cotangent pulled back: the gradients of the numbers of the value, each times that \
                 of the cotangent, added up.{places}{none}\n\n{panics}"
            ),
            pullback: format!(
                "The value of {link}, and what pulls cotangents back, as many as there are, from the tape of one forward \
                 sweep.{places}{none}\n\n{panics}"
            ),
            jacobian: format!(
                "The partial derivatives of {link}: in the shape of its value{lists}, with a gradient for each number, by one \
                 reverse sweep each.{places}{none}\n\n# Panics\nWhere the function does."
            ),
        }
    }
}
