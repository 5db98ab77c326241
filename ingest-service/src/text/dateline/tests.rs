use super::*;
use crate::text::scan::scan;

/// Place, date and agency of the dateline before a paragraph, and the first word after it.
fn check(source: &str, place: &str, date: &str, agency: &str, next: &str) {
    let tokens = scan(source);
    let words = Words { source, tokens: &tokens };
    let line = leading(words, &(0..tokens.len())).unwrap_or_else(|| panic!("{source:?}"));
    assert_eq!(shown(words, &line), [place, date, agency], "{source:?}");
    assert_eq!(words.word(line.tokens.end), next, "{source:?}");
}

fn shown(words: Words<'_>, line: &Dateline) -> [String; 3] {
    let date = line.date.map(|date| date.to_string());
    let yearless = line.yearless.map(|(month, day)| format!("{month:02}-{day:02}"));
    [
        words.source[words.bytes(&line.place)].to_owned(),
        date.or(yearless).unwrap_or_default(),
        words.source[words.bytes(&line.agency)].to_owned(),
    ]
}

fn check_none(source: &str) {
    let tokens = scan(source);
    let words = Words { source, tokens: &tokens };
    assert_eq!(leading(words, &(0..tokens.len())), None, "{source:?}");
}

fn check_standing(source: &str, place: &str, date: &str) {
    let tokens = scan(source);
    let words = Words { source, tokens: &tokens };
    let line = standing(words, &(0..tokens.len())).unwrap_or_default();
    assert_eq!(shown(words, &line), [place, date, ""], "{source:?}");
}

#[test]
fn datelines_before_the_first_sentence() {
    check(
        "TASHKENT, 14 May (Silk Wire) — Uzbekistan signed",
        "TASHKENT",
        "05-14",
        "Silk Wire",
        "Uzbekistan",
    );
    check("Moscow, 20 February 1997 (RFE/RL) -- The", "Moscow", "1997-02-20", "RFE/RL", "The");
    check("New Delhi, Oct 5 (PTI) The army", "New Delhi", "10-05", "PTI", "The");
    check("ASTANA – The sector", "ASTANA", "", "", "The");
    check("Lisbon, Nov 24 — The government", "Lisbon", "11-24", "", "The");
    check("HYDERABAD: Vaccine maker said", "HYDERABAD", "", "", "Vaccine");
    check("ASTANA. KazSoc Inform – At today's", "ASTANA", "", "KazSoc Inform", "At");
    check("MAPUTO â€“ The number", "MAPUTO", "", "", "The");
    check("ULAANBAATAR, Mongolia (CNW) -- The bank", "ULAANBAATAR, Mongolia", "", "CNW", "The");
    check("Lilongwe, 19 November 2024 – The", "Lilongwe", "2024-11-19", "", "The");
    check("MUSCAT (Gulf & Sahel Agency) — The", "MUSCAT", "", "Gulf & Sahel Agency", "The");
    check(
        "BUNIA, Democratic Republic of Congo – The",
        "BUNIA, Democratic Republic of Congo",
        "",
        "",
        "The",
    );
}

#[test]
fn datelines_of_agencies() {
    check("MOSCOW, October 25. /TASS/. Russia said", "MOSCOW", "10-25", "TASS", "Russia");
    check("New Delhi [India], November 6 (ANI): The", "New Delhi [India]", "11-06", "ANI", "The");
    check("BEIJING, Oct. 25 (Xinhua) -- China", "BEIJING", "10-25", "Xinhua", "China");
    check("BAKU, Azerbaijan, October 25. Trend. The", "BAKU, Azerbaijan", "10-25", "Trend", "The");
    check("GENEVA/NAIROBI, 5 March 2024 – A", "GENEVA/NAIROBI", "2024-03-05", "", "A");
    check("HÀ NỘI — The second", "HÀ NỘI", "", "", "The");
    check("24 October 2024, Geneva – The", "Geneva", "2024-10-24", "", "The");
    check("Astana. July 4. KazTAG - President", "Astana", "07-04", "KazTAG", "President");
    check(
        "(MENAFN- Trend News) BAKU, Azerbaijan, December 22. The",
        "BAKU, Azerbaijan",
        "12-22",
        "MENAFN- Trend News",
        "The",
    );
    check("Astana (Kazakhstan) (AFP) – The president", "Astana", "", "AFP", "The");
    check("By Ann Li and Bo Chen MUNICH (Reuters) - The", "MUNICH", "", "Reuters", "The");
    check(
        "New Delhi, India (8th August 2024)** – In a",
        "New Delhi, India",
        "2024-08-08",
        "",
        "In",
    );
    check("New Delhi, Dec 29: Keeping the", "New Delhi", "12-29", "", "Keeping");
    check("SEOUL, Nov. 1 (Yonhap) -- The", "SEOUL", "11-01", "Yonhap", "The");
    check("(CNN) — The president", "", "", "CNN", "The");
    check("Oct. 12 (UPI) -- The president", "", "10-12", "UPI", "The");
    check("CNN — The president", "", "", "CNN", "The");
    check("NAIROBI, Kenya Dec 24 – Health", "NAIROBI, Kenya", "12-24", "", "Health");
    check("Havana — Federal Minister of Health", "Havana", "", "", "Federal");
    check("WASHINGTON (Reuters) - U.S. officials", "WASHINGTON", "", "Reuters", "U.S.");
}

#[test]
fn sentences_are_no_datelines() {
    check_none("WHO – the health agency – said");
    check_none("Samarkand, once a stop on the roads, grew.");
    check_none("Kazakhstan – a large country – grew.");
    check_none("HEALTH: Together with the ministry");
    check_none("The ministry (MoH) said");
    check_none("The Asian Development Fund (ADF), which gives grants, will grow.");
    check_none("On May 14, 2025 the sides met – in Geneva.");
    check_none("Hans Kluge, Regional Director, said");
    check_none("ASTANA —");
    check_none("By Friday Ann Li of the WHO (Geneva) had left.");
    check_none("By 2030 the WHO – with its partners – will act.");
}

#[test]
fn datelines_of_their_own() {
    check_standing(
        "Astana, Kazakhstan • 26 October, 2023 | 08:54",
        "Astana, Kazakhstan",
        "2023-10-26",
    );
    check_standing("NEW DELHI | Updated: Aug 30, 2025, 08:12 IST", "NEW DELHI", "2025-08-30");
    check_standing("Bogotá, Friday, May 24, 2024", "Bogotá", "2024-05-24");
    check_standing("07.04.2025 | 18:40 Views: 1 204", "", "2025-04-07");
    check_standing("24-11-2023 · 09:12 | Health", "", "2023-11-24");
    check_standing("20-Nov-2024", "", "2024-11-20");
    check_standing("Posted on 19/01/2026 by Team", "", "2026-01-19");
    check_standing("Adel Mansour-Ghattas | 11 May 2023", "", "2023-05-11");
    check_standing("By Jess on 12/09/2025", "", "");
    check_standing("Friday 22 November 2024", "", "2024-11-22");
    check_standing("2025-04-07", "", "2025-04-07");
    check_standing("no date at all", "", "");
    check_standing("Summit opens on 12 May 2026", "", "");
    check_standing("LTV English, Baltic News Desk 2024.04.17 16:55", "", "2024-04-17");
    check_standing("By Ann Li, Bunia | 10 September 2024", "", "2024-09-10");
    check_standing("Last modified: 19 April, 2023, 07:15 pm", "", "2023-04-19");
}
