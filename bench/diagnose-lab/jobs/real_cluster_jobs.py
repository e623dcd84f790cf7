"""Jobs that commit faults of clusters: executors, hosts, losses, speculation. `lab.master` names a cluster in the machine, `cluster` the cores of workers on hosts 127.0.0.2 and up."""
import os, time
from registry import NO_AQE, OPTIONAL, bad, job, sink
from real_plan_jobs import OUT, hashed

THREE = {"spark.executor.cores": "2", "spark.executor.memory": "700m"}


def executor():
    """Process id and host of the executor that runs this Python worker."""
    pid = os.getppid()
    while True:
        with open(f"/proc/{pid}/cmdline") as file:
            words = file.read().split("\0")
        if any("CoarseGrainedExecutorBackend" in word for word in words):
            return pid, words[words.index("--hostname") + 1]
        with open(f"/proc/{pid}/stat") as file:
            pid = int(file.read().rsplit(")", 1)[1].split()[1])


def once(name):
    """Whether this is the first call with a name in this run."""
    try:
        os.close(os.open(f"{OUT}/{name}", os.O_CREAT | os.O_EXCL))
        return True
    except FileExistsError:
        return False


def forget(*names):
    os.makedirs(OUT, exist_ok=True)
    for name in names:
        if os.path.exists(f"{OUT}/{name}"):
            os.remove(f"{OUT}/{name}")


@job("real", bad=bad("FAIL004 CONF010", "FAIL001 FAIL003 FAIL007 PYTHON010 PYTHON011 EXEC001 DRV001", _={"spark.executor.memory": "700m", "spark.executor.heartbeatInterval": "6s", "spark.network.timeout": "10s", "spark.storage.blockManagerTimeoutIntervalMs": "3s", "spark.network.timeoutInterval": "3s"}, lab__master="local-cluster[2,1,700]"))
def silent_executor(spark, v):
    """An executor hangs, and the driver gives it up."""
    forget("stopped")

    def work(number, rows):
        import signal
        if number == 3 and once("stopped"):
            os.kill(executor()[0], signal.SIGSTOP)
            time.sleep(1)
        time.sleep(1.5)
        return [sum(rows)]
    spark.sparkContext.range(0, 8000, 1, 8).mapPartitionsWithIndex(work).sum()


@job("real", bad=bad("FAIL005@info", "FAIL001 FAIL003 FAIL007 PYTHON010 PYTHON011 EXEC001 DRV001", _={"spark.executor.memory": "700m", "spark.decommission.enabled": "true"}, lab__master="local-cluster[2,1,700]"))
def executor_told_to_go(spark, v):
    """An executor is decommissioned in the middle of its work."""
    forget("told")

    def work(number, rows):
        import signal
        if number == 3 and once("told"):
            os.kill(executor()[0], signal.SIGPWR)
        time.sleep(1.5)
        return [sum(rows)]
    spark.sparkContext.range(0, 12_000, 1, 12).mapPartitionsWithIndex(work).sum()


@job("real", cluster="2,2,2", bad=bad("FAIL006", "EXEC002 FAIL001 FAIL009 PYTHON010 PYTHON011 EXEC001 DRV001 PART001", _={**THREE, "spark.task.maxFailures": "8"}))
def library_missing_on_one_host(spark, v):
    """On one of three hosts every task fails."""
    def work(rows):
        time.sleep(0.4)
        if executor()[1] == "127.0.0.3":
            raise OSError("libgdal.so.32: cannot open shared object file")
        return [sum(rows)]
    spark.sparkContext.range(0, 24_000, 1, 24).mapPartitions(work).sum()


@job("real", cluster="2,2,2", bad=bad("SCHED003", "EXEC002 PYTHON010 PYTHON011 EXEC001 DRV001 SCHED002", _=THREE))
def slow_host(spark, v):
    """One of three hosts takes three times as long as the others."""
    def work(rows):
        time.sleep(0.9 if executor()[1] == "127.0.0.4" else 0.3)
        return [sum(rows)]
    for _ in range(4):
        spark.sparkContext.range(0, 60_000, 1, 60).mapPartitions(work).sum()


@job("real", cluster="2,2,2", bad=bad("SCHED002", "SCHED006 EXEC002 PYTHON010 PYTHON011 EXEC001 DRV001", _=THREE))
def stragglers_here_and_there(spark, v):
    """In each of three stages one task hangs for a while, on another host each time."""
    forget("slow0", "slow1", "slow2")
    for n, host in enumerate(("127.0.0.2", "127.0.0.3", "127.0.0.4")):
        def work(rows, n=n, host=host):
            time.sleep(0.4)
            if executor()[1] == host and once(f"slow{n}"):
                time.sleep(4)
            return [sum(rows)]
        spark.sparkContext.range(0, 24_000, 1, 24).mapPartitions(work).sum()


def cached_by_one(sc, partitions):
    """A cached RDD whose partitions are all on one host: its shuffle was written by one task, to which its readers go."""
    cached = sc.parallelize(range(partitions), 1).map(lambda x: (x, str(x) * 20_000)).partitionBy(partitions).map(lambda pair: pair).persist()
    cached.count()
    return cached, cached.mapPartitions(lambda rows: [executor()[1]]).first()


@job("real", cluster="2,2,2", bad=bad("SCHED001", "PART002 EXEC002 PYTHON010 PYTHON011 EXEC001 DRV001 SKEW006 CACHE006", _=THREE))
def cached_on_one_host(spark, v):
    """A cache was filled by one executor, and its readers wait for a slot there."""
    cached, _ = cached_by_one(spark.sparkContext, 24)

    def use(rows):
        time.sleep(0.9)
        return [sum(1 for _ in rows)]
    cached.mapPartitions(use).sum()


@job("real", cluster="2,2,2", bad=bad("SCHED005", "EXEC002 PYTHON010 PYTHON011 EXEC001 DRV001 FAIL008 CONF014@info", _={"spark.executor.memory": "600m", "spark.speculation": "true", "spark.speculation.multiplier": "1.1", "spark.speculation.quantile": "0.3", "spark.speculation.efficiency.enabled": "false"}))
def copies_for_nothing(spark, v):
    """Tasks take differently long by nature, and speculation copies the long ones."""
    def work(number, rows):
        time.sleep(0.5 + number % 6 * 0.7)
        return [sum(rows)]
    for _ in range(3):
        spark.sparkContext.range(0, 18_000, 1, 18).mapPartitionsWithIndex(work).sum()


@job("real", cluster="2,2,2", bad=bad("CONF014@info", "EXEC002 SCHED005 PYTHON010 PYTHON011 EXEC001 DRV001", _={"spark.executor.memory": "600m", "spark.speculation": "true", "spark.speculation.multiplier": "1.1", "spark.speculation.quantile": "0.3", "spark.speculation.efficiency.enabled": "false"}))
def rows_sent_twice(spark, v):
    """foreachPartition sends rows to another system, with speculation on."""
    def send(rows):
        rows = list(rows)
        time.sleep(0.5 + rows[0].id % 5 * 0.8)
    spark.range(0, 12_012, 1, 12).foreachPartition(send)


@job("real", bad=bad("CONF014@info", "SCHED005 EXEC001 DRV001 PART002", _={"spark.executor.memory": "600m", "spark.speculation": "true", "spark.executor.extraClassPath": "/tmp/real/jdbc", "spark.driver.extraClassPath": "/tmp/real/jdbc"}, lab__master="local-cluster[2,2,700]"))
def jdbc_with_speculation(spark, v):
    """A table is written by JDBC, with speculation on."""
    spark.range(0, 400_000, 1, 4).select("id", hashed("id", 3).alias("note")).write.format("jdbc").options(url="jdbc:lab:rows", driver="LabDriver", dbtable="events").mode("append").save()


@job("real", bad=bad("SCHED004", "PART001 EXEC001 DRV001 SHUF009 SCHED009 EXEC002", _={"spark.executor.memory": "700m", **NO_AQE}, lab__master="local-cluster[2,100,700]"))
def four_thousand_tasks(spark, v):
    """Four thousand tasks that wait for a seventh of a second, on two hundred slots: the driver would have to send more than a thousand in each second."""
    sink(spark.range(0, 4000, 1, 4000).selectExpr("reflect('java.lang.Thread', 'sleep', id * 0 + 150L)"))


@job("real", bad=bad("EXEC009@info", "EXEC001 DRV001", _={"spark.executor.memory": "1g"}, lab__master="local-cluster[1,4,1100]"))
def four_slots_on_a_busy_machine(spark, v):
    """Executors that promise twice the cores that the machine has."""
    from pyspark.sql import functions as F
    spark.range(0, 14_000_000, 1, 16).select(F.crc32(hashed("id", 3)).alias("h")).agg(F.max("h")).collect()


DYNAMIC = {"spark.executor.memory": "600m", "spark.dynamicAllocation.enabled": "true", "spark.dynamicAllocation.initialExecutors": "1"}


@job("real", bad=bad("EXEC010@info", "PYTHON010 PYTHON011 DRV001 EXEC001", _={**DYNAMIC, "spark.dynamicAllocation.maxExecutors": "1"}, lab__master="local-cluster[2,1,700]"))
def allowed_only_one(spark, v):
    """Dynamic allocation may have one executor, and many tasks wait."""
    def ask(rows):
        time.sleep(0.6)
        return [sum(rows)]
    spark.sparkContext.range(0, 20_000, 1, 20).mapPartitions(ask).sum()


@job("real", bad=bad("EXEC004@info", "PYTHON010 PYTHON011 DRV001 EXEC001 EXEC002", _={**DYNAMIC, "spark.dynamicAllocation.minExecutors": "0", "spark.dynamicAllocation.executorIdleTimeout": "1s", "spark.dynamicAllocation.maxExecutors": "3", "spark.dynamicAllocation.shuffleTracking.enabled": "true"}, lab__master="local-cluster[3,1,700]"))
def come_and_go(spark, v):
    """Executors are released after a second, and asked for again by the next job."""
    def ask(rows):
        time.sleep(0.7)
        return [sum(rows)]
    for _ in range(4):
        spark.sparkContext.range(0, 9000, 1, 9).mapPartitions(ask).sum()
        time.sleep(3.5)


@job("real", cluster="3,3", bad=bad("EXEC001 CLUS003@info CLUS006@info DRV001", "PYTHON010 PYTHON011 PART002", _={"spark.executor.memory": "600m"}))
def all_cores_of_the_cluster(spark, v):
    """No limit of cores; forty seconds pass before the first job, which has one task."""
    time.sleep(40)

    def ask(rows):
        time.sleep(3)
        return [sum(rows)]
    for _ in range(2):
        spark.sparkContext.range(0, 2000, 1, 1).mapPartitions(ask).sum()


@job("real", cluster="1,3", bad=bad("CLUS007@info", "MEM001 MEM002 MEM011 SKEW006 EXEC001 DRV001 PART002", _={"spark.executor.memory": "700m", "spark.sql.shuffle.partitions": "4"}))
def workers_of_two_sizes(spark, v):
    """Two executors with the same memory, one of them with three times the cores."""
    sink(spark.range(0, 3_000_000, 1, 8).selectExpr("id * 31 % 3000017 k", "sha2(cast(id as string), 512) h").repartition(4, "k").sortWithinPartitions("h"))


@job("real", bad=bad("EXEC005@info MEM002 MEM007@info MEM011@info", "MEM001 MEM009 EXEC001 DRV001 MEM003 FAIL001 FAIL002 EXEC009", _={**OPTIONAL, "spark.executor.memory": "800m", "spark.executor.metrics.pollingInterval": "300", "spark.sql.shuffle.partitions": "20", "spark.sql.objectHashAggregate.sortBased.fallbackThreshold": "1000000"}, lab__master="local-cluster[1,10,900]"))
def ten_cores_one_heap(spark, v):
    """Ten cores share a heap of 800 MB, and each collects lists."""
    from pyspark.sql import functions as F
    df = spark.range(0, 7_000_000, 1, 20).select((F.col("id") % 4000).alias("g"), hashed("id", bits=256).alias("h"))
    sink(df.groupBy("g").agg(F.collect_list("h").alias("l")).select(F.size(F.array_sort("l")).alias("n")))


@job("real", bad=bad("DRV004@info", "DRV002 DRV001 EXEC001", _={**OPTIONAL, "spark.executor.memory": "900m", "spark.executor.metrics.pollingInterval": "300", "spark.executor.heartbeatInterval": "1s", "spark.driver.memory": "600m", "spark.driver.maxResultSize": "0"}, lab__master="local-cluster[1,2,1000]"))
def pulled_to_a_small_driver(spark, v):
    """Rows are collected, and kept, until the driver's heap is full."""
    rows = []
    for n in range(6):
        rows.append(spark.range(n * 150_000, (n + 1) * 150_000, 1, 4).select("id", hashed("id").alias("h"))._jdf.collectAsList())
        time.sleep(1)


@job("real", cluster="3,3,3", bad=bad("SKEW006", "SCHED001 PYTHON010 PYTHON011 EXEC001 DRV001 CACHE002 CONF010 PART002", _={"spark.executor.memory": "700m", "spark.locality.wait": "60s"}))
def all_went_to_one(spark, v):
    """A cache was filled by one executor of three, and a long wait for locality sends all tasks there."""
    cached, _ = cached_by_one(spark.sparkContext, 42)

    def use(rows):
        time.sleep(1.7)
        return [sum(1 for _ in rows)]
    cached.mapPartitions(use).sum()


@job("real", bad=bad("FAIL013", "FAIL002 DRV001 EXEC001 PYTHON013 SCHED009", _={"spark.executor.memory": "600m", "spark.rpc.message.maxSize": "1"}, lab__master="local-cluster[1,2,700]"))
def task_of_five_megabytes(spark, v):
    """Large rows are pushed from the driver in two tasks."""
    from pyspark.sql import functions as F
    sink(spark.range(0, 2_000_000, 1, 4).select(hashed("id").alias("h")).groupBy(F.substring("h", 1, 2)).count())
    spark.sparkContext.parallelize([os.urandom(1_500_000) for _ in range(8)], 2).map(len).sum()
