"""Everything that one local process can put into an event log: SQL with adaptive execution, joins, Python UDFs, caching with block updates,
failed, cancelled and skipped work, accumulators, large results, two streaming queries."""
import threading
import time

from pyspark import StorageLevel, TaskContext
from pyspark.sql import SparkSession, functions as F
from pyspark.sql.functions import pandas_udf, udf

spark = (
    SparkSession.builder.appName("local mix")
    .config("spark.sql.shuffle.partitions", "5")
    .config("spark.sql.adaptive.coalescePartitions.parallelismFirst", "false")
    .config("spark.task.maxDirectResultSize", "200k")
    .config("spark.executor.heartbeatInterval", "500ms")
    .config("spark.hadoop.fs.s3a.secret.key", "hidden")
    .config("spark.my.credential.name", "shown by 3.5")
    .getOrCreate()
)
context = spark.sparkContext


def expect_failure(action):
    try:
        action()
    except Exception as failure:  # noqa: BLE001 - any failure of the job is what the log is to show
        print("expected:", str(failure).splitlines()[0][:100])


def sql():
    context.setJobDescription("joins & <aggregates>")
    orders = spark.range(0, 20000, 1, 4).selectExpr("id", "id % 97 as customer", "cast(id % 13 as string) as kind", "id * 1.5 as price")
    customers = spark.range(0, 97, 1, 2).selectExpr("id as customer", "concat('name ', id) as name")
    joined = orders.join(customers, "customer").groupBy("kind").agg(F.sum("price"), F.count("*"), F.avg("price"))
    joined.orderBy("kind").collect()
    spark.conf.set("spark.sql.autoBroadcastJoinThreshold", "-1")
    orders.join(customers, "customer").groupBy("name").count().orderBy(F.desc("count")).limit(5).collect()
    spark.conf.set("spark.sql.adaptive.enabled", "false")
    orders.join(customers, "customer").groupBy("kind").count().collect()
    spark.conf.set("spark.sql.adaptive.enabled", "true")
    spark.conf.set("spark.sql.autoBroadcastJoinThreshold", "10485760")
    orders.createOrReplaceTempView("orders")
    spark.sql("select * from orders where price > (select avg(price) from orders) and id < 15000 union all select * from orders where id = 3").count()
    spark.sql("select kind, rank() over (partition by kind order by price) r, (select max(id) from orders) m from orders").where("r < 3").collect()
    orders.write.mode("overwrite").parquet("/tmp/stoker-oracle-parquet")
    spark.read.parquet("/tmp/stoker-oracle-parquet").where("kind = '3' and price > 10").agg(F.max("price"), F.countDistinct("customer")).collect()
    spark.sql("select 1").collect()
    spark.range(3).where("id > 5").collect()
    context.setJobDescription(None)


def python_functions():
    plus = udf(lambda x: x + 1, "long")
    twice = pandas_udf(lambda x: x * 2, "long")
    numbers = spark.range(0, 3000, 1, 3)
    numbers.select(plus("id").alias("a")).agg(F.sum("a")).collect()
    numbers.select(twice("id").alias("b")).where("b > 10").count()
    numbers.withColumn("k", F.col("id") % 3).groupBy("k").applyInPandas(lambda frame: frame.head(2), "id long, k long").collect()
    expect_failure(lambda: numbers.select(udf(lambda x: 1 // (x - 2999), "long")("id")).collect())


def caching():
    cached = context.parallelize(range(50000), 4).map(lambda x: (x % 10, x)).persist(StorageLevel.MEMORY_AND_DISK)
    cached.setName("pairs")
    cached.count()
    cached.reduceByKey(lambda a, b: a + b).collect()
    gone = context.parallelize(range(1000), 2).persist(StorageLevel.DISK_ONLY)
    gone.count()
    gone.unpersist(blocking=True)
    frame = spark.range(0, 10000, 1, 3).selectExpr("id", "id % 5 as k").cache()
    frame.count()
    frame.groupBy("k").count().collect()
    disk = spark.range(0, 100, 1, 2).persist(StorageLevel.DISK_ONLY)
    disk.count()


def failures():
    def fail_once(index, rows):
        if TaskContext.get().attemptNumber() == 0 and index == 1:
            raise ValueError("first attempt fails")
        return [sum(rows)]

    context.setJobGroup("retries", "a job with a task that fails once")
    seen = context.accumulator(0)
    context.parallelize(range(100), 4).map(lambda x: seen.add(1) or x).mapPartitionsWithIndex(fail_once).collect()
    expect_failure(lambda: context.parallelize(range(4), 2).map(lambda x: 1 // (x - 3)).collect())
    context.setJobGroup("cancelled", "a job that is cancelled", interruptOnCancel=True)
    waiting = threading.Thread(target=lambda: expect_failure(slow))
    waiting.start()
    time.sleep(4)
    context.cancelJobGroup("cancelled")
    waiting.join(20)
    context.setLocalProperty("spark.jobGroup.id", None)
    context.setLocalProperty("spark.job.description", None)


def slow():
    context.setJobGroup("cancelled", "a job that is cancelled", interruptOnCancel=True)
    context.parallelize(range(6), 6).map(lambda x: (x, time.sleep(30))).groupByKey().count()


def skipped_and_tagged():
    context.addJobTag("b-tag")
    context.addJobTag("a-tag")
    context.setLocalProperty("spark.scheduler.pool", "side")
    shuffled = context.parallelize(range(1000), 3).map(lambda x: (x % 7, x)).groupByKey(4).mapValues(len)
    shuffled.count()
    shuffled.collect()
    shuffled.map(lambda pair: (pair[1], pair[0])).groupByKey(2).count()
    context.clearJobTags()
    context.setLocalProperty("spark.scheduler.pool", None)
    context.parallelize(range(4), 2).map(lambda x: "x" * 400000).collect()


def shared_stage():
    """A job lists a stage that has run for another job, which still runs."""
    shuffled = context.parallelize(range(1000), 3).map(lambda x: (x % 7, x)).groupByKey(4)
    first = threading.Thread(target=lambda: shuffled.mapPartitions(lambda rows: [time.sleep(2) or len(list(rows))]).count())
    first.start()
    time.sleep(2)
    shuffled.count()
    first.join()


def streaming():
    rates = spark.readStream.format("rate").option("rowsPerSecond", 50).load()
    counted = rates.withWatermark("timestamp", "1 second").groupBy(F.window("timestamp", "2 seconds")).count()
    query = counted.writeStream.queryName("counts").outputMode("update").format("memory").trigger(processingTime="1 second").start()
    other = rates.writeStream.foreachBatch(lambda frame, number: frame.count() and None).trigger(processingTime="2 seconds").start()
    time.sleep(9)
    query.stop()
    other.stop()


for part in [sql, python_functions, caching, failures, skipped_and_tagged, shared_stage, streaming]:
    started = time.time()
    part()
    print(part.__name__, round(time.time() - started, 1), "s", flush=True)
spark.stop()
