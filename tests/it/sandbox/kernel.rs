//! Attempts through the kernel: calls, sockets, signals, terminals, more rights.

use std::net::TcpListener;
use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixListener};

use super::secrets::victim;
use super::stage::{Stage, on_every_stage, users};
use vibecober::sandbox::{Network, Rung};

/// A line of perl that makes a call and prints its error number, or `0`.
fn call(number: i64, arguments: &str) -> String {
    format!(
        "perl -e 'my @a = ({arguments}); $! = 0; syscall({number}, @a); print $! + 0, \"\\n\"'; "
    )
}

#[test]
fn calls_that_lead_out_are_refused() {
    on_every_stage(|stage, rung| {
        let user = i64::from(libc::CLONE_NEWUSER);
        let both = user | i64::from(libc::CLONE_NEWNS);
        let refused = [
            call(libc::SYS_unshare, &user.to_string()),
            call(libc::SYS_unshare, &both.to_string()),
            call(libc::SYS_clone, &format!("{user} | 17, 0, 0, 0, 0")),
            call(libc::SYS_setns, "0, 0"),
            call(libc::SYS_mount, "\"none\", \"/tmp\", \"tmpfs\", 0, 0"),
            call(libc::SYS_umount2, "\"/tmp\", 2"),
            call(libc::SYS_keyctl, "0, -3, 1, 0, 0"),
            call(libc::SYS_bpf, "0, 0, 0"),
            call(libc::SYS_perf_event_open, "0, 0, -1, -1, 0"),
            call(libc::SYS_userfaultfd, "0"),
            call(libc::SYS_kexec_load, "0, 0, 0, 0"),
            call(libc::SYS_chroot, "\"/\""),
            call(libc::SYS_init_module, "0, 0, 0"),
            call(libc::SYS_open_by_handle_at, "0, 0, 0"),
            call(libc::SYS_socket, &format!("{}, 2, 0", libc::AF_ALG)),
            call(libc::SYS_socket, &format!("{}, 1, 0", libc::AF_VSOCK)),
            call(libc::SYS_socket, &format!("{}, 3, 0", libc::AF_PACKET)),
            call(libc::SYS_ioctl, "0, 0x5412, \"x\""),
            call(libc::SYS_ioctl, "0, 0x541C, \"x\""),
            call(libc::SYS_ioctl, "0, 0x100005412, \"x\""),
        ];
        let unknown = [
            call(libc::SYS_io_uring_setup, "1, 0"),
            call(libc::SYS_clone3, "0, 0"),
            call(libc::SYS_fsopen, "\"tmpfs\", 0"),
            call(libc::SYS_open_tree, "-100, \"/\", 1"),
            // The same calls by their second numbers.
            call(0x4000_0000 | libc::SYS_mount, "0, 0, 0, 0, 0"),
            call(0x4000_0000 | 0x209, "16, 1, 0, 0"),
        ];
        let (_, output) = stage.run(rung, &(refused.concat() + &unknown.concat()));
        let errors: Vec<i32> = output.lines().map(|line| line.parse().unwrap()).collect();
        let mut expected = vec![libc::EPERM; refused.len()];
        expected.extend(vec![libc::ENOSYS; unknown.len()]);
        assert_eq!(errors, expected);
    });
}

#[test]
fn processes_outside_can_neither_be_traced_nor_signalled() {
    on_every_stage(|stage, rung| {
        let mut victim = victim(stage);
        let pid = victim.id();
        let attach = call(libc::SYS_ptrace, &format!("16, {pid}, 0, 0"));
        // With namespaces, the parent is an init inside.
        let parent = match rung {
            Rung::Landlock => call(libc::SYS_ptrace, "16, $ENV{PPID}, 0, 0"),
            Rung::Bubblewrap | Rung::None => attach.clone(),
        };
        let (ended, output) = stage.run(
            rung,
            &format!("export PPID; {attach}{parent}kill -9 {pid}; kill -STOP {pid}; kill -9 $PPID; echo lived"),
        );
        assert!(victim.try_wait().unwrap().is_none(), "it was killed");
        victim.kill().unwrap();
        victim.wait().unwrap();
        let mut lines = output.lines();
        assert_ne!(lines.next().unwrap(), "0");
        assert_ne!(lines.next().unwrap(), "0");
        assert!(output.ends_with("lived\n"), "{output}");
        assert_eq!(ended.code, Some(0));
    });
}

#[test]
fn the_network_outside_is_not_reached() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let port = listener.local_addr().unwrap().port();
    on_every_stage(|stage, rung| {
        let (ended, _) = stage.run(
            rung,
            &format!("echo x >/dev/tcp/127.0.0.1/{port} || echo x >/dev/udp/127.0.0.1/53"),
        );
        assert!(listener.accept().is_err(), "it was reached");
        if rung == Rung::Landlock {
            assert_eq!(ended.code, Some(1));
        }
        let mut profile = stage.profile(rung);
        profile.network = Network::On;
        let command = format!("echo x >/dev/tcp/127.0.0.1/{port}");
        let (ended, _) = stage.try_run(&profile, stage.spawn(&command)).unwrap();
        assert_eq!(ended.code, Some(0), "it is not reached when it may be");
        assert!(listener.accept().is_ok());
    });
}

#[test]
fn sockets_of_others_are_not_reached() {
    let name = format!("vibecober-test-{}", std::process::id());
    let address = SocketAddr::from_abstract_name(&name).unwrap();
    let listener = UnixListener::bind_addr(&address).unwrap();
    listener.set_nonblocking(true).unwrap();
    on_every_stage(|stage, rung| {
        let path = stage.folder().join("daemon.sock");
        std::fs::remove_file(&path).ok();
        let daemon = UnixListener::bind(&path).unwrap();
        daemon.set_nonblocking(true).unwrap();
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o777);
        std::fs::set_permissions(&path, mode).unwrap();
        for network in [Network::Off, Network::On] {
            let mut profile = stage.profile(rung);
            profile.network = network;
            let command = format!(
                "perl -MSocket -e 'for (\"\\0{name}\", \"{}\") {{ socket(S, AF_UNIX, SOCK_STREAM, 0);
                 connect(S, pack_sockaddr_un($_)) and print \"BAD\\n\" }}'",
                path.display()
            );
            let (_, output) = stage.try_run(&profile, stage.spawn(&command)).unwrap();
            assert!(!output.contains("BAD"), "network {network}: {output}");
            assert!(listener.accept().is_err() && daemon.accept().is_err());
        }
    });
}

#[test]
fn nothing_gains_rights() {
    on_every_stage(|stage, rung| {
        let (_, output) = stage.run(
            rung,
            "su -c id root </dev/null && echo BAD; mount -t tmpfs none /mnt && echo BAD
             cp /bin/bash src/b; chmod u+s src/b; src/b -p -c id; unshare -Ur id && echo BAD
             mknod src/d b 8 0 && echo BAD; echo 1 >/proc/sys/kernel/hostname && echo BAD
             echo x >/proc/sysrq-trigger && echo BAD
             for f in core_pattern modprobe hostname; do test -w /proc/sys/kernel/$f && cat /proc/sys/kernel/$f >/proc/sys/kernel/$f && echo BAD; done
             echo x >/sys/kernel/uevent_helper && echo BAD; rm -f src/b src/d
             grep -E '^(CapPrm|CapEff|CapAmb)' /proc/self/status | grep -v '0000000000000000'
             grep NoNewPrivs /proc/self/status",
        );
        assert!(!output.contains("BAD"), "{output}");
        assert!(!output.contains("Cap"), "{output}");
        assert!(output.ends_with("NoNewPrivs:\t1\n"), "{output}");
    });
}

#[test]
fn what_was_open_is_closed() {
    for user in users() {
        let stage = Stage::new(user);
        // Neither what we left open by mistake, nor the pipes of the launcher.
        let flags = rustix::fs::OFlags::RDONLY;
        let mode = rustix::fs::Mode::empty();
        let _open = rustix::fs::open(&stage.outside, flags, mode).unwrap();
        for rung in Rung::ALL {
            let (_, output) = stage.run(rung, "ls /proc/self/fd");
            assert_eq!(output, "0\n1\n2\n3\n", "on {rung}");
        }
    }
}

#[test]
fn there_is_no_terminal() {
    for user in users() {
        let stage = Stage::new(user);
        for rung in Rung::ALL {
            let (_, output) = stage.run(
                rung,
                "(: </dev/tty) && echo BAD; (echo x >/dev/tty) && echo BAD; read -r line && echo BAD; cat; echo end",
            );
            assert!(
                output.ends_with("end\n") && !output.contains("BAD"),
                "{output}"
            );
        }
    }
}

#[test]
fn namespaces_show_only_what_is_inside() {
    for user in users() {
        let stage = Stage::new(user);
        let (_, output) = stage.run(
            Rung::Bubblewrap,
            "ls -d /proc/[0-9]* | wc -l; ls /tmp /run /dev/shm /var/tmp | grep -v ':$' | grep . | wc -l
             grep -c : /proc/net/dev; echo x >/dev/tcp/127.0.0.1/1 2>&1 | grep -c refused; id -u",
        );
        let lines: Vec<&str> = output.lines().collect();
        assert!(lines[0].parse::<u32>().unwrap() <= 6, "{output}");
        assert_eq!(lines[2], "1", "only the loopback: {output}");
    }
}
