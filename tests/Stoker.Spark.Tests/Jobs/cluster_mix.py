"""What only a cluster shows: executors that die, shuffle files that are lost, speculation, exclusion, resource profiles, dynamic allocation.

    cluster_mix.py MASTER PART
"""
import os
import signal
import subprocess
import sys
import threading
import time

from pyspark import StorageLevel, TaskContext
from pyspark.resource import ExecutorResourceRequests, ResourceProfileBuilder, TaskResourceRequests
from pyspark.sql import SparkSession

master, part = sys.argv[1:]
builder = (
    SparkSession.builder.master(master).appName("cluster " + part)
    .config("spark.executor.cores", "1").config("spark.executor.memory", "600m").config("spark.cores.max", "3")
    .config("spark.executor.heartbeatInterval", "500ms")
    .config("spark.executor.processTreeMetrics.enabled", "true")
    .config("spark.shuffle.io.maxRetries", "1").config("spark.shuffle.io.retryWait", "1s")
)
if part == "speculation":
    builder = builder.config("spark.speculation", "true").config("spark.speculation.interval", "300ms").config("spark.speculation.multiplier", "1.2").config("spark.speculation.quantile", "0.5")
if part == "exclusion":
    builder = (builder.config("spark.excludeOnFailure.enabled", "true").config("spark.excludeOnFailure.task.maxTaskAttemptsPerExecutor", "1")
               .config("spark.excludeOnFailure.stage.maxFailedTasksPerExecutor", "1")
               .config("spark.excludeOnFailure.application.maxFailedTasksPerExecutor", "1")
               .config("spark.excludeOnFailure.task.maxTaskAttemptsPerNode", "3")
               .config("spark.excludeOnFailure.stage.maxFailedExecutorsPerNode", "5")
               .config("spark.excludeOnFailure.application.maxFailedExecutorsPerNode", "5"))
if part in ("dynamic", "profiles"):
    builder = (builder.config("spark.dynamicAllocation.enabled", "true").config("spark.dynamicAllocation.shuffleTracking.enabled", "true")
               .config("spark.dynamicAllocation.executorIdleTimeout", "2s").config("spark.dynamicAllocation.shuffleTracking.timeout", "2s")
               .config("spark.dynamicAllocation.maxExecutors", "3"))
spark = builder.getOrCreate()
context = spark.sparkContext


def executor_processes():
    listed = subprocess.run(["ps", "-eo", "pid,args"], capture_output=True, text=True).stdout.splitlines()
    application = context.applicationId
    return {line.split("--executor-id ")[1].split()[0]: int(line.split()[0])
            for line in listed if "CoarseGrainedExecutorBackend" in line and application in line and "--executor-id " in line}


def kill(executor):
    os.kill(executor_processes()[executor], signal.SIGKILL)
    print("killed executor", executor, flush=True)


def lost():
    """An executor dies while its tasks run, and its cached blocks go with it."""
    cached = context.parallelize(range(60000), 6).map(lambda x: (x % 11, str(x))).persist(StorageLevel.MEMORY_ONLY)
    cached.count()
    killer = threading.Timer(4, lambda: kill(sorted(executor_processes())[0]))
    killer.start()
    cached.mapPartitions(lambda rows: [time.sleep(2) or len(list(rows))]).collect()
    cached.count()
    cached.mapPartitions(lambda rows: [time.sleep(0.2) or len(list(rows))]).collect()


def fetch():
    """Shuffle files are lost between two jobs: fetch failures, a stage retry."""
    shuffled = context.parallelize(range(4000), 6).map(lambda x: (x % 19, x)).groupByKey(12)
    shuffled.count()
    slow = shuffled.mapPartitions(lambda rows: [time.sleep(1) or len(list(rows))])
    threading.Timer(1.5, lambda: kill(sorted(executor_processes())[-1])).start()
    slow.count()
    # An executor dies that has finished map tasks of a stage that still runs: they are resubmitted.
    mapped = context.parallelize(range(900), 12).mapPartitions(lambda rows: [time.sleep(1) or (x % 5, x) for x in list(rows)[:3]]).groupByKey(3)
    threading.Timer(8, lambda: kill(sorted(executor_processes())[-1])).start()
    mapped.mapValues(len).collect()
    mapped.count()
    spark.range(0, 1000, 1, 4).selectExpr("id % 10 k").groupBy("k").count().collect()


def speculation():
    def slow_once(index, rows):
        if index == 0 and TaskContext.get().attemptNumber() == 0:
            time.sleep(12)
        else:
            time.sleep(0.4)
        return [sum(rows)]

    context.parallelize(range(100), 9).mapPartitionsWithIndex(slow_once).collect()
    context.parallelize(range(100), 6).mapPartitionsWithIndex(slow_once).map(lambda x: (x, 1)).reduceByKey(lambda a, b: a + b).count()


def exclusion():
    def fail_on_first(index, rows):
        if TaskContext.get().attemptNumber() == 0 and index in (0, 1):
            raise ValueError("no")
        time.sleep(0.3)
        return [1]

    context.parallelize(range(10), 6).mapPartitionsWithIndex(fail_on_first).collect()
    context.parallelize(range(10), 6).mapPartitionsWithIndex(lambda index, rows: [time.sleep(0.3) or 1]).collect()
    # The driver dies: no end of the application, and tasks without an end.
    threading.Timer(3, lambda: os.kill(os.getppid(), signal.SIGKILL)).start()
    try:
        spark.range(0, 6, 1, 6).rdd.map(lambda row: time.sleep(2)).count()
    finally:
        os._exit(0)


def profiles():
    request = ResourceProfileBuilder().require(ExecutorResourceRequests().cores(1).memory("512m")).require(TaskResourceRequests().cpus(1)).build
    context.parallelize(range(10), 3).count()
    context.parallelize(range(10), 4).withResources(request).map(lambda x: (x % 2, time.sleep(0.2))).groupByKey(2).count()


def dynamic():
    context.parallelize(range(10), 6).map(lambda x: time.sleep(0.4)).count()
    time.sleep(7)
    context.parallelize(range(10), 3).map(lambda x: time.sleep(0.2)).count()


time.sleep(3)
{"lost": lost, "fetch": fetch, "speculation": speculation, "exclusion": exclusion, "profiles": profiles, "dynamic": dynamic}[part]()
if part == "lost":
    time.sleep(2)
spark.stop()
