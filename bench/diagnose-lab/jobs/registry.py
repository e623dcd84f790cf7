"""Where the jobs are registered, and the settings they share.

A job is a function (spark, variant). Each variant has: the ids that a correct diagnosis reports at Minor or above ("A|B": one of them), the ids
that are true too ("A B"), and its settings. A variant that expects nothing is a healthy twin. `half` was chosen before any rule saw a run:
"dev" runs are there to look at, "test" runs only to report. `cluster` is True for a standalone cluster of two cores, or how many it has.
"""
import collections, os

Job = collections.namedtuple("Job", "run half variants cluster")
JOBS = {}
D = os.environ.get("LAB_JOBS_DATA", "/tmp/stoker-lab-logs/jobs-data")
NO_AQE = {"spark.sql.adaptive.enabled": "false"}
NO_BROADCAST = {"spark.sql.autoBroadcastJoinThreshold": "-1"}
# Settings of a standalone cluster with two executors of one core.
TWO = {"spark.executor.cores": "1", "spark.executor.memory": "1g", "spark.cores.max": "2"}
OPTIONAL = {"spark.eventLog.logStageExecutorMetrics": "true", "spark.eventLog.logBlockUpdates.enabled": "true", "spark.executor.processTreeMetrics.enabled": "true"}


def job(half, cluster=False, **variants):
    def register(f):
        JOBS[f.__name__.replace("_", "-")] = Job(f, half, variants, cluster)
        return f
    return register


def bad(expected, also="", **conf):
    return (expected.split(), also.split(), settings(conf))


def good(also="", **conf):
    return ([], also.split(), settings(conf))


def settings(conf):
    """Groups are passed as `_=...`; dots as two underscores."""
    result = dict(conf.pop("_", {}))
    result.update({key.replace("__", "."): value for key, value in conf.items()})
    return result


def sink(df):
    df.write.format("noop").mode("overwrite").save()
