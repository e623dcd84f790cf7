"""Fifth set, code: Python, the driver, failures, a stream and a cluster, each job with one known fault (two have two), and the same job without it. Last, six that only look suspicious."""
import os, time
from registry import D, bad, good, job, sink
from fifth_table_jobs import BY_DAY, FILE_A_TASK, HOLIDAYS, OUT, TAPS, digest, fresh, nightly, of, scrambled

POINTS = f"{D}/fifth-points"            # 300,000 lines of JSON, 24 numbers each
ARRIVALS = f"{D}/fifth-arrivals"        # 8 files of 60,000 rows for a stream


def prepare(spark):
    from pyspark.sql import functions as F
    if not os.path.exists(POINTS):
        spark.range(0, 300_000, 1, 8).select(F.to_json(F.struct(*[(of(at, 100_000) / 1000).alias(f"f{at}") for at in range(24)]))).write.text(POINTS)
    if not os.path.exists(ARRIVALS):
        spark.range(0, 480_000, 1, 8).select(of(1, 300_000).alias("card"), F.col("id").alias("tap"), of(2, 120).alias("line")).write.parquet(ARRIVALS)


# Missing cache, RDD. Each of ten steps of a descent reads and parses the lines again: parsing is three quarters of a step.
@job("fifth", bad=bad("CACHE001", also="PYTHON011"), cached=good(also="PYTHON011"))
def descent_by_hand(spark, variant):
    import json, math

    def parsed(line):
        point = json.loads(line)
        return [math.log1p(point[f"f{at}"]) for at in range(12)], 1.0 if point["f23"] > 50 else 0.0
    points = spark.sparkContext.textFile(POINTS, 8).map(parsed)
    if variant == "cached":
        points = points.cache()
    weights = [0.0] * 12
    for _ in range(10):
        def error(point):
            return sum(w * x for w, x in zip(weights, point[0])) / 50 - point[1]
        loss = points.map(error).sum()
        weights = [w - loss / 3e6 for w in weights]


# RDD code. Rows leave the table for Python tuples and a reduceByKey of pairs, which groupBy and avg do in the JVM.
@job("fifth", bad=bad("PYTHON010|PYTHON012", also="PYTHON010 PYTHON012 PYTHON011", _=FILE_A_TASK), dataframe=good(_=FILE_A_TASK))
def fare_of_card_and_line(spark, variant):
    from pyspark.sql import functions as F
    nightly(spark)
    taps = spark.read.parquet(TAPS).where("day < '2025-01-13'").select("card", "line", "fare")
    if variant == "bad":
        sums = taps.rdd.map(lambda row: ((row.card, row.line % 10), (row.fare, 1))).reduceByKey(lambda a, b: (a[0] + b[0], a[1] + b[1]), 8)
        print(sums.mapValues(lambda pair: pair[0] / pair[1]).filter(lambda item: item[1] > 8).count())
    else:
        print(taps.groupBy("card", F.col("line") % 10).agg(F.avg("fare").alias("fare")).where("fare > 8").count())


# groupByKey. 1.8 M pairs are shuffled and listed to sum them by 300 stations; reduceByKey shuffles 2,400, but is Python still.
@job("fifth", bad=bad("SHUF003", also="PYTHON010 PYTHON011"), reduce=bad("PYTHON010", also="PYTHON011"), dataframe=good())
def taps_of_stations(spark, variant):
    from pyspark.sql import functions as F
    nightly(spark)
    if variant == "dataframe":
        spark.range(0, 1_800_000, 1, 8).groupBy((F.col("id") * 7919 % 300).alias("station")).agg(F.avg(F.col("id") % 900)).collect()
        return
    pairs = spark.sparkContext.range(0, 1_800_000, 1, 8).map(lambda tap: (tap * 7919 % 300, (tap % 900, 1)))
    if variant == "bad":
        pairs.groupByKey(8).mapValues(lambda fares: sum(fare for fare, _ in fares) / len(fares)).collect()
    else:
        pairs.reduceByKey(lambda a, b: (a[0] + b[0], a[1] + b[1]), 8).mapValues(lambda pair: pair[0] / pair[1]).collect()


# Python UDFs in SQL text. Two plain lambdas are called for each of 2 M rows: pickled on 3.5, in Arrow batches on 4.3.
@job("fifth", bad=bad("PYTHON001|PYTHON002", also="PYTHON001 PYTHON002 PYTHON004 PYTHON014 PYTHON006", _=FILE_A_TASK), native=good(_=FILE_A_TASK))
def bands_of_fares(spark, variant):
    spark.read.parquet(TAPS).where("day < '2025-01-31'").createOrReplaceTempView("taps")
    band, owner = "CASE WHEN fare < 1 THEN 'short' WHEN fare < 4 THEN 'city' ELSE 'region' END", "upper(concat(substr(card, 8, 1), '-', substr(card, 2, 2)))"
    if variant == "bad":
        spark.udf.register("band", lambda fare: "short" if fare < 1 else "city" if fare < 4 else "region")
        spark.udf.register("owner", lambda card: (card[7:8] + "-" + card[1:3]).upper())
        band, owner = "band(fare)", "owner(card)"
    sink(spark.sql(f"SELECT band, owner, count(*) AS n, sum(fare) AS fare, bit_xor(xxhash64(sha2(sha2(CAST(tap AS string), 512), 512))) AS digest FROM (SELECT {band} AS band, {owner} AS owner, fare, tap FROM taps) GROUP BY band, owner"))


# pandas for tiny groups. 12,000 groups of 40 rows: a frame, a fit and a conversion for each, where regr_slope is one aggregate.
@job("fifth", bad=bad("PYTHON003", also="PYTHON006 PYTHON007 PYTHON014"), native=good())
def slope_of_meters(spark, variant):
    from pyspark.sql import functions as F
    readings = spark.range(0, 480_000, 1, 8).select((F.col("id") * 7919 % 12_000).alias("meter"), (F.col("id") / 12_000).alias("hour"), (F.pmod(F.xxhash64(scrambled("id", 8)), F.lit(1000)) / 10).alias("load"))
    if variant == "bad":
        def slope(frame):
            import pandas
            hours, loads = frame["hour"] - frame["hour"].mean(), frame["load"] - frame["load"].mean()
            return pandas.DataFrame({"meter": [frame["meter"].iloc[0]], "slope": [float((hours * loads).sum() / (hours * hours).sum())]})
        sink(readings.groupBy("meter").applyInPandas(slope, "meter long, slope double"))
    else:
        sink(readings.groupBy("meter").agg(F.expr("regr_slope(load, hour)").alias("slope")))


# A Python UDF on the partition column. Spark cannot prune by it: 60 days and 4 M rows go to Python to keep four days.
@job("fifth", bad=bad("PYTHON005|IO005|PYTHON001|PYTHON002", also="PYTHON005 IO005 IO006 PYTHON001 PYTHON002 PYTHON006 PYTHON014", spark__sql__files__maxPartitionBytes="16m"), literal=good(spark__sql__files__maxPartitionBytes="16m"))
def taps_on_holidays(spark, variant):
    from pyspark.sql import functions as F
    from pyspark.sql.types import BooleanType
    nightly(spark)
    days = ["2025-01-01", "2025-01-06", "2025-02-14", "2025-02-24"]
    taps = spark.read.parquet(BY_DAY)
    kept = taps.where(F.udf(lambda day: str(day) in days, BooleanType())("day")) if variant == "bad" else taps.where(F.col("day").isin(days))
    sink(kept.groupBy("line").agg(F.sum("fare").alias("fare"), digest(scrambled("tap", 6)).alias("keys")))


# Large closure. The lambda carries a dictionary of a million entries, unpickled by each of 64 tasks that look up a hundred.
@job("fifth", bad=bad("PYTHON013", also="PYTHON011 SCHED009"), broadcast=good(also="PYTHON011"))
def zones_of_addresses(spark, variant):
    nightly(spark)
    table = {address: (f"zone {address % 900}", address * 3) for address in range(1_000_000)}
    if variant == "bad":
        found = spark.sparkContext.range(0, 6400, 1, 64).map(lambda at: table[at * 7919 % 1_000_000][1])
    else:
        shared = spark.sparkContext.broadcast(table)
        found = spark.sparkContext.range(0, 6400, 1, 64).map(lambda at: shared.value[at * 7919 % 1_000_000][1])
    print(found.sum())


# Collect. 900,000 rows come to the driver, which counts some of them in a loop.
@job("fifth", bad=bad("DRV002", also="DRV001"), in_spark=good())
def checked_in_a_loop(spark, variant):
    from pyspark.sql import functions as F
    seals = spark.range(0, 900_000, 1, 8).select("id", of(1, 600).alias("station"), scrambled("id", 8).alias("seal"))
    if variant == "bad":
        broken = {}
        for row in seals.collect():
            if row.seal[:2] == "00":
                broken[row.station] = broken.get(row.station, 0) + 1
    else:
        broken = dict(seals.where(F.col("seal").startswith("00")).groupBy("station").count().collect())
    print(len(broken))


# toPandas of everything, and without Arrow: 700,000 rows are pickled one by one to be averaged by 24 hours.
@job("fifth", bad=bad("DRV002 PYTHON008", also="DRV001", spark__sql__execution__arrow__pyspark__enabled="false"), aggregated=good(spark__sql__execution__arrow__pyspark__enabled="true"))
def panel_for_a_notebook(spark, variant):
    from pyspark.sql import functions as F
    nightly(spark)
    panel = spark.range(0, 700_000, 1, 8).select((F.col("id") % 24).alias("hour"), F.sha1(F.col("id").cast("string")).alias("device"), (of(1, 1000) / 10).alias("load"), (of(2, 1000) / 10).alias("voltage"))
    if variant == "bad":
        print(panel.toPandas().groupby("hour")["load"].mean().max())
    else:
        print(panel.groupBy("hour").agg(F.avg("load").alias("load")).toPandas()["load"].max())


# Idle driver. After each query the program waits for a mail server, 2 s each time, while no job runs.
@job("fifth", bad=bad("DRV001"), queued=good())
def mails_between_queries(spark, variant):
    from pyspark.sql import functions as F
    for number in range(5):
        keys = spark.range(0, 500_000, 1, 8).select(scrambled(F.col("id") + number * 500_000, 5).alias("key"))
        print(keys.agg(digest("key")).collect())
        if variant == "bad":
            time.sleep(2)


# Repeated actions. Four counts check the keys before they are written, each of which hashes all rows again; observe() counts while writing.
@job("fifth", bad=bad("DRV005|CACHE001", also="DRV005 CACHE001 SHUF001"), observed=good())
def rules_before_writing(spark, variant):
    from pyspark.sql import Observation, functions as F
    keys = spark.range(0, 900_000, 1, 8).select("id", scrambled("id", 10).alias("key"))
    rules = {"zeros": F.col("key").startswith("00"), "ones": F.col("key").endswith("11"), "letters": F.col("key").like("%abcd%"), "double": F.col("key").like("%ff00ff%")}
    if variant == "bad":
        for name, broken in rules.items():
            print(name, keys.where(broken).count())
        keys.write.mode("overwrite").parquet(f"{OUT}/keys-checked")
    else:
        seen = Observation("rules")
        keys.observe(seen, *[F.sum(broken.cast("int")).alias(name) for name, broken in rules.items()]).write.mode("overwrite").parquet(f"{OUT}/keys-checked")
        print(seen.get)


# Retries. A third of the tasks does all its work and then fails, twice: 14 of 34 attempts are lost.
@job("fifth", bad=bad("FAIL001", also="FAIL009 PYTHON011", spark__task__maxFailures="6"), fixed=good(also="PYTHON011", spark__task__maxFailures="6"))
def signatures_from_a_shaky_service(spark, variant):
    def signed(rows):
        import hashlib
        from pyspark import TaskContext
        task = TaskContext.get()
        for row in rows:
            yield hashlib.pbkdf2_hmac("sha256", str(row).encode(), b"salt", 30_000).hex()
        if variant == "bad" and task.partitionId() % 3 == 1 and task.attemptNumber() < 2:
            raise ConnectionError("503 from the signing service")
    print(spark.sparkContext.range(0, 1600, 1, 20).mapPartitions(signed).count())


# A straggler. One comment of 100,000 makes the regular expression backtrack for seconds; its task has no more rows than the others.
@job("fifth", bad=bad("SCHED002", also="SCHED006 PYTHON011"), fixed=good(also="PYTHON011"))
def words_of_comments(spark, variant):
    nightly(spark)

    def words(numbers):
        import collections, re
        plain = re.compile(r"^(\w+\s?)*$" if variant == "bad" else r"^\w+(?:\s\w+)*\s?$")
        for number in numbers:
            text = "a" * 28 + "!" if number == 71_605 else f"the train {number} was late again and nobody at the station knew why " * 6
            yield len(collections.Counter(text.split())) if plain.match(text) else 0
    print(spark.sparkContext.range(0, 100_000, 1, 20).mapPartitions(words).sum())


# Streaming. Eight small batches go through 200 state stores each, of which every one writes a file: the state of 300,000 cards needs four.
@job("fifth", bad=bad("STRM002|STRM001", also="STRM001 STRM002 PART001 SHUF009 SCHED004 STRM005 STRM007 DRV001", spark__sql__shuffle__partitions="200"), four=good(spark__sql__shuffle__partitions="4"))
def first_tap_of_each_card(spark, variant):
    arrivals = spark.readStream.schema("card BIGINT, tap BIGINT, line BIGINT").option("maxFilesPerTrigger", 1).parquet(ARRIVALS).withColumn("key", scrambled("tap", 24))
    query = arrivals.dropDuplicates(["card"]).writeStream.format("noop").option("checkpointLocation", fresh("checkpoint")).trigger(availableNow=True).start()
    query.awaitTermination()


# Too many executors. Eight cores are held for jobs of two tasks: six of them are never used.
@job("fifth", cluster=8, bad=bad("EXEC001|PART002", also="EXEC001 PART002 SCHED007 CLUS003 EXEC002", spark__executor__cores="2", spark__executor__memory="640m", spark__cores__max="8"),
     two=good(also="EXEC002", spark__executor__cores="2", spark__executor__memory="640m", spark__cores__max="2"))
def two_tasks_at_a_time(spark, variant):
    from pyspark.sql import functions as F
    for number in range(6):
        keys = spark.range(0, 900_000, 1, 2).select(scrambled(F.col("id") + number * 900_000, 6).alias("key"))
        print(keys.agg(digest("key")).collect())


# Two faults. A Python UDF scores 700,000 rows, and three actions score them again; three quarters of the run is Python, two thirds of it repeated.
@job("fifth", bad=bad("PYTHON001|PYTHON002 CACHE001", also="PYTHON001 PYTHON002 PYTHON004 PYTHON006 PYTHON014 SHUF001 DRV005"), fixed=good())
def score_asked_three_times(spark, variant):
    from pyspark.sql import functions as F
    from pyspark.sql.types import DoubleType
    trips = spark.range(0, 700_000, 1, 8).select(of(1, 120).alias("line"), F.concat_ws(",", of(2, 90), of(3, 90), of(4, 90)).alias("delays"), F.xxhash64(scrambled("id", 3)).alias("key"))
    if variant == "bad":
        @F.udf(DoubleType())
        def score(delays):
            parts = [int(part) for part in delays.split(",")]
            return sum(part * part for part in parts) / (1.0 + max(parts))
        scored = trips.withColumn("score", score("delays"))
    else:
        parts = F.transform(F.split("delays", ","), lambda part: part.cast("int"))
        scored = trips.withColumn("parts", parts).withColumn("score", F.aggregate("parts", F.lit(0), lambda sum, part: sum + part * part) / (1 + F.array_max("parts"))).select("line", "key", "score").cache()
    scored.groupBy("line").agg(F.avg("score"), digest("key")).collect()
    scored.groupBy((F.col("score") / 10).cast("int")).agg(F.count("*"), digest("key")).collect()
    scored.agg(F.corr("score", F.col("line")), digest("key")).collect()


# ---------- traps: healthy, though they look suspicious ----------
# Three reports and a count over a cached table: the count fills the cache, the reports read all its columns from it.
@job("fifth", counted=good(), serialized=good())
def three_reports_from_a_cache(spark, variant):
    from pyspark import StorageLevel
    from pyspark.sql import functions as F
    taps = spark.range(0, 900_000, 1, 8).select(of(1, 600).alias("station"), (of(2, 900) / 100).alias("fare"), F.xxhash64(scrambled("id", 24)).alias("key"))
    taps = taps.cache() if variant == "counted" else taps.persist(StorageLevel.MEMORY_ONLY)
    print(taps.count())
    for report in (F.avg("fare"), F.stddev("fare"), F.max("fare")):
        taps.groupBy("station").agg(report, digest("key")).collect()


# Nine of ten rows have one key, but are summed before the shuffle: every partition gets one row of it.
@job("fifth", sums=good())
def one_large_customer(spark, variant):
    from pyspark.sql import functions as F
    taps = spark.range(0, 1_500_000, 1, 8).select(F.when(F.col("id") % 10 < 9, "CITY").otherwise(F.concat(F.lit("C"), of(1, 60_000))).alias("customer"), scrambled("id", 16).alias("key"), (of(2, 900) / 100).alias("fare"))
    sink(taps.groupBy("customer").agg(F.sum("fare").alias("fare"), digest("key").alias("keys")))


# One task each for a window without partitionBy and a file by coalesce(1): of 60 rows, behind an aggregation of 1.5 M.
@job("fifth", days=good(), hundred=good())
def running_total_of_days(spark, variant):
    from pyspark.sql import functions as F, Window
    days = spark.range(0, 1_500_000, 1, 8).select(of(1, 60).alias("day"), (of(2, 900) / 100).alias("fare"), scrambled("id", 16).alias("key")).groupBy("day").agg(F.sum("fare").alias("fare"), digest("key").alias("keys"))
    if variant == "days":
        days.withColumn("total", F.sum("fare").over(Window.orderBy("day").rowsBetween(Window.unboundedPreceding, 0))).coalesce(1).write.mode("overwrite").csv(f"{OUT}/days")
    else:
        print(days.orderBy(F.desc("fare")).limit(100).collect()[0])


# toPandas, a pandas UDF and an RDD: of 300 rows, behind an aggregation of 1.5 M.
@job("fifth", summary=good())
def a_little_python(spark, variant):
    from pyspark.sql import functions as F
    stations = spark.range(0, 1_500_000, 1, 8).select(of(1, 300).alias("station"), (of(2, 900) / 100).alias("fare"), scrambled("id", 16).alias("key")).groupBy("station").agg(F.avg("fare").alias("fare"), digest("key").alias("keys"))
    frame = stations.withColumn("label", F.udf(lambda fare: f"{fare:.1f} EUR")("fare")).toPandas()
    print(len(frame), spark.sparkContext.parallelize(list(frame["fare"]), 2).map(lambda fare: fare * 2).sum())


# A join makes four rows of one, which the report needs: every tap under each of four tariffs.
@job("fifth", tariffs=good())
def every_tap_under_four_tariffs(spark, variant):
    from pyspark.sql import functions as F
    nightly(spark)
    taps = spark.range(0, 900_000, 1, 8).select("id", of(1, 120).alias("line"), of(2, 900).alias("metres"), F.col("id").alias("key"))
    tariffs = spark.range(0, 480, 1, 2).select((F.col("id") % 120).alias("line"), F.floor(F.col("id") / 120).alias("tariff"), (1 + F.col("id") % 7).alias("price"))
    sink(taps.join(tariffs, "line").groupBy("line", "tariff").agg(F.sum(F.col("metres") * F.col("price")).alias("revenue"), digest("key").alias("keys")))


# A range join without equality and a CSV with a guessed schema: of five and of 3,000 rows, beside 900,000 rows of hashing.
@job("fifth", lookups=good())
def bands_and_operators(spark, variant):
    from pyspark.sql import functions as F
    taps = spark.range(0, 900_000, 1, 8).select(of(1, 120).alias("line"), of(2, 900).alias("fare"), F.xxhash64(scrambled("id", 24)).alias("key"))
    bands = spark.createDataFrame([(0, 100, "A"), (100, 250, "B"), (250, 400, "C"), (400, 700, "D"), (700, 900, "E")], "low int, high int, band string")
    operators = spark.read.csv(HOLIDAYS, header=True, inferSchema=True)
    banded = taps.join(F.broadcast(bands), (F.col("fare") >= F.col("low")) & (F.col("fare") < F.col("high")))
    sink(banded.join(operators, "line").groupBy("band", "operator").agg(F.count("*").alias("n"), digest("key").alias("keys")))
