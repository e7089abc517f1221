//! Each fault that a check must find, made on purpose.
