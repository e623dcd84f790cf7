"""Runs the UDFs of a module before and after a rewrite over columns of every type, and prints each pair that differs.

python3 compare_modules.py BEFORE AFTER [types=T;T] NAME...     a name with a comma takes that many columns
"""

import datetime
import decimal
import math
import re
import sys

from pyspark.sql import SparkSession
from pyspark.sql import functions as F

TYPES = {
    "string": ["a", "", "5", None],
    "boolean": [True, False, None],
    "tinyint": [1, 5, -3, None],
    "smallint": [1, 5, 300, None],
    "int": [0, 1, 5, 7, -9, None],
    "bigint": [0, 1, 5, 2**53 + 1, -(2**63), None],
    "float": [0.1, 1.0, -0.0, float("nan"), None],
    "double": [0.1, 1.0, 5.0, -0.0, float("nan"), float("inf"), 5e-324, 1.7976931348623157e308, None],
    "decimal(10,2)": [decimal.Decimal("5.00"), decimal.Decimal("1.25"), None],
    "date": [datetime.date(2024, 2, 29), datetime.date(1, 1, 1), datetime.date(9999, 12, 31), None],
    "timestamp": [datetime.datetime(2024, 2, 29, 12), None],
    "timestamp_ntz": [datetime.datetime(2024, 2, 29, 12), None],
    "binary": [bytearray(b"ab"), None],
    "array<int>": [[1, 5], [], None],
    "array<string>": [["a"], None],
    "map<string,int>": [{"a": 1}, None],
    "struct<a:int>": [(1,), None],
}


def canonical(value):
    if isinstance(value, float):
        return "nan" if math.isnan(value) else repr(value)
    # The text of a byte array names its address, which differs each time in Python's form as well.
    return re.sub(r"\[B@[0-9a-f]+", "[B@", repr(value))


def load(path):
    scope = {"__name__": "module"}
    with open(path, encoding="utf-8") as file:
        exec(compile(file.read(), path, "exec"), scope)
    return scope


def outcome(frame, scope, calls):
    """What each call gives; a query over all of them when none fails, else one for each."""
    columns = [scope[name](*columns).alias("z%d" % at) for at, (name, columns) in enumerate(calls)]
    try:
        rows = sorted(frame.select("i", *columns).collect())
        return [[canonical(row[at + 1]) for row in rows] for at in range(len(calls))]
    except Exception as error:
        if len(calls) > 1:
            return [outcome(frame, scope, [call])[0] for call in calls]
        return ["fails" if "AnalysisException" not in type(error).__name__ else "is not analysed: %s" % str(error).split("\n")[0]]


spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false").config("spark.sql.session.timeZone", "UTC").getOrCreate()
spark.sparkContext.setLogLevel("OFF")
before, after = load(sys.argv[1]), load(sys.argv[2])
checks = 0
names = sys.argv[3:]
wanted = names.pop(0)[len("types=") :].split(";") if names[0].startswith("types=") else list(TYPES)
for kind, values in ((kind, TYPES[kind]) for kind in wanted):
    schema = "i int, x %s, y %s" % (kind, kind)
    # With rows on which Python may raise, and with nulls only.
    for rows in ([(i, value, values[0]) for i, value in enumerate(values)], [(0, None, None)]):
        frame = spark.createDataFrame(rows, schema).coalesce(1)
        calls = [(name.partition(",")[0], ["x", "y"] if "," in name else ["x"]) for name in names]
        for (name, _), old, new in zip(calls, outcome(frame, before, calls), outcome(frame, after, calls)):
            checks += 1
            if old != new:
                print("DIFFERS %s(%s) %s: %s / %s" % (name, kind, rows, old, new), flush=True)
print("CHECKED %d on %s" % (checks, spark.version), flush=True)
spark.stop()
