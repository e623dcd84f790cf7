"""Jobs for a standalone cluster of two executors with one core each."""
import time
from registry import NO_AQE, TWO, bad, good, job, sink


@job("dev", cluster=True, bad=bad("SKEW001|SKEW003|SKEW005", "JOIN001 CONF001 EXEC001", _={**TWO, **NO_AQE, "spark.sql.shuffle.partitions": "12"}), fixed=good("CONF001", _={**TWO, **NO_AQE, "spark.sql.shuffle.partitions": "12"}))
def skewed_distinct(spark, v):
    """A distinct count whose rows mostly have one key, after a repartition by it."""
    from pyspark.sql import functions as F
    hot = 70 if v == "bad" else 0
    df = spark.range(0, 3_000_000, 1, 8).select(F.when(F.col("id") % 100 < hot, F.lit(5)).otherwise(F.col("id") % 900).alias("k"), F.sha1(F.col("id").cast("string")).alias("h"))
    sink(df.repartition(12, "k").select("k", F.sha2(F.sha2(F.sha2(F.sha2("h", 512), 512), 512), 512).alias("s")))


@job("test", cluster=True, bad=bad("EXEC001|DRV001|PART002", "EXEC001 DRV001 PART002 CLUS003", _=TWO), fixed=good(_=TWO))
def waits_with_cluster(spark, v):
    """The cluster is held while the driver waits for half of the time."""
    from pyspark.sql import functions as F
    for _ in range(3):
        spark.range(0, 2_500_000, 1, 8).select(F.sha1(F.col("id").cast("string")).alias("h")).groupBy(F.substring("h", 1, 3)).count().collect()
        if v == "bad":
            time.sleep(4)


@job("test", cluster=True, bad=bad("MEM003|MEM004|FAIL002", "SKEW004 SKEW005 SKEW001 FAIL001 FAIL002 MEM002 CONF001 FAIL003 FAIL007 MEM001 MEM009 EXEC001 DRV001 PART001", _={**TWO, **NO_AQE, "spark.executor.memory": "480m", "spark.task.maxFailures": "2", "spark.sql.shuffle.partitions": "4"}),
     fixed=good("SKEW004 CONF001 MEM009 MEM002 SKEW005", _={**TWO, **NO_AQE, "spark.executor.memory": "3g", "spark.sql.shuffle.partitions": "4"}))
def giant_array(spark, v):
    """A few rows hold arrays that no small heap can hold."""
    from pyspark.sql import functions as F
    n = 4_000_000 if v == "bad" else 400_000
    df = spark.range(0, n, 1, 8).select((F.col("id") % 4).alias("g"), F.sha1(F.col("id").cast("string")).alias("h"))
    sink(df.groupBy("g").agg(F.collect_list("h").alias("l")).select(F.size("l"), F.size(F.array_distinct("l"))))


@job("dev", cluster=True, bad=bad("FAIL001|FAIL003|FAIL007|MEM004|FAIL005|FAIL004", "FAIL001 FAIL003 FAIL007 PYTHON010 PYTHON011 EXEC001 FAIL009 EXEC004 DRV001 MEM004", _=TWO), fixed=good("PYTHON010 PYTHON011", _=TWO))
def executor_dies(spark, v):
    """An executor is killed in the middle of a shuffle; its map output is made again."""
    import os, signal
    def crash(number, rows):
        rows = list(rows)
        from pyspark import TaskContext
        if v == "bad" and number == 7 and TaskContext.get().attemptNumber() == 0 and not os.path.exists("/tmp/stoker-lab-logs/jobs-out/crashed"):
            os.makedirs("/tmp/stoker-lab-logs/jobs-out/crashed")
            parent = os.getppid()
            with open(f"/proc/{parent}/stat") as stat:
                java = int(stat.read().rsplit(")", 1)[1].split()[1])
            os.kill(java, signal.SIGKILL)
            time.sleep(5)
        return [(k, v2) for k, v2 in rows]
    import shutil
    shutil.rmtree("/tmp/stoker-lab-logs/jobs-out/crashed", ignore_errors=True)
    rdd = spark.sparkContext.range(0, 500_000, 1, 8).map(lambda i: (i % 1000, sum(map(int, str(i * i))))).reduceByKey(lambda a, b: a + b, 10)
    rdd.mapPartitionsWithIndex(crash).map(lambda kv: kv[1]).sum()
