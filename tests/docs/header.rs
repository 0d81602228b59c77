//! The headers in `include/` are what `src/capi/` declares, and compile in every dialect that is promised.
//!
//! `WAARBORG_REGENERATE=1 cargo test --features capi --test main header` writes them anew.

#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail anywhere")]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The files of the ABI, in the order in which the header tells of them, each with its heading.
const NOUNS: [(&str, &str); 31] = [
    ("version", "Which library this is"),
    ("status", "What came of a call"),
    ("error", "What went wrong"),
    ("buf", "Bytes that are given out"),
    ("words", "Words as numbers"),
    ("reason", "Reasons as numbers"),
    ("policy", "The policy: what was declared"),
    ("institution", "The institution: what all people of an institution share"),
    ("dossier", "The dossier: what happened to one person"),
    ("claims", "The claims on one person's data"),
    ("decision", "May it be used?"),
    ("due", "Until when may it be kept?"),
    ("erasure", "May it be erased, and what keeps it?"),
    ("batch", "Many at once"),
    ("rights", "What may a person ask, and what does it oblige to?"),
    ("package", "What is given to who asked"),
    ("ledger", "The ledger: what was erased stays erased"),
    ("deadline", "By when does the law ask it?"),
    ("keys", "The keys that pseudonyms are made with"),
    ("register", "The register: which keys there are"),
    ("domain", "A pseudonymisation domain: one pseudonym at a time"),
    ("pseudonyms", "Many pseudonyms at once"),
    ("aliases", "One person, two numbers"),
    ("rekey", "From an old key to a new one"),
    ("escrow", "The controller's own way back"),
    ("translate", "From one domain to another"),
    ("field_table", "How the fields of a record come out"),
    ("hpgn", "The first hash of the number service"),
    ("table", "Tables that are to be released"),
    ("anonymity", "Can someone be found in them?"),
    ("cases", "Cases, for the tests of any language"),
];

const OPENING: &str = include_str!("../capi/header.txt");

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// What the declarations of one file come to, with their documentation or without.
fn declarations(noun: &str, documented: bool) -> String {
    let mut config = cbindgen::Config::from_file(root("cbindgen.toml")).expect("cbindgen.toml");
    config.documentation = documented;
    let builder = cbindgen::Builder::new().with_config(config).with_src(root(&format!("src/capi/{noun}.rs")));
    let mut bytes = Vec::new();
    builder.generate().expect("the declarations").write(&mut bytes);
    String::from_utf8(bytes).expect("UTF-8").trim().to_owned()
}

fn parts() -> [u32; 3] {
    let parts: Vec<u32> =
        env!("CARGO_PKG_VERSION").split('.').map(|part| part.parse().expect("a number")).collect();
    parts.try_into().expect("three parts")
}

fn number() -> u32 {
    let [major, minor, patch] = parts();
    major * 1_000_000 + minor * 1_000 + patch
}

/// A function as its documentation marks it: its name, the version it is in since, and whether it is stable.
fn marked(block: &str) -> Option<(&str, &str, &str)> {
    let (_, mark) = block.split_once("// @since ")?;
    let (mark, declared) = mark.split_once('\n')?;
    let (since, promise) = mark.split_once(", ")?;
    let (before, _) = declared.split_once('(')?;
    let name = before.rsplit([' ', '*']).next()?;
    assert!(["stable", "experimental"].contains(&promise) && since == "0.1", "{name}: {mark}");
    Some((name, since, promise))
}

/// The table of the functions in the order of the header.
fn promises() -> String {
    let mut table = String::new();
    for (noun, _) in NOUNS {
        for (name, since, promise) in declarations(noun, true).split("\n\n").filter_map(marked) {
            writeln!(table, " *     {name:<30}{since:<6}{promise}").expect("a row");
        }
    }
    table
}

/// The declarations of one file, with what is experimental behind its switch.
fn guarded(noun: &str) -> String {
    let declared = declarations(noun, true);
    let block = |block: &str| match marked(block) {
        Some((.., "experimental")) => format!("#ifdef WB_EXPERIMENTAL\n{block}\n#endif"),
        _ => block.to_owned(),
    };
    declared.split("\n\n").map(block).collect::<Vec<_>>().join("\n\n")
}

/// The header for C and C++.
fn header() -> String {
    let [major, minor, patch] = parts();
    let (text, number) = (env!("CARGO_PKG_VERSION"), number());
    let mut chapters = String::new();
    for (noun, heading) in NOUNS {
        write!(chapters, "/* --- {heading} --- */\n\n{}\n\n", guarded(noun)).expect("a chapter");
    }
    let mut header = OPENING.replace("{promises}\n", &promises());
    write!(
        header,
        r#"
#ifndef WAARBORG_H
#define WAARBORG_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {{
#endif

/* The version of the library that this header belongs to; see wb_version_string and wb_version_number. */
#define WB_VERSION_MAJOR {major}
#define WB_VERSION_MINOR {minor}
#define WB_VERSION_PATCH {patch}
#define WB_VERSION_NUMBER {number}
#define WB_VERSION_STRING "{text}"

{chapters}#ifdef __cplusplus
}}
#endif

#endif
"#
    )
    .expect("writing to a text");
    header
}

/// The header for readers that know no preprocessor: the same declarations, and every constant an enumerator.
fn bare() -> String {
    let mut lines = vec![
        "/* Made from the same declarations as waarborg.h, without a line for the preprocessor; what is experimental is \
         among them. */"
            .to_owned(),
        String::new(),
        format!("enum {{ WB_VERSION_NUMBER = {} }};", number()),
    ];
    for (noun, _) in NOUNS {
        lines.push(String::new());
        for line in declarations(noun, false).lines() {
            lines.push(match line.strip_prefix("#define ").and_then(|constant| constant.split_once(' ')) {
                Some((name, value)) => format!("enum {{ {name} = {value} }};"),
                None => line.to_owned(),
            });
        }
    }
    lines.dedup_by(|a, b| a.is_empty() && b.is_empty());
    lines.join("\n") + "\n"
}

/// The bare header as FFI::load of PHP reads it: two lines in front, which no other reader of it would take.
fn php() -> String {
    format!("#define FFI_SCOPE \"waarborg\"\n#define FFI_LIB \"libwaarborg.so\"\n{}", bare())
}

fn is_current(path: &str, made: &str) {
    let path = root(path);
    if std::env::var_os("WAARBORG_REGENERATE").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder of a header");
        fs::write(&path, made).expect("writing a header");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    let differs = kept.lines().zip(made.lines()).position(|(kept, made)| kept != made);
    assert!(kept == made, "{} differs from line {:?} on; see tests/docs/header.rs", path.display(), differs);
}

#[test]
fn the_headers_are_what_is_declared() {
    is_current("include/waarborg.h", &header());
    is_current("include/waarborg_ffi.h", &bare());
    is_current("bindings/php/src/waarborg_ffi.h", &php());
}

#[test]
fn the_bare_header_has_no_line_for_the_preprocessor() {
    assert!(bare().lines().all(|line| !line.trim_start().starts_with('#')));
    assert!(bare().contains("enum { WB_ABI_VERSION = 1 };"));
}

#[test]
fn every_function_says_since_when_and_what_is_promised() {
    let table = promises();
    let declared: Vec<String> = NOUNS
        .iter()
        .flat_map(|(noun, _)| fs::read_to_string(root(&format!("src/capi/{noun}.rs"))))
        .flat_map(|source| source.split("extern \"C\" fn ").skip(1).map(str::to_owned).collect::<Vec<_>>())
        .filter_map(|rest| rest.split_once('(').map(|(name, _)| name.to_owned()))
        .collect();
    assert!(declared.len() > 40);
    for name in &declared {
        let rows = table.lines().filter(|row| row.split_whitespace().nth(1) == Some(name)).count();
        assert_eq!(rows, 1, "{name}");
    }
    assert_eq!(table.lines().count(), declared.len());
}

/// Nothing unwinds into a host: every export is one use of the macro that catches, and of nothing else.
#[test]
fn every_export_goes_through_the_one_macro() {
    for (noun, _) in NOUNS {
        let source = fs::read_to_string(root(&format!("src/capi/{noun}.rs"))).expect("a file of the ABI");
        let mut exports = source.split("#[unsafe(no_mangle)]\n");
        exports.next();
        for export in exports {
            let name = export.lines().next().expect("a function");
            let (_, body) = export.split_once(" {\n").expect("a body");
            let body = body.lines().find(|line| !line.trim_start().starts_with("//"));
            let starts = body
                .map(str::trim_start)
                .is_some_and(|line| line.starts_with("export!(") || line.starts_with("const NUMBER"));
            assert!(starts && export.matches("export!(").count() == 1, "{noun}: {name}");
        }
    }
}

/// Compiles a program, warnings being errors.
fn compiles(language: &str, standard: &str, name: &str, program: &str) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let source = folder.join(format!("{name}-{standard}.{language}"));
    fs::write(&source, program).expect("writing a program");
    let done = Command::new("cc")
        .args(["-x", language, &format!("-std={standard}"), "-Wall", "-Wextra", "-Wpedantic", "-Werror"])
        .args(["-Wconversion", "-Wshadow", "-Wundef"])
        .args(["-fsyntax-only", "-I"])
        .arg(root("include"))
        .arg(&source)
        .output()
        .expect("the command cc (Debian packages gcc and g++)");
    assert!(done.status.success(), "{standard}: {}", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn the_headers_compile_as_c99_c11_and_cpp17_and_can_be_included_twice() {
    let main = "int main(void) { return wb_abi_version() == WB_ABI_VERSION; }\n";
    let twice = format!("#include \"waarborg.h\"\n#include \"waarborg.h\"\n{main}");
    let experimental = format!("#define WB_EXPERIMENTAL\n{twice}");
    // Without a C header in front: what it needs, it includes.
    let alone = format!("#define WB_EXPERIMENTAL\n#include \"waarborg.h\"\nwb_package *none(void);\n{main}");
    let of = |path: &str| format!("#include <stddef.h>\n#include <stdint.h>\n#include \"{path}\"\n{main}");
    for (language, standard) in [("c", "c99"), ("c", "c11"), ("c++", "c++17")] {
        compiles(language, standard, "twice", &twice);
        compiles(language, standard, "experimental", &experimental);
        compiles(language, standard, "alone", &alone);
        // For C only: their readers are no compilers, and C++ would give their functions other names.
        if language == "c" {
            compiles(language, standard, "bare", &of("waarborg_ffi.h"));
            compiles(language, standard, "php", &of("../bindings/php/src/waarborg_ffi.h"));
        }
    }
}

/// The functions that a program sees which includes the header with this flag.
fn seen(flag: &str) -> BTreeSet<String> {
    let source = Path::new(env!("CARGO_TARGET_TMPDIR")).join("seen.c");
    fs::write(&source, "#include \"waarborg.h\"\n").expect("writing a program");
    let read = Command::new("cc").args(["-E", "-P", flag, "-I"]).arg(root("include")).arg(&source).output();
    let text = String::from_utf8(read.expect("the command cc (Debian package gcc)").stdout).expect("UTF-8");
    let calls = text.split('(').filter_map(|before| before.rsplit([' ', '*', '\n']).next());
    calls.filter(|name| name.starts_with("wb_")).map(str::to_owned).collect()
}

#[test]
fn what_is_experimental_is_declared_where_it_is_asked_for() {
    let table = promises();
    let rows = table.lines().filter_map(|row| row.trim_start_matches(" *").split_once("0.1"));
    let of = |promise: &str| -> BTreeSet<String> {
        let rows = rows.clone().filter(|(_, of)| of.trim().contains(promise));
        rows.map(|(name, _)| name.trim().to_owned()).collect()
    };
    assert!(of("stable").len() > 30);
    assert_eq!(seen("-UWB_EXPERIMENTAL"), of("stable"));
    assert_eq!(seen("-DWB_EXPERIMENTAL"), of(""));
}
