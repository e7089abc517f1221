//! Pictures, as an address that holds the whole of them.

/// A `data:` address.
pub(super) fn address(media_type: &str, data: &str) -> String {
    format!("data:{media_type};base64,{data}")
}
