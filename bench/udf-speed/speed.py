"""Times ten UDFs as Python (pickled), as Python over Arrow, and as `stoker rewrite` writes them.

    . /path/to/spark/env.sh 4.3
    python3 speed.py STOKER [ROWS]

The functions are those of `functions.py`; the native forms are what STOKER makes of that file in this run. A time is that of one query over cached columns into the
`noop` sink, the least of five after one to warm up, in CPU seconds of the JVM and its Python workers: wall time on a busy machine says more of its neighbours.
"""

import os
import platform
import subprocess
import sys
import tempfile
import time

from pyspark.sql import SparkSession
from pyspark.sql import functions as F

HERE = os.path.dirname(os.path.abspath(__file__))
FORMS = ("pickled", "arrow", "native")


def load(path, spark):
    scope = {"__name__": "functions", "spark": spark}
    with open(path, encoding="utf-8") as file:
        exec(compile(file.read().split("\nout = (")[0], path, "exec"), scope)
    return scope


def rewritten(stoker):
    """The functions file as `stoker rewrite --apply` leaves it."""
    folder = tempfile.mkdtemp()
    path = os.path.join(folder, "functions.py")
    with open(os.path.join(HERE, "functions.py"), encoding="utf-8") as source, open(path, "w", encoding="utf-8") as copy:
        copy.write(source.read())
    subprocess.run([stoker, "rewrite", "functions.py", "--spark-version", "4.3", "--apply", "--format", "json"], cwd=folder, check=True, capture_output=True)
    return path


def cpu_seconds(pid):
    """Of a process and all below it that still live, and of those that it has waited for."""
    total, tick = 0, os.sysconf("SC_CLK_TCK")
    parents = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open("/proc/%s/stat" % entry) as file:
                    fields = file.read().rsplit(")", 1)[1].split()
                parents[int(entry)] = (int(fields[1]), sum(map(int, fields[11:15])))
            except OSError:
                pass
    for one in parents:
        at = one
        while at in parents and at != pid:
            at = parents[at][0]
        if at == pid:
            total += parents[one][1]
    return total / tick


def measure(frame, jvm, runs=5):
    frame.write.format("noop").mode("overwrite").save()
    best_cpu, best_wall = float("inf"), float("inf")
    for _ in range(runs):
        cpu, wall = cpu_seconds(jvm), time.perf_counter()
        frame.write.format("noop").mode("overwrite").save()
        best_cpu, best_wall = min(best_cpu, cpu_seconds(jvm) - cpu), min(best_wall, time.perf_counter() - wall)
    return best_cpu, best_wall


def main():
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    spark = (
        SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").config("spark.sql.session.timeZone", "UTC")
        .config("spark.driver.memory", "2g").config("spark.ui.showConsoleProgress", "false").getOrCreate()
    )
    spark.sparkContext.setLogLevel("OFF")
    jvm = spark.sparkContext._gateway.proc.pid
    old, new = load(os.path.join(HERE, "functions.py"), spark), load(rewritten(sys.argv[1]), spark)
    frame = spark.range(rows).select(
        F.concat(F.lit(" Item-"), (F.col("id") % 9973).cast("string"), F.lit(",Shop "), (F.col("id") % 31).cast("string"), F.lit(".v2 ")).alias("s"),
        (F.col("id") % 3601).cast("int").alias("n"),
        ((F.col("id") * 7919) % 1000003 / 97).alias("x"),
        F.date_add(F.lit("2001-01-01").cast("date"), (F.col("id") % 9000).cast("int")).alias("d"),
        F.transform(F.sequence(F.lit(1), (F.col("id") % 5 + 1).cast("int")), lambda i: i * 3).alias("v"),
    ).coalesce(1).cache()
    frame.count()
    print("Spark %s, Python %s, Java %s, %s rows, one core" % (spark.version, platform.python_version(), spark._jvm.System.getProperty("java.version"), format(rows, ",")))
    print("\n| function | pickled UDF | Arrow UDF | native | pickled ÷ native | Arrow ÷ native |\n|---|---|---|---|---|---|")
    for name, column in old["CALLS"]:
        function = old[name]
        scan = measure(frame.select(column), jvm)[0]
        made = {
            "pickled": F.udf(function.func, function.returnType, useArrow=False)(column),
            "arrow": F.udf(function.func, function.returnType, useArrow=True)(column),
            "native": new[name](column),
        }
        plan = frame.select(made["native"].alias("z"))._jdf.queryExecution().optimizedPlan().toString()
        assert "PythonUDF" not in plan and "EvalPython" not in plan, name
        checks = [frame.limit(2000).select(made[form].alias("z")).collect() for form in FORMS]
        assert checks[0] == checks[1] == checks[2], name
        cpu = {form: measure(frame.select(made[form].alias("z")), jvm)[0] for form in FORMS}
        print("| %s | %.2f | %.2f | %.2f | %.1f | %.1f |" % (function.func.__doc__, cpu["pickled"], cpu["arrow"], cpu["native"], cpu["pickled"] / cpu["native"], cpu["arrow"] / cpu["native"]), flush=True)
        print("<!-- %s: scan %.2f -->" % (name, scan), flush=True)
    spark.stop()


if __name__ == "__main__":
    main()
