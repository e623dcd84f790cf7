"""Second set: skew, partitions, memory, failures and the cluster in other shapes."""
import os, time
from registry import D, NO_AQE, NO_BROADCAST, TWO, bad, good, job, sink
from fresh_plan_jobs import OUT, costly

CLUSTER4 = {"lab.master": "local-cluster[2,2,1024]", "spark.executor.memory": "1g"}


@job("fresh", bad=bad("SKEW001|SKEW003", "JOIN001 MEM001"), fixed=good("JOIN001"))
def unknown_customer(spark, v):
    """A SQL left join under default settings in which most orders have the customer -1."""
    from pyspark.sql import functions as F
    key = "CASE WHEN id % 10 < 7 THEN -1 ELSE id % 500000 END" if v == "bad" else "id % 500000"
    spark.range(0, 3_600_000, 1, 8).selectExpr(f"{key} AS customer", "sha1(cast(id as string)) AS note", "id % 97 AS amount").createOrReplaceTempView("orders")
    spark.range(-1, 500_000, 1, 4).selectExpr("id AS customer", "sha1(cast(id as string)) AS name", "sha2(cast(id as string), 256) AS address").createOrReplaceTempView("people")
    sink(spark.sql("SELECT /*+ MERGE(p) */ sha2(sha2(sha2(sha2(sha2(concat(o.note, p.name), 512), 512), 512), 512), 512) h FROM orders o LEFT JOIN people p ON o.customer = p.customer"))


@job("fresh", bad=bad("SKEW001|SKEW005|SKEW004 PYTHON003", "PYTHON007 MEM001 PYTHON003 SKEW004"), fixed=bad("PYTHON003", "PYTHON007"))
def one_giant_frame(spark, v):
    """applyInPandas where one group has most rows; the twin's groups are even, but it is Python all the same."""
    from pyspark.sql import functions as F
    hot = 75 if v == "bad" else 0
    df = spark.range(0, 1_600_000, 1, 8).select(F.when(F.col("id") % 100 < hot, F.lit(1)).otherwise(F.col("id") % 64).alias("g"), F.rand(4).alias("x"), F.sha1(F.col("id").cast("string")).alias("tag"))
    def rank(part):
        part["x"] = part["tag"].map(lambda s: sum(map(ord, s))) * part["x"]
        return part[["g", "x"]]
    sink(df.groupBy("g").applyInPandas(rank, "g long, x double"))


@job("fresh", bad=bad("SKEW001|SHUF003 PYTHON010", "SHUF003 PYTHON010 PYTHON011 MEM001 SKEW001 SCHED002"), fixed=bad("PYTHON010", "PYTHON011"))
def rdd_hot_key(spark, v):
    """An RDD is grouped by a key that most records share; the twin reduces."""
    rdd = spark.sparkContext.range(0, 800_000, 1, 8).map(lambda i: (0 if i % 10 < 7 else i % 999, i % 1013))
    if v == "bad":
        rdd.groupByKey(8).mapValues(lambda xs: sum(x * x % 7 for x in xs for _ in range(6))).count()
    else:
        rdd.reduceByKey(lambda a, b: a + b, 8).count()


@job("fresh", bad=bad("SKEW001|SKEW005", "SKEW004 MEM001", _={**NO_AQE, "spark.sql.shuffle.partitions": "24"}), fixed=good("CONF001", _={**NO_AQE, "spark.sql.shuffle.partitions": "24"}))
def median_of_hot_product(spark, v):
    """An exact percentile by a product that has most sales: no partial aggregate helps."""
    from pyspark.sql import functions as F
    hot = 70 if v == "bad" else 0
    df = spark.range(0, 4_000_000, 1, 8).select(F.when(F.col("id") % 100 < hot, F.lit(11)).otherwise(F.col("id") % 700).alias("product"), F.rand(2).alias("price"))
    sink(df.repartition(24, "product").groupBy("product").agg(F.percentile_approx("price", 0.5, 1_000_000), F.sort_array(F.collect_list("price")).alias("l")).select("product", F.size("l")))


@job("fresh", bad=bad("PART002", "IO003 IO008"), fixed=good("IO003"))
def one_archive(spark, v):
    """A single gzip file that cannot be split; the twin reads the same rows from eight."""
    from pyspark.sql import functions as F
    df = spark.read.schema("id long, note string, amount long").csv(f"{D}/one-gz" if v == "bad" else f"{D}/eight-gz")
    sink(df.groupBy(F.substring(costly(F.col("note"), 5), 1, 2)).agg(F.sum("amount")))


@job("fresh", bad=bad("PART002", "PYTHON011 PYTHON010", _={"lab.master": "local[4]"}), fixed=good("PYTHON011", _={"lab.master": "local[4]"}))
def calls_in_one_slice(spark, v):
    """Calls to another system, all in one slice."""
    def call(i):
        time.sleep(0.15)
        return i
    spark.sparkContext.parallelize(range(64), 1 if v == "bad" else 16).map(call).sum()


@job("fresh", bad=bad("PART003|PART006|PART002", "PART009 IO003 CACHE001"), fixed=good())
def one_file_for_excel(spark, v):
    """coalesce(1) behind a join and its computed columns, since somebody wants one CSV file."""
    from pyspark.sql import functions as F
    joined = spark.read.parquet(f"{D}/facts").join(spark.read.parquet(f"{D}/customers"), "customer").withColumn("h", costly(F.col("note"), 4)).filter("h < '08'")
    (joined.coalesce(1) if v == "bad" else joined).select("customer", "h").write.mode("overwrite").csv(f"{OUT}/excel")


@job("fresh", bad=bad("PART003", "MEM001"), fixed=good())
def running_total(spark, v):
    """A running total over all rows in SQL, without PARTITION BY."""
    spark.range(0, 2_600_000, 1, 8).selectExpr("id", "id % 400 AS shop", "rand(3) AS t", "id % 97 AS amount").createOrReplaceTempView("sales")
    by = "" if v == "bad" else "PARTITION BY shop"
    sink(spark.sql(f"SELECT id, sum(amount) OVER ({by} ORDER BY t ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) total, avg(amount) OVER ({by} ORDER BY t ROWS BETWEEN 20 PRECEDING AND CURRENT ROW) m FROM sales"))


@job("fresh", bad=bad("PART001", "SCHED004 DRV007 DRV001 IO001"), fixed=good())
def union_of_parts(spark, v):
    """A union of 250 little tables of six partitions each."""
    from functools import reduce
    from pyspark.sql import functions as F
    if v == "bad":
        df = reduce(lambda a, b: a.union(b), [spark.range(n * 1000, n * 1000 + 1000, 1, 6) for n in range(250)])
    else:
        df = spark.range(0, 250_000, 1, 6).crossJoin(F.broadcast(spark.range(0, 10).withColumnRenamed("id", "n")))
    sink(df.select(costly(F.col("id").cast("string"), 6 if v == "fixed" else 1).alias("h")).groupBy(F.substring("h", 1, 1)).count())


@job("fresh", bad=bad("PART001 PYTHON010", "PYTHON011 PYTHON006 SCHED004 SHUF009"), fixed=bad("PYTHON010", "PYTHON011"))
def reduce_into_thousand(spark, v):
    """reduceByKey into a thousand partitions of a hundred keys."""
    rdd = spark.sparkContext.range(0, 400_000, 1, 4).map(lambda i: (i % 100, 1))
    rdd.reduceByKey(lambda a, b: a + b, 700 if v == "bad" else 4).mapValues(lambda n: n * 2).count()


@job("fresh", bad=bad("IO001|PART001", "PYTHON010 PYTHON011 SCHED004 PART001 IO003"), fixed=good("PYTHON011 PYTHON010"))
def lines_of_small_files(spark, v):
    """sc.textFile over 900 files of some kilobytes: one task each."""
    rdd = spark.sparkContext.textFile(f"{D}/small-text" if v == "bad" else f"{D}/few-text")
    rdd.map(lambda line: len(line.split(" "))).sum()


@job("fresh", bad=bad("MEM001", "SHUF003 PYTHON010 PYTHON011 MEM002 SKEW001", _={"spark.python.worker.memory": "24m"}), fixed=good("SHUF003 PYTHON010 PYTHON011", _={"spark.python.worker.memory": "2g"}))
def python_side_spill(spark, v):
    """groupByKey in Python workers that may use next to no memory."""
    rdd = spark.sparkContext.range(0, 900_000, 1, 8).map(lambda i: (i % 20_000, "%060d" % i))
    rdd.groupByKey(2).mapValues(len).count()


@job("fresh", bad=bad("MEM001", "PART004 MEM011 MEM002 CONF001 JOIN001", _={**NO_AQE, "spark.driver.memory": "1g", "spark.memory.fraction": "0.2", "spark.sql.shuffle.partitions": "2"}),
     fixed=good("CONF001 JOIN001", _={**NO_AQE, "spark.driver.memory": "4g", "spark.sql.shuffle.partitions": "16"}))
def spilling_join(spark, v):
    """A merge join of two wide tables in two partitions of a small heap."""
    from pyspark.sql import functions as F
    a = spark.range(0, 1_800_000, 1, 8).select("id", F.sha2(F.col("id").cast("string"), 512).alias("a"))
    b = spark.range(0, 1_800_000, 1, 8).select((F.col("id") * 3 % 1_800_000).alias("id"), F.sha2((-F.col("id")).cast("string"), 512).alias("b"))
    sink(a.join(b.hint("merge"), "id").filter(F.col("a") < F.col("b")))


@job("fresh", bad=bad("MEM002", "MEM001 MEM009 MEM007 MEM011 CACHE003", _={"spark.driver.memory": "600m"}), fixed=good("MEM009", _={"spark.driver.memory": "5g"}))
def lists_of_structs(spark, v):
    """Whole orders are collected into lists of structs by customer, and taken apart again."""
    from pyspark.sql import functions as F
    df = spark.range(0, 900_000, 1, 8).select((F.col("id") % 400).alias("c"), F.struct("id", F.sha1(F.col("id").cast("string")).alias("n"), F.array(F.lit("a"), F.col("id").cast("string")).alias("t")).alias("o"))
    sink(df.groupBy("c").agg(F.collect_list("o").alias("l")).select("c", F.explode(F.filter("l", lambda o: o.n < "8"))))


@job("fresh", bad=bad("FAIL001|FAIL009", "PYTHON001 PYTHON002 PYTHON011 PYTHON006", spark__task__maxFailures="4"), fixed=good("PYTHON001 PYTHON002", spark__task__maxFailures="4"))
def flaky_udf(spark, v):
    """A UDF calls a service that refuses at first."""
    from pyspark.sql import functions as F
    def ask(i):
        from pyspark import TaskContext
        c = TaskContext.get()
        if v == "bad" and i % 5_000 == 0:
            time.sleep(0.2)
            if c.partitionId() % 3 == 1 and c.attemptNumber() < 2:
                raise ConnectionError("503 from the service")
        return i % 11
    sink(spark.range(0, 120_000, 1, 18).select(F.udf(ask, "int")("id").alias("x"), costly(F.col("id").cast("string"), 6).alias("h")).groupBy("x").agg(F.max("h")))


@job("fresh", bad=bad("SCHED002", _=NO_AQE), fixed=good(_=NO_AQE))
def hopeless_pattern(spark, v):
    """One value makes a regular expression backtrack for seconds; all partitions have as many rows."""
    from pyspark.sql import functions as F
    text = F.when(F.col("id") == 1_234_567, F.lit("a" * 26 + "!")) if v == "bad" else F.when(F.col("id") < 0, F.lit(""))
    df = spark.range(0, 2_400_000, 1, 24).select(text.otherwise(F.sha2(F.col("id").cast("string"), 256)).alias("s"))
    sink(df.filter(F.col("s").rlike("^(a+)+$") | F.col("s").rlike("0123$")))


@job("fresh", bad=bad("EXEC001|PART002|PART003", "PART002 DRV001 CLUS003 PYTHON011", _={**CLUSTER4, "lab.master": "local-cluster[4,1,1024]"}), fixed=good("PYTHON011", _={"lab.master": "local-cluster[1,1,1024]", "spark.executor.memory": "1g"}))
def four_for_one(spark, v):
    """Four executors for stages of one task: waiting for another system."""
    def wait(rows):
        time.sleep(3)
        yield sum(rows)
    for _ in range(3):
        spark.sparkContext.range(0, 1000, 1, 1).mapPartitions(wait).sum()


@job("fresh", bad=bad("MEM003|MEM004|FAIL002", "FAIL001 FAIL002 FAIL003 FAIL007 MEM002 EXEC001 PART002 DRV001 PART003", _={"lab.master": "local-cluster[2,1,1024]", "spark.executor.memory": "512m"}),
     fixed=good(_={"lab.master": "local-cluster[2,1,1024]", "spark.executor.memory": "1g"}))
def giant_sequences(spark, v):
    """Rows with an array of sixty million numbers for a heap of half a gigabyte."""
    from pyspark.sql import functions as F
    n = 60_000_000 if v == "bad" else 600_000
    sink(spark.range(0, 8, 1, 4).select(F.size(F.array_distinct(F.sequence(F.lit(0), F.lit(n) + F.col("id").cast("int")))).alias("s")))
    if v == "fixed":
        sink(spark.range(0, 1_500_000, 1, 8).select(costly(F.col("id").cast("string")).alias("h")).groupBy(F.substring("h", 1, 2)).count())


@job("fresh", cluster=True, bad=bad("EXEC001|DRV001", "EXEC001 DRV001 CLUS003", _={**TWO, "spark.dynamicAllocation.enabled": "false"}), fixed=good(_=TWO))
def held_while_waiting(spark, v):
    """Executors are held while the program waits for a file to appear."""
    from pyspark.sql import functions as F
    for _ in range(2):
        sink(spark.range(0, 1_600_000, 1, 8).select(costly(F.col("id").cast("string")).alias("h")).groupBy(F.substring("h", 1, 2)).count())
        if v == "bad":
            time.sleep(7)


@job("fresh", cluster=True, plain=good(_=TWO), metrics=good(_={**TWO, "spark.eventLog.logStageExecutorMetrics": "true", "spark.executor.processTreeMetrics.enabled": "true"}))
def healthy_on_cluster(spark, v):
    """Healthy, on two executors: files, a join, a window with a key, a write."""
    from pyspark.sql import functions as F, Window
    facts = spark.read.parquet(f"{D}/facts")
    ranked = facts.groupBy("customer", "day").agg(F.sum("amount").alias("s"), F.max(costly(F.col("note"), 2)).alias("h")).withColumn("r", F.row_number().over(Window.partitionBy("customer").orderBy(F.desc("s"))))
    ranked.filter("r = 1").join(spark.read.parquet(f"{D}/customers"), "customer").write.mode("overwrite").parquet(f"{OUT}/cluster")


@job("fresh", bad=bad("SKEW004|SKEW005|SKEW001", "PART002 CONF001 MEM001 MEM002", _={**NO_AQE, "lab.master": "local[8]", "spark.sql.shuffle.partitions": "16"}),
     fixed=good("CONF001", _={**NO_AQE, "lab.master": "local[8]", "spark.sql.shuffle.partitions": "16"}))
def lists_by_sign(spark, v):
    """Everything is sorted within one of two keys, on eight slots."""
    from pyspark.sql import functions as F, Window
    df = spark.range(0, 2_000_000, 1, 8).select((F.col("id") % (2 if v == "bad" else 400)).alias("k"), F.rand(4).alias("x"))
    sink(df.select("k", F.sum("x").over(Window.partitionBy("k").orderBy("x")).alias("s"), F.ntile(100).over(Window.partitionBy("k").orderBy("x")).alias("p")))


@job("fresh", cluster=True, bad=bad("EXEC003|EXEC001|DRV001", "EXEC001 DRV001 CLUS003", _={**TWO, "spark.dynamicAllocation.enabled": "true", "spark.dynamicAllocation.shuffleTracking.enabled": "true", "spark.dynamicAllocation.maxExecutors": "2", "spark.dynamicAllocation.executorIdleTimeout": "600s"}),
     fixed=good("EXEC002 DRV001", _={**TWO, "spark.dynamicAllocation.enabled": "true", "spark.dynamicAllocation.shuffleTracking.enabled": "false", "spark.dynamicAllocation.maxExecutors": "2", "spark.dynamicAllocation.executorIdleTimeout": "3s"}))
def slow_to_release(spark, v):
    """Dynamic allocation whose idle timeout is longer than any pause; in the twin there is no pause and a short timeout."""
    from pyspark.sql import functions as F
    for _ in range(2):
        sink(spark.range(0, 1_600_000, 1, 8).select(costly(F.col("id").cast("string")).alias("h")).filter("h < '1'"))
        if v == "bad":
            time.sleep(9)
