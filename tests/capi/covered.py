"""No function of the ABI is left out of the tests of NULL. Python 3.8 or later, its standard library only.

    covered.py LIBRARY HEADER C-FILE...        from the root of the repository

Each function that returns a status has a row in the table of calls of one of the C files, {"NAME", call, POINTERS}, which is
called with NULL in one pointer after another. The table must have as many pointers as the header declares, without the last,
for the error, and without those that may be NULL, which are listed here with the words of the header that say so. Every
function, whatever it returns, is called here with zeroes and NULL in all places at once: it must come back, and with nothing.
Prints at the end: N passed, N failed.
"""

import ctypes as c
import re
import sys

# How many pointers of a function may be NULL; the header says so of each.
OPTIONAL = {
    "wb_keys_root": 1, "wb_keys_passphrase": 1, "wb_keys_controller": 1, "wb_keys_domain": 1,  # besides
    "wb_pseudonyms": 2, "wb_translate": 1, "wb_translate_sealed": 1, "wb_rekey": 1,  # refusals, one of two outputs
    "wb_field_table_properties": 1, "wb_transform": 1,  # domain, where no field needs one
    "wb_table_texts": 2, "wb_table_integers": 2, "wb_table_check": 1,  # besides and valid; population
    "wb_cases_run_one": 2, "wb_cases_run": 2,
}
# What no table can hold, since all it needs is not everywhere: NULL is compared with its status, pointer by pointer.
APART = {"wb_hpgn", "wb_field_table_check"}
SCALARS = {"int32_t": c.c_int32, "uint32_t": c.c_uint32, "int64_t": c.c_int64, "uint64_t": c.c_uint64, "size_t": c.c_size_t,
           "wb_status": c.c_int32}


def declarations(header):
    """Name, return type, parameters and documentation of every function."""
    text = re.sub(r"/\*.*?\*/", "", open(header, encoding="utf-8").read(), flags=re.S)
    text = re.sub(r"//[^\n]*", "", text)
    for match in re.finditer(r"^([a-z][\w ]*?[ *]+)(wb_\w+)\(([^;]*)\);", text, flags=re.M):
        parameters = [re.sub(r"\s+", " ", one).strip() for one in match[3].split(",")]
        yield match[2], match[1].replace("const", "").strip(), [one for one in parameters if one != "void"]


def kind(declared):
    if "*" in declared:
        return c.c_void_p
    if declared == "void":
        return None
    return SCALARS[declared.split()[0]]


def tables(paths):
    """How many pointers each function in a table has; more than one row may be of one function."""
    rows = {}
    for path in paths:
        for name, pointers in re.findall(r'\{"(wb_\w+)[^"]*", \w+, (\d+)', open(path, encoding="utf-8").read()):
            rows.setdefault(name, set()).add(int(pointers))
        for name in APART:
            apart = re.findall(name + r"\([^;&|]*?\) == WB_STATUS_NULL_ARGUMENT", open(path, encoding="utf-8").read())
            if apart:
                rows.setdefault(name, set()).add(len(apart))
    return rows


class Checks:
    def __init__(self):
        self.passed = self.failed = 0

    def holds(self, true, what):
        self.passed += bool(true)
        if not true:
            self.failed += 1
            print(f"FAILED: {what}")


def with_nothing(checks, library, status, name, returns, parameters):
    """Everything zero and NULL: a failure that says so, or nothing."""
    call = getattr(library, name)
    call.restype, call.argtypes = kind(returns), [kind(one) for one in parameters]
    got = call(*[None if kind(one) is c.c_void_p else 0 for one in parameters])
    if returns == "wb_status":
        takes = any("*" in one for one in parameters[:-1])
        checks.holds(got != 0 or not takes, f"{name} does something with nothing")
        checks.holds(got in status, f"{name} returns a status that is none: {got}")
    elif parameters:
        checks.holds(not got, f"{name} makes something of nothing: {got}")
    else:
        checks.holds(got, f"{name} tells nothing")


def main():
    library, header, *paths = sys.argv[1:]
    checks, rows = Checks(), tables(paths)
    functions = list(declarations(header))
    text = open(header, encoding="utf-8").read()
    status = {int(number) for number in re.findall(r"WB_STATUS_\w+ = (\d+)", text)}
    for name, returns, parameters in functions:
        with_nothing(checks, c.CDLL(library), status, name, returns, parameters)
        if returns != "wb_status":
            continue
        pointers = sum("*" in one for one in parameters) - 1
        expected = pointers - OPTIONAL.get(name, 0)
        checks.holds(parameters[-1].endswith("**err"), f"{name} has its error last")
        checks.holds(rows.get(name) == {expected}, f"{name}: {expected} pointers in the header, {rows.get(name)} in the tests")
    known = {name for name, _, _ in functions}
    checks.holds(set(rows) <= known, f"in a table and not in the header: {set(rows) - known}")
    checks.holds(len(functions) > 100, "too few functions were found")
    print(f"{checks.passed} passed, {checks.failed} failed")
    sys.exit(checks.failed > 0 or checks.passed == 0)


if __name__ == "__main__":
    main()
