"""Skew, partitions, memory and tasks that fail or wait."""
import os, time
from registry import NO_AQE, NO_BROADCAST, bad, good, job, sink


@job("dev", bad=bad("SKEW001|SKEW003", "JOIN001 CONF001 CONF003 MEM001", _={**NO_AQE, **NO_BROADCAST, "spark.sql.shuffle.partitions": "24"}),
     adaptive=bad("SKEW001|SKEW003", "JOIN001 CONF003 MEM001", _={**NO_BROADCAST, "spark.sql.shuffle.partitions": "24"}),
     fixed=good("JOIN001 CONF003 CONF001", _={**NO_AQE, **NO_BROADCAST, "spark.sql.shuffle.partitions": "24"}))
def null_keys(spark, v):
    """A left join on a key that is mostly null."""
    from pyspark.sql import functions as F
    key = F.col("id") % 60_000 if v == "fixed" else F.when(F.col("id") % 10 < 8, F.lit(None)).otherwise(F.col("id") % 60_000)
    visits = spark.range(0, 4_000_000, 1, 8).select(key.alias("user"), F.sha1(F.col("id").cast("string")).alias("p"))
    users = spark.range(0, 60_000, 1, 4).select(F.col("id").alias("user"), F.sha1(F.col("id").cast("string")).alias("name"))
    h = F.concat_ws("", "p", "name")
    for _ in range(5):
        h = F.sha2(h, 512)
    sink(visits.join(users, "user", "left").select(h.alias("h")))


@job("test", bad=bad("SKEW001|SKEW003", "JOIN001 CONF001 CONF003 MEM001", _={**NO_AQE, "spark.sql.shuffle.partitions": "20"}),
     fixed=good("JOIN001 CONF003 CONF001", _={**NO_AQE, "spark.sql.shuffle.partitions": "20"}))
def two_hot_pairs(spark, v):
    """A join on two columns, in SQL, in which two pairs of keys hold two thirds of the rows."""
    from pyspark.sql import functions as F
    hot = 0 if v == "fixed" else 66
    spark.range(0, 4_500_000, 1, 9).select(
        F.when(F.col("id") % 100 < hot / 2, F.lit(1)).when(F.col("id") % 100 < hot, F.lit(2)).otherwise(F.col("id") % 300).alias("a"),
        F.when(F.col("id") % 100 < hot, F.lit(9)).otherwise(F.col("id") % 211).alias("b"), F.sha1(F.col("id").cast("string")).alias("p")).createOrReplaceTempView("facts")
    spark.range(0, 63_300, 1, 4).select((F.col("id") % 300).alias("a"), (F.col("id") % 211).alias("b"), F.sha1(F.col("id").cast("string")).alias("q")).createOrReplaceTempView("pairs")
    sink(spark.sql("SELECT /*+ MERGE(p) */ sha2(sha2(sha2(sha2(concat(f.p, p.q), 512), 512), 512), 512) h FROM facts f JOIN pairs p ON f.a = p.a AND f.b = p.b"))


@job("dev", bad=bad("SKEW005|SKEW001", "MEM001 SKEW004 PART004"), fixed=good())
def giant_window(spark, v):
    """One group of a window holds most rows."""
    from pyspark.sql import functions as F, Window
    hot = 75 if v == "bad" else 0
    df = spark.range(0, 4_000_000, 1, 8).select(F.when(F.col("id") % 100 < hot, F.lit(7)).otherwise(F.col("id") % 500).alias("g"), F.rand(5).alias("r"))
    w = Window.partitionBy("g").orderBy("r")
    sink(df.select(F.lag("r", 1).over(w).alias("before"), F.sum("r").over(w.rowsBetween(-50, 0)).alias("s")))


@job("test", bad=bad("SKEW005|SKEW001|SKEW004", "MEM001 MEM002 MEM009 CONF001 PART004", _={**NO_AQE, "spark.sql.shuffle.partitions": "16"}),
     fixed=good("MEM009 CONF001", _={**NO_AQE, "spark.sql.shuffle.partitions": "16"}))
def collected_events(spark, v):
    """Events of a key are collected and sorted; one key has most of them."""
    from pyspark.sql import functions as F
    hot = 70 if v == "bad" else 0
    df = spark.range(0, 2_500_000, 1, 8).select(F.when(F.col("id") % 100 < hot, F.lit(3)).otherwise(F.col("id") % 2000).alias("g"), F.sha1(F.col("id").cast("string")).alias("e"))
    sink(df.groupBy("g").agg(F.sort_array(F.collect_list("e")).alias("l")).select(F.size("l"), F.element_at("l", 1)))


@job("dev", bad=bad("PART003|PART006|IO017|PART002", "PART009 MEM001"), fixed=good())
def one_writer(spark, v):
    """repartition(1) before the work, for one output file."""
    from pyspark.sql import functions as F
    df = spark.range(0, 5_000_000, 1, 8).select("id", F.rand(2).alias("r"))
    if v == "bad":
        df = df.repartition(1)
    df.select("id", F.sha2(F.col("r").cast("string"), 256).alias("h")).filter("h < '2'").write.mode("overwrite").parquet("/tmp/stoker-lab-logs/jobs-out/one-writer")


@job("test", bad=bad("PART006|PART003|PART002|IO017", "PART009"), fixed=good())
def coalesced_early(spark, v):
    """coalesce(1) pulls the work before it into one task."""
    from pyspark.sql import functions as F
    df = spark.range(0, 12_000_000, 1, 12).select((F.col("id") % 50).alias("k"), F.sha2(F.col("id").cast("string"), 384).alias("h")).filter("h like '%7f'")
    (df.coalesce(1) if v == "bad" else df).write.mode("overwrite").json("/tmp/stoker-lab-logs/jobs-out/coalesced")


@job("test", bad=bad("PART001", "PYTHON011 SCHED004 PYTHON006"), fixed=good("PYTHON011"))
def sliced_list(spark, v):
    """A list in far too many slices."""
    spark.sparkContext.parallelize(range(400_000), 1600 if v == "bad" else 6).map(lambda i: i * 3 % 7).sum()


@job("dev", bad=bad("PART001", "PART005 CONF001 SCHED004 SHUF009", _={**NO_AQE, "spark.sql.shuffle.partitions": "1200"}), fixed=good(_={"spark.sql.shuffle.partitions": "1200"}))
def tiny_reducers(spark, v):
    """Two aggregations and a join over 1,200 partitions of nothing; AQE merges them in the twin."""
    from pyspark.sql import functions as F
    a = spark.range(0, 300_000, 1, 4).groupBy((F.col("id") % 5000).alias("k")).agg(F.sum("id").alias("s"))
    sink(a.groupBy((F.col("k") % 40).alias("j")).agg(F.max("s")))


@job("dev", bad=bad("MEM001", "PART004 MEM011 CONF001 MEM002 SHUF007 PART002", _={**NO_AQE, "spark.sql.shuffle.partitions": "2", "spark.driver.memory": "1g", "spark.memory.fraction": "0.25"}),
     fixed=good("CONF001 SHUF007", _={**NO_AQE, "spark.sql.shuffle.partitions": "24", "spark.driver.memory": "4g"}))
def spilling_aggregate(spark, v):
    """An aggregate with millions of groups in two partitions."""
    from pyspark.sql import functions as F
    df = spark.range(0, 5_000_000, 1, 8).select(F.sha1(F.col("id").cast("string")).alias("k"), F.col("id").alias("x"))
    sink(df.groupBy("k").agg(F.sum("x"), F.max("x"), F.min("x")))


@job("test", bad=bad("MEM001", "PART004 MEM011 MEM002 SHUF006", _={"spark.driver.memory": "1g", "spark.memory.fraction": "0.2", "spark.sql.shuffle.partitions": "2"}),
     fixed=good(_={"spark.driver.memory": "4g"}))
def spilling_sort(spark, v):
    """A global order over wide rows in too little memory."""
    from pyspark.sql import functions as F
    df = spark.range(0, 2_500_000, 1, 8).select(F.rand(3).alias("r"), *[F.sha2(F.concat(F.lit(i), F.col("id")), 512).alias(f"h{i}") for i in range(2)])
    sink(df.orderBy("r"))


@job("dev", bad=bad("MEM002", "MEM001 MEM009 MEM007 MEM011 CACHE003 CONF001", _={**NO_AQE, "spark.driver.memory": "560m", "spark.sql.shuffle.partitions": "4"}),
     fixed=good("MEM009 CONF001", _={**NO_AQE, "spark.driver.memory": "5g", "spark.sql.shuffle.partitions": "4"}))
def sets_in_small_heap(spark, v):
    """collect_set makes millions of objects in a heap that hardly holds them."""
    from pyspark.sql import functions as F
    df = spark.range(0, 1_600_000, 1, 8).select((F.col("id") % 90).alias("g"), F.sha1((F.col("id") % 800_000).cast("string")).alias("s"))
    sink(df.groupBy("g").agg(F.collect_set("s").alias("l")).select(F.size("l")))


@job("test", bad=bad("MEM002", "MEM001 MEM009 MEM007 MEM010 MEM011 CACHE003 CACHE005 CACHE002 CONF001", _={"spark.driver.memory": "700m"}),
     fixed=good(_={"spark.driver.memory": "5g"}))
def cached_objects(spark, v):
    """Deserialized rows fill the heap while big arrays are made and dropped."""
    from pyspark import StorageLevel
    from pyspark.sql import functions as F
    rdd = spark.range(0, 700_000, 1, 8).select("id", F.sha2(F.col("id").cast("string"), 512).alias("h"))._jdf.javaRDD()
    rdd.persist(spark.sparkContext._jvm.org.apache.spark.storage.StorageLevel.MEMORY_ONLY())
    rdd.count()
    for n in range(3):
        rdd.count()
        sink(spark.range(0, 300_000, 1, 8).select(F.size(F.transform(F.sequence(F.lit(0), F.lit(60)), lambda i: F.concat(i.cast("string"), F.col("id").cast("string")))).alias("n")))


@job("dev", bad=bad("FAIL001|FAIL009", "PYTHON011 PYTHON001 PYTHON002 PYTHON003 PYTHON006", spark__task__maxFailures="6"), fixed=good("PYTHON011", spark__task__maxFailures="6"))
def dying_workers(spark, v):
    """The Python process of some tasks dies, and they are tried again."""
    def work(number, rows):
        from pyspark import TaskContext
        total = sum(i % 13 for i in rows for _ in range(12))
        if v == "bad" and number % 4 == 1 and TaskContext.get().attemptNumber() < 2:
            os._exit(9)
        yield total
    spark.sparkContext.range(0, 1_600_000, 1, 16).mapPartitionsWithIndex(work).sum()


@job("test", bad=bad("FAIL002|FAIL001|FAIL011|FAIL009", "PYTHON011 PYTHON001 PYTHON002 PYTHON006 FAIL001 FAIL002 CACHE001 DRV001"), fixed=good("PYTHON001 PYTHON002"))
def bad_row(spark, v):
    """A row that cannot be parsed fails the job; the program cleans the data and runs it again."""
    from pyspark.sql import functions as F
    df = spark.range(0, 3_000_000, 1, 8).select(F.when(F.col("id") == 1_400_001, F.lit("n/a")).otherwise(F.col("id").cast("string")).alias("s"))
    h = df.select(F.when(F.col("s") == "n/a", F.raise_error(F.lit("not a number"))).otherwise(F.col("s")).alias("i"), F.sha2(F.sha2("s", 512), 512).alias("h"))
    clean = df.filter("s != 'n/a'").select(F.col("s").alias("i"), F.sha2(F.sha2("s", 512), 512).alias("h"))
    if v == "bad":
        try:
            sink(h.groupBy(F.substring("h", 1, 2)).agg(F.max("i")))
        except Exception as error:
            print("first try failed", str(error)[:80])
    sink(clean.groupBy(F.substring("h", 1, 2)).agg(F.max("i")))


@job("test", bad=bad("SCHED002", "PYTHON003 PYTHON006 PYTHON011 PYTHON010", _=NO_AQE), fixed=good("PYTHON003", _=NO_AQE))
def slow_call(spark, v):
    """One partition waits for another system inside mapInPandas."""
    def ask(batches):
        from pyspark import TaskContext
        slow = v == "bad" and TaskContext.get().partitionId() == 5
        for batch in batches:
            yield batch
        time.sleep(10 if slow else 0.5)
    sink(spark.range(0, 400_000, 1, 16).mapInPandas(ask, "id long"))
