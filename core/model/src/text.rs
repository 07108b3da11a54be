//! Folding of text for search and matching: case, accents and script variants are put aside.

/// `text` in one comparable form: lower case, without accents, letter variants of Arabic unified, runs of anything
/// that is no letter or digit as one space. Two spellings of a name that a reader takes for one fold to one text.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        let before = out.len();
        plain(letter, &mut out);
        let skipped = out.len() == before;
        if skipped && !is_mark(letter) && !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

/// The folded words of `text`, in order.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    fold(text).split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// Marks that stand on a letter and are left out: combining accents, Arabic vowel signs and tatweel, nukta.
const fn is_mark(letter: char) -> bool {
    matches!(letter,
        '\u{300}'..='\u{36f}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{93c}' | '\u{200c}' | '\u{200d}' | '\'' | '\u{2019}' | '`')
}

/// Signs that belong to the letter before them in Indic scripts and carry meaning.
const fn is_vowel_sign(letter: char) -> bool {
    matches!(letter, '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{962}'..='\u{963}')
}

/// Appends the plain form of a lower-case letter, or nothing if it is neither letter nor digit.
fn plain(letter: char, out: &mut String) {
    let folded = match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ạ'..='ặ' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ'..='ệ' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ỉ' | 'ị' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' | 'ŉ' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ọ'..='ợ' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ụ'..='ự' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' | 'ỳ'..='ỹ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        // Arabic: the forms of alef, yeh and teh marbuta that writers mix.
        '\u{622}' | '\u{623}' | '\u{625}' | '\u{671}' => "\u{627}",
        '\u{649}' | '\u{6cc}' => "\u{64a}",
        '\u{629}' => "\u{647}",
        '\u{6a9}' => "\u{643}",
        _ => {
            let joins = is_vowel_sign(letter) && !is_mark(letter);
            if (letter.is_alphanumeric() && !is_mark(letter)) || joins {
                out.push(letter);
            }
            return;
        }
    };
    out.push_str(folded);
}

#[cfg(test)]
mod tests;
