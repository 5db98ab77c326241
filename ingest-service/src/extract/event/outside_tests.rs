//! Sentences outside the field: sport, weather, crime, opinion, daily life.

use shared::date::PartialDate;

use crate::extract::{Article, read};

/// Events that the sentences may tell together at most: one in a hundred, rounded up.
const MOST: usize = 1;

const SENTENCES: &[&str] = &[
    "City beat United 3-1 on Saturday to go four points clear at the top of the table.",
    "The striker scored twice in the second half before limping off with a hamstring injury.",
    "Rovers signed the winger on a three-year contract from Palermo.",
    "The champions visit Anfield next weekend and host Leeds a week later.",
    "She won the women's 800 metres in a season's best of 1:57.4.",
    "The visitors opened the scoring after nine minutes through a deflected free kick.",
    "Coach Marta Ruiz said her players had shown character after a slow start.",
    "The series is level at 2-2 with the decider to be played on Sunday.",
    "He attacked the bowling from the first over and reached his fifty off 31 balls.",
    "The Spaniard saved two break points before closing out the set.",
    "Rain will spread from the west on Tuesday, with up to 20 mm expected over the hills.",
    "Temperatures reached 31 degrees in the south on Friday afternoon.",
    "Winds will strengthen overnight and gusts of 60 mph are likely along the coast.",
    "The weekend starts dry with low cloud lifting to sunny spells.",
    "Forecasters expect the heat to ease by the middle of next week.",
    "A 34-year-old man has been arrested after a shop was robbed in Leeds, police said.",
    "Officers were called to the store shortly after eight in the evening.",
    "The teenager was sentenced to four years in prison for dealing drugs near a school.",
    "Detectives are keen to hear from anyone who saw a grey van in the lane.",
    "The suspect remains in custody and is due in court on Thursday.",
    "A burglar who fell asleep on the sofa was found by the owner in the morning.",
    "Two cars collided at the junction and the road was closed for an hour.",
    "Democracy, we are told, is in retreat, and nobody seems to mind.",
    "If governments want to be trusted, they should begin by trusting voters.",
    "No minister will say so, and every minister knows it.",
    "We could pretend that growth will rescue us, but it will not.",
    "The alternative is drift, and drift is what we have chosen.",
    "I have argued before in these pages that the railways deserve better.",
    "Perhaps the treaty was always a fig leaf, and perhaps that was enough.",
    "Nothing in the speech suggested that anybody had read the report.",
    "Simmer the onions for ten minutes, then add the stock and a bay leaf.",
    "The recipe serves four and keeps in the fridge for two days.",
    "Her second novel opens in a boarding house by the sea.",
    "The film, which runs for two hours, is in cinemas from Friday.",
    "The band released its third album in spring and is on tour until August.",
    "Critics praised the lead actress and were cooler about the script.",
    "The gallery shows forty drawings that the painter made as a student.",
    "Our reporter spent a morning with the volunteers who run the library.",
    "The house has three bedrooms, a garden and a view of the valley.",
    "Readers may write to the address below; letters are edited for length.",
    "The phone has a larger screen and a battery that lasts two days.",
    "Users complained that the update had made the app slower.",
    "The company's shares were little changed in early trading.",
    "The bakery opens at six and closes when the bread is gone.",
    "Their wedding was held in a barn, and it rained all day.",
    "My grandmother visited every summer and never once complained.",
    "The dog was reunited with its owner after eleven days.",
    "Scientists have found that the birds remember faces for years.",
    "The comet will be visible to the naked eye before dawn.",
    "Astronomers described the galaxy as unusually quiet.",
    "The trail climbs gently for three miles before it reaches the lake.",
    "Pack a raincoat, because the weather on the coast changes quickly.",
    "Tickets cost 12 pounds and children under five go free.",
    "The crossword was set by a retired teacher from Hull.",
    "Parents said the school had told them nothing about the trip.",
    "The choir meets on Wednesdays in the church hall.",
    "Neighbours said they had heard shouting late at night.",
    "The court heard that the pair had met at work.",
    "He lost 12 kilos in a year by walking to the office.",
    "The lottery jackpot was won by a couple from Devon.",
];

#[test]
fn sentences_outside_the_field_tell_next_to_nothing() {
    let published = PartialDate::from_day(2025, 5, 14);
    let tells = |text: &&&str| {
        let article =
            Article { text, title: "", source: "", published, language: "en", explain: false };
        !read(&article).events.is_empty()
    };
    let telling: Vec<_> = SENTENCES.iter().filter(tells).collect();
    assert!(telling.len() <= MOST, "{telling:#?}");
}
