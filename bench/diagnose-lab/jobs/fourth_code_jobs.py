"""Fourth set, code: Python functions, RDDs, memory, the driver, failures, streams and clusters, each job with one known fault (one has two), and the same job without it."""
import hashlib, json, os, re, shutil, time
from fourth_table_jobs import LINES, ORDERS, OUT, scrambled
from registry import D, bad, good, job, sink

CLICKS = f"{D}/fourth-clicks"


def prepare(spark):
    from pyspark.sql import functions as F
    if not os.path.exists(CLICKS):
        clicks = spark.range(0, 300_000, 1, 10).select(F.timestamp_seconds(F.lit(1735689600) + F.floor(F.col("id") / 300)).alias("at"), F.concat(F.lit("page "), F.pmod(F.xxhash64("id"), F.lit(400))).alias("page"), (F.col("id") % 9000).alias("visitor"))
        clicks.write.json(CLICKS)


# two faults: a Python function for each row, and a window of which one country holds most rows
@job("fourth", bad=bad("PYTHON001|PYTHON002 SKEW005|SKEW001", also="SKEW001 SKEW003 SKEW005 PYTHON014 PYTHON006 MEM001"), fixed=good())
def complaints_by_country(spark, variant):
    from pyspark.sql import functions as F, Window
    complaints = spark.range(0, 1_500_000, 1, 8).select(
        F.when(F.col("id") % 10 < 8, F.lit("US")).otherwise(F.concat(F.lit("C"), F.col("id") % 150)).alias("country"), F.pmod(F.xxhash64("id"), F.lit(40_000)).alias("customer"),
        F.concat(F.lit("  The Parcel no. "), F.col("id"), F.lit(" did NOT   arrive ")).alias("text"), F.pmod(F.xxhash64("id", F.lit(1)), F.lit(86_400)).alias("second"))
    if variant == "bad":
        tidy = F.udf(lambda text: re.sub(r"\s+", " ", text.strip().lower()), "string")
        complaints, window = complaints.withColumn("text", tidy("text")), Window.partitionBy("country").orderBy("second")
    else:
        complaints, window = complaints.withColumn("text", F.regexp_replace(F.lower(F.trim("text")), r"\s+", " ")), Window.partitionBy("country", "customer").orderBy("second")
    ticket = F.concat_ws("/", "country", "text", "n")
    for _ in range(5):
        ticket = F.sha2(ticket, 512)
    sink(complaints.withColumn("n", F.row_number().over(window)).select("customer", ticket.alias("ticket")))


# vectorised functions where expressions would do
@job("fourth", bad=bad("PYTHON003", also="PYTHON014"), native=good())
def distance_of_deliveries(spark, variant):
    import pandas as pd
    from pyspark.sql import functions as F
    of = lambda seed, n: F.pmod(F.xxhash64("id", F.lit(seed)), F.lit(n))
    deliveries = spark.range(0, 4_000_000, 1, 8).select(
        F.col("id").alias("delivery"), F.concat(F.lit(" Street "), of(1, 900), F.lit(", 10"), of(2, 900), F.lit(" berlin ")).alias("address"), (of(3, 1000) / 100).alias("x1"), (of(4, 1000) / 100).alias("y1"), (of(5, 1000) / 100).alias("x2"), (of(6, 1000) / 100).alias("y2"))
    deliveries = deliveries.withColumn("receipt", scrambled("delivery", 3))
    if variant == "bad":
        @F.pandas_udf("double")
        def distance(x1: pd.Series, y1: pd.Series, x2: pd.Series, y2: pd.Series) -> pd.Series:
            return ((x1 - x2) ** 2 + (y1 - y2) ** 2) ** 0.5

        @F.pandas_udf("string")
        def clean(address: pd.Series) -> pd.Series:
            return address.str.strip().str.upper().str.replace(", ", ",", regex=False)

        result = deliveries.select("receipt", clean("address").alias("address"), distance("x1", "y1", "x2", "y2").alias("km"))
    else:
        result = deliveries.select("receipt", F.replace(F.upper(F.trim("address")), F.lit(", "), F.lit(",")).alias("address"), F.sqrt(F.pow(F.col("x1") - F.col("x2"), 2) + F.pow(F.col("y1") - F.col("y2"), 2)).alias("km"))
    sink(result.groupBy("address").agg(F.avg("km").alias("km"), F.max("receipt").alias("receipt")))


# lines of web servers, parsed and counted as an RDD
LINE = re.compile(r'^(\S+) \S+ \S+ \[([^:]+):(\d+):\d+:\d+ [^\]]+\] "GET /shop/(\d+)/\S* HTTP/1.1" (\d+) (\d+)$')


@job("fourth", bad=bad("PYTHON010", also="PYTHON011 PYTHON012"), dataframe=good())
def errors_of_the_web_servers(spark, variant):
    from pyspark.sql import functions as F
    pattern = LINE.pattern
    if variant == "bad":
        def parse(line):
            found = re.match(pattern, line)
            return ((int(found.group(4)), int(found.group(3))), (1, int(found.group(5)) >= 500, int(found.group(6)))) if found else None

        counts = spark.sparkContext.textFile(LINES).map(parse).filter(lambda item: item is not None).reduceByKey(lambda a, b: (a[0] + b[0], a[1] + b[1], a[2] + b[2]))
        shops = spark.sparkContext.parallelize([(shop, f"shop {shop}") for shop in range(700)], 2)
        by_shop = counts.map(lambda item: (item[0][0], (item[0][1], item[1]))).join(shops)
        by_shop.map(lambda item: (item[1][1], item[1][0][0], item[1][0][1][1] / item[1][0][1][0])).saveAsTextFile(out("errors-rdd"))
    else:
        part = lambda at: F.regexp_extract("value", pattern, at)
        lines = spark.read.text(LINES).select(part(4).cast("int").alias("shop"), part(3).cast("int").alias("hour"), (part(5).cast("int") >= 500).cast("int").alias("failed"), part(6).cast("long").alias("bytes"))
        shops = spark.range(0, 700).select(F.col("id").cast("int").alias("shop"), F.concat(F.lit("shop "), F.col("id")).alias("name"))
        lines.groupBy("shop", "hour").agg(F.avg("failed").alias("failed"), F.sum("bytes").alias("bytes")).join(shops, "shop").write.mode("overwrite").parquet(f"{OUT}/errors")


def out(name):
    path = f"{OUT}/{name}"
    shutil.rmtree(path, ignore_errors=True)
    return path


# all rows on the driver, to group them in a dictionary there
@job("fourth", bad=bad("DRV002", also="DRV001", spark__driver__maxResultSize="2g"), fixed=good(spark__driver__maxResultSize="2g"))
def baskets_on_the_driver(spark, variant):
    from pyspark.sql import functions as F
    orders = spark.read.parquet(ORDERS).where("channel IN ('web', 'app')").withColumn("customer", scrambled("customer_id", 6)).select(F.substring("customer", 1, 24).alias("customer"), "product_id", "amount")
    if variant == "bad":
        spent = {}
        for row in orders.collect():
            spent[row["customer"]] = spent.get(row["customer"], 0.0) + row["amount"]
        best = sorted(spent.items(), key=lambda item: -item[1])[:1000]
    else:
        best = orders.groupBy("customer").agg(F.sum("amount").alias("spent")).orderBy(F.desc("spent")).limit(1000).collect()
    with open(f"{OUT}/best.json", "w") as file:
        json.dump([list(item) for item in best], file)


# a set of half a million addresses in the closure of a filter
@job("fourth", bad=bad("PYTHON013", also="PYTHON011 PYTHON010 SCHED009"), broadcast=good(also="PYTHON011 PYTHON010"))
def blocked_addresses(spark, variant):
    sc = spark.sparkContext
    blocked = {f"10.{number // 65_536}.{number // 256 % 256}.{number % 256}-{number}" for number in range(500_000)}
    lines = sc.textFile(LINES, 80)
    if variant == "bad":
        kept = lines.filter(lambda line: line.split(" ", 1)[0] not in blocked)
    else:
        shared = sc.broadcast(blocked)
        kept = lines.filter(lambda line: line.split(" ", 1)[0] not in shared.value)
    print(kept.map(lambda line: len(line)).sum())


# cache that does not fit: weights are fitted in rounds over persisted features
@job("fourth", bad=bad("CACHE003", also="CACHE005 MEM002 MEM011 MEM010", spark__driver__memory="1g", spark__memory__fraction="0.3"), fixed=good(spark__driver__memory="4g"))
def weights_in_rounds(spark, variant):
    from pyspark import StorageLevel
    from pyspark.sql import functions as F
    customers = spark.range(0, 3_000_000, 1, 16).select(F.col("id").alias("customer"), scrambled("id", 2).alias("pseudonym"), *[(F.pmod(F.xxhash64("id", F.lit(at)), F.lit(1000)) / 1000).alias(f"x{at}") for at in range(4)])
    features = customers.persist(StorageLevel.MEMORY_ONLY)
    weights = [0.1] * 4
    for _ in range(5):
        error = sum((F.col(f"x{at}") * weights[at] for at in range(4)), F.lit(-0.3))
        step = features.agg(*[F.avg(error * F.col(f"x{at}")).alias(f"g{at}") for at in range(4)], F.max("pseudonym")).first()
        weights = [weight - 0.5 * step[f"g{at}"] for at, weight in enumerate(weights)]
    print(weights)


# garbage: all events of a region as one list, in a heap that just holds them
@job("fourth", bad=bad("MEM002", also="MEM001 MEM009 MEM011 SKEW005", spark__driver__memory="720m"), fixed=good(also="MEM009", spark__driver__memory="4g"))
def events_of_a_region(spark, variant):
    from pyspark.sql import functions as F
    for month in range(3):
        text = lambda at: F.sha1((F.col("id") * 3 + at + month).cast("string"))
        events = spark.range(0, 1_400_000, 1, 8).select((F.pmod(F.xxhash64("id"), F.lit(60))).alias("region"), F.struct(F.col("id").alias("at"), text(0).alias("who"), text(1).alias("what"), text(2).alias("where")).alias("event"))
        lists = events.groupBy("region").agg(F.collect_list("event").alias("events"))
        sink(lists.select("region", F.size("events").alias("n"), F.element_at("events", 1)["who"].alias("first")))


# the driver signs a manifest after each day, alone
@job("fourth", bad=bad("DRV001", also="PART002"), fixed=good())
def one_day_after_the_other(spark, variant):
    from pyspark.sql import functions as F
    orders = spark.read.parquet(ORDERS).withColumn("customer", scrambled("customer_id", 20))
    days = [f"2025-01-{day:02}" for day in range(3, 12)]
    if variant == "bad":
        for day in days:
            rows = orders.where(F.col("day") == day).groupBy("store_id").agg(F.sum("amount").alias("amount"), F.max("customer").alias("customer")).collect()
            sign(day, rows, 220)
    else:
        rows = orders.where(F.col("day").isin(*days)).groupBy("day", "store_id").agg(F.sum("amount").alias("amount"), F.max("customer").alias("customer")).collect()
        sign("all", rows, 10)


def sign(name, rows, rounds):
    text = json.dumps([[str(value) for value in row] for row in rows]).encode()
    for _ in range(rounds):
        text = hashlib.pbkdf2_hmac("sha256", text, b"manifest", 12_000)
    with open(f"{OUT}/manifest-{name}", "w") as file:
        file.write(text.hex())


# tasks fail: the gateway refuses every third partition twice, after the rows were worked on
@job("fourth", bad=bad("FAIL001", also="FAIL009 PYTHON011", spark__task__maxFailures="4"), fixed=good(spark__task__maxFailures="4"))
def flaky_gateway(spark, variant):
    from pyspark.sql import functions as F
    payments = spark.range(0, 720_000, 1, 24).select(F.col("id").alias("payment"), (F.col("id") % 9700 / 100).alias("amount"))

    def send(batches):
        from pyspark import TaskContext
        context = TaskContext.get()
        signed = []
        for batch in batches:
            for _ in range(25):
                batch["token"] = [hashlib.sha512(str(value).encode()).hexdigest() for value in batch["payment"]]
            signed.append(batch)
        time.sleep(0.1)
        if variant == "bad" and context.partitionId() % 3 == 1 and context.attemptNumber() < 2:
            raise ConnectionError("gateway answered 503")
        yield from signed

    sink(payments.mapInPandas(send, "payment long, amount double, token string").groupBy(F.substring("token", 1, 2)).agg(F.sum("amount")))


# a stream that works its backlog off, with the default number of partitions
@job("fourth", bad=bad("STRM001|STRM002", also="STRM001 STRM002 STRM005 PART001"), fixed=good(spark__sql__shuffle__partitions="2"))
def clicks_file_by_file(spark, variant):
    from pyspark.sql import functions as F
    clicks = spark.readStream.schema("at timestamp, page string, visitor long").option("maxFilesPerTrigger", 1).json(CLICKS)
    pages = clicks.withWatermark("at", "1 minute").groupBy(F.window("at", "30 seconds"), "page").agg(F.count("*").alias("clicks"), F.approx_count_distinct("visitor").alias("visitors"))
    query = pages.writeStream.outputMode("append").format("parquet").option("path", out("clicks")).option("checkpointLocation", out("clicks-checkpoint")).trigger(availableNow=True).start()
    query.awaitTermination()


# four executors, of which two at a time have a task, and all wait for the driver
ONE_EACH = {"spark.executor.cores": "1", "spark.executor.memory": "640m"}


@job("fourth", cluster=4, bad=bad("EXEC001", also="DRV001 CLUS003 PART002 EXEC002", _={**ONE_EACH, "spark.cores.max": "4"}), fixed=good(also="DRV001 EXEC002", _={**ONE_EACH, "spark.cores.max": "2"}))
def forecasts_of_two_shops(spark, variant):
    for shop in range(5):
        spark.range(0, 5_000_000, 1, 2).selectExpr(f"max(sha2(CAST(id + {shop} AS string), 256)) AS key").collect()
        time.sleep(2)


# all values of each sensor are shuffled for their maximum
@job("fourth", bad=bad("PYTHON010 SHUF003", also="PYTHON011"), reduced=bad("PYTHON010", also="PYTHON011"))
def best_of_each_sensor(spark, variant):
    values = spark.sparkContext.range(0, 2_200_000, 1, 8).map(lambda i: (i * 7919 % 3001, (i * 31 % 10_007, i)))
    best = values.groupByKey(8).mapValues(max) if variant == "bad" else values.reduceByKey(max, 8)
    print(best.filter(lambda item: item[1][0] > 5000).count())
