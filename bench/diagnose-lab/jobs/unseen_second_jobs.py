"""Fourth set, also written without a look at the rules, together with the third, and run and scored after the rules were mended by the third."""
import os, shutil, signal, time
from registry import D, NO_AQE, NO_BROADCAST, bad, good, job, sink
from fresh_plan_jobs import OUT, costly


@job("second", bad=bad("PYTHON001|PYTHON002|PYTHON003|PYTHON004", "PYTHON001 PYTHON002 PYTHON003 PYTHON004 PYTHON014"), native=good())
def days_by_table_function(spark, v):
    """A Python table function makes a row for each day of a booking; the twin explodes a sequence."""
    from pyspark.sql import functions as F
    spark.range(0, 130_000, 1, 8).selectExpr("id AS booking", "id % 9 + 1 AS nights").createOrReplaceTempView("bookings")
    if v == "bad":
        @F.udtf(returnType="booking bigint, day int")
        class Days:
            def eval(self, booking: int, nights: int):
                for day in range(nights):
                    yield booking, day
        spark.udtf.register("days", Days)
        sink(spark.sql("SELECT d.day, count(*) n FROM bookings b, LATERAL days(b.booking, b.nights) d GROUP BY d.day"))
    else:
        sink(spark.sql("SELECT day, count(*) n, max(sha2(sha2(sha2(cast(booking AS string), 512), 512), 512)) h FROM bookings LATERAL VIEW explode(sequence(1, cast(nights * 4 AS int))) t AS day GROUP BY day"))


@job("second", bad=bad("PYTHON003", "PYTHON007 PYTHON014 MEM001 SHUF007"), native=good())
def tiny_groups_to_pandas(spark, v):
    """applyInPandas over 12,000 groups of thirty rows: a frame for each; the twin is a window."""
    from pyspark.sql import functions as F, Window
    df = spark.range(0, 360_000, 1, 8).select((F.col("id") % 12_000).alias("sensor"), F.col("id").alias("t"), F.rand(4).alias("x"))
    if v == "bad":
        def change(frame):
            frame = frame.sort_values("t")
            frame["d"] = frame["x"].diff().fillna(0.0)
            return frame[["sensor", "d"]]
        sink(df.groupBy("sensor").applyInPandas(change, "sensor long, d double"))
    else:
        df = spark.range(0, 3_200_000, 1, 8).select((F.col("id") % 12_000).alias("sensor"), F.col("id").alias("t"), F.rand(4).alias("x"), F.sha1(F.col("id").cast("string")).alias("note"))
        sink(df.withColumn("d", F.col("x") - F.lag("x").over(Window.partitionBy("sensor").orderBy("t"))).select("sensor", "d", costly(F.col("note"), 1)))


@job("second", bad=bad("PYTHON010", "PYTHON011 SHUF003 CACHE001 SHUF001"), native=good("JOIN001"))
def rdd_cogroup(spark, v):
    """Two keyed RDDs are cogrouped and the pairs counted; the twin joins tables."""
    from pyspark.sql import functions as F
    sc = spark.sparkContext
    if v == "bad":
        orders = sc.range(0, 450_000, 1, 6).map(lambda i: (i % 60_000, "o%d" % i))
        visits = sc.range(0, 350_000, 1, 6).map(lambda i: (i * 7 % 60_000, i % 31))
        print(orders.cogroup(visits, 6).mapValues(lambda p: (len(list(p[0])), sum(p[1]))).filter(lambda kv: kv[1][0] > 2).count())
    else:
        orders = spark.range(0, 3_000_000, 1, 8).select((F.col("id") % 60_000).alias("k"), F.sha1(F.col("id").cast("string")).alias("o")).groupBy("k").agg(F.count("*").alias("n"), F.max(costly(F.col("o"), 1)).alias("h"))
        visits = spark.range(0, 3_500_000, 1, 8).select((F.col("id") * 7 % 60_000).alias("k"), (F.col("id") % 31).alias("x")).groupBy("k").agg(F.sum("x").alias("x"))
        sink(orders.join(visits, "k").filter("n > 2"))


@job("second", bad=bad("PART001", "CONF002 PART005 SCHED004 SHUF009 CONF001 JOIN001", _={"spark.sql.adaptive.coalescePartitions.enabled": "false", "spark.sql.shuffle.partitions": "1500"}), fixed=good("JOIN001"))
def no_coalescing(spark, v):
    """Coalescing was switched off and 1,500 partitions were set, for an aggregation and a join of some megabytes."""
    from pyspark.sql import functions as F
    rows = spark.range(0, 1_500_000, 1, 8).select((F.col("id") % 40_000).alias("k"), F.sha1(F.col("id").cast("string")).alias("h"))
    other = spark.range(0, 900_000, 1, 8).select((F.col("id") % 40_000).alias("k"), F.hash("id").alias("x"))
    heavy = costly(F.col("h"), 1 if v == "bad" else 4)
    sink(rows.groupBy("k").agg(F.max(heavy).alias("h")).join(other.groupBy("k").agg(F.sum("x").alias("s")).hint("merge"), "k").groupBy(F.substring("h", 1, 2)).agg(F.sum("s")))


@job("second", bad=bad("DRV003|FAIL002|DRV002", "FAIL001 FAIL002 DRV002 DRV003 DRV001 CACHE001 DRV005 PYTHON008 FAIL011", spark__driver__maxResultSize="24m"), fixed=good(spark__driver__maxResultSize="24m"))
def result_above_the_limit(spark, v):
    """A collect is above spark.driver.maxResultSize; the program catches that and writes instead."""
    from pyspark.sql import functions as F
    df = spark.range(0, 2_200_000, 1, 12).select("id", costly(F.col("id").cast("string"), 4).alias("h"))
    if v == "bad":
        try:
            print(len(df.collect()))
        except Exception as error:
            print("expected:", str(error)[:200])
    sink(df)


@job("second", bad=bad("MEM002|JOIN004|MEM007", "MEM001 MEM002 MEM007 MEM011 JOIN004 DRV001 DRV004 DRV010 CACHE003", _={"spark.driver.memory": "800m"}), fixed=good("JOIN001 JOIN008", _={"spark.driver.memory": "5g"}))
def hash_table_fills_the_heap(spark, v):
    """A broadcast table takes most of a small heap while arrays are made beside it."""
    from pyspark.sql import functions as F
    people = spark.range(0, 900_000, 1, 4).select(F.col("id").alias("k"), F.sha1(F.col("id").cast("string")).alias("name"), F.sha1((-F.col("id")).cast("string")).alias("mail"))
    visits = spark.range(0, 1_500_000, 1, 8).select((F.col("id") * 31 % 900_000).alias("k"), F.transform(F.sequence(F.lit(1), F.lit(40)), lambda i: F.concat(i.cast("string"), F.col("id").cast("string"))).alias("pages"))
    sink(visits.join(F.broadcast(people) if v == "bad" else people, "k").select("name", "mail", F.size(F.array_distinct("pages")).alias("n")))


@job("second", bad=bad("MEM004|FAIL001|FAIL003|FAIL007|FAIL005|FAIL004", "MEM004 FAIL001 FAIL003 FAIL007 FAIL009 FAIL005 FAIL004 EXEC001 EXEC004 DRV001 PYTHON003 PYTHON001 PYTHON002 FAIL006", _={"lab.master": "local-cluster[2,1,1024]", "spark.executor.memory": "700m"}),
     fixed=good("PYTHON003", _={"lab.master": "local-cluster[2,1,1024]", "spark.executor.memory": "700m"}))
def killed_in_the_middle(spark, v):
    """An executor is killed from outside while a query runs on data that it has shuffled."""
    from pyspark.sql import functions as F
    flag = f"{OUT}/killed-once"
    shutil.rmtree(flag, ignore_errors=True)
    rows = spark.range(0, 3_000_000, 1, 8).select((F.col("id") % 64).alias("k"), costly(F.col("id").cast("string"), 3).alias("h")).repartition(12, "k")

    def work(frames):
        import os
        from pyspark import TaskContext
        if v == "bad" and TaskContext.get().partitionId() == 6 and not os.path.exists(flag):
            os.makedirs(flag)
            with open(f"/proc/{os.getppid()}/stat") as stat:
                java = int(stat.read().rsplit(")", 1)[1].split()[1])
            os.kill(java, signal.SIGKILL)
            time.sleep(5)
        for frame in frames:
            yield frame[["k"]]
    sink(rows.mapInPandas(work, "k long"))


@job("second", bad=bad("STRM001|STRM002", "STRM001 STRM002 PART001 STRM005 STRM007 JOIN001 CONF003 STRM010"), fixed=good("STRM007 STRM005"))
def stream_meets_table(spark, v):
    """A stream joins a table by a shuffle of 200 partitions in each batch of one second; the twin broadcasts the table."""
    from pyspark.sql import functions as F
    table = spark.range(0, 50_000, 1, 2).select(F.col("id").alias("k"), F.sha1(F.col("id").cast("string")).alias("name"))
    source = spark.readStream.format("rate").option("rowsPerSecond", 5000).load().select((F.col("value") % 50_000).alias("k"), "timestamp")
    joined = source.join(table.hint("merge") if v == "bad" else F.broadcast(table), "k")
    if v == "bad":
        joined = joined.withWatermark("timestamp", "5 seconds").groupBy(F.window("timestamp", "5 seconds"), F.substring("name", 1, 1)).count()
    query = joined.writeStream.outputMode("append").format("noop").trigger(processingTime="1 second").start()
    time.sleep(34)
    query.stop()


@job("second", bad=bad("PART010|PART002", "PYTHON011 PYTHON010 PART010", lab__master="local[4]"), fixed=good("PYTHON011", lab__master="local[4]"))
def five_on_four(spark, v):
    """Five equal tasks for four slots, twice: the fifth runs alone."""
    def call(rows):
        n = sum(1 for _ in rows)
        time.sleep(4.0 if v == "bad" else 1.0)
        yield n
    for _ in range(2):
        spark.sparkContext.range(0, 1000, 1, 5 if v == "bad" else 20).mapPartitions(call).sum()


@job("second", bad=bad("IO002|IO012", "IO011 IO012 IO002 PART001 DRV001"), fixed=good("IO011"))
def buckets_from_every_task(spark, v):
    """bucketBy from 40 tasks writes up to 40 × 48 files; the twin brings each bucket together first."""
    from pyspark.sql import functions as F
    for name in ("bucketed", "gathered"):
        spark.sql(f"DROP TABLE IF EXISTS {name}")
        shutil.rmtree(f"{OUT}/{name}", ignore_errors=True)
    df = spark.range(0, 800_000, 1, 40).select((F.col("id") * 7919 % 50_000).alias("k"), F.sha1(F.col("id").cast("string")).alias("h"))
    if v == "bad":
        df.write.mode("overwrite").bucketBy(48, "k").sortBy("k").option("path", f"{OUT}/bucketed").saveAsTable("bucketed")
    else:
        df.withColumn("g", costly(F.col("h"), 6)).repartition(8, "k").write.mode("overwrite").bucketBy(8, "k").option("path", f"{OUT}/gathered").saveAsTable("gathered")


@job("second", bad=bad("CACHE007", "CACHE002 CACHE003"), fixed=good())
def all_columns_cached(spark, v):
    """A table of forty columns is cached for three reports that read two of them."""
    from pyspark.sql import functions as F
    df = spark.range(0, 1_300_000, 1, 8).select("id", *[F.sha1((F.col("id") % (997 + n)).cast("string")).alias(f"c{n}") for n in range(40)])
    df = (df if v == "bad" else df.select("id", costly(F.col("c0"), 4).alias("c0"), "c1")).cache()
    for key in ("c0", "c1"):
        sink(df.groupBy(key).agg(F.max("id")))
    sink(df.groupBy(F.substring("c0", 1, 2)).agg(F.sum("id")))


@job("second", bad=bad("IO020|DRV007|CONF013", "IO020 DRV007 CONF013 DRV001"), fixed=good())
def pairs_as_conditions(spark, v):
    """Four hundred pairs of a list become one condition of ANDs and ORs; the twin joins the list."""
    from functools import reduce
    from pyspark.sql import functions as F
    pairs = [(n * 31 % 5_003, n * 17 % 997) for n in range(400)]
    df = spark.range(0, 3_000_000, 1, 8).select((F.col("id") % 5_003).alias("a"), (F.col("id") % 997).alias("b"), F.sha1(F.col("id").cast("string")).alias("h"))
    if v == "bad":
        sink(df.filter(reduce(lambda x, y: x | y, [(F.col("a") == a) & (F.col("b") == b) for a, b in pairs])))
    else:
        wanted = spark.createDataFrame(pairs, "a long, b long")
        sink(df.join(F.broadcast(wanted), ["a", "b"]).select("h"))
        sink(df.select(costly(F.col("h"), 2).alias("g")).filter("g < '1'"))


@job("second", bad=bad("SKEW001|SKEW003|SKEW004|SKEW005", "SKEW004 PART002 MEM001 IO017"), fixed=good("IO011"))
def written_by_country(spark, v):
    """repartition by country before a write partitioned by it: one country has most orders; the twin salts."""
    from pyspark.sql import functions as F
    hot = 75 if v == "bad" else 0
    df = spark.range(0, 2_600_000, 1, 8).select(F.when(F.col("id") % 100 < hot, F.lit("DE")).otherwise(F.concat(F.lit("c"), F.col("id") % 24)).alias("country"), "id", F.sha2(F.col("id").cast("string"), 256).alias("h"))
    df.repartition(24, "country").select("country", "id", costly(F.col("h"), 4).alias("g")).write.mode("overwrite").partitionBy("country").parquet(f"{OUT}/by-country")


@job("second", bad=bad("DRV001|DRV006", "DRV001 DRV006 PART001 CACHE001 DRV005"), fixed=good())
def asks_a_service_in_between(spark, v):
    """Eighteen short queries with a call of half a second between each two."""
    from pyspark.sql import functions as F
    for number in range(18):
        spark.range(0, 500_000, 1, 4).select(costly(F.col("id").cast("string"), 1).alias("h")).filter(F.substring("h", 1, 1) == "0123456789abcdef01"[number]).agg(F.max("h")).collect()
        if v == "bad":
            time.sleep(0.6)


@job("second", bad=bad("CACHE001|DRV005|SHUF001", "CACHE001 DRV005 SHUF001 IO009"), fixed=good())
def described_before_the_write(spark, v):
    """describe, a quantile and counts of nulls over an expensive table, and then it is written."""
    from pyspark.sql import functions as F
    people = spark.read.parquet(f"{D}/customers")
    df = spark.read.parquet(f"{D}/facts").join(F.broadcast(people.select("customer", "region")), "customer").select("region", "amount", costly(F.col("note"), 3).alias("h"))
    if v == "bad":
        df.describe("amount", "h").show()
        print(df.approxQuantile("amount", [0.5, 0.9], 0.01))
        print(df.select(*[F.sum(F.col(c).isNull().cast("int")) for c in df.columns]).first())
    sink(df.groupBy("region").agg(F.sum("amount"), F.max("h")))


@job("second", bad=bad("IO003 CACHE001|IO009|SHUF001", "IO003 IO004 IO009 CACHE001 SHUF001 DRV006 DRV005"), fixed=good())
def profile_of_each_column(spark, v):
    """A data profile reads the CSV once for each of ten columns; the twin asks everything at once of Parquet."""
    from pyspark.sql import functions as F
    schema = "id long, name string, amount long, day long, " + ", ".join(f"c{n} long" for n in range(10))
    columns = ["amount", "day", *[f"c{n}" for n in range(8)]]
    if v == "bad":
        df = spark.read.schema(schema).option("header", True).csv(f"{D}/orders-csv")
        for column in columns:
            print(column, df.agg(F.min(column), F.max(column), F.approx_count_distinct(column), F.sum(F.col(column).isNull().cast("int"))).first())
    else:
        df = spark.read.parquet(f"{D}/orders-parquet")
        df.agg(*[f(c) for c in columns for f in (F.min, F.max, F.approx_count_distinct)]).first()
        sink(spark.read.parquet(f"{D}/facts").groupBy("product").agg(F.max(costly(F.col("note"), 3))))


@job("second", bad=bad("PYTHON003", "PYTHON014"), native=good())
def apply_in_a_pandas_udf(spark, v):
    """A pandas UDF that calls a lambda for each value of its series."""
    import pandas as pd
    from pyspark.sql import functions as F
    df = spark.range(0, 1_600_000, 1, 8).select(F.sha1(F.col("id").cast("string")).alias("h"))
    if v == "bad":
        @F.pandas_udf("string")
        def mask(h: pd.Series) -> pd.Series:
            return h.apply(lambda s: s[:4] + "*" * (len(s) - 8) + s[-4:])
        sink(df.select(mask("h").alias("m")).groupBy(F.substring("m", 1, 2)).count())
    else:
        sink(df.select(F.concat(F.substring("h", 1, 4), F.lit("*" * 32), F.substring("h", -4, 4)).alias("m"), costly(F.col("h"), 3).alias("g")).groupBy(F.substring("m", 1, 2)).agg(F.max("g")))


@job("second", bad=bad("SKEW001|SKEW003|SKEW005", "JOIN001 MEM001 EXEC001 PART002 SKEW006", _={"lab.master": "local-cluster[2,1,1024]", "spark.executor.memory": "900m"}), fixed=good("JOIN001", _={"lab.master": "local-cluster[2,1,1024]", "spark.executor.memory": "900m"}))
def robots_among_users(spark, v):
    """On two executors: visits of robots share one key in a left join of SQL."""
    key = "IF(id % 10 < 7, 'robot', concat('u', id % 80000))" if v == "bad" else "concat('u', id % 80000)"
    spark.range(0, 2_200_000, 1, 8).selectExpr(f"{key} AS agent", "sha1(cast(id AS string)) AS page").createOrReplaceTempView("visits")
    spark.range(0, 80_001, 1, 4).selectExpr("IF(id = 80000, 'robot', concat('u', id)) AS agent", "sha2(cast(id AS string), 512) AS profile").createOrReplaceTempView("agents")
    sink(spark.sql("SELECT /*+ MERGE(a) */ sha2(sha2(sha2(sha2(sha2(concat(v.page, a.profile), 512), 512), 512), 512), 512) h FROM visits v LEFT JOIN agents a ON v.agent = a.agent"))
