"""Cleans addresses with a Python UDF: rows travel to Python workers and back, and most of the time stays there.
The UDF can be turned into native expressions: stoker rewrite samples/python-udf --diff

Spark 4.3:  python3 job.py file:///where/the/event/log/goes
"""
import sys

from pyspark.sql import SparkSession, functions as F
from pyspark.sql.types import StringType

spark = (
    SparkSession.builder.appName("clean-addresses")
    .master("local[2]")
    .config("spark.eventLog.enabled", "true")
    .config("spark.eventLog.dir", sys.argv[1])
    .config("spark.sql.shuffle.partitions", "8")
    .config("spark.ui.showConsoleProgress", "false")
    .getOrCreate()
)
spark.sparkContext.setLogLevel("ERROR")

# Short names of streets, which may end with a dot.
LONG_NAMES = {"str": "street", "st": "street", "rd": "road", "ave": "avenue"}


@F.udf(StringType())
def clean(address):
    words = [LONG_NAMES.get(word.lower().rstrip("."), word) for word in address.split()]
    return " ".join(words).title()


addresses = spark.range(1_500_000, numPartitions=6).select(
    F.col("id"),
    F.concat_ws(" ", (F.col("id") % 997).cast("string"), F.lit("  upper "), F.element_at(
        F.array(*map(F.lit, ["mill st.", "station RD", "park ave", "long str"])), (F.col("id") % 4 + 1).cast("int"))).alias("address"),
    (F.col("id") % 20).alias("city"),
)

cleaned = addresses.withColumn("address", clean("address"))
busiest = cleaned.groupBy("city", "address").count().orderBy(F.desc("count"), "city", "address").limit(5)
busiest.show(truncate=False)

spark.stop()
