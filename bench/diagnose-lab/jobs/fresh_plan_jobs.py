"""Second set, written after the rules: joins, shuffles, caches and actions in other shapes."""
from registry import D, NO_AQE, NO_BROADCAST, bad, good, job, sink

OUT = "/tmp/stoker-lab-logs/jobs-out"


def costly(column, times=3):
    """A column that takes some work in the JVM."""
    from pyspark.sql import functions as F
    for _ in range(times):
        column = F.sha2(column, 512)
    return column


@job("fresh", bad=bad("JOIN002"), fixed=good())
def either_key(spark, v):
    """A join whose condition is an OR of two equalities, against a union of two joins."""
    from pyspark.sql import functions as F
    people = spark.range(0, 70_000, 1, 4).select(F.col("id").alias("p"), (F.col("id") * 7 % 100_003).alias("mail"), (F.col("id") * 13 % 90_001).alias("phone"))
    leads = spark.range(0, 34_000, 1, 4).select(F.col("id").alias("l"), (F.col("id") * 11 % 100_003).alias("mail2"), (F.col("id") * 17 % 90_001).alias("phone2"))
    if v == "bad":
        matched = people.join(leads, (F.col("mail") == F.col("mail2")) | (F.col("phone") == F.col("phone2")))
    else:
        matched = people.join(leads, F.col("mail") == F.col("mail2")).union(people.join(leads, F.col("phone") == F.col("phone2"))).dropDuplicates(["p", "l"])
        sink(spark.range(0, 3_000_000, 1, 8).select(costly(F.col("id").cast("string")).alias("h")).groupBy(F.substring("h", 1, 2)).count())
    sink(matched.groupBy("p").count())


@job("fresh", bad=bad("JOIN002", "JOIN003 MEM001"), fixed=good())
def near_duplicates(spark, v):
    """Names are compared pair by pair for their distance; the twin compares within a block."""
    from pyspark.sql import functions as F
    names = spark.range(0, 5_500, 1, 4).select("id", F.substring(F.sha1(F.col("id").cast("string")), 1, 12).alias("name"), (F.col("id") % 300).alias("block"))
    other = names.select(F.col("id").alias("id2"), F.col("name").alias("name2"), F.col("block").alias("block2"))
    on = (F.col("id") < F.col("id2")) if v == "bad" else (F.col("block") == F.col("block2")) & (F.col("id") < F.col("id2"))
    sink(names.join(other, on).filter(F.levenshtein("name", "name2") < 4))
    if v == "fixed":
        sink(spark.range(0, 3_000_000, 1, 8).select(costly(F.col("id").cast("string")).alias("h")).groupBy(F.substring("h", 1, 2)).count())


@job("fresh", bad=bad("JOIN003", "JOIN001 MEM001 SKEW001"), fixed=good())
def pairs_of_visits(spark, v):
    """Events are joined with themselves to find the one before; the twin uses lag."""
    from pyspark.sql import functions as F, Window
    events = spark.range(0, 240_000, 1, 8).select((F.col("id") % 1_500).alias("user"), (F.col("id") * 7919 % 1_000_003).alias("t"))
    if v == "bad":
        after = events.select("user", F.col("t").alias("t2"))
        sink(events.join(after, "user").filter("t2 < t").groupBy("user", "t").agg(F.max("t2").alias("before")))
    else:
        sink(events.withColumn("before", F.lag("t").over(Window.partitionBy("user").orderBy("t"))))
        sink(spark.range(0, 3_000_000, 1, 8).select(costly(F.col("id").cast("string")).alias("h")).groupBy(F.substring("h", 1, 2)).count())


@job("fresh", bad=bad("JOIN003", "JOIN001"), fixed=good())
def prices_of_all_days(spark, v):
    """A broadcast price list holds each product for 120 days, and the day is not part of the key."""
    from pyspark.sql import functions as F
    sales = spark.range(0, 400_000, 1, 8).select((F.col("id") % 300).alias("product"), (F.col("id") % 120).alias("day"), (F.col("id") % 7 + 1).alias("n"))
    prices = spark.range(0, 36_000, 1, 1).select((F.col("id") % 300).alias("product"), (F.col("id") / 300).cast("long").alias("day"), (F.col("id") % 97).alias("price"))
    joined = sales.join(F.broadcast(prices.select("product", "price")), "product") if v == "bad" else sales.join(F.broadcast(prices), ["product", "day"])
    sink(joined.groupBy("product").agg(F.sum(F.col("n") * F.col("price")), F.max(F.sha1(F.col("price").cast("string")))))
    if v == "fixed":
        sink(spark.range(0, 3_000_000, 1, 8).select(costly(F.col("id").cast("string")).alias("h")).groupBy(F.substring("h", 1, 2)).count())


@job("fresh", bad=bad("JOIN001", "CONF001", _=NO_AQE), fixed=good("CONF001", _=NO_AQE))
def dimension_behind_filter(spark, v):
    """What remains of a dimension after a filter is small; only the twin says so."""
    from pyspark.sql import functions as F
    facts = spark.read.parquet(f"{D}/facts").select("customer", "product", "note")
    wanted = spark.read.parquet(f"{D}/customers").filter(F.col("region") == 3).select("customer", "name")
    joined = facts.join(wanted if v == "bad" else F.broadcast(wanted), "customer", "left")
    sink(joined.groupBy("product").agg(F.max("note"), F.count("name")))


@job("fresh", bad=bad("JOIN001"), fixed=good())
def thirty_megabytes(spark, v):
    """A dimension of some thirty megabytes, three times Spark's limit, against many more facts."""
    from pyspark.sql import functions as F
    facts = spark.range(0, 6_000_000, 1, 12).select((F.col("id") * 31 % 260_000).alias("customer"), F.sha2(F.col("id").cast("string"), 256).alias("receipt"))
    people = spark.read.parquet(f"{D}/customers")
    sink(facts.join(people if v == "bad" else F.broadcast(people), "customer").select(F.concat("receipt", "address").alias("x")).filter("x like '%00'"))


@job("fresh", bad=bad("SHUF001|CACHE001", "JOIN001 DRV005"), fixed=good("JOIN001"))
def join_for_each_region(spark, v):
    """The same two tables are joined for each of three outputs, with another condition each time."""
    from pyspark.sql import functions as F
    joined = spark.read.parquet(f"{D}/facts").join(spark.read.parquet(f"{D}/customers").hint("merge"), "customer")
    if v == "fixed":
        joined = joined.cache()
        joined.write.format("noop").mode("overwrite").save()
    for region in (1, 4, 9):
        sink(joined.filter(F.col("region") == region).groupBy("product").agg(F.sum("amount"), F.max("note")))


@job("fresh", bad=bad("CACHE001|SHUF001|DRV005", "DRV005"), fixed=good())
def four_reports(spark, v):
    """An enriched table without any filter is computed for each of four reports."""
    from pyspark.sql import functions as F
    base = spark.read.parquet(f"{D}/facts").select("product", "amount", "day", costly(F.col("note")).alias("h"))
    if v == "fixed":
        base = base.cache()
    for key in ("product", "day"):
        sink(base.groupBy(key).agg(F.max("h")))
        sink(base.groupBy(F.substring("h", 1, 2), key).agg(F.sum("amount")))


@job("fresh", bad=bad("CACHE001|PYTHON010", "PYTHON010 PYTHON011 SHUF001"), fixed=good("PYTHON010 PYTHON011"))
def centers_by_rdd(spark, v):
    """An iterative RDD program parses its points again in each of five iterations."""
    raw = spark.sparkContext.range(0, 240_000, 1, 8)
    points = raw.map(lambda i: ((i * 7919 % 1000) / 10.0, sum(map(int, str(i * i * i * i))) / 3.0))
    if v == "fixed":
        points = points.cache()
    centers = [(10.0, 5.0), (60.0, 30.0), (90.0, 12.0)]
    for _ in range(5):
        now = list(centers)
        sums = points.map(lambda p: (min(range(3), key=lambda c: (p[0] - now[c][0]) ** 2 + (p[1] - now[c][1]) ** 2), (p[0], p[1], 1))) \
            .reduceByKey(lambda a, b: (a[0] + b[0], a[1] + b[1], a[2] + b[2])).collect()
        for c, (x, y, n) in sums:
            centers[c] = (x / n, y / n)


@job("fresh", bad=bad("DRV005|CACHE001", "CACHE001 SHUF001 DRV005"), fixed=good())
def counts_between_steps(spark, v):
    """A pipeline over files logs a count after each of four steps; no step filters by a function."""
    from pyspark.sql import functions as F
    df = spark.read.parquet(f"{D}/facts").withColumn("h", costly(F.col("note"), 2))
    customers = spark.read.parquet(f"{D}/customers")
    steps = [lambda d: d.filter(F.col("amount") > 10), lambda d: d.filter(F.col("h") > "1"), lambda d: d.join(customers, "customer"), lambda d: d.filter(F.col("region") < 25)]
    for number, step in enumerate(steps):
        df = step(df)
        if v == "bad":
            print(number, df.agg(F.count("h")).first())
    sink(df.groupBy("product").agg(F.max("h"), F.sum("amount")))


@job("fresh", bad=bad("DRV005|CACHE001|SHUF001", "CACHE001 DRV005 SHUF001"), fixed=good())
def checks_before_write(spark, v):
    """Quality checks scan the aggregated table four times before it is written."""
    from pyspark.sql import functions as F
    df = spark.read.parquet(f"{D}/facts").groupBy("customer", "day").agg(F.sum("amount").alias("amount"), F.max(costly(F.col("note"), 2)).alias("h"))
    if v == "bad":
        assert df.count() > 0
        assert df.filter(F.col("h").isNull()).count() == 0
        assert df.filter(F.col("amount") < 0).count() == 0
        df.show(5)
    sink(df)


@job("fresh", bad=bad("CACHE002", "DRV005"), fixed=good())
def persisted_on_disk(spark, v):
    """A table is persisted on disk though one query reads it."""
    from pyspark import StorageLevel
    from pyspark.sql import functions as F
    df = spark.read.parquet(f"{D}/facts").select("product", "customer", costly(F.col("note"), 1).alias("h"))
    if v == "bad":
        df = df.persist(StorageLevel.DISK_ONLY)
    sink(df.groupBy("product").agg(F.max("h"), F.count("customer")))


@job("fresh", bad=bad("CACHE003", "CACHE005 MEM002 MEM011 PYTHON010 PYTHON011 CACHE001", _={"spark.driver.memory": "700m"}), fixed=good("PYTHON011", _={"spark.driver.memory": "4g"}))
def cached_python_records(spark, v):
    """Python records are cached in memory that holds a part of them, and four passes compute the rest again."""
    rdd = spark.sparkContext.range(0, 1_000_000, 1, 16).map(lambda i: ("user-%d" % i, "%040d" % (i * i), [i % 7, i % 11, i % 13, str(i * i * i)] * 3)).cache()
    for _ in range(4):
        rdd.map(lambda r: len(r[1])).sum()


@job("fresh", bad=bad("SHUF001|CACHE001", "CONF001 JOIN001 CONF003", _={**NO_AQE, "spark.sql.shuffle.partitions": "12"}), fixed=good("CONF001", _={**NO_AQE, "spark.sql.shuffle.partitions": "12"}))
def three_windows(spark, v):
    """Three outputs each shuffle and sort the same table by customer for another window."""
    from pyspark.sql import functions as F, Window
    facts = spark.read.parquet(f"{D}/facts").repartition(12, "customer")
    w = Window.partitionBy("customer").orderBy("day")
    columns = [F.row_number().over(w).alias("a"), F.sum("amount").over(w).alias("b"), F.lag("amount").over(w).alias("c")]
    if v == "bad":
        for column in columns:
            sink(facts.select("customer", "note", column))
    else:
        sink(facts.select("customer", "note", *columns))


@job("fresh", plain=good(), adaptive=good(_={"spark.sql.shuffle.partitions": "40"}))
def healthy_star(spark, v):
    """Healthy: a fact table of files, two dimensions that Spark broadcasts, a window with a key, one write of few files."""
    from pyspark.sql import functions as F, Window
    facts = spark.read.parquet(f"{D}/facts")
    products = spark.range(0, 300).select(F.col("id").alias("product"), F.concat(F.lit("p"), "id").alias("title"))
    regions = spark.range(0, 40).select(F.col("id").alias("region"), F.concat(F.lit("r"), "id").alias("place"))
    enriched = facts.withColumn("region", F.col("customer") % 40).join(products, "product").join(F.broadcast(regions), "region")
    daily = enriched.groupBy("place", "title", "day").agg(F.sum("amount").alias("s"), F.max(costly(F.col("note"), 1)).alias("h"))
    ranked = daily.withColumn("r", F.dense_rank().over(Window.partitionBy("place", "day").orderBy(F.desc("s")))).filter("r <= 5")
    ranked.coalesce(2).write.mode("overwrite").parquet(f"{OUT}/star")
    if v == "adaptive":
        sink(enriched.groupBy("customer").agg(F.count_distinct("day"), F.max("h") if False else F.max("note")))


@job("fresh", loop=good("DRV005"), sql=good())
def healthy_reuse(spark, v):
    """Healthy: a cached table that five queries read; and plain SQL with a rollup, an anti join and a distinct."""
    from pyspark.sql import functions as F
    facts = spark.read.parquet(f"{D}/facts")
    if v == "loop":
        base = facts.select("product", "day", "customer", "amount", costly(F.col("note")).alias("h")).cache()
        for key in ("product", "day", "customer"):
            sink(base.groupBy(key).agg(F.max("h"), F.sum("amount")))
        sink(base.filter("amount > 500").groupBy("day").count())
        base.unpersist()
    else:
        facts.createOrReplaceTempView("facts")
        spark.read.parquet(f"{D}/customers").createOrReplaceTempView("customers")
        sink(spark.sql("SELECT day, product, sum(amount) s, max(sha2(sha2(note, 512), 512)) h FROM facts GROUP BY ROLLUP (day, product)"))
        sink(spark.sql("SELECT c.customer, c.name FROM customers c LEFT ANTI JOIN (SELECT DISTINCT customer FROM facts WHERE amount > 900) f ON c.customer = f.customer"))
        sink(spark.sql("SELECT product, count(DISTINCT customer) n FROM facts GROUP BY product"))
