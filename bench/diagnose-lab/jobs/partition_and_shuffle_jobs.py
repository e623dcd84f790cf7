"""Partitions, joins and shuffles that the rules PART004-010, JOIN004-008 and SHUF002-010 are about, each with a twin that nearly has the fault."""
from registry import NO_AQE, NO_BROADCAST, bad, good, job, sink

OUT = "/tmp/stoker-lab-logs/jobs-out"
EIGHT = {"lab.master": "local[8]"}


def costly(column, times=3):
    from pyspark.sql import functions as F
    for _ in range(times):
        column = F.sha2(column, 512)
    return column


@job("fresh", bad=bad("PART006", _=EIGHT), fixed=good(_=EIGHT))
def coalesced_upstream(spark, v):
    """coalesce(1) before a write takes the parallelism of all that feeds it; the twin repartitions."""
    from pyspark.sql import functions as F
    made = spark.range(0, 3_000_000, 1, 16).select("id", costly(F.col("id").cast("string"), 4).alias("h")).filter(F.substring("h", 1, 2) == "00")
    (made.coalesce(1) if v == "bad" else made.repartition(1)).write.mode("overwrite").parquet(OUT + "/coalesced")


@job("fresh", bad=bad("PART007", "PYTHON003", _=EIGHT), fixed=good("PYTHON003", _=EIGHT))
def merged_to_one(spark, v):
    """A few small groups with much work each: AQE merges their kilobytes into one partition."""
    import pandas as pd

    def fit(frame: pd.DataFrame) -> pd.DataFrame:
        import time
        end = time.process_time() + 0.35
        total = 0
        while time.process_time() < end:
            total += 1
        return pd.DataFrame({"k": [int(frame["k"].iloc[0])], "n": [len(frame)]})
    groups = spark.range(0, 6_000, 1, 8).selectExpr("id % 60 as k", "id as x")
    if v == "fixed":
        spark.conf.set("spark.sql.adaptive.coalescePartitions.enabled", "false")
    sink(groups.groupBy("k").applyInPandas(fit, "k long, n long"))


@job("fresh", bad=bad("PART009", "PYTHON003", _=EIGHT), fixed=good("PYTHON003", _=EIGHT))
def repartitioned_by_hand(spark, v):
    """repartition(2) from the days of a smaller cluster, before heavy Python work on few rows."""
    import pandas as pd

    def score(frames):
        import time
        for frame in frames:
            end = time.process_time() + 0.004 * len(frame)
            while time.process_time() < end:
                pass
            yield pd.DataFrame({"id": frame["id"]})
    sink(spark.range(0, 4_000, 1, 8).repartition(2 if v == "bad" else 16).mapInPandas(score, "id long"))


@job("fresh", bad=bad("PART001", "PART005 CONF001 SCHED004", _={**NO_AQE, "spark.sql.shuffle.partitions": "600"}), fixed=good("CONF001", _={**NO_AQE, "spark.sql.shuffle.partitions": "8"}))
def six_hundred_everywhere(spark, v):
    """One partition count for four small shuffles, without AQE."""
    from pyspark.sql import functions as F
    base = spark.range(0, 800_000, 1, 8).select(*[(F.col("id") % n).alias(f"k{n}") for n in (31, 37, 41, 43)], F.hash("id").alias("x"))
    for n in (31, 37, 41, 43):
        sink(base.groupBy(f"k{n}").agg(F.sum("x")))


@job("fresh", bad=bad("JOIN004|DRV001", "DRV001 DRV002 JOIN001 MEM002 DRV004 MEM007", _={"spark.driver.memory": "6g", "spark.driver.maxResultSize": "4g"}), fixed=good("JOIN001 JOIN008", _={"spark.driver.memory": "6g"}))
def hinted_giant(spark, v):
    """A hint from when the table was small broadcasts a gigabyte."""
    from pyspark.sql import functions as F
    big = spark.range(0, 6_000_000, 1, 8).select(F.col("id").alias("k"), F.sha2(F.col("id").cast("string"), 512).alias("h"))
    small = spark.range(0, 2_000_000, 1, 4).select((F.col("id") * 3).alias("k"), F.col("id").alias("x"))
    sink(small.join(F.broadcast(big), "k") if v == "bad" else big.join(small, "k"))


@job("fresh", bad=bad("JOIN005", "FAIL002 FAIL001 DRV001 JOIN004"), fixed=good("JOIN001 DRV001"))
def impatient_broadcast(spark, v):
    """The broadcast of a slow side times out, and the query fails; the program tries again with a merge join."""
    from pyspark.sql import functions as F
    slow = spark.range(0, 3_000_000, 1, 8).select((F.col("id") % 500).alias("k"), costly(F.col("id").cast("string")).alias("h")).filter(F.substring("h", 1, 3) == "abc")
    facts = spark.range(0, 2_000_000, 1, 8).select((F.col("id") % 700).alias("k"), F.col("id").alias("x"))
    if v == "bad":
        spark.conf.set("spark.sql.broadcastTimeout", "1")
        try:
            sink(facts.join(F.broadcast(slow), "k"))
        except Exception as error:
            print("expected:", str(error)[:300])
    sink(facts.join(slow.hint("merge"), "k").groupBy("h").count())


@job("fresh", bad=bad("JOIN006", "JOIN001 CONF003 SHUF008", _={**NO_BROADCAST, "spark.sql.shuffle.partitions": "8"}), fixed=good("JOIN001 CONF003 JOIN008", _={**NO_BROADCAST, "spark.sql.shuffle.partitions": "8"}))
def outer_then_null(spark, v):
    """A left join of which only the rows without a match are kept; the twin is an anti join."""
    from pyspark.sql import functions as F
    orders = spark.range(0, 4_000_000, 1, 8).select((F.col("id") % 2_000_000).alias("k"), F.sha1(F.col("id").cast("string")).alias("note"))
    paid = spark.range(0, 1_950_000, 1, 4).select(F.col("id").alias("k"), F.lit(1).alias("paid"))
    if v == "bad":
        sink(orders.join(paid, "k", "left").filter("paid IS NULL").select("k", F.reverse("note")))
    else:
        sink(orders.join(paid, "k", "left_anti").select("k", F.reverse("note")))


@job("fresh", bad=bad("JOIN007", "JOIN002 PYTHON001 PYTHON002"), fixed=good("PYTHON001 PYTHON002"))
def python_in_the_condition(spark, v):
    """A Python UDF of both sides as the join condition; the twin computes it on each side."""
    from pyspark.sql import functions as F
    same = F.udf(lambda a, b: a[:6] == b[:6], "boolean")
    short = F.udf(lambda a: a[:6], "string")
    left = spark.range(0, 2_000, 1, 4).select("id", F.sha1(F.col("id").cast("string")).alias("a"))
    right = spark.range(0, 1_500, 1, 4).select(F.col("id").alias("id2"), F.sha1(F.col("id").cast("string")).alias("b"))
    sink(left.join(right, same("a", "b")) if v == "bad" else left.withColumn("p", short("a")).join(right.withColumn("q", short("b")), F.col("p") == F.col("q")))


@job("fresh", bad=bad("JOIN008", "JOIN001", _={"spark.sql.adaptive.convertSortMergeJoinToShuffledHashJoin.enabled": "false", "spark.sql.shuffle.partitions": "16"}), fixed=good("JOIN001", _={"spark.sql.shuffle.partitions": "16"}))
def sorted_for_nothing(spark, v):
    """Two tables of a like size are sorted to be joined; the twin hashes one."""
    from pyspark.sql import functions as F
    left = spark.range(0, 7_000_000, 1, 8).select((F.hash("id") % 3_000_000).alias("k"), F.col("id").alias("x"))
    right = spark.range(0, 4_000_000, 1, 8).select((F.hash(F.col("id") + 1) % 3_000_000).alias("k"), F.col("id").alias("y"))
    sink(left.join(right.hint("merge" if v == "bad" else "shuffle_hash"), "k").agg(F.sum("x"), F.max("y")))


@job("fresh", bad=bad("SHUF005", "JOIN001 CONF003", _={**NO_BROADCAST, "spark.sql.shuffle.partitions": "8"}), fixed=good("JOIN001 CONF003", _={**NO_BROADCAST, "spark.sql.shuffle.partitions": "8"}))
def repartition_before_join(spark, v):
    """repartition(16) right before a join, which shuffles by its key anyway."""
    from pyspark.sql import functions as F
    orders = spark.range(0, 4_000_000, 1, 8).select((F.col("id") % 900_000).alias("k"), F.sha1(F.col("id").cast("string")).alias("note"))
    shops = spark.range(0, 900_000, 1, 4).select(F.col("id").alias("k"), (F.col("id") % 97).alias("region"))
    sink((orders.repartition(16) if v == "bad" else orders).join(shops, "k").groupBy("region").agg(F.max("note")))


@job("fresh", bad=bad("SHUF006", "SHUF005", _={"spark.sql.shuffle.partitions": "8"}), fixed=good(_={"spark.sql.shuffle.partitions": "8"}))
def sorted_then_shuffled(spark, v):
    """A global sort, of whose result a window makes another order."""
    from pyspark.sql import functions as F, Window
    orders = spark.range(0, 3_000_000, 1, 8).select((F.col("id") % 300_000).alias("k"), F.hash("id").alias("x"), F.sha1(F.col("id").cast("string")).alias("note"))
    if v == "bad":
        orders = orders.orderBy("x")
    sink(orders.withColumn("before", F.lag("note").over(Window.partitionBy("k").orderBy("note"))))


@job("fresh", bad=bad("SHUF007", "SHUF008", _={"spark.sql.shuffle.partitions": "8"}), fixed=good(_={"spark.sql.shuffle.partitions": "8"}))
def distinct_of_unique_rows(spark, v):
    """dropDuplicates over rows that are all different."""
    from pyspark.sql import functions as F
    rows = spark.range(0, 5_000_000, 1, 8).select((F.col("id") if v == "bad" else F.col("id") % 1_000).alias("k"), F.hash(F.col("id") % 1_000).alias("x"))
    sink(rows.distinct())


@job("fresh", bad=bad("SHUF008", "IO004 JOIN001 SHUF007 MEM001 MEM002 PYTHON001", _={"spark.sql.shuffle.partitions": "8"}), fixed=good("SHUF007", _={"spark.sql.shuffle.partitions": "8"}))
def exploded_before_grouping(spark, v):
    """Each order is exploded to its days before the join that keeps a tenth of the orders; the twin joins first."""
    from pyspark.sql import functions as F
    path = OUT + f"/orders-to-explode-{v}"
    spark.range(0, 300_000, 1, 8).select(F.col("id").alias("o"), (F.col("id") % 1_000).alias("k"), F.sha1((F.col("id") % 50).cast("string")).alias("note")).write.mode("overwrite").parquet(path)
    orders, days = spark.read.parquet(path), F.explode(F.sequence(F.lit(1), F.lit(60))).alias("day")
    wanted = spark.range(0, 1_000, 1, 2).select(F.col("id").alias("k")).filter("k % 10 = 0").hint("merge")
    if v == "bad":
        sink(orders.select("o", "k", "note", days).join(wanted, "k").groupBy("o", "day").agg(F.max("note")))
    else:
        sink(orders.join(wanted, "k").select("o", "k", "note", days).groupBy("o", "day").agg(F.max("note")))


@job("fresh", bad=bad("PART001|SHUF009", "PART001 SHUF009 CONF001 SCHED004 PART005", _={**NO_AQE, "spark.sql.shuffle.partitions": "1000"}), fixed=good("CONF001", _={**NO_AQE, "spark.sql.shuffle.partitions": "8"}))
def million_blocks(spark, v):
    """A thousand map tasks for a thousand partitions of next to nothing."""
    from pyspark.sql import functions as F
    sink(spark.range(0, 1_500_000, 1, 1_000 if v == "bad" else 8).select((F.col("id") % 700_000).alias("k"), F.hash("id").alias("x")).groupBy("k").agg(F.sum("x")))


@job("fresh", bad=bad("SHUF010", "SHUF008 SHUF007 MEM001", _={"spark.sql.shuffle.partitions": "8"}), fixed=good(_={"spark.sql.shuffle.partitions": "8"}))
def six_distinct_counts(spark, v):
    """Six exact distinct counts in one aggregation multiply the rows by six; the twin approximates."""
    from pyspark.sql import functions as F
    rows = spark.range(0, 700_000, 1, 8).select((F.col("id") % 100).alias("g"), *[(F.hash(F.col("id") + n) % (50_000 + n)).alias(f"c{n}") for n in range(6)])
    count = F.countDistinct if v == "bad" else F.approx_count_distinct
    sink(rows.groupBy("g").agg(*[count(f"c{n}").alias(f"n{n}") for n in range(6)]))
