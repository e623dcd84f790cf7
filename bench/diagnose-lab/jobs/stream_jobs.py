"""Streams with one fault each."""
import os, shutil, time
from registry import D, bad, good, job

SMALL = {"spark.sql.shuffle.partitions": "2"}


@job("dev", bad=bad("STRM008", "STRM007 STRM005", _=SMALL), fixed=good("STRM007 STRM005", _=SMALL))
def late_rows(spark, v):
    """A third of the events come ten minutes late; the watermark waits for one second, or for an hour."""
    from pyspark.sql import functions as F
    source = spark.readStream.format("rate").option("rowsPerSecond", 900).load()
    event = source.select(F.when(F.col("value") % 3 == 0, F.col("timestamp") - F.expr("INTERVAL 10 MINUTES")).otherwise(F.col("timestamp")).alias("at"), "value")
    counts = event.withWatermark("at", "1 second" if v == "bad" else "1 hour").groupBy(F.window("at", "10 seconds")).count()
    query = counts.writeStream.outputMode("update").format("noop").queryName("late_" + v).trigger(processingTime="2 seconds").start()
    time.sleep(26)
    query.stop()


@job("dev", bad=bad("STRM009", "FAIL002 FAIL001", _=SMALL))
def dying_stream(spark, v):
    """The function of foreachBatch fails at the fourth batch."""
    def store(df, number):
        df.count()
        if number == 3:
            raise ValueError("no such table: orders_2026")
    query = spark.readStream.format("rate").option("rowsPerSecond", 100).load().writeStream.foreachBatch(store).trigger(processingTime="2 seconds").start()
    try:
        query.awaitTermination(30)
    except Exception:
        pass


@job("dev", bad=bad("STRM010", "STRM001", _=SMALL), fixed=good("STRM001", _=SMALL))
def batch_twice(spark, v):
    """foreachBatch writes its batch to two places; the twin keeps it meanwhile."""
    from pyspark.sql import functions as F
    heavy = F.col("value").cast("string")
    for _ in range(40):
        heavy = F.sha2(heavy, 512)

    def store(df, number):
        df = df.groupBy((F.col("value") % 50).alias("k")).agg(F.max("h").alias("h"), F.count("*").alias("n"))
        if v == "fixed":
            df.persist()
        df.write.format("noop").mode("overwrite").save()
        df.filter("n > 3").write.format("noop").mode("overwrite").save()
        if v == "fixed":
            df.unpersist()
    source = spark.readStream.format("rate").option("rowsPerSecond", 30_000).load().select("value", heavy.alias("h"))
    query = source.writeStream.foreachBatch(store).queryName("twice").trigger(processingTime="4 seconds").start()
    time.sleep(34)
    query.stop()


@job("dev", bad=bad("STRM011", "STRM001", _=SMALL), fixed=good("STRM001", _=SMALL))
def every_eighth(spark, v):
    """Every eighth batch takes far longer than the others."""
    def store(df, number):
        df.count()
        time.sleep(2.6 if v == "bad" and number % 8 == 7 else 0.3)
    query = spark.readStream.format("rate").option("rowsPerSecond", 500).load().writeStream.foreachBatch(store).trigger(processingTime="1 second").start()
    time.sleep(60)
    query.stop()


@job("dev", bad=bad("STRM005", "STRM005 STRM007"), fixed=good("STRM007"))
def bookkeeping(spark, v):
    """Batches as fast as they go, each with next to nothing."""
    from pyspark.sql import functions as F
    source = spark.readStream.format("rate").option("rowsPerSecond", 200).load()
    writer = source.select(F.col("value") * 2).writeStream.format("noop")
    query = (writer if v == "bad" else writer.trigger(processingTime="5 seconds")).start()
    time.sleep(28)
    query.stop()


@job("dev", bad=bad("STRM006", "STRM001 PART002", lab__master="local[8]"), fixed=good("STRM001", lab__master="local[8]"))
def one_partition_source(spark, v):
    """A source of one partition feeds a heavy function on eight slots."""
    from pyspark.sql import functions as F
    heavy = F.col("value").cast("string")
    for _ in range(60):
        heavy = F.sha2(heavy, 512)
    source = spark.readStream.format("rate").option("rowsPerSecond", 12_000).option("numPartitions", 1 if v == "bad" else 8).load()
    query = source.select(heavy.alias("h")).writeStream.format("noop").trigger(processingTime="2 seconds").start()
    time.sleep(30)
    query.stop()
