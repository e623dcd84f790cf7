"""Python in more places than one, in the wrong place, and at a price of its own; jobs and batches that wait for each other."""
import os, threading, time
from registry import D, bad, good, job, sink

OUT = os.path.join(D, "..", "jobs-out")


@job("dev", bad=bad("PYTHON001|PYTHON002", "PYTHON003 PYTHON004"), fixed=good("PYTHON003"))
def two_hops(spark, v):
    """A plain and a pandas UDF over the same rows: each row goes to Python twice."""
    import pandas as pd
    from pyspark.sql import functions as F

    @F.pandas_udf("double")
    def scale(x: pd.Series) -> pd.Series:
        return x * 1.1 + 3

    df = spark.range(0, 3_000_000, 1, 8).select("id", (F.col("id") % 977).cast("double").alias("x"))
    if v == "bad":
        name = F.udf(lambda i: "n%d" % (i % 100))
        sink(df.select(name("id").alias("n"), scale("x").alias("y")).groupBy("n").agg(F.sum("y")))
    else:
        sink(df.select(F.concat(F.lit("n"), F.col("id") % 100).alias("n"), scale("x").alias("y")).groupBy("n").agg(F.sum("y")))


@job("dev", bad=bad("PYTHON001|PYTHON002 PYTHON004", "PYTHON005"), fixed=good("PYTHON001 PYTHON002"))
def filter_on_the_result(spark, v):
    """A filter on the column of a UDF, which Spark evaluates for the filter and again for the column."""
    from pyspark.sql import functions as F
    parse = F.udf(lambda i: (i * 7919) % 1000, "long")
    df = spark.range(0, 2_500_000, 1, 8).select(F.col("id"))
    if v == "bad":
        sink(df.withColumn("p", parse("id")).filter("p < 900"))
    else:
        sink(df.select(F.expr("(id * 7919) % 1000").alias("p")).filter("p < 900"))


@job("dev", bad=bad("PYTHON001|PYTHON002 PYTHON005"), fixed=good())
def udf_as_filter(spark, v):
    """A Python function keeps one row of fifty of a Parquet table."""
    from pyspark.sql import functions as F
    path = f"{D}/hop-orders"
    if not os.path.exists(path):
        spark.range(0, 3_000_000, 1, 8).select("id", F.sha1(F.col("id").cast("string")).alias("h"), F.rand(3).alias("x")).write.parquet(path)
    df = spark.read.parquet(path)
    keep = F.udf(lambda i: i % 50 == 7, "boolean")("id") if v == "bad" else (F.col("id") % 50 == 7)
    sink(df.filter(keep).groupBy(F.substring("h", 1, 2)).agg(F.sum("x")))


@job("dev", bad=bad("PYTHON006", "PYTHON001 PYTHON002 PART001", spark__python__worker__reuse="false"), fixed=good("PYTHON001 PYTHON002"))
def worker_for_each_task(spark, v):
    """Workers of Python end with their task: each of 60 tasks starts and imports its own."""
    from pyspark.sql import functions as F
    title = F.udf(lambda s: s.strip().title())
    sink(spark.range(0, 60_000, 1, 60).select(title(F.col("id").cast("string")).alias("t")))


@job("dev", bad=bad("PYTHON001|PYTHON002|PYTHON003", "PYTHON014 PYTHON001 PYTHON002 PYTHON003"), fixed=good("PYTHON001 PYTHON002"))
def whole_rows(spark, v):
    """A UDF takes the whole row, two kilobytes wide, for one number of it."""
    from pyspark.sql import functions as F
    wide = spark.range(0, 260_000, 1, 8).select("id", *[F.repeat(F.sha2((F.col("id") + n).cast("string"), 256), 4).alias(f"c{n}") for n in range(8)])
    if v == "bad":
        sink(wide.select(F.udf(lambda row: row.id % 10, "long")(F.struct("*")).alias("d"), "c1").groupBy("d").agg(F.max("c1")))
    else:
        sink(wide.select((F.col("id") % 10).alias("d"), "c1").groupBy("d").agg(F.max("c1")))


@job("dev", bad=bad("PYTHON012|PYTHON010", "PYTHON010 PYTHON011 PYTHON012"), fixed=good())
def round_trip(spark, v):
    """A DataFrame becomes an RDD for one column, and a DataFrame again."""
    from pyspark.sql import functions as F
    df = spark.range(0, 900_000, 1, 8).select("id", F.sha1(F.col("id").cast("string")).alias("h"))
    if v == "bad":
        df = df.rdd.map(lambda row: (row.id, row.h.upper())).toDF("id long, h string")
    else:
        df = df.select("id", F.upper("h").alias("h"))
    sink(df.groupBy(F.substring("h", 1, 2)).count())


@job("dev", bad=bad("CACHE001", "PYTHON009 DRV001"), fixed=good())
def list_from_the_driver(spark, v):
    """A list of 600,000 tuples made on the driver becomes a DataFrame."""
    from pyspark.sql import functions as F
    if v == "bad":
        df = spark.createDataFrame([(i, "name-%d" % i, i * 0.5) for i in range(600_000)], "id long, name string, x double")
    else:
        df = spark.range(0, 600_000, 1, 8).select("id", F.concat(F.lit("name-"), "id").alias("name"), (F.col("id") * 0.5).alias("x"))
    sink(df.groupBy((F.col("id") % 100).alias("k")).agg(F.sum("x"), F.max(F.sha2("name", 512))))
    sink(df.groupBy((F.col("id") % 10).alias("k")).agg(F.max("x"), F.max(F.sha2("name", 512))))


@job("dev", bad=bad("PYTHON015|PART003", "PART003 PYTHON015 SKEW005 MEM001 PART002"), fixed=good("PART002"))
def pandas_on_spark_index(spark, v):
    """The default index of pandas on Spark, by sequence or distributed."""
    import warnings
    warnings.simplefilter("ignore")
    os.environ["PYARROW_IGNORE_TIMEZONE"] = "1"
    import pyspark.pandas as ps
    from pyspark.sql import functions as F
    with ps.option_context("compute.default_index_type", "sequence" if v == "bad" else "distributed"):
        df = spark.range(0, 4_000_000, 1, 8).select((F.col("id") % 1000).alias("k"), F.sha1(F.col("id").cast("string")).alias("h"), F.rand(3).alias("x"))
        frame = ps.DataFrame(df)
        frame["y"] = frame["x"] * 2
        sink(frame.to_spark(index_col="i").filter("y > 0.2"))


@job("dev", bad=bad("PART002", "SCHED007 PYTHON003", lab__master="local[8]"), fixed=good("PART002 PYTHON003", lab__master="local[8]"))
def reports_in_a_row(spark, v):
    """Four reports of two tasks each, one after the other or from threads, on eight slots."""
    def wait(batches):
        for batch in batches:
            time.sleep(3.5)
            yield batch

    def report(number):
        spark.range(number * 1000, number * 1000 + 1000, 1, 2).mapInPandas(wait, "id long").write.mode("overwrite").parquet(f"{OUT}/report-{number}")

    if v == "bad":
        for number in range(4):
            report(number)
    else:
        threads = [threading.Thread(target=report, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


@job("dev", bad=bad("SCHED005", "SCHED005", lab__master="local-cluster[2,2,1024]", spark__speculation="true", spark__speculation__multiplier="1.05", spark__speculation__quantile="0.1", spark__speculation__interval="50ms"),
     fixed=good(lab__master="local-cluster[2,2,1024]"))
def eager_copies(spark, v):
    """Speculation that starts a copy of every task a little slower than the rest."""
    def work(index, rows):
        time.sleep(1.0 + (index % 4) * 0.4)
        return [sum(rows)]
    for _ in range(2):
        spark.sparkContext.range(0, 30_000, 1, 30).mapPartitionsWithIndex(work).sum()


@job("dev", bad=bad("", "SCHED008", lab__master="local[4]"), fixed=good("SCHED007", lab__master="local[4]", spark__scheduler__mode="FAIR"))
def short_behind_long(spark, v):
    """A short query waits behind a long one of 160 tasks that was there first."""
    def long():
        if v == "fixed":
            spark.sparkContext.setLocalProperty("spark.scheduler.pool", "long")
        spark.sparkContext.range(0, 160_000, 1, 160).mapPartitions(lambda rows: [time.sleep(1) or sum(rows)]).sum()
    thread = threading.Thread(target=long)
    thread.start()
    time.sleep(3)
    if v == "fixed":
        spark.sparkContext.setLocalProperty("spark.scheduler.pool", "short")
    spark.sparkContext.range(0, 4_000, 1, 4).mapPartitions(lambda rows: [time.sleep(1) or sum(rows)]).sum()
    thread.join()
