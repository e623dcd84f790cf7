"""Jobs that commit what the other two files leave: scans, settings, lost events, streams. Files of a gigabyte are made once; classes at /tmp/real/jdbc are those of jobs/java."""
import os, time
from registry import D, NO_AQE, NO_BROADCAST, OPTIONAL, bad, job, sink
from real_plan_jobs import OUT, hashed, kept
from real_cluster_jobs import DYNAMIC, THREE, executor, forget, once

CLASSES = {"spark.driver.extraClassPath": "/tmp/real/jdbc"}


def wide_table(spark):
    """Twenty columns of forty letters, above a gigabyte in files."""
    from pyspark.sql import functions as F
    return kept("wide-gigabyte", lambda p: spark.range(0, 1_400_000, 1, 8).select("id", *[F.lpad(F.hex(F.col("id") * (n + 7919)), 40, "0").alias(f"c{n}") for n in range(20)]).write.option("compression", "none").parquet(p))


@job("real", bad=bad("IO007", "CACHE002 CACHE007 MEM002 CACHE005"))
def all_columns_of_a_gigabyte_cached(spark, v):
    """A table of a gigabyte is cached, and two of its columns are read."""
    from pyspark.sql import functions as F
    df = spark.read.parquet(wide_table(spark)).cache()
    for _ in range(2):
        df.groupBy(F.substring("c1", 39, 2)).agg(F.max("id")).collect()


@job("real", bad=bad("IO009@info", "SHUF001 CACHE001"))
def table_read_twice(spark, v):
    """Two answers from one table are computed apart and put under each other."""
    from pyspark.sql import functions as F
    table = spark.read.parquet(wide_table(spark))
    parts = [table.where(F.col("c0").endswith(letter)).groupBy(F.substring("c1", 38, 3).alias("k")).agg(F.max("c2"), F.max("c3")) for letter in "AB"]
    sink(parts[0].union(parts[1]))


@job("real", bad=bad("IO018", "", **{"spark.sql.parquet.enableVectorizedReader": "false"}))
def rows_not_batches(spark, v):
    """The vectorized reader was switched off for an old bug."""
    from pyspark.sql import functions as F
    sink(spark.read.parquet(wide_table(spark)).groupBy(F.substring("c1", 39, 2)).agg(F.max("c2"), F.max("c3"), F.max("c4"), F.max("c5")))


@job("real", bad=bad("IO013@info", "IO001 PART001 DRV008 DRV001"))
def schemas_merged(spark, v):
    """mergeSchema reads the footer of each of 900 files."""
    sink(spark.read.option("mergeSchema", "true").parquet(f"{D}/small-parquet"))


@job("real", bad=bad("IO014@info", "PART001", **{"spark.sql.files.maxPartitionBytes": "1MB"}))
def splits_of_a_megabyte(spark, v):
    """The size of splits was set for another table."""
    from pyspark.sql import functions as F
    sink(spark.read.parquet(f"{D}/facts").groupBy("customer").agg(F.max(hashed("note"))))


@job("real", bad=bad("IO015", "IO003", **{"spark.hadoop.fs.s3a.impl": "SlowStore", "lab__master": "local[8]", **CLASSES}))
def store_of_eight_megabytes(spark, v):
    """An object store that gives each connection 8 MB a second."""
    sink(spark.read.parquet("s3a://lab" + wide_table(spark)))


@job("real", bad=bad("IO020", "IO006 PART002 DRV001"))
def conditions_by_hand(spark, v):
    """A condition with a hundred and fifty alternatives."""
    from pyspark.sql import functions as F
    path = kept("sorted-events", lambda p: spark.range(0, 24_000_000, 1, 8).select("id", (F.col("id") / 86_400).cast("int").alias("day"), (F.col("id") % 997).alias("amount")).write.parquet(p))
    sink(spark.read.parquet(path).where("day < 25").where(" OR ".join(f"(amount = {n * 3} AND day <> {n})" for n in range(150))).groupBy("day").agg(F.sum("id")))


@job("real", bad=bad("PART001", "PART005 SCHED004 SHUF009", **{"spark.sql.adaptive.coalescePartitions.enabled": "false", "spark.sql.shuffle.partitions": "1500"}))
def merging_switched_off(spark, v):
    """Adaptive execution may not merge partitions: CONF002 is a remedy of what that costs."""
    from pyspark.sql import functions as F
    df = spark.range(0, 2_000_000, 1, 4)
    sink(df.groupBy((F.col("id") % 50_021).alias("k")).count())
    sink(df.groupBy((F.col("id") % 70_001).alias("g")).agg(F.max("id"), F.min("id")))


@job("real", bad=bad("CONF006", "SHUF003 PART002 PYTHON010 PYTHON011 EXEC001 EXEC004 DRV001 FAIL003 FAIL007", _={**DYNAMIC, "spark.dynamicAllocation.maxExecutors": "2", "spark.dynamicAllocation.executorIdleTimeout": "4s", "spark.dynamicAllocation.shuffleTracking.enabled": "false", "spark.decommission.enabled": "true"}, lab__master="local-cluster[2,1,700]"))
def no_way_to_keep(spark, v):
    """Executors are released with their shuffle files: decommissioning alone moves none."""
    sc = spark.sparkContext
    pairs = sc.range(0, 40_000, 1, 8).map(lambda x: (x % 100, x)).groupByKey(4)
    pairs.count()

    def slow(rows):
        time.sleep(9)
        return [1]
    sc.range(0, 10, 1, 1).mapPartitions(slow).sum()
    pairs.mapValues(len).count()


@job("real", bad=bad("CONF007@info", "SHUF003 SHUF004 MEM001 MEM002", **CLASSES))
def objects_by_java(spark, v):
    """A program in Java shuffles a gigabyte of objects of its own class."""
    spark._jvm.LabObjects.shuffle(spark.sparkContext._jsc, 1_900_000)


@job("real", cluster="2,2,2", bad=bad("CACHE006@info", "EXEC002 PYTHON010 PYTHON011 EXEC001 DRV001 DRV006 DRV005 CACHE001 PART002", _={"spark.executor.cores": "2", "spark.executor.memory": "1g", "spark.locality.wait": "0s"}))
def away_from_the_cache(spark, v):
    """A cache lies on one of three hosts, and tasks wait for nothing."""
    sc = spark.sparkContext
    cached = sc.parallelize(range(24), 1).map(lambda x: (x, os.urandom(1_000_000) * 24)).partitionBy(24).mapValues(lambda text: text + b"x").persist()
    for first in range(0, 24, 2):  # Two slots beside the shuffle file: the blocks come to lie there.
        sc.runJob(cached, lambda rows: [sum(1 for _ in rows)], [first, first + 1])
    cached.mapPartitions(lambda rows: [sum(len(text) for _, text in rows)]).sum()


@job("real", bad=bad("EXEC006@info", "PYTHON003 PYTHON006 EXEC001 DRV001 EXEC002 PYTHON014", _={"spark.executor.memory": "450m"}, lab__master="local-cluster[20,1,450]"))
def twenty_small_executors(spark, v):
    """Twenty executors of one core, each of which starts a Python worker of its own."""
    def doubled(batches):
        for batch in batches:
            yield batch * 2
    sink(spark.range(0, 400_000, 1, 40).mapInPandas(doubled, "id long"))


@job("real", cluster="2,2", bad=bad("FAIL008@info", "FAIL001 SCHED005 EXEC002 EXEC001 DRV001 PYTHON003 IO002 IO012 SCHED002 CONF014", _={**THREE, "spark.speculation": "true", "spark.speculation.multiplier": "1.1", "spark.speculation.quantile": "0.3", "spark.speculation.efficiency.enabled": "false", "spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version": "2"}))
def both_want_to_commit(spark, v):
    """Two copies of a task write hundreds of files each and end at the same time."""
    import shutil
    shutil.rmtree(OUT + "/copied", ignore_errors=True)
    forget("copy0", "copy1", "copy2")

    def wait(batches):
        from pyspark import TaskContext
        context = TaskContext.get()
        number = context.partitionId()
        if number < 3:
            if context.attemptNumber() > 0:
                once(f"copy{number}")
            until = time.time() + 25
            while not os.path.exists(f"{OUT}/copy{number}") and time.time() < until:
                time.sleep(0.02)
        yield from batches
    df = spark.range(0, 12_000, 1, 8).mapInPandas(wait, "id long")
    df.selectExpr("id", "id % 1500 k").where("k < 700 or id % 7 = 0").write.partitionBy("k").csv(OUT + "/copied")


@job("real", bad=bad("FAIL014", "DRV001"))
def ended_with_three(spark, v):
    """A program ends its context with an exit code."""
    from pyspark.sql import functions as F
    sink(spark.range(0, 6_000_000, 1, 4).select(hashed("id", 2).alias("h")).groupBy(F.substring("h", 1, 3)).count())
    spark.sparkContext._jsc.sc().stop(3)


@job("real", bad=bad("LOG003", "PART001 SCHED004 LOG012 LOG001", _={**NO_AQE, "spark.scheduler.listenerbus.eventqueue.eventLog.capacity": "40"}, lab__master="local[8]"))
def events_dropped(spark, v):
    """The queue of the event log is short, and tasks are many."""
    sink(spark.range(0, 4000, 1, 4000))


@job("real", bad=bad("LOG006@info", "EXEC009", lab__master="local[8]"))
def filters_cut(spark, v):
    """A long query reads more columns than fit into a hundred letters."""
    from pyspark.sql import functions as F
    df = spark.read.parquet(wide_table(spark)).where(" AND ".join(f"c{n} <> '{n}'" for n in range(12)))
    sink(df.select(*[hashed(f"c{n}").alias(f"h{n}") for n in range(12)]))


@job("real", bad=bad("PART008@info", "PART001 EXEC009 PART005 SCHED004 SCHED009 MEM002", **{"spark.sql.shuffle.partitions": "1000", "lab__master": "local[200]"}))
def two_hundred_slots(spark, v):
    """Two hundred slots, and a shuffle of half a gigabyte."""
    from pyspark.sql import functions as F
    sink(spark.range(0, 3_300_000, 1, 200).select((F.col("id") * 31 % 3_300_011).alias("k"), hashed("id").alias("h")).groupBy("k").agg(F.max("h")))


@job("real", bad=bad("PYTHON016", "MEM003 FAIL001 FAIL002 FAIL009 PYTHON003 PYTHON014", **{"spark.driver.memory": "900m"}))
def pictures_in_batches(spark, v):
    """Rows of a hundred kilobytes go to Python, ten thousand in a batch."""
    from pyspark.sql import functions as F

    def size(batches):
        for batch in batches:
            yield batch[["id"]]
    sink(spark.range(0, 24_000, 1, 2).select("id", F.repeat(F.sha2(F.col("id").cast("string"), 512), 800).alias("picture")).mapInPandas(size, "id long"))


@job("real", cluster="2,2", bad=bad("SHUF002", "PART001 EXEC002 EXEC001 DRV001 SCHED004 PART005 SHUF009", _={**THREE, **NO_AQE, "spark.reducer.maxReqsInFlight": "1", "spark.reducer.maxBlocksInFlightPerAddress": "1", "spark.sql.shuffle.partitions": "150"}))
def one_request_at_a_time(spark, v):
    """Reducers may ask for one block at a time: somebody protected a shuffle service so."""
    from pyspark.sql import functions as F
    sink(spark.range(0, 3_000_000, 1, 150).select((F.col("id") * 31 % 3_000_017).alias("k"), hashed("id", bits=256).alias("h")).repartition("k"))


@job("real", bad=bad("SHUF004", "MEM001 PART001", _={**NO_AQE, "spark.shuffle.sync": "true", "spark.sql.shuffle.partitions": "150"}))
def synced_to_disk(spark, v):
    """Each block of a shuffle is forced to the disk."""
    from pyspark.sql import functions as F
    sink(spark.range(0, 9_900_000, 1, 24).select((F.col("id") % 50_000).alias("k"), hashed("id").alias("h")).repartition("k"))


@job("real", bad=bad("STRM011", "STRM005 STRM007 STRM010 STRM001 STRM002 DRV001 PART002 DRV006", **{"spark.sql.shuffle.partitions": "2"}))
def every_eighth_batch(spark, v):
    """A stream compacts its table in every eighth batch."""
    from pyspark.sql import functions as F
    path = kept("seventy-files", lambda p: spark.range(0, 1400, 1, 70).selectExpr("concat('line ', id)").write.text(p))

    def write(batch, number):
        batch.write.format("noop").mode("overwrite").save()
        if number % 8 == 7:
            sink(spark.range(0, 2_500_000, 1, 2).select(hashed("id").alias("h")))
    query = spark.readStream.option("maxFilesPerTrigger", 1).text(path).writeStream.foreachBatch(write).queryName("compacting").trigger(availableNow=True).start()
    query.awaitTermination(90)


@job("real", bad=bad("DRV010 DRV004@info", "DRV002 DRV001 EXEC001 DRV005 FAIL002 MEM003 CACHE001 SHUF001 DRV006", _={**OPTIONAL, "spark.executor.memory": "900m", "spark.executor.metrics.pollingInterval": "300", "spark.executor.heartbeatInterval": "1s", "spark.driver.memory": "500m", "spark.driver.maxResultSize": "0"}, lab__master="local-cluster[1,2,1000]"))
def driver_in_collections(spark, v):
    """A driver keeps what it collected and collects on, with its heap full."""
    df = spark.range(0, 40_000, 1, 4).select("id", hashed("id").alias("h"))._jdf
    runtime = spark._jvm.java.lang.Runtime.getRuntime()
    held, until = [], time.time() + 62
    while time.time() < until:
        rows = df.collectAsList()
        if runtime.totalMemory() - runtime.freeMemory() < 0.8 * runtime.maxMemory() and len(held) < 40:
            held.append(rows)


@job("real", bad=bad("CONF011@info", "PART002 MEM001 MEM011 MEM002 PART004 CLUS002 EXEC009", **{"spark.sql.shuffle.partitions": "2", "spark.driver.memory": "900m", "lab__master": "local[4]"}))
def two_sorts_for_four(spark, v):
    """A gigabyte is sorted in two partitions, which spill while two slots have nothing to do."""
    from pyspark.sql import functions as F
    sink(spark.range(0, 9_900_000, 1, 8).select((F.col("id") * 31 % 9_900_019).alias("k"), hashed("id").alias("h")).repartition("k").sortWithinPartitions("h"))


@job("real", cluster="2,2,2", bad=bad("SCHED006@info", "SCHED002 EXEC002 PYTHON010 PYTHON011 EXEC001 DRV001", _=THREE))
def stragglers_in_two_places(spark, v):
    """In two different stages one task hangs for a while, on another host each time."""
    forget("hung0", "hung1")

    def hang(name, host):
        def work(rows):
            time.sleep(0.4)
            if executor()[1] == host and once(name):
                time.sleep(6)
            return [sum(rows)]
        return work
    sc = spark.sparkContext
    sc.range(0, 24_000, 1, 24).mapPartitions(hang("hung0", "127.0.0.2")).sum()
    sc.range(0, 18_000, 1, 18).mapPartitions(hang("hung1", "127.0.0.4")).map(lambda x: x + 1).max()


@job("real", bad=bad("MEM011@info MEM009", "MEM001 MEM002 EXEC001 DRV001 EXEC009", _={**OPTIONAL, "spark.executor.memory": "800m", "spark.executor.metrics.pollingInterval": "300", "spark.sql.shuffle.partitions": "20"}, lab__master="local-cluster[1,10,900]"))
def ten_cores_that_spill(spark, v):
    """Ten cores share a heap of 800 MB, and each collects lists until it falls back to sorting."""
    from pyspark.sql import functions as F
    df = spark.range(0, 4_500_000, 1, 20).select((F.col("id") % 4000).alias("g"), hashed("id", bits=256).alias("h"))
    sink(df.groupBy("g").agg(F.collect_list("h").alias("l")).select(F.size(F.array_sort("l")).alias("n")))
