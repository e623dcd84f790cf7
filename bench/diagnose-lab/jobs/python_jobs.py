"""Functions in Python, in every form that PySpark has."""
import time
from registry import JOBS, NO_AQE, bad, good, job, sink

LINES = 1_500_000


def lines(spark, n=LINES, parts=8):
    from pyspark.sql import functions as F
    return spark.range(0, n, 1, parts).select("id", F.concat(F.lit("user="), F.col("id") % 5000, F.lit("; amount="), F.col("id") % 977, F.lit("; city=Bern ")).alias("line"))


@job("dev", bad=bad("PYTHON001|PYTHON002", "PYTHON004 PYTHON005 PYTHON014"), native=good())
def parse_in_filter(spark, v):
    """A UDF parses text, another one filters by it."""
    from pyspark.sql import functions as F
    df = lines(spark)
    if v == "bad":
        amount = F.udf(lambda s: int(dict(p.strip().split("=") for p in s.split(";"))["amount"]), "int")
        heavy = F.udf(lambda a: a % 7 == 3, "boolean")
        df = df.withColumn("amount", amount("line")).filter(heavy("amount"))
    else:
        df = df.withColumn("amount", F.regexp_extract("line", "amount=(\\d+)", 1).cast("int")).filter(F.col("amount") % 7 == 3)
    sink(df.groupBy("amount").count())


@job("dev", bad=bad("PYTHON001|PYTHON002", "PYTHON006 PYTHON014"), fixed=good())
def udf_in_a_fifth(spark, v):
    """A UDF takes a part of the run only: the rest is native work."""
    from pyspark.sql import functions as F
    df = lines(spark, 6_000_000)
    sink(df.select(F.sha2("line", 256).alias("h")).groupBy(F.substring("h", 1, 2)).count())
    small = lines(spark, 700_000)
    title = F.udf(lambda s: s.strip().title()) if v == "bad" else (lambda c: F.initcap(F.trim(c)))
    sink(small.select(title("line").alias("t")).groupBy("t").count())


@job("test", bad=bad("PYTHON003|PYTHON007", "PYTHON014 PYTHON006"), native=good())
def normalise_groups(spark, v):
    """applyInPandas over some hundred groups."""
    from pyspark.sql import functions as F, Window
    df = spark.range(0, 2_400_000, 1, 8).select((F.col("id") % 400).alias("g"), F.rand(3).alias("x"), F.rand(4).alias("y"))
    if v == "bad":
        def normalise(part):
            part["x"] = (part["x"] - part["x"].mean()) / part["x"].std()
            part["y"] = part["y"].rank() / len(part)
            return part
        sink(df.groupBy("g").applyInPandas(normalise, "g long, x double, y double"))
    else:
        w = Window.partitionBy("g")
        sink(df.select("g", ((F.col("x") - F.avg("x").over(w)) / F.stddev("x").over(w)).alias("x"), F.percent_rank().over(w.orderBy("y")).alias("y")))


@job("dev", bad=bad("PYTHON003", "PYTHON014 PYTHON006"), native=good())
def score_batches(spark, v):
    """mapInPandas with Python work on each row."""
    from pyspark.sql import functions as F
    df = lines(spark, 1_600_000)
    if v == "bad":
        def score(batches):
            for batch in batches:
                batch["n"] = [sum(map(ord, s)) % 101 for s in batch["line"]]
                yield batch[["id", "n"]]
        df = df.mapInPandas(score, "id long, n long")
    else:
        df = df.select("id", (F.length("line") % 101).alias("n"))
    sink(df.groupBy("n").count())


@job("test", bad=bad("PYTHON003", "PYTHON014 PYTHON006"), native=good())
def median_by_key(spark, v):
    """A grouped aggregate in pandas."""
    import pandas as pd
    from pyspark.sql import functions as F
    df = spark.range(0, 4_000_000, 1, 8).select((F.col("id") % 3000).alias("g"), F.rand(3).alias("x"))
    if v == "bad":
        @F.pandas_udf("double")
        def middle(x: pd.Series) -> float:
            return float(x.sort_values().iloc[len(x) // 2])
        sink(df.groupBy("g").agg(middle("x")))
    else:
        sink(df.groupBy("g").agg(F.percentile_approx("x", 0.5)))


@job("test", bad=bad("PYTHON010", "PYTHON011 PYTHON013"), dataframe=good())
def word_count(spark, v):
    """RDD flatMap, reduceByKey and sortBy against split and explode."""
    from pyspark.sql import functions as F
    df = lines(spark, 400_000)
    if v == "bad":
        words = df.select("line").rdd.flatMap(lambda row: row.line.split(" ")).map(lambda w: (w, 1)).reduceByKey(lambda a, b: a + b)
        words.sortBy(lambda kv: -kv[1]).take(10)
    else:
        df.select(F.explode(F.split("line", " ")).alias("w")).groupBy("w").count().orderBy(F.desc("count")).limit(10).collect()


@job("dev", bad=bad("PYTHON010 SHUF003", "PYTHON011 DRV002"), dataframe=good())
def rdd_join_and_group(spark, v):
    """Two keyed RDDs are grouped and joined."""
    from pyspark.sql import functions as F
    if v == "bad":
        sc = spark.sparkContext
        orders = sc.range(0, 700_000, 1, 6).map(lambda i: (i % 20_000, i * 3 % 1000)).groupByKey(6).mapValues(lambda xs: sum(xs))
        names = sc.range(0, 20_000, 1, 2).map(lambda i: (i, "n%d" % i))
        orders.join(names, 6).filter(lambda kv: kv[1][0] > 10).count()
    else:
        orders = spark.range(0, 700_000, 1, 6).groupBy((F.col("id") % 20_000).alias("k")).agg(F.sum(F.col("id") * 3 % 1000).alias("s"))
        names = spark.range(0, 20_000, 1, 2).select(F.col("id").alias("k"), F.concat(F.lit("n"), "id").alias("n"))
        orders.join(names, "k").filter("s > 10").count()


@job("dev", healthy=good("PYTHON011"), one=good())
def small_python(spark, v):
    """A UDF over few rows behind an aggregation; narrow RDD code that works: nothing to say."""
    from pyspark.sql import functions as F
    sink(lines(spark, 5_000_000).groupBy(F.col("id") % 300).agg(F.max(F.sha2("line", 256)).alias("m")).select(F.udf(lambda s: s[:4].upper())("m")))
    if v == "healthy":
        spark.sparkContext.range(0, 40_000, 1, 8).map(lambda i: sum(range(i % 150))).sum()


@job("test", bad=bad("PYTHON013", "PYTHON011 SCHED009 PYTHON009 SCHED004 PART001"), broadcast=good("PYTHON011"))
def lookup_closure(spark, v):
    """A table that the function captures goes with each task."""
    table = {"key-%07d" % i: i * 7 for i in range(350_000)}
    sc = spark.sparkContext
    keys = sc.range(0, 48_000, 1, 48)
    if v == "bad":
        keys.map(lambda i: table.get("key-%07d" % i, 0)).sum()
    else:
        shared = sc.broadcast(table)
        keys.map(lambda i: shared.value.get("key-%07d" % i, 0)).sum()


@job("dev", bad=bad("PYTHON013", "PYTHON011 SCHED009 PYTHON009 SCHED004 PART001"), broadcast=good("PYTHON011"), heavy=good("PYTHON011"))
def model_closure(spark, v):
    """A model of some megabytes is captured by mapPartitions; in `heavy` the same tasks work for their time."""
    model = [[(i * j) % 1000 / 7.0 for j in range(60)] for i in range(12_000)]
    sc = spark.sparkContext
    if v == "bad":
        sc.range(0, 4_000, 1, 40).mapPartitions(lambda it: [sum(model[i % 12_000][3] for i in it)]).sum()
    elif v == "broadcast":
        shared = sc.broadcast(model)
        sc.range(0, 4_000, 1, 40).mapPartitions(lambda it: [sum(shared.value[i % 12_000][3] for i in it)]).sum()
    else:
        sc.range(0, 4_000, 1, 40).mapPartitions(lambda it: [sum(i * k % 7 for i in it for k in range(40_000))]).sum()
