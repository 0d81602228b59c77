"""Compares the anonymity checks with pycanon on generated tables.

    python against_pycanon.py target/release/examples/anonymity

Where the two differ, the difference is explained here, counted, and itself checked; any other fails. Nothing is compared
with recursive (c, l)-diversity but l: pycanon sorts the counts the other way round and rounds c down.
"""

import json
import math
import random
import subprocess
import sys
import warnings
from collections import Counter

import numpy as np
import pandas as pd
from pycanon import anonymity

TABLES = 200
NEAR = 1e-9

# What is not the same, and why.
FLOORED = "pycanon rounds entropy l down after computing exp(ln l), and so a whole number may become the one below"
ONE_VALUE = "pycanon divides by m - 1 for numbers, which is 0 if there is one value; the distance is 0"
DROPPED = "pandas leaves out rows whose only quasi-identifier is missing, so pycanon never sees them; here they are a class"
BOUNDED = "pycanon's enhanced beta is min(largest gain, largest -ln p), whatever the value; here each gain has its own bound"


def table(chance):
    """Quasi-identifiers of texts and sensitive columns of texts or numbers; frequent and rare values."""
    rows = chance.choice((1, 2, 3, 5, 8, 20, 60, 150))

    def values(number, is_number):
        count = chance.randint(1, number)
        weights = [chance.choice((1, 1, 1, 5, 20)) for _ in range(count)]
        picked = chance.choices(range(count), weights=weights, k=rows)
        return [value * 3 - 4 for value in picked] if is_number else [f"v{value}é" for value in picked]

    quasi = {f"q{at}": values(4, False) for at in range(chance.randint(1, 3))}
    sensitive = {f"s{at}": values(6, chance.random() < 0.5) for at in range(chance.randint(1, 3))}
    return quasi, sensitive


def column(name, values):
    kind = "integers" if all(isinstance(value, int) for value in values) else "texts"
    return {"name": name, kind: values}


class Library:
    def __init__(self, binary):
        self.child = subprocess.Popen(
            [binary], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def ask(self, question):
        print(json.dumps(question), file=self.child.stdin, flush=True)
        answer = self.child.stdout.readline()
        if not answer:
            sys.exit("the program ended early")
        return json.loads(answer)

    def measure(self, quasi, sensitive, several=None, person=None, **policies):
        """What the library measures; a column of no known role has to be left out of the table."""
        addressee = {} if person is None else {"who": person}
        columns = [column(name, values) for name, values in {**quasi, **sensitive, **addressee}.items()]
        persons = {"rows-are-persons": True} if person is None else {"person": "who"}
        requirements = {
            "waarborg-anonymity": 1, "k": 2, **persons, "quasi-identifiers": list(quasi),
            "sensitive": [{"column": name} for name in sensitive], "insensitive": [], **policies,
        }
        if several:
            requirements["several"] = several
        return self.ask({"columns": columns, "requirements": requirements})


class Comparison:
    def __init__(self):
        self.compared, self.explained, self.differ = Counter(), Counter(), []

    def equal(self, what, found, expected, context):
        self.compared[what] += 1
        is_near = found is not None and math.isclose(found, expected, rel_tol=NEAR, abs_tol=NEAR)
        if not is_near:
            self.differ.append(f"{what}: {found}, pycanon {expected}: {context}")

    def explain(self, what, why, holds, context):
        """A known difference, if it is exactly the one that is known."""
        self.compared[what] += 1
        if holds:
            self.explained[why] += 1
        else:
            self.differ.append(f"{what}: not explained by: {why}: {context}")


def compare_entropy(comparison, found, expected, context):
    if abs(found - round(found)) < NEAR and expected == round(found) - 1:
        comparison.explain("entropy l", FLOORED, True, context)
    else:
        comparison.equal("entropy l", math.floor(found + NEAR), expected, context)


def compare_t(comparison, data, quasi, sensitive, several, found, context):
    try:
        expected = anonymity.t_closeness(data, quasi, sensitive, gen=several == "generalised")
    except ZeroDivisionError:
        constant = [of["t-ordered"] for of in found if pd.api.types.is_numeric_dtype(data[of["column"]])
                    and data[of["column"]].nunique() == 1]
        return comparison.explain("t", ONE_VALUE, constant and set(constant) == {0.0}, context)
    by_kind = [
        of["t-ordered"] if pd.api.types.is_numeric_dtype(data[of["column"]]) else of["t-equal"] for of in found
    ]
    comparison.equal("t", max(by_kind), expected, context)


def compare_enhanced(comparison, data, quasi, sensitive, several, found, context):
    expected = anonymity.enhanced_beta_likeness(data, quasi, sensitive, gen=several == "generalised")
    shares = {name: data[name].value_counts(normalize=True) for name in sensitive}
    theirs = max(min(of["beta"], -math.log(shares[of["column"]].min())) for of in found)
    comparison.equal("enhanced beta, as pycanon has it", theirs, expected, context)
    for of in found:
        if of["enhanced-beta"] is not None:
            # Every gain is within its own bound, so the smallest beta that holds is the largest gain.
            comparison.equal("enhanced beta", of["enhanced-beta"], of["beta"], context)
        else:
            # Some gain is larger than -ln p of its value. Seen from here, at least the rarest could be.
            data_gain = max(
                data.loc[rows, of["column"]].value_counts(normalize=True).div(shares[of["column"]]).sub(1)
                .add(np.log(shares[of["column"]])).max()
                for rows in classes(data, quasi, sensitive, of["column"], several)
            )
            comparison.explain("enhanced beta", BOUNDED, data_gain > 0, context)


def classes(data, quasi, sensitive, name, several):
    others = [] if several == "generalised" else [other for other in sensitive if other != name]
    return data.groupby(quasi + others).groups.values()


def compare(comparison, library, number):
    quasi, sensitive = table(random.Random(number))
    data = pd.DataFrame({**quasi, **sensitive})
    names, of_sensitive = list(quasi), list(sensitive)
    for several in ("generalised", "others-are-quasi"):
        context = f"table {number}, {several}"
        generalised = several == "generalised"
        measures = library.measure(quasi, sensitive, several)
        found = measures["sensitive"]

        def worst(name, of=max):
            return of(each[name] for each in found)

        comparison.equal("k", measures["k"], anonymity.k_anonymity(data, names), context)
        alpha, k = anonymity.alpha_k_anonymity(data, names, of_sensitive, gen=generalised)
        comparison.equal("alpha", worst("alpha"), alpha, context)
        comparison.equal("k with alpha", measures["k"], k, context)
        distinct = anonymity.l_diversity(data, names, of_sensitive, gen=generalised)
        comparison.equal("distinct l", worst("distinct-l", min), distinct, context)
        entropy = anonymity.entropy_l_diversity(data, names, of_sensitive, gen=generalised)
        compare_entropy(comparison, worst("entropy-l", min), entropy, context)
        if generalised:
            _, recursive_l = anonymity.recursive_c_l_diversity(data, names, of_sensitive)
            comparison.equal("l of recursive (c, l)", worst("distinct-l", min), recursive_l, context)
        beta = anonymity.basic_beta_likeness(data, names, of_sensitive, gen=generalised)
        comparison.equal("beta", worst("beta"), beta, context)
        compare_enhanced(comparison, data, names, of_sensitive, several, found, context)
        delta = anonymity.delta_disclosure(data, names, of_sensitive, gen=generalised)
        comparison.equal("delta", worst("delta"), delta, context)
        compare_t(comparison, data, names, of_sensitive, several, found, context)


def compare_persons(comparison, library, number):
    """Persons with several rows. pycanon counts rows, so it is given each person once: for each class, or for each class and
    value. What it cannot say, since it takes a row for a person, pandas counts by number of different persons."""
    chance = random.Random(number)
    quasi, sensitive = table(chance)
    rows = len(next(iter(quasi.values())))
    who = [f"p{chance.randrange(max(1, rows // chance.choice((1, 2, 5))))}" for _ in range(rows)]
    data = pd.DataFrame({**quasi, **sensitive, "who": who})
    names, context = list(quasi), f"persons {number}"
    found = library.measure(quasi, sensitive, "generalised", who)
    once = data.drop_duplicates([*names, "who"], ignore_index=True)
    comparison.equal("k, in persons", found["k"], anonymity.k_anonymity(once, names), context)
    sizes = data.groupby(names)["who"].nunique()
    comparison.equal("persons", found["persons"], data["who"].nunique(), context)
    comparison.equal("classes of one person", found["unique"], (sizes == 1).sum(), context)
    for of in found["sensitive"]:
        name = of["column"]
        pairs = data.drop_duplicates([*names, name, "who"], ignore_index=True)
        having = pairs.groupby([*names, name]).size()
        shares = having / having.index.droplevel(-1).map(sizes).to_numpy()
        comparison.equal("alpha, in persons", of["alpha"], shares.max(), context)
        total = data.groupby(name)["who"].nunique() / data["who"].nunique()
        gain = (shares / shares.index.get_level_values(-1).map(total).to_numpy() - 1).max()
        comparison.equal("beta, in persons", of["beta"], max(gain, 0.0), context)
        if shares.max() < 1.0:
            # Nobody's value is certain, so diversity is that of the pairs.
            distinct = anonymity.l_diversity(pairs, names, [name])
            comparison.equal("distinct l, in persons", of["distinct-l"], distinct, context)
            compare_entropy(comparison, of["entropy-l"], anonymity.entropy_l_diversity(pairs, names, [name]), context)
        else:
            comparison.equal("distinct l, if a value is certain", of["distinct-l"], 1, context)
            comparison.equal("entropy l, if a value is certain", of["entropy-l"], 1.0, context)


def compare_missing(comparison, library, number):
    """Missing quasi-identifiers: to pandas a category of their own if there are several columns, and nothing if one."""
    chance = random.Random(number)
    quasi, _ = table(chance)
    quasi = {name: [None if chance.random() < 0.1 else value for value in values] for name, values in quasi.items()}
    whole = [not any(value is None for value in row) for row in zip(*quasi.values())]
    if not any(whole):
        return
    context = f"missing {number}"
    expected = anonymity.k_anonymity(pd.DataFrame(quasi), list(quasi))
    found = library.measure(quasi, {}, missing="own-category", suppressed="published")["k"]
    if len(quasi) == 1:
        complete = {name: [value for value in values if value is not None] for name, values in quasi.items()}
        comparison.equal("k without missing values", library.measure(complete, {})["k"], expected, context)
        if found != expected:
            comparison.explain("k with missing values", DROPPED, found == min(expected, whole.count(False)), context)
    else:
        comparison.equal("k with missing values", found, expected, context)


def main(binary):
    # The logarithm of a share that is 1 is 0, and numpy says so each time.
    warnings.simplefilter("ignore")
    library, comparison = Library(binary), Comparison()
    for number in range(TABLES):
        compare(comparison, library, number)
        compare_persons(comparison, library, number)
        compare_missing(comparison, library, number)
    for what, count in sorted(comparison.compared.items()):
        print(f"  {what}: {count}")
    for why, count in sorted(comparison.explained.items()):
        print(f"  differs {count} times: {why}")
    # A difference that no table shows is one that may be gone.
    unseen = {FLOORED, ONE_VALUE, DROPPED, BOUNDED} - set(comparison.explained)
    for why in sorted(unseen):
        print(f"never seen: {why}")
    print("\n".join(comparison.differ[:10]), end="\n" if comparison.differ else "")
    total = comparison.compared.total()
    print(f"pycanon: {total} compared, {comparison.explained.total()} explained, {len(comparison.differ)} differ")
    sys.exit(1 if comparison.differ or unseen else 0)


if __name__ == "__main__":
    main(sys.argv[1])
