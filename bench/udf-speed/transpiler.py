"""Which UDFs of the test corpus `stoker rewrite` lowers, and which Spark's own experimental transpiler (SPARK-55206) does, with the answers of both.

    . /path/to/spark/env.sh 4.3
    python3 bench/udf-speed/transpiler.py STOKER > docs/internals/udf-transpilers.md

Both are asked about the same functions. The transpiler takes only UDFs that do not go over Arrow, so `useArrow=False` is set for it: with the defaults of 4.3.0 it lowers none. What the transpiler lowers is then run with it and without it over the edge values of `stoker rewrite --verify`,
on the rows on which Python does not raise.
"""

import importlib.util
import json
import math
import os
import random
import struct
import subprocess
import sys

from pyspark.sql import SparkSession
from pyspark.sql import functions as F

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
FILES = ["texts.py", "numbers.py", "dates_and_lists.py", "adversarial.py", "fresh.py", "characters.py", "refused.py"]
FUNCTIONS = os.path.join(ROOT, "tests", "Stoker.Spark.Tests", "Rewrite", "Functions")
FLAG = "spark.sql.experimental.optimizer.transpilePyUDFs"
ROWS = 3000


def verifier():
    path = os.path.join(ROOT, "src", "Stoker.PySpark", "Rewriting", "Verification", "verify_rewrites.py")
    spec = importlib.util.spec_from_file_location("verify_rewrites", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def canonical(value):
    if isinstance(value, float):
        return "nan" if math.isnan(value) else struct.pack(">d", value)
    if isinstance(value, list):
        return [canonical(item) for item in value]
    return value


def raises(function, row):
    try:
        function(*row)
        return False
    except Exception:
        return True


def has_python(frame):
    plan = frame._jdf.queryExecution().optimizedPlan().toString()
    return "EvalPython" in plan or "PythonUDF" in plan


def ask_transpiler(spark, verify, function, types):
    """`no`, `equal`, or how many of the rows differ."""
    names = ["a%d" % at for at in range(len(types))]
    schema = "i int, " + ", ".join("%s %s" % pair for pair in zip(names, types))
    spark.conf.set(FLAG, "true")
    udf = F.udf(function.func, function.returnType, useArrow=False)
    try:
        if has_python(spark.createDataFrame([], schema).select("i", udf(*names).alias("z"))):
            return "no"
    except Exception:
        return "fails in analysis"
    finally:
        spark.conf.set(FLAG, "false")
    rows = [row for row in verify.make_rows(types, [], ROWS, random.Random(7))[:ROWS] if not raises(function.func, row)]
    frame = spark.createDataFrame([(at,) + row for at, row in enumerate(rows)], schema).cache()
    old = {row.i: row.z for row in frame.select("i", F.udf(function.func, function.returnType, useArrow=False)(*names).alias("z")).collect()}
    spark.conf.set(FLAG, "true")
    try:
        new = {row.i: row.z for row in frame.select("i", udf(*names).alias("z")).collect()}
    except Exception as error:
        return "the query fails: %s" % str(error).split("\n")[0][:60]
    finally:
        spark.conf.set(FLAG, "false")
        frame.unpersist()
    wrong = sum(canonical(old[at]) != canonical(new[at]) for at in old)
    return "equal" if wrong == 0 else "%d of %d rows differ" % (wrong, len(rows))


def main():
    verify = verifier()
    spark = (
        SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.sql.session.timeZone", "UTC")
        .config("spark.ui.showConsoleProgress", "false").getOrCreate()
    )
    spark.sparkContext.setLogLevel("OFF")
    lines, totals = [], {"all": 0, "stoker": 0, "spark": 0, "wrong": 0, "both": 0}
    for file in FILES:
        path = os.path.join(FUNCTIONS, file)
        answer = subprocess.run([sys.argv[1], "rewrite", path, "--spark-version", "4.3", "--format", "json"], capture_output=True, text=True, check=True)
        scope = {"__name__": "corpus", "spark": spark}
        with open(path, encoding="utf-8") as source:
            exec(compile(source.read().split("\nout = (")[0], path, "exec"), scope)
        types = dict(scope["df"].dtypes)
        for found in json.loads(answer.stdout)["functions"]:
            function = scope.get(found["name"])
            if not hasattr(function, "returnType") or not hasattr(function, "func"):
                continue
            code = function.func.__code__
            parameters = code.co_varnames[: code.co_argcount - len(function.func.__defaults__ or ())]
            if not parameters or any(name not in types for name in parameters) or any(verify.edges(types[name], [], random.Random(1)) is None for name in parameters):
                continue
            theirs = ask_transpiler(spark, verify, function, [types[name] for name in parameters])
            ours = found["verdict"]
            totals["all"] += 1
            totals["stoker"] += ours != "refused"
            totals["spark"] += theirs != "no"
            totals["wrong"] += theirs not in ("no", "equal")
            totals["both"] += theirs != "no" and ours != "refused"
            if theirs != "no":
                lines.append("| `%s` (%s) | %s | %s |" % (found["name"], file, ours, theirs))
    print("# Two transpilers, asked about the same UDFs\n")
    print("Made by `bench/udf-speed/transpiler.py` on Spark %s; do not edit. %d functions of the test corpus, each for the column types that its file declares. The transpiler takes only UDFs that do not go over Arrow: it is asked with `useArrow=False`, since with the published defaults of 4.3.0 it lowers none.\n" % (spark.version, totals["all"]))
    print("| | lowered | of them equal to Python |\n|---|---|---|")
    print("| `stoker rewrite` | %d | all: `STOKER_FULL_CORPUS=1` in tests/Stoker.Spark.Tests |" % totals["stoker"])
    print("| `%s` | %d | %d |" % (FLAG, totals["spark"], totals["spark"] - totals["wrong"]))
    print("\nBoth lower %d. Those that Spark's transpiler lowers, and what its answers are over edge values on which Python does not raise (up to %d rows):\n" % (totals["both"], ROWS))
    print("| function | stoker | Spark's transpiler |\n|---|---|---|")
    print("\n".join(lines))
    spark.stop()


if __name__ == "__main__":
    main()
