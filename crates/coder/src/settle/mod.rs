//! Completes what was read: who else takes part, for whom an organ stands, and whether anything is told at all.

mod complete;
mod doer;
mod partner;
mod victims;

use crate::reading::Reading;
use crate::walk::{Stance, Told, Walk};

impl Walk<'_, '_> {
    /// Sense, members and completeness of a reading; or why it is no event.
    pub fn settle(&self, mut reading: Reading, stance: &Stance) -> Result<Told, &'static str> {
        let sense = self.sense(&mut reading, stance)?;
        if self.reader.book.acts[reading.act].name == "host" && !reading.recipients.is_empty() {
            // The visitor acts, the host receives.
            std::mem::swap(&mut reading.actors, &mut reading.recipients);
        }
        self.forget_listeners(&mut reading);
        self.done_by_the_speaker(&mut reading, stance);
        self.fill_unknown(&mut reading);
        self.call_home(&mut reading);
        self.find_other_party(&mut reading);
        self.act_for_the_state(&mut reading);
        self.march_as_people(&mut reading);
        self.fight_at_home(&mut reading);
        self.punish_abroad(&mut reading);
        self.harm_to_people(&mut reading);
        self.harm_to_the_state(&mut reading);
        self.harm_to_others(&mut reading);
        self.harm_at_a_place(&mut reading);
        self.address_the_state(&mut reading);
        self.exercise_together(&mut reading);
        self.killed_in_a_clash(&mut reading);
        self.join_members(&mut reading);
        self.complete(&reading)?;
        Ok(Told { reading, sense })
    }
}
