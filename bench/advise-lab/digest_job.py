"""Runs one job of the lab, timed, and then again with every result reduced to a digest: digest_job.py LAB NAME VARIANT LOGDIR MASTER CONF_JSON."""
import hashlib, json, sys, time

lab, name, variant, logs, master, conf = sys.argv[1:]
sys.path.insert(0, lab)
import workloads
from pyspark.rdd import RDD
from pyspark.sql import DataFrame, SparkSession, functions as F
from pyspark.sql.readwriter import DataFrameWriter
try:
    from pyspark.sql.classic.dataframe import DataFrame as Frame  # Spark 4
except ImportError:
    Frame = DataFrame

DIGESTS = []


def rounded(value):
    return f"{value:.6e}" if isinstance(value, float) else str(value)


def of_rows(rows):
    """A digest that does not depend on the order of rows."""
    total = sum(int.from_bytes(hashlib.md5("|".join(map(rounded, row if isinstance(row, (tuple, list)) else [row])).encode()).digest()[:7], "big") for row in rows)
    return [len(rows), total]


def of_frame(frame):
    """The same for a frame, without bringing it to the driver."""
    named = frame.toDF(*[f"c{index}" for index in range(len(frame.columns))])
    columns = [F.format_string("%.6e", F.col(field.name)) if field.dataType.typeName() in ("double", "float") else F.col(field.name) for field in named.schema.fields]
    return [str(value) for value in COLLECT(named.agg(F.count(F.lit(1)), F.sum(F.xxhash64(*columns).cast("decimal(38,0)"))))[0]]


def digesting(original, digest):
    def wrapped(self, *arguments, **options):
        result = original(self, *arguments, **options)
        DIGESTS.append(digest(self, result))
        return result
    return wrapped


COLLECT = Frame.collect


def patch():
    DataFrameWriter.save = lambda self, *_, **__: DIGESTS.append(of_frame(self._df))
    Frame.collect = digesting(Frame.collect, lambda _, rows: of_rows(rows))
    Frame.toPandas = digesting(Frame.toPandas, lambda _, frame: [str(dict(frame.dtypes))] + of_rows(list(frame.itertuples(index=False, name=None))))
    Frame.count = digesting(Frame.count, lambda _, count: count)
    RDD.collect = digesting(RDD.collect, lambda _, rows: of_rows(rows))
    RDD.count = digesting(RDD.count, lambda _, count: count)


builder = SparkSession.builder.master(master).appName(f"{name}-{variant}")
settings = {"spark.eventLog.enabled": "true", "spark.eventLog.dir": "file://" + logs, "spark.ui.showConsoleProgress": "false", **json.loads(conf)}
for key, value in settings.items():
    builder = builder.config(key, value)
spark = builder.getOrCreate()
spark.sparkContext.setLogLevel("ERROR")
job = workloads.WORKLOADS[name][0]
start = time.time()
job(spark, variant)
seconds = time.time() - start
if name != "streaming":  # its rows depend on the clock
    # The second round is not part of the log that advice is taken from: another application.
    spark.stop()
    builder = SparkSession.builder.master(master).appName("digest")
    for key, value in {**settings, "spark.eventLog.enabled": "false"}.items():
        builder = builder.config(key, value)
    spark = builder.getOrCreate()
    patch()
    job(spark, variant)
spark.stop()
print("RESULT " + json.dumps({"job_s": round(seconds, 3), "digests": DIGESTS}))
