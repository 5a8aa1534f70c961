//! Weights of a user's own.

use std::sync::Arc;

use super::artefact::Content;
use super::{Need, NeedSources, Needs, ToldReason};
use crate::words::explanation::Language;
use crate::words::id::{Index, PersonIndex};
use crate::words::measure::Weight;

impl Needs {
    /// The same needs with weights by a rule of one's own. Rows whose weight it changes say so:
    /// their sources hold [`NeedSources::OWN`] too, and a reason names the rule and both weights.
    /// A weight of zero leaves a need out of plans.
    ///
    /// ```
    /// # #[cfg(feature = "tables")] {
    /// use mahir::Agency;
    /// use mahir::words::explanation::Language;
    /// use mahir::words::measure::{Weight, parse_date};
    ///
    /// let agency = Agency::builder()
    ///     .settings("[[phases]]\nid = 'T1'\nfrom = 2026-01-05\nuntil = 2026-12-31\nbudget = 5000000")
    ///     .csv("competencies", "id,name,kind\nREG,Licensing rules,technical\n")
    ///     .csv("units", "id,name\nYAN,Licences\n")
    ///     .csv("posts", "id,name\nLOKET,Counter\n")
    ///     .csv("requirements", "post,competency,level\nLOKET,REG,3\n")
    ///     .csv("people", "id,unit,post,status\nP1,YAN,LOKET,PNS\nP2,YAN,LOKET,PPPK\n")
    ///     .build()
    ///     .unwrap();
    /// let needs = agency.needs(parse_date("2026-01-05").unwrap()).unwrap();
    /// let first = needs.person_of(0);
    /// let own = needs.weighed_by("the first twice", |need| {
    ///     let twice = Some(need.person) == first;
    ///     if twice { need.weight.times(Weight::from_thousandths(2000)) } else { need.weight }
    /// });
    /// assert_eq!(own.weights()[0].thousandths(), 2 * needs.weights()[0].thousandths());
    /// assert_eq!(own.weights()[1], needs.weights()[1]);
    /// assert!(own.why(0, Language::English).ends_with("the first twice: weight 2.00 instead of 1.00."));
    /// # }
    /// ```
    #[must_use]
    pub fn weighed_by(&self, name: &str, mut weigh: impl FnMut(&Need) -> Weight) -> Self {
        let mut content = Content::clone(&self.content);
        let mut told: Vec<ToldReason> = Vec::new();
        let mut before = std::mem::take(&mut content.told).into_iter().peekable();
        for person in (0..content.by_person.owners()).filter_map(PersonIndex::at) {
            for (row, need) in self.rows_of(person).zip(self.of(person)) {
                while let Some(reason) = before.next_if(|reason| reason.row <= row) {
                    told.push(reason);
                }
                let weight = weigh(&need);
                if weight != need.weight {
                    content.weights[row] = weight;
                    content.sources[row] = need.sources.and(NeedSources::OWN);
                    told.push(reason(name, row, need.weight, weight));
                }
            }
        }
        told.extend(before);
        content.told = told;
        Self {
            content: Arc::new(content),
        }
    }
}

fn reason(name: &str, row: usize, before: Weight, after: Weight) -> ToldReason {
    let [english, indonesian] = [Language::English, Language::Indonesian].map(|language| {
        let of = |weight| super::source::weight(weight, language);
        let (word, instead) = (
            language.choose("weight", "bobot"),
            language.choose("instead of", "bukan"),
        );
        format!("{name}: {word} {} {instead} {}.", of(after), of(before))
    });
    ToldReason {
        row,
        source: name.to_owned(),
        english,
        indonesian,
    }
}
