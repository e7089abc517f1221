//! What would be removed elsewhere: containers, clusters, clouds, published packages.

use super::argv::{Loss, has_short, is_dynamic, is_long};

/// Programs of clouds and platforms: any command of theirs that says so removes.
const CLOUDS: [&str; 31] = [
    "aws",
    "gcloud",
    "gsutil",
    "az",
    "doctl",
    "heroku",
    "fly",
    "flyctl",
    "vercel",
    "netlify",
    "wrangler",
    "firebase",
    "supabase",
    "railway",
    "linode-cli",
    "hcloud",
    "scw",
    "oci",
    "ibmcloud",
    "gh",
    "glab",
    "eksctl",
    "s3cmd",
    "mc",
    "vault",
    "consul",
    "nomad",
    "restic",
    "borg",
    "virsh",
    "vagrant",
];

/// Words that begin the name of a command that removes.
const REMOVES: [&str; 15] = [
    "delete",
    "destroy",
    "remove",
    "terminate",
    "purge",
    "rm",
    "rb",
    "del",
    "undeploy",
    "forget",
    "reset",
    "empty",
    "drop",
    "prune",
    "unpublish",
];

const AWAY: &str = "it removes what is kept elsewhere";

/// What they would remove.
pub(super) fn loss(name: &str, argv: &[&str]) -> Option<Loss> {
    let given = argv.get(1..).unwrap_or_default();
    let any =
        |test: &dyn Fn(&str) -> bool| given.iter().position(|word| test(word)).map(|at| at + 1);
    let found = match name {
        "docker" | "podman" | "nerdctl" | "docker-compose" | "podman-compose" | "ctr"
        | "crictl" => any(&|word| matches!(word, "prune" | "rm" | "rmi" | "remove"))
            .or_else(|| {
                let resets = matches!(given, ["system", "reset", ..] | ["swarm", "leave", ..]);
                resets.then_some(2)
            })
            .or_else(|| {
                let down = given.contains(&"down");
                any(&|word| word == "-v" || is_long(word, "--volumes") || is_long(word, "--rmi"))
                    .filter(|_| down)
            }),
        "kubectl" | "oc" | "k9s" | "k3s" | "microk8s" | "minikube" | "kind" => {
            any(&|word| matches!(word, "delete" | "drain" | "evict"))
                .or_else(|| any(&|word| matches!(word, "--force" | "--prune" | "--replicas=0")))
        }
        "helm" => any(&|word| matches!(word, "uninstall" | "delete" | "del" | "un" | "rollback")),
        "terraform" | "tofu" | "terragrunt" | "cdktf" => any(&|word| {
            matches!(
                word,
                "destroy" | "-destroy" | "--destroy" | "rm" | "destroy-all" | "force-unlock"
            ) || word == "delete"
                || word == "apply"
                || word == "push" && given.contains(&"state")
        }),
        "pulumi" | "cdk" | "sam" | "serverless" | "sls" | "ansible" => any(&|word| {
            matches!(
                word,
                "destroy" | "rm" | "remove" | "delete" | "up" | "deploy"
            )
        }),
        "zfs" | "zpool" | "btrfs" | "lvm" | "dmsetup" | "qemu-img" => {
            any(&|word| REMOVES.iter().any(|verb| word.starts_with(verb)) || word == "rollback")
        }
        _ if CLOUDS.contains(&name) => any(&|word| {
            let verb = word
                .rsplit(':')
                .next()
                .unwrap_or(word)
                .trim_start_matches('-');
            REMOVES.iter().any(|one| {
                verb.strip_prefix(one)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '=']))
            }) || verb.eq_ignore_ascii_case("delete")
                || verb.eq_ignore_ascii_case("method=delete")
                || verb.eq_ignore_ascii_case("xdelete")
        }),
        _ => None,
    };
    if let Some(at) = found {
        return Some(Loss::by_command(AWAY, at));
    }
    unknown_verb(name, given)
}

/// A command of theirs that is only known when it runs.
fn unknown_verb(name: &str, given: &[&str]) -> Option<Loss> {
    let knows = CLOUDS.contains(&name)
        || matches!(
            name,
            "docker" | "podman" | "kubectl" | "terraform" | "tofu" | "helm" | "pulumi"
        );
    let verb = given.iter().position(|word| !word.starts_with('-'))?;
    let unknown = knows && is_dynamic(given[verb]);
    let forced = knows
        && given
            .iter()
            .any(|word| has_short(word, 'f') && is_dynamic(word));
    (unknown || forced).then(|| Loss::by_command("what it would remove cannot be known", verb + 1))
}
