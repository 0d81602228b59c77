"""Which memory of the library can be written while it runs, and whose it is: waarborg itself must have none.

    globals.py LIBRARY        a shared library with its symbol table

What lies in .data, .bss, .tdata or .tbss keeps something from one call to the next; what lies in .data.rel.ro is made
read-only before the first call. Everything there must be on the list below, which says what it is and why it is no state
of waarborg: it holds nothing of a call. Prints at the end: N passed, N failed.
"""

import re
import subprocess
import sys

WRITABLE = {".data", ".bss", ".tdata", ".tbss"}

# By what the symbol says; the longest list is the runtime's own.
KNOWN = (
    (r"3std|10std_detect|__rust|_rust_extern|GLOBAL_PANIC|DW\.ref\.rust_eh_personality",
     "the Rust runtime: panics are counted per thread, threads have a name, arguments and environment are never read here"),
    (r"6memchr.*FN", "memchr: which of its searches this processor has, found once"),
    (r"(3aes|4sha2|6argon2|7polyval|9cpufeat).*STORAGE", "cryptography: whether this processor has the instructions, found once"),
    (r"completed\.0|__dso_handle|__TMC_END__|_DYNAMIC|_GLOBAL_OFFSET_TABLE_|__bss_start|_edata|_end|object\.0|force_to_data",
     "the C runtime: what runs when a library is loaded and unloaded"),
)


def lines(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()


def sections(library):
    """The numbers of the sections that can be written while the library runs, with their names and sizes."""
    found = {}
    for line in lines("readelf", "-SW", library):
        match = re.match(r"\s*\[\s*(\d+)\]\s+(\S+)\s+\S+\s+\S+\s+\S+\s+([0-9a-f]+)", line)
        if match and match[2] in WRITABLE:
            found[match[1]] = (match[2], int(match[3], 16))
    return found


def objects(library, writable):
    """Name, section and size of everything in those sections."""
    for line in lines("readelf", "-sW", library):
        fields = line.split()
        if len(fields) >= 8 and fields[0].rstrip(":").isdigit() and fields[6] in writable and fields[3] in ("OBJECT", "TLS"):
            yield fields[7], writable[fields[6]][0], int(fields[2], 0)


def main():
    library = sys.argv[1]
    writable = sections(library)
    found = sorted(set(objects(library, writable)))
    passed = failed = 0
    covered = dict.fromkeys(WRITABLE, 0)
    for name, section, size in found:
        covered[section] += size
        why = next((why for pattern, why in KNOWN if re.search(pattern, name)), None)
        if why is None or "waarborg" in name:
            failed += 1
            print(f"FAILED: {name}, {size} bytes in {section}: state of its own")
        else:
            passed += 1
    # What has no symbol would not be seen: nearly all of each section must be on the list.
    for section, size in writable.values():
        unlisted = size - covered[section]
        if unlisted > 64:
            failed += 1
            print(f"FAILED: {unlisted} of the {size} bytes of {section} have no symbol")
        else:
            passed += 1
    if not found:
        failed += 1
        print("FAILED: no symbols: the library was stripped")
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0 or passed == 0)


if __name__ == "__main__":
    main()
