"""A second set of functions of a stranger: the corners of every-day Python."""

import datetime as dt
import math
import re
from pyspark.sql import SparkSession, functions as F
from pyspark.sql.functions import udf
from pyspark.sql.types import *

spark = SparkSession.builder.getOrCreate()
df = spark.createDataFrame([], "s string, t string, n int, m int, b bigint, x double, y double, p boolean, d date, e date, a array<string>, v array<bigint>, w array<double>")
RATES = {"a": 0.1, "b": 0.25}
ORDER = ["low", "mid", "high"]
TRIM = "-]^ ."


@udf("string")
def q1(s):
    return (s or "none").strip(TRIM).replace("a", "b", 1)


@udf("int")
def q2(s):
    return ORDER.index(s) if s in ORDER else -1


@udf("boolean")
def q3(s):
    return s in "abc" if s is not None else None


@udf("string")
def q4(x):
    return "%5.1f%%" % x if x is not None and abs(x) < 1000 else "--"


@udf("string")
def q5(n):
    return f"{n:+,d}" if n is not None else "?"


@udf("string")
def q6(s):
    head, sep, tail = s.partition(":") if s else ("", "", "")
    return tail.strip() if sep else head


@udf("int")
def q7(n, m):
    quotient, rest = divmod(n, m)
    return quotient * 10 + rest if -100 < n < 100 and -10 < m < 10 else 0


@udf("double")
def q8(x, y):
    return max(x, y, -1.0) if x is not None and y is not None else min(x or 0.0, y or 0.0)


@udf("int")
def q9(p, n):
    return (n or 0) + p * 2 - (not p) if p is not None and -1000 < (n or 0) < 1000 else None


@udf("string")
def q10(d):
    return (d + dt.timedelta(weeks=1, days=-2)).isoformat() if d is not None and 1000 < d.year < 9000 else ""


@udf("boolean")
def q11(d, e):
    return d is not None and e is not None and (d.month, d.day) <= (e.month, e.day)


@udf("string")
def q12(s):
    m = re.match(r"^([A-Z]{2})-(\d+)$", s or "", re.ASCII)
    return f"{m.group(2)}/{m.group(1).lower()}" if m else "no"


@udf("string")
def q13(s):
    return re.sub(r"(\w)\1+", r"\1", s, flags=re.ASCII) if s else s


@udf("array<string>")
def q14(a):
    return [f"{i}:{item}" for i, item in enumerate(a, start=1)] if a is not None else None


@udf("bigint")
def q15(v):
    return sum(1 for item in v if item is not None and item % 2 == 0) if v else 0


@udf("string")
def q16(s, t):
    for part in (s, t):
        if part is not None and len(part) > 3:
            return part[:3].upper()
    else:
        return "short"


@udf("string")
def q17(s):
    try:
        value = float(s)
    except (TypeError, ValueError):
        return "bad"
    else:
        return "big" if value > 100 else "small" if value >= 0 else "negative"


@udf("string")
def q18(x):
    if x is None or math.isnan(x):
        return "missing"
    if math.isinf(x):
        return "infinite"
    return "whole" if x == math.floor(x) else "fraction"


@udf("int")
def q19(s):
    return int(s[1:3]) if s and s[1:3].isdigit() and s[1:3].isascii() and len(s) >= 3 else None


@udf("string")
def q20(s):
    return {True: "yes", False: "no"}.get(s == "Y", "?") + str(s is None)


@udf("string")
def q21(n):
    return ("odd" if n % 2 else "even") + ("-" if n < 0 else "") if n is not None else str(n)


@udf("double")
def q22(s, x):
    return x * (1 - RATES.get(s, 0)) if x is not None else None


@udf("string")
def q23(s):
    words = s.split() if s else []
    return " ".join(sorted(set(words), reverse=True)) if len(words) > 1 else "".join(words)


@udf("boolean")
def q24(w):
    return bool(w) and all(item is not None and 0.0 <= item <= 1.0 for item in w)


@udf("string")
def q25(b):
    units = ["B", "K", "M", "G"]
    if b is None or b < 0:
        return None
    i = 0 if b < 1024 else 1 if b < 1024**2 else 2 if b < 1024**3 else 3
    return f"{b // 1024**i}{units[i]}"


@udf("string")
def q26(s):
    return s.rjust(8, "*")[-8:] + s.ljust(5)[:5] + s.center(7, "-") if s is not None else None


@udf("int")
def q27(d):
    return (dt.date(d.year, 12, 31) - d).days if d is not None and d.year < 9999 else -1


@udf("string")
def q28(s):
    return s.swapcase() if s == s.upper() else s.lower() if s else ""


@udf("string")
def q29(n, m):
    return "eq" if n == m else "lt" if n is not None and m is not None and n < m else "other"


@udf("double")
def q30(x):
    return round(x / 3, 1) + round(x * 7, -1) if x is not None and abs(x) < 1e6 else 0.0

df.select(q1("s"), q2("s"), q3("s"), q4("x"), q5("n"), q6("s"), q7("n", "m"), q8("x", "y"), q9("p", "n"), q10("d"), q11("d", "e"), q12("s"), q13("s"), q14("a"), q15("v"), q16("s", "t"), q17("s"), q18("x"), q19("s"), q20("s"), q21("n"), q22("s", "x"), q23("s"), q24("w"), q25("b"), q26("s"), q27("d"), q28("s"), q29("n", "m"), q30("x"))
