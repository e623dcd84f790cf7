"""UDFs in the style of public jobs (numbers), written before the rewriter was run on them."""

import math
from pyspark.sql import SparkSession, functions as F
from pyspark.sql.functions import udf, col
from pyspark.sql.types import StringType, IntegerType, BooleanType, ArrayType, LongType, DoubleType, StructType, StructField
from .text_helpers import clamp

spark = SparkSession.builder.getOrCreate()
df = spark.createDataFrame([], "s string, t string, n int, m int, k smallint, b bigint, x double, y double, z double, f float, p boolean, q boolean, v array<bigint>, w array<double>")

FLAGS = {1: "read", 2: "write", 4: "exec"}
BRACKETS = [(0, 10000, 0.1), (10000, 40000, 0.2), (40000, None, 0.4)]
EARTH_RADIUS_KM = 6371.0
GRADES = {"A": 90, "B": 80, "C": 70}
SIZES = ["B", "KB", "MB", "GB"]


@udf("double")
def celsius(x):
    return (x - 32) * 5 / 9 if x is not None else None


@udf("double")
def lb_to_kg(x):
    return x * 0.45359237


@udf("string")
def bmi_class(x, y):
    if x is None or y is None or y == 0:
        return "unknown"
    bmi = x / (y * y)
    if bmi < 18.5:
        return "under"
    elif bmi < 25:
        return "normal"
    elif bmi < 30:
        return "over"
    return "obese"


@udf("double")
def income_tax(x):
    if x is None or x <= 0:
        return 0.0
    tax = 0.0
    for lo, hi, rate in BRACKETS:
        if x > lo:
            top = x if hi is None else min(x, hi)
            tax += (top - lo) * rate
    return tax


@udf("int")
def score_bucket(n):
    if n is None:
        return 0
    return 1 if n < 300 else 2 if n < 600 else 3 if n < 850 else 4


@udf("string")
def decile(x):
    if x is None or math.isnan(x):
        return "NA"
    return "D" + str(min(int(x * 10) + 1, 10))


@udf("string")
def permission_text(n):
    out = []
    for bit, name in FLAGS.items():
        if n & bit:
            out.append(name)
    return ",".join(out)


@udf("string")
def permission_join(n):
    return "|".join([name for bit, name in FLAGS.items() if n & bit])


@udf("boolean")
def luhn(s):
    if not s or not s.isdigit():
        return False
    total = 0
    for i, ch in enumerate(reversed(s)):
        d = int(ch)
        if i % 2 == 1:
            d *= 2
            if d > 9:
                d -= 9
        total += d
    return total % 10 == 0


@udf("int")
def ean_check(s):
    if s is None or len(s) != 12:
        return None
    odd = sum(int(c) for c in s[0:12:2])
    even = sum(int(c) for c in s[1:12:2])
    return (10 - (odd + even * 3) % 10) % 10


@udf("bigint")
def ip_to_int(s):
    parts = s.split(".")
    if len(parts) != 4:
        return None
    return (int(parts[0]) << 24) + (int(parts[1]) << 16) + (int(parts[2]) << 8) + int(parts[3])


@udf("string")
def int_to_ip(b):
    return ".".join(str((b >> s) & 255) for s in (24, 16, 8, 0)) if b is not None else None


@udf("boolean")
def is_private_ip(s):
    if s is None:
        return False
    return s.startswith("10.") or s.startswith("192.168.") or s.startswith("127.")


@udf("double")
def haversine(x, y, z):
    la, lo = math.radians(x), math.radians(y)
    a = math.sin(la / 2) ** 2 + math.cos(la) * math.sin(lo / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(a))


@udf("double")
def manhattan(x, y, z):
    return abs(x - y) + abs(y - z)


@udf("double")
def safe_div(x, y):
    try:
        return x / y
    except ZeroDivisionError:
        return 0.0
    except TypeError:
        return None


@udf("double")
def pct_change(x, y):
    if not y:
        return None
    return (x - y) / y * 100.0


@udf("double")
def parse_price(s):
    try:
        return float(s.replace("$", "").replace(",", ""))
    except (ValueError, AttributeError):
        return None


@udf("int")
def parse_int(s):
    try:
        return int(s)
    except:
        return None


@udf("string")
def human_size(b):
    if b is None:
        return "-"
    for unit in SIZES:
        if b < 1024:
            return str(b) + unit
        b = b // 1024
    return str(b) + "TB"


@udf("int")
def gcd_small(n, m):
    return math.gcd(n, m)


@udf("int")
def digit_sum(n):
    return sum(int(c) for c in str(abs(n))) if n is not None else None


@udf("boolean")
def leap(n):
    return n % 4 == 0 and (n % 100 != 0 or n % 400 == 0) if n else False


@udf("int")
def page_of(n):
    return (n - 1) // 25 + 1 if n and n > 0 else 0


@udf("int")
def hour_slot(n):
    return n // 60 % 24


@udf("string")
def clock(n):
    h, r = divmod(n, 3600)
    mi, sec = divmod(r, 60)
    return f"{h:02d}:{mi:02d}:{sec:02d}"


@udf("double")
def weighted(x, y, z):
    return 0.5 * x + 0.3 * y + 0.2 * z if None not in (x, y, z) else 0.0


@udf("double")
def clamp01(x):
    return clamp(x, 0.0, 1.0) if x is not None else 0.0


@udf("int")
def sign(x):
    return (x > 0) - (x < 0) if x is not None else None


@udf("int")
def bool_points(p, q):
    return int(p or False) * 2 + (1 if q else 0)


@udf("string")
def letter_grade(n):
    for g, lo in GRADES.items():
        if n >= lo:
            return g
    return "F"


@udf("string")
def money(x):
    return "${:,.2f}".format(x) if x is not None else None


@udf("string")
def rounded(x):
    return str(round(x)) if x is not None else ""


@udf("int")
def ceil_div(n, m):
    return -(-n // m) if m else 0


@udf("string")
def hexed(n):
    return f"{n:04x}"


@udf("int")
def bit_count(n):
    return bin(n).count("1")


@udf("double")
def avg_list(w):
    return sum(w) / len(w) if w else 0.0


@udf("bigint")
def max_gap(v):
    if not v or len(v) < 2:
        return 0
    return max(b - a for a, b in zip(v, v[1:]))


@udf("bigint")
def dot(v):
    return sum(i * x for i, x in enumerate(v))


@udf("boolean")
def any_negative(v):
    return any(x < 0 for x in v if x is not None) if v else False


@udf("boolean")
def all_even(v):
    return all(x % 2 == 0 for x in v) if v else True


@udf("bigint")
def second_largest(v):
    s = sorted(set(v), reverse=True)
    return s[1] if len(s) > 1 else None


@udf("string")
def band(x):
    match x:
        case None:
            return "none"
        case 0:
            return "zero"
        case _ if x < 0:
            return "neg"
        case _:
            return "pos"


@udf("int")
def walrus_half(n):
    if n is not None and (h := n // 2) > 10:
        return h
    return 0


@udf("double")
def discount(x, n, p):
    rate = 0.0
    if p:
        rate += 0.05
    if n is not None and n >= 10:
        rate += 0.1
    elif n is not None and n >= 5:
        rate += 0.05
    return x * (1 - rate)


to_cents = udf(lambda x: int(round(x * 100)) if x is not None else None, LongType())
half = F.udf(lambda n: n / 2, DoubleType())

out = (
    df.withColumn("c1", celsius("x")).withColumn("c2", lb_to_kg("x")).withColumn("c3", bmi_class("x", "y")).withColumn("c4", income_tax("x"))
    .withColumn("c5", score_bucket("n")).withColumn("c6", decile("x")).withColumn("c7", permission_text("n")).withColumn("c8", permission_join("n"))
    .withColumn("c9", luhn("s")).withColumn("c10", ean_check("s")).withColumn("c11", ip_to_int("s")).withColumn("c12", int_to_ip("b"))
    .withColumn("c13", is_private_ip("s")).withColumn("c14", haversine("x", "y", "z")).withColumn("c15", manhattan("x", "y", "z")).withColumn("c16", safe_div("x", "y"))
    .withColumn("c17", pct_change("x", "y")).withColumn("c18", parse_price("s")).withColumn("c19", parse_int("s")).withColumn("c20", human_size("b"))
    .withColumn("c21", gcd_small("n", "m")).withColumn("c22", digit_sum("n")).withColumn("c23", leap("n")).withColumn("c24", page_of("n"))
    .withColumn("c25", hour_slot("n")).withColumn("c26", clock("n")).withColumn("c27", weighted("x", "y", "z")).withColumn("c28", clamp01("x"))
    .withColumn("c29", sign("x")).withColumn("c30", bool_points("p", "q")).withColumn("c31", letter_grade("n")).withColumn("c32", money("x"))
    .withColumn("c33", rounded("x")).withColumn("c34", ceil_div("n", "m")).withColumn("c35", hexed("n")).withColumn("c36", bit_count("n"))
    .withColumn("c37", avg_list("w")).withColumn("c38", max_gap("v")).withColumn("c39", dot("v")).withColumn("c40", any_negative("v"))
    .withColumn("c41", all_even("v")).withColumn("c42", second_largest("v")).withColumn("c43", band("x")).withColumn("c44", walrus_half("n"))
    .withColumn("c45", discount("x", "n", "p")).withColumn("c46", to_cents("x")).withColumn("c47", half("n"))
)
