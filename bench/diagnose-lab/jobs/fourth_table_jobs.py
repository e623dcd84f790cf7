"""Fourth set, tables: joins, windows and files of a trading company, each job with one known fault (two have two), and the same job without it."""
import os
from registry import D, NO_AQE, bad, good, job, sink

ORDERS = f"{D}/fourth-orders"          # 4 M order lines, 8 files
READINGS = f"{D}/fourth-readings"      # 2,400 files in 48 days
READINGS_PACKED = f"{D}/fourth-readings-packed"
TELEMETRY = f"{D}/fourth-telemetry"
TELEMETRY_CSV = f"{D}/fourth-telemetry-csv"
TARIFFS = f"{D}/fourth-tariffs"        # 4,000 rows, 1 file
LINES = f"{D}/fourth-web-logs"
OUT = f"{D}/fourth-out"


def prepare(spark):
    from pyspark.sql import functions as F
    of = lambda seed, n: F.pmod(F.xxhash64("id", F.lit(seed)), F.lit(n))
    if not os.path.exists(ORDERS):
        spark.range(0, 4_000_000, 1, 8).select(
            F.col("id").alias("order_id"), of(1, 200_000).alias("customer_id"), of(2, 400).alias("store_id"), of(3, 5000).alias("product_id"),
            F.date_add(F.lit("2025-01-01").cast("date"), of(4, 60).cast("int")).alias("day"), F.timestamp_seconds(F.lit(1735689600) + of(5, 5_184_000)).alias("ordered_at"),
            F.element_at(F.array(*[F.lit(name) for name in ("web", "app", "store", "phone", "partner")]), (of(6, 5) + 1).cast("int")).alias("channel"),
            (of(7, 100_000) / 100).alias("amount")).write.parquet(ORDERS)
    if not os.path.exists(READINGS):
        rows = spark.range(0, 960_000, 1, 8).select((F.col("id") % 48).alias("day"), of(1, 3000).alias("sensor"), F.col("id").alias("second"), (of(2, 10_000) / 100).alias("value"))
        rows.repartition(50).write.partitionBy("day").parquet(READINGS)
        rows.repartition(4).write.parquet(READINGS_PACKED)
    if not os.path.exists(TELEMETRY_CSV):
        wide = spark.range(0, 1_300_000, 1, 8).select(F.col("id").alias("device"), *[(of(at, 100_000) / 100).alias(f"m{at}") for at in range(28)], F.timestamp_seconds(F.lit(1735689600) + F.col("id")).alias("at"))
        wide.write.csv(TELEMETRY_CSV, header=True)
        wide.write.parquet(TELEMETRY)
    if not os.path.exists(TARIFFS):
        spark.range(0, 4000, 1, 1).select(F.col("id").alias("tariff"), (of(1, 90) / 100).alias("price"), of(2, 24).alias("peak")).write.parquet(TARIFFS)
    if not os.path.exists(LINES):
        spark.range(0, 2_600_000, 1, 8).select(F.format_string(
            '10.%s.%s.7 - - [01/Mar/2025:%s:%s:00 +0000] "GET /shop/%s/item?id=%s HTTP/1.1" %s %s', of(1, 200), of(2, 250), of(3, 24), of(4, 60), of(5, 700), F.col("id"),
            F.when(of(6, 12) == 0, 500).otherwise(200), of(7, 90_000))).write.text(LINES)


def scrambled(column, rounds):
    """A pseudonym as the privacy rules want it: work that both variants do."""
    from pyspark.sql import functions as F
    result = F.col(column).cast("string")
    for _ in range(rounds):
        result = F.sha2(result, 512)
    return result


# skew in a join: an instrument that is not known yet
@job("fourth", bad=bad("SKEW001|SKEW003", also="SKEW003 SKEW001 MEM001"), apart=good())
def positions_with_instruments(spark, variant):
    from pyspark.sql import functions as F
    positions = spark.range(0, 3_600_000, 1, 8).select("id", F.when(F.col("id") % 20 < 17, F.lit(-1)).otherwise(F.pmod(F.xxhash64("id"), F.lit(450_000))).alias("instrument"), (F.col("id") % 977).alias("quantity"))
    instruments = spark.range(-1, 450_000, 1, 4).select(F.col("id").alias("instrument"), F.sha2(F.col("id").cast("string"), 512).alias("isin"), F.sha2((F.col("id") + 7).cast("string"), 512).alias("name"))
    if variant == "bad":
        joined = positions.join(instruments, "instrument", "left")
    else:
        known = positions.where("instrument <> -1").join(instruments, "instrument", "left")
        joined = known.unionByName(positions.where("instrument = -1").join(F.broadcast(instruments.where("instrument = -1")), "instrument", "left"))
    key = F.concat("isin", "name", F.col("id").cast("string"))
    for _ in range(4):
        key = F.sha2(key, 512)
    sink(joined.select("instrument", "quantity", key.alias("position_key")))


# missing broadcast: a star with three small dimensions, SQL, two executors
@job("fourth", bad=bad("JOIN001", also="CONF003", spark__sql__autoBroadcastJoinThreshold="-1", _={"lab.master": "local-cluster[2,1,1024]", "spark.executor.memory": "1g"}),
     fixed=good(_={"lab.master": "local-cluster[2,1,1024]", "spark.executor.memory": "1g"}))
def star_of_a_bakery(spark, variant):
    from pyspark.sql import functions as F
    spark.read.parquet(ORDERS).createOrReplaceTempView("sales")
    spark.range(0, 400).select(F.col("id").alias("store_id"), F.concat(F.lit("region "), F.col("id") % 12).alias("region")).createOrReplaceTempView("stores")
    spark.range(0, 5000).select(F.col("id").alias("product_id"), F.concat(F.lit("group "), F.col("id") % 35).alias("product_group")).createOrReplaceTempView("products")
    spark.sql("SELECT explode(sequence(date'2025-01-01', date'2025-03-01')) AS day").selectExpr("day", "weekofyear(day) AS week").createOrReplaceTempView("calendar")
    report = spark.sql("""
        SELECT s.region, p.product_group, c.week, sum(f.amount) AS revenue, count(*) AS lines, max(sha2(sha2(CAST(f.order_id AS string), 512), 512)) AS last
        FROM sales f JOIN stores s ON f.store_id = s.store_id JOIN products p ON f.product_id = p.product_id JOIN calendar c ON f.day = c.day
        GROUP BY s.region, p.product_group, c.week""")
    sink(report)


# nested loop: addresses in ranges
@job("fourth", bad=bad("JOIN002"), fixed=good())
def visitors_by_ip_range(spark, variant):
    from pyspark.sql import functions as F
    visits = spark.range(0, 420_000, 1, 8).select(F.col("id").alias("visit"), F.pmod(F.xxhash64("id"), F.lit(524_288_000)).alias("ip")).withColumn("visitor", scrambled("visit", 18))
    networks = spark.range(0, 8000, 1, 2).select((F.col("id") * 65_536).alias("ip_from"), (F.col("id") * 65_536 + 65_000).alias("ip_to"), (F.col("id") % 90).alias("country"))
    visits.createOrReplaceTempView("visits")
    networks.createOrReplaceTempView("networks")
    also = "" if variant == "bad" else "AND n.ip_from DIV 65536 = v.ip DIV 65536"
    sink(spark.sql(f"SELECT n.country, count(DISTINCT v.visitor) AS visitors FROM visits v JOIN networks n ON v.ip BETWEEN n.ip_from AND n.ip_to {also} GROUP BY n.country"))


# row explosion: the second column of the key is forgotten
@job("fourth", bad=bad("JOIN003", also="JOIN001"), fixed=good())
def prices_of_the_day(spark, variant):
    from pyspark.sql import functions as F
    lines = spark.read.parquet(ORDERS).where("channel IN ('web', 'app')").withColumn("customer", scrambled("customer_id", 6))
    prices = spark.range(0, 5000 * 60, 1, 4).select((F.col("id") % 5000).alias("product_id"), F.date_add(F.lit("2025-01-01").cast("date"), (F.col("id") / 5000).cast("int")).alias("day"), (F.pmod(F.xxhash64("id"), F.lit(900)) / 100).alias("price"))
    if variant == "bad":
        priced = lines.join(prices.drop("day"), "product_id")
    else:
        priced = lines.join(prices, ["product_id", "day"])
    sink(priced.groupBy("customer").agg(F.max("price").alias("dearest"), F.sum("amount").alias("spent")))


# repeated shuffle: three marts and an export, each joins the ledger by account
@job("fourth", bad=bad("SHUF001", also="CACHE001"), fixed=good())
def marts_from_one_ledger(spark, variant):
    from pyspark.sql import functions as F
    ledger = spark.range(0, 3_200_000, 1, 8).select((F.col("id") * 7 % 450_000).alias("account"), F.sha1(F.col("id").cast("string")).alias("reference"), (F.col("id") % 9000 / 100).alias("amount"))
    if variant == "fixed":
        ledger = ledger.repartition(8, "account").cache()
    for number, mart in enumerate(("risk", "tax", "sales", "export")):
        accounts = spark.range(0, 450_000, 1, 4).select(F.col("id").alias("account"), F.sha2((F.col("id") + number).cast("string"), 512).alias(mart), F.sha2((F.col("id") - number).cast("string"), 512).alias("owner"))
        sink(ledger.join(accounts, "account").groupBy("account", mart, "owner").agg(F.max("reference").alias("last"), F.sum("amount").alias("balance")))


# missing cache: one write for each segment, the segments computed each time
@job("fourth", bad=bad("CACHE001", also="SHUF001"), cached=good())
def segments_one_by_one(spark, variant):
    from pyspark.sql import functions as F
    orders = spark.read.parquet(ORDERS).withColumn("pseudonym", scrambled("customer_id", 2))
    customers = orders.groupBy("pseudonym").agg(F.sum("amount").alias("spent"), F.max("ordered_at").alias("last"), F.count_distinct("store_id").alias("stores"))
    customers = customers.withColumn("segment", F.when(F.col("spent") > 13_000, "gold").when(F.col("spent") > 11_000, "silver").when(F.col("stores") > 19, "roaming").otherwise("other"))
    if variant == "cached":
        customers = customers.cache()
    for segment in ("gold", "silver", "roaming", "other"):
        customers.where(F.col("segment") == segment).write.mode("overwrite").parquet(f"{OUT}/segments/{segment}")


# two faults: wide CSV with a guessed schema, cached in full for one aggregate
@job("fourth", bad=bad("IO003 CACHE002", also="IO004 CACHE007 CACHE005 CACHE004"), parquet=good())
def telemetry_of_a_fleet(spark, variant):
    from pyspark.sql import functions as F
    telemetry = spark.read.csv(TELEMETRY_CSV, header=True, inferSchema=True).cache() if variant == "bad" else spark.read.parquet(TELEMETRY)
    sink(telemetry.withColumn("device", scrambled("device", 7)).groupBy(F.substring("device", 1, 2).alias("fleet")).agg(*[F.avg(f"m{at}").alias(f"m{at}") for at in range(6)]))


# too few tasks: a table of one file, every row of which becomes 1,440
@job("fourth", bad=bad("PART002", also="PART003"), fixed=good())
def tariffs_by_minute(spark, variant):
    from pyspark.sql import functions as F
    tariffs = spark.read.parquet(TARIFFS)
    if variant == "fixed":
        tariffs = tariffs.repartition(8)
    minutes = tariffs.select("tariff", "price", "peak", F.explode(F.sequence(F.lit(0), F.lit(1439))).alias("minute"))
    minutes = minutes.withColumn("key", F.concat_ws("/", "tariff", "minute")).withColumn("key", scrambled("key", 3))
    minutes.withColumn("price", F.when(F.floor(F.col("minute") / 60) == F.col("peak"), F.col("price") * 1.4).otherwise(F.col("price"))).groupBy("minute").agg(F.avg("price").alias("price"), F.max("key").alias("key")).write.mode("overwrite").parquet(f"{OUT}/tariffs")


# small files in: fifty of each day
@job("fourth", bad=bad("IO001", also="PART001 IO013 IO014 DRV008"), packed=good())
def readings_of_all_sensors(spark, variant):
    from pyspark.sql import functions as F
    readings = spark.read.parquet(READINGS if variant == "bad" else READINGS_PACKED).withColumn("key", scrambled("second", 10))
    readings.groupBy("sensor").agg(F.avg("value").alias("value"), F.stddev("value").alias("spread"), F.max("key").alias("key")).write.mode("overwrite").parquet(f"{OUT}/sensors")


# small files out: every task opens a file for every store and channel
@job("fourth", bad=bad("IO012|IO002", also="IO012 IO002 IO011 PART009"), fixed=good())
def orders_by_store_and_channel(spark, variant):
    from pyspark.sql import functions as F
    orders = spark.read.parquet(ORDERS).where("store_id < 80").withColumn("customer", scrambled("customer_id", 12)).drop("customer_id")
    orders = orders.repartition(16) if variant == "bad" else orders.repartition(8, "store_id", "channel")
    orders.write.mode("overwrite").partitionBy("store_id", "channel").parquet(f"{OUT}/by-store")


# spill: two windows over wide rows in two partitions of a small heap
SMALL_HEAP = {"spark.driver.memory": "1g", "spark.memory.fraction": "0.3", "spark.sql.shuffle.partitions": "2"}


@job("fourth", bad=bad("MEM001", also="PART004 MEM011 CONF011 MEM002 PART005", _=SMALL_HEAP), fixed=good(spark__driver__memory="4g", spark__sql__shuffle__partitions="48"))
def visits_in_order(spark, variant):
    from pyspark.sql import functions as F, Window
    visits = spark.range(0, 4_500_000, 1, 8).select(
        F.pmod(F.xxhash64("id"), F.lit(120_000)).alias("visitor"), F.pmod(F.xxhash64("id", F.lit(1)), F.lit(86_400)).alias("second"), F.sha2(F.col("id").cast("string"), 512).alias("page"), F.sha2((-F.col("id")).cast("string"), 512).alias("referrer"))
    by_time, by_page = Window.partitionBy("visitor").orderBy("second"), Window.partitionBy("visitor").orderBy("page")
    sink(visits.select("visitor", "page", "referrer", F.lag("page").over(by_time).alias("came_from"), F.row_number().over(by_page).alias("n")))


# a window over everything, SQL
@job("fourth", bad=bad("PART003", also="SKEW005 MEM001"), fixed=good())
def gaps_between_orders(spark, variant):
    spark.read.parquet(ORDERS).createOrReplaceTempView("orders")
    window = "ORDER BY ordered_at" if variant == "bad" else "PARTITION BY store_id ORDER BY ordered_at"
    sink(spark.sql(f"""
        SELECT store_id, order_id, sha2(sha2(concat(order_id, '-', customer_id), 512), 512) AS receipt, unix_timestamp(ordered_at) - unix_timestamp(previous) AS gap
        FROM (SELECT *, lag(ordered_at) OVER ({window}) AS previous FROM orders) WHERE previous IS NOT NULL"""))


# two faults: shuffles of 800 partitions for little data, and a look after each step
@job("fourth", bad=bad("PART001 DRV005", also="PART005 SCHED004 SHUF009 CONF001 CACHE001 SHUF001 JOIN001", _={**NO_AQE, "spark.sql.shuffle.partitions": "800"}),
     fixed=good(also="CONF001 JOIN001", _={**NO_AQE, "spark.sql.shuffle.partitions": "8"}))
def quarter_closed_step_by_step(spark, variant):
    from pyspark.sql import functions as F
    look = (lambda name, frame: print(name, frame.count())) if variant == "bad" else (lambda name, frame: None)
    orders = spark.read.parquet(ORDERS).where("channel IN ('web', 'app')").withColumn("pseudonym", scrambled("order_id", 3))
    returns = spark.range(0, 600_000, 1, 4).select((F.col("id") * 5).alias("order_id"), F.pmod(F.xxhash64(F.col("id") * 5, F.lit(2)), F.lit(400)).alias("store_id"), F.sha2(F.col("id").cast("string"), 512).alias("reason"))
    kept = orders.join(returns, ["order_id", "store_id"], "left_anti")
    look("kept", kept)
    by_customer = kept.groupBy("customer_id", "store_id").agg(F.sum("amount").alias("amount"), F.max("pseudonym").alias("last"))
    look("by customer", by_customer)
    closed = by_customer.where("amount > 20").groupBy("store_id").agg(F.sum("amount").alias("amount"), F.max("last").alias("last"))
    look("closed", closed)
    closed.write.mode("overwrite").parquet(f"{OUT}/closed")
