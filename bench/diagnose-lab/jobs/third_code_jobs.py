"""Third set, Python and the driver: each job a fault that its author would not have named, and the same job as a reviewer left it."""
import csv, os, time
from registry import D, bad, good, job, sink

WORDS = f"{D}/third-lines"
ORDERS = f"{D}/third-orders"
OUT = f"{D}/third-out"


def prepare(spark):
    from pyspark.sql import functions as F
    if not os.path.exists(WORDS):
        words = [F.concat(F.lit("w"), F.pmod(F.xxhash64("id", F.lit(at)), F.lit(4000 * (at + 1)))) for at in range(9)]
        spark.range(0, 900_000, 1, 8).select(F.concat_ws(" ", *words).alias("line")).write.parquet(WORDS)
    if not os.path.exists(ORDERS):
        spark.range(0, 900_000, 1, 4).select(
            F.col("id").alias("order_id"), (F.col("id") % 6).alias("month"), F.pmod(F.xxhash64("id"), F.lit(40_000)).alias("customer_id"),
            F.concat(F.lit("SKU-"), F.pmod(F.xxhash64("id", F.lit(1)), F.lit(9000))).alias("sku"), F.sha1(F.col("id").cast("string")).alias("reference"),
            (F.pmod(F.xxhash64("id", F.lit(2)), F.lit(50_000)) / 100).alias("amount"), F.expr("timestamp_seconds(1700000000 + id)").alias("ordered_at"),
            (F.col("id") % 7 == 0).alias("express")).repartition(6, "month").write.partitionBy("month").parquet(ORDERS)


def pseudonym(column, rounds):
    """What the privacy team asks for before any report: costs time in every variant alike."""
    from pyspark.sql import functions as F
    result = F.col(column).cast("string")
    for _ in range(rounds):
        result = F.sha2(result, 512)
    return result


# 1: python-udf, registered for SQL and returning a struct
@job("third", bad=bad("PYTHON001|PYTHON002", also="PYTHON014 PYTHON006"), native=good())
def referrers_by_campaign(spark, variant):
    from pyspark.sql import functions as F
    from urllib.parse import parse_qs, urlsplit
    url = F.concat(F.lit("https://shop"), F.col("id") % 500, F.lit(".example.org/p/"), F.col("id"), F.lit("?utm_campaign=c"), F.col("id") % 40, F.lit("&utm_source=mail"))
    visits = spark.range(0, 1_400_000, 1, 8).select(url.alias("referrer"), (F.col("id") % 90_000).alias("visitor"), (F.col("id") % 300 / 100).alias("cost"))
    visits.withColumn("visitor", pseudonym("visitor", 5)).createOrReplaceTempView("visits")

    def referrer_of(text):
        parts = urlsplit(text)
        return parts.hostname, (parse_qs(parts.query).get("utm_campaign") or [None])[0]

    if variant == "bad":
        spark.udf.register("referrer_of", referrer_of, "host string, campaign string")
        parsed = "SELECT referrer_of(referrer) r, visitor, cost FROM visits"
        report = spark.sql(f"SELECT r.host, r.campaign, count(DISTINCT visitor) visitors, sum(cost) cost FROM ({parsed}) GROUP BY r.host, r.campaign")
    else:
        parsed = "SELECT parse_url(referrer, 'HOST') host, parse_url(referrer, 'QUERY', 'utm_campaign') campaign, visitor, cost FROM visits"
        report = spark.sql(f"SELECT host, campaign, count(DISTINCT visitor) visitors, sum(cost) cost FROM ({parsed}) GROUP BY host, campaign")
    sink(report.orderBy("cost"))


# 2: rdd-python, words of a table counted in Python
@job("third", bad=bad("PYTHON010", also="PYTHON011 PYTHON012"), dataframe=good())
def rare_words_of_the_logs(spark, variant):
    from pyspark.sql import functions as F
    lines = spark.read.parquet(WORDS)
    if variant == "bad":
        counts = lines.rdd.flatMap(lambda row: row.line.split(" ")).map(lambda word: (word, 1)).reduceByKey(lambda a, b: a + b, 8)
        rare = counts.filter(lambda pair: pair[1] < 100).map(lambda pair: (pair[0][:2], pair[1])).aggregateByKey((0, 0), lambda s, n: (s[0] + n, s[1] + 1), lambda s, t: (s[0] + t[0], s[1] + t[1]))
        rare.sortByKey().saveAsTextFile(f"{OUT}/rare-words-{time.time_ns()}")
    else:
        counts = lines.select(F.explode(F.split("line", " ")).alias("word")).groupBy("word").count().filter("count < 100")
        counts.groupBy(F.substring("word", 1, 2).alias("head")).agg(F.sum("count").alias("n"), F.count("*").alias("words")).orderBy("head").write.csv(f"{OUT}/rare-words-{time.time_ns()}")
        audit = lines.select(pseudonym("line", 8).alias("p"))
        audit.agg(F.max("p")).write.mode("overwrite").parquet(f"{OUT}/rare-words-audit")


# 3: group-by-key, through groupBy() of an RDD of trips
@job("third", bad=bad("PYTHON010 SHUF003", also="PYTHON011"), reduced=bad("PYTHON010", also="PYTHON011"))
def trips_by_zone(spark, variant):
    trips = spark.sparkContext.range(0, 1_600_000, 1, 12).map(lambda i: (i * 7919 % 350, i % 1440, (i * 31 % 997) / 10))
    if variant == "bad":
        zones = trips.groupBy(lambda trip: trip[0], 8).mapValues(lambda ts: (len(ts), sum(t[2] for t in ts), max(t[1] for t in ts)))
    else:
        zones = trips.map(lambda t: (t[0], (1, t[2], t[1]))).reduceByKey(lambda a, b: (a[0] + b[0], a[1] + b[1], max(a[2], b[2])), 8)
    fares = zones.map(lambda z: (z[0] % 5, z[1][1])).reduceByKey(lambda a, b: a + b).sortByKey().collect()
    print(len(fares))


# 4: driver-collect and arrow-disabled, month by month
@job("third", bad=bad("DRV002 PYTHON008", also="DRV001", spark__driver__maxResultSize="2g"), aggregated=good(spark__driver__maxResultSize="2g"))
def months_in_pandas(spark, variant):
    import pandas as pd
    from pyspark.sql import functions as F
    orders = spark.read.parquet(ORDERS).withColumn("who", pseudonym("customer_id", 6))
    if variant == "bad":
        spark.conf.set("spark.sql.execution.arrow.pyspark.enabled", "false")
        months = [orders.filter(F.col("month") == month).toPandas() for month in range(6)]
        report = pd.concat(months).groupby(["month", "sku"])["amount"].sum()
    else:
        spark.conf.set("spark.sql.execution.arrow.pyspark.enabled", "true")
        report = orders.groupBy("month", "express").agg(F.sum("amount").alias("amount"), F.countDistinct("who").alias("buyers")).toPandas()
    print(len(report))


# 5: large-closure, a lexicon inside the function
@job("third", bad=bad("PYTHON013", also="PYTHON011 SCHED009 PYTHON010"), broadcast=good(also="PYTHON011 PYTHON010"))
def sentiment_by_lexicon(spark, variant):
    sc = spark.sparkContext
    lexicon = {f"term-{at:07d}": ((at * 37 % 200 - 100) / 100, "pos" if at % 2 else "neg") for at in range(350_000)}
    shared = sc.broadcast(lexicon) if variant == "broadcast" else None

    def score(numbers, terms):
        total = 0.0
        for number in numbers:
            for at in range(40):
                weight, side = terms[f"term-{(number * 131 + at * 7) % 350_000:07d}"]
                total += weight if side == "pos" else -weight
        yield total

    reviews = sc.range(0, 300_000, 1, 90)
    scored = reviews.mapPartitions(lambda it: score(it, lexicon)) if variant == "bad" else reviews.mapPartitions(lambda it: score(it, shared.value))
    print(scored.sum())


# 20: driver-collect, duplicates dropped in a dictionary
@job("third", bad=bad("DRV002", also="DRV001", spark__driver__maxResultSize="2g"), fixed=good())
def latest_order_of_each_customer(spark, variant):
    from pyspark.sql import functions as F
    orders = spark.read.parquet(ORDERS).withColumn("who", pseudonym("customer_id", 4))
    path = f"{OUT}/latest-{time.time_ns()}"
    if variant == "bad":
        latest = {}
        for row in orders.select("who", "order_id", "sku", "amount", "ordered_at").collect():
            if row.who not in latest or latest[row.who].ordered_at < row.ordered_at:
                latest[row.who] = row
        with open(path + ".csv", "w") as file:
            csv.writer(file).writerows([row.who[:16], row.order_id, row.sku, row.amount] for row in latest.values())
    else:
        newest = orders.groupBy("who").agg(F.max_by(F.struct("order_id", "sku", "amount"), "ordered_at").alias("o"))
        newest.select(F.substring("who", 1, 16).alias("who"), "o.*").write.csv(path)


# 21: driver-bound, names compared on the driver between two queries
@job("third", bad=bad("DRV001"), fixed=good())
def suppliers_spelled_alike(spark, variant):
    from pyspark.sql import functions as F
    invoices = spark.range(0, 4_000_000, 1, 8).select((F.col("id") % 260).alias("supplier"), (F.col("id") % 777 / 7).alias("amount"), pseudonym("id", 3).alias("line"))
    totals = invoices.groupBy("supplier").agg(F.sum("amount").alias("amount"), F.max("line").alias("line")).collect()
    alike = []
    if variant == "bad":
        names = [f"{row.line[:24]} & sons ltd" for row in totals]
        for a in names:
            for b in names:
                row = list(range(len(b) + 1))
                for i, x in enumerate(a):
                    row, last = [i + 1], row
                    for j, y in enumerate(b):
                        row.append(min(last[j + 1] + 1, row[j] + 1, last[j] + (x != y)))
                if row[-1] < 4:
                    alike.append((a, b))
    keep = [row.supplier for row in totals[:40]]
    sink(invoices.filter(F.col("supplier").isin(keep)).groupBy("supplier").agg(F.countDistinct("line").alias("lines")))
    print(len(alike))


# 22: redundant-actions, every step of a SQL script counted for the log
@job("third", bad=bad("DRV005", also="CACHE001 SHUF001"), fixed=good())
def counted_temp_views(spark, variant):
    from pyspark.sql import functions as F
    spark.range(0, 2_400_000, 1, 8).select("id", (F.col("id") % 5000).alias("policy"), pseudonym("id", 4).alias("claim"), (F.col("id") % 1000 / 3).alias("paid")).createOrReplaceTempView("raw")
    steps = [("valid", "SELECT * FROM raw WHERE claim NOT LIKE 'ff%'"), ("priced", "SELECT *, paid * 1.19 AS gross FROM valid WHERE paid > 20"),
             ("large", "SELECT * FROM priced WHERE gross > 40 AND claim NOT LIKE '00%'")]
    for name, query in steps:
        spark.sql(query).createOrReplaceTempView(name)
        if variant == "bad":
            print(name, spark.sql(f"SELECT count(claim), max(claim) FROM {name}").first())
    spark.sql("SELECT policy, sum(gross) gross, count(DISTINCT claim) claims FROM large GROUP BY policy").write.mode("overwrite").parquet(f"{OUT}/claims")
