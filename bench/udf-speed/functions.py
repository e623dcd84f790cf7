"""Ten UDFs of kinds that public code is full of. speed.py times them as they are and as `stoker rewrite` writes them."""

import hashlib
import re

from pyspark.sql import SparkSession
from pyspark.sql.functions import udf

spark = SparkSession.builder.getOrCreate()
df = spark.createDataFrame([], "s string, n int, x double, d date, v array<int>")

GRADES = {0: "zero", 1: "one", 2: "two", 3: "three", 5: "five", 8: "eight"}
CALLS = [
    ("doubled", "n"), ("cleaned", "s"), ("ladder", "x"), ("field", "s"), ("masked", "s"), ("digest", "s"), ("incremented", "v"), ("weekday", "d"), ("grade", "n"), ("clock", "n"),
]


@udf("bigint")
def doubled(n):
    """`n * 2 + 1`"""
    return n * 2 + 1


@udf("string")
def cleaned(s):
    """strip, lower, replace blanks"""
    return s.strip().lower().replace(" ", "_")


@udf("string")
def ladder(x):
    """a ladder of thresholds"""
    if x is None:
        return "unknown"
    if x < 50:
        return "low"
    if x < 5000:
        return "middle"
    return "high"


@udf("string")
def field(s):
    """the second field of a text"""
    parts = s.split(",")
    return parts[1].strip() if len(parts) > 1 else ""


@udf("string")
def masked(s):
    """`re.sub` of all digits"""
    return re.sub(r"[0-9]+", "#", s)


@udf("string")
def digest(s):
    """SHA-256 as hex"""
    return hashlib.sha256(s.encode("utf-8")).hexdigest()


@udf("array<bigint>")
def incremented(v):
    """`[i + 1 for i in v]`"""
    return [i + 1 for i in v]


@udf("int")
def weekday(d):
    """`d.weekday()`"""
    return d.weekday()


@udf("string")
def grade(n):
    """a look-up in a dict"""
    return GRADES.get(n % 10, "many")


@udf("string")
def clock(n):
    """seconds as hh:mm:ss"""
    hours, rest = divmod(n, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}"


out = (
    df.withColumn("a", doubled("n")).withColumn("b", cleaned("s")).withColumn("c", ladder("x")).withColumn("e", field("s")).withColumn("f", masked("s"))
    .withColumn("g", digest("s")).withColumn("h", incremented("v")).withColumn("i", weekday("d")).withColumn("j", grade("n")).withColumn("k", clock("n"))
)
