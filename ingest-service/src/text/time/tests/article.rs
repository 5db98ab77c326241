//! Whole articles: their thread, their dateline.

use super::{PUBLISHED, Text, read_at, times};

#[test]
fn whole_articles_keep_their_thread() {
    let history = "The war began on 28 July 1914. On 3 August the army crossed the border. It was \
        halted on 9 September 1914. In December 1914 the front froze. In January the fleet sailed. \
        By 25 April 1915 it had landed, and on 9 January 1916 the last men left. A paper found in \
        2004 proves it. The fort fell in February.";
    let values = read_at(history, PUBLISHED);
    let values: Vec<_> = values.iter().map(|line| line.split(" | ").nth(1).unwrap()).collect();
    let dates = [
        "1914-07-28",
        "1914-08-03",
        "1914-09-09",
        "1914-12",
        "1915-01",
        "1915-04-25",
        "1916-01-09",
        "2004",
        "1916-02",
    ];
    assert_eq!(values, dates.map(|date| format!("DATE {date}")));
}

#[test]
fn a_dateline_is_what_today_means() {
    assert_eq!(
        read_at("GENEVA, 13 May 2025 – Donors meeting today pledged aid.", PUBLISHED),
        [
            "13 May 2025 | DATE 2025-05-13 | 2025-05-13 Explicit",
            "today | DATE 2025-05-13 | 2025-05-13 Relative",
        ]
    );
}

#[test]
fn plans_and_comparisons_do_not_move_a_history() {
    let history = "The war began on 28 July 1914. It reached the coast in October 1914. On 10 \
                   March \
        1915 the staff planned an attack for 1916. The line broke on 11 March. Output was twice \
        that of the previous year. By 20 March the town had fallen. Peace came in May 1915. In \
        August 1915 all was over.";
    let values = read_at(history, PUBLISHED).concat();
    assert!(values.contains("11 March | DATE 1915-03-11"), "{values}");
    assert!(values.contains("20 March | DATE 1915-03-20"), "{values}");
}

#[test]
fn a_history_of_antiquity_has_no_years_of_ours() {
    let history = "The town was founded in 513 BC. It fell in 492 BC. The fleet sailed in 490 BC. \
        The army marched in 481 BC and in 480 BC. They passed the winter there. They arrived in \
        mid-August.";
    let read = read_at(history, PUBLISHED);
    assert!(read.contains(&"the winter | DATE XXXX-WI".to_owned()), "{read:?}");
    assert!(read.contains(&"mid-August | DATE XXXX-08".to_owned()), "{read:?}");
}

#[test]
fn an_anniversary_is_no_expression_of_timeml() {
    let text = Text::read("It marks the 45th anniversary of the accord on 7 May 2025.", "");
    let mentions = times(&text, PUBLISHED.parse().ok());
    let marked: Vec<_> = mentions.iter().map(|mention| mention.is_expression).collect();
    assert_eq!(marked, [false, true]);
}
