"""Runs a module before and after a rewrite and compares what its names hold: values, lists, and frames with their types. Names that end in _any may differ in order;
functions whose names begin with fails_ must raise alike.

python3 compare_values.py BEFORE AFTER
"""

import sys

from pyspark.sql import DataFrame, SparkSession

spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false").config("spark.sql.session.timeZone", "UTC").getOrCreate()
spark.sparkContext.setLogLevel("OFF")


def load(path):
    scope = {"__name__": "module"}
    with open(path, encoding="utf-8") as file:
        exec(compile(file.read(), path, "exec"), scope)
    return scope


def shown(name, value):
    """A value as text that tells types apart, -0.0 from 0.0 and a Row from a tuple."""
    if isinstance(value, DataFrame):
        rows = [repr(row) for row in value.collect()]
        return [(field.name, field.dataType.simpleString(), field.nullable) for field in value.schema], sorted(rows) if name.endswith("_any") else rows
    return repr([(type(item).__name__, item) for item in value]) if isinstance(value, list) else repr(value)


def failure(function):
    """What a function raises: a ValueError of whatever class is one."""
    try:
        function()
    except ValueError:
        return "ValueError"
    except Exception as error:
        return type(error).__name__
    return "nothing"


before, after = load(sys.argv[1]), load(sys.argv[2])
checks = 0
for name, value in before.items():
    if name.startswith("out_"):
        checks += 1
        old, new = shown(name, value), shown(name, after[name])
        if old != new:
            print("DIFFERS %s: %s / %s" % (name, old, new), flush=True)
    elif name.startswith("fails_"):
        checks += 1
        old, new = failure(value), failure(after[name])
        if old == "nothing" or old != new:
            print("DIFFERS %s: raises %s / %s" % (name, old, new), flush=True)
print("CHECKED %d on %s" % (checks, spark.version), flush=True)
spark.stop()
