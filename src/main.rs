//! The vibecober binary: everything it does is in the library.

fn main() -> std::process::ExitCode {
    vibecober::cli::main(std::env::args_os())
}
