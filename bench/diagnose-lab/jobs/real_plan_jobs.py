"""Jobs that commit faults of plans, files, caches and settings that no log of the lab had: each was written to the rule, to see whether it meets what Spark writes."""
import os, shutil, time
from registry import D, NO_AQE, NO_BROADCAST, OPTIONAL, bad, job, sink

OUT = "/tmp/stoker-lab-real/out"


def hashed(column, times=1, bits=512):
    from pyspark.sql import functions as F
    value = (F.col(column) if isinstance(column, str) else column).cast("string")
    for _ in range(times):
        value = F.sha2(value, bits)
    return value


def kept(name, make):
    """A folder of files that is made once."""
    path = f"{D}/real/{name}"
    if not os.path.exists(path + "/_SUCCESS"):
        make(path)
    return path


@job("real", bad=bad("JOIN006@info", "JOIN003 JOIN008 JOIN001", _={**NO_BROADCAST, "spark.sql.shuffle.partitions": "4"}))
def orders_without_invoice(spark, v):
    """All orders are joined with their invoices to keep the few that have none."""
    from pyspark.sql import functions as F
    orders = spark.range(0, 3_000_000, 1, 4).select((F.col("id") * 7 % 3_000_000).alias("order"), hashed("id", bits=256).alias("note"))
    invoices = spark.range(0, 2_940_000, 1, 4).select((F.col("id") * 11 % 2_940_000).alias("order"), hashed("id", bits=256).alias("text"))
    sink(orders.join(invoices, "order", "left").where("text is null").select("order", "note"))


@job("real", bad=bad("JOIN007", "JOIN002 PYTHON001 PYTHON002 PYTHON005"))
def names_alike(spark, v):
    """Two lists of names are joined by a Python function that compares them."""
    from pyspark.sql import functions as F
    left = spark.range(0, 2400, 1, 4).select(F.substring(F.sha1(F.col("id").cast("string")), 1, 8).alias("a"))
    right = spark.range(0, 4500, 1, 4).select(F.substring(F.sha1((F.col("id") + 1000).cast("string")), 1, 8).alias("b"))
    alike = F.udf(lambda a, b: a[:4] == b[:4] and a[-2:] == b[-2:], "boolean")
    sink(left.join(right, alike("a", "b")))


@job("real", bad=bad("SHUF005", "MEM001", **{"spark.sql.shuffle.partitions": "4"}))
def spread_then_ranked(spark, v):
    """Rows are spread by repartition, and ranked by key right after it."""
    from pyspark.sql import functions as F, Window
    df = spark.range(0, 2_500_000, 1, 4).select((F.col("id") % 50_000).alias("k"), hashed("id", bits=256).alias("h"))
    sink(df.repartition(8).withColumn("n", F.row_number().over(Window.partitionBy("k").orderBy("h"))))


@job("real", bad=bad("SHUF005", "MEM001", **{"spark.sql.shuffle.partitions": "4"}))
def spread_then_sorted(spark, v):
    """Rows are spread by repartition, and sorted right after it."""
    from pyspark.sql import functions as F
    df = spark.range(0, 2_500_000, 1, 4).select((F.col("id") % 50_000).alias("k"), hashed("id", bits=256).alias("h"))
    sink(df.repartition(8).sort("h"))


@job("real", bad=bad("SHUF010", "SHUF007 MEM001", **{"spark.sql.shuffle.partitions": "4"}))
def visitors_of_all_kinds(spark, v):
    """Five distinct counts in one aggregation."""
    from pyspark.sql import functions as F
    df = spark.range(0, 900_000, 1, 4).select((F.col("id") % 20).alias("page"), *[hashed(F.concat(F.lit(c), (F.col("id") % n).cast("string")), bits=224).alias(c) for c, n in (("user", 200_003), ("session", 400_009), ("device", 100_003), ("address", 300_007), ("mail", 150_001))])
    sink(df.groupBy("page").agg(*[F.countDistinct(c) for c in ("user", "session", "device", "address", "mail")], F.count("*")))


@job("real", bad=bad("SHUF008", "MEM001 JOIN001 JOIN008 CONF003 IO002", **{"spark.sql.shuffle.partitions": "200", **NO_BROADCAST, "spark.driver.memory": "3g"}))
def exploded_before_join(spark, v):
    """Orders with their text are exploded into forty lines before a join that needs only the article."""
    from pyspark.sql import functions as F
    path = kept("orders-of-forty", lambda p: spark.range(0, 190_000, 1, 4).select("id", F.concat(hashed("id"), hashed((F.col("id") + 7).cast("string"))).alias("text"), F.sequence(F.col("id") * 37 % 900_000, F.col("id") * 37 % 900_000 + 39).alias("articles")).write.parquet(p))
    names = kept("articles", lambda p: spark.range(0, 1_000_000, 1, 4).select(F.col("id").alias("article"), hashed("id", bits=256).alias("title")).write.parquet(p))
    sink(spark.read.parquet(path).select("id", "text", F.explode("articles").alias("article")).join(spark.read.parquet(names), "article"))


@job("real", bad=bad("PART001 SHUF009@info", "PART005 SCHED004 CONF001 SHUF009", _={**NO_AQE, "spark.sql.shuffle.partitions": "1020"}))
def million_blocks(spark, v):
    """A thousand map tasks write a thousand partitions."""
    from pyspark.sql import functions as F
    sink(spark.range(0, 6_000_000, 1, 1020).select((F.col("id") * 31 % 500_009).alias("k")).groupBy("k").count())


@job("real", bad=bad("CONF013@info", "PART002", **{"spark.sql.codegen.wholeStage": "false"}))
def without_codegen(spark, v):
    """Generated code was switched off for an old bug."""
    from pyspark.sql import functions as F
    df = spark.range(0, 220_000_000, 1, 8)
    for n in range(6):
        df = df.withColumn(f"c{n}", (F.col("id") * (n + 3) % (1000 + n)) + 1)
    sink(df.where("c0 % 7 <> 3").groupBy("c1").agg(*[F.sum(f"c{n}") for n in range(6)]))


@job("real", bad=bad("CONF008@info", "MEM001", **{"spark.shuffle.compress": "false", "spark.sql.shuffle.partitions": "4"}))
def uncompressed(spark, v):
    """Shuffles are written as they are."""
    from pyspark.sql import functions as F
    sink(spark.range(0, 2_500_000, 1, 4).select((F.col("id") % 50_000).alias("k"), hashed("id", bits=256).alias("h")).repartition("k"))


@job("real", bad=bad("PART002", "CONF011 PART004 MEM001 SHUF007", **{"spark.sql.shuffle.partitions": "2", "lab__master": "local[4]"}))
def two_partitions_for_four(spark, v):
    """A shuffle of a gigabyte into fewer partitions than there are slots."""
    from pyspark.sql import functions as F
    sink(spark.range(0, 9_900_000, 1, 8).select((F.col("id") % 50_000).alias("k"), hashed("id").alias("h")).repartition("k").select("k", hashed("h", 2).alias("h")))


@job("real", bad=bad("PART010", "PYTHON011 PYTHON010 PART002", lab__master="local[4]"))
def five_on_four(spark, v):
    """Five even tasks on four slots."""
    def ask(rows):
        time.sleep(4)
        return [sum(rows)]
    for _ in range(2):
        spark.sparkContext.range(0, 5000, 1, 5).mapPartitions(ask).sum()


@job("real", bad=bad("JOIN005", "FAIL002 FAIL001 FAIL015 DRV001", **{"spark.sql.broadcastTimeout": "3", **NO_AQE}))
def impatient_broadcast(spark, v):
    """A side that takes long to make is broadcast, with a timeout that is too short; adaptive execution would wait."""
    from pyspark.sql import functions as F
    side = spark.range(0, 2_500_000, 1, 4).select("id", hashed("id", 12).alias("h")).where("h like 'a%'")
    big = spark.range(0, 2_000_000, 1, 4)
    sink(big.join(F.broadcast(side), "id"))


@job("real", bad=bad("JOIN005", "FAIL002 FAIL001 FAIL015", **{"spark.sql.maxBroadcastTableSize": "1048576"}))
def refused_broadcast(spark, v):
    """A hint asks for the broadcast of a side that is larger than Spark takes."""
    from pyspark.sql import functions as F
    side = spark.range(0, 600_000, 1, 4).select("id", hashed("id", 3).alias("h"))
    big = spark.range(0, 4_000_000, 1, 4)
    sink(big.groupBy((F.col("id") % 1000).alias("g")).agg(F.max(hashed("id")).alias("m")))
    sink(big.join(F.broadcast(side), "id"))


@job("real", bad=bad("PYTHON014@info", "PYTHON003 PYTHON002"))
def whole_rows_to_python(spark, v):
    """mapInPandas gets twelve wide columns and uses one."""
    from pyspark.sql import functions as F
    df = spark.range(0, 400_000, 1, 8).select("id", *[hashed(F.concat(F.lit(str(n)), F.col("id").cast("string"))).alias(f"c{n}") for n in range(12)])

    def first(batches):
        for batch in batches:
            yield batch[["id"]]
    sink(df.mapInPandas(first, "id long"))


@job("real", bad=bad("PYTHON014@info", "PYTHON003 PYTHON002 PYTHON001"))
def struct_to_python(spark, v):
    """A function gets the row as one struct."""
    from pyspark.sql import functions as F
    df = spark.range(0, 400_000, 1, 8).select("id", *[hashed(F.concat(F.lit(str(n)), F.col("id").cast("string"))).alias(f"c{n}") for n in range(12)])
    score = F.udf(lambda row: len(row["c3"]) + row["id"] % 3, "long")
    sink(df.select("id", score(F.struct(*df.columns)).alias("s")))


@job("real", bad=bad("PYTHON007@info", "PYTHON003 SKEW001 SKEW005 PYTHON014 MEM001 PART002 SKEW004", **{"spark.sql.shuffle.partitions": "2"}))
def one_giant_group(spark, v):
    """applyInPandas over a group that holds nearly all rows."""
    from pyspark.sql import functions as F
    df = spark.range(0, 4_400_000, 1, 8).select(F.when(F.col("id") % 50 == 0, 1).otherwise(0).alias("g"), hashed("id").alias("h"))

    def size(frame):
        import pandas
        return pandas.DataFrame({"g": [frame.g[0]], "n": [len(frame)]})
    sink(df.groupBy("g").applyInPandas(size, "g int, n long"))


@job("real", bad=bad("PYTHON011@info", "PYTHON010"))
def lines_by_map(spark, v):
    """Lines of text are parsed one by one with map and filter."""
    def parse(line):
        number = int(line.rsplit(" ", 1)[1])
        return number, sum(int(c) * 7 % 13 for c in line if c.isdigit()), len([w for w in line.split(" ") if w != "of"])
    spark.sparkContext.textFile(",".join([f"{D}/few-text"] * 4), 4).map(parse).filter(lambda row: row[1] % 5 == 2).map(lambda row: row[0]).sum()


@job("real", bad=bad("IO016@info", "JOIN001 SHUF007 PART002", _={**NO_BROADCAST, "spark.sql.warehouse.dir": OUT + "/warehouse", "spark.sql.shuffle.partitions": "4"}))
def unequal_buckets(spark, v):
    """Two tables are bucketed by the key of their join, into eight and into six buckets."""
    from pyspark.sql import functions as F
    shutil.rmtree(OUT + "/warehouse", ignore_errors=True)
    for name, rows, buckets in (("visits", 3_200_000, 8), ("orders", 5_000_000, 6)):
        spark.range(0, rows, 1, 2).select((F.col("id") * 31 % rows).alias("k"), hashed("id").alias("h_" + name)).write.bucketBy(buckets, "k").saveAsTable(name)
    sink(spark.table("visits").join(spark.table("orders"), "k"))


@job("real", bad=bad("IO012@info", "IO002"))
def file_in_each_partition(spark, v):
    """Each task of a write by day has rows of every day."""
    from pyspark.sql import functions as F
    shutil.rmtree(OUT + "/by-day", ignore_errors=True)
    spark.range(0, 3_300_000, 1, 2).select((F.col("id") % 55).alias("day"), hashed("id").alias("h")).write.partitionBy("day").option("compression", "none").parquet(OUT + "/by-day")


@job("real", bad=bad("IO011|IO002", "IO002 IO012"))
def thousands_of_folders(spark, v):
    """A write by a fine key, of which the driver moves file after file."""
    from pyspark.sql import functions as F
    shutil.rmtree(OUT + "/by-key", ignore_errors=True)
    spark.range(0, 60_000, 1, 2).select((F.col("id") % 6000).alias("k"), F.col("id").cast("string").alias("s")).write.partitionBy("k").csv(OUT + "/by-key")


@job("real", bad=bad("IO008", "MEM002 IO003 PART002 SKEW002", lab__master="local[8]"))
def folder_of_two_archives(spark, v):
    """A folder with two gzip files on eight slots."""
    from pyspark.sql import functions as F
    path = kept("two-gz", lambda p: spark.range(0, 4_000_000, 1, 2).select("id", F.sha1(F.col("id").cast("string")).alias("note"), (F.col("id") % 1009).alias("amount")).write.option("compression", "gzip").csv(p))
    sink(spark.read.schema("id long, note string, amount long").csv(path).groupBy(F.substring("note", 1, 2)).agg(F.max(hashed("note"))))


@job("real", bad=bad("IO017", "PART003 PART006"))
def report_in_one_file(spark, v):
    """A table is computed and written in one task, since one file was wanted."""
    from pyspark.sql import functions as F
    shutil.rmtree(OUT + "/report", ignore_errors=True)
    spark.read.parquet(f"{D}/facts").select("customer", "amount", hashed("note", 4).alias("h")).coalesce(1).write.parquet(OUT + "/report")


@job("real", bad=bad("IO006@info", "SHUF001 CACHE001"))
def cast_of_the_key(spark, v):
    """A number is compared as text: the reader cannot skip anything."""
    from pyspark.sql import functions as F
    path = kept("sorted-events", lambda p: spark.range(0, 24_000_000, 1, 8).select("id", (F.col("id") / 86_400).cast("int").alias("day"), (F.col("id") % 997).alias("amount")).write.parquet(p))
    for day in ("12", "13", "14"):
        sink(spark.read.parquet(path).where(F.col("day").cast("string") == day).groupBy("amount").agg(F.sum("id")))


@job("real", bad=bad("CACHE007@info", "CACHE002 IO007 MEM002"))
def cached_in_full(spark, v):
    """All of a wide table is cached, and three columns are read from it."""
    from pyspark.sql import functions as F
    path = kept("wide-table", lambda p: spark.range(0, 500_000, 1, 4).select("id", *[F.sha1(F.concat(F.lit(str(n)), F.col("id").cast("string"))).alias(f"c{n}") for n in range(20)]).write.parquet(p))
    df = spark.read.parquet(path).cache()
    for c in ("c1", "c2", "c1"):
        df.groupBy(F.substring(c, 1, 2)).agg(F.max("id")).collect()


@job("real", bad=bad("CACHE007@info", "CACHE002 IO007 MEM002"))
def cached_by_sql(spark, v):
    """The same with CACHE TABLE."""
    from pyspark.sql import functions as F
    path = kept("wide-table", lambda p: spark.range(0, 500_000, 1, 4).select("id", *[F.sha1(F.concat(F.lit(str(n)), F.col("id").cast("string"))).alias(f"c{n}") for n in range(20)]).write.parquet(p))
    spark.read.parquet(path).createOrReplaceTempView("wide")
    spark.sql("CACHE TABLE wide")
    for c in ("c1", "c2", "c1"):
        spark.sql(f"SELECT substring({c}, 1, 2), max(id) FROM wide GROUP BY 1").collect()


@job("real", bad=bad("CACHE008", "SHUF001 CACHE001 JOIN001 DRV005 CONF001", **{"spark.sql.shuffle.partitions": "2", **NO_AQE}))
def ranks_in_a_loop(spark, v):
    """Each pass of a loop joins the result of the pass before, and looks at it."""
    from pyspark.sql import functions as F
    links = spark.range(0, 60_000, 1, 2).select((F.col("id") % 9973).alias("a"), (F.col("id") * 7 % 9973).alias("b"))
    ranks = links.select(F.col("a").alias("n")).distinct().withColumn("r", F.lit(1.0))
    for _ in range(12):
        ranks = links.join(ranks, links.a == ranks.n).groupBy(F.col("b").alias("n")).agg((F.sum("r") * 0.85 + 0.15).alias("r"))
        ranks.agg(F.sum("r")).collect()


@job("real", bad=bad("CACHE004@info MEM010@info", "MEM001 CACHE003 CACHE005 MEM002 MEM011", _={**OPTIONAL, "spark.driver.memory": "800m", "spark.executor.metrics.pollingInterval": "500", "spark.sql.shuffle.partitions": "2"}))
def cache_beside_a_sort(spark, v):
    """What the first report cached is still held while the second one sorts."""
    from pyspark.sql import functions as F
    from pyspark import StorageLevel
    first = spark.range(0, 3_000_000, 1, 4).select("id", hashed("id", bits=256).alias("h")).persist(StorageLevel.MEMORY_ONLY)
    first.count()
    first.groupBy(F.substring("h", 1, 2)).count().collect()
    second = spark.range(0, 4_500_000, 1, 4).select((F.col("id") * 31 % 4_500_007).alias("k"), hashed("id").alias("h"))
    sink(second.repartition(2, "k").sortWithinPartitions("h"))


@job("real", bad=bad("DRV009", "DRV005 PART001 PART002"))
def five_rare_rows(spark, v):
    """take() looks for rows of which there are next to none."""
    from pyspark.sql import functions as F
    spark.range(0, 9_000_000, 1, 400).select("id", hashed("id", 2).alias("h")).where("h like 'abcde%'").take(20)


@job("real", bad=bad("CONF004 CONF009 CONF012 LOG007@info", "CONF010 CONF005", **{
    "spark.shuffle.memoryFraction": "0.4", "spark.sql.adaptive.shuffle.targetPostShuffleInputSize": "64MB", "spark.sql.execution.arrow.enabled": "true", "spark.blacklist.enabled": "false",
    "spark.memory.offHeap.size": "1g", "spark.sql.autoBroadcastJoinTreshold": "20MB", "spark.locality.wait": "30s", "spark.sql.files.maxPartitionBytes": "64MB", "spark.redaction.regex": "(?i)secret|password|partition"}))
def settings_of_years(spark, v):
    """Settings that were copied from job to job since Spark 1.5."""
    from pyspark.sql import functions as F
    sink(spark.range(0, 3_000_000, 1, 4).select(hashed("id").alias("h")).groupBy(F.substring("h", 1, 3)).count())


@job("real", bad=bad("MEM012@info", "", **{"spark.driver.memory": "36g"}))
def heap_of_36(spark, v):
    """A heap a little above 32 GiB."""
    from pyspark.sql import functions as F
    sink(spark.range(0, 4_000_000, 1, 4).select(hashed("id").alias("h")).groupBy(F.substring("h", 1, 3)).count())


@job("real", bad=bad("MEM001", "MEM002 MEM011 SHUF001", **{"spark.memory.fraction": "0.1", "spark.driver.memory": "900m", "spark.sql.shuffle.partitions": "2"}))
def a_tenth_of_the_heap(spark, v):
    """The fraction for execution was lowered to make room for objects."""
    from pyspark.sql import functions as F
    for n in (1, 2):
        sink(spark.range(0, 2_600_000, 1, 4).select((F.col("id") * 31 % 2_600_011).alias("k"), hashed("id", 2).alias("h")).repartition(2, "k").sortWithinPartitions("h", F.col("k") % n))


@job("real", bad=bad("MEM014", "FAIL001 FAIL002 MEM003 MEM011 MEM001", **{"spark.memory.fraction": "0.2", "spark.driver.memory": "900m", "spark.sql.shuffle.partitions": "2", **NO_BROADCAST}))
def hash_side_too_large(spark, v):
    """A hint asks to hash a side that no task has the memory for."""
    from pyspark.sql import functions as F
    left = spark.range(0, 3_000_000, 1, 4).select((F.col("id") * 7 % 2_500_000).alias("k"), hashed("id").alias("a"))
    right = spark.range(0, 2_500_000, 1, 4).select(F.col("id").alias("k"), hashed("id").alias("b"))
    sink(left.join(right.hint("shuffle_hash"), "k"))


@job("real", bad=bad("FAIL011@info FAIL002", "FAIL001 FAIL009 PYTHON001 PYTHON002"))
def tried_again(spark, v):
    """A query fails half way, and the program asks it again."""
    from pyspark.sql import functions as F
    flag = OUT + "/ready"
    os.makedirs(OUT, exist_ok=True)
    if os.path.exists(flag):
        os.remove(flag)

    @F.udf("long")
    def lookup(i):
        if i == 700_000 and not os.path.exists(flag):
            raise ConnectionError("lookup service is not there")
        return i * 3
    df = spark.range(0, 800_000, 1, 4).select(lookup("id").alias("x"))
    try:
        sink(df)
    except Exception:
        open(flag, "w").close()
        sink(df)


@job("real", bad=bad("FAIL015@info", "FAIL002 PYTHON011 PYTHON010 DRV001 PART002"))
def cancelled_by_hand(spark, v):
    """Somebody cancels a query after five seconds."""
    import threading
    from pyspark.sql import functions as F
    sc = spark.sparkContext

    def long():
        try:
            sc.setJobGroup("adhoc", "a query", True)
            sink(spark.range(0, 20_000_000, 1, 24).select(hashed("id", 8).alias("h")))
        except Exception:
            pass
    from pyspark import InheritableThread
    thread = InheritableThread(target=long)
    thread.start()
    time.sleep(6)
    sc.cancelJobGroup("adhoc")
    thread.join()
    sink(spark.range(0, 3_000_000, 1, 4).select(hashed("id").alias("h")))


@job("real", bad=bad("SCHED008@info", "PYTHON011 PYTHON010 PART002 DRV001"))
def short_behind_long(spark, v):
    """A long job holds both slots while a short one waits."""
    from pyspark import InheritableThread
    sc = spark.sparkContext

    def ask(rows):
        time.sleep(9)
        return [sum(rows)]
    thread = InheritableThread(target=lambda: sc.range(0, 8000, 1, 8).mapPartitions(ask).sum())
    thread.start()
    time.sleep(1)
    sc.range(0, 1000, 1, 2).map(lambda x: x + 1).sum()
    thread.join()


@job("real", bad=bad("FAIL010", "FAIL001 FAIL002 FAIL003 MEM001", **{"spark.local.dir": "/tmp/real/small", "spark.sql.shuffle.partitions": "2"}))
def disk_of_forty_megabytes(spark, v):
    """The disk behind spark.local.dir is full before the shuffle is written."""
    from pyspark.sql import functions as F
    sink(spark.range(0, 2_500_000, 1, 4).select((F.col("id") % 50_000).alias("k"), hashed("id").alias("h")).repartition("k"))


@job("real", bad=bad("CLUS002@info MEM001", "MEM011 MEM002 PART004", **{"spark.driver.memory": "900m", "spark.sql.shuffle.partitions": "2"}))
def sorted_at_home(spark, v):
    """Gigabytes are sorted in local mode."""
    from pyspark.sql import functions as F
    sink(spark.range(0, 10_500_000, 1, 4).select((F.col("id") * 31 % 10_500_011).alias("k"), hashed("id").alias("h")).repartition(2, "k").sortWithinPartitions("h"))


@job("real", bad=bad("IO010", "PART002", **{"spark.driver.extraClassPath": "/tmp/real/jdbc", "spark.sql.shuffle.partitions": "4"}))
def over_one_connection(spark, v):
    """A database is read without partitionColumn."""
    from pyspark.sql import functions as F
    rows = spark.read.format("jdbc").options(url="jdbc:lab:rows", driver="LabDriver", dbtable="(select * from events) e").load()
    sink(rows.groupBy(F.substring("note", 1, 2)).agg(F.sum("id"), F.max(hashed("note", 2))))


@job("real", bad=bad("PYTHON003", "STRM001 STRM005 STRM007 STRM003 STRM004", **{"spark.sql.shuffle.partitions": "2"}))
def visits_in_python_state(spark, v):
    """A stream keeps its state in a Python function."""
    from pyspark.sql import functions as F
    source = spark.readStream.format("rate").option("rowsPerSecond", 30_000).load().select((F.col("value") % 4000).alias("user"), F.col("value"))

    def count(key, frames, state):
        import pandas
        n = state.get[0] if state.exists else 0
        for frame in frames:
            n += sum(len(str(x)) for x in frame.value)
        state.update((n,))
        yield pandas.DataFrame({"user": [key[0]], "n": [n]})
    counts = source.groupBy("user").applyInPandasWithState(count, "user long, n long", "n long", "update", "NoTimeout")
    query = counts.writeStream.outputMode("update").format("noop").queryName("visits").trigger(processingTime="2 seconds").start()
    time.sleep(25)
    query.stop()


@job("real", bad=bad("STRM005@info STRM007@info", "IO003", **{"spark.sql.shuffle.partitions": "2"}))
def file_after_file(spark, v):
    """A stream takes seventy files of twenty lines one by one, as fast as it can."""
    path = kept("seventy-files", lambda p: spark.range(0, 1400, 1, 70).selectExpr("concat('line ', id)").write.text(p))
    lines = spark.readStream.option("maxFilesPerTrigger", 1).text(path)
    query = lines.selectExpr("upper(value) v").writeStream.format("noop").queryName("files").trigger(availableNow=True).start()
    query.awaitTermination(60)
