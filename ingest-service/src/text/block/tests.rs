use super::BlockRole::{self, *};
use crate::text::Text;

/// The roles of the blocks, in order.
fn check(source: &str, title: &str, expected: &[BlockRole]) {
    let text = Text::read(source, title);
    let found: Vec<(BlockRole, &str)> =
        text.blocks.iter().map(|block| (block.role, text.slice(block.tokens.clone()))).collect();
    let roles: Vec<BlockRole> = found.iter().map(|(role, _)| *role).collect();
    assert_eq!(roles, expected, "{found:#?}");
}

const LEAD: &str = "The health ministers of Osland and Wesland signed a protocol on vaccines in \
    the capital on Monday after two days of talks.";
const NEXT: &str = "Under the protocol both states will share data on outbreaks within a day, and \
    they will buy doses together from next year.";
const LAST: &str = "Opposition deputies said that parliament had not been asked about the costs of \
    the plan.";

/// The paragraphs with something between, as a page has it.
fn between(something: &str) -> String {
    format!("{LEAD}\n\n{something}\n\n{NEXT}\n\n{LAST}")
}

fn after(something: &str) -> String {
    format!("{LEAD}\n\n{NEXT}\n\n{LAST}\n\n{something}")
}

fn check_between(something: &str, role: BlockRole) {
    check(&between(something), "", &[Body, role, Body, Body]);
}

fn check_after(something: &str, roles: &[BlockRole]) {
    check(&after(something), "", &[&[Body, Body, Body], roles].concat());
}

#[test]
fn paragraphs_and_headings() {
    check(&between("What comes next"), "", &[Body, Heading, Body, Body]);
    check_between("WHAT CHANGES?", Heading);
    check_between("Nobody knows what the vaccines will cost, said the minister.", Body);
    check_between("The sides signed:", Body);
    check("A line without a stop", "", &[Body]);
    check("", "", &[]);
}

#[test]
fn titles_in_several_wordings() {
    let title = "Osland and Wesland sign vaccine protocol";
    let source =
        format!("{title}\n\nWesland, Osland Sign Protocol on Vaccines\n\n{LEAD}\n\n{NEXT}");
    check(&source, title, &[Title, Title, Body, Body]);
    check(&source, "", &[Title, Title, Body, Body]);
    check(&format!("{title} {LEAD} {NEXT}"), title, &[Title, Body]);
    check(&format!("UPDATE 2-{title}\n\n{LEAD}"), title, &[Title, Body]);
}

#[test]
fn lines_of_wrapped_paragraphs_are_joined() {
    let wrapped = "The health ministers of Osland and Wesland signed a protocol on\n\
        vaccines in the capital on Monday after two days of talks. Both said\n\
        that the text would be published soon.\n\
        Opposition deputies said that parliament had not been asked about\n\
        the costs of the plan, which may be high.";
    check(wrapped, "", &[Body, Body]);
    check(&format!("{LEAD}\n{NEXT}\n{LAST}"), "", &[Body, Body, Body]);
    let wide = "Президент и премьер: “Çok güzel” — the two men of the old Ostown\n\
        Group said so on Monday, and nobody in the hall that day thought\n\
        otherwise of it. They left for Wesland by train and car with the\n\
        fifteen other members.";
    check(wide, "", &[Body]);
}

#[test]
fn captions() {
    check_between("Photo: The ministers in the capital. © Herald", Caption);
    check_between("The ministers sign the protocol on vaccines. Photo credit: Ministry.", Caption);
    check_between("[A minister leaves the talks on Monday. JO LI/HERALD]", Caption);
    check_between("Ann Li (left) shakes hands with Bo Chen in Osland.", Caption);
    check_between("A nurse in Osland on Friday. (Photo by Jo Li/AFP)", Caption);
    check_between(
        "A child in a ward of the old hospital in Ostown, where nurses say that they have had no \
         medicines for weeks, on Friday, May 3, 2024. (AP Photo/Jo Li)",
        Caption,
    );
    check_between("Credit: REUTERS/JO LI", Caption);
    check_between("Ministers in the capital on Monday. (Photo: Herald)", Caption);
    check(
        &format!("The ministers in Ostown on Friday. Photo: Herald\n\n{LEAD}\n\n{NEXT}"),
        "",
        &[Caption, Body, Body],
    );
    check_between("Photo insert: The ministers cut the price of vaccines to a half.", Caption);
    check_between("The photo of the vaccine store was taken in 2019, said the minister.", Body);
    // A credit at the article's end is not one of its last paragraph.
    check_after(
        "The next talks are in June, and observers from five other states may come to \
         them. (Photo: Ministry)",
        &[Body, Caption],
    );
}

#[test]
fn bylines_and_datelines() {
    check(&format!("By Ann Li and Bo Chen\n\n{LEAD}\n\n{NEXT}"), "", &[Byline, Body, Body]);
    check(&format!("14 May 2024 | 08:54\n2 min read\n\n{LEAD}"), "", &[Byline, Byline, Body]);
    check(&format!("Ann Li | 14 May 2024\n\n{LEAD}"), "", &[Byline, Body]);
    check(&format!("OSTOWN, 14 May (Wire) — {LEAD}"), "", &[Byline, Body]);
    check(&format!("{NEXT}\n\nOSTOWN (Wire) — {LEAD}"), "", &[Caption, Byline, Body]);
    let report = format!("{LEAD}\n\n{NEXT}\n\n{LAST}\n\nOSTOWN (Wire) — Rain fell on Monday.");
    check(&report, "", &[Body, Body, Body, Byline, Body]);
    let said = "The ministers will meet again in June, the ministry of health said.";
    check(&format!("{said}\n\nOSTOWN (Wire) — {LEAD}"), "", &[Body, Byline, Body]);
    check_after("(Reporting by Ann Li; editing by Bo Chen)", &[Byline]);
    check_after("Herald writer Ann Li contributed to this report.", &[Byline]);
    check_between("By 2030 both states want to make half of the doses themselves.", Body);
}

#[test]
fn navigation() {
    check(
        &format!("Skip to content\n\nHome | World | Health\n\n{LEAD}"),
        "",
        &[Navigation, Navigation, Body],
    );
    check(
        &format!("  1. Main Page\n  2. News\n  3. Health\n\n{LEAD}"),
        "",
        &[Navigation; 3].iter().chain(&[Body]).copied().collect::<Vec<_>>(),
    );
    check_between("Read also: Nurses meet the minister", Navigation);
    check_between("Facebook  X  WhatsApp  Copy link", Navigation);
    check_after("Read also\n\nNurses meet minister\n\n• Rain on Sunday", &[Navigation; 3]);
    check_after("* Health\n* Osland\n* vaccines", &[Navigation; 3]);
    for line in ["0:00", "Pin", "A+", "Clear All", "Ad Feedback", "READ FULL ARTICLE"] {
        check_between(line, Navigation);
    }
    check_after("The post Ministers sign protocol appeared first on Herald.", &[Navigation]);
    check_after(
        "More\nNurses of the north\nIn the hills above Ostown, they walk for hours to…",
        &[Navigation; 3],
    );
    let link = "Osland gives more money for the building of a power plant in Wesland after a long \
        meeting of ministers in Nordland";
    check_after(&format!("Nurses meet minister\n{link}\nRain on Sunday"), &[Navigation; 3]);
    check_after(link, &[Body]);
    let signed = "A memorandum between the ministry of health of Osland and the ministry of health \
        of Wesland on the exchange of doctors";
    check_after(
        &format!("The ministers also signed:\n{signed}\n{signed} and nurses\n{signed} too"),
        &[Body, Body, Body, Body],
    );
    check_after("3 comments\n\nAnn says: They resigned last night!", &[Navigation; 2]);
    check(&format!("{LEAD}\nAlso Read\n{NEXT}\n{LAST}"), "", &[Body, Navigation, Body, Body]);
}

#[test]
fn promotion_and_legal() {
    check_after("Get the Herald in your inbox. Sign up here!", &[Promotion]);
    check_after("Subscribe to our Telegram channel", &[Promotion]);
    check_after("© 2024 Herald. All rights reserved.", &[Legal]);
    check_after("We use cookies to improve this site. Accept all | Manage", &[Legal]);
    check_after(
        "About the Herald Group\n\nThe group owns papers in six states and a radio station.",
        &[Promotion; 2],
    );
    check_after("Only 20% of a text may be used with a hyperlink. Ask us first.", &[Legal]);
    check_between("The minister follows the advice of the regulator on terms and prices.", Body);
    check(&format!("{LEAD} Follow us on Telegram for more. {NEXT}"), "", &[Body, Promotion, Body]);
}

#[test]
fn lists() {
    check(
        &format!(
            "{LEAD} The sides signed:\n- a protocol on vaccines;\n\
             - a plan for joint purchases of syringes.\n\n{NEXT}"
        ),
        "",
        &[Body, ListItem, ListItem, Body],
    );
    let recap = "1. Ministers of Osland and Wesland signed a protocol on vaccines in the capital.\n\
        2. The states will share data on outbreaks and buy doses together.\n\
        3. Opposition deputies said parliament had not been asked about costs.";
    check(&after(recap), "", &[Body, Body, Body, Recap, Recap, Recap]);
    check(
        &format!(
            "KEY POINTS\n• Protocol on vaccines signed\n• States share data on outbreaks\n\n\
             {LEAD}\n\n{NEXT}"
        ),
        "",
        &[Recap, Recap, Recap, Body, Body],
    );
    let others = "- Four killed as rain floods the north\n\
        - King of Nordland opens museum of ships\n\
        - Sudland closes its border with Estland after a storm\n\
        - Wheat prices fall for a third day";
    check(
        &format!("{others}\n\n{LEAD}\n\n{NEXT}"),
        "",
        &[Navigation, Navigation, Navigation, Navigation, Body, Body],
    );
    let own = "- Osland and Wesland signed a protocol on vaccines after two days of talks\n\
        - Both states will share data on outbreaks within a day\n- They will buy doses together\n\
        - Health ministers signed it in the capital on Monday";
    check(&format!("{own}\n\n{LEAD}\n\n{NEXT}"), "", &[Recap, Recap, Recap, Recap, Body, Body]);
    let news = "• On Tuesday the king of Nordland opened a museum of ships.\n\
        • Sudland closed its border with Estland after a storm.";
    check(&after(news), "", &[Body, Body, Body, ListItem, ListItem]);
    check(&format!("{LEAD}\n\n{NEXT}\n\n{LEAD}"), "", &[Body, Body, Recap]);
}

#[test]
fn an_agency_between_strokes_is_no_photo_credit() {
    let lead = "MOSCOW, November 9. /TASS/. The ministers of Osland and Wesland met on Friday.";
    check(&format!("{lead}\n\n{NEXT}"), "", &[Byline, Body, Body]);
    check_after("The ministers met on Friday. JO LI/HERALD", &[Caption]);
}
