//! How the columns of a table share the width of the terminal.

/// What a column asks for, in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Demand {
    /// Below this its cells become unreadable.
    pub(super) least: usize,
    /// Its longest cell on one line.
    pub(super) most: usize,
    /// All its cells together: what tells how much a wider column saves.
    pub(super) total: usize,
}

impl Demand {
    /// The demand of cells of which no stretch up to `unbroken` characters may be broken, save
    /// at blanks; `None` where the whole cell must stay on one line.
    pub(super) fn of<'a>(cells: impl Iterator<Item = &'a str>, unbroken: Option<usize>) -> Self {
        let mut demand = Self { least: 1, most: 1, total: 1 };
        for cell in cells {
            let length = cell.chars().count();
            let word = cell.split_whitespace().map(|word| word.chars().count()).max();
            let least = unbroken.map_or(length, |longest| longest.min(word.unwrap_or(0)));
            demand.least = demand.least.max(least);
            demand.most = demand.most.max(length);
            demand.total += length;
        }
        demand
    }
}

/// The widths of columns with these demands that together have `room`, or `None` if there is too
/// little room for all.
///
/// Room beyond the least goes where it saves most lines.
pub(super) fn widths(demands: &[Demand], room: usize) -> Option<Vec<usize>> {
    let mut widths: Vec<usize> = demands.iter().map(|demand| demand.least).collect();
    let spare = room.checked_sub(widths.iter().sum())?;
    for _ in 0..spare {
        let narrow = (0..demands.len()).filter(|index| widths[*index] < demands[*index].most);
        // Lines in thousandths; of columns with as many lines, the last gets the room.
        let lines = |index: &usize| demands[*index].total * 1000 / widths[*index];
        let Some(index) = narrow.max_by_key(lines) else {
            break;
        };
        widths[index] += 1;
    }
    Some(widths)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: Option<usize> = Some(usize::MAX);

    fn check(columns: &[(&str, Option<usize>)], room: usize, expected: Option<&[usize]>) {
        let demand = |(cell, unbroken): &(&str, Option<usize>)| {
            Demand::of(std::iter::once(*cell), *unbroken)
        };
        let demands: Vec<Demand> = columns.iter().map(demand).collect();
        assert_eq!(widths(&demands, room).as_deref(), expected, "{columns:?} in {room}");
    }

    #[test]
    fn columns_are_no_wider_than_their_cells() {
        check(&[("2025-04-07", None), ("They met", WORDS)], 80, Some(&[10, 8]));
    }

    #[test]
    fn what_must_stay_whole_stays_whole() {
        check(&[("about 2025", None), ("They met", WORDS)], 15, Some(&[10, 5]));
        check(&[("about 2025", None), ("They met", WORDS)], 13, None);
        check(&[("about 2025", None), ("They met", Some(3))], 13, Some(&[10, 3]));
    }

    #[test]
    fn long_texts_get_the_room() {
        let quote = "a quote of many words that goes on and on";
        check(&[("one two three", WORDS), (quote, WORDS)], 40, Some(&[10, 30]));
    }
}
