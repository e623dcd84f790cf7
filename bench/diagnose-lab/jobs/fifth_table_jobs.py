"""Fifth set, tables: joins, windows and files of a city's transport company, each job with one known fault (one has two), and the same job without it."""
import atexit, os, shutil, time
from registry import D, NO_AQE, bad, good, job, sink

TAPS = f"{D}/fifth-taps"                # 4 M taps at the gates, 8 files
PROFILES = f"{D}/fifth-profiles"        # 400,001 cards with 256 characters each, 4 files
STATIONS = f"{D}/fifth-stations"        # 600 rows
GATES = f"{D}/fifth-gates"              # 400,000 rows in 4,000 ORC files
GATES_PACKED = f"{D}/fifth-gates-packed"
TICKETS_JSON = f"{D}/fifth-sales-json"    # 3 M rows of 14 fields
TICKETS = f"{D}/fifth-sales"
FLEET_CSV = f"{D}/fifth-readings-csv"   # 1.6 M rows of 24 columns
FLEET = f"{D}/fifth-readings"
LINES_GZ = f"{D}/fifth-lines-gz"        # one gzip file of 1 M lines
LINES = f"{D}/fifth-lines"
SIGNALS = f"{D}/fifth-signals"          # 20 M rows in 16 files, each in order of time
BY_DAY = f"{D}/fifth-taps-by-day"       # the taps in 60 folders
HOLIDAYS = f"{D}/fifth-holidays"        # a CSV of 3,000 rows
OUT = f"{D}/fifth-out"
REGIONS = (0, 1, 2, 4)                    # two of each hash to either of two partitions
FILE_A_TASK = {"spark.sql.files.maxPartitionBytes": "32m"}  # even tasks in both variants: a file each


def of(seed, n, column="id"):
    from pyspark.sql import functions as F
    return F.pmod(F.xxhash64(column, F.lit(seed)), F.lit(n))


def prepare(spark):
    from pyspark.sql import functions as F
    day = lambda seed: F.date_format(F.date_add(F.lit("2025-01-01").cast("date"), of(seed, 60).cast("int")), "yyyy-MM-dd")
    if not os.path.exists(TAPS):
        taps = spark.range(0, 4_000_000, 1, 8).select(
            F.col("id").alias("tap"), F.format_string("C%07d", of(1, 250_000)).alias("card"), of(2, 120).alias("line"), F.concat(F.lit("station "), of(3, 600)).alias("station"), day(4).alias("day"),
            F.timestamp_seconds(F.lit(1735689600) + of(5, 5_184_000)).alias("tapped"), (of(6, 900) / 100).alias("fare"), F.concat(F.lit("D"), of(7, 3000)).alias("device"))
        taps.write.parquet(TAPS)
        taps.repartition(8, "day").write.partitionBy("day").parquet(BY_DAY)
    if not os.path.exists(PROFILES):
        cards = spark.range(-1, 400_000, 1, 4).select(F.when(F.col("id") < 0, "WALK-UP").otherwise(F.format_string("C%07d", "id")).alias("card"), F.when(F.col("id") < 0, F.lit(0)).otherwise(F.col("id") % 120).alias("line"))
        cards.select("card", "line", F.sha2("card", 512).alias("contract"), F.sha2(F.reverse("card"), 512).alias("address")).write.parquet(PROFILES)
    if not os.path.exists(STATIONS):
        spark.range(0, 600, 1, 1).select(F.concat(F.lit("station "), "id").alias("station"), F.concat(F.lit("zone "), F.col("id") % 9).alias("zone")).write.parquet(STATIONS)
    if not os.path.exists(GATES):
        gates = spark.range(0, 400_000, 1, 8).select(F.col("id").alias("event"), of(1, 3000).alias("gate"), (of(2, 10_000) / 100).alias("current"))
        gates.repartition(4000).write.orc(GATES)
        gates.repartition(8).write.orc(GATES_PACKED)
    if not os.path.exists(TICKETS_JSON):
        tickets = spark.range(0, 3_000_000, 1, 8).select(F.col("id").alias("ticket"), F.sha1(F.col("id").cast("string")).alias("holder"), day(1).alias("day"), F.concat(F.lit("station "), of(2, 600)).alias("sold_at"), *[(of(at, 100_000) / 100).alias(f"part{at}") for at in range(3, 13)])
        tickets.write.json(TICKETS_JSON)
        tickets.write.parquet(TICKETS)
    if not os.path.exists(FLEET_CSV):
        fleet = spark.range(0, 1_600_000, 1, 8).select(F.col("id").alias("reading"), of(1, 400).alias("vehicle"), *[(of(at, 10_000_000) / 1000).alias(f"m{at}") for at in range(22)])
        fleet.write.csv(FLEET_CSV, header=True)
        fleet.write.parquet(FLEET)
    if not os.path.exists(LINES_GZ):
        lines = spark.range(0, 1_000_000, 1, 8).select(F.format_string(
            '10.%s.%s.7 - - [01/Mar/2025:%s:%s:00 +0000] "GET /plan/%s/leg?id=%s HTTP/1.1" %s %s', of(1, 200), of(2, 250), of(3, 24), of(4, 60), of(5, 700), F.col("id"), F.when(of(6, 12) == 0, 500).otherwise(200), of(7, 90_000)).alias("value"))
        lines.write.parquet(LINES)
        lines.coalesce(1).write.option("compression", "gzip").text(LINES_GZ)
    if not os.path.exists(SIGNALS):
        signals = spark.range(0, 20_000_000, 1, 16).select(F.timestamp_seconds(F.lit(1735689600) + F.floor((F.col("id") % 1_250_000) * 5_184_000 / 1_250_000)).alias("seen"), of(1, 4000).cast("int").alias("signal"), of(2, 1_000_000).cast("int").alias("phase"))
        signals.write.option("parquet.block.size", 1 << 20).parquet(SIGNALS)
    if not os.path.exists(HOLIDAYS):
        spark.range(0, 3000, 1, 1).select(F.col("id").alias("line"), F.concat(F.lit("operator "), F.col("id") % 14).alias("operator")).write.csv(HOLIDAYS, header=True)


def scrambled(column, rounds):
    """A pseudonym as the privacy rules want it: work that both variants do."""
    from pyspark.sql import functions as F
    result = (F.col(column) if isinstance(column, str) else column).cast("string")
    for _ in range(rounds):
        result = F.sha2(result, 512)
    return result


def nested(text, rounds):
    """The same in SQL."""
    return "sha2(" * rounds + text + ", 512)" * rounds


def digest(*columns):
    from pyspark.sql import functions as F
    return F.bit_xor(F.xxhash64(*columns))


def fresh(name):
    """A folder nobody wrote before, removed when the JVM's last application is over: no run pays for deleting the files of another."""
    path = f"{OUT}/{name}-{os.getpid()}-{time.time_ns()}"
    atexit.register(shutil.rmtree, path, True)
    return path


def nightly(spark, rows=1_200_000):
    """What both variants of a job do before its own work, so that the healthy one is no small application."""
    sink(spark.range(0, rows, 1, 8).select("id", scrambled("id", 8).alias("key")))


SPREAD = {"spark.sql.shuffle.partitions": "24", "spark.sql.adaptive.coalescePartitions.enabled": "false"}


# Skew, two keys. One card of all walk-ups has 88 % of the rows, below the 256 MB from which AQE splits: one of two slots does 7 of 8 parts of the hashing behind the join.
@job("fifth", bad=bad("SKEW001|SKEW003", also="SKEW001 SKEW003 CONF002", _=SPREAD), apart=good(also="CONF002", _=SPREAD),
     split=good(also="CONF002", _={**SPREAD, "spark.sql.adaptive.skewJoin.skewedPartitionThresholdInBytes": "6m", "spark.sql.adaptive.advisoryPartitionSizeInBytes": "6m"}))
def contracts_of_taps(spark, variant):
    from pyspark.sql import functions as F
    walk_up, number = F.col("id") % 25 < 22, of(1, 400_000)
    taps = spark.range(0, 2_000_000, 1, 8).select("id", F.when(walk_up, "WALK-UP").otherwise(F.format_string("C%07d", number)).alias("card"), F.when(walk_up, F.lit(0)).otherwise(number % 120).alias("line"), F.sha1(F.col("id").cast("string")).alias("ref"))
    profiles = spark.read.parquet(PROFILES).drop("address")
    if variant == "apart":
        known = taps.where("card <> 'WALK-UP'").join(profiles, ["card", "line"])
        joined = known.unionByName(taps.where("card = 'WALK-UP'").join(F.broadcast(profiles.where("card = 'WALK-UP'")), ["card", "line"]))
    else:
        joined = taps.join(profiles, ["card", "line"])
    sink(joined.select("id", "line", scrambled(F.concat("ref", "contract"), 9).alias("proof")))


# Skew, null keys, SQL. 88 % of the taps have no card: a left join keeps them, all in one partition, and the hashing behind the join is one task's.
@job("fifth", bad=bad("SKEW001|SKEW003", also="SKEW001 SKEW003", spark__sql__adaptive__advisoryPartitionSizeInBytes="4m"), fixed=good(spark__sql__adaptive__advisoryPartitionSizeInBytes="4m"))
def receipts_with_or_without_card(spark, variant):
    from pyspark.sql import functions as F
    spark.range(0, 1_900_000, 1, 8).select("id", F.when(F.col("id") % 25 >= 22, F.format_string("C%07d", of(1, 400_000))).alias("card"), F.sha1(F.col("id").cast("string")).alias("ref")).createOrReplaceTempView("taps")
    spark.read.parquet(PROFILES).createOrReplaceTempView("profiles")
    proof = nested("concat(t.ref, coalesce(p.contract, 'paid in cash'))", 10)
    if variant == "bad":
        query = f"SELECT t.id, {proof} AS proof FROM taps t LEFT JOIN profiles p ON t.card = p.card"
    else:
        query = f"""SELECT t.id, {proof} AS proof FROM taps t LEFT JOIN profiles p ON t.card = p.card WHERE t.card IS NOT NULL
                    UNION ALL SELECT id, {nested("concat(ref, 'paid in cash')", 10)} FROM taps WHERE card IS NULL"""
    sink(spark.sql(query))


# Skew, window. A test device has 88 % of the rows; no engine splits a window's group, and its sorting and hashing is one task's.
@job("fifth", bad=bad("SKEW005|SKEW001", also="SKEW005 SKEW001 MEM001 CONF001 SKEW004", _={**NO_AQE, "spark.sql.shuffle.partitions": "12"}), finer=good(also="CONF001", _={**NO_AQE, "spark.sql.shuffle.partitions": "12"}))
def taps_after_taps(spark, variant):
    from pyspark.sql import functions as F, Window
    taps = spark.range(0, 1_800_000, 1, 8).select("id", F.when(F.col("id") % 25 < 22, "TEST-1").otherwise(F.concat(F.lit("D"), of(1, 4000))).alias("device"), of(2, 97).alias("slot"), of(3, 86_400).alias("second"), F.sha1(F.col("id").cast("string")).alias("ref"))
    window = Window.partitionBy(*(["device"] if variant == "bad" else ["device", "slot"])).orderBy("second", "id")
    sink(taps.withColumn("before", F.lag("ref", 1, "none").over(window)).select("id", "device", scrambled(F.concat("before", "ref"), 7).alias("chain")))


# Skew, aggregation with collect. One depot's one gate has 86 % of the events; its list is hashed by one task, since a list is one row.
@job("fifth", bad=bad("SKEW001|SKEW005|SKEW004", also="SKEW001 SKEW005 SKEW004 CONF001 MEM001 MEM002 MEM009 SHUF008", _={**NO_AQE, "spark.sql.shuffle.partitions": "16"}), per_row=good(also="CONF001", _={**NO_AQE, "spark.sql.shuffle.partitions": "16"}))
def seals_of_depots(spark, variant):
    from pyspark.sql import functions as F
    hot = F.col("id") % 50 < 43
    events = spark.range(0, 1_000_000, 1, 8).select("id", F.when(hot, "main depot").otherwise(F.concat(F.lit("depot "), of(1, 40))).alias("depot"), F.when(hot, F.lit(0)).otherwise(of(2, 20)).alias("gate"), F.sha1(F.col("id").cast("string")).alias("ref"))
    seal = lambda ref: F.xxhash64(scrambled(ref, 14))
    if variant == "bad":
        lists = events.groupBy("depot", "gate").agg(F.collect_list("ref").alias("refs"))
        sink(lists.select("depot", "gate", F.array_max(F.transform("refs", seal)).alias("seal")))
    else:
        sink(events.withColumn("seal", seal(F.col("ref"))).groupBy("depot", "gate").agg(F.max("seal").alias("seal")))


# Spill. Four regions of a million wide rows, ranked two ways in two partitions of a heap that gives a task some 90 MB: both sorts and both buffers of the windows go to disk.
@job("fifth", bad=bad("MEM001", also="PART004 MEM011 MEM002 CONF011 SHUF008 PART005", _={"spark.driver.memory": "1g", "spark.memory.fraction": "0.25", "spark.sql.shuffle.partitions": "2"}), roomy=good(spark__driver__memory="6g", spark__sql__shuffle__partitions="2"))
def ranks_in_regions(spark, variant):
    from pyspark.sql import functions as F, Window
    rows = spark.range(0, 3_200_000, 1, 8).select(F.element_at(F.array(*[F.lit(region) for region in REGIONS]), (F.col("id") % 4 + 1).cast("int")).alias("region"), *[F.xxhash64("id", F.lit(at)).alias(f"m{at}") for at in range(14)])
    by_first, by_second = Window.partitionBy("region").orderBy("m0"), Window.partitionBy("region").orderBy("m1")
    sink(rows.withColumn("rank", F.row_number().over(by_first)).withColumn("share", F.col("m2") / F.avg("m3").over(by_first.rowsBetween(Window.unboundedPreceding, Window.unboundedFollowing))).withColumn("second", F.row_number().over(by_second)).withColumn("total", F.max("m4").over(by_second.rowsBetween(Window.unboundedPreceding, Window.unboundedFollowing))))


# Tiny tasks, SQL. A hint from a larger cluster: 4,000 tasks of a hundred rows.
@job("fifth", bad=bad("PART001|PART009", also="PART001 PART009 SCHED004 SHUF009 SHUF005"), eight=good(), aqe=good())
def letters_to_card_holders(spark, variant):
    hint = {"bad": "/*+ REPARTITION(4000) */", "eight": "/*+ REPARTITION(8) */", "aqe": ""}[variant]
    spark.sql(f"SELECT {hint} id, {nested('CAST(id AS string)', 16)} AS pseudonym FROM range(0, 400000, 1, 8)").createOrReplaceTempView("holders")
    sink(spark.sql("SELECT id, concat('Dear ', substr(pseudonym, 1, 12)) AS letter FROM holders WHERE pseudonym NOT LIKE 'fff%'"))


# Too few tasks. A log of 1 M lines comes as one gzip file, which cannot be split: one task decompresses, parses and hashes all of it.
@job("fifth", bad=bad("PART002|IO008", also="PART002 IO008 IO003 SKEW002 PART003"), parquet=good(_=FILE_A_TASK))
def plans_asked_for(spark, variant):
    from pyspark.sql import functions as F
    lines = spark.read.text(LINES_GZ) if variant == "bad" else spark.read.parquet(LINES)
    parsed = lines.select(F.regexp_extract("value", r'"GET (/\w+/\d+)', 1).alias("page"), F.regexp_extract("value", r'" (\d{3}) ', 1).alias("status"), scrambled("value", 16).alias("visitor"))
    sink(parsed.groupBy("page", "status").agg(F.count("*").alias("n"), digest("visitor").alias("visitors")))


# Missing broadcast, SQL. A MERGE hint left in the query shuffles and sorts 4 M wide rows to meet 600.
@job("fifth", bad=bad("JOIN001", also="JOIN008 SHUF008 MEM001", _=FILE_A_TASK), fixed=good(_=FILE_A_TASK), hinted=good(_=FILE_A_TASK))
def revenue_by_zone(spark, variant):
    spark.read.parquet(TAPS).createOrReplaceTempView("taps")
    spark.read.parquet(STATIONS).createOrReplaceTempView("stations")
    hint = {"bad": "/*+ MERGE(s) */", "fixed": "", "hinted": "/*+ BROADCAST(s) */"}[variant]
    sink(spark.sql(f"""SELECT {hint} s.zone, t.line, sum(t.fare) AS revenue, count(*) AS taps, bit_xor(xxhash64({nested('CAST(t.tap AS string)', 1)}, t.card, t.device, t.tapped, t.day)) AS digest
                       FROM taps t JOIN stations s ON t.station = s.station GROUP BY s.zone, t.line"""))


# Nested loop. Two equalities with OR between them: every applicant is compared with every entry of the list, 1.3 * 10^9 pairs.
@job("fifth", bad=bad("JOIN002"), by_key=good())
def applicants_on_the_list(spark, variant):
    from pyspark.sql import functions as F
    nightly(spark)
    applicants = spark.range(0, 160_000, 1, 8).select(F.col("id").alias("applicant"), F.concat(F.lit("+43"), of(1, 9_000_000)).alias("phone"), F.concat(of(2, 7_000_000), F.lit("@mail")).alias("mail"))
    entries = spark.range(0, 8000, 1, 2).select(F.col("id").alias("entry"), F.concat(F.lit("+43"), of(1, 9_000_000)).alias("phone"), F.concat(of(2, 7_000_000), F.lit("@mail")).alias("mail"))
    same_phone, same_mail = applicants.phone == entries.phone, applicants.mail == entries.mail
    if variant == "bad":
        found = applicants.join(entries, same_phone | same_mail).select("applicant", "entry")
    else:
        by_key = lambda frame: frame.withColumn("key", F.explode(F.array("phone", "mail"))).drop("phone", "mail")
        found = by_key(applicants).join(by_key(entries), "key").drop("key").dropDuplicates(["applicant", "entry"])
    sink(found)


# Exploding join. Taps and payments are joined by customer before they are summed: 400 by 400 rows of each customer, 200 M rows from 500,000.
@job("fifth", bad=bad("JOIN003", also="JOIN001"), first_summed=good())
def balance_of_customers(spark, variant):
    from pyspark.sql import functions as F
    nightly(spark)
    side = lambda name, seed: spark.range(0, 500_000, 1, 8).select((F.col("id") * 7919 % 1250).alias("customer"), (of(seed, 10_000) / 100).alias(name))
    taps, payments = side("fare", 1), side("paid", 2)
    if variant == "first_summed":
        taps, payments = taps.groupBy("customer").agg(F.sum("fare").alias("fare")), payments.groupBy("customer").agg(F.sum("paid").alias("paid"))
    sink(taps.join(payments, "customer").groupBy("customer").agg(F.sum("fare").alias("fares"), F.sum("paid").alias("paid")))


# Repeated exchange. Three reports read, hash, shuffle and sort the same 2 M taps by card; cached by card and time, two of the three are saved.
@job("fifth", bad=bad("SHUF001|CACHE001", also="SHUF001 CACHE001", _=FILE_A_TASK), once=good(_=FILE_A_TASK))
def three_reports_by_card(spark, variant):
    from pyspark.sql import functions as F, Window
    taps = spark.read.parquet(TAPS).where("day < '2025-01-31'").select("card", "tapped", "line", "fare", F.sha1(F.sha1(F.col("tap").cast("string"))).alias("ref"))
    if variant == "once":
        taps = taps.repartition(8, "card").sortWithinPartitions("card", "tapped").cache()
    window = Window.partitionBy("card").orderBy("tapped")
    sink(taps.withColumn("gap", F.col("tapped").cast("long") - F.lag("tapped").over(window).cast("long")))
    sink(taps.withColumn("n", F.row_number().over(window)))
    sink(taps.withColumn("spent", F.sum("fare").over(window.rowsBetween(Window.unboundedPreceding, 0))))


# Missing cache. randomSplit is lazy: each of the three parts computes the features of all cards again.
@job("fifth", bad=bad("CACHE001", also="SHUF001", _=FILE_A_TASK), cached=good(_=FILE_A_TASK))
def parts_for_training(spark, variant):
    from pyspark.sql import functions as F
    features = spark.read.parquet(TAPS).where("line < 80").groupBy("card").agg(F.count("*").alias("taps"), F.avg("fare").alias("fare"), F.stddev("fare").alias("spread"), digest("tapped").alias("times"), F.max("tapped").alias("last"), F.avg(F.length(scrambled("tap", 2))).alias("size"))
    if variant == "cached":
        features = features.cache()
    for name, part in zip(("train", "validate", "test"), features.randomSplit([0.6, 0.2, 0.2], 7)):
        part.write.mode("overwrite").parquet(f"{OUT}/{name}")


# Useless cache. Two steps are persisted, each read once, by the one write that fills them: columns of 128 characters are built twice for nothing.
@job("fifth", bad=bad("CACHE002", also="CACHE004 CACHE005 CACHE007 MEM002 MEM010"), plain=good())
def keys_kept_for_later(spark, variant):
    from pyspark.sql import functions as F
    keep = (lambda frame: frame.persist()) if variant == "bad" else (lambda frame: frame)
    keys = keep(spark.range(0, 1_000_000, 1, 8).select("id", *[F.sha2((F.col("id") + at).cast("string"), 512).alias(f"key{at}") for at in range(4)]))
    checked = keep(keys.withColumn("check", F.crc32("key0")))
    sink(checked.where("check > 1000"))


# Cache thrash. Two relations of 330 MB in a heap that holds 430: reading one drops the other, six times, and each is hashed again.
@job("fifth", bad=bad("CACHE003", also="CACHE005 CACHE001 MEM002 MEM010 MEM011 CACHE004", _={"spark.driver.memory": "1500m", "spark.memory.fraction": "0.35"}), fits=good(spark__driver__memory="4g"))
def old_and_new_keys(spark, variant):
    from pyspark import StorageLevel
    from pyspark.sql import functions as F
    keys = lambda seed: spark.range(0, 1_200_000, 1, 16).select(scrambled(F.col("id") + seed, 2).alias("key"), scrambled(F.col("id") - seed, 2).alias("check")).persist(StorageLevel.MEMORY_ONLY)
    old, new = keys(1), keys(2)
    for _ in range(3):
        for part in (old, new):
            part.agg(digest("key", "check")).collect()


# Small files in. 400,000 rows in 4,000 ORC files: opening them is most of the scan.
@job("fifth", bad=bad("IO001", also="PART001 IO013 IO014 DRV008"), packed=good())
def current_of_gates(spark, variant):
    from pyspark.sql import functions as F
    gates = spark.read.orc(GATES if variant == "bad" else GATES_PACKED).withColumn("key", scrambled("event", 24))
    sink(gates.groupBy("gate").agg(F.avg("current").alias("current"), F.stddev("current").alias("spread"), digest("key").alias("keys")))


# Small files out. maxRecordsPerFile of 300 turns 900,000 rows into 3,000 files.
@job("fifth", bad=bad("IO002|IO012", also="IO002 IO011 IO012", spark__sql__files__maxRecordsPerFile="300"), fixed=good())
def export_for_partners(spark, variant):
    from pyspark.sql import functions as F
    spark.range(0, 900_000, 1, 8).select("id", scrambled("id", 5).alias("partner_key"), of(1, 600).alias("station")).write.parquet(fresh("partners"))


# Row format. 13 numbers and names are parsed from JSON text, row by row; without a schema a pass before infers it.
@job("fifth", bad=bad("IO003", also="IO004"), inferred=bad("IO003 IO004"), parquet=good(_=FILE_A_TASK))
def tickets_sold(spark, variant):
    from pyspark.sql import functions as F
    if variant == "parquet":
        tickets = spark.read.parquet(TICKETS)
    else:
        schema = "ticket BIGINT, holder STRING, day STRING, sold_at STRING, " + ", ".join(f"part{at} DOUBLE" for at in range(3, 13))
        reader = spark.read if variant == "inferred" else spark.read.schema(schema)
        tickets = reader.json(TICKETS_JSON)
    sink(tickets.groupBy("sold_at").agg(*[F.sum(f"part{at}").alias(f"part{at}") for at in range(3, 13)], digest(scrambled("holder", 1)).alias("holders"), F.max("ticket").alias("last")))


# No pushdown. The time is made a string to compare it: 20 M rows are decoded and printed to keep one day of sixty, where the row groups of that day would do.
@job("fifth", bad=bad("IO006|IO005", also="IO005 IO006 IO007", _=FILE_A_TASK), fixed=good(_=FILE_A_TASK))
def phases_of_one_day(spark, variant):
    from pyspark.sql import functions as F
    signals = spark.read.parquet(SIGNALS)
    if variant == "bad":
        signals = signals.where(F.substring(F.col("seen").cast("string"), 1, 10) == "2025-01-20")
    else:
        signals = signals.where((F.col("seen") >= F.lit("2025-01-20").cast("timestamp")) & (F.col("seen") < F.lit("2025-01-21").cast("timestamp")))
    sink(signals.groupBy("signal").agg(F.avg("phase").alias("phase"), digest(scrambled(F.concat("signal", "phase"), 8)).alias("keys")))


# GC. 6 M collected objects, some 400 MB, live in the maps of two tasks, in a heap of 600 MB; the counts asked for need none of them.
HELD = {**NO_AQE, "spark.sql.shuffle.partitions": "2", "spark.sql.objectHashAggregate.sortBased.fallbackThreshold": "10000000"}


@job("fifth", bad=bad("MEM002", also="MEM001 MEM009 MEM011 PART004 MEM007 CONF001", _={**HELD, "spark.driver.memory": "600m"}), counted=good(also="CONF001", _={**NO_AQE, "spark.sql.shuffle.partitions": "4", "spark.driver.memory": "4g"}))
def pages_of_visitors(spark, variant):
    from pyspark.sql import functions as F
    visits = spark.range(0, 3_200_000, 1, 8).select(of(1, 150_000).alias("visitor"), F.concat(F.lit("/plan/"), "id").alias("page"), of(2, 90_000).alias("second"), F.col("id").alias("key"))
    if variant == "bad":
        lists = visits.groupBy("visitor").agg(F.collect_list("page").alias("pages"), F.collect_list("second").alias("seconds"), digest("key").alias("keys"))
        sink(lists.select("visitor", F.size("pages").alias("pages"), F.array_max("seconds").alias("last"), "keys"))
    else:
        sink(visits.groupBy("visitor").agg(F.count("page").alias("pages"), F.max("second").alias("last"), digest("key").alias("keys")))


# A window over everything. percent_rank without partitionBy sorts, ranks and hashes 2.4 M rows in one task.
@job("fifth", bad=bad("PART003", also="SKEW005 MEM001 PART002"), by_line=good())
def rank_of_riders(spark, variant):
    from pyspark.sql import functions as F, Window
    riders = spark.range(0, 2_400_000, 1, 8).select("id", of(1, 120).alias("line"), (of(2, 90_000_000) / 100).alias("spent"))
    window = Window.orderBy("spent") if variant == "bad" else Window.partitionBy("line").orderBy("spent")
    sink(riders.withColumn("rank", F.percent_rank().over(window)).select("line", "rank", scrambled(F.concat_ws("/", "id", "spent"), 5).alias("rider")))


# coalesce(1) for one small file: without a shuffle between, the hashing of 900,000 rows is that one task's too.
@job("fifth", bad=bad("PART006|PART003|IO017|PART002", also="PART006 PART003 IO017 PART002"), repartition=good())
def one_file_for_the_auditor(spark, variant):
    from pyspark.sql import functions as F
    picked = spark.range(0, 900_000, 1, 8).select("id", scrambled("id", 16).alias("key")).where(F.col("key").startswith("0"))
    (picked.coalesce(1) if variant == "bad" else picked.repartition(1)).write.mode("overwrite").csv(f"{OUT}/auditor")


# High-cardinality distinct. Six exact counts of distinct values make six rows of each, which no partial aggregation reduces.
@job("fifth", bad=bad("SHUF010|SHUF007", also="SHUF007 SHUF008 SHUF010 MEM001"), approximate=good())
def numbers_of_lines(spark, variant):
    from pyspark.sql import functions as F
    taps = spark.range(0, 1_300_000, 1, 8).select(of(1, 120).alias("line"), F.col("id").alias("tap"), of(2, 600_000).alias("card"), of(3, 500_000).alias("at"), of(4, 300_000).alias("device"), of(5, 700_000).alias("holder"), F.xxhash64(scrambled("id", 4)).alias("key"))
    count = F.count_distinct if variant == "bad" else F.approx_count_distinct
    sink(taps.groupBy("line").agg(*[count(F.col(name)).alias(name) for name in ("tap", "card", "at", "device", "holder", "key")]))


# Two faults. 24 columns of CSV, all carried through a shuffle and a sort to meet 400 vehicles.
@job("fifth", bad=bad("IO003 JOIN001", also="IO004 JOIN008 MEM001 CONF003", spark__sql__autoBroadcastJoinThreshold="-1"), fixed=good(_=FILE_A_TASK))
def readings_with_vehicles(spark, variant):
    from pyspark.sql import functions as F
    fleet = spark.read.csv(FLEET_CSV, header=True) if variant == "bad" else spark.read.parquet(FLEET)
    vehicles = spark.range(0, 400, 1, 2).select(F.col("id").alias("vehicle"), F.concat(F.lit("depot "), F.col("id") % 12).alias("depot"))
    joined = fleet.join(vehicles, "vehicle")
    sink(joined.withColumn("key", scrambled("reading", 3)))
