"""Applies lint's fixes to small programs and runs each before and after on real Spark: the answers must be equal.

    python3 bench/lint-fixes/verify.py 'dotnet artifacts/bin/Stoker.Cli/debug/Stoker.Cli.dll'

Each program sets `answer`. Rows are compared as multisets with their columns' names and types; other values as they are. It runs the programs, which are
all written here.
"""
import os, shlex, subprocess, sys, tempfile

HEAD = """import pyspark.sql.functions as F
from pyspark.sql import SparkSession, Window
spark = SparkSession.builder.getOrCreate()
a = spark.createDataFrame([(1, "x", None), (1, "x", None), (2, " Y ", 3), (None, "z", 4), (5, None, 5)], "k int, s string, v int")
b = spark.createDataFrame([(1, "p"), (1, "q"), (2, "r"), (None, "n")], "k int, w string")
"""
PROGRAMS = {
    "PY003": "answer = a.orderBy('v').collect()[0].k",
    "PY004": "answer = a.filter('v > 100').count() > 0, a.count() == 0",
    "PY005": "answer = a.rdd.isEmpty(), a.filter('v > 100').rdd.isEmpty()",
    "PY006": "answer = len(a.filter('v > 3').collect())",
    "PY041": "df = a\nfor c in df.columns:\n    df = df.withColumn(c, F.trim(F.col(c)))\nanswer = df",
    "PY042": "df = a\nfor c in ['s', 'v', 'w', 'k2']:\n    df = df.drop(c)\nanswer = df",
    "PY047": "answer = a" + "".join(f".withColumn('c{i}', F.col('v') + {i})" for i in range(15)) + ".withColumn('S', F.upper('s'))",
    "PY062": "answer = a.join(b, 'k').select(a['s'], a['k']).distinct()",
    "PY062 condition": "answer = a.join(b, a.k == b.k, 'inner').select(a.s, a.v).distinct()",
    "PY063": "answer = a.join(b, a.k == b.k, 'left').filter(b.k.isNull()).select(a['*'])",
    "PY050": "df = a\nwant = ['v', 'n1', 'n2', 'n1', 'k', 'S']\nfor c in want:\n    if c not in df.columns:\n        df = df.withColumn(c, F.lit(None).cast('int'))\nanswer = df",
    "PY111": "n = []\nfor i in range(5):\n    x = a.filter(F.col('k') > i).cache()\n    y = x.groupBy('s').count()\n    x.count()\n    n.append(sorted(map(repr, y.collect())))\nanswer = n",
    "PY130": "from pyspark.ml.feature import StringIndexer\ndf = b.na.drop().selectExpr('w', 'w as u', 'cast(k as string) as k', 'concat(w, k) as x')\nfor c in ['w', 'u', 'k', 'x']:\n    df = StringIndexer(inputCol=c, outputCol=c + '_i').fit(df).transform(df)\nanswer = df",
    "PY135": "df = a.select('s', 'k', 'v')\nanswer = df.join(df.groupBy('k').count(), 'k')",
    "PY135 floats": "df = a.selectExpr('s', 'case when k = 1 then double(\"NaN\") when k = 2 then -0.0D else double(0) end as k')\nanswer = df.join(df.groupBy('k').count(), 'k')",
    "PY132": "answer = a.filter(F.col('s').rlike('Y'))",
    "PY084": "answer = a.groupBy('k').agg(F.size(F.collect_list('v')).alias('n'))",
}


def answer(text):
    scope = {}
    exec(compile(text, "program", "exec"), scope)
    value = scope["answer"]
    if hasattr(value, "collect"):
        return [(field.name, field.dataType.simpleString()) for field in value.schema], sorted(map(repr, value.collect()))
    return value


failed = 0
with tempfile.TemporaryDirectory() as folder:
    for name, body in PROGRAMS.items():
        path = os.path.join(folder, name.replace(" ", "_") + ".py")
        with open(path, "w") as out:
            out.write(HEAD + body + "\n")
        subprocess.run([*shlex.split(sys.argv[1]), "lint", path, "--select", name.split()[0], "--fix-unsafe", "--fail-on", "never"], capture_output=True, cwd=folder)
        after = open(path).read()
        if after == HEAD + body + "\n":
            print(f"{name}: no fix")
            continue
        try:
            before_answer, after_answer = answer(HEAD + body), answer(after)
        except TypeError as error:
            if "JavaPackage" not in str(error):
                raise
            print(f"{name}: NOT RUN, this Spark lacks the JVM class (MLlib)")
            continue
        same = before_answer == after_answer
        failed += not same
        print(f"{name}: {'equal' if same else 'DIFFERENT'}" + ("" if same else f"\n  {after[len(HEAD):]}\n  {before_answer}\n  {after_answer}"))
sys.exit(failed)
