//! Names of made-up people in three scripts; any likeness is chance.
use satchel_model::entropy::SeededEntropy;

/// A script, with the language its people prefer.
pub struct Script {
    /// Preferred language, BCP 47.
    pub language: &'static str,
    women: &'static [&'static str],
    men: &'static [&'static str],
    families: &'static [&'static str],
    streets: &'static [&'static str],
    cities: &'static [&'static str],
    country: &'static str,
}

/// Latin, Arabic and Devanagari.
pub const SCRIPTS: [Script; 3] = [LATIN, ARABIC, DEVANAGARI];

const LATIN: Script = Script {
    language: "en",
    women: &[
        "Ada",
        "Beatrice",
        "Clara",
        "Delphine",
        "Elena",
        "Freya",
        "Grace",
        "Hannah",
        "Ingrid",
        "Joana",
        "Katarzyna",
        "Lucía",
        "Maëlle",
        "Nora",
        "Olive",
        "Priscilla",
        "Ruth",
        "Søs",
        "Teresa",
        "Zoë",
    ],
    men: &[
        "Adrian", "Björn", "Caleb", "Daniel", "Émile", "Felix", "Gareth", "Hugo", "Ivo", "Jonas",
        "Kofi", "Luca", "Mateus", "Niall", "Oscar", "Paweł", "Ruben", "Silas", "Tomás", "Walter",
    ],
    families: &[
        "Abbott",
        "Åkesson",
        "Barros",
        "Castellanos",
        "Dubois",
        "Eze",
        "Ferreira",
        "Garnier",
        "Hofmann",
        "Ibsen",
        "Jansen",
        "Kowalczyk",
        "Lindqvist",
        "Mensah",
        "Núñez",
        "O'Keefe",
        "Petrov",
        "Quinn",
        "Rossi",
        "Santos",
        "Thorne",
        "Urban",
        "Vogel",
        "Whitfield",
        "Yılmaz",
        "Zeman",
    ],
    streets: &["Mill Lane", "Harbour Road", "Church Street", "Orchard Close", "Station Approach"],
    cities: &["Northford", "Eastbrook", "Milldale"],
    country: "GB",
};

const ARABIC: Script = Script {
    language: "ar",
    women: &[
        "أمينة",
        "بسمة",
        "جميلة",
        "حنان",
        "دلال",
        "رانيا",
        "زينب",
        "سعاد",
        "شيماء",
        "عائشة",
        "فاطمة",
        "ليلى",
        "مريم",
        "نور",
        "هدى",
        "ياسمين",
    ],
    men: &[
        "أحمد",
        "بلال",
        "جمال",
        "حسن",
        "خالد",
        "رامي",
        "زياد",
        "سامي",
        "طارق",
        "عمر",
        "فارس",
        "كريم",
        "محمود",
        "ناصر",
        "هشام",
        "يوسف",
    ],
    families: &[
        "الأنصاري",
        "البستاني",
        "التميمي",
        "الجابري",
        "الحداد",
        "الخطيب",
        "الدرويش",
        "الزهراوي",
        "السباعي",
        "الشامي",
        "العطار",
        "الغزالي",
        "القاسمي",
        "المصري",
        "النجار",
        "الهاشمي",
    ],
    streets: &["شارع النخيل", "شارع الزهور", "شارع الميناء", "طريق الوادي"],
    cities: &["المدينة الشمالية", "الوادي", "الميناء"],
    country: "EG",
};

const DEVANAGARI: Script = Script {
    language: "hi",
    women: &[
        "अंजलि",
        "आशा",
        "इन्दिरा",
        "कविता",
        "गीता",
        "जया",
        "दीपा",
        "नेहा",
        "पूजा",
        "प्रिया",
        "मीरा",
        "राधा",
        "लक्ष्मी",
        "शान्ति",
        "सीता",
        "सुनीता",
    ],
    men: &[
        "अमित",
        "अरुण",
        "आनन्द",
        "कमल",
        "कृष्ण",
        "गोपाल",
        "दिनेश",
        "मोहन",
        "रमेश",
        "राजेश",
        "रवि",
        "विजय",
        "शंकर",
        "संजय",
        "सुरेश",
        "हरि",
    ],
    families: &[
        "अग्रवाल",
        "कुलकर्णी",
        "गुप्ता",
        "चौधरी",
        "जोशी",
        "त्रिपाठी",
        "देशमुख",
        "पटेल",
        "पाण्डेय",
        "भट्ट",
        "मिश्रा",
        "यादव",
        "राव",
        "वर्मा",
        "शर्मा",
        "सिंह",
    ],
    streets: &["गाँधी मार्ग", "मन्दिर गली", "बाज़ार रोड", "नदी मार्ग"],
    cities: &["उत्तरपुर", "नदीग्राम", "रामनगर"],
    country: "IN",
};

/// One of a list.
pub fn one_of<T: Copy>(list: &[T], dice: &SeededEntropy) -> Option<T> {
    let index = dice.below(u64::try_from(list.len()).unwrap_or(0));
    list.get(usize::try_from(index).unwrap_or(0)).copied()
}

impl Script {
    /// A given name.
    pub fn given(&self, female: bool, dice: &SeededEntropy) -> &'static str {
        one_of(if female { self.women } else { self.men }, dice).unwrap_or_default()
    }

    /// A family name.
    pub fn family(&self, dice: &SeededEntropy) -> &'static str {
        one_of(self.families, dice).unwrap_or_default()
    }

    /// Street line, town and country.
    pub fn address(&self, dice: &SeededEntropy) -> (String, &'static str, &'static str) {
        let street = one_of(self.streets, dice).unwrap_or_default();
        let number = dice.below(180) + 1;
        (format!("{number} {street}"), one_of(self.cities, dice).unwrap_or_default(), self.country)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_script_names_people_in_its_own_letters() {
        let ranges = [('A', 'ÿ'), ('\u{600}', '\u{6ff}'), ('\u{900}', '\u{97f}')];
        for (script, (low, high)) in SCRIPTS.iter().zip(ranges) {
            for name in script.families.iter().chain(script.women).chain(script.men) {
                let first = name.chars().next().unwrap();
                assert!((low..=high).contains(&first), "{name}");
            }
        }
    }

    #[test]
    fn a_seed_gives_the_same_person_again() {
        let draw = || {
            let dice = SeededEntropy::new(7);
            let script = &SCRIPTS[1];
            (script.given(true, &dice), script.family(&dice), script.address(&dice))
        };
        assert_eq!(draw(), draw());
        assert_eq!(one_of::<u8>(&[], &SeededEntropy::new(1)), None);
    }
}
