//! Fiscal years: which twelve months they are depends on the country told of.

use shared::date::{DateBasis, PartialDate};

use super::{Resolved, Resolver};
use crate::text::time::calendar::Point;

/// In which month the fiscal years of a text start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::text::time) enum FiscalStart {
    /// Nothing tells: fiscal years given as two years start in April, others are calendar years.
    Unknown,
    /// The month, 1 to 12.
    Month(i32),
}

/// Words that tell the country, and the month in which its fiscal year starts.
const STARTS: &[(&str, i32)] = &[
    ("India", 4),
    ("Indian", 4),
    ("Delhi", 4),
    ("Japan", 4),
    ("Tokyo", 4),
    ("Canada", 4),
    ("Botswana", 4),
    ("Namibia", 4),
    ("Kenya", 7),
    ("Kenyan", 7),
    ("Nairobi", 7),
    ("Uganda", 7),
    ("Kampala", 7),
    ("Tanzania", 7),
    ("Rwanda", 7),
    ("Pakistan", 7),
    ("Islamabad", 7),
    ("Bangladesh", 7),
    ("Dhaka", 7),
    ("Egypt", 7),
    ("Cairo", 7),
    ("Australia", 7),
    ("Canberra", 7),
    ("Ethiopia", 7),
    ("Nepal", 7),
    ("Washington", 10),
    ("Pentagon", 10),
    ("Congress", 10),
    ("Thailand", 10),
    ("Bangkok", 10),
    ("Myanmar", 4),
];

impl FiscalStart {
    /// The start that most of the country words of a text speak for, the earlier listed if even.
    pub(in crate::text::time) fn of<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut votes = [0; 13];
        for word in words.filter(|word| word.starts_with(|c: char| c.is_ascii_uppercase())) {
            if let Some((_, month)) = STARTS.iter().find(|(name, _)| *name == word) {
                // OK because the table holds months.
                votes[*month as usize] += 1;
            }
        }
        let best = [4, 7, 10].into_iter().max_by_key(|month| (votes[*month], 13 - month));
        match best.filter(|month| votes[*month] > 0) {
            // OK because it is one of three months.
            Some(month) => Self::Month(month as i32),
            None => Self::Unknown,
        }
    }
}

impl Resolver {
    /// "FY2025/26", "fiscal 2025": named by its last year unless both are given.
    pub(super) fn fiscal_year(&self, year: i32, split: bool, quarter: i32) -> Resolved {
        let first = if split { year } else { year - 1 };
        match (self.fiscal, split) {
            (FiscalStart::Unknown, false) => fiscal(year, 1, quarter, year),
            (FiscalStart::Unknown, true) if quarter == 0 => {
                over_two_years(year, DateBasis::Explicit)
            }
            (FiscalStart::Unknown, true) => fiscal(first, 4, quarter, year),
            (FiscalStart::Month(month), _) => fiscal(first, month, quarter, year),
        }
    }

    /// The fiscal year of publication, or so many later.
    pub(super) fn fiscal_shifted(&self, count: i64, quarter: i32) -> Resolved {
        let Some(anchor) = self.anchor else { return Resolved::unknown("XXXX") };
        let month = match self.fiscal {
            FiscalStart::Month(month) => month,
            FiscalStart::Unknown => 1,
        };
        let begun = anchor.month().unwrap_or(12) >= month;
        // OK because the count is -1, 0 or 1.
        let year = anchor.year() - i32::from(!begun) + count as i32;
        fiscal(year, month, quarter, year)
    }
}

/// A year named by two calendar years: both of them, for want of knowing more.
pub(super) fn over_two_years(year: i32, basis: DateBasis) -> Resolved {
    let span = PartialDate::from_year(year).zip(PartialDate::from_year(year + 1));
    Resolved { point: Some(Point::Year(year)), value: format!("{year:04}"), basis, span }
}

fn fiscal(first: i32, month: i32, quarter: i32, name: i32) -> Resolved {
    let (offset, length) = if quarter > 0 { (quarter * 3 - 3, 3) } else { (0, 12) };
    let at = |months: i32| {
        let position = first * 12 + month - 1 + months;
        PartialDate::from_month(position.div_euclid(12), position.rem_euclid(12) + 1)
    };
    let value = if quarter > 0 { format!("{name:04}-Q{quarter}") } else { format!("{name:04}") };
    let whole = month == 1 && quarter == 0;
    let years = PartialDate::from_year(first).map(|year| (year, year));
    let span = if whole { years } else { at(offset).zip(at(offset + length - 1)) };
    let point = (first > 0).then_some(Point::Year(first));
    Resolved { point, value, basis: DateBasis::Derived, span }
}
