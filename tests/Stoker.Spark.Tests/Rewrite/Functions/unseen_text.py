"""UDFs in the style of public jobs (texts), written before the rewriter was run on them."""

import re
import string
from pyspark.sql import SparkSession, functions as F
from pyspark.sql.functions import udf, col
from pyspark.sql.types import StringType, IntegerType, BooleanType, ArrayType, LongType, DoubleType, StructType, StructField
from .text_helpers import normalize, only_digits, NON_ALNUM, STREET_TYPES, DEFAULT_COUNTRY, clamp
import text_helpers as th

spark = SparkSession.builder.getOrCreate()
df = spark.createDataFrame([], "s string, t string, u string, n int, m int, b bigint, x double, y double, d date, e date, a array<string>, v array<bigint>, p boolean, w array<double>")

ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
TITLES = ("mr", "mrs", "ms", "dr", "prof")
LEET = str.maketrans("430157", "aeoist")


@udf(returnType=StringType())
def slugify(s):
    if not s:
        return ""
    s = s.lower().strip()
    s = re.sub(r"[^a-z0-9]+", "-", s)
    return s.strip("-")


@udf("string")
def clean_key(s):
    return NON_ALNUM.sub("_", normalize(s))


@udf("string")
def phone_us(s):
    if s is None:
        return None
    d = only_digits(s)
    if len(d) == 11 and d[0] == "1":
        d = d[1:]
    if len(d) != 10:
        return None
    return f"({d[:3]}) {d[3:6]}-{d[6:]}"


@udf("string")
def phone_e164(s):
    digits = "".join(ch for ch in s if ch.isdigit())
    return "+1" + digits if len(digits) == 10 else ("+" + digits if digits.startswith("1") and len(digits) == 11 else "")


@udf("string")
def title_name(s):
    return s.strip().title() if s is not None else None


@udf("string")
def cap_first(s):
    return s.capitalize() if s else s


@udf("boolean")
def is_shouting(s):
    return s is not None and s.isupper()


@udf("boolean")
def is_code(s):
    return bool(s) and s.islower() and len(s) <= 8


@udf("string")
def initials(s):
    if not s:
        return None
    return "".join(part[0].upper() for part in s.split())


@udf("string")
def last_first(s, t):
    return ", ".join([p for p in (t, s) if p])


@udf("string")
def email_user(s):
    if s is None or "@" not in s:
        return None
    return s.split("@")[0].lower()


@udf("string")
def email_domain(s):
    if s and s.count("@") == 1:
        user, domain = s.split("@")
        return domain.strip().lower()
    return "invalid"


@udf("boolean")
def valid_email(s):
    return bool(re.match(r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$", s)) if s else False


@udf("string")
def mask_email(s):
    if s is None:
        return None
    user, sep, host = s.partition("@")
    if not sep:
        return "***"
    return user[:1] + "***" + "@" + host


@udf("string")
def mask_card(s):
    digits = s.replace(" ", "").replace("-", "")
    return "*" * (len(digits) - 4) + digits[-4:]


@udf("string")
def url_host(s):
    if not s:
        return None
    s = s.split("://", 1)[-1]
    s = s.split("/", 1)[0]
    if s.startswith("www."):
        s = s[4:]
    return s.split(":")[0].lower()


@udf("string")
def query_param(s):
    m = re.search(r"[?&]utm_source=([^&#]*)", s or "")
    return m.group(1) if m else None


@udf("string")
def strip_accents_basic(s):
    if s is None:
        return None
    return s.translate(str.maketrans("áéíóúñü", "aeiounu"))


@udf("string")
def unleet(s):
    return s.translate(LEET) if s else s


@udf("string")
def no_punct(s):
    return s.translate(str.maketrans("", "", string.punctuation)) if s is not None else ""


@udf("int")
def word_count(s):
    return len(s.split()) if s else 0


@udf("int")
def vowels(s):
    return sum(1 for c in s.lower() if c in "aeiou") if s else 0


@udf("string")
def expand_street(s):
    if s is None:
        return None
    return " ".join(STREET_TYPES.get(w, w) for w in s.lower().split())


@udf("boolean")
def is_palindrome(s):
    if s is None:
        return None
    t = s.lower().replace(" ", "")
    return t == t[::-1]


@udf("string")
def camel_to_snake(s):
    return re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", s).lower()


@udf("string")
def snake_to_camel(s):
    parts = s.split("_")
    return parts[0] + "".join(p.capitalize() for p in parts[1:])


@udf("string")
def truncate_text(s):
    limit = 20
    return s if s is None or len(s) <= limit else s[: limit - 3] + "..."


@udf("int")
def roman_to_int(s):
    total = 0
    prev = 0
    for ch in reversed(s.upper()):
        val = ROMAN.get(ch, 0)
        if val < prev:
            total -= val
        else:
            total += val
            prev = val
    return total


@udf("string")
def drop_title(s):
    if not s:
        return s
    parts = s.split(" ")
    if parts[0].lower().rstrip(".") in TITLES:
        return " ".join(parts[1:])
    return s


@udf(ArrayType(StringType()))
def tags_of(s):
    if not s:
        return []
    return [t.strip().lower() for t in s.split(",") if t.strip()]


@udf(ArrayType(StringType()))
def bigrams(s):
    words = s.split()
    return [a + " " + b for a, b in zip(words, words[1:])]


@udf("string")
def longest_word(s):
    return max(s.split(), key=len) if s and s.split() else None


@udf("string")
def sorted_letters(s):
    return "".join(sorted(s)) if s else ""


@udf("int")
def hamming(s, t):
    if s is None or t is None or len(s) != len(t):
        return -1
    return sum(c1 != c2 for c1, c2 in zip(s, t))


@udf("double")
def jaccard(s, t):
    a, b = set(s.split()), set(t.split())
    if not a and not b:
        return 0.0
    return len(a & b) / len(a | b)


@udf("string")
def first_non_empty(s, t, u):
    for v in (s, t, u):
        if v is not None and v.strip() != "":
            return v.strip()
    return None


@udf("string")
def sku_parts(s):
    try:
        return s.split("-")[2]
    except (IndexError, AttributeError):
        return "N/A"


@udf("string")
def country_of(s):
    return th.normalize(s).upper() or DEFAULT_COUNTRY


@udf("string")
def quote_sql(s):
    return "'" + s.replace("'", "''") + "'" if s is not None else "NULL"


@udf("string")
def fix_spaces(s):
    return re.sub(r"\s+", " ", s).strip() if s is not None else None


@udf("string")
def center_label(s):
    return f"[{s:^10}]" if s else None


@udf("string")
def repr_label(s):
    return "%-8s|%5s" % (s, "x") if s is not None else None


def has_any_keyword(s):
    kws = ["refund", "charge back", "dispute"]
    return any(k in s.lower() for k in kws) if s else False


keyword_udf = F.udf(has_any_keyword, BooleanType())
shorten = udf(lambda s: s[:3].upper() + s[-2:] if s and len(s) > 5 else s, StringType())

out = (
    df.withColumn("c1", slugify("s")).withColumn("c2", clean_key(col("s"))).withColumn("c3", phone_us("s")).withColumn("c4", phone_e164("s"))
    .withColumn("c5", title_name("s")).withColumn("c6", cap_first("s")).withColumn("c7", is_shouting("s")).withColumn("c8", is_code("s"))
    .withColumn("c9", initials("s")).withColumn("c10", last_first("s", "t")).withColumn("c11", email_user("s")).withColumn("c12", email_domain("s"))
    .withColumn("c13", valid_email("s")).withColumn("c14", mask_email("s")).withColumn("c15", mask_card("s")).withColumn("c16", url_host("s"))
    .withColumn("c17", query_param("s")).withColumn("c18", strip_accents_basic("s")).withColumn("c19", unleet("s")).withColumn("c20", no_punct("s"))
    .withColumn("c21", word_count("s")).withColumn("c22", vowels("s")).withColumn("c23", expand_street("s")).withColumn("c24", is_palindrome("s"))
    .withColumn("c25", camel_to_snake("s")).withColumn("c26", snake_to_camel("s")).withColumn("c27", truncate_text("s")).withColumn("c28", roman_to_int("s"))
    .withColumn("c29", drop_title("s")).withColumn("c30", tags_of("s")).withColumn("c31", bigrams("s")).withColumn("c32", longest_word("s"))
    .withColumn("c33", sorted_letters("s")).withColumn("c34", hamming("s", "t")).withColumn("c35", jaccard("s", "t")).withColumn("c36", first_non_empty("s", "t", "u"))
    .withColumn("c37", sku_parts("s")).withColumn("c38", country_of("s")).withColumn("c39", quote_sql("s")).withColumn("c40", fix_spaces("s"))
    .withColumn("c41", center_label("s")).withColumn("c42", repr_label("s")).withColumn("c43", keyword_udf("s")).withColumn("c44", shorten("s"))
)
