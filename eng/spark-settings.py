"""Prints the configuration registry of the Spark that runs it: key, first version and default, for tests/Stoker.Tests/Model/Settings.

    . ../shared/spark/env.sh 4.3; python3 eng/spark-settings.py > tests/Stoker.Tests/Model/Settings/registry-4.3.0.tsv
"""
from pyspark.sql import SparkSession

CORE = ["package", "Python", "UI", "Worker", "Kryo", "Network", "History", "Status", "Streaming", "Deploy"]


def entries(spark):
    jvm = spark._jvm
    config = jvm.org.apache.spark.internal.config
    for name in CORE:
        try:
            jvm.java.lang.Class.forName(f"org.apache.spark.internal.config.{name}$")
        except Exception:
            pass  # not in this version
    yield from getattr(config, "ConfigEntry$").__getattr__("MODULE$").knownConfigs().values()
    found = getattr(jvm.org.apache.spark.sql.internal, "SQLConf$").__getattr__("MODULE$").getConfigEntries()
    each = found.iterator() if not hasattr(found, "__iter__") else None
    if each is None:
        yield from found
        return
    while each.hasNext():
        yield each.next()


spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
rows = {entry.key(): (entry.version(), entry.defaultValueString()) for entry in entries(spark) if entry.key().startswith("spark.")}
print("key\tsince\tdefault")
for key in sorted(rows):
    print(key, *(str(value).replace("\t", " ").replace("\n", " ") for value in rows[key]), sep="\t")
spark.stop()
