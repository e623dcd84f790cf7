"""Makes the files that the fifth set reads, beside those of the other prepare scripts: prepare_fifth.py"""
import os, sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import fifth_code_jobs, fifth_table_jobs
from pyspark.sql import SparkSession

spark = SparkSession.builder.master("local[2]").config("spark.ui.showConsoleProgress", "false").config("spark.eventLog.enabled", "false").getOrCreate()
spark.sparkContext.setLogLevel("ERROR")
fifth_table_jobs.prepare(spark)
fifth_code_jobs.prepare(spark)
os.makedirs(fifth_table_jobs.OUT, exist_ok=True)
spark.stop()
