"""Sixth set: a parcel carrier, its billing, a shop's search log, electricity meters and a genome laboratory; each job with one known fault, and the same job without it.

Written by one who had read neither a rule of Stoker nor a result of an earlier job. Every job writes its result below OUT, so that compare_sixth.py can
tell whether both variants gave the same. Numbers are integers, so sums do not depend on the order. Every other job runs its healthy variant first.
"""
import os, time
from registry import D, NO_AQE, bad, good, job

SCANS = f"{D}/sixth-scans"              # 2.4 M scans of parcels, 14 columns, 8 files
SEARCHES = f"{D}/sixth-searches"        # 2.4 M searches, 8 files
READINGS = f"{D}/sixth-readings"        # 3 M readings of 12,000 meters, 8 files
CALLS = f"{D}/sixth-calls"              # 1.6 M calls of gene variants, 8 files
CUSTOMERS = f"{D}/sixth-customers"      # 400,000 customers with 200 characters each, 4 files
BASKETS = f"{D}/sixth-baskets"          # 500,000 baskets with 12 items each, 8 files
USAGE = f"{D}/sixth-usage"              # 2.2 M lines of text, 8 files
INVOICES = f"{D}/sixth-invoices"        # CSV of 700,000 rows and 20 columns, 4 files
SENSORS = f"{D}/sixth-sensors"          # 600,000 rows in 3,000 Parquet files
SENSORS_PACKED = f"{D}/sixth-sensors-packed"
OUT = f"{D}/sixth-out"
FILE_A_TASK = {"spark.sql.files.maxPartitionBytes": "40m"}  # even tasks in both variants: a file of scans each
UNMERGED = {**FILE_A_TASK, "spark.sql.adaptive.coalescePartitions.enabled": "false"}
WORDS = "red blue green winter summer jacket shoe boot cable lamp desk chair garden hose drill battery phone case cover tablet printer paper ink pen book novel puzzle game ball tent rope bag".split()


def pick(seed, n, column="id"):
    from pyspark.sql import functions as F
    return F.pmod(F.xxhash64(column, F.lit(seed)), F.lit(n))


def hashed(column, rounds):
    """A pseudonym that is expensive to guess: work that both variants do."""
    from pyspark.sql import functions as F
    result = (F.col(column) if isinstance(column, str) else column).cast("string")
    for _ in range(rounds):
        result = F.sha2(result, 512)
    return result


def digest(*columns):
    from pyspark.sql import functions as F
    return F.bit_xor(F.xxhash64(*columns))


def deliver(result, name, variant, part="result"):
    """Writes a result where no run wrote before."""
    result.write.parquet(f"{OUT}/{name}/{variant}/{os.getpid()}/{part}")


def warm():
    """Loads and compiles what most jobs use, in an application that leaves no log."""
    from pyspark.sql import SparkSession, functions as F
    spark = SparkSession.builder.master("local[2]").appName("warm").config("spark.eventLog.enabled", "false").config("spark.ui.showConsoleProgress", "false").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    for _ in range(3):
        scans = spark.read.parquet(SCANS).where("scan < 400000")
        scans.groupBy("depot").agg(F.sum("grams"), digest(hashed("label", 3))).collect()
        scans.join(spark.read.parquet(CUSTOMERS).hint("merge"), "sender").groupBy("segment").count().collect()
    spark.sparkContext.parallelize(range(1000), 4).map(lambda at: (at % 7, at)).reduceByKey(lambda a, b: a + b).collect()
    spark.stop()


def prepare(spark):
    from pyspark.sql import functions as F
    if not os.path.exists(SCANS):
        spark.range(0, 2_400_000, 1, 8).select(
            F.col("id").alias("scan"), pick(1, 400_000).alias("parcel"), pick(2, 60).alias("depot"), pick(3, 400_000).alias("sender"), (pick(4, 5_184_000) + 1_735_689_600).alias("at"), pick(5, 30_000).alias("grams"),
            pick(6, 5000).alias("cents"), F.sha1(F.col("id").cast("string")).alias("label"), F.sha1((F.col("id") + 1).cast("string")).alias("seal"), F.concat(F.lit("belt "), pick(7, 900)).alias("belt"),
            F.concat(F.lit("operator "), pick(8, 7000)).alias("operator"), F.concat(F.lit("route "), pick(9, 50_000)).alias("route"), pick(10, 1_000_000).alias("x"), pick(11, 1_000_000).alias("y")).write.parquet(SCANS)
    if not os.path.exists(SEARCHES):
        words = F.array(*[F.lit(word) for word in WORDS])
        word = lambda seed: F.element_at(words, (pick(seed, len(WORDS)) + 1).cast("int"))
        spark.range(0, 2_400_000, 1, 8).select(
            F.col("id").alias("search"), pick(1, 200_000).alias("visitor"), F.concat(F.initcap(word(2)), F.lit("  "), F.upper(word(3)), F.lit(" + "), word(4), F.when(pick(5, 3) == 0, F.lit(", cheap!")).otherwise(F.lit(" "))).alias("query"),
            pick(6, 40).alias("rank"), pick(7, 5000 * 65536).alias("ip")).write.parquet(SEARCHES)
    if not os.path.exists(READINGS):
        spark.range(0, 3_000_000, 1, 8).select(F.col("id").alias("reading"), pick(1, 12_000).alias("meter"), pick(2, 60).alias("day"), pick(3, 24).alias("hour"), pick(4, 4000).alias("wh"), pick(5, 50).alias("quality")).write.parquet(READINGS)
    if not os.path.exists(CALLS):
        spark.range(0, 1_600_000, 1, 8).select(F.col("id").alias("call"), F.concat(F.lit("S"), pick(1, 150)).alias("sample"), F.concat(F.lit("GENE"), pick(2, 1200)).alias("gene"), pick(3, 250_000_000).alias("position"), pick(4, 100).alias("quality"), pick(5, 60).alias("depth")).write.parquet(CALLS)
    if not os.path.exists(CUSTOMERS):
        spark.range(0, 400_000, 1, 4).select(F.col("id").alias("sender"), pick(1, 300).alias("segment"), pick(2, 40).alias("discount"), F.sha2(F.col("id").cast("string"), 512).alias("contract"), F.sha2((F.col("id") + 1).cast("string"), 256).alias("address")).write.parquet(CUSTOMERS)
    if not os.path.exists(BASKETS):
        item = lambda at: F.struct(pick(at, 20_000).alias("article"), (pick(at + 20, 5) + 1).alias("n"), pick(at + 40, 9000).alias("cents"))
        spark.range(0, 500_000, 1, 8).select(F.col("id").alias("basket"), pick(1, 90_000).alias("buyer"), F.array(*[item(at) for at in range(100, 112)]).alias("items")).write.parquet(BASKETS)
    if not os.path.exists(USAGE):
        spark.range(0, 2_200_000, 1, 8).select(F.format_string("%s;tariff %s;%s;%s;call to +43 %s over cell %s, record %s", pick(1, 90_000), pick(2, 80), pick(3, 3600), pick(4, 900), pick(5, 9_000_000), pick(6, 4000), F.sha2(F.col("id").cast("string"), 256)).alias("value")).write.text(USAGE)
    if not os.path.exists(INVOICES):
        spark.range(0, 700_000, 1, 4).select(F.col("id").alias("invoice"), pick(1, 300).alias("branch"), F.concat(F.lit("2025-03-"), F.lpad((pick(2, 30) + 1).cast("string"), 2, "0")).alias("due"), *[pick(at, 1_000_000).alias(f"line{at}") for at in range(3, 20)]).write.csv(INVOICES, header=True)
    if not os.path.exists(SENSORS_PACKED):
        import numpy as np, pyarrow as pa, pyarrow.parquet as pq
        numbers = np.random.default_rng(6)
        table = pa.table({"sample": np.arange(600_000), "device": numbers.integers(0, 2000, 600_000), "volts": numbers.integers(0, 400_000, 600_000), "celsius": numbers.integers(-20, 90, 600_000)})
        for folder, files in ((SENSORS, 3000), (SENSORS_PACKED, 8)):
            os.makedirs(folder)
            for at in range(files):
                pq.write_table(table.slice(at * 600_000 // files, 600_000 // files), f"{folder}/part-{at:05d}.parquet")


# Row-at-a-time UDF. Lower case, no punctuation, one blank: a Python function for what two regular expressions of Spark do.
@job("sixth", bad=bad("PYTHON001|PYTHON002", also="PYTHON001 PYTHON002 PYTHON014 SHUF007"), native=good())
def searches_normalised(spark, variant):
    import re
    from pyspark.sql import functions as F
    searches = spark.read.parquet(SEARCHES)
    if variant == "bad":
        normal = F.udf(lambda query: " ".join(re.sub(r"[^a-z0-9 ]+", "", query.lower()).split()), "string")(F.col("query"))
    else:
        normal = F.trim(F.regexp_replace(F.regexp_replace(F.lower("query"), "[^a-z0-9 ]+", ""), " +", " "))
    terms = searches.withColumn("term", normal).groupBy("term").agg(F.count("*").alias("n"), F.sum("rank").alias("ranks"), digest(hashed("visitor", 3)).alias("visitors"))
    deliver(terms, "searches-normalised", variant)


# Grouped map. 12,000 pandas frames of 200 rows, each for three sums.
@job("sixth", native=good(also="SHUF007 SHUF008"), bad=bad("PYTHON007|PYTHON003", also="PYTHON003 PYTHON007 PYTHON014 SHUF007 SHUF008"))
def profiles_of_meters(spark, variant):
    from pyspark.sql import functions as F
    first = spark.read.parquet(READINGS).where("quality > 2").groupBy("meter", "day", "hour").agg(F.max("wh").alias("wh"), digest(hashed("reading", 2)).alias("key"))
    if variant == "bad":
        def profile(frame):
            import pandas
            wh = frame["wh"]
            return pandas.DataFrame({"meter": [frame["meter"].iloc[0]], "hours": [len(frame)], "total": [wh.sum()], "peak": [wh.max()], "night": [wh[frame["hour"] < 6].sum()], "least": [frame["key"].min()]})

        result = first.groupBy("meter").applyInPandas(profile, "meter BIGINT, hours BIGINT, total BIGINT, peak BIGINT, night BIGINT, least BIGINT")
    else:
        result = first.groupBy("meter").agg(F.count("*").alias("hours"), F.sum("wh").alias("total"), F.max("wh").alias("peak"), F.sum(F.when(F.col("hour") < 6, F.col("wh")).otherwise(0)).alias("night"), F.min("key").alias("least"))
    deliver(result, "profiles-of-meters", variant)


# RDD of tuples. Counts and sums of each sample's genes in Python, where a DataFrame aggregates.
@job("sixth", bad=bad("PYTHON010", also="PYTHON011 CONF007 SHUF007"), dataframe=good(also="SHUF007"))
def burden_of_genes(spark, variant):
    from pyspark.sql import functions as F
    calls = spark.read.parquet(CALLS)
    deliver(calls.where("quality >= 60").select("gene", "position", hashed(F.concat("sample", "call"), 6).alias("person")), "burden-of-genes", variant, "published")
    schema = "sample STRING, gene STRING, calls BIGINT, depth BIGINT, best BIGINT"
    if variant == "bad":
        pairs = calls.rdd.filter(lambda row: row.quality >= 20).map(lambda row: ((row.sample, row.gene), (1, row.depth, row.quality)))
        summed = pairs.reduceByKey(lambda a, b: (a[0] + b[0], a[1] + b[1], max(a[2], b[2])))
        result = spark.createDataFrame(summed.map(lambda pair: (*pair[0], *pair[1])), schema)
    else:
        result = calls.where("quality >= 20").groupBy("sample", "gene").agg(F.count("*").alias("calls"), F.sum("depth").alias("depth"), F.max("quality").alias("best"))
    deliver(result, "burden-of-genes", variant)


# groupByKey. Every line of usage goes through the shuffle to be counted and summed behind it, by 80 tariffs.
@job("sixth", aggregate=good(also="PYTHON010 PYTHON011 CONF007"), bad=bad("SHUF003", also="PYTHON010 PYTHON011 CONF007 MEM001 SHUF008"))
def usage_of_tariffs(spark, variant):
    def parsed(line):
        customer, tariff, seconds, cents, text = line.split(";")
        return tariff, (int(customer), int(seconds), int(cents), text)

    lines = spark.sparkContext.textFile(USAGE, 8).map(parsed)
    if variant == "bad":
        def summed(rows):
            n = seconds = cents = longest = 0
            for _, length, price, _ in rows:
                n, seconds, cents, longest = n + 1, seconds + length, cents + price, max(longest, length)
            return n, seconds, cents, longest

        totals = lines.groupByKey(8).mapValues(summed)
    else:
        add = lambda total, row: (total[0] + 1, total[1] + row[1], total[2] + row[2], max(total[3], row[1]))
        merge = lambda a, b: (a[0] + b[0], a[1] + b[1], a[2] + b[2], max(a[3], b[3]))
        totals = lines.aggregateByKey((0, 0, 0, 0), add, merge, 8)
    deliver(spark.createDataFrame(totals.map(lambda pair: (pair[0], *pair[1])), "tariff STRING, n BIGINT, seconds BIGINT, cents BIGINT, longest BIGINT"), "usage-of-tariffs", variant)


# No cache. Four reports read, hash and deduplicate the same readings.
@job("sixth", bad=bad("CACHE001|SHUF001", also="CACHE001 SHUF001 SHUF007 IO009", spark__sql__shuffle__partitions="8"), cached=good(also="SHUF007 CACHE005", spark__sql__shuffle__partitions="8"))
def reports_of_meters(spark, variant):
    from pyspark.sql import functions as F
    hours = spark.read.parquet(READINGS).where("quality > 24").groupBy("meter", "day", "hour").agg(F.max("wh").alias("wh"), digest(hashed("reading", 4)).alias("key"))
    if variant == "cached":
        hours = hours.cache()
    for name, keys in (("days", ["day"]), ("hours", ["hour"]), ("meters", ["meter"]), ("weeks", [F.floor(F.col("day") / 7).alias("week"), "hour"])):
        deliver(hours.groupBy(*keys).agg(F.count("*").alias("n"), F.sum("wh").alias("wh"), F.bit_xor("key").alias("keys")), "reports-of-meters", variant, name)
    if variant == "cached":
        hours.unpersist()


# Useless cache. All 14 columns of the scans are kept for one query that reads four of them for a tenth of the rows.
@job("sixth", plain=good(_=FILE_A_TASK), bad=bad("CACHE002|CACHE007", also="CACHE002 CACHE004 CACHE005 CACHE007 IO006 IO007 MEM002", _=FILE_A_TASK))
def weight_of_depots(spark, variant):
    from pyspark.sql import functions as F
    scans = spark.read.parquet(SCANS)
    if variant == "bad":
        scans = scans.persist()
    heavy = scans.where("depot < 24").select("depot", "grams", "cents", hashed("scan", 16).alias("key"))
    deliver(heavy.groupBy("depot").agg(F.sum("grams").alias("grams"), F.sum("cents").alias("cents"), digest("key").alias("keys")), "weight-of-depots", variant)


# Too many partitions. 500 of them, copied from the big cluster, for three shuffles of some megabytes.
@job("sixth", bad=bad("PART001|SHUF009", also="PART001 SHUF009 SCHED004 SCHED009 CONF001", _={**NO_AQE, "spark.sql.shuffle.partitions": "500"}), eight=good(also="CONF001", _={**NO_AQE, "spark.sql.shuffle.partitions": "8"}))
def weeks_of_meters(spark, variant):
    from pyspark.sql import functions as F, Window
    days = spark.read.parquet(READINGS).groupBy("meter", "day").agg(F.sum("wh").alias("wh"), digest(hashed("reading", 2)).alias("key"))
    week = Window.partitionBy("meter").orderBy("day").rowsBetween(-6, 0)
    highest = days.withColumn("week", F.sum("wh").over(week)).groupBy("day").agg(F.max("week").alias("highest"), F.sum("week").alias("weeks"), F.bit_xor("key").alias("keys"))
    deliver(spark.createDataFrame(highest.collect(), highest.schema).coalesce(1), "weeks-of-meters", variant)


# One partition. The setting of the unit tests came along: all that is behind the shuffle is one task's.
@job("sixth", eight=good(also="CONF002", _={**UNMERGED, "spark.sql.shuffle.partitions": "8"}), bad=bad("PART002|PART003", also="PART002 PART003 PART004 CONF011 CONF002 MEM001 IO017", _={**UNMERGED, "spark.sql.shuffle.partitions": "1"}))
def last_scan_of_parcels(spark, variant):
    from pyspark.sql import functions as F, Window
    newest = Window.partitionBy("parcel").orderBy(F.desc("at"), F.desc("scan"))
    scans = spark.read.parquet(SCANS).select("scan", "parcel", "depot", "at", "label")
    last = scans.withColumn("place", F.row_number().over(newest)).where("place <= 3").select("parcel", "place", "depot", "at", hashed(F.concat("label", "at"), 16).alias("key"))
    deliver(last.groupBy("parcel").agg(F.max("at").alias("at"), F.count("*").alias("n"), digest("key").alias("keys")), "last-scan-of-parcels", variant)


# Skew. One marketplace sends 80 % of the parcels: one of eight partitions joins and hashes them.
@job("sixth", bad=bad("SKEW001", also="SKEW003 CONF001 MEM001 JOIN008", _={**NO_AQE, **FILE_A_TASK, "spark.sql.shuffle.partitions": "8"}), salted=good(also="CONF001 JOIN008", _={**NO_AQE, **FILE_A_TASK, "spark.sql.shuffle.partitions": "8"}))
def proofs_for_senders(spark, variant):
    from pyspark.sql import functions as F
    market = 77
    scans = spark.read.parquet(SCANS).select("scan", "cents", "label", F.when(F.col("scan") % 10 < 8, F.lit(market)).otherwise(F.col("sender")).cast("long").alias("sender"))
    customers = spark.read.parquet(CUSTOMERS).select("sender", "discount", "contract")
    if variant == "salted":
        scans = scans.withColumn("salt", F.when(F.col("sender") == market, F.col("scan") % 32).otherwise(F.lit(0).cast("long")))
        customers = customers.withColumn("salt", F.explode(F.when(F.col("sender") == market, F.sequence(F.lit(0).cast("long"), F.lit(31).cast("long"))).otherwise(F.array(F.lit(0).cast("long")))))
        joined = scans.join(customers, ["sender", "salt"])
    else:
        joined = scans.join(customers, "sender")
    proofs = joined.select("discount", F.expr("cents * (100 - discount)").alias("price"), hashed(F.concat("label", "contract"), 5).alias("proof"))
    deliver(proofs.groupBy("discount").agg(F.sum("price").alias("price"), digest("proof").alias("proofs")), "proofs-for-senders", variant)


# Missing broadcast. Of 400,000 customers the filter leaves 4,000, which Spark cannot know without AQE: both sides are shuffled and sorted.
@job("sixth", broadcast=good(also="CONF001", _={**NO_AQE, **FILE_A_TASK, "spark.sql.shuffle.partitions": "8"}), bad=bad("JOIN001", also="JOIN006 JOIN008 CONF001 MEM001 SHUF008", _={**NO_AQE, **FILE_A_TASK, "spark.sql.shuffle.partitions": "8"}))
def scans_of_key_accounts(spark, variant):
    from pyspark.sql import functions as F
    scans = spark.read.parquet(SCANS)
    accounts = spark.read.parquet(CUSTOMERS).where("segment < 3").select("sender", "segment", "contract")
    if variant == "broadcast":
        accounts = F.broadcast(accounts)
    joined = scans.join(accounts, "sender")
    deliver(joined.select("scan", "segment", "depot", "at", "grams", "belt", "operator", "route", "seal", hashed(F.concat("label", "contract", "x", "y"), 6).alias("key")), "scans-of-key-accounts", variant)


# Range join. Every address is compared with 5,000 networks; each network lies in one block of 65,536 addresses, which is a key.
@job("sixth", bad=bad("JOIN002", also="JOIN006"), by_block=good())
def networks_of_searches(spark, variant):
    from pyspark.sql import functions as F
    searches = spark.read.parquet(SEARCHES).where("search % 5 = 0").select("search", "ip", hashed("visitor", 12).alias("key"))
    networks = spark.range(0, 5000, 1, 1).select(F.col("id").alias("network"), (F.col("id") * 65536 + pick(1, 5000)).alias("first"), (F.col("id") * 65536 + 60_000 + pick(2, 5000)).alias("last"))
    within = (F.col("ip") >= F.col("first")) & (F.col("ip") <= F.col("last"))
    if variant == "by_block":
        within = within & (F.floor(F.col("ip") / 65536) == F.floor(F.col("first") / 65536))
    found = searches.join(networks, within)
    deliver(found.groupBy("network").agg(F.count("*").alias("n"), digest("key", "search").alias("keys")), "networks-of-searches", variant)


# Small files in. The gateway drops a file every half minute: 3,000 files of 200 rows.
@job("sixth", packed=good(), bad=bad("IO001", also="PART001 IO013 IO014 DRV008"))
def volts_of_devices(spark, variant):
    from pyspark.sql import functions as F
    sensors = spark.read.parquet(SENSORS if variant == "bad" else SENSORS_PACKED).withColumn("key", hashed(F.concat_ws("/", "sample", "device"), 16))
    deliver(sensors.groupBy("device").agg(F.sum("volts").alias("volts"), F.max("celsius").alias("hottest"), digest("key").alias("keys")), "volts-of-devices", variant)


# Inference. A pass over all of the CSV finds the types that the contract with the branches has in writing.
@job("sixth", bad=bad("IO004", also="IO003"), given=good(also="IO003"))
def invoices_of_branches(spark, variant):
    from pyspark.sql import functions as F
    if variant == "bad":
        invoices = spark.read.csv(INVOICES, header=True, inferSchema=True)
    else:
        invoices = spark.read.csv(INVOICES, header=True, schema="invoice INT, branch INT, due DATE, " + ", ".join(f"line{at} INT" for at in range(3, 20)))
    sums = [F.sum(f"line{at}").alias(f"line{at}") for at in range(3, 20)]
    deliver(invoices.groupBy("branch", "due").agg(*sums, digest(hashed("invoice", 2)).alias("keys")), "invoices-of-branches", variant)


# A loop of actions. One query for each of 60 depots, each over all scans, where one query groups by depot.
@job("sixth", grouped=good(_=FILE_A_TASK), bad=bad("DRV006|CACHE001|SCHED007", also="DRV005 DRV006 CACHE001 SCHED007 DRV001 IO006 IO009", _=FILE_A_TASK))
def sheet_of_depots(spark, variant):
    from pyspark.sql import functions as F
    scans = spark.read.parquet(SCANS)
    deliver(scans.select("depot", hashed("label", 3).alias("key")).groupBy("depot").agg(digest("key").alias("keys")), "sheet-of-depots", variant, "keys")
    sums = [F.count("*").alias("n"), F.sum("grams").alias("grams"), F.sum("cents").alias("cents"), F.max("at").alias("last"), digest("seal", "route").alias("seals")]
    if variant == "bad":
        rows = [(depot, *scans.where(F.col("depot") == depot).agg(*sums).first()) for depot in range(60)]
    else:
        rows = [tuple(row) for row in scans.groupBy("depot").agg(*sums).collect()]
    deliver(spark.createDataFrame(sorted(rows), "depot BIGINT, n BIGINT, grams BIGINT, cents BIGINT, last BIGINT, seals BIGINT").coalesce(1), "sheet-of-depots", variant)


# Serial driver. The rates of 36 currencies are asked one after another, a quarter of a second each, while the slots wait.
@job("sixth", bad=bad("DRV001|EXEC001", also="DRV001 EXEC001", _=FILE_A_TASK), threads=good(also="DRV001 EXEC001", _=FILE_A_TASK))
def bills_in_currencies(spark, variant):
    from concurrent.futures import ThreadPoolExecutor
    from pyspark.sql import functions as F

    def rate(currency):
        time.sleep(0.25)  # the answer of the bank's service
        return currency, 1000 + currency * 37 % 211

    scans = spark.read.parquet(SCANS).select("scan", "cents", (F.col("sender") % 36).alias("currency"), hashed("label", 3).alias("key"))
    currencies = sorted(row.currency for row in scans.select("currency").distinct().collect())
    if variant == "bad":
        rates = [rate(currency) for currency in currencies]
    else:
        with ThreadPoolExecutor(12) as pool:
            rates = list(pool.map(rate, currencies))
    billed = scans.join(F.broadcast(spark.createDataFrame(rates, "currency BIGINT, rate BIGINT")), "currency")
    deliver(billed.groupBy("currency").agg(F.sum(F.expr("cents * rate")).alias("billed"), digest("key", "scan").alias("keys")), "bills-in-currencies", variant)


# Closure. A table of 500,000 annotations is in the function itself: each of 64 tasks unpickles it. As a broadcast it is unpickled once in each worker.
@job("sixth", broadcast=good(also="PYTHON001 PYTHON002 PYTHON010 PYTHON011 PART001 PART009"), bad=bad("PYTHON013", also="PYTHON001 PYTHON002 PYTHON006 PYTHON010 PYTHON011 SCHED009 PART001 PART009"))
def annotations_of_calls(spark, variant):
    from pyspark.sql import functions as F
    table = {position: f"region {position * 7919 % 100_003}" for position in range(500_000)}
    if variant == "bad":
        annotation = F.udf(lambda position: table.get(position % 500_009, "unknown"), "string")
    else:
        shared = spark.sparkContext.broadcast(table)
        annotation = F.udf(lambda position: shared.value.get(position % 500_009, "unknown"), "string")
    calls = spark.read.parquet(CALLS).where("quality >= 40").repartition(64)
    found = calls.select("depth", "call", annotation("position").alias("region"))
    deliver(found.groupBy("region").agg(F.sum("depth").alias("depth"), digest(hashed("call", 2)).alias("keys")), "annotations-of-calls", variant)


# Spill. Two partitions of a million wide rows each in a heap that gives a task some 60 MB; in 48 partitions each fits.
SMALL = {**NO_AQE, **FILE_A_TASK, "spark.driver.memory": "1g", "spark.memory.fraction": "0.2"}


@job("sixth", bad=bad("MEM001", also="PART004 MEM002 MEM007 MEM010 MEM011 CONF001 SHUF008 PART002", _={**SMALL, "spark.sql.shuffle.partitions": "2"}), more_partitions=good(also="CONF001 MEM011 MEM002 SHUF008", _={**SMALL, "spark.sql.shuffle.partitions": "48"}))
def scans_before_scans(spark, variant):
    from pyspark.sql import functions as F, Window
    by_parcel, by_sender = Window.partitionBy("parcel").orderBy("at", "scan"), Window.partitionBy("sender").orderBy("at", "scan")
    scans = spark.read.parquet(SCANS)
    chained = scans.withColumn("before", F.lag("seal").over(by_parcel)).withColumn("sent_before", F.lag("label").over(by_sender))
    everything = digest(*chained.columns)
    deliver(chained.groupBy("depot").agg(F.count("before").alias("n"), everything.alias("keys")).coalesce(1), "scans-before-scans", variant)


# Explode before filter. 6 M items are shuffled and sorted to sum each basket and keep the dearest; the sum of an array needs none of it.
@job("sixth", array=good(), bad=bad("SHUF008|SHUF007|SHUF001|IO006", also="SHUF001 SHUF007 SHUF008 IO006 MEM001 JOIN006"))
def items_of_dear_baskets(spark, variant):
    from pyspark.sql import functions as F, Window
    baskets = spark.read.parquet(BASKETS)
    if variant == "bad":
        items = baskets.select("basket", "buyer", F.explode("items").alias("item")).withColumn("cents", F.expr("item.n * item.cents"))
        dear = items.withColumn("total", F.sum("cents").over(Window.partitionBy("basket"))).where("total > 190000")
    else:
        totals = baskets.withColumn("total", F.expr("aggregate(items, 0L, (sum, item) -> sum + item.n * item.cents)")).where("total > 190000")
        dear = totals.select("basket", "buyer", "total", F.explode("items").alias("item")).withColumn("cents", F.expr("item.n * item.cents"))
    keyed = dear.select("basket", "item.article", "cents", "total", hashed(F.concat_ws("/", "basket", "buyer", "item.article"), 5).alias("key"))
    deliver(keyed.groupBy("article").agg(F.count("*").alias("n"), F.sum("cents").alias("cents"), F.sum("total").alias("totals"), digest("key", "basket").alias("keys")), "items-of-dear-baskets", variant)
