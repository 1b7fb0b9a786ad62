//! Stories that made-up people tell of recoveries that did not happen.

use jiff::civil::Date;

use super::DemoError;
use super::dice::Dice;
use super::year::{Ask, zoned};
use crate::customer::FailureKind::{self, Attention, Goods, Money, Service};
use crate::record::{Person, Store, Story, StoryId};
use crate::scenario::Channel::{self, Chat, Email, FaceToFace, Inbox, Phone, SocialMedia};

/// Title; what broke; what we did; how it ended; what we changed; tags. `{who}` is the colleague who is recognised.
type Told = (FailureKind, Channel, [&'static str; 5], &'static str);

const STORIES: [Told; 26] = [
    (
        Money,
        Phone,
        [
            "Charged twice for one night",
            "The till ran the card twice and she found it a week later.",
            "I gave the money back while she was on the line and read her the reference number. {who} called her bank with her.",
            "She booked again for her mother's birthday.",
            "The till now asks before it charges the same card twice in an hour.",
        ],
        "card,till",
    ),
    (
        Goods,
        FaceToFace,
        [
            "The kettle with no lid",
            "He had driven forty minutes and the box held a kettle and no lid.",
            "{who} took a lid from the one on display and put petrol money on top.",
            "He laughed and sent his brother the week after.",
            "We open one box of each delivery.",
        ],
        "delivery,stock",
    ),
    (
        Service,
        Phone,
        [
            "Nobody came on Tuesday",
            "She took a day off for the fitter, and nobody came or called.",
            "I said sorry once, found a fitter for the same evening and called her twice on the way.",
            "She gave the fitter cake.",
            "Appointments are confirmed the evening before, by a person.",
        ],
        "appointment",
    ),
    (
        Attention,
        FaceToFace,
        [
            "Ignored at the counter",
            "He stood there while two of us talked about the weekend.",
            "{who} came round the counter, said we had been rude and took his order herself.",
            "He stayed for coffee.",
            "Whoever sees somebody waiting looks up first.",
        ],
        "counter",
    ),
    (
        Goods,
        Email,
        [
            "Grey, not blue",
            "The curtains came in the wrong colour, two days before her guests.",
            "I sent the right ones by courier that day and let her keep the grey ones.",
            "She sent a picture of both.",
            "Colours have a number on the label now.",
        ],
        "colour,courier",
    ),
    (
        Money,
        Email,
        [
            "The discount that was not",
            "The advert promised a fifth off and the till did not know.",
            "I paid the difference to everybody who had written, before they asked twice.",
            "Eleven of fourteen wrote back to say thanks.",
            "Marketing and tills share one list.",
        ],
        "advert,price",
    ),
    (
        Service,
        FaceToFace,
        [
            "Cold soup at table nine",
            "The soup was cold, and the second one too.",
            "I told him the kitchen was behind and what he could have at once. {who} brought bread and the bill without the soup.",
            "He left a tip and a joke.",
            "The kitchen calls when it falls behind.",
        ],
        "kitchen",
    ),
    (
        Service,
        Chat,
        [
            "Locked out before a flight",
            "The app would not let him check in and the counter closed in an hour.",
            "I checked him in by hand in the chat and stayed until he had his seat.",
            "He wrote from the gate.",
            "The chat can issue a boarding pass.",
        ],
        "app,travel",
    ),
    (
        Attention,
        Phone,
        [
            "Told it five times",
            "She had explained her leak to five of us.",
            "I said I would be the last one and read back what I had written down. {who} found all five notes.",
            "She stopped shouting at the third sentence.",
            "Notes follow the caller.",
        ],
        "transfer,notes",
    ),
    (
        Goods,
        Phone,
        [
            "The drill that smoked",
            "It smoked on its first day, and he is a carpenter.",
            "I sent him to the nearest branch, where {who} had one charged and waiting.",
            "He lost an hour instead of a week.",
            "Tradespeople get a loan machine at once.",
        ],
        "tools,loan",
    ),
    (
        Money,
        FaceToFace,
        [
            "A deposit nobody could find",
            "We had lost the slip of paper for his deposit.",
            "I believed him, and {who} found the entry while I poured coffee.",
            "He bought the larger one.",
            "Deposits are in the system, not in the drawer.",
        ],
        "deposit",
    ),
    (
        Service,
        SocialMedia,
        [
            "A picture of the queue",
            "A picture of our queue had three hundred comments by noon.",
            "I answered the first with our names and opened two more desks. {who} went along the queue with water.",
            "The last comment was about the water.",
            "The rota looks at the weather.",
        ],
        "queue",
    ),
    (
        Goods,
        Chat,
        [
            "Two left shoes",
            "Two left shoes, size 39, a wedding on Saturday.",
            "I had the other pair put on the night train and told him the number of the train.",
            "He danced.",
            "Pairs are checked under the lamp.",
        ],
        "shoes,courier",
    ),
    (
        Attention,
        Email,
        [
            "Dear Sir",
            "She is Dr Adeyemi, and our letter said Dear Sir. It was the third one.",
            "I wrote by hand, with her name, and mended the record while she could see it.",
            "She answered in one line: finally.",
            "Titles are taken as people give them.",
        ],
        "names",
    ),
    (
        Service,
        Inbox,
        [
            "The survey nobody read",
            "Four guests had written that the lift frightened them. None of them complained.",
            "I called all four. {who} had the lift looked at the same day.",
            "Two came back.",
            "Somebody reads the survey every Monday.",
        ],
        "survey,lift",
    ),
    (
        Money,
        Chat,
        [
            "The refund that took a month",
            "He had been told five days, three times.",
            "I called our own bank and waited with him in the chat until it was on its way.",
            "He asked for my name, to thank me.",
            "A refund older than six days rings a bell.",
        ],
        "refund",
    ),
    (
        Service,
        Phone,
        [
            "The wrong street",
            "The ambulance chair went to the wrong street and her father waited in the rain.",
            "I sent a second one, stayed on the line and spoke to her father too.",
            "He asked whether I was warm enough.",
            "Streets that sound alike are read back.",
        ],
        "address",
    ),
    (
        Goods,
        FaceToFace,
        [
            "The cake with the wrong name",
            "It said Martin. Her name is Martina.",
            "{who} turned it into Martina with a steady hand, and the candles were on us.",
            "Martina blew them out in the shop.",
            "Names are spelled on the slip.",
        ],
        "cake,names",
    ),
    (
        Attention,
        Inbox,
        [
            "Three silent regulars",
            "Three regulars had stopped coming after we moved the tables.",
            "I wrote to them by name and asked. One missed the window.",
            "The window table is hers on Thursdays.",
            "Before we move things we ask the regulars.",
        ],
        "regulars",
    ),
    (
        Service,
        Phone,
        [
            "The alarm at three",
            "Our alarm woke the whole house three nights in a row.",
            "I drove over with the spare part before work. {who} stayed on the phone until it was quiet.",
            "They slept, and renewed.",
            "Batteries are changed in spring, all of them.",
        ],
        "alarm,night",
    ),
    (
        Goods,
        Email,
        [
            "One chair of four",
            "Three chairs came, and the table seats four.",
            "I sent the fourth the same day and did not ask for a picture.",
            "They ate at it on Sunday, all of them.",
            "Boxes are counted aloud at the ramp.",
        ],
        "furniture,delivery",
    ),
    (
        Attention,
        Chat,
        [
            "Answered by a robot",
            "She wrote eleven times and a robot answered eleven times.",
            "I gave her my name first, then the answer. {who} read the robot's answers and took four of them out.",
            "She wrote a twelfth time, to say so.",
            "Who writes twice gets a person.",
        ],
        "robot",
    ),
    (
        Money,
        Phone,
        [
            "A fine that was ours",
            "He paid a fine because our form came too late.",
            "I paid the fine, wrote the letter for his file and read it to him first.",
            "He is still with us.",
            "Forms go out ten days earlier.",
        ],
        "form,fine",
    ),
    (
        Service,
        Email,
        [
            "The room next to the lift",
            "They had asked for quiet and got the lift.",
            "I moved them on the same evening. {who} carried the cases and left the good tea.",
            "They came for a third time in May.",
            "The wish stands on the key card.",
        ],
        "room,wishes",
    ),
    (
        Goods,
        SocialMedia,
        [
            "A scratch on the new bicycle",
            "A scratch as long as a hand, and a picture of it for everybody.",
            "I asked what he would like: the frame painted, or another one. He chose the paint.",
            "He posted it painted.",
            "Bicycles leave in a box with a window.",
        ],
        "bicycle",
    ),
    (
        Money,
        SocialMedia,
        [
            "The price on the shelf",
            "The shelf said 4, the till said 6, and she filmed it.",
            "I gave her the two and thanked her under her own video. {who} walked all shelves that evening.",
            "She filmed that, too.",
            "Shelves are walked on the first of the month.",
        ],
        "price,shelf",
    ),
];

/// About one story a fortnight, each another one; how many were told.
pub fn tell(
    store: &mut dyn Store,
    people: &[(Person, u32)],
    ask: &Ask,
    day_of: &dyn Fn(u32) -> Date,
    dice: &mut Dice,
) -> Result<u64, DemoError> {
    let most = u32::try_from(STORIES.len()).expect("a short list");
    let count = (ask.days / 14).clamp(1, most);
    let mut told = 0;
    for number in 0..count {
        let day = ask.days * (number + 1) / (count + 1);
        let here: Vec<&Person> = people
            .iter()
            .filter(|(_, first)| *first <= day)
            .map(|(person, _)| person)
            .collect();
        if here.is_empty() {
            continue;
        }
        let (author, colleague) = (*dice.one(&here), *dice.one(&here));
        let (failure, channel, texts, tags) = STORIES[usize::try_from(number).unwrap_or(0)];
        let who = (colleague.id != author.id).then_some(colleague);
        let name = who.map_or("A colleague", |who| who.name.as_str());
        let text = |at: usize| texts[at].replace("{who}", name);
        let hour = i8::try_from(dice.between(9, 18)).unwrap_or(12);
        let at = zoned(day_of(day).at(hour, 20, 0, 0), &ask.zone).timestamp();
        store.put_story(&Story {
            id: StoryId(dice.id(at)),
            at,
            author: Some(author.id),
            title: text(0),
            broke: text(1),
            did: text(2),
            ended: text(3),
            changed: text(4),
            tags: tags.split(',').map(str::to_owned).collect(),
            recognised: who.filter(|_| texts[2].contains("{who}")).map(|who| who.id),
            failure: Some(failure),
            channel: Some(channel),
        })?;
        told += 1;
    }
    Ok(told)
}
