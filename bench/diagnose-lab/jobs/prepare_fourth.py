"""Makes the files that the fourth set reads, beside those of the other prepare scripts: prepare_fourth.py"""
import os, sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import fourth_code_jobs, fourth_table_jobs
from pyspark.sql import SparkSession

spark = SparkSession.builder.master("local[2]").config("spark.ui.showConsoleProgress", "false").config("spark.eventLog.enabled", "false").getOrCreate()
spark.sparkContext.setLogLevel("ERROR")
fourth_table_jobs.prepare(spark)
fourth_code_jobs.prepare(spark)
os.makedirs(fourth_table_jobs.OUT, exist_ok=True)
spark.stop()
