"""UDFs that look at texts character by character or word by word, where Python's Unicode tables and Java's differ."""

import re

from pyspark.sql import SparkSession
from pyspark.sql.functions import udf

spark = SparkSession.builder.getOrCreate()
df = spark.createDataFrame([], "s string, t string, n int")

MAIL = re.compile(r"\b[\w.+-]+@\w+\.\w+\b")
VOWELS = {"a", "e", "i", "o", "u"}


@udf("boolean")
def has_mail(s): return bool(MAIL.search(s))


@udf("int")
def word_count(s): return len(re.findall(r"\w+", s)) if s else 0


@udf("string")
def no_punctuation(s): return re.sub(r"[^\w\s]", "", s)


@udf("string")
def slug(s): return re.sub(r"\W+", "-", s.lower()).strip("-")


@udf("string")
def whole_word(s): return re.sub(r"\bcat\b", "dog", s)


@udf("string")
def whole_word_any_case(s): return re.sub(r"\b(a|abc)\b", "<\\1>", s, flags=re.IGNORECASE)


@udf("boolean")
def starts_a_word(s): return re.search(r"\b1", s) is not None


@udf("string")
def first_word(s):
    found = re.match(r"\s*(\w+)", s)
    return found.group(1) if found else None


@udf("boolean")
def identifier(s): return re.fullmatch(r"[A-Za-z_]\w*", s) is not None


@udf("boolean")
def non_words_only(s): return re.fullmatch(r"\W+", s) is not None


@udf("string")
def kept(s): return re.sub(r"[^\w.-]", "_", s)


@udf("boolean")
def alphabetic(s): return s.isalpha()


@udf("boolean")
def alphanumeric(s): return s.isalnum() if s is not None else False


@udf("string")
def class_of(s):
    if s.isdigit():
        return "number"
    if s.isalpha():
        return "word"
    return "mixed" if s.isalnum() else "other"


@udf("boolean")
def any_digit(s): return any(ch.isdigit() for ch in s)


@udf("boolean")
def all_letters(s): return all(ch.isalpha() or ch == " " for ch in s)


@udf("string")
def digits(s): return "".join(ch for ch in s if ch.isdigit())


@udf("string")
def letters(s): return "".join([ch for ch in s.lower() if ch.isalnum()])


@udf("int")
def vowel_count(s): return sum(1 for ch in s.lower() if ch in VOWELS)


@udf("int")
def digit_count(s):
    count = 0
    for ch in s:
        if ch in "0123456789":
            count += 1
    return count


@udf("string")
def only_digits(s):
    out = ""
    for ch in s or "":
        if ch in "0123456789":
            out += ch
    return out


@udf("string")
def dotted(s):
    out = ">"
    for ch in s:
        out += ch + "."
    return out


@udf("string")
def first_upper(s):
    for ch in s:
        if ch in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
            return ch
    return None


@udf("array<string>")
def characters(s): return list(s) if s else []


@udf("string")
def after_equals(s):
    if s:
        at = s.index("=")
        return s[at + 1:]
    return s


@udf("string")
def before_at(s):
    at = s.find("@")
    return s[:at] if at >= 0 else s


@udf("string")
def between(s):
    start = s.find("(")
    end = s.find(")")
    if start == -1 or end == -1:
        return ""
    return s[start + 1:end]


@udf("string")
def from_place(s, n): return s[n:] if n is not None and n >= 0 and s else None


out = (
    df.withColumn("c1", has_mail("s")).withColumn("c2", word_count("s")).withColumn("c3", no_punctuation("s")).withColumn("c4", slug("s")).withColumn("c5", whole_word("s"))
    .withColumn("c6", whole_word_any_case("s")).withColumn("c7", starts_a_word("s")).withColumn("c8", first_word("s")).withColumn("c9", identifier("s")).withColumn("c10", non_words_only("s"))
    .withColumn("c11", kept("s")).withColumn("c12", alphabetic("s")).withColumn("c13", alphanumeric("s")).withColumn("c14", class_of("s")).withColumn("c15", any_digit("s"))
    .withColumn("c16", all_letters("s")).withColumn("c17", digits("s")).withColumn("c18", letters("s")).withColumn("c19", vowel_count("s")).withColumn("c20", digit_count("s"))
    .withColumn("c21", only_digits("s")).withColumn("c22", dotted("s")).withColumn("c23", first_upper("s")).withColumn("c24", characters("s")).withColumn("c25", after_equals("s"))
    .withColumn("c26", before_at("s")).withColumn("c27", between("s")).withColumn("c28", from_place("s", "n"))
)
