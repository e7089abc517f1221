//! The data of the lexicon keeps what its head promises.
