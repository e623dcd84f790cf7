"""UDFs over texts, of the kinds found in public code. '# expect:' says what stoker must make of the next one."""

import hashlib
import re
import string

from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from pyspark.sql.functions import udf
from pyspark.sql.types import ArrayType, BooleanType, DoubleType, IntegerType, LongType, StringType

spark = SparkSession.builder.getOrCreate()
df = spark.createDataFrame([], "s string, t string, n int, b bigint, x double")

STATES = {"CA": "California", "NY": "New York", "TX": "Texas", "WA": "Washington"}
STOP_WORDS = ["the", "a", "an", "of", "and"]
PHONE = re.compile(r"^\+?[0-9]{10,12}$")
COUNTRY_PREFIX = "+1"
MONTHS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12}
LANGUAGES = {"en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese", "nl": "Dutch", "sv": "Swedish", "da": "Danish", "no": "Norwegian", "fi": "Finnish",
             "pl": "Polish", "cs": "Czech", "sk": "Slovak", "hu": "Hungarian", "ro": "Romanian", "bg": "Bulgarian", "el": "Greek", "tr": "Turkish", "ru": "Russian", "uk": "Ukrainian"}


# expect: guarded
@udf(returnType=StringType())
def lower_or_none(s):
    return s.lower() if s else None


# expect: guarded
@udf("string")
def shout(s):
    return s.upper()


# expect: guarded
@udf("string")
def clean(s):
    """Trims and lowers."""
    if s is None:
        return None
    # collapse happens elsewhere
    return s.strip().lower()


# expect: rewritten
@udf("string")
def greet(s):
    return f"Hello {s}"


# expect: guarded
@udf("string")
def full_name(s, t):
    return s + " " + t


# expect: rewritten
@udf("string")
def full_name_safe(s, t):
    if not s:
        return t
    if not t:
        return s
    return s + " " + t


# expect: guarded
@udf("string")
def digits_only(s):
    return re.sub(r"[^0-9]", "", s)


# expect: rewritten
@udf("string")
def squeeze(s):
    if s is None:
        return ""
    return re.sub(r"\s+", " ", s).strip()


# expect: guarded
@udf("string")
def strip_tags(s):
    return re.sub("<[^>]+>", "", s)


# expect: guarded
@udf("string")
def no_punctuation(s):
    return s.translate(str.maketrans("", "", string.punctuation))


# expect: guarded
@udf("string")
def order_number(s):
    m = re.search(r"ORD-([0-9]+)", s or "")
    return m.group(1) if m else None


# expect: guarded
@udf("string")
def domain(s):
    return s.split("@")[1]


# expect: guarded
@udf("string")
def domain_safe(s):
    if s is None or "@" not in s:
        return None
    return s.split("@")[-1]


# expect: guarded
@udf("string")
def last_segment(s):
    return s.split("/")[-1]


# expect: guarded
@udf("string")
def mask(s):
    return "*" * (len(s) - 4) + s[-4:]


# expect: guarded
@udf("string")
def md5_hex(s):
    return hashlib.md5(s.encode()).hexdigest()


# expect: guarded
@udf("string")
def pair_hash(s, t):
    return hashlib.sha256((s + "|" + t).encode("utf-8")).hexdigest()


# expect: rewritten
@udf("string")
def state_name(s):
    return STATES.get(s, "Unknown")


# expect: guarded
@udf("string")
def state_strict(s):
    return STATES[s]


# expect: guarded
@udf("int")
def month_number(s):
    return MONTHS.get(s.lower())


# expect: rewritten
@udf("string")
def language(s):
    if s is None:
        return "?"
    return LANGUAGES.get(s, s)


# expect: rewritten
@udf("boolean")
def is_phone(s):
    if not s:
        return False
    return bool(PHONE.match(s))


# expect: guarded
@udf("string")
def dashed_phone(s):
    if "-" not in s:
        return s[:3] + "-" + s[3:6] + "-" + s[6:]
    return s


# expect: rewritten
@udf("string")
def dashed_phone_any(s):
    try:
        if "-" not in s:
            return s[:3] + "-" + s[3:6] + "-" + s[6:]
        return s
    except:
        return s


# expect: guarded
@udf("string")
def with_prefix(s):
    s = s.replace(" ", "").replace("(", "").replace(")", "")
    if s.startswith(COUNTRY_PREFIX):
        return s
    return COUNTRY_PREFIX + s


# expect: guarded
@udf("int")
def word_count(s):
    return len(s.split())


# expect: guarded
@udf("string")
def no_stop_words(s):
    return " ".join([w for w in s.split(" ") if w not in STOP_WORDS])


# expect: guarded
@udf(returnType=ArrayType(StringType()))
def tokens(s):
    return [w for w in s.lower().split() if len(w) > 2]


# expect: guarded
@udf("string")
def first_letter(s):
    if not s:
        return None
    return s[0]


# expect: guarded
@udf("string")
def initial(s):
    return s[0]


# expect: guarded
@udf("string")
def backwards(s):
    return s[::-1]


# expect: guarded
@udf("string")
def zip5(s):
    return s.zfill(5)[:5]


# expect: guarded
@udf("string")
def padded(s):
    return s.rjust(8, "0")


# expect: guarded
@udf("string")
def host(s):
    return re.sub(r"^https?://", "", s).split("/")[0]


# expect: guarded
@udf("boolean")
def is_com(s):
    return s.endswith((".com", ".org")) or "example" in s


# expect: guarded
@udf("int")
def vowels(s):
    return s.count("a") + s.count("e") + s.count("i") + s.count("o") + s.count("u")


# expect: rewritten
@udf("string")
def gender(s):
    if s in ("M", "m", "male"):
        return "male"
    elif s in ("F", "f", "female"):
        return "female"
    else:
        return "unknown"


# expect: rewritten
@udf("int")
def flag(s):
    return 1 if s == "Y" else 0


# expect: guarded
@udf("bigint")
def parse_int(s):
    return int(s)


# expect: guarded
@udf("bigint")
def parse_int_or_none(s):
    try:
        return int(s)
    except (ValueError, TypeError):
        return None


# expect: guarded
@udf("double")
def parse_price(s):
    if s is None:
        return None
    try:
        return float(s.replace("$", "").replace(",", ""))
    except ValueError:
        return None


# expect: rewritten
@udf("boolean")
def truthy(s):
    return s is not None and s.strip() in ("true", "True", "1", "yes")


# expect: guarded
@udf("string")
def before_colon(s):
    return s.partition(":")[0].strip()


# expect: guarded
@udf("string")
def stem(s):
    head, dot, tail = s.rpartition(".")
    return head if dot else s


# expect: guarded
@udf("int")
def at_place(s):
    return s.find("@")


# expect: guarded
@udf("string")
def between_brackets(s):
    start = s.find("[")
    if start == -1:
        return None
    return s[1:]


def _is_blank(text):
    return text is None or text.strip() == ""


def _normalise(text):
    return text.strip().replace("-", "_")


# expect: guarded
@udf("string")
def nested_helpers(s):
    if _is_blank(s):
        return None
    return _normalise(s)


# expect: rewritten
@udf("string")
def coalesce_text(s, t):
    return s or t or "n/a"


# expect: guarded
@udf("string")
def key_of(s, n):
    return "%s-%05d" % (s, n)


# expect: rewritten
@udf("string")
def label(s, b):
    return "{}:{}".format(s, b)


# expect: rewritten
@udf("boolean")
def same_text(s, t):
    return s == t


# expect: guarded
@udf("string")
def smaller(s, t):
    return min(s, t)


# expect: rewritten
@udf("string")
def user_of(s):
    if not s:
        return None
    m = re.match(r"([A-Za-z0-9._-]+)@([A-Za-z0-9.-]+)", s)
    if m is None:
        return None
    return m.group(1) + " at " + m.group(2)


# expect: guarded
@udf("boolean")
def all_digits(s):
    return s.isdigit()


# expect: guarded
@udf("string")
def without_suffix(s):
    return s.removesuffix(".csv").removeprefix("tmp_")


# expect: guarded
@udf("string")
def hash_bucket(s):
    return hashlib.sha1(s.strip().encode("utf-8")).hexdigest()[:8]


# expect: guarded
@udf("array<string>")
def split_list(s):
    return s.split(",")


# expect: rewritten
@udf("int")
def length_class(s):
    if s is None:
        return 0
    n = len(s)
    if n < 5:
        return 1
    elif n < 20:
        return 2
    return 3


# expect: guarded
@udf("string")
def quarter_label(s):
    y, q = s.split("-")
    return q + " " + y


lambda_strip = udf(lambda s: s.strip() if s is not None else None, StringType())  # expect: rewritten


df.select(
    lower_or_none("s").alias("c1"), shout("s").alias("c2"), clean("s").alias("c3"), greet("s").alias("c4"), full_name("s", "t").alias("c5"), full_name_safe("s", "t").alias("c6"),
    digits_only("s").alias("c7"), squeeze("s").alias("c8"), strip_tags("s").alias("c9"), no_punctuation("s").alias("c10"), order_number("s").alias("c11"), domain("s").alias("c12"),
    domain_safe("s").alias("c13"), last_segment("s").alias("c14"), mask("s").alias("c15"), md5_hex("s").alias("c16"), pair_hash("s", "t").alias("c17"), state_name("s").alias("c18"),
    state_strict("s").alias("c19"), month_number("s").alias("c20"), language("s").alias("c21"), is_phone("s").alias("c22"), dashed_phone("s").alias("c23"), dashed_phone_any("s").alias("c24"),
    with_prefix("s").alias("c25"), word_count("s").alias("c26"), no_stop_words("s").alias("c27"), tokens("s").alias("c28"), first_letter("s").alias("c29"), initial("s").alias("c30"),
    backwards("s").alias("c31"), zip5("s").alias("c32"), padded("s").alias("c33"), host("s").alias("c34"), is_com("s").alias("c35"), vowels("s").alias("c36"), gender("s").alias("c37"),
    flag("s").alias("c38"), parse_int("s").alias("c39"), parse_int_or_none("s").alias("c40"), parse_price("s").alias("c41"), truthy("s").alias("c42"), before_colon("s").alias("c43"),
    stem("s").alias("c44"), at_place("s").alias("c45"), between_brackets("s").alias("c46"), nested_helpers("s").alias("c47"), coalesce_text("s", "t").alias("c48"), key_of("s", "n").alias("c49"),
    label("s", "b").alias("c50"), same_text("s", "t").alias("c51"), smaller("s", "t").alias("c52"), user_of("s").alias("c53"), all_digits("s").alias("c54"), without_suffix("s").alias("c55"),
    hash_bucket("s").alias("c56"), split_list("s").alias("c57"), length_class("s").alias("c58"), quarter_label("s").alias("c59"), lambda_strip("s").alias("c60"),
)
