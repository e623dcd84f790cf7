"""Small forms: what the library writes in one call."""

import calendar
import re
from pyspark.sql import SparkSession
from pyspark.sql.functions import udf

spark = SparkSession.builder.getOrCreate()
df = spark.createDataFrame([], "s string, n int, d date, a array<string>")


@udf("boolean")
def leap(n):
    return calendar.isleap(n) if n is not None else None


@udf("int")
def last_place(s):
    return s.rfind("ab")


@udf("int")
def last_place_twice(s):
    return s.rfind("aa") if s else -1


@udf("string")
def replaced_twice(s):
    return s.replace("a", "bb", 2)


@udf("string")
def replaced_often(s):
    return s.replace("ab", "", 3) if s is not None else None


@udf("array<string>")
def first_word(s):
    return s.split(None, 1)


@udf("string")
def after_two_words(s):
    parts = s.split(maxsplit=2) if s else []
    return parts[2] if len(parts) > 2 else ""


@udf("boolean")
def by_flags(s):
    return re.search(r"^abc$", s, re.I | re.M) is not None


@udf("int")
def day_of_year(d):
    return d.timetuple().tm_yday if d else None


@udf("date")
def on_the_28th(d):
    return d.replace(day=28) if d else None


@udf("string")
def every_second(s):
    return s[::2]


@udf("array<string>")
def with_one_more(a):
    return a + ["x"] if a is not None else ["x"]


@udf("string")
def in_the_middle(s):
    return s.strip().center(11, "*")


df.select(
    leap("n").alias("a1"), last_place("s").alias("a2"), last_place_twice("s").alias("a3"), replaced_twice("s").alias("a4"), replaced_often("s").alias("a5"), first_word("s").alias("a6"), after_two_words("s").alias("a7"),
    by_flags("s").alias("a8"), day_of_year("d").alias("a9"), on_the_28th("d").alias("b1"), every_second("s").alias("b2"), with_one_more("a").alias("b3"), in_the_middle("s").alias("b4"),
)
