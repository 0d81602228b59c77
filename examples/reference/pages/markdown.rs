//! How a page is put together.

/// The longest line of a paragraph.
const WIDTH: usize = 120;

/// The two sentences that a page begins with: what it is, and how it is made.
pub fn opening(title: &str, what: &str, from: &str) -> String {
    format!(
        "# {title}\n\n{what} This page is written by `cargo run --example reference`, from {from}: change that, \
         and not this page.\n\n\
         See also: [fields of a policy](POLICY.md), [kinds of entry](ENTRIES.md), [reasons](REASONS.md), \
         [terms](TERMS.md), [cases](CASES.md).\n"
    )
}

/// A page with its paragraphs in lines of a readable length. Code, tables and items of lists stay one line each.
pub fn wrapped(page: &str) -> String {
    let (mut wrapped, mut in_code) = (String::new(), false);
    for line in page.lines() {
        in_code ^= line.starts_with("```");
        if in_code || line.trim_start().starts_with(['|', '-', '#', '`']) {
            wrapped.push_str(line);
        } else {
            let mut length = 0;
            for word in line.split_whitespace() {
                let longer = length + 1 + word.chars().count();
                let (space, longer) = match length {
                    0 => ("", longer - 1),
                    _ if longer > WIDTH => ("\n", longer - length - 1),
                    _ => (" ", longer),
                };
                wrapped.push_str(space);
                wrapped.push_str(word);
                length = longer;
            }
        }
        wrapped.push('\n');
    }
    wrapped
}

/// A table; a cell may hold any text.
pub fn table<const N: usize>(head: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> String {
    let line =
        |cells: [String; N]| format!("| {} |\n", cells.map(|cell| cell.replace('|', "\\|")).join(" | "));
    let mut table = line(head.map(str::to_owned));
    table.push_str(&format!("|{}\n", "---|".repeat(N)));
    table.extend(rows.into_iter().map(line));
    table
}

/// The anchor that a heading gets: in lower case, with hyphens for spaces, without other signs.
pub fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}

/// A link to a heading of the same page.
pub fn link(text: &str, heading: &str) -> String {
    format!("[{text}](#{})", anchor(heading))
}

/// Words in code, with commas.
pub fn code<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    words.into_iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
