"""Pandas UDFs whose rows depend on their batch, or whose native form would differ: each must be refused."""

from typing import Iterator

import numpy as np
import pandas as pd
from pyspark.sql import SparkSession
from pyspark.sql.functions import PandasUDFType, pandas_udf

spark = SparkSession.builder.getOrCreate()
df = spark.createDataFrame([], "s string, n int, b bigint, x double, y double, p boolean, k smallint, f float, d date")


@pandas_udf("long")
def plus_one(b: pd.Series) -> pd.Series:
    return b + 1


@pandas_udf("int")
def doubled(n: pd.Series) -> pd.Series:
    return n * 2


@pandas_udf("long")
def passed_on(b: pd.Series) -> pd.Series:
    return b.fillna(0)


@pandas_udf("double")
def logarithm(x: pd.Series) -> pd.Series:
    return np.log(x)


@pandas_udf("double")
def sigmoid(x: pd.Series) -> pd.Series:
    return 1 / (1 + np.exp(-x))


@pandas_udf("double")
def standardised(x: pd.Series) -> pd.Series:
    return (x - x.mean()) / x.std()


@pandas_udf("double")
def mean_of(x: pd.Series) -> float:
    return x.mean()


@pandas_udf("double")
def iterated(batches: Iterator[pd.Series]) -> Iterator[pd.Series]:
    for x in batches:
        yield x * 2


@pandas_udf("double", PandasUDFType.GROUPED_AGG)
def grouped(x):
    return x.sum()


@pandas_udf("double")
def running(x: pd.Series) -> pd.Series:
    return x.cumsum()


@pandas_udf("double")
def previous(x: pd.Series) -> pd.Series:
    return x.shift(1)


@pandas_udf("string")
def kind(n: pd.Series) -> pd.Series:
    return n.apply(lambda v: "odd" if v % 2 else "even")


@pandas_udf("string")
def text_of(n: pd.Series) -> pd.Series:
    return n.astype(str)


@pandas_udf("int")
def whole(x: pd.Series) -> pd.Series:
    return x.astype(int)


@pandas_udf("boolean")
def negated(s: pd.Series) -> pd.Series:
    return ~s.str.contains("a", regex=False)


@pandas_udf("boolean")
def inverted(p: pd.Series) -> pd.Series:
    return ~p


@pandas_udf("string")
def looked_up(s: pd.Series) -> pd.Series:
    return s.map({"a": "b"}).str.upper()


@pandas_udf("string")
def array_of(x: pd.Series) -> pd.Series:
    return np.where(x > 1, "a", "b")


@pandas_udf("string")
def nan_text(x: pd.Series) -> pd.Series:
    return pd.Series(np.where(x > 1, "a", np.nan))


@pandas_udf("double")
def guarded(x: pd.Series) -> pd.Series:
    try:
        return x * 2
    except Exception:
        return x


@pandas_udf("double")
def chosen(x: pd.Series) -> pd.Series:
    if x.isna().any():
        return x.fillna(0)
    return x


@pandas_udf("double")
def truth(x: pd.Series, y: pd.Series) -> pd.Series:
    return x.where((x > 0) and (y > 0))


@pandas_udf("smallint")
def narrow(k: pd.Series) -> pd.Series:
    return k + 1


@pandas_udf("double")
def single(f: pd.Series) -> pd.Series:
    return f * 2


@pandas_udf("double")
def stored(x: pd.Series) -> pd.Series:
    x[x < 0] = 0
    return x


@pandas_udf("double")
def aliased(x: pd.Series) -> pd.Series:
    z = x
    z += 1
    return x


@pandas_udf("double")
def root_of_lookup(s: pd.Series) -> pd.Series:
    return np.sqrt(s.str.len())


@pandas_udf("string")
def first_letter(s: pd.Series) -> pd.Series:
    return s.str[0]


@pandas_udf("double")
def in_place(x: pd.Series) -> pd.Series:
    x += 1
    return x


df.select(
    plus_one("b").alias("a1"), doubled("n").alias("a2"), passed_on("b").alias("a3"), logarithm("x").alias("a4"), sigmoid("x").alias("a5"), standardised("x").alias("a6"), iterated("x").alias("a7"),
    running("x").alias("a8"), previous("x").alias("a9"), kind("n").alias("b1"), text_of("n").alias("b2"), whole("x").alias("b3"), negated("s").alias("b4"), inverted("p").alias("b5"), looked_up("s").alias("b6"),
    array_of("x").alias("b7"), nan_text("x").alias("b8"), guarded("x").alias("b9"), chosen("x").alias("c1"), truth("x", "y").alias("c2"), narrow("k").alias("c3"), single("f").alias("c4"), stored("x").alias("c5"),
    aliased("x").alias("c6"), root_of_lookup("s").alias("c7"), first_letter("s").alias("c8"), in_place("x").alias("c9"),
)
df.groupBy("s").agg(mean_of("x").alias("m"), grouped("x").alias("g"))
