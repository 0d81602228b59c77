"""Reads the pages and the package of the example with parsers of others: html5lib in strict mode, json and hashlib.

Usage: against_html5lib.py FOLDER. Ends with one line: N passed, N failed.
"""

import hashlib
import json
import pathlib
import sys

import html5lib

folder = pathlib.Path(sys.argv[1])
passed = failed = 0


def check(name, good):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print("FAILED:", name)


for language in ["nl", "en"]:
    parser = html5lib.HTMLParser(strict=True)
    try:
        tree = parser.parse((folder / f"{language}.html").read_text(encoding="utf-8"))
    except html5lib.html5parser.ParseError as error:
        print(error)
        check(f"{language}.html is HTML", False)
        continue
    html = "{http://www.w3.org/1999/xhtml}"
    check(f"{language}.html is HTML", not parser.errors)
    check(f"{language}.html says its language", tree.get("lang") == language)
    ids = [node.get("id") for node in tree.iter() if node.get("id")]
    check(f"{language}.html has every id once", len(ids) == len(set(ids)) > 20)
    links = [node.get("href")[1:] for node in tree.iter(f"{html}a")]
    check(f"{language}.html links to what is there", set(links) <= set(ids))
    check(f"{language}.html has tables", len(list(tree.iter(f"{html}table"))) >= 4)

text = (folder / "package.json").read_bytes()
whole = json.loads(text)
*lines, last = text.splitlines(keepends=True)
check("the digest is that of the lines before the last", hashlib.sha256(b"".join(lines)).hexdigest() == whole["sha256"])
check("the counts are those of the records", all(len(item["records"]) == item["count"] for item in whole["packed"]))
check("the total is that of the counts", sum(item["count"] for item in whole["packed"]) == whole["totals"]["records"])
digest = hashlib.sha256(text).hexdigest()
check("the page names the digest of the file", digest in (folder / "nl.html").read_text(encoding="utf-8"))

print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
