//! Lines of text that are no wider than asked.

/// How many columns of a terminal a character takes. East Asian wide characters and pictures take
/// two; combining marks are counted as one, so that a line may be too short but never too long.
fn character_width(character: char) -> usize {
    match u32::from(character) {
        0x1100..=0x115f
        | 0x2e80..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff00..=0xff60
        | 0xffe0..=0xffe6
        | 0x1f300..=0x1faff
        | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}

/// How many columns of a terminal a text takes, at most.
pub(super) fn display_width(text: &str) -> usize {
    text.chars().map(character_width).sum()
}

/// The text in exactly so many columns: filled with blanks, or cut with `…`.
pub(super) fn fitted(text: &str, width: usize) -> String {
    let mut fitted = String::new();
    let mut used = 0;
    let is_cut = display_width(text) > width;
    let room = if is_cut {
        width.saturating_sub(1)
    } else {
        width
    };
    for character in text.chars() {
        if used + character_width(character) > room {
            break;
        }
        used += character_width(character);
        fitted.push(character);
    }
    if is_cut && width > 0 {
        fitted.push('…');
        used += 1;
    }
    fitted.extend(std::iter::repeat_n(' ', width.saturating_sub(used)));
    fitted
}

/// A bar of a share from 0 to 1 in so many columns.
pub(super) fn bar(share: f64, width: usize) -> String {
    let full = (share.clamp(0.0, 1.0) * width as f64).round() as usize;
    (0..width)
        .map(|column| if column < full { '█' } else { '░' })
        .collect()
}

/// Adds a paragraph, broken at blanks, every line after an indent.
pub(super) fn paragraph(out: &mut String, text: &str, indent: &str, width: usize) {
    broken(out, text, indent, indent, width);
}

/// Adds a point of a list.
pub(super) fn point(out: &mut String, text: &str, width: usize) {
    broken(out, text, "  - ", "    ", width);
}

fn broken(out: &mut String, text: &str, first: &str, others: &str, width: usize) {
    let mut line = first.to_owned();
    let mut used = display_width(first);
    let mut is_fresh = true;
    // Two blanks that follow each other are meant.
    for word in text.split(' ') {
        let long = display_width(word);
        if !is_fresh && used + 1 + long > width {
            out.push_str(line.trim_end());
            out.push('\n');
            line = others.to_owned();
            used = display_width(others);
            is_fresh = true;
        }
        if !is_fresh {
            line.push(' ');
            used += 1;
        }
        for character in word.chars() {
            let wide = character_width(character);
            if used + wide > width {
                out.push_str(line.trim_end());
                out.push('\n');
                line = others.to_owned();
                used = display_width(others);
            }
            line.push(character);
            used += wide;
        }
        is_fresh = false;
    }
    out.push_str(line.trim_end());
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_line_is_wider_than_asked(text in "[a-z 字👍]{0,80}", width in 8_usize..40) {
            let mut out = String::new();
            point(&mut out, &text, width);
            prop_assert!(out.lines().all(|line| display_width(line) <= width), "{out}");
            // Nothing but blanks is lost.
            let letters = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(letters(&out.replace('\n', "")), format!("-{}", letters(&text)));
        }

        #[test]
        fn fitted_texts_have_their_width(text in "[a-z字]{0,20}", width in 1_usize..12) {
            let fitted = fitted(&text, width);
            prop_assert_eq!(display_width(&fitted), width);
        }
    }

    #[test]
    fn bars_are_filled_by_their_share() {
        assert_eq!(bar(0.5, 4), "██░░");
        assert_eq!(bar(7.0, 2), "██");
    }
}
