"""UDFs over dates, lists and structs, of the kinds found in public code."""

from datetime import date, datetime, timedelta

import pyspark.sql.functions as F
from pyspark.sql import SparkSession
from pyspark.sql.functions import udf
from pyspark.sql.types import ArrayType, DateType, IntegerType, LongType, StringType

spark = SparkSession.builder.getOrCreate()
df = spark.createDataFrame([], "d date, e date, s string, n int, a array<string>, v array<int>, w array<double>, ts timestamp_ntz")

SEASONS = ["winter", "spring", "summer", "autumn"]
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
GOOD = {"gold", "silver"}


# expect: guarded
@udf("int")
def year_of(d):
    return d.year


# expect: guarded
@udf("int")
def fiscal_quarter(d):
    return (d.month - 1) // 3 + 1


# expect: guarded
@udf("boolean")
def is_weekend(d):
    return d.weekday() >= 5


# expect: guarded
@udf("string")
def weekday_name(d):
    return WEEKDAYS[d.weekday()]


# expect: guarded
@udf("string")
def season(d):
    return SEASONS[d.month % 12 // 3]


# expect: guarded
@udf("int")
def age(d, e):
    return e.year - d.year - ((e.month, e.day) < (d.month, d.day))


# expect: guarded
@udf("date")
def next_week(d):
    return d + timedelta(days=7)


# expect: guarded
@udf("int")
def days_between(d, e):
    return (e - d).days


# expect: guarded
@udf("date")
def month_start(d):
    return d.replace(day=1)


# expect: guarded
@udf("string")
def iso(d):
    return d.isoformat()


# expect: guarded
@udf("string")
def month_key(d):
    return d.strftime("%Y-%m")


# expect: guarded
@udf("string")
def long_date(d):
    return d.strftime("%d %B %Y (%a)")


# expect: guarded
@udf("int")
def date_key(d):
    return d.year * 10000 + d.month * 100 + d.day


# expect: guarded
@udf("date")
def parse_date(s):
    return datetime.strptime(s, "%Y-%m-%d").date()


# expect: rewritten
@udf("date")
def parse_date_or_none(s):
    try:
        return datetime.strptime(s, "%d/%m/%Y").date()
    except (ValueError, TypeError):
        return None


# expect: guarded
@udf("int")
def iso_week(d):
    return d.isocalendar()[1]


# expect: rewritten
@udf("boolean")
def after_cutoff(d):
    return d is not None and d > date(2020, 1, 1)


# expect: guarded
@udf("int")
def hour_of(ts):
    return ts.hour


# expect: guarded
@udf("string")
def stamp(ts):
    return ts.strftime("%Y%m%d%H%M%S")


# expect: guarded
@udf("int")
def how_many(a):
    return len(a)


# expect: rewritten
@udf("int")
def how_many_safe(a):
    return len(a) if a else 0


# expect: guarded
@udf("string")
def joined(a):
    return ", ".join(a)


# expect: guarded
@udf("array<string>")
def lowered(a):
    return [x.lower() for x in a]


# expect: rewritten
@udf(ArrayType(StringType()))
def present(a):
    if a is None:
        return []
    return [x for x in a if x]


# expect: guarded
@udf("int")
def good_ones(a):
    return sum(1 for x in a if x in GOOD)


# expect: guarded
@udf("boolean")
def has_gold(a):
    return "gold" in a


# expect: guarded
@udf("boolean")
def any_good(a):
    return any(x in GOOD for x in a)


# expect: guarded
@udf("bigint")
def total(v):
    return sum(v)


# expect: guarded
@udf("int")
def largest(v):
    return max(v)


# expect: guarded
@udf("int")
def largest_safe(v):
    v = [x for x in v or [] if x is not None]
    return max(v) if v else None


# expect: guarded
@udf("array<bigint>")
def incremented(v):
    return [x + 1 for x in v]


# expect: rewritten
@udf("string")
def first_or_none(a):
    return a[0] if a else None


# expect: guarded
@udf("string")
def last(a):
    return a[-1]


# expect: guarded
@udf("array<string>")
def top3(a):
    return a[:3]


# expect: guarded
@udf("array<string>")
def sorted_unique(a):
    return sorted(set(a))


# expect: guarded
@udf("int")
def count_long(a):
    n = 0
    for x in a:
        if x is not None and len(x) > 3:
            n += 1
    return n


# expect: guarded
@udf("string")
def first_long(a):
    for x in a:
        if x is not None and len(x) > 3:
            return x
    return None


# expect: guarded
@udf("boolean")
def all_positive(v):
    return all(x is not None and x > 0 for x in v)


# expect: guarded
@udf("array<double>")
def scaled(w):
    return [x * 0.5 for x in w]


# expect: rewritten
@udf("struct<low:int,high:int>")
def bounds(n):
    if n is None:
        return None
    return (0, n)


df.select(
    year_of("d").alias("c1"), fiscal_quarter("d").alias("c2"), is_weekend("d").alias("c3"), weekday_name("d").alias("c4"), season("d").alias("c5"), age("d", "e").alias("c6"), next_week("d").alias("c7"),
    days_between("d", "e").alias("c8"), month_start("d").alias("c9"), iso("d").alias("c10"), month_key("d").alias("c11"), long_date("d").alias("c12"), date_key("d").alias("c13"), parse_date("s").alias("c14"),
    parse_date_or_none("s").alias("c15"), iso_week("d").alias("c16"), after_cutoff("d").alias("c17"), hour_of("ts").alias("c18"), stamp("ts").alias("c19"), how_many("a").alias("c20"),
    how_many_safe("a").alias("c21"), joined("a").alias("c22"), lowered("a").alias("c23"), present("a").alias("c24"), good_ones("a").alias("c25"), has_gold("a").alias("c26"), any_good("a").alias("c27"),
    total("v").alias("c28"), largest("v").alias("c29"), largest_safe("v").alias("c30"), incremented("v").alias("c31"), first_or_none("a").alias("c32"), last("a").alias("c33"), top3("a").alias("c34"),
    sorted_unique("a").alias("c35"), count_long("a").alias("c36"), first_long("a").alias("c37"), all_positive("v").alias("c38"), scaled("w").alias("c39"), bounds("n").alias("c40"),
)
