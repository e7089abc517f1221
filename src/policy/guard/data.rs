//! What would be lost in databases.

use super::argv::Loss;

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
pub(super) fn loss(name: &str, argv: &[&str]) -> Option<Loss> {
    let given = argv.get(1..).unwrap_or_default();
    let place =
        |test: &dyn Fn(&str) -> bool| given.iter().position(|word| test(word)).map(|at| at + 1);
    let at = match name {
        "dropdb" | "dropuser" | "pg_resetwal" => Some(0),
        "mysqladmin" | "mariadb-admin" => place(&|word| word.starts_with("drop")),
        "pg_restore" => place(&|word| matches!(word, "-c" | "--clean" | "-C" | "--create")),
        "redis-cli" | "valkey-cli" | "keydb-cli" => place(&|word| {
            let word = word.to_ascii_lowercase();
            ["flushall", "flushdb", "shutdown", "del", "unlink"]
                .iter()
                .any(|verb| word.split_whitespace().any(|part| part == *verb))
        }),
        "mongo" | "mongosh" => place(&|word| loses_documents(word)),
        "mongorestore" => place(&|word| word == "--drop"),
        "etcdctl" => place(&|word| word == "del"),
        "influx" => place(&|word| matches!(word, "delete")),
        "rails" | "rake" | "bin/rails" => place(&|word| {
            [
                "db:drop",
                "db:reset",
                "db:purge",
                "db:truncate",
                "db:setup",
                "db:schema:load",
            ]
            .iter()
            .any(|task| word.starts_with(task))
        }),
        "python" | "python3" | "django-admin" | "manage.py" => place(&|word| {
            matches!(word, "flush" | "reset_db" | "sqlflush")
        })
        .filter(|_| name == "django-admin" || argv.iter().any(|word| word.ends_with("manage.py"))),
        "prisma" | "npx" | "pnpm" | "yarn" | "bunx" => place(&|word| word == "reset")
            .or_else(|| place(&|word| word == "--force-reset"))
            .filter(|_| name == "prisma" || argv.contains(&"prisma")),
        "alembic" | "flyway" | "liquibase" | "sequelize" | "knex" | "typeorm" | "goose"
        | "dbmate" | "migrate" | "diesel" => place(&|word| {
            [
                "downgrade",
                "clean",
                "drop",
                "rollback",
                "undo",
                "reset",
                "down",
                "schema:drop",
            ]
            .iter()
            .any(|verb| word.starts_with(verb) || word.ends_with(&format!(":{verb}")))
        }),
        _ => None,
    };
    let at = at.or_else(|| is_client(name).then(|| place(&loses_rows)).flatten());
    at.map(|at| Loss::of_data(LOST, at))
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
