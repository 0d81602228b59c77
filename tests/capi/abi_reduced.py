"""What a caller can see of a library, from all that abidw tells of it: the functions that are exported, and the types that
can be reached from them. Everything else in the debug information of a Rust library (its own types, its crates, their paths
and the names of its parts) is left out, so that a baseline is small and changes only with the ABI.

    abi_reduced.py ABIDW-XML        writes the reduced document to standard output
    abi_reduced.py --spoil BASELINE FOLDER        writes documents that differ from it, to see that abidiff sees them
"""

import pathlib
import sys
import xml.etree.ElementTree as xml

# What makes a type; its declared name, layout and parts, and nothing of where it stands.
DROPPED = {"mangled-name", "filepath", "line", "column", "def-of-decl-id", "naming-typedef-id"}


def exported(root):
    """The functions with a symbol of ours, by name."""
    found = {}
    for function in root.iter("function-decl"):
        if function.get("elf-symbol-id", "").startswith("wb_"):
            found[function.get("name")] = function
    return found


def plain(element):
    """Without members that are functions, and without what says where it stands."""
    for child in list(element):
        if child.tag in ("member-function", "member-type", "member-template"):
            element.remove(child)
        else:
            plain(child)
    for name in DROPPED & set(element.attrib):
        del element.attrib[name]


def applicability(element, types, found):
    """Adds the types that an element names, and those that they name."""
    for part in element.iter():
        id = part.get("type-id")
        if id in types and id not in found:
            plain(types[id])
            found[id] = types[id]
            applicability(types[id], types, found)


def reduced(root):
    types = {element.get("id"): element for element in root.iter() if element.get("id")}
    functions, found = exported(root), {}
    for function in functions.values():
        applicability(function, types, found)
    # The name of a function is its symbol, so nothing is lost with it.
    out = xml.Element("abi-corpus", {"version": "2.1"})
    symbols = xml.SubElement(out, "elf-function-symbols")
    for name in sorted(functions):
        xml.SubElement(symbols, "elf-symbol", {
            "name": name, "type": "func-type", "binding": "global-binding", "visibility": "default-visibility",
            "is-defined": "yes"})
    unit = xml.SubElement(out, "abi-instr", {"address-size": "64", "path": "waarborg", "language": "LANG_C99"})
    for _, element in sorted(found.items(), key=lambda one: (one[1].tag, one[1].get("name", ""), one[0])):
        unit.append(element)
    for name in sorted(functions):
        unit.append(functions[name])
    return out


def written(root):
    xml.indent(root, space=" ")
    return xml.tostring(root, encoding="unicode") + "\n"


def named(root, tag, name):
    return next(element for element in root.iter(tag) if element.get("name") == name)


def spoil(baseline, folder):
    """A parameter less, a field less, another type, a function less."""
    text = pathlib.Path(baseline).read_text(encoding="utf-8")

    def write(name, change):
        root = xml.fromstring(text)
        change(root)
        (pathlib.Path(folder) / f"{name}.xml").write_text(written(root), encoding="utf-8")

    def no_parameter(root):
        decide = named(root, "function-decl", "wb_decide")
        decide.remove(decide.find("parameter[@name='relations']"))

    def no_field(root):
        decision = named(root, "class-decl", "wb_decision")
        decision.remove(decision[-1])
        decision.set("size-in-bits", str(int(decision.get("size-in-bits")) - 32))

    def other_type(root):
        due = named(root, "function-decl", "wb_due")
        due.find("parameter[@name='category']").set("type-id", due.find("return").get("type-id"))

    def no_function(root):
        unit, symbols = root.find("abi-instr"), root.find("elf-function-symbols")
        unit.remove(named(root, "function-decl", "wb_explain"))
        symbols.remove(named(root, "elf-symbol", "wb_explain"))

    for name, change in (("no-parameter", no_parameter), ("no-field", no_field), ("other-type", other_type),
                         ("no-function", no_function)):
        write(name, change)


def main():
    if sys.argv[1] == "--spoil":
        spoil(*sys.argv[2:])
    else:
        sys.stdout.write(written(reduced(xml.parse(sys.argv[1]).getroot())))


if __name__ == "__main__":
    main()
