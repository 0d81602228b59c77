//! Every link of every Markdown page leads to a file that exists, to a heading that the page has, or to an item that the
//! source file declares. Addresses on the web are not followed.

use std::collections::BTreeMap;
use std::fs::{read_dir, read_to_string};
use std::path::{Path, PathBuf};

/// The Markdown pages in a folder and the folders below it, without what is built.
fn pages(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
        if path.is_dir() && name != "target" && !name.starts_with('.') {
            pages(&path, found);
        } else if name.ends_with(".md") {
            found.push(path);
        }
    }
}

/// The lines of a page outside of blocks of code, each with its number.
fn prose(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut code = false;
    text.lines().enumerate().filter_map(move |(number, line)| {
        let fence = line.trim_start().starts_with("```");
        code ^= fence;
        (!code && !fence).then_some((number + 1, line))
    })
}

/// The anchor that GitHub gives a heading, without the number of a second one.
fn slug(heading: &str) -> String {
    let kept = heading.trim().chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// The anchors of a page. A heading that occurs again has a number after it.
fn anchors(text: &str) -> Vec<String> {
    let mut seen = BTreeMap::<String, usize>::new();
    let headings = prose(text).filter_map(|(_, line)| {
        let heading = line.trim_start_matches('#');
        (heading != line && heading.starts_with(' ')).then_some(heading)
    });
    headings
        .map(|heading| {
            let anchor = slug(heading);
            let before = seen.entry(anchor.clone()).or_default();
            *before += 1;
            if *before == 1 { anchor } else { format!("{anchor}-{}", *before - 1) }
        })
        .collect()
}

/// A link: the line where it stands, where it leads, and the item of a definition such as ``[`policy::Term`]: …``.
struct Link<'t> {
    line: usize,
    target: &'t str,
    item: Option<&'t str>,
}

fn links(text: &str) -> Vec<Link<'_>> {
    let mut found = Vec::new();
    for (line, prose) in prose(text) {
        let inline = prose.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next());
        found.extend(inline.map(|target| Link { line, target, item: None }));
        let definition = prose.strip_prefix('[').and_then(|rest| rest.split_once("]: "));
        if let Some((name, target)) = definition {
            let item = name.strip_prefix('`').and_then(|name| name.strip_suffix('`'));
            found.push(Link { line, target, item: item.and_then(|item| item.rsplit("::").next()) });
        }
    }
    found
}

/// Whether a source file declares an item of this name.
fn text_at(source: &str, item: &str) -> bool {
    const KINDS: [&str; 7] = ["fn ", "struct ", "enum ", "trait ", "type ", "const ", "mod "];
    KINDS.iter().any(|kind| {
        source.match_indices(&format!("{kind}{item}")).any(|(at, declared)| {
            let after = source[at + declared.len()..].chars().next();
            after.is_none_or(|c| !c.is_alphanumeric() && c != '_')
        })
    })
}

/// Why a link of a page leads nowhere.
fn broken(page: &Path, text: &str, link: &Link<'_>) -> Option<String> {
    let (file, anchor) = link.target.split_once('#').map_or((link.target, None), |(f, a)| (f, Some(a)));
    let path = page.parent().expect("a folder").join(file);
    if !file.is_empty() && !path.exists() {
        return Some("no such file".to_owned());
    }
    let other = if file.is_empty() { text.to_owned() } else { read_to_string(&path).unwrap_or_default() };
    let missing = anchor.filter(|anchor| !anchors(&other).iter().any(|known| known == anchor));
    if let Some(anchor) = missing {
        return Some(format!("no heading #{anchor}"));
    }
    let item = link.item.filter(|item| !text_at(&other, item))?;
    Some(format!("declares no `{item}`"))
}

#[test]
fn every_link_leads_to_a_file_a_heading_or_an_item() {
    let mut found = Vec::new();
    pages(Path::new("."), &mut found);
    let (mut checked, mut wrong) = (0, Vec::new());
    for page in found {
        let text = read_to_string(&page).expect("a page");
        let links = links(&text);
        let here = links.iter().filter(|link| !link.target.starts_with("http"));
        for link in here.filter(|link| !link.target.starts_with("mailto:")) {
            checked += 1;
            if let Some(why) = broken(&page, &text, link) {
                wrong.push(format!("{}:{}: {}: {why}", page.display(), link.line, link.target));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(checked > 100, "only {checked} links were found");
}

/// The check finds each kind of link that leads nowhere, and none in code.
#[test]
fn a_link_that_leads_nowhere_is_found() {
    let text = "# A page\n## The same\n## The same\n\
        [a](gone.md) [b](README.md) [c](#a-page) [d](#b-page) [e](#the-same-1) [f](INSTALL.md#nothing-of-it)\n\
        ```\n[g](gone.md)\n```\n\
        [`policy::Policy`]: src/policy/mod.rs\n[`policy::Polity`]: src/policy/mod.rs\n[`Poli`]: src/policy/mod.rs\n";
    let page = Path::new("./page.md");
    let links = links(text);
    let wrong = links.iter().filter_map(|link| broken(page, text, link)).collect::<Vec<_>>();
    let expected = [
        "no such file",
        "no heading #b-page",
        "no heading #nothing-of-it",
        "declares no `Polity`",
        "declares no `Poli`",
    ];
    assert_eq!(wrong, expected);
}
