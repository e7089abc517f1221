//! Chat Completions, as `OpenAI`, NVIDIA NIM, vLLM, Ollama, llama.cpp, `OpenRouter` and others
//! speak it.
//!
//! `body` writes a request, `said` turns messages into the protocol's, `chunk` is the form of an
//! event, `calls` tells pieces of tool calls apart, `protocol` understands the whole stream.

mod body;
mod calls;
mod chunk;
mod protocol;
mod provider;
mod said;

#[cfg(test)]
mod tests;

pub use provider::Chat;
