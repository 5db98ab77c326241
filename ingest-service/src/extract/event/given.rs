//! Passives whose subject receives: "was awarded the prize", "were promised $5 million".

use super::argument::{FoundNoun, object_nouns};
use super::frame::{Frame, Need};
use super::site::VerbSite;

impl VerbSite<'_, '_> {
    /// "was awarded the prize": the receiver is the subject, and what is given stands after.
    pub(crate) fn meet_given(&self, frame: &Frame) -> Option<Vec<FoundNoun>> {
        let (verb, _) = self.scene.verb(self.token).filter(|_| self.group.passive)?;
        let gives = matches!(
            verb.lemma,
            "award" | "give" | "grant" | "lend" | "pay" | "promise" | "offer" | "allocate"
        );
        if !gives || frame.of_subject || self.group.bare {
            return None;
        }
        let nouns = object_nouns(self.scene, self.places.after.clone());
        match frame.need {
            Need::Noun(class) => self.of_class(nouns, &[class]),
            Need::Money => self.money(false, nouns),
            _ => None,
        }
    }
}
