"""Second set: Python functions, RDD code, the driver, files and streams in other shapes."""
import os, time
from registry import D, NO_AQE, bad, good, job, sink
from fresh_plan_jobs import OUT, costly


@job("fresh", bad=bad("PYTHON001|PYTHON002", "PYTHON014 PYTHON006"), native=good())
def registered_in_sql(spark, v):
    """A function is registered for SQL and used in a GROUP BY."""
    spark.range(0, 1_500_000, 1, 8).selectExpr("concat('2024-', lpad(id % 12 + 1, 2, '0'), '-', lpad(id % 28 + 1, 2, '0')) AS day", "id % 977 AS amount").createOrReplaceTempView("t")
    if v == "bad":
        spark.udf.register("quarter_of", lambda s: "Q%d" % ((int(s[5:7]) - 1) // 3 + 1) if s else None, "string")
        sink(spark.sql("SELECT quarter_of(day) q, sum(amount) s FROM t GROUP BY quarter_of(day)"))
    else:
        sink(spark.sql("SELECT concat('Q', quarter(to_date(day))) q, sum(amount) s, max(sha2(sha2(day, 512), 512)) h FROM t GROUP BY 1"))


@job("fresh", bad=bad("PYTHON001|PYTHON002", "PYTHON005 PYTHON014 PYTHON006"), native=good())
def distance_udf(spark, v):
    """A UDF of four columns computes distances of which few are kept."""
    import math
    from pyspark.sql import functions as F
    df = spark.range(0, 1_200_000, 1, 8).select("id", *[(F.rand(n) * 90).alias(c) for n, c in enumerate("abcd")])
    if v == "bad":
        @F.udf("double")
        def distance(a, b, c, d):
            a, b, c, d = map(math.radians, (a, b, c, d))
            return 6371 * 2 * math.asin(math.sqrt(math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2))
        sink(df.filter(distance("a", "b", "c", "d") < 300))
    else:
        a, b, c, d = [F.radians(x) for x in "abcd"]
        sink(df.filter(F.lit(12742) * F.asin(F.sqrt(F.pow(F.sin((c - a) / 2), 2) + F.cos(a) * F.cos(c) * F.pow(F.sin((d - b) / 2), 2))) < 300))
        sink(spark.range(0, 2_500_000, 1, 8).select(costly(F.col("id").cast("string")).alias("h")).groupBy(F.substring("h", 1, 2)).count())


@job("fresh", bad=bad("PYTHON003", "PYTHON014 PYTHON006", **{"spark__sql__execution__arrow__maxRecordsPerBatch": "20"}), native=good())
def tiny_batches(spark, v):
    """A pandas UDF that gets twenty rows at a time."""
    import pandas as pd
    from pyspark.sql import functions as F
    df = spark.range(0, 500_000, 1, 8).select(F.rand(1).alias("x"), F.rand(2).alias("y"))
    if v == "bad":
        @F.pandas_udf("double")
        def ratio(x: pd.Series, y: pd.Series) -> pd.Series:
            return x / (y + 1)
        sink(df.select(ratio("x", "y").alias("r")))
    else:
        sink(df.select((F.col("x") / (F.col("y") + 1)).alias("r")))
        sink(spark.range(0, 3_000_000, 1, 8).select(costly(F.col("id").cast("string")).alias("h")).groupBy(F.substring("h", 1, 2)).count())


@job("fresh", bad=bad("PYTHON003", "PYTHON007 PYTHON014 PYTHON006 JOIN001"), native=good("JOIN001"))
def cogrouped(spark, v):
    """Two tables are cogrouped in pandas to take the last price; the twin joins and ranks."""
    from pyspark.sql import functions as F, Window
    quotes = spark.range(0, 900_000, 1, 8).select((F.col("id") % 800).alias("k"), (F.col("id") * 7 % 99_991).alias("t"), F.rand(1).alias("price"))
    trades = spark.range(0, 300_000, 1, 8).select((F.col("id") % 800).alias("k"), (F.col("id") * 11 % 99_991).alias("t"), F.rand(2).alias("n"))
    if v == "bad":
        def latest(left, right):
            import pandas as pd
            return pd.merge_asof(left.sort_values("t"), right.sort_values("t")[["t", "price"]], on="t")[["k", "t", "n", "price"]].fillna(0)
        sink(trades.groupBy("k").cogroup(quotes.groupBy("k")).applyInPandas(latest, "k long, t long, n double, price double"))
    else:
        both = trades.withColumn("price", F.lit(None).cast("double")).unionByName(quotes.withColumn("n", F.lit(None).cast("double")).select("k", "t", "n", "price"))
        sink(both.withColumn("p", F.last("price", True).over(Window.partitionBy("k").orderBy("t"))).filter("n is not null"))
        sink(spark.range(0, 2_000_000, 1, 8).select(costly(F.col("id").cast("string")).alias("h")).groupBy(F.substring("h", 1, 2)).count())


@job("fresh", bad=bad("PYTHON010 SHUF003", "PYTHON011 PYTHON010"), fixed=bad("PYTHON010", "PYTHON011"))
def rdd_group_by(spark, v):
    """rdd.groupBy(function), which groups by key underneath, against aggregateByKey."""
    rdd = spark.sparkContext.range(0, 700_000, 1, 8)
    if v == "bad":
        rdd.groupBy(lambda i: i % 300, 8).mapValues(lambda xs: sum(1 for _ in xs)).collect()
    else:
        rdd.map(lambda i: (i % 300, 1)).aggregateByKey(0, lambda a, b: a + b, lambda a, b: a + b, 8).collect()


@job("fresh", bad=bad("PYTHON012|PYTHON010", "PYTHON011 PYTHON010 PYTHON012"), native=good())
def through_rdd(spark, v):
    """A DataFrame goes through rdd.map and back, to change one column."""
    from pyspark.sql import functions as F
    df = spark.read.parquet(f"{D}/facts").select("product", "amount", "note").limit(700_000)
    if v == "bad":
        df = df.rdd.map(lambda r: (r.product, r.amount * 2, r.note[:4].upper())).toDF("product long, amount long, note string")
    else:
        df = df.select("product", (F.col("amount") * 2).alias("amount"), F.upper(F.substring(costly(F.col("note"), 4), 1, 4)).alias("note"))
    sink(df.groupBy("product", "note").agg(F.sum("amount")))


@job("fresh", bad=bad("PYTHON010", "PYTHON011 SHUF001 CACHE001"), dataframe=good())
def rdd_distinct_and_sort(spark, v):
    """distinct and sortBy on an RDD of tuples."""
    from pyspark.sql import functions as F
    if v == "bad":
        spark.sparkContext.range(0, 500_000, 1, 6).map(lambda i: (i % 40_000, "v%d" % (i % 13))).distinct(6).sortBy(lambda t: (t[1], -t[0])).take(20)
    else:
        df = spark.range(0, 5_000_000, 1, 6).select((F.col("id") % 40_000).alias("a"), F.concat(F.lit("v"), F.col("id") % 13).alias("b"), costly(F.col("id").cast("string"), 1).alias("h"))
        df.groupBy("a", "b").agg(F.max("h")).orderBy("b", F.desc("a")).limit(20).collect()


@job("fresh", bad=bad("DRV002", "DRV001 PYTHON010 JOIN001 CACHE001 DRV005"), fixed=good())
def ids_by_collect(spark, v):
    """Ids are collected to Python to filter another table by them, where a semi join would do."""
    from pyspark.sql import functions as F
    rare = spark.range(0, 4_000_000, 1, 8).filter(F.hash("id") % 3 == 0).select(F.col("id").alias("k"), F.sha1(F.col("id").cast("string")).alias("h"))
    if v == "bad":
        keys = {(row.k, row.h) for row in rare.collect()}
        print(len(keys))
        sink(spark.range(0, 200_000, 1, 4).filter(F.col("id") < len(keys)))
    else:
        sink(spark.range(0, 4_000_000, 1, 8).select(F.col("id").alias("k"), costly(F.col("id").cast("string"), 2).alias("x")).join(rare, "k", "left_semi"))


@job("fresh", bad=bad("DRV002", "DRV001 PYTHON010 PART003 SHUF006"), fixed=good())
def take_very_many(spark, v):
    """take() of half a million rows to look at the first ones."""
    from pyspark.sql import functions as F
    df = spark.range(0, 1_600_000, 1, 8).select("id", F.sha1(F.col("id").cast("string")).alias("h"), F.rand(1).alias("x"))
    if v == "bad":
        sum(row.x for row in df.take(900_000))
    else:
        df.agg(F.sum("x")).collect()
        sink(spark.range(0, 3_000_000, 1, 8).select(costly(F.col("id").cast("string")).alias("h")).groupBy(F.substring("h", 1, 2)).count())


@job("fresh", bad=bad("PYTHON008|PYTHON009|DRV001", "DRV001 PYTHON009 SCHED009 PYTHON011", spark__sql__execution__arrow__pyspark__enabled="false"), arrow=good("PYTHON009", spark__sql__execution__arrow__pyspark__enabled="true"))
def frame_from_pandas(spark, v):
    """createDataFrame of a pandas frame of half a million rows, row by row or by Arrow."""
    import pandas as pd
    from pyspark.sql import functions as F
    sink(spark.range(0, 1_000_000, 1, 4).select(costly(F.col("id").cast("string"), 2).alias("h")).groupBy(F.substring("h", 1, 2)).count())
    frame = pd.DataFrame({"a": range(450_000), "b": [x / 7.0 for x in range(450_000)], "c": ["c%d" % (x % 999) for x in range(450_000)]})
    sink(spark.createDataFrame(frame).groupBy("c").agg(F.sum("b")))


@job("fresh", bad=bad("DRV001", "DRV002"), fixed=good())
def pandas_between(spark, v):
    """Small results go to pandas, which works on them for seconds before the next query."""
    from pyspark.sql import functions as F
    for step in range(3):
        df = spark.read.parquet(f"{D}/facts").groupBy("day", "product").agg(F.sum("amount").alias("s"), F.max(costly(F.col("note"), 1)).alias("h")).toPandas()
        if v == "bad":
            end = time.time() + 3
            while time.time() < end:
                df.sort_values(["s", "h"]).groupby("day").s.rolling(5).mean().sum()


@job("fresh", bad=bad("DRV001", "CLUS006"), fixed=good())
def loads_a_model_first(spark, v):
    """The program loads something for twelve seconds before its first query."""
    from pyspark.sql import functions as F
    if v == "bad":
        time.sleep(12)
    sink(spark.read.parquet(f"{D}/facts").groupBy("product").agg(F.max(costly(F.col("note"), 3)), F.sum("amount")))


@job("fresh", bad=bad("DRV001"), fixed=good())
def uploads_at_the_end(spark, v):
    """The session stays open while the result is uploaded."""
    from pyspark.sql import functions as F
    sink(spark.read.parquet(f"{D}/facts").groupBy("product").agg(F.max(costly(F.col("note"), 3)), F.sum("amount")))
    if v == "bad":
        time.sleep(8)


@job("fresh", bad=bad("DRV006|DRV001|PART001|CACHE001", "DRV006 DRV001 PART001 CACHE001 DRV005 SHUF001 SCHED004 DRV002"), fixed=good())
def query_by_customer(spark, v):
    """Seventy little queries, one for each customer of a list, over files."""
    from pyspark.sql import functions as F
    facts = spark.read.parquet(f"{D}/facts")
    if v == "bad":
        for customer in range(70):
            facts.filter(F.col("customer") == customer * 31).agg(F.sum("amount"), F.max("note")).collect()
    else:
        wanted = spark.range(0, 70).select((F.col("id") * 31).alias("customer"))
        facts.join(F.broadcast(wanted), "customer").groupBy("customer").agg(F.sum("amount"), F.max("note")).collect()
        sink(facts.groupBy("product").agg(F.max(costly(F.col("note"), 3))))


@job("fresh", bad=bad("DRV007|DRV001", "DRV001 DRV007"), fixed=good())
def columns_in_a_loop(spark, v):
    """Columns are added one by one in a loop of 160, and planned again and again."""
    from pyspark.sql import functions as F
    df = spark.range(0, 300_000, 1, 4).select("id", *[(F.col("id") % n).alias(f"c{n}") for n in range(2, 12)])
    if v == "bad":
        for n in range(160):
            df = df.withColumn(f"d{n}", F.when(F.col(f"c{n % 10 + 2}") > n % 5, F.col("id") + n).otherwise(F.col(f"d{n - 1}") if n else F.lit(0)) % (n + 7))
            if n % 20 == 19:
                print(len(df.columns), df.schema.simpleString()[:20])
        sink(df.groupBy("c5").agg(*[F.sum(f"d{n}") for n in range(0, 160, 8)]))
    else:
        sink(df.groupBy("c5").agg(*[F.sum(f"c{n}") for n in range(2, 12)]))
        sink(spark.range(0, 3_000_000, 1, 8).select(costly(F.col("id").cast("string")).alias("h")).groupBy(F.substring("h", 1, 2)).count())


@job("fresh", bad=bad("IO003|IO004", "IO003 IO004 CACHE001 DRV005 SHUF001"), fixed=good())
def csv_read_twice(spark, v):
    """CSV with inferred types is read for each of two reports."""
    from pyspark.sql import functions as F
    for key in ("day", "c1"):
        df = spark.read.option("header", True).option("inferSchema", True).csv(f"{D}/orders-csv") if v == "bad" else spark.read.parquet(f"{D}/orders-parquet")
        sink(df.groupBy(key).agg(F.sum("amount"), F.max(F.sha2(F.sha2("name", 512), 512))))


@job("fresh", bad=bad("IO003|IO004", "IO003 IO004"), fixed=good())
def json_in_one_column(spark, v):
    """JSON lines with a given schema, wide, of which three columns are used."""
    from pyspark.sql import functions as F
    schema = "id long, name string, amount long, day long, " + ", ".join(f"c{i} long" for i in range(10))
    df = spark.read.schema(schema).json(f"{D}/orders-json") if v == "bad" else spark.read.parquet(f"{D}/orders-parquet")
    sink(df.groupBy("day").agg(F.sum("amount"), F.max(F.sha2("name", 512)), F.max("c3")))


@job("fresh", bad=bad("IO002|IO012", "IO011 PART001 DRV001"), fixed=good("IO011"))
def appended_by_hour(spark, v):
    """Each task writes a file into each of many hourly folders."""
    from pyspark.sql import functions as F
    df = spark.range(0, 700_000, 1, 12).select((F.col("id") * 7919 % 96).alias("hour"), F.col("id"), F.sha1(F.col("id").cast("string")).alias("h"))
    if v == "bad":
        df.write.mode("overwrite").partitionBy("hour").orc(f"{OUT}/hours")
    else:
        df.write.mode("overwrite").orc(f"{OUT}/plain")
        sink(spark.range(0, 3_000_000, 1, 8).select(costly(F.col("id").cast("string")).alias("h")).groupBy(F.substring("h", 1, 2)).count())


@job("fresh", bad=bad("STRM001", "STRM002 STRM010 PYTHON003"), fixed=good())
def slow_sink_stream(spark, v):
    """foreachBatch waits for a slow sink; the trigger of the twin leaves it the time."""
    def store(df, number):
        df.count()
        time.sleep(1.8 if v == "bad" else 0.2)
    source = spark.readStream.format("rate").option("rowsPerSecond", 500).load()
    query = source.writeStream.foreachBatch(store).trigger(processingTime="1 second" if v == "bad" else "2 seconds").start()
    time.sleep(24)
    query.stop()


@job("fresh", bad=bad("STRM003", "STRM001 STRM002 PART001", _={"spark.sql.shuffle.partitions": "2"}), fixed=good("STRM001", _={"spark.sql.shuffle.partitions": "2"}))
def seen_ids_stream(spark, v):
    """dropDuplicates without a watermark keeps every id for ever."""
    source = spark.readStream.format("rate").option("rowsPerSecond", 4000).load()
    unique = source.dropDuplicates(["value"]) if v == "bad" else source.withWatermark("timestamp", "2 seconds").dropDuplicates(["value", "timestamp"])
    query = unique.writeStream.outputMode("append").format("noop").trigger(processingTime="1 second").start()
    time.sleep(34)
    query.stop()


@job("fresh", narrow=good("PYTHON011"), small=good("PYTHON001 PYTHON002"))
def healthy_python(spark, v):
    """Healthy: narrow RDD code that works in Python libraries; a UDF over a few hundred aggregated rows."""
    from pyspark.sql import functions as F
    if v == "narrow":
        import zlib
        spark.sparkContext.range(0, 160, 1, 16).map(lambda i: len(zlib.compress(bytes(range(256)) * 9000, 9)) + i).sum()
    else:
        best = spark.read.parquet(f"{D}/facts").groupBy("product").agg(F.max(costly(F.col("note"), 3)).alias("h"))
        sink(best.select("product", F.udf(lambda s: s[:3])("h").alias("x")))


@job("fresh", bad=bad("IO002|IO011", "IO011 IO002 PART001 DRV001"), fixed=good("IO011"))
def ten_thousand_files(spark, v):
    """A write by a column of 240 values from 40 tasks, whose commit moves every file."""
    from pyspark.sql import functions as F
    df = spark.range(0, 190_000, 1, 40).select((F.col("id") * 7919 % 240).alias("shop"), F.col("id").cast("string").alias("line"))
    if v == "bad":
        df.write.mode("overwrite").partitionBy("shop").text(f"{OUT}/shops")
    else:
        df.write.mode("overwrite").parquet(f"{OUT}/shops-plain")
        sink(spark.range(0, 3_000_000, 1, 8).select(costly(F.col("id").cast("string")).alias("h")).groupBy(F.substring("h", 1, 2)).count())
