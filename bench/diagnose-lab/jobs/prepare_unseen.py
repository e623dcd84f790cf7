"""Makes the files that the third and fourth set read, beside those of prepare.py and prepare_fresh.py: prepare_unseen.py"""
import os, sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import unseen_flow_jobs
from pyspark.sql import SparkSession

spark = SparkSession.builder.master("local[2]").config("spark.ui.showConsoleProgress", "false").config("spark.eventLog.enabled", "false").getOrCreate()
spark.sparkContext.setLogLevel("ERROR")
unseen_flow_jobs.prepare(spark)
spark.stop()
