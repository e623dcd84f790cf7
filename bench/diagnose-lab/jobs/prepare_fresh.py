"""Makes the files that the second set of jobs reads: prepare_fresh.py"""
import os, sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from registry import D
from pyspark.sql import SparkSession, functions as F

if not os.path.exists(f"{D}/done-fresh-2"):
    spark = SparkSession.builder.master("local[2]").config("spark.ui.showConsoleProgress", "false").config("spark.eventLog.enabled", "false").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    note = F.sha1(F.col("id").cast("string")).alias("note")
    facts = spark.range(0, 3_200_000, 1, 4).select((F.col("id") * 31 % 200_003).alias("customer"), (F.col("id") % 300).alias("product"), (F.col("id") % 365).alias("day"), (F.col("id") % 1009).alias("amount"), note)
    facts.write.mode("overwrite").option("parquet.block.size", 8 << 20).parquet(f"{D}/facts")
    spark.range(0, 200_003, 1, 2).select(F.col("id").alias("customer"), F.sha1(F.col("id").cast("string")).alias("name"), (F.col("id") % 40).alias("region"), F.sha2(F.col("id").cast("string"), 256).alias("address")).write.mode("overwrite").parquet(f"{D}/customers")
    rows = spark.range(0, 2_400_000, 1, 8).select("id", note, (F.col("id") % 1009).alias("amount"))
    rows.coalesce(1).write.mode("overwrite").option("compression", "gzip").csv(f"{D}/one-gz")
    rows.write.mode("overwrite").option("compression", "gzip").csv(f"{D}/eight-gz")
    text = spark.range(0, 1_300_000, 1, 1300).select(F.concat(F.lit("a line of text number "), "id").alias("value"))
    text.write.mode("overwrite").text(f"{D}/small-text")
    text.coalesce(6).write.mode("overwrite").text(f"{D}/few-text")
    spark.stop()
    open(f"{D}/done-fresh-2", "w").close()
