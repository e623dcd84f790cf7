"""Says of each job of the sixth set whether its variants gave the same result, from the newest files that they wrote: compare_sixth.py"""
import os, sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import registry, sixth_jobs
from pyspark.sql import SparkSession, functions as F

spark = SparkSession.builder.master("local[2]").config("spark.ui.showConsoleProgress", "false").config("spark.eventLog.enabled", "false").getOrCreate()
spark.sparkContext.setLogLevel("ERROR")


def newest(folder):
    return max((os.path.join(folder, run) for run in os.listdir(folder)), key=os.path.getmtime)


def summary(path):
    """Rows, and the sum of their hashes: no order of rows or files changes it. Columns by name; integers are all longs here."""
    table = spark.read.parquet(path)
    columns = [F.col(name).cast("string") for name in sorted(table.columns)]
    return tuple(table.agg(F.count("*"), F.sum(F.xxhash64(*columns).cast("decimal(38,0)"))).first())


for name, job in registry.JOBS.items():
    if job.half != "sixth":
        continue
    missing = [variant for variant in job.variants if not os.path.isdir(f"{sixth_jobs.OUT}/{name}/{variant}")]
    if missing:
        print(f"{name}: not run: {' '.join(missing)}")
        continue
    runs = {variant: newest(f"{sixth_jobs.OUT}/{name}/{variant}") for variant in job.variants}
    results = {variant: {part: summary(os.path.join(run, part)) for part in sorted(os.listdir(run))} for variant, run in runs.items()}
    first, *others = results.values()
    print(f"{name}: {'same' if all(other == first for other in others) else 'DIFFERENT'} {first if all(other == first for other in others) else results}", flush=True)
spark.stop()
