"""Parses sensor readings as an RDD. Some tasks fail at their first attempt and are retried; at the end one reading can never be parsed and
the job fails. The program catches the error, counts what it has and ends well.

Spark 4.3:  python3 job.py file:///where/the/event/log/goes
"""
import sys
import time

from pyspark import SparkContext, TaskContext
from pyspark.sql import SparkSession

spark = (
    SparkSession.builder.appName("sensor-readings")
    .master("local[2,3]")  # three attempts a task
    .config("spark.eventLog.enabled", "true")
    .config("spark.eventLog.dir", sys.argv[1])
    .config("spark.eventLog.rolling.enabled", "false")
    .config("spark.eventLog.compression.codec", "snappy")
    .config("spark.ui.showConsoleProgress", "false")
    .getOrCreate()
)
sc: SparkContext = spark.sparkContext
sc.setLogLevel("OFF")


def parse(lines):
    context = TaskContext.get()
    if context.partitionId() % 5 == 3 and context.attemptNumber() == 0:
        time.sleep(0.4)
        raise ConnectionError("sensor gateway 10.0.0.17:8443 reset the connection")
    for line in lines:
        sensor, _, value = line.partition(";")
        yield int(sensor), float(value)


def reading(number):
    return f"{number % 40};{number * 0.25}"


readings = sc.parallelize(range(200_000), 12).map(reading).mapPartitions(parse)
totals = readings.reduceByKey(lambda left, right: left + right, 4)
print(totals.count())
print(totals.takeOrdered(3, key=lambda pair: -pair[1]))

sc.setJobDescription("readings of 2026-11-24, with the broken line")
try:
    sc.parallelize(["1;2.5", "7;3.0", "12;n/a", "3;4.0"], 4).mapPartitions(parse).count()
except Exception as error:
    print("could not be read:", type(error).__name__)

sc.setJobDescription("what is there")
print(readings.filter(lambda pair: pair[1] > 100).count())
spark.stop()
