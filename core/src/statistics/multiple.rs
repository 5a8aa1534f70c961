//! Many tests at once: p values adjusted for their number.

/// How p values are adjusted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Adjustment {
    /// Holm (1979): the chance of a single false alarm among all stays below the level.
    #[default]
    Holm,
    /// Benjamini & Hochberg (1995): the expected share of false alarms among the findings does.
    BenjaminiHochberg,
    /// None.
    None,
}

impl Adjustment {
    /// As settings write it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Holm => "holm",
            Self::BenjaminiHochberg => "benjamini_hochberg",
            Self::None => "none",
        }
    }
}

/// Adjusted p values in the order given; `None` where one is missing, which then does not count.
/// Values outside 0 to 1 are missing. Same as R's `p.adjust`.
///
/// ```
/// use mahir::statistics::{Adjustment, adjusted};
///
/// let found = adjusted(&[Some(0.01), None, Some(0.04), Some(0.03)], Adjustment::Holm);
/// assert_eq!(found, [Some(0.03), None, Some(0.06), Some(0.06)]);
/// ```
pub fn adjusted(p_values: &[Option<f64>], adjustment: Adjustment) -> Vec<Option<f64>> {
    let usable = |p: &f64| (0.0..=1.0).contains(p);
    let mut found: Vec<Option<f64>> = p_values.iter().map(|p| p.filter(usable)).collect();
    let mut order: Vec<(f64, usize)> = found
        .iter()
        .enumerate()
        .filter_map(|(place, p)| Some(((*p)?, place)))
        .collect();
    order.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    let count = order.len() as f64;
    match adjustment {
        Adjustment::None => {}
        Adjustment::Holm => {
            let mut most = 0.0_f64;
            for (rank, (p, place)) in order.iter().enumerate() {
                most = most.max((p * (count - rank as f64)).min(1.0));
                found[*place] = Some(most);
            }
        }
        Adjustment::BenjaminiHochberg => {
            let mut least = 1.0_f64;
            for (rank, (p, place)) in order.iter().enumerate().rev() {
                least = least.min(p * count / (rank as f64 + 1.0));
                found[*place] = Some(least);
            }
        }
    }
    found
}
