"""Makes a tree of exactly 100,000 lines of PySpark, lints it, and prints seconds and peak memory of each run.

    python3 bench/lint-speed/tree.py 'dotnet artifacts/bin/Stoker.Cli/release/Stoker.Cli.dll' [RUNS]

The files repeat jobs as people write them (reads, joins, windows, UDFs, loops, helpers called across files) with other names in each, in files
of 100 to 900 lines; nothing in them is run. Run it on a quiet machine.
"""
import os, random, shlex, subprocess, sys, tempfile, time, resource

BLOCK = '''

def load_{n}(spark, path):
    """Reads the orders of a day."""
    orders = spark.read.option("header", True).csv(path + "/orders_{n}")
    items = spark.read.parquet(path + "/items_{n}")
    return orders.join(items, "order_id").withColumn("total_{n}", F.col("price") * F.col("quantity"))


@F.udf(StringType())
def clean_{n}(value):
    if value is None:
        return None
    return value.strip(" ").lower()


def report_{n}(spark, path, columns):
    frame = load_{n}(spark, path)
    for column in columns:
        frame = frame.withColumn(column, F.trim(F.col(column)))
    window = Window.partitionBy("customer").orderBy(F.desc("day"))
    latest = frame.withColumn("rank", F.row_number().over(window)).filter(F.col("rank") == 1)
    names = [row.name for row in latest.select("name").filter(F.col("total_{n}") > {n}).collect()]
    if latest.count() > 0:
        latest.write.mode("overwrite").partitionBy("day").parquet(path + "/out_{n}")
    return helpers_{m}.summary_{m}(latest) if names else latest


def summary_{n}(frame):
    counts = frame.groupBy("customer").agg(F.countDistinct("order_id").alias("orders"), F.sum("total_{m}").alias("total"))
    return counts.orderBy("total").limit(100)
'''
HEAD = '''"""Jobs of part {f}."""
from pyspark.sql import SparkSession, Window, functions as F
from pyspark.sql.types import StringType
from jobs import part_{g} as helpers_{m}
'''


def build(root, lines):
    random.seed(7)
    left, file, block = lines, 0, 0
    per_block = BLOCK.count("\n")
    while left > 0:
        size = min(left, random.randint(100, 900))
        text = [HEAD.format(f=file, g=max(0, file - 1), m=block)]
        used = HEAD.count("\n")
        while used + per_block <= size:
            text.append(BLOCK.format(n=block, m=block))
            used += per_block
            block += 1
        text.append("#\n" * (size - used) if size >= used else "")
        body = "".join(text)
        body = "".join(body.splitlines(keepends=True)[:size]) if body.count("\n") > size else body
        with open(os.path.join(root, "jobs", f"part_{file}.py"), "w") as out:
            out.write(body)
        left -= body.count("\n")
        file += 1


with tempfile.TemporaryDirectory() as root:
    os.mkdir(os.path.join(root, "jobs"))
    build(root, 100_000)
    count = sum(open(os.path.join(root, "jobs", name)).read().count("\n") for name in os.listdir(os.path.join(root, "jobs")))
    print(f"{count:,} lines in {len(os.listdir(os.path.join(root, 'jobs')))} files")
    for run in range(int(sys.argv[2]) if len(sys.argv) > 2 else 3):
        start = time.time()
        out = subprocess.run([*shlex.split(sys.argv[1]), "lint", root, "--fail-on", "never"], capture_output=True, text=True, cwd=root)
        print(f"{time.time() - start:.2f} s  {out.stdout.strip().splitlines()[-1] if out.stdout.strip() else out.stderr[:300]}")
    print(f"peak memory of the children {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MiB")
