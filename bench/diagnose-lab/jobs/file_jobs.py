"""Reading and writing files."""
import os
from registry import D, NO_AQE, bad, good, job, sink

OUT = "/tmp/stoker-lab-logs/jobs-out"


def prepare(spark):
    """Makes the files that jobs read, once."""
    from pyspark.sql import functions as F
    if os.path.exists(f"{D}/done"):
        return
    orders = spark.range(0, 900_000, 1, 4).select("id", F.concat(F.lit(" Customer-"), F.col("id") % 9973, F.lit(" ")).alias("name"), (F.col("id") % 1009).alias("amount"), (F.col("id") % 31).alias("day"),
                                                  *[(F.col("id") * (i + 3) % 10_007).alias(f"c{i}") for i in range(10)])
    orders.write.mode("overwrite").csv(f"{D}/orders-csv", header=True)
    orders.write.mode("overwrite").parquet(f"{D}/orders-parquet")
    orders.write.mode("overwrite").json(f"{D}/orders-json")
    orders.limit(90_000).repartition(900).write.mode("overwrite").json(f"{D}/small-json")
    orders.limit(90_000).repartition(900).write.mode("overwrite").parquet(f"{D}/small-parquet")
    orders.limit(90_000).coalesce(2).write.mode("overwrite").parquet(f"{D}/few-parquet")
    spark.range(0, 2_600_000, 1, 1).select("id", F.sha1(F.col("id").cast("string")).alias("h")).write.mode("overwrite").option("compression", "gzip").csv(f"{D}/uneven-gz")
    spark.range(0, 560_000, 1, 7).select("id", F.sha1(F.col("id").cast("string")).alias("h")).write.mode("append").option("compression", "gzip").csv(f"{D}/uneven-gz")
    spark.range(0, 3_160_000, 1, 8).select("id", F.sha1(F.col("id").cast("string")).alias("h")).write.mode("overwrite").option("compression", "gzip").csv(f"{D}/even-gz")
    spark.range(0, 60_000, 1, 30).select(F.concat(F.lit("line "), "id").alias("value")).write.mode("overwrite").text(f"{D}/stream-in")
    open(f"{D}/done", "w").close()


@job("test", bad=bad("IO001", "IO003 IO004 PART001 IO013 DRV008 DRV001"), fixed=good())
def small_json(spark, v):
    """Nine hundred JSON files of some kilobytes."""
    from pyspark.sql import functions as F
    if v == "bad":
        df = spark.read.schema("id long, name string, amount long, day long").json(f"{D}/small-json")
    else:
        df = spark.read.parquet(f"{D}/orders-parquet").select("id", "name", "amount", "day")
    sink(df.groupBy("day", "name").agg(F.sum("amount"), F.max(F.sha2("name", 256))))


@job("dev", bad=bad("IO001", "PART001 IO013 IO014 DRV008 DRV001 PART010"), fixed=good())
def small_parquet(spark, v):
    """Nine hundred Parquet files of some kilobytes, each its own task by a hostile setting of nobody: default splits."""
    from pyspark.sql import functions as F
    df = spark.read.parquet(f"{D}/small-parquet" if v == "bad" else f"{D}/orders-parquet")
    sink(df.groupBy("day", "name").agg(F.sum("amount"), F.max("c3")))


@job("dev", bad=bad("IO002|IO012", "IO011 IO012 PART001 DRV001"), fixed=good("IO011"))
def writes_by_day_and_shop(spark, v):
    """partitionBy over two columns makes thousands of files."""
    from pyspark.sql import functions as F
    df = spark.range(0, 1_200_000, 1, 8).select((F.rand(3) * 12).cast("int").alias("day"), (F.rand(4) * 20).cast("int").alias("shop"), F.col("id"), F.sha1(F.col("id").cast("string")).alias("h"))
    if v == "bad":
        df.write.mode("overwrite").partitionBy("day", "shop").parquet(f"{OUT}/many")
    else:
        df.repartition("day").write.mode("overwrite").partitionBy("day").parquet(f"{OUT}/few")


@job("test", bad=bad("IO002|IO012", "IO011 IO012 PART001 PART009 DRV001"), fixed=good())
def repartition_for_writing(spark, v):
    """repartition(400) before a write of some megabytes."""
    from pyspark.sql import functions as F
    df = spark.range(0, 1_500_000, 1, 4).select("id", F.sha1(F.col("id").cast("string")).alias("h"))
    (df.repartition(400) if v == "bad" else df).write.mode("overwrite").option("compression", "snappy").json(f"{OUT}/json400")


@job("dev", bad=bad("IO003|IO004", "IO004 IO003 CACHE001"), fixed=good())
def json_lines(spark, v):
    """JSON with an inferred schema, two columns used."""
    from pyspark.sql import functions as F
    df = spark.read.json(f"{D}/orders-json") if v == "bad" else spark.read.parquet(f"{D}/orders-parquet")
    sink(df.groupBy("day").agg(F.sum("amount"), F.max(F.sha2("name", 512))))


@job("test", bad=bad("SKEW002|IO008|SCHED002", "IO003 IO004 IO008 PART002"), even=good("IO003 IO008"))
def uneven_archives(spark, v):
    """Gzipped CSV files of which one is thirty times as large as the others."""
    from pyspark.sql import functions as F
    df = spark.read.schema("id long, h string").csv(f"{D}/uneven-gz" if v == "bad" else f"{D}/even-gz")
    sink(df.select(F.sha2(F.sha2(F.sha2("h", 512), 512), 512).alias("s")).groupBy(F.substring("s", 1, 2)).count())
