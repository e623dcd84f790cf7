"""Pandas UDFs of Series to Series with a native form, the same for each row whatever its batch is."""

import numpy as np
import pandas as pd
from pyspark.sql import SparkSession
from pyspark.sql.functions import PandasUDFType, pandas_udf
from pyspark.sql.types import BooleanType, DoubleType, IntegerType, LongType, StringType

spark = SparkSession.builder.getOrCreate()
df = spark.createDataFrame([], "s string, t string, n int, m int, b bigint, x double, y double")

SIZES = {"S": "small", "M": "medium", "L": "large"}
POINTS = {"gold": 3, "silver": 2, "bronze": 1}
RATES = {"DE": 0.19, "FR": 0.2, "LU": 0.17}
CLEANED = [("ä", "ae"), ("ö", "oe"), ("-", " ")]


@pandas_udf("double")
def celsius(x: pd.Series) -> pd.Series:
    return (x - 32) * 5 / 9


@pandas_udf(DoubleType())
def product(x: pd.Series, y: pd.Series) -> pd.Series:
    return x * y


@pandas_udf("double", PandasUDFType.SCALAR)
def ratio(x, y):
    return x / y


@pandas_udf("double")
def share_of_whole(n: pd.Series, m: pd.Series) -> pd.Series:
    return n / m


@pandas_udf("double")
def per_thousand(b: pd.Series) -> pd.Series:
    return b / 1000


@pandas_udf("double")
def mixed(n: pd.Series, x: pd.Series) -> pd.Series:
    total = n * 0.5 + x
    total -= 1
    return -total


@pandas_udf("boolean")
def is_large(x: pd.Series) -> pd.Series:
    return (x > 100.5) & (x <= 1e6) | x.isna()


@pandas_udf(BooleanType())
def not_equal(x: pd.Series, y: pd.Series) -> pd.Series:
    return ~(x == y)


@pandas_udf("boolean")
def in_range(n: pd.Series) -> pd.Series:
    return n.between(10, 20) | n.isin([1, 2, 3])


@pandas_udf("boolean")
def big_enough(b: pd.Series) -> pd.Series:
    return b >= 1000000


@pandas_udf("double")
def filled(x: pd.Series) -> pd.Series:
    return x.fillna(0)


@pandas_udf("double")
def first_known(x: pd.Series, y: pd.Series) -> pd.Series:
    return x.fillna(y).fillna(-1.0)


@pandas_udf("int")
def filled_int(n: pd.Series) -> pd.Series:
    return n.fillna(0)


@pandas_udf("double")
def clipped(x: pd.Series) -> pd.Series:
    return x.clip(0, 100)


@pandas_udf("double")
def at_least(x: pd.Series) -> pd.Series:
    return x.clip(lower=1.5)


@pandas_udf("int")
def clipped_int(n: pd.Series) -> pd.Series:
    return n.clip(lower=-5, upper=1000) * 2 + 1


@pandas_udf(DoubleType())
def rounded(x: pd.Series) -> pd.Series:
    return x.round(2)


@pandas_udf("double")
def rounded_whole(x: pd.Series) -> pd.Series:
    return round(x)


@pandas_udf("double")
def root(x: pd.Series) -> pd.Series:
    return np.sqrt(x)


@pandas_udf("double")
def floors(x: pd.Series) -> pd.Series:
    return np.floor(x) + np.ceil(x)


@pandas_udf("double")
def cut_off(x: pd.Series) -> pd.Series:
    return np.trunc(x)


@pandas_udf("double")
def squares(x: pd.Series) -> pd.Series:
    return x ** 2 + np.square(x)


@pandas_udf("double")
def distance(x: pd.Series, y: pd.Series) -> pd.Series:
    return abs(x - y)


@pandas_udf("double")
def positive_only(x: pd.Series) -> pd.Series:
    return x.where(x > 0)


@pandas_udf("double")
def masked(x: pd.Series, y: pd.Series) -> pd.Series:
    return x.mask(x < 0, y)


@pandas_udf("string")
def grade(x: pd.Series) -> pd.Series:
    return pd.Series(np.where(x >= 90, "A", np.where(x >= 80, "B", "C")))


@pandas_udf("string")
def band(x: pd.Series) -> pd.Series:
    return pd.Series(np.select([x < 0, x < 10, x.isna()], ["negative", "low", "missing"], default="high"))


@pandas_udf("int")
def flag(x: pd.Series) -> pd.Series:
    return (x > 0.5).astype(int)


@pandas_udf("double")
def capped(x: pd.Series) -> pd.Series:
    return np.minimum(x, 99.5)


@pandas_udf("string")
def upper(s: pd.Series) -> pd.Series:
    return s.str.upper()


@pandas_udf(StringType())
def cleaned(s: pd.Series) -> pd.Series:
    for old, new in CLEANED:
        s = s.str.replace(old, new, regex=False)
    return s.str.strip().str.lower()


@pandas_udf("long")
def length(s: pd.Series) -> pd.Series:
    return s.str.len()


@pandas_udf("int")
def length_or_zero(s: pd.Series) -> pd.Series:
    return s.str.len().fillna(0).astype(int)


@pandas_udf("boolean")
def has_at(s: pd.Series) -> pd.Series:
    return s.str.contains("@", regex=False)


@pandas_udf("boolean")
def is_mail(s: pd.Series) -> pd.Series:
    return s.str.contains(r"^[a-z]+@[a-z]+\.com$", na=False) & ~s.str.startswith("no", na=False)


@pandas_udf("string")
def head(s: pd.Series) -> pd.Series:
    return s.str[:3] + "..."


@pandas_udf("string")
def initial(s: pd.Series) -> pd.Series:
    return s.str[0].fillna("")


@pandas_udf("string")
def domain(s: pd.Series) -> pd.Series:
    return s.str.split("@").str[1].fillna("none")


@pandas_udf("string")
def joined(s: pd.Series, t: pd.Series) -> pd.Series:
    return s.fillna("?") + "-" + t


@pandas_udf("string")
def digits(s: pd.Series) -> pd.Series:
    return s.str.replace(r"[^0-9]", "", regex=True)


@pandas_udf("string")
def padded(s: pd.Series) -> pd.Series:
    return s.str.zfill(8)


@pandas_udf("string")
def size_name(s: pd.Series) -> pd.Series:
    return s.map(SIZES).fillna("other")


@pandas_udf("int")
def points(s: pd.Series) -> pd.Series:
    return s.str.lower().map(POINTS)


@pandas_udf("double")
def rate(s: pd.Series) -> pd.Series:
    return s.map(RATES)


@pandas_udf("boolean")
def is_known(s: pd.Series) -> pd.Series:
    return s.isin(["a", "b", "abc"]) & (s != "b")


@pandas_udf("string")
def by_function(s: pd.Series) -> pd.Series:
    return s.apply(lambda v: v.strip().title() if v is not None else "none")


@pandas_udf("string")
def by_function_with_isna(s: pd.Series) -> pd.Series:
    return s.map(lambda v: None if pd.isna(v) else v[::-1])


def tax(v):
    if v != v or v < 0:
        return 0.0
    return v * 0.19 if v < 1000 else v * 0.25


@pandas_udf("double")
def tax_of(x: pd.Series) -> pd.Series:
    return x.apply(tax)


@pandas_udf("string")
def label(x: pd.Series) -> pd.Series:
    return x.apply(lambda v: "big" if v > 10 else "small")


plus_one = pandas_udf(lambda x: x + 1.0, "double")

df.select(
    celsius("x").alias("c1"), product("x", "y").alias("c2"), ratio("x", "y").alias("c3"), share_of_whole("n", "m").alias("c4"), per_thousand("b").alias("c5"), mixed("n", "x").alias("c6"),
    is_large("x").alias("c7"), not_equal("x", "y").alias("c8"), in_range("n").alias("c9"), big_enough("b").alias("d1"), filled("x").alias("d2"), first_known("x", "y").alias("d3"),
    filled_int("n").alias("d4"), clipped("x").alias("d5"), at_least("x").alias("d6"), clipped_int("n").alias("d7"), rounded("x").alias("d8"), rounded_whole("x").alias("d9"), root("x").alias("e1"),
    floors("x").alias("e2"), cut_off("x").alias("e3"), squares("x").alias("e4"), distance("x", "y").alias("e5"), positive_only("x").alias("e6"), masked("x", "y").alias("e7"), grade("x").alias("e8"),
    band("x").alias("e9"), flag("x").alias("f1"), capped("x").alias("f2"), upper("s").alias("f3"), cleaned("s").alias("f4"), length("s").alias("f5"), length_or_zero("s").alias("f6"), has_at("s").alias("f7"),
    is_mail("s").alias("f8"), head("s").alias("f9"), initial("s").alias("g1"), domain("s").alias("g2"), joined("s", "t").alias("g3"), digits("s").alias("g4"), padded("s").alias("g5"), size_name("s").alias("g6"),
    points("s").alias("g7"), rate("s").alias("g8"), is_known("s").alias("g9"), by_function("s").alias("h1"), by_function_with_isna("s").alias("h2"), tax_of("x").alias("h3"), label("x").alias("h4"), plus_one("x").alias("h5"),
)
