//! Says what data is that is no text, by its first bytes.

/// What the first bytes mean.
const KINDS: [(&[u8], &str); 22] = [
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"BM", "a BMP image"),
    (b"\0\0\x01\0", "an icon"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1F\x8B", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xFD7zXZ\0", "xz data"),
    (b"\x28\xB5\x2F\xFD", "zstd data"),
    (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"),
    (b"\x7FELF", "an ELF program or library"),
    (b"\xCF\xFA\xED\xFE", "a Mach-O program or library"),
    (b"MZ", "a Windows program or library"),
    (b"\xCA\xFE\xBA\xBE", "a Java class or Mach-O program"),
    (b"\0asm", "a WebAssembly module"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"OggS", "Ogg audio or video"),
    (b"ID3", "MP3 audio"),
    (b"wOF2", "a web font"),
    (b"!<arch>\n", "a library archive"),
];

/// What the data is.
pub(super) fn kind(bytes: &[u8]) -> &'static str {
    if bytes.starts_with(b"RIFF") {
        return match bytes.get(8..12) {
            Some(b"WEBP") => "a WebP image",
            Some(b"WAVE") => "WAV audio",
            Some(_) | None => "RIFF data",
        };
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return "an MP4 video or the like";
    }
    if bytes.get(257..262) == Some(b"ustar") {
        return "a tar archive";
    }
    let known = KINDS.iter().find(|(begin, _)| bytes.starts_with(begin));
    known.map_or("binary data", |(_, kind)| kind)
}
