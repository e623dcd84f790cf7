"""UDFs over numbers, of the kinds found in public code."""

import math

from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from pyspark.sql.functions import col, udf
from pyspark.sql.types import BooleanType, DoubleType, IntegerType, LongType, StringType

spark = SparkSession.builder.getOrCreate()
df = spark.createDataFrame([], "n int, m int, b bigint, c bigint, x double, y double, f float, k smallint, p boolean")

RATES = {1: 0.05, 2: 0.1, 3: 0.2}
LIMIT = 1000


# expect: rewritten
@udf("string")
def level(x):
    if x is None:
        return "unknown"
    if x < 50:
        return "low"
    elif x < 200:
        return "medium"
    return "high"


# expect: guarded
@udf("string")
def age_group(n):
    if 18 <= n <= 25:
        return "18-25"
    elif 26 <= n <= 35:
        return "26-35"
    elif 36 <= n <= 50:
        return "36-50"
    else:
        return "Other"


# expect: guarded
@udf("int")
def rush_hour(n):
    return 1 if 8 <= n < 11 or 16 <= n < 19 else 0


# expect: guarded
@udf("double")
def with_tax(x):
    return x * 1.1


# expect: rewritten
@udf("double")
def kilometres(x):
    return x * 1.60934 if x is not None else None


# expect: guarded
@udf("double")
def fahrenheit(x):
    return x * 1.8 + 32.0


# expect: guarded
@udf("double")
def ratio(x, y):
    if y == 0:
        return 0.0
    return x / y


# expect: guarded
@udf("double")
def share(n, m):
    total = n + m
    if total == 0:
        return 0.0
    return n / total


# expect: guarded
@udf("bigint")
def twice(n):
    return n * 2


# expect: guarded
@udf("bigint")
def plus_one(b):
    return b + 1


# expect: guarded
@udf("int")
def add_int(n, m):
    return n + m


# expect: guarded
@udf("bigint")
def square_sum(n, m):
    return n ** 2 + m ** 2


# expect: guarded
@udf("bigint")
def product(b, c):
    return b * c


# expect: guarded
@udf("int")
def bucket(n):
    return n // 10 * 10


# expect: guarded
@udf("int")
def floor_by(n, m):
    return n // m


# expect: guarded
@udf("int")
def remainder(n):
    return n % 7


# expect: guarded
@udf("bigint")
def remainder_by(b, c):
    return b % c


# expect: guarded
@udf("boolean")
def is_even(b):
    return b % 2 == 0


# expect: guarded
@udf("boolean")
def is_leap(n):
    return (n % 4 == 0 and n % 100 != 0) or n % 400 == 0


# expect: guarded
@udf("bigint")
def rounded(x):
    return round(x)


# expect: guarded
@udf("int")
def truncated(x):
    return int(x)


# expect: guarded
@udf("bigint")
def floored(x):
    return math.floor(x)


# expect: guarded
@udf("bigint")
def ceiled(x):
    return math.ceil(x / 10) * 10


# expect: guarded
@udf("double")
def root(x):
    return math.sqrt(x)


# expect: rewritten
@udf("double")
def root_or_none(x):
    if x is None or x < 0:
        return None
    return math.sqrt(x)


# expect: guarded
@udf("int")
def sign(x):
    if x > 0:
        return 1
    if x < 0:
        return -1
    return 0


# expect: guarded
@udf("double")
def clamp(x):
    return max(0.0, min(x, 100.0))


# expect: guarded
@udf("int")
def clamp_int(n):
    return max(0, min(n, LIMIT))


# expect: guarded
@udf("bigint")
def absolute(n):
    return abs(n)


# expect: rewritten
@udf("double")
def rate(n):
    return RATES.get(n, 0.0)


# expect: guarded
@udf("double")
def tax(x):
    if x <= 10000.0:
        return x * 0.1
    elif x <= 40000.0:
        return 1000.0 + (x - 10000.0) * 0.2
    else:
        return 7000.0 + (x - 40000.0) * 0.3


# expect: guarded
@udf("double")
def discounted(x, n):
    rate = 0.0
    if n > 100:
        rate = 0.15
    elif n > 50:
        rate = 0.1
    elif n > 10:
        rate = 0.05
    return x * (1.0 - rate)


# expect: guarded
@udf("int")
def score(n, m):
    points = 0
    if n > 10:
        points += 5
    if m > 10:
        points += 3
    if n > 100 and m > 100:
        points += 10
    return points


# expect: rewritten
@udf("boolean")
def in_set(n):
    return n in (1, 5, 9, 42)


# expect: guarded
@udf("boolean")
def not_number(x):
    return x is None or math.isnan(x)


# expect: rewritten
@udf("double")
def or_zero(x):
    return x if x is not None else 0.0


# expect: rewritten
@udf("string")
def show_int(b):
    return str(b)


# expect: guarded
@udf("string")
def padded_int(n):
    return f"{n:05d}"


# expect: guarded
@udf("string")
def thousands(b):
    return f"{b:,}"


# expect: rewritten
@udf("string")
def yes_no(p):
    return "yes" if p else "no"


# expect: rewritten
@udf("boolean")
def either(p, n):
    return p or n == 1


# expect: guarded
@udf("bigint")
def low_byte(b):
    return b & 255


# expect: guarded
@udf("bigint")
def half(b):
    return b >> 1


# expect: guarded
@udf("double")
def from_float32(f):
    return f * 3.0


# expect: guarded
@udf("int")
def seconds(n):
    hours, rest = divmod(n, 3600)
    minutes, secs = divmod(rest, 60)
    return hours * 10000 + minutes * 100 + secs


# expect: guarded
@udf("double")
def weighted(x, y):
    return 0.7 * x + 0.3 * y


# expect: guarded
@udf("string")
def compare(x, y):
    if x is None or y is None:
        return "missing"
    if x > y:
        return "greater"
    if x == y:
        return "equal"
    return "other"


def _grade(points):
    if points >= 90:
        return "A"
    if points >= 75:
        return "B"
    return "C"


# expect: guarded
@udf("string")
def graded(n, m):
    return _grade((n + m) // 2)


# expect: guarded
@udf("double")
def safe_div(x, y):
    try:
        return x / y
    except ZeroDivisionError:
        return None


# expect: rewritten
@udf("double")
def safe_div_all(x, y):
    try:
        return x / y
    except Exception:
        return -1.0


# expect: guarded
@udf("double")
def bmi(x, y):
    if y <= 0:
        raise ValueError("height")
    return x / (y * y)


# expect: guarded
@udf("smallint")
def next_small(k):
    return k + 1


# expect: guarded
@udf("double")
def percent(b):
    return b / 4


in_place = df.withColumn("z", udf(lambda n: n + 5 if n else 0, IntegerType())(col("n")))  # expect: rewritten

df.select(
    level("x").alias("c1"), age_group("n").alias("c2"), rush_hour("n").alias("c3"), with_tax("x").alias("c4"), kilometres("x").alias("c5"), fahrenheit("x").alias("c6"), ratio("x", "y").alias("c7"),
    share("n", "m").alias("c8"), twice("n").alias("c9"), plus_one("b").alias("c10"), add_int("n", "m").alias("c11"), square_sum("n", "m").alias("c12"), product("b", "c").alias("c13"), bucket("n").alias("c14"),
    floor_by("n", "m").alias("c15"), remainder("n").alias("c16"), remainder_by("b", "c").alias("c17"), is_even("b").alias("c18"), is_leap("n").alias("c19"), rounded("x").alias("c20"), truncated("x").alias("c21"),
    floored("x").alias("c22"), ceiled("x").alias("c23"), root("x").alias("c24"), root_or_none("x").alias("c25"), sign("x").alias("c26"), clamp("x").alias("c27"), clamp_int("n").alias("c28"), absolute("n").alias("c29"),
    rate("n").alias("c30"), tax("x").alias("c31"), discounted("x", "n").alias("c32"), score("n", "m").alias("c33"), in_set("n").alias("c34"), not_number("x").alias("c35"), or_zero("x").alias("c36"),
    show_int("b").alias("c37"), padded_int("n").alias("c38"), thousands("b").alias("c39"), yes_no("p").alias("c40"), either("p", "n").alias("c41"), low_byte("b").alias("c42"), half("b").alias("c43"),
    from_float32("f").alias("c44"), seconds("n").alias("c45"), weighted("x", "y").alias("c46"), compare("x", "y").alias("c47"), graded("n", "m").alias("c48"), safe_div("x", "y").alias("c49"),
    safe_div_all("x", "y").alias("c50"), bmi("x", "y").alias("c51"), next_small("k").alias("c52"), percent("b").alias("c53"),
)
