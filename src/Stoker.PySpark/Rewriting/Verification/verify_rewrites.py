"""Runs old and new forms of UDFs side by side on real Spark.

Reads a JSON request from the file named first, writes one JSON line a case to the file named second. It runs the functions of the request.
All cases run in one Spark application; cases of the same argument types share their rows.
"""

import datetime
import json
import math
import random
import re
import struct
import sys

from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types as T

BLANKS = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
TEXTS = (
    [None, "", " ", "  ", "a", "A", "abc", "ABC", "aBc", "Hello World", " hello ", "hello  world", "foo-bar", "o'neil", "x,y,z", ",", ",,", "a,b", "a b c", "1", "0", "-1", "+5", "-0",
     "007", "12", "123", "12345", "1_000", "1__0", "_1", "1_", "3.14", "1.", ".5", "1e5", "1E-3", "1e400", "nan", "NaN", "inf", "-inf", "Infinity", "0x1F", "1d", "1f", "0b1", "1,000", "$1", "$1.50", "%", "_",
     "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "2147483647", "2147483648", "99999999999999999999999999999999999999", "1" + "0" * 40, "0" * 45 + "7",
     "abc\n", "\nabc", "a\r\nb", "a\nb", "a\tb", "\\", "\\n", "a\\b", "'", "\"", "`", "[]", "(a)", "{a}", "a.b", "a.b.c", "*", "+", "?", "^a$", "a|b", "a&b", "<p>x</p>", "#tag",
     "2024-01-02", "2024-2-9", "2024-02-30", "2023-02-29", "2024-02-29", "20240229", "0000-01-01", "0001-01-01", "9999-12-31", "2024-13-01", "2024-00-10", "2024-01-00", "2024/01/02", "01/02/2024", "31/12/1999", "2024-01- 5",
     "user@example.com", "USER@EXAMPLE.COM", "a@b", "@", "a@@b", "555-123-4567", "(555) 123-4567", "5551234567", "+1 555 123 4567", "http://www.example.com/path?q=1", "www.example.com", "/a/b/c.txt", "a/b/", "file.tar.gz",
     "stra\u00dfe", "\u00df", "\u0130", "\u0131", "\u03a3", "\u03a3\u03a3", "\u0391\u03a3", "\u0391\u03a3 \u03a3", "a\u03a3b", "\u01c6", "\ufb01", "\u00e9", "e\u0301", "\u00c9", "\u00d1and\u00fa", "\u0416", "\u4e2d\u6587",
     "\U0001f600", "a\U0001f600b", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\uffff", "\U00010000", "\U0001d7d8\U0001d7d9", "\u0663", "\u0661\u0662\u0663", "\uff11\uff12", "\u00b2", "\u00bd", "\u2167", "1\x1c", "\x1c1", "\u20031\u2003",
     "\x00", "a\x00b", "\x7f", "\u200b", "\ufeff", "\u2028", "a\u2028b", "a\x85b", "\x85", "\u00a0x\u00a0", "\u1c89", "\ua7cb", "\ua7dc", "\u0264", "\u019b", "\U00010d50", "\U00016ea0", "\u2c2f", "\U00010570", "\ua7c0", "x" * 200, "ab" * 60, "a " * 50,
     "true", "True", "false", "yes", "no", "None", "null", "Y", "N", "M", "F"]
    + list(BLANKS) + [blank + "x" + blank for blank in BLANKS]
)
INTS = {"tinyint": 8, "smallint": 16, "int": 32, "bigint": 64}
DOUBLES = [None, 0.0, -0.0, 0.5, 1.5, 2.5, 3.5, -0.5, -1.5, -2.5, 0.1, 0.30000000000000004, 2.675, 1.005, 0.125, 1.0, -1.0, 2.0, 3.0, 9.99, 10.0, 99.999, 100.0, 1000.0, 5e-324, 1e-5, 1e-4, 1e-3, 9999999.0, 1e7, 1e15, 1e16, 1e17,
           1e20, 1e23, 123456789.123, 4503599627370497.5, 9007199254740992.0, 9007199254740993.0, 9223372036854775808.0, -9223372036854775808.0, 9223372036854774784.0, 2147483647.0, 2147483648.0, -2147483649.0, 1.7976931348623157e308, -1.7976931348623157e308,
           float("inf"), float("-inf"), float("nan"), 37.7749, -122.4194, 0.9999999999999999, 1.0000000000000002, 0.49999999999999994, -273.15, 98.6]
DATES = [None] + [datetime.date(*d) for d in [(1, 1, 1), (1, 12, 31), (99, 3, 4), (999, 12, 31), (1000, 1, 1), (1582, 10, 4), (1582, 10, 15), (1899, 12, 31), (1900, 1, 1), (1900, 2, 28), (1969, 12, 31), (1970, 1, 1),
    (2000, 2, 29), (2004, 12, 31), (2005, 1, 1), (2008, 12, 29), (2010, 1, 3), (2015, 12, 28), (2016, 1, 3), (2019, 12, 30), (2020, 2, 29), (2020, 12, 31), (2021, 1, 1), (2021, 1, 3), (2023, 3, 31), (2024, 2, 29), (2024, 3, 1), (2024, 6, 30), (2024, 12, 29),
    (2024, 12, 30), (2025, 1, 1), (9999, 1, 1), (9999, 12, 30), (9999, 12, 31)]]


def int_edges(bits):
    top = 1 << (bits - 1)
    values = [0, 1, -1, 2, -2, 3, -3, 5, 7, -7, 9, 10, -10, 11, 12, 13, 17, 18, 20, 25, 30, 31, 49, 50, 51, 60, 64, 65, 66, 99, 100, 101, 120, 127, 128, 199, 200, 255, 256, 365, 366, 400, 404, 500, 999, 1000, 1001, 1024, 1900, 2000, 2023, 2024, 5000, 10000, 50000,
              100000, 1000000, top - 1, -top, top - 2, -top + 1, 2**31 - 1, 2**31, -(2**31), -(2**31) - 1, 2**53, 2**53 + 1, -(2**53) - 1, 2**62, -(2**62), 10**15, 1700000000, 1700000000000]
    return [None] + sorted({value for value in values if -top <= value < top})


def float32(value):
    try:
        return struct.unpack("f", struct.pack("f", value))[0]
    except OverflowError:
        return math.copysign(float("inf"), value)


def mined_text(literals, rng):
    out = []
    for value in literals:
        if isinstance(value, str) and len(value) < 60:
            out += [value, value.upper(), value.lower(), value.capitalize(), " " + value, value + " ", value + "\n", value + value, value[:-1], value[1:], "x" + value, value + "x", "a" + value + "b" + value + "c", value + "1", "12" + value + "34"]
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            out += [str(value), str(value) + ".0", " " + str(value)]
            if isinstance(value, int) and 0 <= value <= 60:
                out += ["7" * max(0, value + d) for d in (-1, 0, 1)] + ["ab" * value]
    return out


def mined_ints(literals, bits):
    out = set()
    for value in literals:
        if isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value):
            base = int(value)
            out |= {base - 1, base, base + 1, -base, base * 10, base * 2, base // 2 if base else 0}
    top = 1 << (bits - 1)
    return [value for value in sorted(out) if -top <= value < top]


def mined_floats(literals):
    out = []
    for value in literals:
        if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e300:
            value = float(value)
            out += [value, math.nextafter(value, math.inf), math.nextafter(value, -math.inf), value - 1, value + 1, -value, value / 2, value * 2, value + 0.5]
    return out


ALPHABETS = ["abcdefghij", "ABCxyz ", "0123456789", "0123456789.-+eE_", " ,;:-_/\\.|", "aA1 _-@.", "\u00e9\u00df\u03a3\u0130\u4e2d \U0001f600a", "()[]{}*+?.^$|\\", "01", "\t\n\r \x0b\x1c\u00a0x", "<>/abp ", "abc,def;"]


def random_text(rng, literals):
    kind = rng.random()
    texts = [value for value in literals if isinstance(value, str) and value]
    if kind < 0.3 and texts:
        parts = [rng.choice(texts) if rng.random() < 0.5 else "".join(rng.choice(rng.choice(ALPHABETS)) for _ in range(rng.randint(0, 4))) for _ in range(rng.randint(1, 4))]
        return "".join(parts)
    if kind < 0.4:
        return "%04d-%02d-%02d" % (rng.randint(0, 9999), rng.randint(0, 13), rng.randint(0, 32))
    if kind < 0.5:
        return str(rng.randint(-(10 ** rng.randint(1, 20)), 10 ** rng.randint(1, 20)))
    if kind < 0.55:
        return repr(rng.uniform(-1, 1) * 10 ** rng.randint(-6, 12))
    alphabet = rng.choice(ALPHABETS)
    return "".join(rng.choice(alphabet) for _ in range(rng.randint(0, 14)))


def random_value(kind, rng, literals):
    if rng.random() < 0.03:
        return None
    if kind in INTS:
        bits = INTS[kind]
        return rng.randint(-200, 3000) if rng.random() < 0.5 and bits > 12 else rng.randint(-(1 << rng.randint(0, bits - 1)), (1 << rng.randint(0, bits - 1)) - 1)
    if kind in ("double", "float"):
        value = rng.choice([rng.uniform(-10, 200), rng.uniform(-1e6, 1e6), round(rng.uniform(-100, 1000), 2), float(rng.randint(-100, 2000)), rng.uniform(-1, 1) * 10.0 ** rng.randint(-12, 25)])
        return float32(value) if kind == "float" else value
    if kind == "string":
        return random_text(rng, literals)
    if kind == "boolean":
        return rng.random() < 0.5
    if kind == "date":
        return datetime.date.fromordinal(rng.randint(1, datetime.date.max.toordinal()) if rng.random() < 0.3 else rng.randint(700000, 745000))
    if kind == "timestamp_ntz":
        return datetime.datetime(1970, 1, 1) + datetime.timedelta(microseconds=rng.randint(-2 * 10**15, 2 * 10**15))
    if kind.startswith("array<"):
        return [random_value(kind[6:-1], rng, literals) if rng.random() < 0.9 else rng.choice(edges(kind[6:-1], literals, rng)) for _ in range(rng.randint(0, 6))]
    if kind.startswith("struct<"):
        return tuple(random_value(part, rng, literals) for part in fields_of(kind))
    if kind.startswith("map<"):
        key, value = fields_of(kind)
        return {text: random_value(value, rng, literals) for text in (random_value(key, rng, literals) for _ in range(rng.randint(0, 4))) if text is not None}
    return None


def edges(kind, literals, rng):
    if kind in INTS:
        return int_edges(INTS[kind]) + mined_ints(literals, INTS[kind])
    if kind == "double":
        return DOUBLES + mined_floats(literals)
    if kind == "float":
        return [None if value is None else float32(value) for value in DOUBLES + mined_floats(literals)]
    if kind == "string":
        return TEXTS + mined_text(literals, rng)
    if kind == "boolean":
        return [None, True, False]
    if kind == "date":
        return DATES
    if kind == "timestamp_ntz":
        return [None] + [datetime.datetime(d.year, d.month, d.day, 13, 5, 59, 123456) for d in DATES[1:]] + [datetime.datetime(d.year, d.month, d.day) for d in DATES[1:]]
    if kind.startswith("array<"):
        inner = edges(kind[6:-1], literals, rng)
        if inner is None:
            return None
        some = [value for value in inner if value is not None]
        return ([None, [], [None], [None, None]] + [[value] for value in some[:80]] + [[some[0], some[0]], some[:3], list(reversed(some[:4])), [some[0], None], [None, some[1]], some[:20]]
                + [[rng.choice(inner) for _ in range(rng.randint(1, 5))] for _ in range(300)] + [[rng.choice(some) for _ in range(rng.randint(1, 5))] for _ in range(300)])
    if kind.startswith(("struct<", "map<")):
        return nested_edges(kind, literals, rng)
    return None


def fields_of(kind):
    """The types of a struct's fields, or of a map's key and value, as text."""
    parts, depth, start = [], 0, kind.index("<") + 1
    for at in range(start, len(kind)):
        depth += {"<": 1, "(": 1, ">": -1, ")": -1}.get(kind[at], 0)
        if depth == -1 or (kind[at] == "," and depth == 0):
            parts.append(kind[start:at])
            start = at + 1
    return [part.split(":", 1)[1] for part in parts] if kind.startswith("struct<") else parts


def nested_edges(kind, literals, rng):
    sets = [edges(part, literals, rng) for part in fields_of(kind)]
    if any(values is None for values in sets):
        return None
    if kind.startswith("struct<"):
        return [None, tuple(None for _ in sets)] + [tuple(rng.choice(values) for values in sets) for _ in range(300)]
    keys = [value for value in sets[0] if value is not None]
    return [None, {}] + [{rng.choice(keys): rng.choice(sets[1]) for _ in range(rng.randint(1, 4))} for _ in range(300)]


def make_rows(kinds, literals, count, rng):
    sets = [edges(kind, literals, rng) for kind in kinds]
    if any(values is None for values in sets):
        return None
    if len(kinds) == 1:
        rows = [(value,) for value in sets[0]]
    else:
        size = 1
        for values in sets:
            size *= len(values)
        if size <= 20000:
            rows = [()]
            for values in sets:
                rows = [row + (value,) for row in rows for value in values]
        else:
            rows = [tuple(rng.choice(values) for values in sets) for _ in range(8000)]
            for at, values in enumerate(sets):
                for value in values:
                    for _ in range(3):
                        row = [rng.choice(other) for other in sets]
                        row[at] = value
                        rows.append(tuple(row))
    while len(rows) < count:
        rows.append(tuple(random_value(kind, rng, literals) if rng.random() < 0.8 else rng.choice(values) for kind, values in zip(kinds, sets)))
    return rows


def canonical(value):
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, float):
        return ("float", "nan") if math.isnan(value) else ("float", struct.pack(">d", value))
    if isinstance(value, T.Row):
        return ("row", tuple(canonical(item) for item in value))
    if isinstance(value, (list, tuple)):
        return ("list", tuple(canonical(item) for item in value))
    if isinstance(value, dict):
        return ("dict", tuple(sorted((repr(k), canonical(v)) for k, v in value.items())))
    return (type(value).__name__, value)


class Patched:
    """The functions module, in which raising gives a value that can be recognised."""

    def __init__(self, marker):
        self._marker = marker

    def __getattr__(self, name):
        return (lambda message: self._marker) if name == "raise_error" else getattr(F, name)


def markers(kind):
    if kind == "string":
        return F.lit("\u0001raised")
    if kind == "boolean":
        return F.lit(True)
    if kind in INTS or kind in ("double", "float"):
        return F.lit(77).cast(kind)
    if kind == "date":
        return F.lit("1234-05-06").cast("date")
    if kind.startswith("array<"):
        return F.array().cast(kind)
    return None


def native(case, marker):
    source = case["newSource"].replace("from pyspark.sql import functions as F\n", "", 1)
    scope = {"F": F if marker is None else Patched(marker)}
    exec(compile(source, "<new>", "exec"), scope)
    return scope["__new"](*case["parameters"])


def old_function(case):
    scope = {"__name__": "stoker_old"}
    exec(compile(case["oldSource"], "<old>", "exec"), scope)
    return scope["__old"]


def observed(function, limits):
    def run(*arguments):
        try:
            value = function(*arguments)
        except Exception:
            return (False, None)
        if limits is not None and type(value) is int and not limits[0] <= value <= limits[1]:
            return (False, None)
        return (True, value)

    return run


def columns_of(case, arrow):
    kind = case["returnType"]
    uses_arrow = arrow if case["isArrow"] is None else case["isArrow"]
    limits = (-(1 << (INTS[kind] - 1)), (1 << (INTS[kind] - 1)) - 1) if kind in INTS and uses_arrow else None
    schema = T.StructType([T.StructField("ok", T.BooleanType()), T.StructField("v", T._parse_datatype_string(kind))])
    arguments = {} if case["isArrow"] is None else {"useArrow": case["isArrow"]}
    old = F.udf(observed(old_function(case), limits), schema, **arguments)
    sql = without_raises(case["sql"])
    return [old(*case["parameters"]), native(case, F.lit(None)), native(case, markers(kind)) if markers(kind) is not None else native(case, F.lit(None)), F.expr(sql).cast(kind)]


def alone(function):
    """A UDF that says for each row whether the function takes it, alone in its batch."""
    import pandas as pd

    def run(*columns):
        good = []
        for at in range(len(columns[0])):
            try:
                function(*[column.iloc[at : at + 1].reset_index(drop=True) for column in columns])
                good.append(True)
            except Exception:
                good.append(False)
        return pd.Series(good, dtype="bool")

    return F.pandas_udf(run, "boolean")


def batches_of(frame, rows, cases):
    """
    What pandas UDFs over the same columns give for each row, or that they raise: alone in its batch, among rows that all have values, and among others with missing ones. A row whose
    value depends on its batch has no native form. One pair of raising rows and values by row for each case.
    """
    names = cases[0]["parameters"]
    functions = [old_function(case) for case in cases]
    tried = frame.select("__row", *[alone(function)(*names).alias("v%d" % at) for at, function in enumerate(functions)]).collect()
    found = [({row[0] for row in tried if not row[1 + at]}, {}) for at in range(len(cases))]
    calm = [at for at, (raises, _) in enumerate(found) if not raises]
    for group in ([calm] if calm else []) + [[at] for at in range(len(cases)) if at not in calm]:
        raises = found[group[0]][0]
        kept = frame
        if len(raises) > 1000:
            kept = frame.sparkSession.createDataFrame([(at,) + tuple(row) for at, row in enumerate(rows) if at not in raises], frame.schema).cache()
        elif raises:
            kept = frame.filter(~F.col("__row").isin(sorted(raises)))
        run_in_batches(kept, cases, functions, group, found)
    return found


def run_in_batches(frame, cases, functions, group, found):
    """Runs the UDFs of a group, each as it is, in batches of several sizes with and without missing values."""
    spark = frame.sparkSession
    names = cases[0]["parameters"]
    full = frame
    for name, kind in zip(names, cases[0]["types"]):
        full = full.filter(F.col(name).isNotNull() & ~F.isnan(F.col(name))) if kind in ("double", "float") else full.filter(F.col(name).isNotNull())
    for most, part in ((1, frame.filter(F.col("__row") < 1200)), (10000, full), (10000, frame), (7, frame.filter(F.col("__row") < 4000))):
        spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", str(most))
        try:
            columns = [F.pandas_udf(functions[at], cases[at]["returnType"])(*names).alias("v%d" % at) for at in group]
            for row in part.coalesce(1).select("__row", *columns).collect():
                for place, at in enumerate(group):
                    found[at][1].setdefault(row[0], []).append(row[1 + place])
        finally:
            spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "10000")


def compared(row_id, old, row, base, interpreted, column):
    """Whether a row of the native forms is equal to an old value: None is a raise, a list one value or several."""
    quiet, marked, by_sql = canonical(row[base]), canonical(row[base + 1]), canonical(row[base + 2])
    by_interpreter = canonical(interpreted[row_id][column])
    raised = quiet != marked
    new = ("raises" if raised else repr(row[base])) + ("" if by_sql == quiet else ", as SQL %r" % (row[base + 2],)) + ("" if by_interpreter == quiet else ", without generated code %r" % (interpreted[row_id][column],))
    if old is None:
        return raised, "raises", new
    same = bool(old) and not raised and all(canonical(value) == quiet for value in old) and by_sql == quiet and by_interpreter == quiet
    return same, " or ".join(sorted({repr(value) for value in old})), new


def schema_difference(field, case):
    """What a schema says otherwise of the native column than of the UDF's, whose values may be NULL at every level."""
    declared = T._parse_datatype_string(case["returnType"])
    if field.dataType.simpleString() != declared.simpleString():
        return "the native column is of type %s, declared is %s" % (field.dataType.simpleString(), case["returnType"])
    return None if field.nullable and field.dataType == declared else "the schema of the native column says that it holds no NULL, that of the UDF says it may"


def check_batches(frame, rows, cases):
    """As check, for pandas UDFs over the same columns."""
    found = batches_of(frame, rows, cases)
    selected = [F.col("__row")]
    for at, case in enumerate(cases):
        kind = case["returnType"]
        marked = native(case, markers(kind) if markers(kind) is not None else F.lit(None))
        forms = [native(case, F.lit(None)), marked, F.expr(without_raises(case["sql"])).cast(kind)]
        selected += [form.alias("c%d_%d" % (at, part)) for part, form in enumerate(forms)]
    plan = frame.select(*selected)
    result = plan.collect()
    generated(frame.sparkSession, False)
    try:
        kept = [native(case, F.lit(None)).alias("i%d" % at) for at, case in enumerate(cases)]
        interpreted = {row[0]: row for row in frame.select("__row", *kept).collect()}
    finally:
        generated(frame.sparkSession, True)
    reports = []
    for at, (case, (raises, seen)) in enumerate(zip(cases, found)):
        base = 1 + 3 * at
        report = {"id": case["id"], "rows": len(rows), "raising": len(raises), "differences": 0}
        wrong = schema_difference(plan.schema[base], case)
        if wrong:
            report["error"] = wrong
        for row in result:
            same, old, new = compared(row[0], None if row[0] in raises else seen.get(row[0], []), row, base, interpreted, 1 + at)
            if not same:
                report["differences"] += 1
                if "first" not in report or len(repr(rows[row[0]])) < len(repr(report["first"]["inputs"])):
                    report["first"] = {"inputs": [repr(value) for value in rows[row[0]]], "old": old, "new": new}
        reports.append(report)
    return reports


def without_raises(sql):
    return re.sub(r"CAST\(raise_error\('(?:[^'\\]|\\.)*'\) AS ", "CAST(NULL AS ", sql)


def check(frame, rows, cases, arrow):
    """Old and new, the latter also as SQL, and once more without generated code."""
    selected = [F.col("__row")]
    for at, case in enumerate(cases):
        selected += [column.alias("c%d_%d" % (at, part)) for part, column in enumerate(columns_of(case, arrow))]
    plan = frame.select(*selected)
    result = plan.collect()
    generated(frame.sparkSession, False)
    try:
        kept = [F.col("__row")] + [column for at, case in enumerate(cases) for column in (native(case, F.lit(None)).alias("i%d" % at),)]
        interpreted = {row[0]: row for row in frame.select(*kept).collect()}
    finally:
        generated(frame.sparkSession, True)
    reports = []
    for at, case in enumerate(cases):
        base = 1 + 4 * at
        report = {"id": case["id"], "rows": len(rows), "raising": 0, "differences": 0}
        wrong = schema_difference(plan.schema[base + 1], case)
        if wrong:
            report["error"] = wrong
        has_marker = markers(case["returnType"]) is not None
        for row in result:
            old, quiet, marked, by_sql = row[base], canonical(row[base + 1]), canonical(row[base + 2]), canonical(row[base + 3])
            by_interpreter = canonical(interpreted[row[0]][1 + at])
            raised = quiet != marked
            if old["ok"]:
                same = not raised and canonical(old["v"]) == quiet and by_sql == quiet and by_interpreter == quiet
            else:
                report["raising"] += 1
                same = raised if has_marker else quiet is None
            if not same:
                report["differences"] += 1
                if "first" not in report or len(repr(rows[row[0]])) < report["size"]:
                    report["size"] = len(repr(rows[row[0]]))
                    new = "raises" if raised else repr(row[base + 1])
                    new += "" if by_sql == quiet else ", as SQL %r" % (row[base + 3],)
                    new += "" if by_interpreter == quiet else ", without generated code %r" % (interpreted[row[0]][1 + at],)
                    report["first"] = {"inputs": [repr(value) for value in rows[row[0]]], "old": repr(old["v"]) if old["ok"] else "raises", "new": new}
        report.pop("size", None)
        reports.append(report)
    return reports


def generated(spark, on):
    spark.conf.set("spark.sql.codegen.wholeStage", "true" if on else "false")
    spark.conf.set("spark.sql.codegen.factoryMode", "FALLBACK" if on else "NO_CODEGEN")


def really_raises(frame, rows, case):
    """The first input on which the Python function raises makes the native form fail as well."""
    function = old_function(case)
    if case["isPandas"]:
        import pandas as pd

        one = function
        function = lambda *row: one(*[pd.Series([value]) for value in row])
    for at, row in enumerate(rows):
        try:
            function(*row)
        except Exception:
            try:
                frame.filter(F.col("__row") == at).select(native(case, None)).collect()
                return False
            except Exception:
                return True
    return True


def run_group(spark, cases, request, arrow, report):
    rng = random.Random(request["seed"])
    literals = []
    for case in cases:
        literals += [eval(text, {"float": float}) for text in case["literals"]]
    rows = make_rows(cases[0]["types"], literals[:1500], request["rows"], rng)
    if rows is None:
        for case in cases:
            report({"id": case["id"], "rows": 0, "raising": 0, "differences": 0, "error": "no inputs can be made for " + ", ".join(case["types"])})
        return
    names = ["a%d" % at for at in range(len(cases[0]["types"]))]
    schema = "__row int, " + ", ".join("%s %s" % pair for pair in zip(names, cases[0]["types"]))
    base = spark.createDataFrame([(at,) + row for at, row in enumerate(rows)], schema).cache()

    def renamed(case):
        return base.select("__row", *[F.col(name).alias(parameter) for name, parameter in zip(names, case["parameters"])])

    # Cases that name their parameters alike share a query.
    alike = {}
    for case in cases:
        alike.setdefault((case["isPandas"],) + tuple(case["parameters"]), []).append(case)
    for group in alike.values():
        for at in range(0, len(group), 6):
            part = group[at : at + 6]
            compare = (lambda frame, few: check_batches(frame, rows, few)) if part[0]["isPandas"] else (lambda frame, few: check(frame, rows, few, arrow))
            try:
                results = compare(renamed(part[0]), part)
            except Exception:
                results = []
                for case in part:
                    try:
                        results += compare(renamed(case), [case])
                    except Exception as error:
                        results.append({"id": case["id"], "rows": len(rows), "raising": 0, "differences": 1, "error": "%s: %s" % (type(error).__name__, str(error)[:1500])})
            for result, case in zip(results, part):
                if result["raising"] and not result["differences"] and "error" not in result and not really_raises(renamed(case), rows, case):
                    result["differences"] += 1
                    result["error"] = "the native form does not fail where Python raises"
                report(result)
    base.unpersist()


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        request = json.load(file)
    spark = (
        SparkSession.builder.master("local[2]").appName("stoker rewrite --verify").config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.memory", "2g").config("spark.sql.session.timeZone", "UTC").config("spark.default.parallelism", "2").config("spark.ui.showConsoleProgress", "false").getOrCreate()
    )
    spark.sparkContext.setLogLevel("OFF")
    spark.conf.set("spark.sql.adaptive.enabled", "false")
    arrow = str(spark.conf.get("spark.sql.execution.pythonUDF.arrow.enabled")).lower() == "true"  # the published default where nothing is set
    groups = {}
    for case in request["cases"]:
        groups.setdefault(tuple(case["types"]), []).append(case)
    with open(sys.argv[2], "w", encoding="utf-8") as out:
        def report(result):
            out.write(json.dumps(result) + "\n")
            out.flush()

        report({"version": spark.version, "arrow": arrow})
        for cases in groups.values():
            run_group(spark, cases, request, arrow, report)
    spark.stop()


if __name__ == "__main__":
    main()
