"""The driver: long work between jobs, large results, many small jobs; and streams."""
import os, time
from registry import D, NO_AQE, bad, good, job, sink


@job("test", bad=bad("DRV001"), fixed=good())
def driver_crunches(spark, v):
    """Python loops in the driver between queries."""
    from pyspark.sql import functions as F
    for step in range(3):
        rows = spark.range(0, 2_500_000, 1, 8).groupBy((F.col("id") % 500).alias("k")).agg(F.sum(F.hash("id")).alias("s")).collect()
        if v == "bad":
            total, end = 0, time.time() + 3.5
            while time.time() < end:
                total += sum(row.s * row.k % 7 for row in rows)


@job("dev", bad=bad("DRV002", "DRV001 PYTHON010 PYTHON011 PYTHON009"), fixed=good("PYTHON011 PYTHON010"))
def rdd_collect(spark, v):
    """All records of an RDD are collected and summed in the driver."""
    rdd = spark.sparkContext.range(0, 1_400_000, 1, 8).map(lambda i: (i, "record-%d" % (i * 7919 % 1_000_003), i / 3.0))
    if v == "bad":
        sum(x for _, _, x in rdd.collect())
    else:
        rdd.map(lambda r: r[2]).sum()


@job("test", bad=bad("DRV002 PYTHON008", "DRV001", spark__sql__execution__arrow__pyspark__enabled="false"), arrow=bad("DRV002", "DRV001", spark__sql__execution__arrow__pyspark__enabled="true"),
     sample=good(spark__sql__execution__arrow__pyspark__enabled="false"))
def features_to_pandas(spark, v):
    """A table of features goes to pandas; `sample` takes a thousandth of it."""
    from pyspark.sql import functions as F
    df = spark.range(0, 1_500_000, 1, 8).select("id", *[F.rand(i).alias(f"f{i}") for i in range(4)], F.sha1(F.col("id").cast("string")).alias("tag"))
    if v == "sample":
        df = spark.range(0, 5_000_000, 1, 8).select("id", F.sha2(F.col("id").cast("string"), 256).alias("tag")).filter("tag < '004'")
    df.toPandas().describe()


@job("test", bad=bad("PYTHON009|DRV001|PYTHON013", "DRV001 PYTHON011 PYTHON009 SCHED009"), fixed=good())
def rows_from_driver(spark, v):
    """createDataFrame of half a million tuples."""
    from pyspark.sql import functions as F
    if v == "bad":
        rows = [(i, "customer-%d" % i, float(i % 977)) for i in range(500_000)]
        df = spark.createDataFrame(rows, "id long, name string, x double")
    else:
        df = spark.range(0, 6_000_000, 1, 8).select("id", F.sha1(F.col("id").cast("string")).alias("name"), (F.col("id") % 977).cast("double").alias("x"))
    sink(df.groupBy(F.substring("name", -2, 2)).agg(F.sum("x")))


@job("dev", bad=bad("DRV005|CACHE001", "CACHE001 DRV009"), fixed=good())
def looks_after_each_step(spark, v):
    """isEmpty, count and show after each step of a cleaning."""
    from pyspark.sql import functions as F
    df = spark.range(0, 2_500_000, 1, 8).select("id", F.sha2(F.sha2(F.col("id").cast("string"), 512), 256).alias("h"))
    for step, prefix in enumerate(("0", "1", "2")):
        df = df.filter(~F.col("h").startswith(prefix)).dropDuplicates(["h"]) if step == 2 else df.filter(~F.col("h").startswith(prefix))
        if v == "bad":
            print(step, df.count())
            df.orderBy("h").show(3)
    sink(df)


@job("dev", bad=bad("DRV006|DRV001|PART001", "DRV001 PART001 SCHED004 DRV007 CACHE001 DRV005 SHUF001"), fixed=good())
def query_by_day(spark, v):
    """One small query for each of 120 days, where one would do."""
    from pyspark.sql import functions as F
    df = spark.range(0, 400_000, 1, 2).select((F.col("id") % 120).alias("day"), (F.col("id") % 1009).alias("x"))
    if v == "bad":
        for day in range(120):
            df.filter(F.col("day") == day).agg(F.sum("x")).collect()
    else:
        sink(df.groupBy("day").agg(F.sum("x")))
        sink(spark.range(0, 6_000_000, 1, 8).select(F.sha1(F.col("id").cast("string")).alias("h")).groupBy(F.substring("h", 1, 3)).count())


@job("dev", bad=bad("STRM001|STRM002", "STRM002 STRM001 PART001 STRM006 PYTHON001 PYTHON002 PYTHON003 STRM010", _={"spark.sql.shuffle.partitions": "120"}), fixed=good("PYTHON001 PYTHON002", _={"spark.sql.shuffle.partitions": "3"}))
def sessions_stream(spark, v):
    """Counts by key in a stream whose batches take longer than the trigger."""
    from pyspark.sql import functions as F
    source = spark.readStream.format("rate").option("rowsPerSecond", 3000).load()
    counts = source.groupBy((F.col("value") % 200).alias("k")).agg(F.count("*").alias("n"), F.max("timestamp").alias("t"))
    query = counts.writeStream.outputMode("update").format("noop").trigger(processingTime="1 second" if v == "bad" else "4 seconds").start()
    time.sleep(18)
    query.stop()


@job("test", bad=bad("STRM001|STRM010|STRM002", "STRM002 STRM001 PART001 STRM010 CACHE001 DRV005 PYTHON010"), fixed=good())
def files_stream(spark, v):
    """Files trickle in; each batch writes and counts twice in foreachBatch, over too many rows for its trigger."""
    from pyspark.sql import functions as F
    def batch(df, number):
        heavy = df.crossJoin(spark.range(0, 60 if v == "bad" else 1).withColumnRenamed("id", "n")).select("value", F.sha2(F.sha2(F.concat("value", "n"), 512), 512).alias("h"))
        heavy.filter("h < '8'").count()
        if v == "bad":
            heavy.filter("h >= '8'").count()
            sink(heavy)
    source = spark.readStream.format("text").option("maxFilesPerTrigger", 1).load(f"{D}/stream-in")
    query = source.writeStream.foreachBatch(batch).trigger(processingTime="1 second" if v == "bad" else "3 seconds").start()
    time.sleep(18)
    query.stop()


@job("test", bad=bad("IO003|IO004 PYTHON001|PYTHON002 DRV002", "PYTHON005 PYTHON014 DRV001 JOIN001 IO004 PYTHON006 CACHE001"), fixed=good())
def nightly_etl(spark, v):
    """Several faults: CSV with inferred types, a UDF on each row, and everything collected."""
    from pyspark.sql import functions as F
    if v == "bad":
        df = spark.read.csv(f"{D}/orders-csv", header=True, inferSchema=True)
        clean = F.udf(lambda s: s.strip().lower().replace("-", "_"), "string")
        rows = df.withColumn("name", clean("name")).filter("amount > 100").select("id", "name", "amount", "day").collect()
        print(len(rows), sum(row.amount for row in rows))
    else:
        df = spark.read.parquet(f"{D}/orders-parquet")
        sink(df.withColumn("name", F.lower(F.trim(F.sha2("name", 256)))).filter("amount > 100").groupBy("day", "name").agg(F.sum("amount")))


@job("dev", bad=bad("SKEW001|SKEW003|SKEW005 DRV001", "CACHE002 JOIN001 CONF001 CONF003 MEM001", _={**NO_AQE, "spark.sql.shuffle.partitions": "16"}), fixed=good("CONF001", _={**NO_AQE, "spark.sql.shuffle.partitions": "16"}))
def skew_and_wait(spark, v):
    """Several faults: a skewed merge join, and the driver waits for another system."""
    from pyspark.sql import functions as F
    hot = 70 if v == "bad" else 0
    facts = spark.range(0, 3_000_000, 1, 8).select(F.when(F.col("id") % 100 < hot, F.lit(4)).otherwise(F.col("id") % 40_000).alias("k"), F.sha1(F.col("id").cast("string")).alias("p"))
    other = spark.range(0, 900_000, 1, 8).select((F.col("id") % 40_000).alias("k"), F.sha1(F.col("id").cast("string")).alias("q")).dropDuplicates(["k"])
    sink(facts.join(other.hint("merge"), "k").select(F.sha2(F.sha2(F.sha2(F.concat("p", "q"), 512), 512), 512)))
    if v == "bad":
        time.sleep(6)
    sink(facts.groupBy("k").count())
