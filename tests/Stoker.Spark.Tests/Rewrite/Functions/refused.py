"""UDFs whose obvious native form gives other answers. All of these must be left alone."""

import json
import math
import random
import re
import time
import uuid
from datetime import datetime
from decimal import Decimal
from urllib.parse import quote, unquote, urlparse

from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from pyspark.sql.functions import udf
from pyspark.sql.types import DoubleType, StringType

spark = SparkSession.builder.getOrCreate()
df = spark.createDataFrame([], "s string, t string, n int, b bigint, c bigint, x double, y double, ts timestamp, z decimal(10,2), a array<string>, w array<double>")

SEEN = {}
COUNTER = 0
FACTOR = 2
FACTOR = 3


@udf("string")
def show_float(x):  # R06: 1e-05 against 1.0E-5
    return str(x)


@udf("string")
def show_in_text(x):  # R06
    return f"value {x}"


@udf("double")
def haversine(x, y):  # R10: sin, cos, asin
    a = math.sin(x / 2) ** 2 + math.cos(x) * math.cos(y)
    return 2 * 6371 * math.asin(math.sqrt(a))


@udf("double")
def logarithm(x):  # R10
    return math.log(x)


@udf("double")
def squared(x):  # R10: x ** 2 is pow in Python
    return x ** 2


@udf("double")
def floor_float(x):  # R10
    return x // 3.0


@udf("double")
def mod_negative(x):  # R10: the sign of zero
    return x % -3.0


@udf("double")
def big_ratio(b, c):  # R10: beyond 2^53
    if not c:
        return 0.0
    return b / c


@udf("bigint")
def cubed(b):  # R09
    return b ** 3


@udf("bigint")
def shifted(b, n):  # R09
    return b << n


@udf("boolean")
def same_folded(s, t):  # R07
    return s.casefold() == t.casefold()


@udf("string")
def words_only(s):  # R08
    return re.sub(r"(?i)[\w-]+", "_", s)


@udf("string")
def word_boundary(s):  # R08
    return re.sub(r"\Bcat", "dog", s)


@udf("string")
def optional_group(s):  # R08: None against ''
    m = re.search(r"(a)?b", s)
    return m.group(1) if m else None


@udf("string")
def empty_matches(s):  # R08
    return re.sub("x*", "-", s)


@udf("string")
def by_function(s):  # R08
    return re.sub("[0-9]+", lambda m: str(int(m.group()) * 2), s)


@udf("string")
def json_field(s):  # R02
    return json.loads(s)["name"]


@udf("string")
def netloc(s):  # R02
    return urlparse(s).netloc


@udf("string")
def url_quoted(s):  # R02
    return quote(s)


@udf("string")
def new_id(s):  # R05
    return s + str(uuid.uuid4())


@udf("double")
def noisy(x):  # R05
    return x + random.random()


@udf("double")
def timed(x):  # R05
    return x + time.time()


@udf("int")
def printed(n):  # R05
    print(n)
    return n


@udf("string")
def remembered(s):  # R03
    if s not in SEEN:
        SEEN[s] = "new"
    return SEEN[s]


@udf("int")
def counted(n):  # R03
    global COUNTER
    COUNTER += 1
    return n


@udf("int")
def rebound(n):  # R03
    return n * FACTOR


@udf("int")
def hour_of(ts):  # R14
    return ts.hour


@udf("string")
def local_time(b):  # R14
    return datetime.fromtimestamp(b / 1000).strftime("%Y-%m-%d")


@udf("decimal(10,2)")
def decimal_sum(z):  # R13
    return z + Decimal("1.00")


@udf("int")
def digits(n):  # R04
    count = 0
    while n > 0:
        n //= 10
        count += 1
    return count


@udf("int")
def collatz(n):  # R02: recursion
    return 0 if n == 1 else 1 + collatz_of(n)


def collatz_of(n):
    return collatz_of(n // 2)


@udf("int")
def mixed(x):  # R11: a float under int
    return x * 2.0


@udf("double")
def total(w):  # R10: compensated sum from Python 3.12
    return sum(w)


@udf("string")
def pieces(s):  # split at an empty text or lines
    return s.splitlines()[0]


@udf("boolean")
def identical(s, t):  # R02
    return s is t


@udf("string")
def cleaned_up(s):  # R12
    try:
        return s.strip()
    finally:
        pass


@udf("string")
def custom_error(s):  # R12
    try:
        return s[0]
    except re.error:
        return None


@udf("string")
def unordered(a):  # R17
    return ",".join(set(a))


@udf("array<string>")
def appended(a):  # R03
    a.append("x")
    return a


df.select(
    show_float("x").alias("c4"), show_in_text("x").alias("c5"), haversine("x", "y").alias("c6"), logarithm("x").alias("c7"), squared("x").alias("c8"),
    floor_float("x").alias("c9"), mod_negative("x").alias("c10"), big_ratio("b", "c").alias("c11"), cubed("b").alias("c12"), shifted("b", "n").alias("c13"),
    same_folded("s", "t").alias("c17"), words_only("s").alias("c18"), word_boundary("s").alias("c19"), optional_group("s").alias("c20"), empty_matches("s").alias("c21"), by_function("s").alias("c22"),
    json_field("s").alias("c23"), netloc("s").alias("c24"), url_quoted("s").alias("c25"), new_id("s").alias("c26"), noisy("x").alias("c27"), timed("x").alias("c28"), printed("n").alias("c29"), remembered("s").alias("c30"),
    counted("n").alias("c31"), rebound("n").alias("c32"), hour_of("ts").alias("c33"), local_time("b").alias("c34"), decimal_sum("z").alias("c35"), digits("n").alias("c36"), collatz("n").alias("c37"), mixed("x").alias("c38"),
    total("w").alias("c39"), pieces("s").alias("c41"), identical("s", "t").alias("c42"), cleaned_up("s").alias("c43"), custom_error("s").alias("c44"), unordered("a").alias("c45"),
    appended("a").alias("c49"),
)
