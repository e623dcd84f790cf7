"""Names and how they are bound, loops over data, rounding and formats: what was once rewritten wrongly, or refused."""

import hashlib

from pyspark.sql import SparkSession, functions as F
from pyspark.sql.functions import udf
spark = SparkSession.builder.getOrCreate()
df = spark.createDataFrame([], "s string, t string, n int, p boolean, x double, a array<string>, v array<bigint>, w array<double>")
v = 5


@udf("int")
def unbound(n):
    if n is not None and n > 1:
        v = 1
    return v

@udf("int")
def leaked(n):
    x = n
    ok = any(x > 2 for x in (1, 2, 3))
    return x if ok else 0

@udf("int")
def walrus(n):
    h = 0
    if n is not None and n > 5 and (h := n // 2) > 10:
        return h
    return h

@udf("int")
def handler(s):
    r = -1
    try:
        r = int(s)
    except ValueError:
        pass
    return r

@udf("int")
def last(v):
    x = 1
    for x in v:
        if x == 3:
            return 33
    return x

@udf("string")
def two(s):
    a = b = "q"
    try:
        a, b = s.split(",")
    except ValueError:
        b = "none"
    return a + b

@udf("int")
def tern(n):
    y = 1
    z = (y := 7) if n and n > 3 else 2
    return y + z

@udf("string")
def exc(s):
    try:
        return s.upper()
    except AttributeError as e:
        s = "no"
    return s


@udf("double")
def cents_of(x):
    return round(x, 2) if x is not None else None


@udf("double")
def thousandths(x):
    return round(x, 3) if x is not None else 0.0


@udf("double")
def no_places(x):
    return round(x, 0) if x is not None else 0.0


@udf("double")
def many_places(x):
    return round(x, 8) if x is not None else 0.0


@udf("string")
def fixed_none(x):
    return f"{x:.0f}" if x is not None else ""


@udf("string")
def fixed_four(x):
    return "%.4f" % x if x is not None else ""


@udf("string")
def fixed_padded(x):
    return f"{x:012.3f}|{x:>14,.1f}|{x:+.2f}|{x:.1%}" if x is not None else ""


@udf("string")
def fixed_int(n):
    return f"{n:.2f} {n:+d} {n:,} {n:x} {n:#<8} {n:^9d}" if n is not None else ""


@udf("double")
def total_of(w):
    total = 0
    for x in w:
        total += x
    return total


@udf("double")
def largest(w):
    best = 0.0
    for x in w:
        if x > best:
            best = x
    return best


@udf("double")
def rate_of(n, p):
    rate = 0
    if p:
        rate = 0.05
    if n is not None and n > 10:
        rate += 1
    return rate


@udf("double")
def minus_zero(n, x):
    y = 0 if n else x
    return y * -1


@udf("array<string>")
def long_words(s):
    out = []
    for w in s.split():
        if len(w) < 3:
            continue
        w = w.lower()
        out.append(w)
    return out


@udf("string")
def signs(n):
    out = []
    if n > 0:
        out.append("pos")
    if n % 2 == 0:
        out.append("even")
    if n > 1000:
        out.append("big")
    return "|".join(out)


@udf("int")
def partly(a):
    total = 0
    try:
        for s in a:
            total += len(s)
    except TypeError:
        return -1
    return total


@udf("array<int>")
def mixed_errors(a):
    try:
        return [int(s[0:3]) for s in a]
    except ValueError:
        return None


@udf("string")
def first_big(v):
    for x in v:
        if x > 100:
            found = x
            break
    else:
        return "none"
    return str(found)


@udf("boolean")
def every_even(v):
    return all(x % 2 == 0 for x in v)


@udf("string")
def ordered(a):
    return " ".join(sorted(a, key=lambda s: (len(s), s), reverse=True)) + max(a, key=len) + min(a, key=len)


@udf("int")
def runs(s):
    last = ""
    count = 0
    for c in s:
        if c != last:
            count += 1
        last = c
    return count


@udf("int")
def bucket(s):
    return int(hashlib.sha256(s.encode()).hexdigest(), 16) % 1000 + int(hashlib.md5(s.encode()).hexdigest()[-6:], 16) % 7


@udf("string")
def numbered_items(a):
    return ";".join(f"{i}={x}" for i, x in enumerate(a, 1))


@udf("int")
def shared_letters(s, t):
    return len(set(s) & set(t)) * 100 + len(set(s) | set(t)) - len(set(s) - set(t))


@udf("string")
def worded(n):
    match n:
        case None:
            return "none"
        case 1 | 2:
            return "few"
        case k if k < 0:
            return str(k)
        case _:
            return "many"


@udf("double")
def cents(x):
    return round(x, 2)


@udf("string")
def two_digits(x):
    return f"{x:.2f}"


@udf("string")
def percent_format(x):
    return "%.1f%%" % (x * 100)


@udf("string")
def titled(s):
    return s.title()


@udf("string")
def capitalised(s):
    return s.capitalize()


@udf("boolean")
def alphabetic(s):
    return s.isupper()


@udf("string")
def all_chars(s):
    return "".join(sorted(s))


@udf("string")
def step(s):
    return s[::2]


@udf("string")
def centred(s):
    return s.center(10)


@udf("boolean")
def lazy_any(a):
    return any(len(x) > 3 for x in a)


df.select(
    unbound("n").alias("c0"),
    leaked("n").alias("c1"),
    walrus("n").alias("c2"),
    handler("s").alias("c3"),
    last("v").alias("c4"),
    two("s").alias("c5"),
    tern("n").alias("c6"),
    exc("s").alias("c7"),
    cents_of("x").alias("c8"),
    thousandths("x").alias("c9"),
    no_places("x").alias("c10"),
    many_places("x").alias("c11"),
    fixed_none("x").alias("c12"),
    fixed_four("x").alias("c13"),
    fixed_padded("x").alias("c14"),
    fixed_int("n").alias("c15"),
    total_of("w").alias("c16"),
    largest("w").alias("c17"),
    rate_of("n", "p").alias("c18"),
    minus_zero("n", "x").alias("c19"),
    long_words("s").alias("c20"),
    signs("n").alias("c21"),
    partly("a").alias("c22"),
    mixed_errors("a").alias("c23"),
    first_big("v").alias("c24"),
    every_even("v").alias("c25"),
    ordered("a").alias("c26"),
    runs("s").alias("c27"),
    bucket("s").alias("c28"),
    numbered_items("a").alias("c29"),
    shared_letters("s", "t").alias("c30"),
    worded("n").alias("c31"),
    cents("x").alias("c32"),
    two_digits("x").alias("c33"),
    percent_format("x").alias("c34"),
    titled("s").alias("c35"),
    capitalised("s").alias("c36"),
    alphabetic("s").alias("c37"),
    all_chars("s").alias("c38"),
    step("s").alias("c39"),
    centred("s").alias("c40"),
    lazy_any("a").alias("c41"),
)
