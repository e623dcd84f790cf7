"""Makes the files that the third set reads, beside those of the other prepare scripts: prepare_third.py"""
import os, sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import third_code_jobs, third_plan_jobs
from pyspark.sql import SparkSession

spark = SparkSession.builder.master("local[2]").config("spark.ui.showConsoleProgress", "false").config("spark.eventLog.enabled", "false").getOrCreate()
spark.sparkContext.setLogLevel("ERROR")
third_code_jobs.prepare(spark)
third_plan_jobs.prepare(spark)
os.makedirs(third_code_jobs.OUT, exist_ok=True)
spark.stop()
