"""Joins page views with customers; seven of ten views belong to one customer, so one task of the join does most of the work.

Spark 3.5:  python3 job.py file:///where/the/event/log/goes
"""
import sys

from pyspark.sql import SparkSession, functions as F

spark = (
    SparkSession.builder.appName("revenue-by-customer")
    .master("local[2]")
    .config("spark.eventLog.enabled", "true")
    .config("spark.eventLog.dir", sys.argv[1])
    .config("spark.eventLog.compress", "true")
    .config("spark.eventLog.compression.codec", "lz4")
    .config("spark.sql.shuffle.partitions", "16")
    .config("spark.sql.adaptive.enabled", "false")
    .config("spark.sql.autoBroadcastJoinThreshold", "-1")
    .config("spark.ui.showConsoleProgress", "false")
    .getOrCreate()
)
spark.sparkContext.setLogLevel("ERROR")

views = spark.range(8_000_000, numPartitions=8).select(
    F.when(F.rand(seed=7) < 0.7, F.lit(42)).otherwise((F.col("id") % 50_000)).alias("customer"),
    F.sha2(F.col("id").cast("string"), 256).alias("page"),
    (F.col("id") % 1000 / 100.0).alias("revenue"),
)
customers = spark.range(50_000, numPartitions=2).select(
    F.col("id").alias("customer"), F.concat(F.lit("customer-"), F.col("id").cast("string")).alias("name"))

joined = views.join(customers, "customer").withColumn("visit", F.sha2(F.concat("page", "name"), 512))
summary = joined.groupBy(F.substring("visit", 1, 2).alias("bucket")).agg(F.sum("revenue").alias("revenue"), F.count("*").alias("views"))
print(summary.orderBy(F.desc("revenue")).limit(3).collect())
print(customers.count())

spark.stop()
