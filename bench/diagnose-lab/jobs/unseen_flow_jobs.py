"""Third set, written without a look at the rules: files, Python, memory, failures, the driver and streams as a data engineer writes them."""
import glob, os, shutil, time
from registry import D, NO_AQE, bad, good, job, sink
from fresh_plan_jobs import OUT, costly

UNSEEN = f"{D}/unseen"
LOCAL = "/tmp/stoker-lab-logs/jobs-local"


def prepare(spark):
    """Makes the files that these jobs read, once."""
    from pyspark.sql import functions as F
    if os.path.exists(f"{UNSEEN}/done"):
        return
    rows = spark.range(0, 900_000, 1, 4).select("id", F.sha1(F.col("id").cast("string")).alias("name"), (F.col("id") % 1009).alias("amount"), (F.col("id") % 31).alias("day"), *[(F.col("id") * (n + 3) % 10_007).alias(f"c{n}") for n in range(12)])
    rows.coalesce(1).write.mode("overwrite").csv(f"{UNSEEN}/one-csv", header=True)
    rows.repartition(31, "day").write.mode("overwrite").partitionBy("day").parquet(f"{UNSEEN}/by-day")
    rows.withColumn("shop", F.col("id") % 25).filter("id < 300000").repartition(1, "day", "shop").write.mode("overwrite").partitionBy("day", "shop").parquet(f"{UNSEEN}/by-day-and-shop")
    rows.filter("id < 300000").coalesce(4).write.mode("overwrite").parquet(f"{UNSEEN}/plain")
    open(f"{UNSEEN}/done", "w").close()


@job("unseen", bad=bad("PART002|IO008|PART003", "IO003 IO008 PART002 PART003", lab__master="local[4]"), fixed=good("IO003", lab__master="local[4]"))
def multiline_export(spark, v):
    """A CSV export read with multiLine, so that one task reads all of it and does all the work."""
    from pyspark.sql import functions as F
    schema = "id long, name string, amount long, day long, " + ", ".join(f"c{n} long" for n in range(12))
    df = spark.read.schema(schema).option("header", True).option("multiLine", v == "bad").csv(f"{UNSEEN}/one-csv")
    if v == "fixed":
        df = df.repartition(16)
    sink(df.select("id", costly(F.col("name"), 14).alias("h")).filter("h < '1'"))


@job("unseen", bad=bad("IO014|PART001", "PART001 IO014 IO013 SCHED004 DRV008"), fixed=good())
def splits_of_a_cluster_long_gone(spark, v):
    """spark.sql.files.maxPartitionBytes was set to 128 KiB for a heavy query once; this one is not heavy."""
    from pyspark.sql import functions as F
    if v == "bad":
        spark.conf.set("spark.sql.files.maxPartitionBytes", 128 << 10)
        spark.conf.set("spark.sql.files.openCostInBytes", 1)
    for key in ("product", "day"):
        sink(spark.read.parquet(f"{D}/facts").groupBy(key).agg(F.sum("amount"), F.max(F.sha2("note", 512))))


@job("unseen", bad=bad("IO001|DRV008", "PART001 IO013 IO014 DRV001 DRV008 IO009"), fixed=good())
def folders_of_one_file(spark, v):
    """A table partitioned by day and shop, 775 files of some kilobytes, for two reports."""
    from pyspark.sql import functions as F
    for key in ("day", "c3"):
        df = spark.read.parquet(f"{UNSEEN}/by-day-and-shop" if v == "bad" else f"{UNSEEN}/plain")
        sink(df.groupBy(key).agg(F.sum("amount"), F.max("c1"), F.max(costly(F.col("name"), 1 if v == "bad" else 12))))


@job("unseen", bad=bad("PYTHON005|IO005|IO006|PYTHON001|PYTHON002", "PYTHON001 PYTHON002 PYTHON005 IO005 IO006 PYTHON014"), fixed=good())
def weekend_by_function(spark, v):
    """A Python function decides over the partition column: all days are read to keep two."""
    from pyspark.sql import functions as F
    df = spark.read.parquet(f"{UNSEEN}/by-day")
    weekend = F.udf(lambda day: day in (6, 13), "boolean")
    kept = df.filter(weekend("day")) if v == "bad" else df.filter(F.col("day").isin(6, 13))
    sink(kept.groupBy("c1").agg(F.sum("amount"), F.max(costly(F.col("name"), 2))))
    if v == "fixed":
        sink(spark.read.parquet(f"{D}/facts").groupBy("product").agg(F.max(costly(F.col("note"), 3))))


@job("unseen", bad=bad("PYTHON001|PYTHON002|PYTHON003|PYTHON004", "PYTHON001 PYTHON002 PYTHON003 PYTHON004 PYTHON014"), native=good())
def words_by_list_udf(spark, v):
    """A UDF returns a list of tokens that is exploded and counted; the twin splits."""
    from pyspark.sql import functions as F
    text = spark.range(0, 700_000, 1, 8).select(F.concat_ws(" ", *[F.concat(F.lit("w"), (F.col("id") * n % 911).cast("string")) for n in range(2, 9)]).alias("line"))
    if v == "bad":
        tokens = F.udf(lambda s: [w.lower() for w in s.split(" ") if len(w) > 2], "array<string>")
        words = text.select(F.explode(tokens("line")).alias("w"))
    else:
        words = text.select(F.explode(F.filter(F.split(F.lower("line"), " "), lambda w: F.length(w) > 2)).alias("w"), "line").select("w", costly(F.col("line"), 1).alias("h"))
    sink(words.groupBy("w").agg(F.count("*"), *([F.max("h")] if v == "native" else [])))


@job("unseen", bad=bad("PYTHON013|PYTHON001|PYTHON002", "PYTHON001 PYTHON002 PYTHON013 SCHED009 PART001 PYTHON006"), broadcast=good("PYTHON001 PYTHON002"))
def dictionary_in_a_udf(spark, v):
    """A UDF captures a dictionary of 300,000 names, which each of 80 tasks loads anew; the twin joins."""
    from pyspark.sql import functions as F
    names = {n: "name-%09d" % n for n in range(300_000)}
    df = spark.range(0, 600_000, 1, 80).select((F.col("id") % 300_000).cast("int").alias("k"), F.sha1(F.col("id").cast("string")).alias("h"))
    if v == "bad":
        sink(df.select(F.udf(lambda k: names[k], "string")("k").alias("name")).groupBy(F.substring("name", -2, 2)).count())
    else:
        lookup = spark.range(0, 300_000, 1, 2).select(F.col("id").cast("int").alias("k"), F.format_string("name-%09d", "id").alias("name"))
        df = spark.range(0, 3_000_000, 1, 8).select((F.col("id") % 300_000).cast("int").alias("k"), F.sha1(F.col("id").cast("string")).alias("h"))
        sink(df.join(F.broadcast(lookup), "k").groupBy(F.substring("name", -2, 2)).agg(F.max(costly(F.col("h"), 2))))


@job("unseen", bad=bad("PYTHON010", "PYTHON011 CACHE001 SHUF001 SHUF003"), native=good())
def sort_and_zip(spark, v):
    """An RDD is sorted by key and numbered by zipWithIndex, which runs the sort once more; the twin ranks."""
    from pyspark.sql import functions as F, Window
    if v == "bad":
        rdd = spark.sparkContext.range(0, 500_000, 1, 8).map(lambda i: (i * 7919 % 1_000_003, "v%d" % i))
        rdd.sortByKey().zipWithIndex().filter(lambda t: t[1] % 1000 == 0).saveAsTextFile(_fresh(f"{OUT}/zipped"))
    else:
        df = spark.range(0, 3_500_000, 1, 8).select((F.col("id") * 7919 % 1_000_003).alias("k"), F.sha1(F.col("id").cast("string")).alias("v"))
        sink(df.withColumn("n", F.row_number().over(Window.partitionBy(F.col("k") % 64).orderBy("k"))).filter("n % 1000 = 0"))


@job("unseen", bad=bad("MEM001", "PART007 PART004 PART002 MEM011 MEM002 JOIN008 MEM009 PART003 MEM007", _={"spark.driver.memory": "900m", "spark.sql.adaptive.advisoryPartitionSizeInBytes": "4g", "spark.sql.adaptive.coalescePartitions.parallelismFirst": "false"}),
     fixed=good(_={"spark.driver.memory": "4g"}))
def huge_advisory_size(spark, v):
    """An advisory partition size of four gigabytes lets AQE merge everything into one partition, which a window sorts."""
    from pyspark.sql import functions as F, Window
    df = spark.range(0, 2_600_000, 1, 8).select((F.col("id") % 90_000).alias("k"), F.rand(3).alias("at"), F.sha2(F.col("id").cast("string"), 512).alias("note"))
    sink(df.withColumn("before", F.lag("note").over(Window.partitionBy("k").orderBy("at"))).filter("before < note"))


@job("unseen", bad=bad("FAIL003|FAIL007", "FAIL001 FAIL003 FAIL007 PYTHON010 PYTHON011", spark__local__dir=LOCAL), fixed=good("PYTHON010 PYTHON011", spark__local__dir=LOCAL))
def shuffle_files_lost(spark, v):
    """The shuffle files of a stage vanish between two jobs, as a cleaned local disk does: fetches fail and the stage runs again."""
    rows = spark.sparkContext.range(0, 900_000, 1, 8).map(lambda i: (i % 5_000, len(str(i ** 9)))).reduceByKey(lambda a, b: a + b, 8)
    rows.count()
    if v == "bad":
        for path in glob.glob(f"{LOCAL}/blockmgr-*/*/shuffle_*"):
            os.remove(path)
    rows.mapValues(lambda n: n * 2).map(lambda kv: kv[1]).sum()


@job("unseen", bad=bad("FAIL002|FAIL009|FAIL001", "FAIL001 FAIL002 FAIL009 FAIL011 PYTHON001 PYTHON002 CACHE001 PYTHON006", spark__task__maxFailures="4"), fixed=good("PYTHON001 PYTHON002", spark__task__maxFailures="4"))
def division_by_zero(spark, v):
    """A UDF divides by zero in one row: four attempts, then the job fails, and the program catches that."""
    from pyspark.sql import functions as F
    def ratio(x):
        return 1000.0 / x
    df = spark.range(1, 3_000_000, 1, 12).select(F.when(F.col("id") == 2_900_000, F.lit(0) if v == "bad" else F.lit(1)).otherwise(F.col("id") % 97 + 1).alias("x"), costly(F.col("id").cast("string"), 2).alias("h"))
    df = df.groupBy("x").agg(F.max("h").alias("h"), F.count("*").alias("n"))
    try:
        sink(df.select(F.udf(ratio, "double")("x").alias("r"), "h"))
    except Exception as error:
        print("expected:", str(error)[:200])
    sink(spark.range(0, 1_000_000, 1, 8).select(costly(F.col("id").cast("string"), 2).alias("h")).filter("h < '1'"))


@job("unseen", bad=bad("DRV001|DRV002|PART002", "DRV001 DRV002 PART002 CACHE001 PYTHON010 PYTHON011 DRV006"), fixed=good())
def row_by_row_on_the_driver(spark, v):
    """toLocalIterator, and a loop of Python over every row; the twin aggregates."""
    from pyspark.sql import functions as F
    df = spark.range(0, 700_000, 1, 8).select("id", F.sha1(F.col("id").cast("string")).alias("h"))
    if v == "bad":
        total = {}
        for row in df.toLocalIterator():
            total[row.h[:2]] = total.get(row.h[:2], 0) + len(row.h) * row.id % 7
        print(len(total))
    else:
        sink(spark.range(0, 3_500_000, 1, 8).select(costly(F.col("id").cast("string"), 2).alias("h"), "id").groupBy(F.substring("h", 1, 2)).agg(F.sum(F.col("id") % 7)))


@job("unseen", bad=bad("CACHE001|IO009|DRV006|SHUF001|DRV005|DRV001", "CACHE001 IO009 DRV006 SHUF001 DRV005 DRV001 IO002 IO011 PART001 DRV007 IO017"), fixed=good("IO011"))
def one_write_for_each_day(spark, v):
    """A loop over 25 days filters an expensive table and writes each day; the twin writes once by day."""
    from pyspark.sql import functions as F
    base = spark.read.parquet(f"{D}/facts").filter("day < 25").select("day", "product", "amount", F.sha2("note", 512).alias("h")).groupBy("day", "product").agg(F.sum("amount").alias("s"), F.max("h").alias("h"))
    if v == "bad":
        shutil.rmtree(f"{OUT}/days", ignore_errors=True)
        for day in range(25):
            base.filter(F.upper(F.col("day").cast("string")) == str(day)).write.parquet(f"{OUT}/days/{day}")
    else:
        heavy = base.withColumn("g", costly(F.col("h"), 8))
        heavy.repartition("day").write.mode("overwrite").partitionBy("day").parquet(f"{OUT}/days-once")
        sink(spark.read.parquet(f"{D}/facts").groupBy("product").agg(F.max(costly(F.col("note"), 3))))


@job("unseen", bad=bad("STRM003", "STRM001 STRM002 PART001 STRM005 STRM007 STRM011 STRM004", _={"spark.sql.shuffle.partitions": "2"}), fixed=good("STRM001 STRM007 STRM005", _={"spark.sql.shuffle.partitions": "2"}))
def clicks_and_views(spark, v):
    """A join of two streams without watermarks keeps both for ever; the twin has a time range and watermarks."""
    from pyspark.sql import functions as F
    def stream(name):
        return spark.readStream.format("rate").option("rowsPerSecond", 2500).load().select(F.col("value").alias(f"{name}_id"), F.col("timestamp").alias(f"{name}_at"))
    views, clicks = stream("view"), stream("click")
    if v == "bad":
        joined = views.join(clicks, F.col("view_id") == F.col("click_id"))
    else:
        joined = views.withWatermark("view_at", "2 seconds").join(clicks.withWatermark("click_at", "2 seconds"), (F.col("view_id") == F.col("click_id")) & F.expr("click_at BETWEEN view_at - INTERVAL 2 SECONDS AND view_at + INTERVAL 2 SECONDS"))
    query = joined.writeStream.outputMode("append").format("noop").trigger(processingTime="2 seconds").start()
    time.sleep(40)
    query.stop()


@job("unseen", bad=bad("EXEC001|DRV001|DRV002", "EXEC001 DRV001 DRV002 PART002 CLUS003", _={"lab.master": "local-cluster[3,1,1024]", "spark.executor.memory": "800m"}), fixed=good("PART002 EXEC001", _={"lab.master": "local-cluster[2,1,1024]", "spark.executor.memory": "800m"}))
def pandas_on_a_cluster(spark, v):
    """A result goes to pandas, which works for ten seconds while three executors wait; the twin aggregates in Spark."""
    from pyspark.sql import functions as F
    df = spark.read.parquet(f"{D}/facts").groupBy("day", "product").agg(F.sum("amount").alias("s"), F.max(costly(F.col("note"), 1)).alias("h"))
    if v == "bad":
        frame, end = df.toPandas(), time.time() + 10
        while time.time() < end:
            frame.sort_values(["s", "h"]).groupby("day").s.rolling(5).mean().sum()
    else:
        sink(df.groupBy("day").agg(F.sum("s"), F.max("h")))
        sink(spark.read.parquet(f"{D}/facts").groupBy("product").agg(F.max(costly(F.col("note"), 3))))


def _fresh(path):
    shutil.rmtree(path, ignore_errors=True)
    return path
