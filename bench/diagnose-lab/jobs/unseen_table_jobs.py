"""Third set, written without a look at the rules: tables, joins, shuffles and caches as a data engineer writes them."""
from registry import D, NO_AQE, bad, good, job, sink
from fresh_plan_jobs import OUT, costly


@job("unseen", bad=bad("SKEW001|SKEW003|SKEW005", "MEM001 MEM002 MEM009 SHUF008"), fixed=good("MEM009"))
def baskets_by_country_and_device(spark, v):
    """The lists of a groupBy of two keys, of which one pair holds most sessions."""
    from pyspark.sql import functions as F
    hot = 70 if v == "bad" else 0
    visits = spark.range(0, 2_400_000, 1, 8).select(
        F.when(F.col("id") % 100 < hot, F.lit("DE")).otherwise(F.concat(F.lit("c"), F.col("id") % 40)).alias("country"),
        F.when(F.col("id") % 100 < hot, F.lit("phone")).otherwise(F.concat(F.lit("d"), F.col("id") % 25)).alias("device"),
        F.sha1(F.col("id").cast("string")).alias("page"), (F.hash("id") % 86_400).alias("at"))
    lists = visits.groupBy("country", "device").agg(F.sort_array(F.collect_list(F.struct("at", "page"))).alias("l"))
    sink(lists.select("country", "device", F.size(F.array_distinct(F.transform("l", lambda s: F.sha2(s.page, 512)))).alias("n")))


@job("unseen", bad=bad("SKEW001|SKEW003", "JOIN001 MEM001"), fixed=good("JOIN001"))
def two_shops_then_a_join(spark, v):
    """Orders of two shops are unioned; guests of the second all have customer 0, and meet the customers in a merge join."""
    from pyspark.sql import functions as F
    web = spark.range(0, 1_200_000, 1, 4).select((F.col("id") % 300_000).alias("customer"), F.sha1(F.col("id").cast("string")).alias("receipt"))
    tills = spark.range(0, 2_200_000, 1, 4).select((F.lit(0) if v == "bad" else F.col("id") * 7 % 300_000).cast("long").alias("customer"), F.sha1((-F.col("id")).cast("string")).alias("receipt"))
    people = spark.range(0, 300_000, 1, 4).select(F.col("id").alias("customer"), F.sha2(F.col("id").cast("string"), 256).alias("address"), F.sha2((-F.col("id")).cast("string"), 256).alias("mail"))
    joined = web.unionByName(tills).join(people.hint("merge"), "customer")
    sink(joined.select("customer", costly(F.concat("receipt", "address", "mail"), 6).alias("h")))


@job("unseen", bad=bad("JOIN002|JOIN003", "JOIN003 JOIN001 SHUF008 JOIN006"), fixed=good())
def forgotten_condition(spark, v):
    """Three tables by comma in SQL, of which one has no condition."""
    spark.range(0, 260_000, 1, 8).selectExpr("id AS o", "id % 5000 AS c", "id % 400 AS day", "id % 97 AS amount").createOrReplaceTempView("orders")
    spark.range(0, 5_000, 1, 2).selectExpr("id AS c", "id % 30 AS currency").createOrReplaceTempView("customers")
    spark.range(0, 12_000, 1, 2).selectExpr("id % 400 AS valid", "CAST(id / 400 AS bigint) AS currency", "id % 13 + 1 AS rate").createOrReplaceTempView("rates")
    link = "AND o.day = r.valid AND c.currency = r.currency" if v == "fixed" else "AND r.rate > 12"
    sink(spark.sql(f"SELECT c.currency, sum(o.amount * r.rate) s, max(hash(o.o, r.valid)) h FROM orders o, customers c, rates r WHERE o.c = c.c {link} GROUP BY c.currency"))
    if v == "fixed":
        sink(spark.sql("SELECT c, max(sha2(sha2(sha2(cast(o as string), 512), 512), 512)) h FROM (SELECT c, explode(sequence(o, o + 9)) o FROM orders) GROUP BY c"))


@job("unseen", bad=bad("JOIN002", ""), fixed=good("JOIN001"))
def not_in_two_columns(spark, v):
    """NOT IN over two nullable columns compares every row with every other; the twin says NOT EXISTS."""
    spark.range(0, 130_000, 1, 8).selectExpr("nullif(id % 9973, 9972) AS a", "nullif(id * 7 % 30011, 30010) AS b", "sha1(cast(id as string)) AS note").createOrReplaceTempView("parcels")
    spark.range(0, 3_000, 1, 2).selectExpr("id * 3 AS a", "id * 5 % 30011 AS b").createOrReplaceTempView("returned")
    if v == "bad":
        sink(spark.sql("SELECT note FROM parcels WHERE (a, b) NOT IN (SELECT a, b FROM returned)"))
    else:
        sink(spark.sql("SELECT note FROM parcels p WHERE NOT EXISTS (SELECT 1 FROM returned r WHERE r.a = p.a AND r.b = p.b)"))
        sink(spark.sql("SELECT a, max(sha2(sha2(sha2(concat(note, n), 512), 512), 512)) h FROM parcels LATERAL VIEW explode(sequence(1, 20)) t AS n GROUP BY a"))


@job("unseen", bad=bad("JOIN003", "JOIN001 SHUF007 SHUF008 MEM001 CONF003"), fixed=good("JOIN001"))
def history_without_dates(spark, v):
    """Orders meet a history of addresses by customer only, and DISTINCT hides what that made."""
    spark.range(0, 300_000, 1, 8).selectExpr("id AS o", "id % 20000 AS c", "id % 365 AS day").createOrReplaceTempView("orders")
    spark.range(0, 1_200_000, 1, 8).selectExpr("id % 20000 AS c", "CAST(id / 20000 AS bigint) * 6 AS since", "CAST(id / 20000 AS bigint) * 6 + 6 AS until", "id % 16 AS land").createOrReplaceTempView("addresses")
    between = "AND o.day >= a.since AND o.day < a.until" if v == "fixed" else ""
    sink(spark.sql(f"SELECT DISTINCT o.o, a.land FROM orders o JOIN addresses a ON o.c = a.c {between}"))
    if v == "fixed":
        sink(spark.sql("SELECT land, max(sha2(sha2(sha2(cast(since * c as string), 512), 512), 512)) h FROM addresses GROUP BY land"))


@job("unseen", bad=bad("JOIN001", "CONF001", _=NO_AQE), fixed=good("CONF001", _=NO_AQE))
def in_the_best_customers(spark, v):
    """IN over an aggregation that leaves some hundred customers: Spark cannot know that it is small; the twin hints."""
    from pyspark.sql import functions as F
    orders = spark.range(0, 4_500_000, 1, 8).select((F.col("id") * 31 % 150_001).alias("c"), (F.col("id") % 1_009).alias("amount"), F.sha2(F.col("id").cast("string"), 256).alias("receipt"))
    orders.createOrReplaceTempView("orders")
    if v == "bad":
        sink(spark.sql("SELECT c, receipt FROM orders WHERE c IN (SELECT c FROM orders WHERE amount > 1000 GROUP BY c HAVING c % 400 = 1)"))
    else:
        best = spark.sql("SELECT c FROM orders WHERE amount > 1000 GROUP BY c HAVING c % 400 = 1")
        sink(orders.join(F.broadcast(best), "c", "left_semi").select("c", costly(F.col("receipt"), 1)))
        sink(orders.select(costly(F.col("receipt"), 2).alias("h")).filter("h < '1'"))


@job("unseen", bad=bad("SHUF006", "SHUF005 SHUF007 MEM001"), fixed=good("SHUF007"))
def latest_by_sort(spark, v):
    """orderBy and then dropDuplicates, to keep the latest row of each user; the twin takes max_by."""
    from pyspark.sql import functions as F
    rows = spark.range(0, 3_200_000, 1, 8).select((F.col("id") % 240_000).alias("user"), F.hash("id").alias("at"), F.sha2(F.col("id").cast("string"), 256).alias("state"))
    if v == "bad":
        sink(rows.orderBy(F.desc("at")).dropDuplicates(["user"]))
    else:
        sink(rows.groupBy("user").agg(F.max("at"), F.max_by("state", "at")))


@job("unseen", bad=bad("PART003|PART002", "MEM001 PART009 SHUF005", lab__master="local[4]"), fixed=good(lab__master="local[4]"))
def first_two_million(spark, v):
    """A limit of two million rows before the work takes all of them through one task; the twin samples by a filter."""
    from pyspark.sql import functions as F
    rows = spark.range(0, 4_000_000, 1, 8).select("id", F.sha1(F.col("id").cast("string")).alias("s"))
    rows = rows.limit(2_000_000) if v == "bad" else rows.filter(F.col("id") % 2 == 0)
    sink(rows.select("id", costly(F.col("s"), 6).alias("h")).filter("h like '0%'"))


@job("unseen", bad=bad("CACHE001|SHUF001|IO009", "SHUF001 IO009 CACHE001 JOIN001"), fixed=good())
def one_cte_four_times(spark, v):
    """A CTE that aggregates is read by four branches of a UNION ALL, each with its own filter: Spark computes it four times."""
    spark.read.parquet(f"{D}/facts").createOrReplaceTempView("facts")
    base = "SELECT customer, day, sum(amount) s, max(sha2(sha2(sha2(note, 512), 512), 512)) h FROM facts GROUP BY customer, day"
    if v == "bad":
        parts = " UNION ALL ".join(f"SELECT '{n}' AS part, count(*) n, max(h) h FROM base WHERE s > {n * 200}" for n in range(4))
        sink(spark.sql(f"WITH base AS ({base}) {parts}"))
    else:
        sink(spark.sql(f"WITH base AS ({base}) SELECT " + ", ".join(f"count_if(s > {n * 200}), max(IF(s > {n * 200}, h, NULL))" for n in range(4)) + " FROM base"))


@job("unseen", bad=bad("CACHE001|CACHE008|SHUF001|DRV005", "CACHE001 CACHE008 SHUF001 DRV005 JOIN001 DRV007 DRV001 CONF003"), fixed=good("JOIN001 CONF003"))
def labels_through_a_graph(spark, v):
    """Labels go along edges for five rounds, each with a count of what changed; the twin cuts the lineage at each round."""
    from pyspark.sql import functions as F
    edges = spark.range(0, 300_000, 1, 4).select((F.col("id") % 60_000).alias("a"), (F.col("id") * 7919 % 60_000).alias("b")).localCheckpoint()
    labels = spark.range(0, 60_000, 1, 4).select(F.col("id").alias("a"), F.col("id").alias("label"))
    for _ in range(5):
        best = edges.join(labels, "a").groupBy("b").agg(F.min("label").alias("other"))
        labels = labels.join(best, labels.a == best.b, "left").select("a", F.least("label", F.coalesce("other", "label")).alias("label"))
        if v == "fixed":
            labels = labels.localCheckpoint()
        print(labels.filter(F.col("label") < F.col("a")).count())
    sink(labels)


@job("unseen", bad=bad("CACHE002", "CACHE007"), fixed=good())
def persisted_at_each_step(spark, v):
    """Each step of a chain is persisted, and each is read once by the next."""
    from pyspark.sql import functions as F
    df = spark.read.parquet(f"{D}/facts").withColumn("h", F.sha2("note", 512))
    for number in range(4):
        df = df.withColumn(f"h{number}", F.sha2(F.concat("h", F.lit(number)), 256)).filter(F.col(f"h{number}") > "04")
        if v == "bad":
            df = df.persist()
    sink(df.groupBy("product").agg(F.max("h3"), F.sum("amount")))


@job("unseen", bad=bad("CACHE001|SHUF001|DRV005", "CACHE001 SHUF001 DRV005"), fixed=good())
def pivot_without_values(spark, v):
    """A pivot of an expensive table without its values: Spark runs the table once more to find them."""
    from pyspark.sql import functions as F
    base = spark.read.parquet(f"{D}/facts").select("product", "amount", F.substring(costly(F.col("note"), 6), 1, 1).alias("letter"))
    values = None if v == "bad" else list("0123456789abcdef")
    sink(base.groupBy("product").pivot("letter", values).agg(F.sum("amount")))
