//! Keys of the view. Each begins with the byte of its table; texts end with a zero byte, numbers
//! are big-endian, so that the order of the bytes is the order wanted.

/// The tables of the view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Table {
    /// Position, feed and version of the view.
    Meta = b'0',
    /// Document id → what the feed told of it.
    Document = b'D',
    /// Publication day, document id → nothing: which is the newest.
    Published = b'P',
    /// Name group → its profiles with their counts.
    Group = b'G',
    /// Name group, profile, publication day, document id → report: who was seen where.
    Sighting = b'M',
    /// Blocking key, name group → nothing.
    GroupKey = b'K',
    /// Name group, profile → actor id.
    ProfileActor = b'R',
    /// Actor id → record.
    Actor = b'A',
    /// Former actor id, actor id → nothing.
    ActorFormer = b'B',
    /// Folded form of a name, actor id → nothing.
    Alias = b'N',
    /// Word of a name or post, actor id → nothing.
    ActorWord = b'W',
    /// Number of events from many to few, actor id → nothing.
    ActorRank = b'O',
    /// Document id → the actors that it names.
    Cast = b'Y',
    /// Agreement mention id → vertex.
    AgreementVertex = b'F',
    /// Blocking key, document id, agreement mention id → sketch.
    AgreementKey = b'H',
    /// Agreement mention id → agreement id.
    AgreementOf = b'I',
    /// Agreement id → the mentions that it is made of.
    AgreementMembers = b'i',
    /// Agreement id → record.
    Agreement = b'J',
    /// Condition, its value, date, agreement id → days: agreements that fit, in order of time.
    AgreementPosting = b'L',
    /// Event mention id → vertex.
    EventVertex = b'E',
    /// Blocking key, document id, event mention id → sketch.
    EventKey = b'Q',
    /// Event mention id → event id.
    EventOf = b'V',
    /// Event id → record, as it goes over the wire.
    Event = b'T',
    /// Event id → the mentions that it is made of.
    EventMembers = b'U',
    /// Kind of condition, its value, date, event id → days: events that fit, in order of time.
    EventPosting = b'S',
    /// Actor id → number of events and documents.
    Count = b'Z',
}

/// A key under construction.
#[derive(Clone, Debug)]
pub struct Key(Vec<u8>);

impl Key {
    /// The beginning of every key of a table.
    pub fn of(table: Table) -> Self {
        Self(vec![table as u8])
    }

    /// Adds a text. A zero byte in it would end it early and is written as a space.
    pub fn text(mut self, text: &str) -> Self {
        self.0.extend(text.bytes().map(|byte| if byte == 0 { b' ' } else { byte }));
        self.0.push(0);
        self
    }

    /// Adds the beginning of a text, for scans.
    pub fn open_text(mut self, text: &str) -> Self {
        self.0.extend(text.bytes().map(|byte| if byte == 0 { b' ' } else { byte }));
        self
    }

    /// Adds a number.
    pub fn number(mut self, number: u64) -> Self {
        self.0.extend(number.to_be_bytes());
        self
    }

    /// Adds a day or another small number.
    pub fn day(mut self, day: u32) -> Self {
        self.0.extend(day.to_be_bytes());
        self
    }

    /// Adds bytes as they are.
    pub fn raw(mut self, bytes: &[u8]) -> Self {
        self.0.extend(bytes);
        self
    }

    /// The bytes.
    pub fn bytes(self) -> Vec<u8> {
        self.0
    }
}

/// The parts of a key, read one after the other.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'a>(&'a [u8]);

impl<'a> Parts<'a> {
    /// The parts after the table's byte.
    pub fn of(key: &'a [u8]) -> Self {
        Self(key.get(1..).unwrap_or_default())
    }

    /// The next text.
    pub fn text(&mut self) -> Option<String> {
        let end = self.0.iter().position(|byte| *byte == 0)?;
        let text = std::str::from_utf8(&self.0[..end]).ok()?.to_owned();
        self.0 = &self.0[end + 1..];
        Some(text)
    }

    /// The next number.
    pub fn number(&mut self) -> Option<u64> {
        let (bytes, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u64::from_be_bytes(*bytes))
    }

    /// The next day.
    pub fn day(&mut self) -> Option<u32> {
        let (bytes, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u32::from_be_bytes(*bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read_back() {
        let key = Key::of(Table::Sighting).text("p/hans kluge").number(7).day(9).text("doc");
        let bytes = key.bytes();
        let mut parts = Parts::of(&bytes);
        assert_eq!(parts.text().as_deref(), Some("p/hans kluge"));
        assert_eq!((parts.number(), parts.day()), (Some(7), Some(9)));
        assert_eq!(parts.text().as_deref(), Some("doc"));
        assert_eq!(parts.text(), None);
    }

    #[test]
    fn a_text_with_a_zero_byte_stays_one_part() {
        let bytes = Key::of(Table::Event).text("a\0b").bytes();
        assert_eq!(Parts::of(&bytes).text().as_deref(), Some("a b"));
    }
}
