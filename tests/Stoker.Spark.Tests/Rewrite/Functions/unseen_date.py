"""UDFs in the style of public jobs (dates), written before the rewriter was run on them."""

import datetime
from datetime import date, timedelta
import hashlib
import json
import re
from pyspark.sql import SparkSession, functions as F
from pyspark.sql.functions import udf, col
from pyspark.sql import types as T

spark = SparkSession.builder.getOrCreate()
df = spark.createDataFrame([], "s string, t string, n int, b bigint, d date, e date, a array<string>, mm map<string,string>, r struct<name:string,age:int>, ts timestamp_ntz, rr array<struct<k:string,v:int>>")

SEASONS = {12: "winter", 1: "winter", 2: "winter", 3: "spring", 4: "spring", 5: "spring", 6: "summer", 7: "summer", 8: "summer"}
HOLIDAYS = {(1, 1), (7, 4), (12, 25)}
DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
EPOCH = date(1970, 1, 1)
MONTHS = {m: i for i, m in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)}


@udf("string")
def season(d):
    return SEASONS.get(d.month, "autumn") if d else None


@udf("boolean")
def is_holiday(d):
    return d is not None and (d.month, d.day) in HOLIDAYS


@udf("string")
def weekday_name(d):
    return DAYS[d.weekday()] if d is not None else ""


@udf("int")
def age_at(d, e):
    if d is None or e is None:
        return None
    return e.year - d.year - ((e.month, e.day) < (d.month, d.day))


@udf("string")
def fiscal(d):
    y = d.year + 1 if d.month >= 10 else d.year
    q = ((d.month - 10) % 12) // 3 + 1
    return f"FY{y % 100:02d}-Q{q}"


@udf("date")
def next_business_day(d):
    if d is None:
        return None
    nd = d + timedelta(days=1)
    while nd.weekday() >= 5:
        nd += timedelta(days=1)
    return nd


@udf("date")
def next_monday(d):
    return d + timedelta(days=7 - d.weekday()) if d else None


@udf("date")
def month_start(d):
    return d.replace(day=1) if d else None


@udf("date")
def year_start(d):
    return date(d.year, 1, 1) if d else None


@udf("int")
def days_since_epoch(d):
    return (d - EPOCH).days if d else None


@udf("int")
def days_apart(d, e):
    return abs((e - d).days) if d and e else -1


@udf("string")
def yyyymm(d):
    return d.strftime("%Y%m") if d is not None else None


@udf("int")
def date_key(d):
    return d.year * 10000 + d.month * 100 + d.day if d else -1


@udf("string")
def us_date(d):
    return f"{d.month}/{d.day}/{d.year}" if d else None


@udf("date")
def parse_ymd(s):
    try:
        return datetime.datetime.strptime(s, "%Y-%m-%d").date()
    except (ValueError, TypeError):
        return None


@udf("date")
def parse_compact(s):
    if s is None or len(s) != 8 or not s.isdigit():
        return None
    try:
        return date(int(s[:4]), int(s[4:6]), int(s[6:]))
    except ValueError:
        return None


@udf("int")
def month_number(s):
    return MONTHS.get(s[:3].lower()) if s else None


@udf("boolean")
def is_weekend(d):
    return d.weekday() in (5, 6) if d else False


@udf("string")
def part_of_day(ts):
    if ts is None:
        return None
    h = ts.hour
    if 5 <= h < 12:
        return "morning"
    if 12 <= h < 18:
        return "afternoon"
    return "night"


@udf("int")
def minute_of_day(ts):
    return ts.hour * 60 + ts.minute if ts else None


@udf("string")
def iso_week(d):
    y, w, _ = d.isocalendar()
    return f"{y}-W{w:02d}"


@udf("string")
def quarter_label(d):
    return "Q%d %d" % ((d.month - 1) // 3 + 1, d.year) if d else "n/a"


@udf("string")
def sha_id(s, t):
    return hashlib.sha256(f"{s}|{t}".encode("utf-8")).hexdigest()


@udf("string")
def short_hash(s):
    return hashlib.md5((s or "").encode()).hexdigest()[:8]


@udf("int")
def hash_bucket(s):
    return int(hashlib.md5(s.encode("utf-8")).hexdigest(), 16) % 16


@udf("string")
def json_name(s):
    try:
        return json.loads(s).get("name")
    except Exception:
        return None


@udf("string")
def lookup_map(mm):
    return mm.get("color", "none") if mm else "none"


@udf("boolean")
def has_key(mm):
    return mm is not None and "size" in mm


@udf("string")
def greet(r):
    return f"{r.name} ({r.age})" if r else None


@udf("string")
def greet_item(r):
    return r["name"].upper() if r is not None and r["name"] else "?"


@udf("boolean")
def adult(r):
    return r.age >= 18 if r and r.age is not None else False


@udf(T.StructType([T.StructField("first", T.StringType()), T.StructField("last", T.StringType())]))
def split_name(s):
    if s is None:
        return (None, None)
    parts = s.split(" ", 1)
    return (parts[0], parts[1] if len(parts) > 1 else None)


@udf("struct<lo:int,hi:int>")
def bounds(n):
    return {"lo": n // 10 * 10, "hi": n // 10 * 10 + 9} if n is not None and -1000 < n < 1000000 else None


@udf("int")
def find_value(rr):
    if rr is None:
        return None
    for item in rr:
        if item.k == "total":
            return item.v
    return 0


@udf("array<string>")
def keys_of(rr):
    return [x.k for x in rr if x.v is not None and x.v > 0] if rr else []


@udf("string")
def join_sorted(a):
    return ",".join(sorted(set(x for x in a if x))) if a else ""


@udf("array<string>")
def dedupe_keep(a):
    out = []
    for x in a or []:
        if x not in out:
            out.append(x)
    return out


@udf("int")
def index_of(a):
    return a.index("x") if a and "x" in a else -1


@udf("array<string>")
def numbered(a):
    return [f"{i}:{x}" for i, x in enumerate(a)] if a else []


@udf("array<string>")
def upper_all(a):
    return [x.upper() if x is not None else None for x in a] if a is not None else None


@udf("string")
def last_item(a):
    return a[-1] if a and len(a) > 0 else None


@udf("int")
def compare_versions(s, t):
    a = [int(p) for p in s.split(".")]
    b = [int(p) for p in t.split(".")]
    return (a > b) - (a < b)


@udf("int")
def major(s):
    m = re.match(r"v?(\d+)\.(\d+)", s)
    if m is None:
        return -1
    return int(m.group(1))


@udf("boolean")
def version_at_least(s):
    parts = s.split(".")
    return (int(parts[0]), int(parts[1])) >= (3, 5) if len(parts) >= 2 else False


@udf("string")
def http_class(n):
    if n is None or not 100 <= n <= 599:
        return "other"
    return {1: "info", 2: "ok", 3: "redirect", 4: "client", 5: "server"}[n // 100]


@udf("string")
def file_ext(s):
    if s is None or "." not in s:
        return ""
    return s.rsplit(".", 1)[1].lower()


@udf("string")
def base_name(s):
    return s.rstrip("/").split("/")[-1] if s else s


@udf("string")
def yes_no(s):
    return {"y": "Yes", "yes": "Yes", "1": "Yes", "true": "Yes", "n": "No", "no": "No", "0": "No", "false": "No"}.get(str(s).strip().lower(), "Unknown")


def gender_code(value):
    """M, F or U."""
    if value is None:
        return "U"
    value = value.strip().upper()
    if value in ("M", "MALE"):
        return "M"
    elif value in ("F", "FEMALE"):
        return "F"
    else:
        return "U"


spark.udf.register("gender_code", gender_code, T.StringType())
df.createOrReplaceTempView("people")
g = spark.sql("SELECT gender_code(s) AS g, n FROM people")

out = (
    df.withColumn("c1", season("d")).withColumn("c2", is_holiday("d")).withColumn("c3", weekday_name("d")).withColumn("c4", age_at("d", "e"))
    .withColumn("c5", fiscal("d")).withColumn("c6", next_business_day("d")).withColumn("c7", next_monday("d")).withColumn("c8", month_start("d"))
    .withColumn("c9", year_start("d")).withColumn("c10", days_since_epoch("d")).withColumn("c11", days_apart("d", "e")).withColumn("c12", yyyymm("d"))
    .withColumn("c13", date_key("d")).withColumn("c14", us_date("d")).withColumn("c15", parse_ymd("s")).withColumn("c16", parse_compact("s"))
    .withColumn("c17", month_number("s")).withColumn("c18", is_weekend("d")).withColumn("c19", part_of_day("ts")).withColumn("c20", minute_of_day("ts"))
    .withColumn("c21", iso_week("d")).withColumn("c22", quarter_label("d")).withColumn("c23", sha_id("s", "t")).withColumn("c24", short_hash("s"))
    .withColumn("c25", hash_bucket("s")).withColumn("c26", json_name("s")).withColumn("c27", lookup_map("mm")).withColumn("c28", has_key("mm"))
    .withColumn("c29", greet("r")).withColumn("c30", greet_item("r")).withColumn("c31", adult("r")).withColumn("c32", split_name("s"))
    .withColumn("c33", bounds("n")).withColumn("c34", find_value("rr")).withColumn("c35", keys_of("rr")).withColumn("c36", join_sorted("a"))
    .withColumn("c37", dedupe_keep("a")).withColumn("c38", index_of("a")).withColumn("c39", numbered("a")).withColumn("c40", upper_all("a"))
    .withColumn("c41", last_item("a")).withColumn("c42", compare_versions("s", "t")).withColumn("c43", major("s")).withColumn("c44", version_at_least("s"))
    .withColumn("c45", http_class("n")).withColumn("c46", file_ext("s")).withColumn("c47", base_name("s")).withColumn("c48", yes_no("s"))
)
