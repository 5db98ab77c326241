//! Figures of one measurement: once a round, told by their median, compared round by round.

use std::fmt;

/// One figure, once a round.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series(Vec<f64>);

impl Series {
    /// Adds the figure of a round.
    pub fn push(&mut self, figure: f64) {
        self.0.push(figure);
    }

    /// The middle one; NaN if there is none.
    pub fn median(&self) -> f64 {
        middle(self.0.clone())
    }

    /// The least and the greatest.
    pub fn range(&self) -> (f64, f64) {
        let least = self.0.iter().copied().fold(f64::INFINITY, f64::min);
        (least, self.0.iter().copied().fold(f64::NEG_INFINITY, f64::max))
    }

    /// The middle one of the ratios to another series, round by round: what disturbs a round
    /// disturbs both.
    pub fn ratio(&self, other: &Self) -> f64 {
        middle(self.0.iter().zip(&other.0).map(|(one, other)| one / other).collect())
    }
}

impl FromIterator<f64> for Series {
    fn from_iter<I: IntoIterator<Item = f64>>(figures: I) -> Self {
        Self(figures.into_iter().collect())
    }
}

fn middle(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    let half = figures.len() / 2;
    match figures.len() {
        0 => f64::NAN,
        length if length % 2 == 1 => figures[half],
        _ => f64::midpoint(figures[half - 1], figures[half]),
    }
}

/// The figure below which `share` of the sorted figures lie; 0 if there are none.
pub fn percentile(sorted: &[u32], share: f64) -> u32 {
    // OK because the product lies between 0 and the number of figures.
    let place = (sorted.len() as f64 * share) as usize;
    sorted.get(place.min(sorted.len().saturating_sub(1))).copied().unwrap_or_default()
}

/// What a figure shall reach.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Goal {
    /// Ours divided by the peer's, at least.
    Ratio(f64),
    /// Ours divided by the peer's, at most.
    RatioMost(f64),
    /// Ours, at least.
    Least(f64),
    /// Ours, at most.
    Most(f64),
    /// None: told for what it explains.
    None,
}

/// A line of the table.
#[derive(Clone, Debug)]
pub struct Row {
    /// What was done.
    pub what: String,
    /// By how many at once.
    pub clients: usize,
    /// What of ours took part, and its figures.
    pub ours: Series,
    /// The unit of all figures.
    pub unit: &'static str,
    /// The peer's name and figures.
    pub peer: Option<(String, Series)>,
    /// What is to be reached.
    pub goal: Goal,
}

impl Row {
    /// Whether the goal is reached; `None` without a goal.
    pub fn is_reached(&self) -> Option<bool> {
        let ratio = self.ratio();
        match self.goal {
            Goal::Ratio(least) => ratio.map(|ratio| ratio >= least),
            Goal::RatioMost(most) => ratio.map(|ratio| ratio <= most),
            Goal::Least(least) => Some(self.ours.median() >= least),
            Goal::Most(most) => Some(self.ours.median() <= most),
            Goal::None => None,
        }
    }

    /// Ours divided by the peer's.
    pub fn ratio(&self) -> Option<f64> {
        self.peer.as_ref().map(|(_, theirs)| self.ours.ratio(theirs))
    }
}

/// The line as the table in Markdown has it.
impl fmt::Display for Row {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ratio = self.ratio().map_or_else(|| "–".to_owned(), short);
        let goal = match self.goal {
            Goal::Ratio(least) => format!("≥ {least} ×"),
            Goal::RatioMost(most) => format!("≤ {most} ×"),
            Goal::Least(least) => format!("≥ {} {}", short(least), self.unit),
            Goal::Most(most) => format!("≤ {} {}", short(most), self.unit),
            Goal::None => "–".to_owned(),
        };
        let reached = match self.is_reached() {
            Some(true) => "reached",
            Some(false) => "**missed**",
            None => "–",
        };
        let (peer, theirs) = match &self.peer {
            Some((peer, theirs)) => (peer.as_str(), with_range(theirs)),
            None => ("–", "–".to_owned()),
        };
        let clients = if self.clients == 0 { "–".to_owned() } else { self.clients.to_string() };
        let ours = with_range(&self.ours);
        let Self { what, unit, .. } = self;
        write!(
            to,
            "| {what} | {clients} | {peer} | {ratio} | {goal} | {reached} | {ours} | {theirs} | \
             {unit} |"
        )
    }
}

/// The heading above the lines.
pub const HEADING: &str = "\
| what | clients | against | ratio | goal | | ours (least–most) | theirs (least–most) | unit |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |";

fn with_range(series: &Series) -> String {
    let (least, most) = series.range();
    format!("{} ({}–{})", short(series.median()), short(least), short(most))
}

/// Three digits that count.
pub fn short(figure: f64) -> String {
    let digits = match figure.abs() {
        size if size >= 100.0 => 0,
        size if size >= 10.0 => 1,
        size if size >= 1.0 => 2,
        _ => 3,
    };
    let plain = format!("{figure:.digits$}");
    let (whole, rest) = plain.split_at(plain.find('.').unwrap_or(plain.len()));
    let mut grouped = String::new();
    for (place, digit) in whole.char_indices() {
        if place > 0 && (whole.len() - place) % 3 == 0 && digit.is_ascii_digit() {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(figures: &[f64]) -> Series {
        figures.iter().copied().collect()
    }

    #[test]
    fn the_middle_one_counts() {
        assert_eq!(series(&[9.0, 1.0, 2.0]).median(), 2.0);
        assert_eq!(series(&[4.0, 1.0, 2.0, 3.0]).median(), 2.5);
        assert!(series(&[]).median().is_nan());
        assert_eq!(series(&[2.0, 10.0, 6.0]).ratio(&series(&[1.0, 20.0, 3.0])), 2.0);
    }

    #[test]
    fn percentiles_stay_within_the_figures() {
        let figures: Vec<u32> = (0..100).collect();
        assert_eq!((percentile(&figures, 0.5), percentile(&figures, 0.99)), (50, 99));
        assert_eq!((percentile(&figures, 1.0), percentile(&[], 0.5)), (99, 0));
    }

    #[test]
    fn goals_are_told_reached_or_missed() {
        let row = |goal, theirs: &[f64]| Row {
            what: "pages".into(),
            clients: 8,
            ours: series(&[20.0]),
            unit: "pages/s",
            peer: Some(("PostgreSQL".into(), series(theirs))),
            goal,
        };
        assert_eq!(row(Goal::Ratio(2.0), &[10.0]).is_reached(), Some(true));
        assert_eq!(row(Goal::Ratio(2.0), &[11.0]).is_reached(), Some(false));
        assert_eq!(row(Goal::RatioMost(1.3), &[10.0]).is_reached(), Some(false));
        assert_eq!(row(Goal::Most(25.0), &[]).is_reached(), Some(true));
        assert_eq!(row(Goal::None, &[1.0]).is_reached(), None);
        let line = row(Goal::Ratio(3.0), &[10.0]).to_string();
        assert!(line.contains("| 2.00 | ≥ 3 × | **missed** | 20.0 (20.0–20.0) |"), "{line}");
    }

    #[test]
    fn figures_are_short() {
        let shown: Vec<String> = [1234567.8, 123.4, 12.34, 1.234, 0.01234].map(short).into();
        assert_eq!(shown, ["1,234,568", "123", "12.3", "1.23", "0.012"]);
    }
}
