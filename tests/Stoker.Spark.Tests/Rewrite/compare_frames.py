"""Runs a module before and after a rewrite and compares the frames in its list `results`: columns, types and rows.

python3 compare_frames.py BEFORE AFTER
"""

import sys

from pyspark.sql import SparkSession

spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.sql.session.timeZone", "UTC").getOrCreate()
spark.sparkContext.setLogLevel("OFF")
answers = []
for path in sys.argv[1:3]:
    scope = {"__name__": "module"}
    with open(path, encoding="utf-8") as file:
        exec(compile(file.read(), path, "exec"), scope)
    answers.append([(frame.dtypes, sorted(map(repr, frame.collect())), "EvalPython" in frame._jdf.queryExecution().optimizedPlan().toString()) for frame in scope["results"]])
for at, (old, new) in enumerate(zip(*answers)):
    if old[:2] != new[:2]:
        print("DIFFERS %d: %s / %s" % (at, old, new))
    if new[2]:
        print("KEEPS PYTHON %d" % at)
print("CHECKED %d, %d without Python, on %s" % (len(answers[0]), sum(not new[2] for new in answers[1]), spark.version))
spark.stop()
