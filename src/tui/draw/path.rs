//! Writes a long path in less room: its begin and its end say most.

use std::borrow::Cow;

use super::text::width;

/// `path` in at most `columns` where that is possible: folders in its middle give way to `…`, its
/// first folder and its name stay. What is no path stays as it is.
pub fn path_shortened(path: &str, columns: u16) -> Cow<'_, str> {
    if width(path) <= columns {
        return Cow::Borrowed(path);
    }
    let parts: Vec<&str> = path.split('/').collect();
    let [begin @ .., _] = parts.as_slice() else {
        return Cow::Borrowed(path);
    };
    // `/home/…`, `~/…` and `src/…` say where to begin.
    let kept = if begin.first().is_some_and(|first| first.is_empty()) {
        2
    } else {
        1
    };
    if parts.len() < kept + 3 {
        return Cow::Borrowed(path);
    }
    let head = parts[..kept].join("/");
    let mut from = parts.len() - 1;
    let written = |from: usize| format!("{head}/…/{}", parts[from..].join("/"));
    while from > kept + 1 && width(&written(from - 1)) <= columns {
        from -= 1;
    }
    Cow::Owned(written(from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_a_long_path_gives_way() {
        for (path, columns, shown) in [
            ("~/a/b.yaml", 24, "~/a/b.yaml"),
            (
                "~/projects/web/shop/src/app/main.py:3:",
                24,
                "~/…/src/app/main.py:3:",
            ),
            ("/home/ada/projects/shop/README.md", 20, "/home/…/README.md"),
            ("/home/ada/projects/shop/README.md", 5, "/home/…/README.md"),
            (
                "/averylongname/anotherlongname",
                10,
                "/averylongname/anotherlongname",
            ),
            (
                "one-very-long-word-that-is-no-path",
                10,
                "one-very-long-word-that-is-no-path",
            ),
        ] {
            assert_eq!(path_shortened(path, columns), shown, "{path} {columns}");
        }
    }
}
