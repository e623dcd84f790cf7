"""DRV011: a shell that holds its executors while nobody asks. logs/session-left-open-4.3.zstd is a run of it, under the name that pyspark gives its shell:

python3 session_left_open.py     # the rule asks for a pause of ten minutes

In the run that is there the first pause took 14 minutes, and a second one, before the shell was left by Ctrl+D, 10.
"""
import time
from pyspark.sql import SparkSession

spark = SparkSession.builder.appName("PySparkShell").master("local-cluster[2,1,700]").config("spark.executor.memory", "600m").config("spark.eventLog.enabled", "true").getOrCreate()
spark.range(0, 3_000_000, 1, 8).selectExpr("sha2(cast(id as string), 512) h").groupBy("h").count().count()
time.sleep(660)
spark.range(0, 2_000_000, 1, 8).selectExpr("sha2(cast(id as string), 512) h").groupBy("h").count().count()
time.sleep(620)
spark.stop()
