//! The two numbers of a word.

use super::lists::{FIXED, SINGULARS, UNCOUNTABLE};

/// The singular of a lower-case word; a word that is singular already stays.
pub fn singular(word: &str) -> String {
    if word.len() < 3 || FIXED.contains(&word) || !word.is_ascii() {
        return word.to_owned();
    }
    if let Some((_, one)) = SINGULARS.iter().find(|(many, _)| *many == word) {
        return (*one).to_owned();
    }
    regular_singular(word).unwrap_or_else(|| pluralizer::pluralize(word, 1, false))
}

/// The plural of a lower-case singular.
pub fn plural(word: &str) -> String {
    let irregular = SINGULARS.iter().find(|(many, one)| {
        *one == word && !matches!(*many, "persons" | "axes" | "dice" | "staffs")
    });
    if let Some((many, _)) = irregular {
        return (*many).to_owned();
    }
    if UNCOUNTABLE.contains(&word) || !word.is_ascii() {
        return word.to_owned();
    }
    match word {
        "die" => "dice".into(),
        "agenda" | "stock" => format!("{word}s"),
        _ => regular_plural(word).unwrap_or_else(|| pluralizer::pluralize(word, 2, false)),
    }
}

/// The singular of a word with a regular ending; none where only the crate knows.
pub(super) fn regular_singular(word: &str) -> Option<String> {
    const DOUBTFUL: [&str; 7] = ["men", "children", "people", "oxen", "eaux", "ae", "data"];
    const WHOLE: [&str; 7] = ["feet", "teeth", "geese", "mice", "lice", "titmice", "dice"];
    const UNSURE: [&str; 12] = [
        "us", "is", "ves", "oes", "yses", "oses", "eses", "ises", "zes", "aches", "ois", "uses",
    ];
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    let Some(bare) = word.strip_suffix('s') else {
        let doubtful = ends(&DOUBTFUL) || WHOLE.contains(&word) || is_classical(word, &["a", "i"]);
        return (!doubtful).then(|| word.to_owned());
    };
    if word.ends_with("ss") {
        return Some(word.to_owned());
    }
    if ends(&["ives"]) && !ends(&["wives", "knives", "lives"]) {
        return Some(bare.to_owned());
    }
    if ends(&UNSURE)
        || ends(&[
            "ndices", "rtices", "trices", "codices", "pendices", "xis", "news",
        ])
        || word.len() < 5
    {
        return None;
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return ies(stem).then(|| format!("{stem}y"));
    }
    let sibilant = ends(&["ches", "shes", "sses", "xes"]);
    if sibilant {
        return Some(word[..word.len() - 2].to_owned());
    }
    let odd = ends(&[
        "ases", "gas", "ias", "las", "tas", "ras", "mas", "nas", "eas", "oas", "das",
    ]);
    (!odd).then(|| bare.to_owned())
}

/// True where `-ies` after `stem` surely comes from `-y`.
fn ies(stem: &str) -> bool {
    let ends = |endings: &[&str]| endings.iter().any(|ending| stem.ends_with(ending));
    if stem.ends_with('t') {
        return stem.len() > 3 && ends(&["it", "rt", "lt", "pt", "st", "ft"]);
    }
    let odd = ["ck", "ok", "k", "th", "b", "p", "n", "g", "d", "w", "l"];
    let single = ends(&odd) && stem.len() < 5;
    !single && !stem.ends_with("ov")
}

/// Stems of Latin and Greek words whose plurals end in `-a`, `-ae` or `-i`.
const CLASSICAL: &[&str] = &[
    "agend",
    "addend",
    "millenni",
    "dat",
    "extrem",
    "bacteri",
    "desiderat",
    "strat",
    "candelabr",
    "errat",
    "ov",
    "symposi",
    "curricul",
    "quor",
    "medi",
    "memorand",
    "apheli",
    "hyperbat",
    "periheli",
    "asyndet",
    "noumen",
    "phenomen",
    "criteri",
    "organ",
    "prolegomen",
    "hedr",
    "automat",
    "alumn",
    "alg",
    "vertebr",
    "syllab",
    "vir",
    "radi",
    "nucle",
    "fung",
    "cact",
    "stimul",
    "termin",
    "bacill",
    "foc",
    "uter",
    "loc",
    "gener",
    "viscer",
    "stigm",
    "stom",
    "dogm",
    "lemm",
    "schem",
    "anathem",
    "stigmat",
    "stomat",
    "dogmat",
    "lemmat",
    "schemat",
    "anathemat",
    "corpor",
    "oper",
];

/// True for a classical stem with one of these endings.
fn is_classical(word: &str, endings: &[&str]) -> bool {
    endings
        .iter()
        .filter_map(|ending| word.strip_suffix(ending))
        .any(|bare| CLASSICAL.iter().any(|stem| bare.ends_with(stem)))
}

/// The plural of a word with a regular ending; none where only the crate knows.
pub(super) fn regular_plural(word: &str) -> Option<String> {
    const DOUBTFUL: [&str; 32] = [
        "man", "person", "child", "arf", "lf", "eaf", "eof", "oaf", "hoof", "nife", "wife", "life",
        "hero", "ato", "gro", "us", "trix", "dex", "tex", "dix", "murex", "ilex", "is", "eau", "z",
        "ese", "fish", "sheep", "deer", "ley", "ney", "silex",
    ];
    const WHOLE: [&str; 23] = [
        "mouse", "louse", "titmouse", "feet", "teeth", "geese", "mice", "lice", "foot", "tooth",
        "goose", "ox", "thief", "echo", "dingo", "volcano", "tornado", "torpedo", "veto",
        "embargo", "mango", "buffalo", "mosquito",
    ];
    if DOUBTFUL.iter().any(|ending| word.ends_with(ending))
        || WHOLE.contains(&word)
        || UNCHANGED.contains(&word)
        || is_classical(word, &["a", "um", "on", "i"])
    {
        return None;
    }
    let before = word.chars().rev().nth(1);
    if word.ends_with('y') && before.is_some_and(|c| !"aeiou".contains(c)) {
        return Some(format!("{}ies", &word[..word.len() - 1]));
    }
    if word.ends_with("ss")
        || ["x", "ch", "sh"]
            .iter()
            .any(|ending| word.ends_with(ending))
    {
        return Some(format!("{word}es"));
    }
    (!word.ends_with('s') && word.len() > 2).then(|| format!("{word}s"))
}

/// Regular to look at, but without a plural for the crate.
const UNCHANGED: &[&str] = &[
    "advice",
    "aid",
    "aircraft",
    "alcohol",
    "anime",
    "audio",
    "blood",
    "butter",
    "cash",
    "clothing",
    "commerce",
    "energy",
    "firmware",
    "fun",
    "garbage",
    "health",
    "justice",
    "kudos",
    "labour",
    "literature",
    "machinery",
    "mail",
    "manga",
    "moose",
    "mud",
    "only",
    "personnel",
    "pike",
    "plankton",
    "police",
    "pollution",
    "rain",
    "research",
    "rice",
    "salmon",
    "sewage",
    "shrimp",
    "swine",
    "traffic",
    "transportation",
    "trout",
    "tuna",
    "wealth",
    "welfare",
    "wildlife",
    "you",
    "ammo",
    "carp",
    "cod",
    "elk",
    "expertise",
    "housework",
    "mackerel",
    "cooperation",
    "digestion",
    "excretion",
    "flounder",
    "bream",
    "buffalo",
    "bison",
    "adulthood",
    "axe",
    "die",
    "eave",
    "yes",
];
