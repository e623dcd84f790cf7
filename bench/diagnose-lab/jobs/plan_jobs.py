"""Joins, shuffles and caches: what the plan does too often or the wrong way."""
from registry import D, NO_AQE, NO_BROADCAST, bad, good, job, sink


@job("dev", bad=bad("JOIN001", "CONF003 JOIN008"), fixed=good())
def merge_hint(spark, v):
    """A join on two columns with a merge hint, though one side is small."""
    from pyspark.sql import functions as F
    sales = spark.range(0, 9_000_000, 1, 9).select((F.col("id") * 17 % 120).alias("shop"), (F.col("id") * 31 % 365).alias("day"), F.sha1(F.col("id").cast("string")).alias("bill"))
    plan = spark.range(0, 43_800, 1, 2).select((F.col("id") % 120).alias("shop"), (F.col("id") / 120).cast("long").alias("day"), (F.col("id") % 97).alias("target"))
    sink(sales.join(plan.hint("merge") if v == "bad" else plan, ["shop", "day"]).groupBy("target").agg(F.max("bill")))


@job("test", bad=bad("JOIN002"), fixed=good())
def between_join(spark, v):
    """A range join in SQL, against the same by bucket."""
    from pyspark.sql import functions as F
    spark.range(0, 60_000, 1, 8).select((F.col("id") * 13 % 500_000).alias("ts"), F.col("id").alias("e")).createOrReplaceTempView("events")
    spark.range(0, 5_000).select((F.col("id") * 100).alias("start"), (F.col("id") * 100 + 99).alias("stop"), F.col("id").alias("slot")).createOrReplaceTempView("slots")
    on = "e.ts BETWEEN s.start AND s.stop" if v == "bad" else "floor(e.ts / 100) = s.slot"
    sink(spark.sql(f"SELECT s.slot, count(*) n, max(e.e) m FROM events e JOIN slots s ON {on} GROUP BY s.slot"))


@job("dev", bad=bad("JOIN002", "JOIN003"), fixed=good())
def all_pairs(spark, v):
    """crossJoin of points, then the near ones are kept."""
    from pyspark.sql import functions as F
    n = 12_000 if v == "bad" else 600
    points = spark.range(0, n, 1, 4).select(F.col("id").alias("i"), F.rand(1).alias("x"), F.rand(2).alias("y"))
    others = points.select(F.col("i").alias("j"), F.col("x").alias("x2"), F.col("y").alias("y2"))
    sink(points.crossJoin(others).filter(F.sqrt(F.pow(F.col("x") - F.col("x2"), 2) + F.pow(F.col("y") - F.col("y2"), 2)) < 0.001))
    if v == "fixed":
        sink(spark.range(0, 6_000_000, 1, 8).select(F.sha1(F.col("id").cast("string")).alias("h")).groupBy(F.substring("h", 1, 3)).count())


@job("test", bad=bad("JOIN003", "JOIN001 CONF003 SKEW001 SKEW004"), fixed=good("JOIN001 CONF003"))
def duplicated_dimension(spark, v):
    """A dimension that has each key 150 times."""
    from pyspark.sql import functions as F
    copies = 150 if v == "bad" else 1
    facts = spark.range(0, 250_000, 1, 8).select((F.col("id") % 2_000).alias("k"), F.col("id").alias("x"))
    dimension = spark.range(0, 2_000 * copies, 1, 4).select((F.col("id") % 2_000).alias("k"), F.sha1(F.col("id").cast("string")).alias("d"))
    sink(facts.join(dimension, "k").groupBy(F.substring("d", 1, 2)).agg(F.sum("x"), F.countDistinct("k")))


@job("dev", bad=bad("JOIN004|DRV001", "DRV001 DRV002 JOIN001 MEM002 DRV004 MEM007", _={"spark.driver.memory": "4g"}), fixed=good("JOIN001", _={"spark.driver.memory": "4g"}))
def too_large_to_broadcast(spark, v):
    """A hint broadcasts some hundred megabytes for a small join."""
    from pyspark.sql import functions as F
    big = spark.range(0, 3_500_000, 1, 8).select(F.col("id").alias("k"), F.sha2(F.col("id").cast("string"), 512).alias("h"))
    small = spark.range(0, 400_000, 1, 4).select((F.col("id") * 5).alias("k"), F.col("id").alias("x"))
    sink(small.join(F.broadcast(big), "k") if v == "bad" else big.join(small, "k"))


@job("test", bad=bad("SHUF001|CACHE001", "JOIN001 CONF001 CONF003", _={**NO_BROADCAST, "spark.sql.shuffle.partitions": "8"}),
     fixed=good("JOIN001 CONF003 CACHE003", _={**NO_BROADCAST, "spark.sql.shuffle.partitions": "8"}))
def reports_by_customer(spark, v):
    """Three reports in SQL shuffle the same orders by customer."""
    from pyspark.sql import functions as F
    orders = spark.range(0, 3_500_000, 1, 8).select((F.col("id") % 400_000).alias("customer"), F.sha1(F.col("id").cast("string")).alias("note"))
    if v == "fixed":
        orders = orders.repartition(8, "customer").cache()
        orders.count()
    orders.createOrReplaceTempView("orders")
    spark.range(0, 400_000, 1, 4).select(F.col("id").alias("customer"), (F.col("id") % 30).alias("region")).createOrReplaceTempView("customers")
    for region in (3, 7, 11):
        sink(spark.sql(f"SELECT o.customer, max(o.note) m FROM orders o JOIN customers c ON o.customer = c.customer WHERE c.region <> {region} GROUP BY o.customer"))


@job("dev", bad=bad("CACHE001|SHUF001", "DRV005"), fixed=good())
def five_looks(spark, v):
    """A loop aggregates one expensive table five times by other columns."""
    from pyspark.sql import functions as F
    base = spark.range(0, 1_500_000, 1, 8).select(*[(F.col("id") % n).alias(f"c{n}") for n in (3, 5, 7, 11, 13)], F.sha2(F.sha2(F.sha2(F.col("id").cast("string"), 512), 512), 512).alias("h")).filter("h > '1'") \
        .groupBy("c3", "c5", "c7", "c11", "c13").agg(F.max("h").alias("h"), F.count("*").alias("n"))
    if v == "fixed":
        base = base.cache()
    for n in (3, 5, 7, 11, 13):
        base.groupBy(f"c{n}").agg(F.sum("n"), F.max("h")).collect()


@job("test", bad=bad("CACHE001|PYTHON010", "PYTHON011 PYTHON010 DRV005"), fixed=good("PYTHON010 PYTHON011"))
def rdd_three_actions(spark, v):
    """A parsed and reduced RDD is computed for each of three actions."""
    words = spark.sparkContext.range(0, 900_000, 1, 6).map(lambda i: ("k%d" % (i % 999), len(str(i * i)))).reduceByKey(lambda a, b: a + b, 6).mapValues(lambda n: n * 2)
    parsed = spark.sparkContext.range(0, 700_000, 1, 6).map(lambda i: sum(map(int, str(i * i)))).filter(lambda s: s > 20)
    if v == "fixed":
        parsed = parsed.cache()
    parsed.count(); parsed.max(); parsed.map(lambda s: s * s).sum()


@job("dev", bad=bad("CACHE002", "DRV005 CACHE001"), fixed=good())
def cached_for_nothing(spark, v):
    """cache() and an action to fill it; the result is then made from another branch."""
    from pyspark.sql import functions as F
    source = spark.range(0, 4_000_000, 1, 8).select("id", F.sha2(F.col("id").cast("string"), 256).alias("h"))
    if v == "bad":
        hot = source.filter("h > '4'").cache()
        hot.count()
    sink(source.filter("h < '4'").groupBy(F.substring("h", 1, 3)).agg(F.sum("id")))


@job("test", bad=bad("CACHE002", "DRV005"), fixed=good())
def cache_table_once(spark, v):
    """CACHE TABLE in SQL, and one query reads it."""
    from pyspark.sql import functions as F
    spark.range(0, 5_000_000, 1, 8).select((F.col("id") % 100).alias("g"), F.sha1(F.col("id").cast("string")).alias("h")).createOrReplaceTempView("t")
    if v == "bad":
        spark.sql("CACHE TABLE c AS SELECT g, h FROM t WHERE h > '1'")
    sink(spark.sql("SELECT g, max(h) m FROM " + ("c" if v == "bad" else "t WHERE h > '1'") + " GROUP BY g"))


@job("dev", cached=good("DRV005"), plain=good())
def ordinary_report(spark, v):
    """A healthy report: a cached base, a rollup, a distinct count, a rank with a key, a union, a small broadcast join."""
    from pyspark.sql import functions as F, Window
    base = spark.range(0, 3_000_000, 1, 8).select((F.col("id") % 1000).alias("k"), (F.col("id") % 37).alias("d"), (F.hash("id") % 100).alias("x"))
    if v == "cached":
        base = base.cache()
    names = spark.range(0, 1000).select(F.col("id").alias("k"), F.concat(F.lit("n"), "id").alias("name"))
    sink(base.join(names, "k").rollup("d").agg(F.sum("x"), F.countDistinct("name")))
    best = base.groupBy("k", "d").agg(F.sum("x").alias("s")).withColumn("r", F.row_number().over(Window.partitionBy("d").orderBy(F.desc("s")))).filter("r <= 3")
    sink(best.unionByName(best.select("k", "d", (-F.col("s")).alias("s"), "r")))
