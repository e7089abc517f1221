//! The system calls that no command needs and that lead out of a sandbox.

use std::collections::BTreeMap;

use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule, sock_filter,
};

use crate::sandbox::rung::{Network, Rung};

type Rules = BTreeMap<i64, Vec<SeccompRule>>;

/// Refused as if rights were missing: mounts, modules, keys, clocks, and what watches the kernel.
const REFUSED: [i64; 38] = [
    libc::SYS_acct,
    libc::SYS_add_key,
    libc::SYS_adjtimex,
    libc::SYS_bpf,
    libc::SYS_chroot,
    libc::SYS_clock_adjtime,
    libc::SYS_clock_settime,
    libc::SYS_delete_module,
    libc::SYS_fanotify_init,
    libc::SYS_finit_module,
    libc::SYS_init_module,
    libc::SYS_kexec_file_load,
    libc::SYS_kexec_load,
    libc::SYS_keyctl,
    libc::SYS_lookup_dcookie,
    libc::SYS_mount,
    libc::SYS_name_to_handle_at,
    libc::SYS_nfsservctl,
    libc::SYS_open_by_handle_at,
    libc::SYS_perf_event_open,
    libc::SYS_pivot_root,
    libc::SYS_process_madvise,
    libc::SYS_process_mrelease,
    libc::SYS_quotactl,
    libc::SYS_quotactl_fd,
    libc::SYS_reboot,
    libc::SYS_request_key,
    libc::SYS_setdomainname,
    libc::SYS_sethostname,
    libc::SYS_setns,
    libc::SYS_settimeofday,
    libc::SYS_swapoff,
    libc::SYS_swapon,
    libc::SYS_syslog,
    libc::SYS_umount2,
    libc::SYS_userfaultfd,
    libc::SYS_vhangup,
    libc::SYS_pidfd_getfd,
];

/// Answered as if the kernel did not have them, so that programs fall back to what can be judged.
const UNKNOWN: [i64; 11] = [
    // Its flags lie in memory, where a filter cannot read them; libraries fall back to `clone`.
    libc::SYS_clone3,
    libc::SYS_fsconfig,
    libc::SYS_fsmount,
    libc::SYS_fsopen,
    libc::SYS_fspick,
    // What goes through a ring is not seen by any filter.
    libc::SYS_io_uring_enter,
    libc::SYS_io_uring_register,
    libc::SYS_io_uring_setup,
    libc::SYS_mount_setattr,
    libc::SYS_move_mount,
    libc::SYS_open_tree,
];

/// Calls of the first generation of this processor.
#[cfg(target_arch = "x86_64")]
const REFUSED_HERE: [i64; 4] = [
    libc::SYS_ioperm,
    libc::SYS_iopl,
    libc::SYS_modify_ldt,
    libc::SYS_uselib,
];
#[cfg(not(target_arch = "x86_64"))]
const REFUSED_HERE: [i64; 0] = [];

/// New namespaces of any kind.
const NAMESPACES: [i32; 7] = [
    libc::CLONE_NEWUSER,
    libc::CLONE_NEWNS,
    libc::CLONE_NEWPID,
    libc::CLONE_NEWNET,
    libc::CLONE_NEWIPC,
    libc::CLONE_NEWUTS,
    libc::CLONE_NEWCGROUP,
];
/// A namespace of clocks; for `clone` the bit means something else.
const CLONE_NEWTIME: u64 = 0x80;

/// Puts characters into the input of a terminal, or reads another one.
const TERMINAL: [u64; 2] = [0x5412, 0x541C];

/// The filters of a command; all of them apply.
pub(super) fn programs(rung: Rung, network: Network) -> Result<Vec<BpfProgram>, String> {
    let refused = refused(rung, network).map_err(|error| error.to_string())?;
    let unknown = UNKNOWN.map(|call| (call, Vec::new())).into();
    Ok(vec![
        program(refused, libc::EPERM)?,
        program(unknown, libc::ENOSYS)?,
    ])
}

/// A filter as bubblewrap reads it.
pub(super) fn bytes(program: &BpfProgram) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(program.len() * 8);
    for step in program {
        bytes.extend(step.code.to_ne_bytes());
        bytes.extend([step.jt, step.jf]);
        bytes.extend(step.k.to_ne_bytes());
    }
    bytes
}

fn refused(rung: Rung, network: Network) -> Result<Rules, seccompiler::BackendError> {
    let mut rules: Rules = REFUSED.map(|call| (call, Vec::new())).into();
    rules.extend(REFUSED_HERE.map(|call| (call, Vec::new())));
    let has = |flag: u64| condition(0, SeccompCmpOp::MaskedEq(flag), flag);
    let mut clone = Vec::new();
    for flag in NAMESPACES {
        clone.push(SeccompRule::new(vec![has(u64::from(
            flag.unsigned_abs(),
        ))?])?);
    }
    let mut unshare = clone.clone();
    unshare.push(SeccompRule::new(vec![has(CLONE_NEWTIME)?])?);
    rules.insert(libc::SYS_clone, clone);
    rules.insert(libc::SYS_unshare, unshare);
    let mut terminal = Vec::new();
    for request in TERMINAL {
        terminal.push(SeccompRule::new(vec![condition(
            1,
            SeccompCmpOp::Eq,
            request,
        )?])?);
    }
    rules.insert(libc::SYS_ioctl, terminal);
    let socket = sockets(rung, network)
        .iter()
        .map(|family| condition(0, SeccompCmpOp::Ne, u64::from(family.unsigned_abs())))
        .collect::<Result<Vec<_>, _>>()?;
    let socket = if socket.is_empty() {
        Vec::new()
    } else {
        let routes = vec![
            condition(
                0,
                SeccompCmpOp::Eq,
                u64::from(libc::AF_NETLINK.unsigned_abs()),
            )?,
            condition(
                2,
                SeccompCmpOp::Ne,
                u64::from(libc::NETLINK_ROUTE.unsigned_abs()),
            )?,
        ];
        vec![SeccompRule::new(socket)?, SeccompRule::new(routes)?]
    };
    rules.insert(libc::SYS_socket, socket);
    let pair = condition(0, SeccompCmpOp::Ne, u64::from(libc::AF_UNIX.unsigned_abs()))?;
    rules.insert(libc::SYS_socketpair, vec![SeccompRule::new(vec![pair])?]);
    Ok(rules)
}

/// The families of sockets that may be made; the others reach other machines, or the kernel.
fn sockets(rung: Rung, network: Network) -> &'static [i32] {
    match (rung, network) {
        // In a network of its own nobody else hears.
        (Rung::Bubblewrap | Rung::None, _) => &[
            libc::AF_UNIX,
            libc::AF_INET,
            libc::AF_INET6,
            libc::AF_NETLINK,
        ],
        // Landlock does not see who connects to a socket in the file system.
        (Rung::Landlock, Network::On) => &[libc::AF_INET, libc::AF_INET6, libc::AF_NETLINK],
        (Rung::Landlock, Network::Off) => &[],
    }
}

fn condition(
    argument: u8,
    operator: SeccompCmpOp,
    value: u64,
) -> Result<SeccompCondition, seccompiler::BackendError> {
    SeccompCondition::new(argument, SeccompCmpArgLen::Dword, operator, value)
}

fn program(rules: Rules, errno: i32) -> Result<BpfProgram, String> {
    let target = std::env::consts::ARCH
        .try_into()
        .map_err(|error: seccompiler::BackendError| error.to_string())?;
    let filter = SeccompFilter::new(
        rules,
        SeccompAction::Allow,
        SeccompAction::Errno(errno.unsigned_abs()),
        target,
    )
    .map_err(|error| error.to_string())?;
    let program: BpfProgram = filter
        .try_into()
        .map_err(|error: seccompiler::BackendError| error.to_string())?;
    Ok(guarded(program))
}

/// Refuses the second set of numbers that this processor has for the same calls.
#[cfg(target_arch = "x86_64")]
fn guarded(program: BpfProgram) -> BpfProgram {
    let step = |code, jt, jf, k| sock_filter { code, jt, jf, k };
    let missing = u32::from(SeccompAction::Errno(libc::ENOSYS.unsigned_abs()));
    let mut guarded = vec![
        // Load the number; if it has the bit of the second set, answer that there is no such call.
        step(0x20, 0, 0, 0),
        step(0x35, 0, 1, 0x4000_0000),
        step(0x06, 0, 0, missing),
    ];
    guarded.extend(program);
    guarded
}

#[cfg(not(target_arch = "x86_64"))]
fn guarded(program: BpfProgram) -> BpfProgram {
    program
}
