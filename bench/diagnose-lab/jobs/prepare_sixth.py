"""Makes the files that the sixth set reads, beside those of the other prepare scripts: prepare_sixth.py"""
import os, sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import sixth_jobs
from pyspark.sql import SparkSession

spark = SparkSession.builder.master("local[2]").config("spark.ui.showConsoleProgress", "false").config("spark.eventLog.enabled", "false").getOrCreate()
spark.sparkContext.setLogLevel("ERROR")
sixth_jobs.prepare(spark)
os.makedirs(sixth_jobs.OUT, exist_ok=True)
spark.stop()
