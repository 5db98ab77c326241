use super::*;

fn check(html: &str, expected: &str) {
    assert_eq!(text_of_html(html), expected, "{html}");
}

#[test]
fn fragments_keep_paragraphs_headings_and_lists() {
    check("<p>One\n line.</p><p>Two &amp; three.</p>", "One line.\n\nTwo & three.");
    check("<h2>Head</h2>Text<br>more<br><br>end", "Head\n\nText\nmore\n\nend");
    check("<ul><li>a</li><li><p>b</p></li></ul><p>c", "- a\n- b\n\nc");
    check("<ol><li>a<li>b</ol>c", "1. a\n2. b\n\nc");
    check("x<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>", "x\n\n1. a\n- b\n2. c");
    check("<b>bo</b>ld <i> it</i>alic", "bold italic");
    check("<table><tr><td>a</td><td>b</td></tr><tr><td>c</table>", "a | b\nc");
    check("<pre>a\n  b</pre>c", "a\nb\n\nc");
    check("<div>a</div><script>var x = '<p>';</script><style>p{}</style>b", "a\n\nb");
    check("a<!-- no --><?php ?><!doctype html>b", "ab");
    check("US$&nbsp;5 &euro;2 &#8220;x&#x201d;", "US$\u{a0}5 €2 “x”");
    check("", "");
}

#[test]
fn broken_markup_loses_no_text() {
    check("2 < 3 and 4 > 3", "2 < 3 and 4 > 3");
    check("a <b unclosed", "a <b unclosed");
    check("a <a href=\"x>b", "a <a href=\"x>b");
    check("<script>never ends", "never ends");
    check("</p></div>a</ul></li>b", "a\n\nb");
    check("&nosuch; & &#xd800;", "&nosuch; & &#xd800;");
    check("<a title='>'>x</a>", "x");
}

const SENTENCE: &str = "The ministers of the two states met in the capital, and they signed a \
    protocol on trade, on visas and on roads that lasts for three years. ";

#[test]
fn pages_give_their_article() {
    let paragraphs: String =
        (1..6).map(|n| format!("<p>Part {n}. {}</p>", SENTENCE.repeat(3))).collect();
    let page = read(&format!(
        "<html lang='en'><head><title>Two states sign a protocol on trade - Herald</title>\
         <meta property='article:published_time' content='2024-05-14T08:00:00Z'></head><body>\
         <nav><ul><li><a href='/'>Home</a></li><li><a href='/w'>World</a></li></ul></nav>\
         <article><h1>Two states sign a protocol on trade</h1>{paragraphs}\
         <ul><li>{SENTENCE}</li></ul></article>\
         <footer><a href='/c'>Contact us</a></footer></body></html>"
    ));
    assert!(page.text.contains("Part 1. The ministers") && page.text.contains("\n\nPart 2."));
    assert!(page.text.contains("- The ministers"), "{}", page.text);
    assert!(!page.text.contains("Contact us") && !page.text.contains("Home"), "{}", page.text);
    assert!(page.title.starts_with("Two states sign a protocol on trade"));
    assert_eq!(page.published, PartialDate::from_day(2024, 5, 14));
    assert_eq!(page.language, "en");
}

#[test]
fn pages_without_an_article_give_all_their_text() {
    check("<html><body><p>Short.</p></body></html>", "Short.");
    let page = read("<html><head><title>A &amp; B</title></head><body>x</body></html>");
    assert_eq!((page.text.as_str(), page.title.as_str()), ("x", "A & B"));
}

/// Tags that are dear where they are many.
const HOSTILE: &[&str] = &[
    "<div>",
    "<b>",
    "<a x=1>",
    "<div><table></div>",
    "<svg><div/></svg>",
    "<svg><style><div/>",
    "<path/>",
    "<p>",
    "<li>",
    "<td>",
    "<table><tr><td>",
    "</p>",
    "<br>",
    "&amp;",
    "&#",
    "<a \"",
    "<!--",
    "<script>",
    "<![CDATA[",
    "<select><option>",
    "<math><mi/>",
    "<template>",
    "<font color=a><p>x",
    "<button><p>",
    "<svg><title><path/>",
    "<form><input a b c d>",
    "<h1>x</h1>",
    "<ul><li>",
    "<ruby><rt>",
    "<object>",
    "<nobr>",
    "\0<",
    "<p>x</p>",
    "<a href=x>y</a>",
    "<i><p></i>x",
];

/// Pages that take a parser time or stack that grows faster than their length.
#[test]
fn hostile_pages_are_read_to_their_end() {
    let times = 1 << 12;
    for tag in HOSTILE {
        let page = format!("<html><body>{}end", tag.repeat(times));
        let text = text_of_html(&page);
        assert!(text.len() <= 4 * page.len(), "{tag}");
    }
    let flood: String = (0..times).map(|n| format!(" a{n}=1")).collect();
    assert!(text_of_html(&format!("<html><body{flood}>end")).contains("end"));
}

#[test]
fn deep_pages_are_not_parsed() {
    for tag in [
        "<div>",
        "<svg><div/></svg>",
        "<div><table></div>",
        "<b><div></b>",
        "<path/>",
        "<span><p></span>",
    ] {
        assert!(!hazard::is_harmless(&tag.repeat(2_000)), "{tag}");
    }
    for tag in ["<p>x</p>", "<li>x", "<svg><path/></svg>", "<a href=x>y</a>", "<br>", "<p><b>x</b>"]
    {
        assert!(hazard::is_harmless(&tag.repeat(2_000)), "{tag}");
    }
}

mod any_page {
    use proptest::prelude::*;

    use crate::page;

    /// What pages are made of, whole and broken.
    const PIECES: &[&str] = &[
        "<p>",
        "</p>",
        "<",
        ">",
        "</",
        "<!--",
        "-->",
        "<ul><li>",
        "</li>",
        "<script>",
        "</script",
        "<h1",
        "“Žába”",
        "é",
        "&amp;",
        "&#x1F600;",
        "&#",
        "&",
        "\u{202e}",
        "\n\n",
        " ",
        "<div a='>",
        "\"",
        "<html><body>",
        "<article>",
        "</body>",
        "Ministers met. ",
        "<br/>",
        "<?",
        "\u{0}",
    ];

    proptest! {
        #[test]
        fn gives_its_text_whatever_it_is_made_of(
            picks in prop::collection::vec(0..PIECES.len(), 0..60),
            tail in any::<String>(),
        ) {
            let html: String = picks.iter().map(|pick| PIECES[*pick]).collect();
            page::read(&(html + &tail));
            page::read(&tail);
        }
    }
}
