"""The DAGs of virtual.py, with the same task durations, whose tasks sleep in the JVM instead of in Python; and "random", a program that its seed alone decides.

    jvm_sleeps.py DAG SEED EVENTLOG_DIR MASTER [k=v ...]

A Python worker costs CPU for each task, so that two CPUs spoil the truth beyond a few slots; a JVM thread that sleeps costs nothing. spark.lab.sleep=python among the settings
lets the tasks sleep in Python workers all the same, as those of virtual.py do: for "random".
Every partition holds exactly one row, because the sleep is a call in a filter: the key of a row is chosen so that Spark's hash
partitioner puts it where it belongs.
"""
import json, random, sys, threading, time
from pyspark.sql import SparkSession, functions as F


def mix(h, k):
    k = k * 0xCC9E2D51 & 0xFFFFFFFF
    k = (k << 15 | k >> 17) & 0xFFFFFFFF
    h ^= k * 0x1B873593 & 0xFFFFFFFF
    h = (h << 13 | h >> 19) & 0xFFFFFFFF
    return (h * 5 + 0xE6546B64) & 0xFFFFFFFF


def spark_hash(value):
    """Spark's Murmur3 of one int with seed 42, as a signed number."""
    h = mix(42, value & 0xFFFFFFFF) ^ 4
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35), (16, 1)):
        h = (h ^ h >> shift) * factor & 0xFFFFFFFF
    return h - (1 << 32) if h >> 31 else h


def keys(partitions):
    """For each partition one key that hashes to it."""
    found, key = {}, 0
    while len(found) < partitions:
        found.setdefault(spark_hash(key) % partitions, key)
        key += 1
    return [found[i] for i in range(partitions)]


def draw(random_, n, mean_ms, sigma=.4):
    return [max(5, int(random_.lognormvariate(0, sigma) * mean_ms)) for _ in range(n)]


def plan(dag, seed):
    """What the application does, in order: ("run", stages) | ("pause", s) | ("fork", a, b, joined) | ("together", [stages, ...])."""
    r = random.Random(f"{dag}/{seed}")
    d = lambda *a: draw(r, *a)
    if dag == "chain":
        return [("run", [d(48, 400), d(32, 600), d(16, 300), d(8, 500)])]
    if dag == "skewed":
        return [("run", [d(32, 400), d(31, 400) + [9000], d(16, 400)])]
    if dag == "driver":
        return [step for _ in range(5) for step in (("run", [d(24, 300)]), ("pause", 2.5))]
    if dag == "fork":
        return [("fork", d(24, 500), d(40, 300), d(16, 400))]
    if dag == "jobs":
        return [("together", [[d(20, 400), d(10, 400)] for _ in range(4)])]
    if dag == "many":
        return [("run", [d(1500, 60, .6), d(200, 100, .6)])]
    if dag == "mixed":
        return [("run", [d(60, 250), d(20, 700)]), ("pause", 2), ("run", [d(12, 800)]), ("run", [d(100, 120), d(4, 2500), d(30, 200)])]
    if dag == "random":
        return random_plan(r)
    raise SystemExit(f"unknown DAG {dag}: chain, skewed, driver, fork, jobs, many, mixed, random")


def random_plan(r):
    """One to four steps of every kind, with 20 to 60 s of sleep in all."""
    def stage():
        spread, mean = r.choice((.1, .4, .8)), 2 ** r.uniform(0, 4)
        found = [mean * r.lognormvariate(0, spread) for _ in range(int(2 ** r.uniform(0, 6.3)))]
        return found + [mean * r.uniform(4, 12)] if r.random() < .2 else found

    stages = lambda most: [stage() for _ in range(r.randint(1, most))]
    kinds = ["run"] + [r.choice(("run", "run", "pause", "fork", "together")) for _ in range(r.randint(0, 3))]
    make = {"run": lambda: [stages(4)], "pause": lambda: [r.uniform(.5, 4)], "fork": lambda: [stage(), stage(), stage()], "together": lambda: [[stages(3) for _ in range(r.randint(2, 5))]]}
    steps = [(kind, *make[kind]()) for kind in kinds]
    total = lambda what: sum(map(total, what)) if isinstance(what, list) else what
    factor = r.uniform(20_000, 60_000) / sum(total(what) for kind, *what in steps if kind != "pause")
    scaled = lambda what: [scaled(each) for each in what] if isinstance(what, list) else max(5, int(factor * what))
    return [(kind, *what) if kind == "pause" else (kind, *map(scaled, what)) for kind, *what in steps]


def sleeps(dag, seed):
    """Seconds that the tasks of the DAG sleep, added up."""
    total = 0
    for kind, *what in plan(dag, seed):
        if kind == "run":
            total += sum(map(sum, what[0]))
        elif kind == "fork":
            total += sum(map(sum, what))
        elif kind == "together":
            total += sum(sum(map(sum, stages)) for stages in what[0])
    return total / 1000


def array(values, kind):
    return f"array({','.join(map(str, values))})" if kind == "int" else f"array({','.join(f'{v}L' for v in values)})"


def sleep_in_python(df, ms):
    def each(rows):
        from pyspark import TaskContext
        time.sleep(ms[TaskContext.get().partitionId() % len(ms)] / 1000)
        yield from rows
    return df.sparkSession.createDataFrame(df.rdd.mapPartitions(each), df.schema)


def sleep(df, ms):
    if df.sparkSession.conf.get("spark.lab.sleep", "jvm") == "python":
        return sleep_in_python(df, ms)
    at = f"element_at({array(ms, 'long')}, spark_partition_id() + 1)"
    return df.where(F.expr(f"coalesce(reflect('java.lang.Thread', 'sleep', {at}), 'null') = 'null'"))


def spread(df, source, target):
    """Moves the rows 0..source-1 to the partitions 0..target-1, one row each."""
    df = df.where(f"id < {target}") if target <= source else df.select(F.expr(f"explode(sequence(id, {target - 1}L, {source}L))").alias("id"))
    return df.select("id", F.expr(f"element_at({array(keys(target), 'int')}, cast(id as int) + 1)").alias("key")).repartition(target, "key").select("id")


def run(spark, stages):
    df = None
    for number, ms in enumerate(stages):
        df = spark.range(0, len(ms), 1, len(ms)) if df is None else spread(df, len(stages[number - 1]), len(ms))
        df = sleep(df, ms)
    df.write.format("noop").mode("overwrite").save()


def fork(spark, left, right, joined):
    spark.conf.set("spark.sql.autoBroadcastJoinThreshold", "-1")
    spark.conf.set("spark.sql.shuffle.partitions", str(len(joined)))
    side = lambda ms, name: sleep(spark.range(0, len(ms), 1, len(ms)), ms).where(f"id < {len(joined)}").select(
        F.expr(f"element_at({array(keys(len(joined)), 'int')}, cast(id as int) + 1)").alias("key"), F.col("id").alias(name))
    sleep(side(left, "a").join(side(right, "b"), "key"), joined).write.format("noop").mode("overwrite").save()


def main():
    dag, seed, logdir, master, *extra = sys.argv[1:]
    steps = plan(dag, seed)
    conf = dict(kv.split("=", 1) for kv in extra)
    base = {"spark.eventLog.enabled": "true", "spark.eventLog.dir": "file://" + logdir, "spark.ui.showConsoleProgress": "false",
            "spark.sql.adaptive.enabled": "false", "spark.executor.memory": "512m", "spark.driver.memory": "1g"}
    builder = SparkSession.builder.master(master).appName(f"jvm-sleeps-{dag}-{seed}")
    for k, v in {**base, **conf}.items():
        builder = builder.config(k, v)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    start = time.time()
    for kind, *what in steps:
        if kind == "run":
            run(spark, what[0])
        elif kind == "pause":
            time.sleep(what[0])
        elif kind == "fork":
            fork(spark, *what)
        else:
            threads = [threading.Thread(target=run, args=(spark, stages)) for stages in what[0]]
            [t.start() for t in threads]
            [t.join() for t in threads]
    seconds = time.time() - start
    app = spark.sparkContext.applicationId
    spark.stop()
    print("RESULT " + json.dumps({"app": app, "dag": dag, "seed": seed, "job_s": round(seconds, 3), "conf": conf, "master": master}))


if __name__ == "__main__":
    main()
