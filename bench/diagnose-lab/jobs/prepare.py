"""Makes the files that the jobs read: prepare.py"""
import os, sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import file_jobs
from pyspark.sql import SparkSession

spark = SparkSession.builder.master("local[2]").config("spark.ui.showConsoleProgress", "false").getOrCreate()
spark.sparkContext.setLogLevel("ERROR")
file_jobs.prepare(spark)
spark.stop()
