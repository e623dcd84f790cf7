"""CLUS001: a driver in one network, executors in another. logs/far-driver-4.3.zstd is a run of it, on one machine whose hosts have names of two networks:

echo "127.0.0.1 desk.office.example
127.0.0.2 node1.cluster.example
127.0.0.3 node2.cluster.example" > /tmp/hosts; export JAVA_TOOL_OPTIONS=-Djdk.net.hosts.file=/tmp/hosts
spark-class org.apache.spark.deploy.master.Master --host 127.0.0.1 --port 17077 --webui-port 18380 &
spark-class org.apache.spark.deploy.worker.Worker --host node1.cluster.example -c 2 -m 2g spark://127.0.0.1:17077 &     # and one on node2
spark-submit --master spark://127.0.0.1:17077 --conf spark.driver.host=desk.office.example --conf spark.driver.bindAddress=127.0.0.1 --conf spark.executor.memory=700m far_driver.py
"""
from pyspark.sql import SparkSession

spark = SparkSession.builder.appName("far-driver").getOrCreate()
for _ in range(3):
    spark.range(0, 600, 1, 300).write.format("noop").mode("overwrite").save()
    spark.range(0, 120_000, 1, 8).selectExpr("id", "sha2(cast(id as string), 512) h").collect()
spark.stop()
