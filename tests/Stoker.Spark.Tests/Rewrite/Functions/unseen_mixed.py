"""Thirty more functions of the kinds that public code has, written before the rewriter was run on any of them."""

import calendar
import hashlib
import json
import math
import re
from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd
from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from pyspark.sql.functions import pandas_udf, udf
from pyspark.sql.types import BooleanType, DoubleType, IntegerType, StringType

spark = SparkSession.builder.getOrCreate()
df = spark.createDataFrame([], "s string, t string, n int, m int, b bigint, x double, y double, d date, e date, a array<string>, v array<int>")

BRACKETS = [(0, 11600, 0.10), (11600, 47150, 0.12), (47150, 100525, 0.22), (100525, 191950, 0.24)]
COUNTRY_CODES = {"us": "1", "gb": "44", "de": "49", "fr": "33", "in": "91"}
BASE32 = "0123456789bcdefghjkmnpqrstuvwxyz"
HOLIDAYS = {(1, 1), (7, 4), (12, 25)}
SEASONS = {12: "winter", 1: "winter", 2: "winter", 3: "spring", 4: "spring", 5: "spring", 6: "summer", 7: "summer", 8: "summer"}
ABBREVIATIONS = {"st": "street", "ave": "avenue", "rd": "road", "blvd": "boulevard"}
VOWELS = "aeiou"


@udf(returnType=DoubleType())
def income_tax(x):
    if x is None or x <= 0:
        return 0.0
    total = 0.0
    for low, high, rate in BRACKETS:
        if x > low:
            total += (min(x, high) - low) * rate
    return total


@udf(StringType())
def e164(s, t):
    if not s:
        return None
    digits = re.sub(r"[^0-9]", "", s)
    code = COUNTRY_CODES.get((t or "us").lower(), "1")
    if digits.startswith("00"):
        digits = digits[2:]
    elif digits.startswith("0"):
        digits = code + digits[1:]
    elif len(digits) == 10:
        digits = code + digits
    return "+" + digits if 8 <= len(digits) <= 15 else None


@udf("string")
def json_status(s):
    try:
        return json.loads(s)["status"]
    except Exception:
        return None


@udf("int")
def geohash_tile(x, y):
    if x is None or y is None or not -90 <= x <= 90 or not -180 <= y <= 180:
        return -1
    row = int((x + 90) / 180 * 8)
    column = int((y + 180) / 360 * 8)
    return min(row, 7) * 8 + min(column, 7)


@udf("string")
def season(d):
    return SEASONS.get(d.month, "autumn") if d else None


@udf("boolean")
def is_holiday(d):
    if d is None:
        return False
    return (d.month, d.day) in HOLIDAYS or d.weekday() == 6


@udf("int")
def days_in_year(n):
    if n is None:
        return None
    return 366 if calendar.isleap(n) else 365


@udf("date")
def end_of_quarter(d):
    if d is None:
        return None
    month = (d.month - 1) // 3 * 3 + 3
    last = 31 if month in (3, 12) else 30
    return date(d.year, month, last)


@udf("int")
def business_days(d, e):
    if d is None or e is None or e < d:
        return 0
    days = (e - d).days + 1
    weeks, rest = divmod(days, 7)
    count = weeks * 5
    for i in range(7):
        if i < rest and (d.weekday() + i) % 7 < 5:
            count += 1
    return count


@udf("string")
def street(s):
    if s is None:
        return None
    words = re.sub(r"[.,]", "", s.lower()).split()
    return " ".join(ABBREVIATIONS.get(word, word) for word in words)


@udf("string")
def slug(s):
    if not s:
        return ""
    s = re.sub(r"[^a-z0-9]+", "-", s.strip().lower())
    return s.strip("-")


@udf("string")
def camel_to_snake(s):
    return re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", s).lower() if s else s


@udf("int")
def bucket(s):
    if s is None:
        return -1
    return int(hashlib.md5(s.encode("utf-8")).hexdigest()[:8], 16) % 100


@udf("string")
def record_key(s, n, d):
    raw = "|".join([s or "", str(n), d.isoformat() if d else ""])
    return hashlib.sha256(raw.encode()).hexdigest()


@udf("string")
def masked_card(s):
    if s is None:
        return None
    digits = s.replace(" ", "").replace("-", "")
    if not digits.isdigit() or len(digits) < 12:
        return "invalid"
    return "*" * (len(digits) - 4) + digits[-4:]


@udf(BooleanType())
def luhn(s):
    if not s or not s.isdigit():
        return False
    total = 0
    for i, c in enumerate(reversed(s)):
        k = int(c)
        if i % 2 == 1:
            k *= 2
            if k > 9:
                k -= 9
        total += k
    return total % 10 == 0


@udf("int")
def vowels(s):
    return sum(1 for c in s.lower() if c in VOWELS) if s else 0


@udf("string")
def initials(s):
    return "".join(part[0].upper() for part in s.split()) if s else None


@udf("string")
def file_extension(s):
    if s is None:
        return None
    at = s.rfind(".")
    slash = s.rfind("/")
    return s[at + 1:].lower() if at > slash + 1 else ""


@udf("double")
def credit_score(n, m, x):
    score = 600
    if n is not None and n > 5:
        score += 50
    if m:
        score -= 20 * min(m, 5)
    if x is not None and x < 0.3:
        score += 40
    return float(max(300, min(850, score)))


@udf("string")
def price_label(x):
    if x is None or math.isnan(x):
        return "n/a"
    return f"${x:,.2f}"


@udf("string")
def roman_hour(n):
    names = ["XII", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI"]
    return names[n % 12] if n is not None else None


@udf("array<string>")
def bigrams(a):
    return [a[i] + " " + a[i + 1] for i in range(len(a) - 1)] if a else []


@udf("int")
def longest_streak(v):
    best = run = 0
    for i in v or []:
        run = run + 1 if i and i > 0 else 0
        best = max(best, run)
    return best


@udf("boolean")
def overlaps(n, m, b):
    return n is not None and m is not None and b is not None and n <= b < m


@udf("string")
def iso_week(d):
    if d is None:
        return None
    year, week, _ = d.isocalendar()
    return "%d-W%02d" % (year, week)


@pandas_udf("double")
def discounted(x: pd.Series, n: pd.Series) -> pd.Series:
    rate = pd.Series(np.where(n > 10, 0.15, np.where(n > 5, 0.1, 0.0)))
    return (x * (1 - rate)).round(2)


@pandas_udf("string")
def normalised_mail(s: pd.Series) -> pd.Series:
    s = s.fillna("").str.strip().str.lower()
    return s.where(s.str.contains("@", regex=False), None)


@pandas_udf("double")
def z_score(x: pd.Series) -> pd.Series:
    return (x - 100.0) / 15.0


@pandas_udf("boolean")
def valid_code(s: pd.Series) -> pd.Series:
    return s.str.match(r"^[A-Z]{2}\d{4}$", na=False) & (s.str.len() == 6)


df.select(
    income_tax("x").alias("a1"), e164("s", "t").alias("a2"), json_status("s").alias("a3"), geohash_tile("x", "y").alias("a4"), season("d").alias("a5"), is_holiday("d").alias("a6"), days_in_year("n").alias("a7"),
    end_of_quarter("d").alias("a8"), business_days("d", "e").alias("a9"), street("s").alias("b1"), slug("s").alias("b2"), camel_to_snake("s").alias("b3"), bucket("s").alias("b4"), record_key("s", "n", "d").alias("b5"),
    masked_card("s").alias("b6"), luhn("s").alias("b7"), vowels("s").alias("b8"), initials("s").alias("b9"), file_extension("s").alias("c1"), credit_score("n", "m", "x").alias("c2"), price_label("x").alias("c3"),
    roman_hour("n").alias("c4"), bigrams("a").alias("c5"), longest_streak("v").alias("c6"), overlaps("n", "m", "b").alias("c7"), iso_week("d").alias("c8"), discounted("x", "n").alias("c9"), normalised_mail("s").alias("d1"),
    z_score("x").alias("d2"), valid_code("s").alias("d3"),
)
