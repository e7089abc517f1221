//! What would be lost in databases.

use super::argv::{Look, Loss, has_short, is_long};

/// Programs that take statements of SQL or of a kindred language.
const CLIENTS: [&str; 26] = [
    "psql",
    "mysql",
    "mariadb",
    "sqlite3",
    "sqlite",
    "duckdb",
    "sqlcmd",
    "clickhouse-client",
    "clickhouse",
    "cockroach",
    "pgcli",
    "mycli",
    "litecli",
    "usql",
    "bq",
    "snowsql",
    "cqlsh",
    "isql",
    "sqlplus",
    "db2",
    "trino",
    "presto",
    "beeline",
    "hive",
    "spark-sql",
    "mssql-cli",
];

const LOST: &str = "data in a database would be lost";

/// What they would lose.
pub(super) fn loss(name: &str, argv: &[&str], look: &Look) -> Option<Loss> {
    let given = argv.get(1..).unwrap_or_default();
    let place =
        |test: &dyn Fn(&str) -> bool| given.iter().position(|word| test(word)).map(|at| at + 1);
    let at = match name {
        "dropdb" | "dropuser" | "pg_resetwal" => Some(0),
        "mysqladmin" | "mariadb-admin" => place(&|word| word.starts_with("drop")),
        "pg_restore" => place(&|word| matches!(word, "-c" | "--clean" | "-C" | "--create")),
        "redis-cli" | "valkey-cli" | "keydb-cli" => place(&|word| {
            let word = word.to_ascii_lowercase();
            [
                "flushall", "flushdb", "shutdown", "del", "unlink", "--eval", "eval",
            ]
            .iter()
            .any(|verb| word.split_whitespace().any(|part| part == *verb))
        })
        .or_else(|| {
            place(&|word| word.eq_ignore_ascii_case("config")).filter(|_| argv.contains(&"set"))
        }),
        "mongo" | "mongosh" => place(&|word| {
            loses_documents(word) || word.rsplit_once('.').is_some_and(|(_, end)| end == "js")
        }),
        "mongorestore" | "mongoimport" => place(&|word| word == "--drop"),
        "etcdctl" => place(&|word| word == "del"),
        "influx" => place(&|word| matches!(word, "delete")),
        _ => None,
    };
    let at = at.or_else(|| is_client(name).then(|| place(&loses_rows)).flatten());
    let at = at.or_else(|| is_client(name).then(|| unseen(name, given, look)).flatten());
    at.map(|at| Loss::of_data(LOST, at))
}

/// Statements of a file: what they do cannot be judged.
fn unseen(name: &str, given: &[&str], look: &Look) -> Option<usize> {
    let lite = matches!(name, "sqlite3" | "sqlite" | "duckdb" | "litecli");
    // A database that is not there yet has nothing to lose.
    if lite && !given.iter().any(|word| look.is_file(word)) {
        return None;
    }
    let file = |word: &str| {
        if lite {
            matches!(word, "-init" | "--init")
        } else {
            has_short(word, 'f') || is_long(word, "--file") && word.len() > 3
        }
    };
    let reads = |word: &str| {
        let word = word.trim_start();
        [
            ".read", ".restore", ".import", r"\i", r"\copy", "source ", r"\.",
        ]
        .iter()
        .any(|start| word.starts_with(start))
    };
    let at = given.iter().position(|word| file(word) || reads(word))?;
    Some(at + 1)
}

/// True when a client given those words reads its statements from its input.
pub(in crate::policy) fn reads_statements(argv: &[&str], look: &Look) -> bool {
    let program = argv
        .iter()
        .position(|word| is_client(&super::argv::program_name(word)) || word.starts_with("mongo"));
    let Some(at) = program else {
        return false;
    };
    let name = super::argv::program_name(argv[at]);
    let lite = matches!(name.as_str(), "sqlite3" | "sqlite" | "duckdb" | "litecli");
    !lite || argv[at + 1..].iter().any(|word| look.is_file(word))
}

/// True for a program that takes statements.
pub(in crate::policy) fn is_client(name: &str) -> bool {
    CLIENTS.contains(&name) || name.starts_with("mongo") || name.ends_with("sql")
}

/// True when statements drop something, or delete or change every row of a table.
pub(in crate::policy) fn loses_rows(text: &str) -> bool {
    let text = plain(text);
    text.split(';').any(|statement| {
        let words: Vec<&str> = statement.split_whitespace().collect();
        let follows = |first: &str, second: &[&str]| {
            words
                .windows(2)
                .any(|pair| pair[0].ends_with(first) && second.contains(&pair[1]))
        };
        let objects = [
            "table",
            "database",
            "schema",
            "index",
            "view",
            "role",
            "user",
            "keyspace",
            "collection",
            "materialized",
            "owned",
            "type",
            "sequence",
            "function",
            "column",
            "tablespace",
            "if",
            "constraint",
            "trigger",
            "extension",
        ];
        let condition = words
            .iter()
            .position(|word| *word == "where")
            .map(|at| words[at + 1..].concat());
        let always = ["1", "true", "1=1", "1=1)", "1<>0", "0=0", "a=a"];
        let limited = condition.is_some_and(|one| !always.contains(&one.as_str()));
        follows("drop", &objects)
            || words
                .iter()
                .any(|word| word.trim_start_matches(|c: char| !c.is_alphanumeric()) == "truncate")
            || follows("delete", &["from"]) && !limited
            || follows("replace", &["into"]) && words.contains(&"select")
            || words.first().is_some_and(|word| word.ends_with("update"))
                && words.contains(&"set")
                && !limited
            || loses_documents(statement)
            || words
                .iter()
                .any(|word| matches!(*word, "flushall" | "flushdb"))
    })
}

/// Without case and comments, which may stand between any two words.
fn plain(text: &str) -> String {
    let mut rest = text;
    let mut plain = String::with_capacity(text.len());
    while let Some(at) = rest.find("/*") {
        plain.push_str(&rest[..at]);
        plain.push(' ');
        rest = rest[at + 2..]
            .split_once("*/")
            .map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    let lines = plain
        .lines()
        .map(|line| line.split("-- ").next().unwrap_or(line));
    let joined: Vec<&str> = lines.collect();
    joined
        .join(" ")
        .to_ascii_lowercase()
        .replace(['"', '\'', '`', '('], " ")
}

/// True when documents are dropped or all deleted.
fn loses_documents(text: &str) -> bool {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.to_ascii_lowercase();
    [
        "dropdatabase",
        ".drop",
        "deletemany{}",
        "deletemany({}",
        "remove({}",
        "dropindexes",
        "dropcollection",
    ]
    .iter()
    .any(|call| text.contains(call))
}
