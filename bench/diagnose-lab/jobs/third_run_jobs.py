"""Third set, what happens while it runs: memory, failures, stragglers, streams and clusters."""
import time
from registry import bad, good, job, sink
from third_code_jobs import pseudonym


# 19: gc-pressure, whole carts kept as objects in a small heap
@job("third", bad=bad("MEM002", also="MEM001 MEM009 MEM011", spark__driver__memory="640m"), fixed=good(also="MEM009", spark__driver__memory="4g"))
def carts_as_objects(spark, variant):
    from pyspark.sql import functions as F
    items = spark.range(0, 1_900_000, 1, 8).select((F.col("id") % 100).alias("seller"), F.struct("id", F.sha1(F.col("id").cast("string")).alias("page"), (F.col("id") % 500 / 5).alias("price"), F.split(F.concat_ws(",", "id", F.col("id") + 1, F.col("id") + 2), ",").alias("tags")).alias("item"))
    carts = items.groupBy("seller").agg(F.collect_list("item").alias("items"))
    sink(carts.select("seller", F.expr("aggregate(items, 0D, (total, item) -> total + item.price)").alias("total"), F.size("items").alias("n")))


# 23: task-failures, a service that refuses now and then
@job("third", bad=bad("FAIL001", also="FAIL009 PYTHON011", spark__task__maxFailures="6"), fixed=good(also="PYTHON011"))
def posts_to_a_shaky_service(spark, variant):
    from pyspark.sql import functions as F

    def post(rows):
        from pyspark import TaskContext
        task = TaskContext.get()
        sent = sum(1 for _ in rows)
        time.sleep(0.6)
        if variant == "bad" and task.partitionId() % 4 == 1 and task.attemptNumber() < 2:
            raise ConnectionError(f"503 after {sent} rows")

    alerts = spark.range(0, 2_000_000, 1, 8).select((F.col("id") % 4000).alias("customer"), pseudonym("id", 3).alias("alert")).groupBy("customer").agg(F.max("alert").alias("alert"), F.count("*").alias("n"))
    alerts.repartition(28).foreachPartition(post)


# 24: straggler, one lookup that hangs
@job("third", bad=bad("SCHED002", also="SCHED006"), fixed=good())
def one_lookup_that_hangs(spark, variant):
    from pyspark.sql import functions as F
    hangs = "CASE WHEN id = 1433333 THEN reflect('java.lang.Thread', 'sleep', 11000L) ELSE 'ok' END" if variant == "bad" else "'ok'"
    addresses = spark.range(0, 2_400_000, 1, 24).selectExpr("id", "id % 900 AS city", f"{hangs} AS answer").withColumn("key", pseudonym("id", 5))
    cities = addresses.groupBy("city").agg(F.max("key").alias("key"), F.count("answer").alias("answers"))
    sink(cities.withColumn("rank", pseudonym("key", 2)).orderBy("rank"))


# 26: streaming, sessions with the default number of partitions
@job("third", bad=bad("STRM001|STRM002", also="STRM002 PART001"), fixed=good(spark__sql__shuffle__partitions="3"))
def sessions_as_they_come(spark, variant):
    from pyspark.sql import functions as F
    shops = spark.range(0, 200).select(F.col("id").alias("shop"), F.concat(F.lit("shop "), F.col("id")).alias("name"))
    visits = spark.readStream.format("rate").option("rowsPerSecond", 3000).load().select("timestamp", (F.col("value") % 1500).alias("visitor"), (F.col("value") % 200).alias("shop"))
    sessions = visits.join(F.broadcast(shops), "shop").withWatermark("timestamp", "10 seconds").groupBy(F.session_window("timestamp", "5 seconds"), "visitor").agg(F.count("*").alias("clicks"), F.max("name").alias("shop"))
    query = sessions.writeStream.outputMode("append").trigger(processingTime="2 seconds").foreachBatch(lambda batch, number: sink(batch)).start()
    time.sleep(26)
    query.stop()


ONE_EACH = {"spark.executor.cores": "1", "spark.executor.memory": "640m"}


# 27: idle-executors, six of them wait while the driver thinks
@job("third", cluster=6, bad=bad("EXEC001", also="DRV001 CLUS003 PART002", _={**ONE_EACH, "spark.cores.max": "6"}), fixed=good(also="DRV001", _={**ONE_EACH, "spark.cores.max": "2"}))
def six_for_a_small_model(spark, variant):
    from pyspark.sql import functions as F
    weights = [0.0] * 8
    for _ in range(5):
        points = spark.range(0, 2_400_000, 1, 4).select(*[(F.col("id") * (at + 1) % 97 / 97).alias(f"x{at}") for at in range(8)])
        gradient = points.agg(*[F.sum(F.col(f"x{at}") - weights[at]).alias(f"g{at}") for at in range(8)]).first()
        until = time.time() + (2.5 if variant == "bad" else 0.2)
        while time.time() < until:
            weights = [weight + g / 1e9 for weight, g in zip(weights, gradient)]


# 28: executor-oom, the history of a customer as one text
@job("third", cluster=True, bad=bad("MEM003|MEM004", also="SKEW001 SKEW004 SKEW005 PART001 PART002 PART003 FAIL001 FAIL002 FAIL007 MEM002 CONF001 MEM011", spark__executor__cores="1", spark__executor__memory="512m", spark__cores__max="2", spark__task__maxFailures="3"),
     fixed=good(spark__executor__cores="1", spark__executor__memory="512m", spark__cores__max="2"))
def history_as_one_text(spark, variant):
    from pyspark.sql import functions as F
    events = spark.range(0, 2_200_000, 1, 8).select((F.col("id") % 3).alias("customer"), pseudonym("id", 2).alias("event"))
    if variant == "bad":
        sink(events.groupBy("customer").agg(F.array_join(F.collect_list("event"), "\n").alias("history")).select("customer", F.length("history")))
    else:
        sink(events.groupBy("customer").agg(F.count("*").alias("n"), F.sum(F.length("event") + 1).alias("length")))
        sink(events.groupBy(F.substring("event", 1, 3).alias("head")).agg(F.max("event")))
