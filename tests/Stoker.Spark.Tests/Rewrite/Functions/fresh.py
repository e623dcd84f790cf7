"""Functions in the style of public repositories, written before the rewriter was run on any of them."""

import hashlib
import math
import re
import string
from datetime import date, datetime, timedelta

import pyspark.sql.functions as F
import pyspark.sql.types as T
from pyspark.sql import SparkSession
from pyspark.sql.functions import col, udf
from pyspark.sql.types import ArrayType, BooleanType, DoubleType, FloatType, IntegerType, LongType, StringType

spark = SparkSession.builder.appName("fresh").getOrCreate()
df = spark.createDataFrame([], "s string, t string, u string, n int, m int, b bigint, c bigint, x double, y double, f float, k smallint, p boolean, d date, e date, a array<string>, v array<bigint>, w array<double>")

DEPARTMENTS = {"2A": "South", "2B": "North", "01": "Ain", "02": "Aisne"}
GENRES = {0: "NEWS", 1: "SPORT", 2: "ARTS", 7: "MEDIA", 21: "SCIENCE"}
VOWELS = set("aeiou")
STOPWORDS = {"the", "a", "of", "and"}
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
TIERS = [(5000, 0.03, 0.0), (50000, 0.10, 350.0), (100000, 0.20, 5350.0)]
PRICE = re.compile(r"^\d+\.\d\d$")
POSTCODE = re.compile(r"^[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}$")


@udf(returnType=StringType())
def dept_name(s):
    if s is None:
        return None
    code = s.replace(".0", "")
    if code.isdigit() and len(code) == 1:
        code = f"0{code}"
    return DEPARTMENTS.get(code, code)


@udf(StringType())
def dotted_address(b):
    return f"{(b >> 24) & 255}.{(b >> 16) & 255}.{(b >> 8) & 255}.{b & 255}" if b is not None else None


@udf(StringType())
def mask_middle(s):
    if s and len(s) >= 7:
        return s[:3] + "****" + s[-4:]
    return s


@udf(returnType=StringType())
def after_marker(s):
    if s:
        at = s.index("url=")
        return s[at + 4:]
    return s


@udf(StringType())
def full_name(s, t, u):
    if s == None and t == None and u == None:
        return None
    if s == None:
        s = ""
    if t == None:
        t = ""
    if u == None:
        u = ""
    return str(s) + " " + str(t) + " " + str(u)


@udf("string")
def second_last_segment(s):
    return s.split("/")[-2]


@udf("string")
def kind_of_payload(s):
    if s is None or s == "":
        return "no_data"
    if "price" in s:
        return "transaction"
    if "duration" in s:
        return "engagement"
    return "other"


@udf(returnType=IntegerType())
def julian_day(d):
    y, m, day = d.year, d.month, d.day
    if m < 3:
        y -= 1
        m += 12
    a = y // 100
    b = a // 4
    c = 2 - a + b
    return c + day + (1461 * (y + 4716)) // 4 + (306001 * (m + 1)) // 10000 - 1524


@udf(returnType=IntegerType())
def time_slot(n):
    if 0 <= n < 9:
        return 0
    elif 9 <= n < 10:
        return 1
    elif 10 <= n < 16:
        return n - 8
    else:
        return 0


@udf(returnType=IntegerType())
def stars_to_score(s):
    if not s:
        return None
    try:
        value = int(s)
        if value == 0:
            return None
        if 1 <= value <= 5:
            return value * 2
        return None
    except (ValueError, TypeError):
        return None


@udf(IntegerType())
def same_speaker(s, t):
    return 1 * (s == t)


@udf(returnType=StringType())
def year_month(d):
    return f"{d.year:04d}-{d.month:02d}"


@udf("boolean")
def plausible_price(s):
    return bool(PRICE.match(s)) if s else False


@udf(StringType())
def no_stopwords(s):
    kept = [word for word in s.split() if word not in STOPWORDS]
    return " ".join(kept)


@udf(StringType())
def region(x):
    if x < 40.736824:
        return "Lower"
    elif 40.736824 < x < 40.769768:
        return "Midtown"
    elif 40.769768 < x < 40.876994:
        return "Upper"
    return "Unknown"


genre = udf(lambda n: GENRES.get(n), StringType())
genre_of_float = udf(lambda x: GENRES.get(x, "OTHER"), StringType())
to_date = udf(lambda s: datetime.strptime(s, "%Y-%m-%d"), T.DateType())
squared = udf(lambda n: n * n, LongType())
percent = udf(lambda x, y: x / y * 100 if y else 0.0, DoubleType())
initials = udf(lambda s: "".join([word[0] for word in s.split(" ") if word]), StringType())
label = udf(lambda x: "pos" if x > 0 else ("neg" if x < 0 else "zero"), StringType())
has_digit = udf(lambda s: any(ch.isdigit() for ch in s), BooleanType())
padded = udf(lambda n: str(n).zfill(5) if n is not None else None, StringType())
clean = udf(lambda s: s.strip().lower().replace(" ", "_") if s is not None else "", StringType())


@udf(DoubleType())
def tax(x):
    if x is None or x <= 0:
        return 0.0
    for limit, rate, base in TIERS:
        if x <= limit:
            return base + x * rate
    return x * 0.3


@F.udf(returnType=T.DoubleType())
def order_quantity(x, y, n=50):
    if y == 0:
        return 0.0
    return float(math.sqrt((2 * x * n) / y)) if x / y > 0 else 0.0


@F.udf("string")
def age_band(n):
    bands = {"child": (0, 12), "teen": (13, 19), "adult": (20, 64)}
    for name, (low, high) in bands.items():
        if low <= n <= high:
            return name
    return "senior"


@F.udf("double")
def bounded(x, y):
    return max(0.0, min(1.0, x / y)) if x and y else 0.0


@F.udf("string")
def quarter_label(d):
    return "Q" + str((d.month - 1) // 3 + 1) + "-" + str(d.year)


@F.udf("int")
def days_between(d, e):
    if d is None or e is None:
        return -1
    return abs((e - d).days)


@F.udf("boolean")
def is_month_end(d):
    return (d + timedelta(days=1)).month != d.month


@F.udf("string")
def season(d):
    month = d.month
    if month in (12, 1, 2):
        return "winter"
    if month in (3, 4, 5):
        return "spring"
    return "summer" if month in [6, 7, 8] else "autumn"


@F.udf("string")
def surrogate_key(s, n):
    return hashlib.sha256(f"{s}|{n}".encode("utf-8")).hexdigest()


@F.udf("string")
def digits_only(s):
    out = ""
    for ch in s or "":
        if ch in "0123456789":
            out += ch
    return out


@F.udf("string")
def phone(s):
    digits = re.sub(r"[^0-9]", "", s)
    if len(digits) == 11 and digits.startswith("1"):
        digits = digits[1:]
    if len(digits) != 10:
        return None
    return "({}) {}-{}".format(digits[:3], digits[3:6], digits[6:])


@F.udf("string")
def postcode_area(s):
    s = s.upper().strip()
    if not POSTCODE.match(s):
        return "invalid"
    return s.split(" ")[0]


@F.udf("string")
def camel_to_snake(s):
    return re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", s).lower()


@F.udf("string")
def query_value(s):
    if "?" not in s:
        return None
    for pair in s.split("?", 1)[1].split("&"):
        if pair.startswith("id="):
            return pair[3:]
    return None


@F.udf("int")
def vowels(s):
    return sum(1 for ch in s.lower() if ch in VOWELS)


@F.udf("int")
def words(s):
    return len(s.split()) if s else 0


@F.udf("string")
def no_punctuation(s):
    return s.translate(str.maketrans("", "", string.punctuation))


@F.udf("string")
def extension(s):
    if s is None or "." not in s:
        return ""
    return s.rsplit(".", 1)[1].lower()


@F.udf("string")
def sorted_tags(a):
    if not a:
        return None
    return ",".join(sorted(set(t for t in a if t is not None)))


@F.udf("bigint")
def xor_all(v):
    total = 0
    for i in v:
        total ^= i
    return total


@F.udf("double")
def mean_of(w):
    return sum(w) / len(w) if w else None


@F.udf("int")
def above(v, n):
    return len([i for i in v if i > n])


@F.udf("array<string>")
def clean_tags(a):
    return [t.strip() for t in a if t] if a is not None else []


@F.udf("bigint")
def second_largest(v):
    unique = sorted(set(v), reverse=True)
    return unique[1] if len(unique) > 1 else None


@F.udf("boolean")
def is_leap(n):
    return n % 4 == 0 and (n % 100 != 0 or n % 400 == 0)


@F.udf("string")
def fizz(n):
    if n % 15 == 0:
        return "FizzBuzz"
    if n % 5 == 0:
        return "Buzz"
    if n % 3 == 0:
        return "Fizz"
    return str(n)


@F.udf("string")
def duration(n):
    if n is None or n < 0:
        return "n/a"
    hours, rest = divmod(n, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}"


@F.udf("double")
def fahrenheit(x):
    if x is None:
        return None
    return x * 9 / 5 + 32


@F.udf("float")
def half_float(f):
    return f / 2 if f is not None else None


@F.udf("int")
def bucket(b):
    return hash_bucket(b, 16)


def hash_bucket(value, count):
    if value is None:
        return 0
    return (value * 31 + 7) % count


@F.udf("string")
def month_name(n):
    try:
        return MONTHS[n - 1].upper()
    except (IndexError, TypeError):
        return "???"


@F.udf("string")
def normal_flag(p, s):
    if p:
        return "Y"
    return "Y" if s and s.strip().upper() in ("Y", "YES", "TRUE", "1") else "N"


@F.udf("double")
def parse_amount(s):
    try:
        return float(s.replace("$", "").replace(",", ""))
    except Exception:
        return 0.0


@F.udf("string")
def hex_color(n):
    return "#%06x" % (n & 0xFFFFFF)


@F.udf("boolean")
def palindrome(s):
    s = s.lower().replace(" ", "")
    return s == s[::-1]


@F.udf("string")
def between_brackets(s):
    found = re.search(r"\[([^\]]*)\]", s)
    return found.group(1) if found else ""


@F.udf("int")
def luhn_like(s):
    total = 0
    for at, ch in enumerate(s):
        if ch.isdigit():
            total += int(ch) * (2 if at % 2 else 1)
    return total % 10


@F.udf("double")
def discount(x, s):
    rates = {"gold": 0.2, "silver": 0.1}
    return x * (1 - rates.get(s, 0))


@F.udf("smallint")
def clamp_small(k):
    return max(-100, min(100, k))


@F.udf("bigint")
def epoch_days(d):
    return (d - date(1970, 1, 1)).days


@F.udf("string")
def first_nonempty(s, t):
    return (s or "").strip() or (t or "").strip() or "unknown"


@F.udf("boolean")
def same_day(d, e):
    return d.year == e.year and d.month == e.month and d.day == e.day


@F.udf("string")
def titled(s):
    return " ".join(word.capitalize() for word in s.split(" "))


@F.udf("string")
def truncated(s):
    return s if len(s) <= 20 else s[:17] + "..."


@F.udf("int")
def rank_of(s):
    order = ["low", "medium", "high"]
    return order.index(s) if s in order else -1


@F.udf("int")
def code_of(n):
    match n:
        case 1 | 2:
            return 10
        case 3:
            return 20
        case None:
            return -1
        case _:
            return 0


out = (
    df.withColumn("c1", dept_name("s")).withColumn("c2", dotted_address("b")).withColumn("c3", mask_middle(col("s"))).withColumn("c4", after_marker("s"))
    .withColumn("c5", full_name("s", "t", "u")).withColumn("c6", second_last_segment("s")).withColumn("c7", kind_of_payload("s")).withColumn("c8", julian_day("d"))
    .withColumn("c9", time_slot("n")).withColumn("c10", stars_to_score("s")).withColumn("c11", same_speaker("s", "t")).withColumn("c12", year_month("d"))
    .withColumn("c13", plausible_price("s")).withColumn("c14", no_stopwords("s")).withColumn("c15", region("x")).withColumn("c16", genre("n"))
    .withColumn("c17", genre_of_float("x")).withColumn("c18", to_date("s")).withColumn("c19", squared("n")).withColumn("c20", percent("x", "y"))
    .withColumn("c21", initials("s")).withColumn("c22", label("x")).withColumn("c23", has_digit("s")).withColumn("c24", padded("n")).withColumn("c25", clean("s"))
    .withColumn("c26", tax("x")).withColumn("c27", order_quantity("x", "y")).withColumn("c28", age_band("n")).withColumn("c29", bounded("x", "y"))
    .withColumn("c30", quarter_label("d")).withColumn("c31", days_between("d", "e")).withColumn("c32", is_month_end("d")).withColumn("c33", season("d"))
    .withColumn("c34", surrogate_key("s", "n")).withColumn("c35", digits_only("s")).withColumn("c36", phone("s")).withColumn("c37", postcode_area("s"))
    .withColumn("c38", camel_to_snake("s")).withColumn("c39", query_value("s")).withColumn("c40", vowels("s")).withColumn("c41", words("s"))
    .withColumn("c42", no_punctuation("s")).withColumn("c43", extension("s")).withColumn("c44", sorted_tags("a")).withColumn("c45", xor_all("v"))
    .withColumn("c46", mean_of("w")).withColumn("c47", above("v", "n")).withColumn("c48", clean_tags("a")).withColumn("c49", second_largest("v"))
    .withColumn("c50", is_leap("n")).withColumn("c51", fizz("n")).withColumn("c52", duration("n")).withColumn("c53", fahrenheit("x")).withColumn("c54", half_float("f"))
    .withColumn("c55", bucket("b")).withColumn("c56", month_name("n")).withColumn("c57", normal_flag("p", "s")).withColumn("c58", parse_amount("s"))
    .withColumn("c59", hex_color("n")).withColumn("c60", palindrome("s")).withColumn("c61", between_brackets("s")).withColumn("c62", luhn_like("s"))
    .withColumn("c63", discount("x", "s")).withColumn("c64", clamp_small("k")).withColumn("c65", epoch_days("d")).withColumn("c66", first_nonempty("s", "t"))
    .withColumn("c67", same_day("d", "e")).withColumn("c68", titled("s")).withColumn("c69", truncated("s")).withColumn("c70", rank_of("s")).withColumn("c71", code_of("n"))
)
