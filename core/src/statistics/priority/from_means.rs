//! Checking printed tables of Borich's score.

/// Borich's score from two printed means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BorichFromMeans {
    /// Ī (Ī − C̄).
    pub score: f64,
    /// How far the score of the means before they were rounded may lie from it: h |2Ī − C̄| + h |Ī|
    /// + 2h² with h half a unit of the last decimal.
    pub error_at_most: f64,
    /// Half a unit of the last decimal.
    half: f64,
}

impl BorichFromMeans {
    /// Whether a printed score with as many decimals as the means agrees with them.
    pub fn agrees_with(&self, printed: f64) -> bool {
        let rounding = 1e-12 * (1.0 + printed.abs());
        (printed - self.score).abs() <= self.error_at_most + self.half + rounding
    }
}

/// Borich's score by the identity MWDS = Ī (Ī − C̄), from means that were printed with so many
/// decimals, and how far rounding may have moved it. So a printed table that gives both means can
/// be verified. (The means must be over the same respondents; programs that round the mean
/// importance before they multiply stay within the bound.)
///
/// `None` if a mean is not finite, or for more than 15 decimals.
///
/// ```
/// use mahir::statistics::borich_from_means;
///
/// let row = borich_from_means(4.52, 3.11, 2).unwrap();
/// assert_eq!(format!("{:.2}", row.score), "6.37");
/// assert!(row.agrees_with(6.39) && !row.agrees_with(6.48));
/// ```
pub fn borich_from_means(
    importance: f64,
    competence: f64,
    decimals: u32,
) -> Option<BorichFromMeans> {
    if decimals > 15 {
        return None;
    }
    let half = 0.5 * 0.1_f64.powi(i32::try_from(decimals).ok()?);
    let score = importance * (importance - competence);
    let error_at_most =
        half * (2.0 * importance - competence).abs() + half * importance.abs() + 2.0 * half * half;
    (score.is_finite() && error_at_most.is_finite()).then_some(BorichFromMeans {
        score,
        error_at_most,
        half,
    })
}
