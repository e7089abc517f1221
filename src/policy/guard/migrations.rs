//! Tools that build databases: which of their commands reset or drop one.

use super::argv::Loss;

const LOST: &str = "data in a database would be lost";

/// Tasks of `rails` and `rake`.
const RAILS: [&str; 9] = [
    "db:drop",
    "db:reset",
    "db:purge",
    "db:truncate",
    "db:setup",
    "db:schema:load",
    "db:migrate:reset",
    "db:migrate:down",
    "db:seed:replant",
];

/// Verbs that undo, of tools that only build databases.
const UNDO: [&str; 12] = [
    "downgrade",
    "clean",
    "drop",
    "rollback",
    "undo",
    "reset",
    "down",
    "revert",
    "fresh",
    "refresh",
    "wipe",
    "redo",
];

/// What they would lose.
pub(super) fn loss(name: &str, argv: &[&str]) -> Option<Loss> {
    let given = argv.get(1..).unwrap_or_default();
    let place =
        |test: &dyn Fn(&str) -> bool| given.iter().position(|word| test(word)).map(|at| at + 1);
    let one = |words: &[&str]| place(&|word| words.contains(&word));
    let begins =
        |starts: &[&str]| place(&|word| starts.iter().any(|start| word.starts_with(start)));
    let python = name.starts_with("python") || name == "uv" || name == "poetry";
    let at = match name {
        "rails" | "rake" => begins(&RAILS).or_else(|| begins(&["db:rollback"])),
        "mix" => one(&["ecto.drop", "ecto.reset"])
            .or_else(|| one(&["ecto.rollback"]).filter(|_| given.contains(&"--all"))),
        "artisan" => artisan(given).map(|at| at + 1),
        "php" | "sail" => given
            .iter()
            .any(|word| *word == "artisan" || word.ends_with("/artisan"))
            .then(|| artisan(given).map(|at| at + 1))
            .flatten()
            .or_else(|| begins(&["doctrine:database:drop", "doctrine:schema:drop"])),
        "console" => begins(&["doctrine:database:drop", "doctrine:schema:drop"]),
        "django-admin" | "manage.py" => django(given).map(|at| at + 1),
        _ if python => given
            .iter()
            .any(|word| word.ends_with("manage.py"))
            .then(|| django(given).map(|at| at + 1))
            .flatten(),
        "prisma" => prisma(given).map(|at| at + 1),
        "npx" | "pnpm" | "yarn" | "bunx" | "npm" | "pnpx" | "bun" => {
            through_node(given).map(|at| at + 1)
        }
        "sqlx" | "cargo-sqlx" => one(&["drop", "reset", "revert"]),
        "cargo" => one(&["drop", "reset", "revert"])
            .filter(|_| matches!(given.first(), Some(&"sqlx" | &"diesel"))),
        "alembic" | "flyway" | "liquibase" | "sequelize" | "sequelize-cli" | "knex" | "typeorm"
        | "goose" | "dbmate" | "migrate" | "diesel" | "drizzle-kit" | "mikro-orm"
        | "sea-orm-cli" | "refinery" | "atlas" | "aerich" | "tern" => {
            undoes(given).map(|at| at + 1)
        }
        "flask" => undoes(given)
            .map(|at| at + 1)
            .filter(|_| given.contains(&"db")),
        "supabase" | "heroku" | "edgedb" | "gel" | "turso" | "neonctl" | "pscale" => {
            place(&|word| matches!(word, "reset" | "wipe" | "pg:reset" | "destroy"))
        }
        _ => None,
    };
    at.map(|at| Loss::of_data(LOST, at))
}

fn artisan(given: &[&str]) -> Option<usize> {
    given.iter().position(|word| {
        matches!(
            *word,
            "migrate:fresh" | "migrate:reset" | "migrate:refresh" | "migrate:rollback" | "db:wipe"
        )
    })
}

fn django(given: &[&str]) -> Option<usize> {
    let zero = given.iter().position(|word| *word == "zero");
    let migrates = given.contains(&"migrate");
    given
        .iter()
        .position(|word| matches!(*word, "flush" | "reset_db" | "sqlflush" | "reset_schema"))
        .or(zero.filter(|_| migrates))
}

fn prisma(given: &[&str]) -> Option<usize> {
    given
        .iter()
        .position(|word| matches!(*word, "reset" | "--force-reset" | "--accept-data-loss"))
}

/// A tool that a runner of packages runs.
fn through_node(given: &[&str]) -> Option<usize> {
    let at = given.iter().position(|word| {
        !word.starts_with('-') && !matches!(*word, "exec" | "run" | "dlx" | "x")
    })?;
    let rest = &given[at + 1..];
    let found = match given[at] {
        "prisma" => prisma(rest),
        "knex" | "sequelize" | "sequelize-cli" | "typeorm" | "drizzle-kit" | "mikro-orm" => {
            undoes(rest)
        }
        "supabase" => rest.iter().position(|word| *word == "reset"),
        _ => None,
    };
    found.map(|more| at + 1 + more)
}

fn undoes(given: &[&str]) -> Option<usize> {
    given.iter().position(|word| {
        word.split(':')
            .any(|part| UNDO.iter().any(|verb| part.starts_with(verb)))
    })
}
