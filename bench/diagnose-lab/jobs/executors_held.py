"""EXEC003: dynamic allocation keeps executors that have nothing to do, since they hold cached partitions. logs/executors-held-4.3.zstd is a run of it:

spark-submit --master "local-cluster[3,1,700]" --conf spark.executor.memory=600m --conf spark.dynamicAllocation.enabled=true
    --conf spark.dynamicAllocation.executorIdleTimeout=4s --conf spark.dynamicAllocation.maxExecutors=3 executors_held.py
"""
import time
from pyspark.sql import SparkSession

spark = SparkSession.builder.appName("executors-held").getOrCreate()
sc = spark.sparkContext


def slow(rows):
    time.sleep(4)
    yield sum(1 for _ in rows)


def longer(rows):
    time.sleep(60)
    yield 1


sc.parallelize(range(200000), 6).map(lambda x: (x % 100, x)).persist().mapPartitions(slow).collect()
sc.parallelize(range(1), 1).mapPartitions(longer).collect()  # one task: the other executors are idle for a minute
spark.stop()
