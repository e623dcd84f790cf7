"""Runs variants of jobs one after another in one JVM, each as an application of its own: run_job.py {"name":…, "variant":…, "logs":…, "master":…, "conf":{…}} …

Prints for each a line RESULT with what was measured and what is true. LAB_SCALE shrinks the jobs for a machine that others use too.
With LAB_WARM=1 an application without event log goes before, so that the first run does not pay for the start of the JVM.
"""
import json, os, sys, time
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import registry, python_jobs, shape_jobs, plan_jobs, driver_jobs, file_jobs, cluster_jobs, fresh_plan_jobs, fresh_shape_jobs, fresh_driver_jobs, partition_and_shuffle_jobs, hop_jobs, stream_jobs, unseen_table_jobs, unseen_flow_jobs, unseen_second_jobs, real_plan_jobs, real_cluster_jobs, real_other_jobs, third_code_jobs, third_plan_jobs, third_run_jobs, fourth_table_jobs, fourth_code_jobs, fifth_table_jobs, fifth_code_jobs, sixth_jobs  # noqa: F401, E401
from pyspark import SparkContext, cloudpickle
from pyspark.sql import SparkSession

SCALE = float(os.environ.get("LAB_SCALE", "1"))


def scaled(method):
    def range(self, start, end=None, step=1, parts=None):
        return method(self, start, int(end * SCALE) if end is not None and end >= 200_000 else end, step, parts)
    return range


SparkSession.range, SparkContext.range = scaled(SparkSession.range), scaled(SparkContext.range)
for module in (real_plan_jobs, real_cluster_jobs, real_other_jobs):
    cloudpickle.register_pickle_by_value(module)  # Executors of a cluster do not have these modules.
SparkContext._ensure_initialized()  # Else the settings of the first run become properties of the JVM, and so of all later runs.
if os.environ.get("LAB_WARM"):
    sixth_jobs.warm()
for spec in map(json.loads, sys.argv[1:]):
    job = registry.JOBS[spec["name"]]
    expected, also, conf = job.variants[spec["variant"]]
    builder = SparkSession.builder.master(spec["master"]).appName("nightly")
    for key, value in {"spark.eventLog.enabled": "true", "spark.eventLog.dir": "file://" + spec["logs"], "spark.ui.showConsoleProgress": "false", **conf, **spec["conf"]}.items():
        if key == "lab.master":
            continue
        builder = builder.config(key, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    started, failed = time.time(), None
    try:
        job.run(spark, spec["variant"])
    except Exception as error:  # a job may fail on purpose
        failed = str(error)[:300]
    seconds = round(time.time() - started, 2)
    spark.stop()
    print("RESULT " + json.dumps({"name": spec["name"], "variant": spec["variant"], "half": job.half, "expected": expected, "also": also, "job_s": seconds, "master": spec["master"], "failed": failed}), flush=True)
