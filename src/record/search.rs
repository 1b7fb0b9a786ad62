//! Finding stories: by words and tags, whatever the case of letters and their accents.

use super::Story;

/// The stories that hold all words of the question, best first and of equals the newest. A word is found where one begins with it;
/// `#word` asks the tags only. No words: all of them, the newest first.
#[must_use]
pub fn search<'s>(stories: &'s [Story], question: &str) -> Vec<&'s Story> {
    let asked: Vec<(bool, String)> = question
        .split_whitespace()
        .flat_map(|word| {
            let tag = word.strip_prefix('#');
            let words = words(tag.unwrap_or(word));
            words.into_iter().map(move |word| (tag.is_some(), word))
        })
        .collect();
    let mut found: Vec<(u32, &Story)> = stories
        .iter()
        .filter_map(|story| Some((worth(story, &asked)?, story)))
        .collect();
    found.sort_by(|(a, one), (b, other)| b.cmp(a).then(other.at.cmp(&one.at)).then(other.id.cmp(&one.id)));
    found.into_iter().map(|(_, story)| story).collect()
}

/// How well a story answers: words in tags and title count most; `None` where one is missing.
fn worth(story: &Story, asked: &[(bool, String)]) -> Option<u32> {
    let tags: Vec<String> = story.tags.iter().flat_map(|tag| words(tag)).collect();
    let title = words(&story.title);
    let told = [&story.broke, &story.did, &story.ended, &story.changed];
    let told: Vec<String> = told.into_iter().flat_map(|text| words(text)).collect();
    let mut worth = 0;
    for (tag_only, word) in asked {
        let holds = |list: &[String]| list.iter().any(|held| held.starts_with(word.as_str()));
        let here = if *tag_only {
            u32::from(holds(&tags)) * 4
        } else {
            u32::from(holds(&tags)) * 4 + u32::from(holds(&title)) * 2 + u32::from(holds(&told))
        };
        if here == 0 {
            return None;
        }
        worth += here;
    }
    Some(worth)
}

/// The words of a text, folded.
fn words(text: &str) -> Vec<String> {
    let folded = folded(text);
    let words = folded.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Small letters without accents. Simple on purpose: the Latin letters of Europe's languages; others only become small.
#[must_use]
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            '\u{300}'..='\u{36f}' => {} // an accent that stands by itself
            'à'..='å' | 'ā' | 'ă' | 'ą' => out.push('a'),
            'æ' => out.push_str("ae"),
            'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => out.push('c'),
            'ď' | 'đ' | 'ð' => out.push('d'),
            'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => out.push('e'),
            'ĝ' | 'ğ' | 'ġ' | 'ģ' => out.push('g'),
            'ĥ' | 'ħ' => out.push('h'),
            'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => out.push('i'),
            'ĵ' => out.push('j'),
            'ķ' => out.push('k'),
            'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => out.push('l'),
            'ñ' | 'ń' | 'ņ' | 'ň' => out.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => out.push('o'),
            'œ' => out.push_str("oe"),
            'ŕ' | 'ŗ' | 'ř' => out.push('r'),
            'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => out.push('s'),
            'ß' => out.push_str("ss"),
            'ţ' | 'ť' | 'ŧ' | 'ț' => out.push('t'),
            'þ' => out.push_str("th"),
            'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => out.push('u'),
            'ŵ' => out.push('w'),
            'ý' | 'ÿ' | 'ŷ' => out.push('y'),
            'ź' | 'ż' | 'ž' => out.push('z'),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::StoryId;
    use crate::record::made_up::at;

    fn story(number: u128, title: &str, broke: &str, tags: &[&str]) -> Story {
        Story {
            id: StoryId(uuid::Uuid::from_u128(number)),
            at: at(&format!("2026-03-{number:02}T08:00:00Z")),
            author: None,
            title: title.to_owned(),
            broke: broke.to_owned(),
            did: String::new(),
            ended: String::new(),
            changed: String::new(),
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            recognised: None,
            failure: None,
            channel: None,
        }
    }

    #[test]
    fn words_and_tags_are_found_whatever_their_case_and_accents() {
        let stories = [
            story(1, "Crème brûlée", "Das Dessert war kalt, die Gäste heiß.", &["küche"]),
            story(2, "A refund", "Two letters crossed.", &["billing"]),
            story(3, "The kitchen", "Refunded at once.", &["refund"]),
        ];
        let check = |question: &str, expect: &[u128]| {
            let found: Vec<u128> = search(&stories, question)
                .iter()
                .map(|story| story.id.0.as_u128())
                .collect();
            assert_eq!(found, expect, "{question}");
        };
        check("", &[3, 2, 1]);
        check("CREME", &[1]);
        check("gaste heiss", &[1]);
        check("cre\u{300}me", &[1]);
        check("refund", &[3, 2]);
        check("#refund", &[3]);
        check("#Kuche", &[1]);
        check("refund letters", &[2]);
        check("nothing", &[]);
        check("efund", &[]);
        check("# ?!", &[3, 2, 1]);
    }
}
