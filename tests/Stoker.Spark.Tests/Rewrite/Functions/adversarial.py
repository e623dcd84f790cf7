"""Functions written against the rewriter: each leans on a rule that is easy to get wrong."""

import math
import re
from datetime import datetime, timedelta, date
from pyspark.sql import SparkSession, functions as F
from pyspark.sql.functions import udf
from pyspark.sql.types import *

spark = SparkSession.builder.getOrCreate()
df = spark.createDataFrame([], "s string, t string, n int, m int, b bigint, c bigint, x double, y double, k tinyint, f float, p boolean, q boolean, d date, a array<string>, v array<bigint>, w array<double>")
CODES = {"a": 1, "b": None, "c": 3}
MIXED = {1: "one", True: "true", 2: "two"}
NESTED = [("lo", 10), ("mid", 100), ("hi", 1000)]

@udf("int")
def u1(s): return CODES.get(s, 9)
@udf("string")
def u2(n): return MIXED.get(n)
@udf("string")
def u3(x):
    for name, limit in NESTED:
        if x < limit:
            return name
    return "max"
@udf("boolean")
def u4(x, y): return x == y
@udf("boolean")
def u5(x, y): return not (x < y)
@udf("double")
def u6(x, y): return min(x, y)
@udf("double")
def u7(x, y): return max(x, y, 0.0)
@udf("string")
def u8(s): return s.strip("x ").upper() or "empty"
@udf("boolean")
def u9(p, q): return p and not q
@udf("boolean")
def u10(p, q): return p or q
@udf("string")
def u11(s, t): return s and t
@udf("int")
def u12(k): return k * k * k
@udf("tinyint")
def u13(k): return -k
@udf("bigint")
def u14(b): return -b
@udf("bigint")
def u15(b): return abs(b) % 97
@udf("bigint")
def u16(b, c): return b - c
@udf("int")
def u17(n, m): return n % m
@udf("int")
def u18(n, m): return -n // m
@udf("bigint")
def u19(x): return int(x * 100)
@udf("int")
def u20(x): return round(x) if x is not None and not math.isnan(x) and abs(x) < 1e6 else -1
@udf("string")
def u21(s):
    try:
        return str(int(s) + 1)
    except ValueError:
        return "bad"
    except TypeError:
        return "none"
@udf("double")
def u22(s):
    try:
        v = float(s)
        return v if v > 0 else 0.0
    except Exception:
        return -1.0
@udf("string")
def u23(s): return s[1:-1]
@udf("string")
def u24(s): return s[-5:-2]
@udf("string")
def u25(s): return s[2:4] + s[-1:]
@udf("string")
def u26(s): return s.split(",", 1)[-1]
@udf("string")
def u27(s): return s.rsplit(".", 1)[0]
@udf("int")
def u28(s): return len(s.encode("utf-8")) if False else len(s.strip())
@udf("string")
def u29(s): return re.sub(r"(\d+)-(\d+)", r"\2/\1", s)
@udf("boolean")
def u30(s): return re.fullmatch(r"[a-z]+|[0-9]+", s) is not None
@udf("boolean")
def u31(s): return bool(re.search(r"^abc$", s))
@udf("boolean")
def u32(s): return bool(re.match(r"a.c", s))
@udf("boolean")
def u33(s): return bool(re.search("hello", s, re.IGNORECASE))
@udf("array<string>")
def u34(s): return re.findall(r"[a-z]+", s)
@udf("array<string>")
def u35(s): return re.split(r"[,;]\s*", s)
@udf("string")
def u36(s): return f"{s:>10}|{s:*<6}|"
@udf("string")
def u37(n, b): return f"{n:6d}/{b:d}/{n:,}"
@udf("string")
def u38(p): return str(p)
@udf("string")
def u39(n): return "n=" + str(n)
@udf("string")
def u40(d): return f"{d}"
@udf("boolean")
def u41(d): return date(2020, 1, 1) <= d < date(2021, 1, 1)
@udf("date")
def u42(d, n): return d - timedelta(days=n) if n is not None and -1000 < n < 1000 else None
@udf("string")
def u43(d): return d.strftime("%d.%m.%y") + d.strftime("%j")
@udf("string")
def u44(d): return "Q" + str((d.month + 2) // 3)
@udf("array<string>")
def u45(a): return [x.strip() for x in a if x is not None and x.strip()]
@udf("bigint")
def u46(v): return sum(x * 2 for x in v if x)
@udf("bigint")
def u47(v): return max(v) - min(v)
@udf("array<bigint>")
def u48(v): return sorted(v, reverse=True)
@udf("string")
def u49(a): return "-".join(sorted(a))
@udf("boolean")
def u50(w): return any(x is not None and x > 0.5 for x in w)
@udf("array<double>")
def u51(w): return [x if x is not None else 0.0 for x in w]
@udf("int")
def u52(a): return a.count("a") + len(set(a))
@udf("array<string>")
def u53(a): return a[1:3] + a[-2:]
@udf("boolean")
def u54(x): return x in (1.0, 2.5, 100)
@udf("boolean")
def u55(n): return n in range(0, 100, 5)
@udf("boolean")
def u56(n, x): return n == x
@udf("boolean")
def u57(n, x): return n < x
@udf("string")
def u58(x):
    if not x:
        return "zero"
    return "neg" if x < 0 else "pos"
@udf("double")
def u59(x): return x % 360.0
@udf("double")
def u60(f): return f + 0.1
@udf("string")
def u61(s):
    r = ""
    if s:
        r = s.lower()
        if r.startswith("http"):
            r = r[4:]
    return r
@udf("string")
def u62(s):
    out = s
    for bad in [".", ",", "!"]:
        out = out.replace(bad, "")
    return out
@udf("int")
def u63(s):
    match s:
        case "a" | "A": return 1
        case None: return 0
        case _: return -1
@udf("int")
def u64(n):
    x: int = 5
    if (y := n) and y > 3: x += y % 3
    return x
@udf("string")
def u65(s): return s.zfill(6)
@udf("string")
def u66(s): return s.ljust(4, ".") + s.rjust(4, "*")
@udf("int")
def u67(s, t): return s.find(t)
@udf("int")
def u68(s): return s.rfind("a") + s.index("b")
@udf("string")
def u69(s): return s.replace("a", "bb", 1)
@udf("int")
def u70(s): return ord(s)
@udf("boolean")
def u71(s): return s.isspace() or s.isdigit() or s.isnumeric() or s.isdecimal()
@udf("boolean")
def u72(x): return math.isinf(x) or x.is_integer()
@udf("double")
def u73(n, m): return (n + m) / 2
@udf("string")
def u74(s): return " ".join(reversed(s.split(" ")))
@udf("string")
def u75(s): return {"a": "x", "b": "y"}[s[0]] if s and s[0] in "ab" else s
@udf("int")
def u76(b): return b >> 40
@udf("int")
def u77(n, m): return n & m | 1
@udf("int")
def u78(p, q): return p + q
@udf("boolean")
def u79(p, n): return p == n
@udf("boolean")
def u80(s, n): return s == n
@udf("string")
def u81(s): return s.partition("=")[2].lstrip("0")
@udf("int")
def u82(n, m): return (n or 0) + (m or 0)
@udf("string")
def u83(s):
    m = re.match(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})", s)
    return f"{m.group('m')}/{m.group('y')}" if m else ""
@udf("double")
def u84(x):
    try:
        if x < 0: raise ValueError("neg")
        return math.sqrt(x) * 2.0
    except ValueError:
        return -1.0
@udf("string")
def u85(s): return s.split()[0]
@udf("string")
def u86(s): return "%s: %d%%" % (s.upper(), len(s))
@udf("bigint")
def u87(s): return int(s.replace(",", ""))
@udf("bigint")
def u88(x): return math.floor(x / 5) * 5
@udf("int")
def u89(n): return [10, 20, 30][n]
@udf("string")
def u90(s, t): return max(s, t) if s != t else "same"

df.select(
    u1("s").alias("u1_"),
    u2("n").alias("u2_"),
    u3("x").alias("u3_"),
    u4("x", "y").alias("u4_"),
    u5("x", "y").alias("u5_"),
    u6("x", "y").alias("u6_"),
    u7("x", "y").alias("u7_"),
    u8("s").alias("u8_"),
    u9("p", "q").alias("u9_"),
    u10("p", "q").alias("u10_"),
    u11("s", "t").alias("u11_"),
    u12("k").alias("u12_"),
    u13("k").alias("u13_"),
    u14("b").alias("u14_"),
    u15("b").alias("u15_"),
    u16("b", "c").alias("u16_"),
    u17("n", "m").alias("u17_"),
    u18("n", "m").alias("u18_"),
    u19("x").alias("u19_"),
    u20("x").alias("u20_"),
    u21("s").alias("u21_"),
    u22("s").alias("u22_"),
    u23("s").alias("u23_"),
    u24("s").alias("u24_"),
    u25("s").alias("u25_"),
    u26("s").alias("u26_"),
    u27("s").alias("u27_"),
    u28("s").alias("u28_"),
    u29("s").alias("u29_"),
    u30("s").alias("u30_"),
    u31("s").alias("u31_"),
    u32("s").alias("u32_"),
    u33("s").alias("u33_"),
    u34("s").alias("u34_"),
    u35("s").alias("u35_"),
    u36("s").alias("u36_"),
    u37("n", "b").alias("u37_"),
    u38("p").alias("u38_"),
    u39("n").alias("u39_"),
    u40("d").alias("u40_"),
    u41("d").alias("u41_"),
    u42("d", "n").alias("u42_"),
    u43("d").alias("u43_"),
    u44("d").alias("u44_"),
    u45("a").alias("u45_"),
    u46("v").alias("u46_"),
    u47("v").alias("u47_"),
    u48("v").alias("u48_"),
    u49("a").alias("u49_"),
    u50("w").alias("u50_"),
    u51("w").alias("u51_"),
    u52("a").alias("u52_"),
    u53("a").alias("u53_"),
    u54("x").alias("u54_"),
    u55("n").alias("u55_"),
    u56("n", "x").alias("u56_"),
    u57("n", "x").alias("u57_"),
    u58("x").alias("u58_"),
    u59("x").alias("u59_"),
    u60("f").alias("u60_"),
    u61("s").alias("u61_"),
    u62("s").alias("u62_"),
    u63("s").alias("u63_"),
    u64("n").alias("u64_"),
    u65("s").alias("u65_"),
    u66("s").alias("u66_"),
    u67("s", "t").alias("u67_"),
    u68("s").alias("u68_"),
    u69("s").alias("u69_"),
    u70("s").alias("u70_"),
    u71("s").alias("u71_"),
    u72("x").alias("u72_"),
    u73("n", "m").alias("u73_"),
    u74("s").alias("u74_"),
    u75("s").alias("u75_"),
    u76("b").alias("u76_"),
    u77("n", "m").alias("u77_"),
    u78("p", "q").alias("u78_"),
    u79("p", "n").alias("u79_"),
    u80("s", "n").alias("u80_"),
    u81("s").alias("u81_"),
    u82("n", "m").alias("u82_"),
    u83("s").alias("u83_"),
    u84("x").alias("u84_"),
    u85("s").alias("u85_"),
    u86("s").alias("u86_"),
    u87("s").alias("u87_"),
    u88("x").alias("u88_"),
    u89("n").alias("u89_"),
    u90("s", "t").alias("u90_"),
)
