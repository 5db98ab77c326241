//! The view as an ordered map of bytes: what the fold reads and writes, whatever keeps it.

use std::collections::BTreeMap;
use std::ops::Bound;

/// Why the map could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// A record does not check or cannot be decoded.
    #[error("the view's record {0} is damaged")]
    Damaged(String),
    /// The engine failed.
    #[error("the view's store failed: {0}")]
    Engine(String),
    /// A question that shall be brief is not; it is asked again where it may take its time.
    #[error("the question takes longer")]
    Long,
}

impl ReadError {
    /// The record under `key` is damaged.
    pub fn damaged(key: &[u8]) -> Self {
        Self::Damaged(String::from_utf8_lossy(key).replace('\0', " "))
    }
}

/// A key and its value.
pub type Row = (Vec<u8>, Vec<u8>);

/// Rows in key order.
pub type Rows<'a> = Box<dyn Iterator<Item = Result<Row, ReadError>> + 'a>;

/// What looks at rows where they lie: at a key and its value.
pub type Look<'a> = dyn FnMut(&[u8], &[u8]) -> Result<(), ReadError> + 'a;

/// An ordered map that can be read.
pub trait Read: Sync {
    /// The value of a key.
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, ReadError>;

    /// Rows with keys from `from` (included) to `until` (excluded), in order.
    fn scan(&self, from: &[u8], until: &[u8]) -> Rows<'_>;

    /// Shows the rows of [`Read::scan`] one after the other, without a copy of each.
    fn visit(&self, from: &[u8], until: &[u8], look: &mut Look<'_>) -> Result<(), ReadError> {
        self.scan(from, until).try_for_each(|row| row.and_then(|(key, value)| look(&key, &value)))
    }

    /// Whether there may be rows between two keys; told without reading any where that can be.
    fn may_hold(&self, _from: &[u8], _until: &[u8]) -> Result<bool, ReadError> {
        Ok(true)
    }

    /// [`Read::visit`] of the rows whose keys begin with `prefix`.
    fn visit_prefix(&self, prefix: &[u8], look: &mut Look<'_>) -> Result<(), ReadError> {
        self.visit(prefix, &after_prefix(prefix), look)
    }

    /// Rows whose keys begin with `prefix`, in order.
    fn scan_prefix(&self, prefix: &[u8]) -> Rows<'_> {
        self.scan(prefix, &after_prefix(prefix))
    }
}

/// An ordered map that can be read from the end as well.
pub trait ReadBack: Read {
    /// The rows of [`Read::scan`], the last first.
    fn scan_back(&self, from: &[u8], until: &[u8]) -> Rows<'_>;
}

/// The first key after all that begin with `prefix`.
pub fn after_prefix(prefix: &[u8]) -> Vec<u8> {
    let mut end = prefix.to_vec();
    while let Some(last) = end.pop() {
        if last < u8::MAX {
            end.push(last + 1);
            return end;
        }
    }
    vec![u8::MAX; 9]
}

/// A key and its new value, or nothing where it is removed.
pub type Write = (Vec<u8>, Option<Vec<u8>>);

/// What is to be written: a value, or nothing where a key is removed.
pub type Writes = BTreeMap<Vec<u8>, Option<Vec<u8>>>;

/// A map with writes laid over it. Reads see the writes.
pub struct Overlay<'a> {
    base: &'a dyn Read,
    writes: Writes,
}

impl<'a> Overlay<'a> {
    /// No writes yet.
    pub fn new(base: &'a dyn Read) -> Self {
        Self { base, writes: Writes::new() }
    }

    /// Sets a value.
    pub fn put(&mut self, key: Vec<u8>, value: Vec<u8>) {
        self.writes.insert(key, Some(value));
    }

    /// Takes a key away.
    pub fn remove(&mut self, key: Vec<u8>) {
        self.writes.insert(key, None);
    }

    /// Sets and takes away, one after the other.
    pub fn write(&mut self, writes: Vec<Write>) {
        self.writes.extend(writes);
    }

    /// What the writes are laid over.
    pub(super) fn base(&self) -> &'a dyn Read {
        self.base
    }

    /// [`Read::visit`] of the writes alone.
    pub(super) fn visit_writes(
        &self,
        from: &[u8],
        until: &[u8],
        look: &mut Look<'_>,
    ) -> Result<(), ReadError> {
        if from >= until {
            return Ok(());
        }
        let mut written = self.writes.range::<[u8], _>(between(from, until));
        written.try_for_each(|(key, new)| new.iter().try_for_each(|new| look(key, new)))
    }

    /// The writes, to be committed at once.
    pub fn into_writes(self) -> Writes {
        self.writes
    }
}

impl Read for Overlay<'_> {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, ReadError> {
        match self.writes.get(key) {
            Some(written) => Ok(written.clone()),
            None => self.base.get(key),
        }
    }

    fn scan(&self, from: &[u8], until: &[u8]) -> Rows<'_> {
        if from >= until {
            return Box::new(std::iter::empty());
        }
        Box::new(Merged {
            base: self.base.scan(from, until).peekable(),
            written: self.writes.range::<[u8], _>(between(from, until)).peekable(),
        })
    }

    fn visit(&self, from: &[u8], until: &[u8], look: &mut Look<'_>) -> Result<(), ReadError> {
        if from >= until {
            return Ok(());
        }
        let mut written = self.writes.range::<[u8], _>(between(from, until)).peekable();
        self.base.visit(from, until, &mut |key, value| {
            while let Some((before, new)) = written.next_if(|(own, _)| own.as_slice() < key) {
                new.iter().try_for_each(|new| look(before, new))?;
            }
            match written.next_if(|(own, _)| own.as_slice() == key) {
                // The write stands in place of what the base has.
                Some((_, new)) => new.iter().try_for_each(|new| look(key, new)),
                None => look(key, value),
            }
        })?;
        written.try_for_each(|(key, new)| new.iter().try_for_each(|new| look(key, new)))
    }
}

fn between<'a>(from: &'a [u8], until: &'a [u8]) -> (Bound<&'a [u8]>, Bound<&'a [u8]>) {
    (Bound::Included(from), Bound::Excluded(until))
}

struct Merged<'a, W: Iterator> {
    base: std::iter::Peekable<Rows<'a>>,
    written: std::iter::Peekable<W>,
}

impl<'a, W> Iterator for Merged<'a, W>
where
    W: Iterator<Item = (&'a Vec<u8>, &'a Option<Vec<u8>>)>,
{
    type Item = Result<Row, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let base_key = match self.base.peek() {
                Some(Err(_)) => return self.base.next(),
                Some(Ok((key, _))) => Some(key),
                None => None,
            };
            let Some((written_key, _)) = self.written.peek() else { return self.base.next() };
            match base_key {
                Some(key) if key < *written_key => return self.base.next(),
                // The write stands in place of what the base has.
                Some(key) if key == *written_key => drop(self.base.next()),
                _ => {}
            }
            let (key, value) = self.written.next()?;
            if let Some(value) = value {
                return Some(Ok((key.clone(), value.clone())));
            }
        }
    }
}

/// The map in memory, for tests of everything that stands on a map.
#[cfg(test)]
impl Read for BTreeMap<Vec<u8>, Vec<u8>> {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, ReadError> {
        Ok(BTreeMap::get(self, key).cloned())
    }

    fn scan(&self, from: &[u8], until: &[u8]) -> Rows<'_> {
        if from >= until {
            return Box::new(std::iter::empty());
        }
        let rows = self.range(from.to_vec()..until.to_vec());
        Box::new(rows.map(|(key, value)| Ok((key.clone(), value.clone()))))
    }
}

#[cfg(test)]
impl ReadBack for BTreeMap<Vec<u8>, Vec<u8>> {
    fn scan_back(&self, from: &[u8], until: &[u8]) -> Rows<'_> {
        if from >= until {
            return Box::new(std::iter::empty());
        }
        let rows = self.range(from.to_vec()..until.to_vec()).rev();
        Box::new(rows.map(|(key, value)| Ok((key.clone(), value.clone()))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_hide_what_lies_beneath() {
        let base: BTreeMap<Vec<u8>, Vec<u8>> =
            [(b"a".to_vec(), vec![1]), (b"b".to_vec(), vec![2]), (b"d".to_vec(), vec![4])].into();
        let mut overlay = Overlay::new(&base);
        overlay.put(b"b".to_vec(), vec![20]);
        overlay.put(b"c".to_vec(), vec![30]);
        overlay.remove(b"d".to_vec());
        let rows: Vec<Row> = overlay.scan(b"", b"z").collect::<Result<_, _>>().unwrap();
        assert_eq!(
            rows,
            [(b"a".to_vec(), vec![1]), (b"b".to_vec(), vec![20]), (b"c".to_vec(), vec![30])]
        );
        assert_eq!(overlay.get(b"d"), Ok(None));
        let mut shown: Vec<Row> = Vec::new();
        let look = &mut |key: &[u8], value: &[u8]| {
            shown.push((key.to_vec(), value.to_vec()));
            Ok(())
        };
        assert_eq!(overlay.visit(b"", b"z", look), Ok(()));
        assert_eq!(shown, rows);
    }

    #[test]
    fn a_prefix_ends_where_the_next_begins() {
        assert_eq!(after_prefix(b"ab"), b"ac");
        assert_eq!(after_prefix(&[1, 255]), [2]);
        assert!(after_prefix(&[255, 255]).as_slice() > [255, 255, 7].as_slice());
    }
}
