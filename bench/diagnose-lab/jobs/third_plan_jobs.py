"""Third set, plans: partitions, joins, shuffles, caches and files."""
import os
from registry import D, bad, good, job, sink
from third_code_jobs import OUT, pseudonym

SENSORS = f"{D}/third-sensors"
SENSORS_PACKED = f"{D}/third-sensors-packed"
CLICKS = f"{D}/third-clicks"
TICKETS_JSON = f"{D}/third-tickets-json"
TICKETS = f"{D}/third-tickets"


def prepare(spark):
    from pyspark.sql import functions as F
    if not os.path.exists(SENSORS):
        readings = spark.range(0, 360_000, 1, 12).select((F.col("id") % 90).alias("sensor"), F.rand(3).alias("value"), (F.col("id") % 180).cast("int").alias("day"))
        readings.write.partitionBy("day").parquet(SENSORS)
        readings.coalesce(4).write.parquet(SENSORS_PACKED)
    if not os.path.exists(CLICKS):
        spark.range(0, 2_400_000, 1, 8).select(F.pmod(F.xxhash64("id"), F.lit(150_000)).alias("user"), F.expr("timestamp_seconds(1700000000 + id)").alias("at"),
                                               F.concat(F.lit("/page/"), F.col("id") % 700).alias("page"), F.sha1(F.col("id").cast("string")).alias("session")).write.parquet(CLICKS)
    if not os.path.exists(TICKETS_JSON):
        tickets = spark.range(0, 350_000, 1, 6).select(F.col("id").alias("ticket"), (F.col("id") % 40).alias("team"), F.rand(1).alias("hours"),
                                                       *[F.concat(F.lit(f"v{at}-"), F.col("id") * (at + 3) % 10_000).alias(f"field_{at}") for at in range(18)])
        tickets.write.json(TICKETS_JSON)
        tickets.write.parquet(TICKETS)


# 6: tiny-tasks, a partition for each store by habit
@job("third", bad=bad("PART001", also="PART005 SCHED004 SHUF009 PART009 SHUF005"), fixed=good())
def partition_for_each_store(spark, variant):
    from pyspark.sql import functions as F
    sales = spark.range(0, 1_500_000, 1, 8).select((F.col("id") % 1200).alias("store"), (F.col("id") % 365).alias("day"), pseudonym("id", 5).alias("receipt"), (F.col("id") % 99 / 9).alias("total"))
    if variant == "bad":
        sales = sales.repartition(1800, "store")
    daily = sales.groupBy("store", "day").agg(F.sum("total").alias("total"), F.max("receipt").alias("last"))
    if variant == "bad":
        daily = daily.repartition(1200, "day")
    sink(daily.groupBy("day").agg(F.sum("total"), F.max("last")))


# 7: low-parallelism, coalesce(1) because one file was asked for
@job("third", bad=bad("PART006|PART002|IO017", also="PART002 PART003 IO017"), fixed=good())
def one_file_for_finance(spark, variant):
    from pyspark.sql import functions as F
    bookings = spark.range(0, 5_000_000, 1, 8).select((F.col("id") % 20_000).alias("account"), pseudonym("id", 3).alias("voucher"), (F.col("id") % 7919 / 17).alias("amount"))
    large = bookings.filter("voucher LIKE 'a%' OR amount > 460").withColumn("checksum", F.md5(F.concat("voucher", F.col("amount").cast("string"))))
    (large.coalesce(1) if variant == "bad" else large).write.mode("overwrite").parquet(f"{OUT}/finance")


# 8: small-files, a folder of twelve files for each day
@job("third", bad=bad("IO001", also="PART001 IO013 IO014 DRV008"), packed=good())
def a_file_for_each_hour(spark, variant):
    from pyspark.sql import functions as F
    readings = spark.read.parquet(SENSORS if variant == "bad" else SENSORS_PACKED).select("sensor", "value", "day")
    hourly = readings.withColumn("tag", pseudonym("value", 12))
    sink(hourly.groupBy("sensor").agg(F.avg("value").alias("mean"), F.max("tag")))
    sink(readings.filter("value > 0.2").withColumn("tag", pseudonym("value", 8)).groupBy("day").agg(F.stddev("value"), F.max("tag")))


# 9: spill, a window over large groups with two partitions
@job("third", bad=bad("MEM001", also="PART004 MEM011 MEM002 CONF011 PART005", spark__driver__memory="1g", spark__memory__fraction="0.2", spark__sql__shuffle__partitions="2"),
     fixed=good(spark__driver__memory="4g", spark__sql__shuffle__partitions="48"))
def ranks_of_all_payments(spark, variant):
    from pyspark.sql import functions as F
    payments = spark.range(0, 5_000_000, 1, 8).select(F.pmod(F.xxhash64("id"), F.lit(60_000)).alias("iban"), F.rand(5).alias("amount"), F.sha2(F.col("id").cast("string"), 384).alias("purpose"))
    payments.createOrReplaceTempView("payments")
    sink(spark.sql("SELECT iban, purpose, amount, rank() OVER (PARTITION BY iban ORDER BY amount DESC) AS place, lag(purpose) OVER (PARTITION BY iban ORDER BY amount DESC) AS before FROM payments"))


# 10: single-partition-window, a running total in the pandas API
ANSI_OFF = {"spark.sql.ansi.enabled": "false"}


@job("third", bad=bad("PART003|PYTHON015", also="SKEW005 MEM001 PYTHON015 PART003", _=ANSI_OFF), grouped=good(_=ANSI_OFF))
def running_total_in_pandas(spark, variant):
    from pyspark.sql import functions as F
    ledger = spark.range(0, 1_800_000, 1, 8).select("id", (F.col("id") % 400).alias("branch"), (F.col("id") % 991 / 10).alias("amount"), F.sha1(F.col("id").cast("string")).alias("entry"))
    frame = ledger.pandas_api(index_col="id")
    frame["total"] = frame["amount"].cumsum() if variant == "bad" else frame.groupby("branch")["amount"].cumsum()
    table = frame.to_spark(index_col="id")
    sink(table.withColumn("seal", F.concat("entry", F.col("total").cast("string"))).withColumn("seal", pseudonym("seal", 4)))


# 11: skewed-join, visitors without a login share one key
@job("third", bad=bad("SKEW001|SKEW003", also="SKEW003 MEM001"), apart=good())
def clicks_without_a_login(spark, variant):
    from pyspark.sql import functions as F
    clicks = spark.range(0, 3_000_000, 1, 8).select(F.when(F.pmod(F.xxhash64("id"), F.lit(100)) < 88, F.lit(-1)).otherwise(F.col("id") % 1_600_000).alias("login"), F.sha1(F.col("id").cast("string")).alias("click"))
    people = spark.range(-1, 1_600_000, 1, 4).select(F.col("id").alias("login"), F.sha2(F.col("id").cast("string"), 256).alias("person"))
    if variant == "bad":
        joined = clicks.join(people, "login", "left")
    else:
        nobody = people.filter("login = -1").first().person
        joined = clicks.filter("login <> -1").join(people, "login", "left").unionByName(clicks.filter("login = -1").withColumn("person", F.lit(nobody)))
    marked = joined.withColumn("mark", F.concat("click", F.coalesce("person", F.lit("?")))).withColumn("mark", pseudonym("mark", 5))
    sink(marked.groupBy(F.substring("mark", 1, 2).alias("bucket")).agg(F.count("*"), F.max("mark")))


# 12: missing-broadcast, a hint that somebody pasted
@job("third", bad=bad("JOIN001"), fixed=good())
def hint_of_another_year(spark, variant):
    from pyspark.sql import functions as F
    spark.range(0, 6_000_000, 1, 8).select((F.col("id") * 17 % 3000).alias("tariff"), F.sha1(F.col("id").cast("string")).alias("call"), (F.col("id") % 3600).alias("seconds")).createOrReplaceTempView("calls")
    spark.range(0, 3000).select(F.col("id").alias("tariff"), F.concat(F.lit("t"), F.col("id") % 12).alias("family"), (F.col("id") % 90 / 1000).alias("price")).createOrReplaceTempView("tariffs")
    hint = "/*+ MERGE(tariffs) */" if variant == "bad" else ""
    sink(spark.sql(f"SELECT {hint} family, sum(seconds * price) AS revenue, max(call) AS sample, count(*) AS n FROM calls JOIN tariffs USING (tariff) WHERE price > 0.001 GROUP BY family ORDER BY revenue"))


# 13: nested-loop-join, same mail or same phone
@job("third", bad=bad("JOIN002"), union=good())
def same_mail_or_same_phone(spark, variant):
    from pyspark.sql import functions as F
    spark.range(0, 130_000, 1, 8).select(F.col("id").alias("lead"), F.concat(F.lit("m"), F.col("id") * 3 % 70_000).alias("mail"), F.concat(F.lit("+49"), F.col("id") * 7 % 90_000).alias("phone"), pseudonym("id", 20).alias("source")).createOrReplaceTempView("leads")
    spark.range(0, 5_000, 1, 2).select(F.col("id").alias("customer"), F.concat(F.lit("m"), F.col("id") * 11 % 70_000).alias("mail"), F.concat(F.lit("+49"), F.col("id") * 13 % 90_000).alias("phone")).createOrReplaceTempView("known")
    if variant == "bad":
        matches = "SELECT l.lead, l.source, k.customer FROM leads l JOIN known k ON l.mail = k.mail OR l.phone = k.phone"
    else:
        matches = "SELECT l.lead, l.source, k.customer FROM leads l JOIN known k ON l.mail = k.mail UNION SELECT l.lead, l.source, k.customer FROM leads l JOIN known k ON l.phone = k.phone"
    sink(spark.sql(f"SELECT customer, count(*) n, min(source) first FROM ({matches}) GROUP BY customer"))


# 14: join-explosion, neighbours in time joined on the store only
@job("third", bad=bad("JOIN003", also="JOIN001"), basket=good())
def bought_together(spark, variant):
    from pyspark.sql import functions as F
    lines = spark.range(0, 160_000, 1, 8).select((F.col("id") % 120).alias("store"), (F.col("id") / 4).cast("long").alias("basket"), (F.col("id") * 31 % 2000).alias("article"))
    keys = ["store"] if variant == "bad" else ["store", "basket"]
    pairs = lines.alias("a").join(lines.select(*keys, F.col("article").alias("other")).alias("b"), keys).filter("article < other")
    sink(pairs.groupBy("article", "other").count().orderBy(F.desc("count")).limit(100))
    sink(spark.range(0, 3_000_000, 1, 8).select(pseudonym("id", 3).alias("receipt")).agg(F.max("receipt")))


# 15: repeated-shuffle, three windows over the same groups in three queries
@job("third", bad=bad("SHUF001", also="CACHE001 IO009"), together=good())
def three_windows_of_a_user(spark, variant):
    from pyspark.sql import functions as F, Window
    clicks = spark.read.parquet(CLICKS)
    by_user = Window.partitionBy("user").orderBy("at")
    gap = (F.col("at").cast("long") - F.lag("at").over(by_user).cast("long")).alias("gap")
    place, path = F.row_number().over(by_user).alias("place"), F.lag("page").over(by_user).alias("came_from")
    if variant == "bad":
        for name, column in (("gaps", gap), ("places", place), ("paths", path)):
            clicks.select("user", "at", "session", column).write.mode("overwrite").parquet(f"{OUT}/clicks-{name}")
    else:
        clicks.select("user", "at", "session", gap, place, path).write.mode("overwrite").parquet(f"{OUT}/clicks-all")


# 16: missing-cache, folds of a validation
@job("third", bad=bad("CACHE001", also="DRV005"), cached=good())
def folds_of_a_validation(spark, variant):
    from pyspark.sql import functions as F
    text = spark.range(0, 700_000, 1, 8).select("id", F.concat(F.lit("user="), F.col("id") % 900, F.lit(";score="), F.col("id") * 37 % 1000, F.lit(";ref="), F.sha1(F.col("id").cast("string"))).alias("raw"))
    features = text.select("id", F.regexp_extract("raw", "score=([0-9]+)", 1).cast("int").alias("score"), F.regexp_extract("raw", "user=([0-9]+)", 1).cast("int").alias("user"), pseudonym("raw", 5).alias("key"))
    features = features.withColumn("fold", F.pmod(F.xxhash64("key"), F.lit(5)))
    if variant == "cached":
        features = features.persist()
    for fold in range(5):
        model = features.filter(F.col("fold") != fold).groupBy("user").agg(F.avg("score").alias("guess"))
        error = features.filter(F.col("fold") == fold).join(model, "user").agg(F.avg(F.abs(F.col("score") - F.col("guess")))).first()
        print(fold, error[0])


# 17: unused-cache, every step persisted, each read once
@job("third", bad=bad("CACHE002", also="CACHE004 CACHE005 CACHE007 MEM010"), fixed=good())
def every_step_persisted(spark, variant):
    from pyspark.sql import functions as F

    def keep(frame):
        return frame.cache() if variant == "bad" else frame

    raw = keep(spark.range(0, 4_000_000, 1, 8).select((F.col("id") % 30_000).alias("device"), F.sha1(F.col("id").cast("string")).alias("payload"), (F.col("id") % 613 / 6).alias("value")))
    clean = keep(raw.filter("payload NOT LIKE '0%'").withColumn("checksum", F.md5("payload")))
    sites = spark.range(0, 30_000).select(F.col("id").alias("device"), (F.col("id") % 80).alias("site"))
    joined = keep(clean.join(F.broadcast(sites), "device"))
    joined.groupBy("site").agg(F.avg("value").alias("value"), F.max("checksum").alias("last")).write.mode("overwrite").parquet(f"{OUT}/sites")


# 18: cache-thrash, two tables that do not fit together
@job("third", bad=bad("CACHE003", also="CACHE005 MEM002 MEM011 MEM010", spark__driver__memory="1g", spark__memory__fraction="0.3"), fixed=good(spark__driver__memory="4g"))
def today_against_yesterday(spark, variant):
    from pyspark import StorageLevel
    from pyspark.sql import functions as F

    def day(seed):
        return spark.range(0, 1_300_000, 1, 12).select((F.col("id") % 1000).alias("market"), F.concat(F.lit(seed), F.col("id").cast("string")).alias("price")).withColumn("price", pseudonym("price", 4)).persist(StorageLevel.MEMORY_ONLY)

    today, yesterday = day("today"), day("yesterday")
    for digit in "13579":
        print(today.filter(F.col("price").startswith(digit)).count(), yesterday.filter(F.col("price").startswith(digit)).count())


# 25: inefficient-format, tickets as JSON lines whose schema is looked for each time
@job("third", bad=bad("IO003", also="IO004 IO009"), parquet=good())
def tickets_as_json(spark, variant):
    from pyspark.sql import functions as F
    tickets = spark.read.json(TICKETS_JSON) if variant == "bad" else spark.read.parquet(TICKETS)
    sink(tickets.groupBy("team").agg(F.sum("hours"), F.countDistinct("field_3")))
    sink(tickets.filter("hours > 0.5").withColumn("key", pseudonym("ticket", 10)).groupBy("field_7").agg(F.max("key"), F.count("*")))
