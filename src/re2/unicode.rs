//! The sets of characters that `\p{...}` can name, as Go 1.26 (Unicode 15) knows them.

/// Ranges of ASCII characters, both ends included.
pub(super) type Ascii = &'static [(u8, u8)];

/// What is known of a set.
pub(super) enum Set {
    /// All characters.
    Any,
    /// All of ASCII and no other.
    Ascii,
    /// These ASCII characters; which others is not known here.
    Known(Ascii),
}

const NONE: Ascii = &[];
const ALL: Ascii = &[(0, 0x7F)];
const CONTROL: Ascii = &[(0, 0x1F), (0x7F, 0x7F)];
const LETTER: Ascii = &[(b'A', b'Z'), (b'a', b'z')];
const LOWER: Ascii = &[(b'a', b'z')];
const UPPER: Ascii = &[(b'A', b'Z')];
const NUMBER: Ascii = &[(b'0', b'9')];
const SPACE: Ascii = &[(b' ', b' ')];
const DASH: Ascii = &[(b'-', b'-')];
const CONNECTOR: Ascii = &[(b'_', b'_')];
const OPEN: Ascii = &[(b'(', b'('), (b'[', b'['), (b'{', b'{')];
const CLOSE: Ascii = &[(b')', b')'), (b']', b']'), (b'}', b'}')];
const CURRENCY: Ascii = &[(b'$', b'$')];
const MATH: Ascii = &[(b'+', b'+'), (b'<', b'>'), (b'|', b'|'), (b'~', b'~')];
const MODIFIER: Ascii = &[(b'^', b'^'), (b'`', b'`')];
const OTHER_PUNCTUATION: Ascii = &[
    (b'!', b'#'),
    (b'%', b'\''),
    (b'*', b'*'),
    (b',', b','),
    (b'.', b'/'),
    (b':', b';'),
    (b'?', b'@'),
    (b'\\', b'\\'),
];
const PUNCTUATION: Ascii = &[
    (b'!', b'#'),
    (b'%', b'*'),
    (b',', b'/'),
    (b':', b';'),
    (b'?', b'@'),
    (b'[', b']'),
    (b'_', b'_'),
    (b'{', b'{'),
    (b'}', b'}'),
];
const SYMBOL: Ascii = &[
    (b'$', b'$'),
    (b'+', b'+'),
    (b'<', b'>'),
    (b'^', b'^'),
    (b'`', b'`'),
    (b'|', b'|'),
    (b'~', b'~'),
];
const COMMON: Ascii = &[(0, b'@'), (b'[', b'`'), (b'{', 0x7F)];

/// The names, canonical, of sets with their ASCII characters.
const SETS: &[(&[&str], Ascii)] = &[
    (&["Assigned"], ALL),
    (&["C", "Other", "Cc", "Cntrl", "Control"], CONTROL),
    (&["L", "Letter", "Lc", "Casedletter", "Latin"], LETTER),
    (&["Ll", "Lowercaseletter"], LOWER),
    (&["Lu", "Uppercaseletter"], UPPER),
    (&["N", "Number", "Nd", "Decimalnumber", "Digit"], NUMBER),
    (&["Z", "Separator", "Zs", "Spaceseparator"], SPACE),
    (&["P", "Punctuation", "Punct"], PUNCTUATION),
    (&["Pc", "Connectorpunctuation"], CONNECTOR),
    (&["Pd", "Dashpunctuation"], DASH),
    (&["Pe", "Closepunctuation"], CLOSE),
    (&["Po", "Otherpunctuation"], OTHER_PUNCTUATION),
    (&["Ps", "Openpunctuation"], OPEN),
    (&["S", "Symbol"], SYMBOL),
    (&["Sc", "Currencysymbol"], CURRENCY),
    (&["Sk", "Modifiersymbol"], MODIFIER),
    (&["Sm", "Mathsymbol"], MATH),
    (&["Common"], COMMON),
    (WITHOUT_ASCII, NONE),
    (SCRIPTS, NONE),
];

/// The categories that have no ASCII character.
const WITHOUT_ASCII: &[&str] = &[
    "Cf",
    "Cn",
    "Co",
    "Combiningmark",
    "Cs",
    "Enclosingmark",
    "Finalpunctuation",
    "Format",
    "Initialpunctuation",
    "Letternumber",
    "Lineseparator",
    "Lm",
    "Lo",
    "Lt",
    "M",
    "Mark",
    "Mc",
    "Me",
    "Mn",
    "Modifierletter",
    "Nl",
    "No",
    "Nonspacingmark",
    "Otherletter",
    "Othernumber",
    "Othersymbol",
    "Paragraphseparator",
    "Pf",
    "Pi",
    "Privateuse",
    "So",
    "Spacingmark",
    "Surrogate",
    "Titlecaseletter",
    "Unassigned",
    "Zl",
    "Zp",
];

/// The scripts other than `Common` and `Latin`. Those whose names have several words are missing:
/// Go takes the `_` out of what is asked for but not out of its own names, and so refuses them.
const SCRIPTS: &[&str] = &[
    "Adlam",
    "Ahom",
    "Arabic",
    "Armenian",
    "Avestan",
    "Balinese",
    "Bamum",
    "Batak",
    "Bengali",
    "Bhaiksuki",
    "Bopomofo",
    "Brahmi",
    "Braille",
    "Buginese",
    "Buhid",
    "Carian",
    "Chakma",
    "Cham",
    "Cherokee",
    "Chorasmian",
    "Coptic",
    "Cuneiform",
    "Cypriot",
    "Cyrillic",
    "Deseret",
    "Devanagari",
    "Dogra",
    "Duployan",
    "Elbasan",
    "Elymaic",
    "Ethiopic",
    "Georgian",
    "Glagolitic",
    "Gothic",
    "Grantha",
    "Greek",
    "Gujarati",
    "Gurmukhi",
    "Han",
    "Hangul",
    "Hanunoo",
    "Hatran",
    "Hebrew",
    "Hiragana",
    "Inherited",
    "Javanese",
    "Kaithi",
    "Kannada",
    "Katakana",
    "Kawi",
    "Kharoshthi",
    "Khmer",
    "Khojki",
    "Khudawadi",
    "Lao",
    "Lepcha",
    "Limbu",
    "Lisu",
    "Lycian",
    "Lydian",
    "Mahajani",
    "Makasar",
    "Malayalam",
    "Mandaic",
    "Manichaean",
    "Marchen",
    "Medefaidrin",
    "Miao",
    "Modi",
    "Mongolian",
    "Mro",
    "Multani",
    "Myanmar",
    "Nabataean",
    "Nandinagari",
    "Newa",
    "Nko",
    "Nushu",
    "Ogham",
    "Oriya",
    "Osage",
    "Osmanya",
    "Palmyrene",
    "Phoenician",
    "Rejang",
    "Runic",
    "Samaritan",
    "Saurashtra",
    "Sharada",
    "Shavian",
    "Siddham",
    "Sinhala",
    "Sogdian",
    "Soyombo",
    "Sundanese",
    "Syriac",
    "Tagalog",
    "Tagbanwa",
    "Takri",
    "Tamil",
    "Tangsa",
    "Tangut",
    "Telugu",
    "Thaana",
    "Thai",
    "Tibetan",
    "Tifinagh",
    "Tirhuta",
    "Toto",
    "Ugaritic",
    "Vai",
    "Vithkuqi",
    "Wancho",
    "Yezidi",
    "Yi",
];

/// The set with a name. Case, blanks, `-` and `_` do not count, as in Go since 1.25.
pub(super) fn lookup(name: &str) -> Option<Set> {
    let mut canonical = String::with_capacity(name.len());
    for c in name.chars().filter(|c| !matches!(c, '_' | '-' | ' ')) {
        canonical.push(if canonical.is_empty() {
            c.to_ascii_uppercase()
        } else {
            c.to_ascii_lowercase()
        });
    }
    match canonical.as_str() {
        "Any" => Some(Set::Any),
        "Ascii" => Some(Set::Ascii),
        known => SETS
            .iter()
            .find(|(names, _)| names.contains(&known))
            .map(|(_, ascii)| Set::Known(ascii)),
    }
}
