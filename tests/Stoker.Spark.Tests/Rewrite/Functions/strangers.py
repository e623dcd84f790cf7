"""Functions as a stranger writes them, written before the rewriter ran on any of them. What it refused at first sight and takes now stands at the end."""

import base64
import calendar
import hashlib
import json
import math
import re
import string
from collections import Counter
from datetime import date, datetime, timedelta
from decimal import Decimal

from pyspark.sql import SparkSession, functions as F
from pyspark.sql.functions import col, udf
from pyspark.sql.types import ArrayType, BooleanType, DoubleType, IntegerType, LongType, StringType, DateType

spark = SparkSession.builder.appName("strangers").getOrCreate()
df = spark.createDataFrame([], "s string, t string, u string, n int, m int, b bigint, c bigint, x double, y double, z double, w double, p boolean, q boolean, d date, e date, a array<string>, v array<bigint>")

VAT = {"DE": 0.19, "FR": 0.2, "IT": 0.22, "LU": 0.17}
DEFAULT_VAT = 0.21
PLANS = {"free": {"seats": 1, "price": 0.0}, "team": {"seats": 10, "price": 49.5}, "corp": {"seats": 500, "price": 990.0}}
COUNTRY_ALIASES = {"uk": "GB", "u.k.": "GB", "great britain": "GB", "usa": "US", "u.s.": "US", "deutschland": "DE"}
HOLIDAYS = {(1, 1), (5, 1), (12, 25), (12, 26)}
SMALL_WORDS = ("a", "an", "and", "of", "the", "in")
EARTH_KM = 6371.0088
BANDS = [(0, "none"), (1, "low"), (40, "medium"), (75, "high")]
IBAN_LENGTHS = {"DE": 22, "FR": 27, "GB": 22, "NL": 18}
UNITS = {"kg": 1.0, "g": 0.001, "lb": 0.45359237, "oz": 0.028349523125}
ROMAN = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]


@udf(StringType())
def tidy_company(s):
    """Legal forms go, blanks are squeezed."""
    if not s:
        return None
    name = re.sub(r"[.,]", "", s).strip().upper()
    for suffix in (" GMBH", " LTD", " INC", " LLC"):
        if name.endswith(suffix):
            name = name[: -len(suffix)]
            break
    return " ".join(name.split())


@udf(DoubleType())
def gross(x, s):
    if x is None or x < 0:
        return 0.0
    rate = VAT.get(s.upper(), DEFAULT_VAT) if s else DEFAULT_VAT
    return round(x * (1 + rate), 2)


@udf("string")
def iso_country(s):
    key = (s or "").strip().lower()
    return COUNTRY_ALIASES.get(key, COUNTRY_ALIASES.get(key.replace(" ", ""), key.upper()[:2] if len(key) >= 2 else None))


@udf(IntegerType())
def plan_seats(s):
    try:
        return PLANS[s.lower()]["seats"]
    except (KeyError, AttributeError):
        return 0


@udf(StringType())
def band_of(n):
    label = "unknown"
    if n is None:
        return label
    for lower, name in BANDS:
        if n >= lower:
            label = name
    return label


@udf(StringType())
def mask_mail(s):
    if s is None or s.count("@") != 1:
        return s
    user, domain = s.split("@")
    if len(user) <= 2:
        return "*" * len(user) + "@" + domain
    return f"{user[0]}{'*' * (len(user) - 2)}{user[-1]}@{domain}"


@udf(BooleanType())
def iban_shape(s):
    if s is None:
        return False
    iban = s.replace(" ", "").upper()
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}", iban):
        return False
    wanted = IBAN_LENGTHS.get(iban[:2])
    return wanted is not None and len(iban) == wanted


@udf(BooleanType())
def iban_check(s):
    iban = (s or "").replace(" ", "").upper()
    if len(iban) < 5 or not iban.isalnum():
        return False
    moved = iban[4:] + iban[:4]
    digits = "".join(str(int(ch, 36)) for ch in moved)
    return int(digits) % 97 == 1


@udf(StringType())
def to_roman(n):
    if n is None or not 0 < n < 4000:
        return None
    out = ""
    for value, sign in ROMAN:
        out += sign * (n // value)
        n %= value
    return out


@udf(StringType())
def slug_of(s, maxlen=40):
    slug = re.sub(r"[^a-z0-9]+", "-", s.lower()).strip("-") if s else ""
    return slug[:maxlen].rstrip("-") or "n-a"


@udf(IntegerType())
def newer(s, t):
    """-1, 0 or 1, as versions a.b compare."""
    if s is None or t is None:
        return None
    try:
        left = [int(part) for part in s.split(".")][:2]
        right = [int(part) for part in t.split(".")][:2]
    except ValueError:
        return None
    return (left > right) - (left < right)


@udf(BooleanType())
def luhn_ok(s):
    digits = [int(ch) for ch in (s or "") if "0" <= ch <= "9"]
    if len(digits) < 12:
        return False
    total = sum(digits[-1::-2]) + sum(sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    return total % 10 == 0


@udf(IntegerType())
def working_days_left(d):
    """Monday to Friday from d to the end of its week, holidays taken off."""
    if d is None:
        return None
    left = 0
    for step in range(7 - d.weekday()):
        day = d + timedelta(days=step)
        if day.weekday() < 5 and (day.month, day.day) not in HOLIDAYS:
            left += 1
    return left


@udf(DateType())
def pay_day(d):
    """The 25th, or the Friday before where it falls on a weekend."""
    if d is None:
        return None
    day = d.replace(day=25)
    shift = max(0, day.weekday() - 4)
    return day - timedelta(days=shift)


@udf(DoubleType())
def to_kilograms(x, s):
    factor = UNITS.get((s or "kg").strip().lower())
    if factor is None:
        return None
    return x * factor if x == x else None


@udf(StringType())
def headline(s):
    if s is None:
        return None
    words = s.lower().split(" ")
    return " ".join(w if i and w in SMALL_WORDS else w.capitalize() for i, w in enumerate(words))


@udf(IntegerType())
def edit_distance(s, t):
    previous = list(range(len(t) + 1))
    for i, left in enumerate(s, 1):
        current = [i]
        for j, right in enumerate(t, 1):
            current.append(min(previous[j] + 1, current[-1] + 1, previous[j - 1] + (left != right)))
        previous = current
    return previous[-1]


@udf(LongType())
def factorial(n):
    return 1 if n < 2 else n * factorial.func(n - 1)


@udf(DoubleType())
def parse_money(s):
    try:
        text = s.replace("€", "").replace("$", "").strip()
        if "," in text and "." in text:
            text = text.replace(",", "")
        elif "," in text:
            text = text.replace(",", ".")
        return float(text)
    except Exception:
        return None


@udf(StringType())
def first_known(*names):
    for name in names:
        if name and name.strip():
            return name.strip()
    return "anonymous"


@udf(StringType())
def scored(n, x):
    return "{:>4d}|{:<8.3f}|{}".format(n, x, "ok" if 0 <= n <= 100 and x >= 0 else "bad") if n is not None and x is not None and abs(x) < 1e6 else None


@udf(StringType())
def bracket(x):
    return "A" if 0 <= x < 18.5 else "B" if 18.5 <= x < 25 else "C" if 25 <= x < 30 else "D" if x >= 30 else "?"


@udf(IntegerType())
def digits_seen(s):
    if (count := len(re.findall(r"[0-9]", s or ""))) > 3:
        return count
    return -1


@udf(StringType())
def http_family(n):
    match n:
        case 200 | 201 | 204:
            return "ok"
        case 301 | 302:
            return "moved"
        case 404:
            return "missing"
        case None:
            return "none"
        case _ if 500 <= n < 600:
            return "server"
        case _:
            return "other"


@udf(LongType())
def first_gap(v):
    """The first number that is more than 10 above the one before."""
    last = None
    for number in v or []:
        if number is None:
            continue
        if last is not None and number - last > 10:
            return number
        last = number
    return None


@udf(ArrayType(StringType()))
def long_tags(a):
    return [tag.strip().lower() for tag in a if tag and len(tag.strip()) > 3 and not tag.startswith("#")] if a else []


@udf(BooleanType())
def mixed_ok(a, s):
    return any(s == item for item in a) and all(len(item) < 50 for item in a) if a and s is not None and None not in a else False


@udf(LongType())
def lowest(b, c):
    known = [number for number in (b, c, 100) if number is not None]
    return min(known)


@udf(LongType())
def half_even(x):
    return round(x) if x is not None and abs(x) < 1e15 else 0


@udf(StringType())
def floor_parts(n, m):
    if not m:
        return "x"
    return f"{n // m}r{n % m}/{-n // m}r{-n % m}"


@udf(StringType())
def rule_off(s):
    return s + "\n" + "=" * len(s) if s else "-" * 3


@udf(StringType())
def backwards_pairs(s):
    return s[::-2] + "/" + s[-2::-1] if s is not None else ""


@udf(IntegerType())
def lenient_int(s):
    try:
        n = int(s)
    except (TypeError, ValueError):
        return None
    return n if -1000 <= n <= 1000 else None


@udf(StringType())
def nan_aware(x):
    if x is None:
        return "null"
    if x != x:
        return "nan"
    return "neg" if x < 0 else "zero" if x == 0 else "pos"


@udf(IntegerType())
def risk_points(p, q, n, x):
    points = 10 * bool(p) + 5 * bool(q)
    points += (n is not None and n > 65) + (x is not None and x > 0.5) * 3
    return int(points)


@udf(BooleanType())
def same_name(s, t):
    return (s or "").strip().casefold() == (t or "").strip().casefold()


@udf(StringType())
def signed_code(n):
    return str(n).zfill(6) if n is not None else "000000"


@udf(StringType())
def second_part(s):
    if s is None:
        return None
    parts = s.split("=", 1)
    return parts[1].strip(" \"'") if len(parts) == 2 else ""


@udf(IntegerType())
def nights(d, e):
    if not d or not e or e <= d:
        return 0
    return min((e - d).days, 365)


@udf(StringType())
def week_label(d):
    return d.strftime("%a %d %b %Y") if d and d.year >= 1000 else None


@udf(StringType())
def shard_key(s, b):
    raw = f"{s}|{b}".encode("utf-8")
    return hashlib.sha256(raw).hexdigest()[:12]


@udf(IntegerType())
def shard(s):
    return int(hashlib.md5((s or "").encode()).hexdigest()[:7], 16) % 64


@udf(StringType())
def json_status(s):
    try:
        return json.loads(s).get("status", "unknown")
    except Exception:
        return "invalid"


@udf(StringType())
def json_line(s, n):
    return '{"name": "' + (s or "").replace('"', "'") + '", "count": ' + str(n or 0) + "}"


@udf(DoubleType())
def flat_km(x, y, z, w):
    """Squares only: no sine."""
    dx, dy = (x - z) * 111.32, (y - w) * 110.574
    return math.sqrt(dx * dx + dy * dy)


@udf(DoubleType())
def great_circle(x, y, z, w):
    phi1, phi2 = math.radians(x), math.radians(z)
    a = math.sin((phi2 - phi1) / 2) ** 2 + math.cos(phi1) * math.cos(phi2) * math.sin(math.radians(w - y) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(a))


@udf(StringType())
def us_phone(s):
    digits = "".join(ch for ch in s if ch in string.digits) if s else ""
    if len(digits) == 11 and digits[0] == "1":
        digits = digits[1:]
    return "({}) {}-{}".format(digits[:3], digits[3:6], digits[6:]) if len(digits) == 10 else None


@udf(StringType())
def caesar(s):
    return "".join(chr((ord(ch) - 97 + 3) % 26 + 97) if "a" <= ch <= "z" else ch for ch in s) if s else s


@udf(StringType())
def top_letter(s):
    return Counter(s).most_common(1)[0][0] if s else None


@udf(IntegerType())
def longest_run(s):
    best = run = 0
    last = ""
    for ch in s or "":
        run = run + 1 if ch == last else 1
        best = max(best, run)
        last = ch
    return best


@udf(StringType())
def elapsed(b):
    if b is None or b < 0:
        return "n/a"
    hours, rest = divmod(b, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}" if hours < 100 else f"{hours // 24}d {hours % 24}h"


@udf(IntegerType())
def quarter_index(d):
    return d.year * 4 + (d.month - 1) // 3 if d is not None else None


@udf(BooleanType())
def leap_birthday(d):
    return d is not None and d.month == 2 and d.day == 29 and calendar.isleap(d.year)


@udf(StringType())
def sort_name(s):
    parts = (s or "").strip().rsplit(" ", 1)
    return ", ".join(reversed(parts)) if len(parts) > 1 else parts[0]


@udf(StringType())
def letters_only(s):
    kept = []
    for ch in s or "":
        if ch.isalpha() or ch in " -'":
            kept.append(ch)
    return "".join(kept).title()


@udf(StringType())
def b64(s):
    return base64.b64encode(s.encode("utf-8")).decode("ascii") if s is not None else None


df.select(
    tidy_company("s"), gross("x", "s"), iso_country("s"), plan_seats("s"), band_of("n"), mask_mail("s"), iban_shape("s"), iban_check("s"), to_roman("n"), slug_of("s"),
    newer("s", "t"), luhn_ok("s"), working_days_left("d"), pay_day("d"), to_kilograms("x", "s"), headline("s"), edit_distance("s", "t"), factorial("n"), parse_money("s"),
    first_known("s", "t", "u"), scored("n", "x"), bracket("x"), digits_seen("s"), http_family("n"), first_gap("v"), long_tags("a"), mixed_ok("a", "s"), lowest("b", "c"),
    half_even("x"), floor_parts("n", "m"), rule_off("s"), backwards_pairs("s"), lenient_int("s"), nan_aware("x"), risk_points("p", "q", "n", "x"), same_name("s", "t"),
    signed_code("n"), second_part("s"), nights("d", "e"), week_label("d"), shard_key("s", "b"), shard("s"), json_status("s"), json_line("s", "n"), flat_km("x", "y", "z", "w"),
    great_circle("x", "y", "z", "w"), us_phone("s"), caesar("s"), top_letter("s"), longest_run("s"), elapsed("b"), quarter_index("d"), leap_birthday("d"), sort_name("s"),
    letters_only("s"), b64("s"),
)


def joined(sep, *parts):
    return sep.join(part for part in parts if part)


@udf(StringType())
def address(s, t):
    return joined(", ", s, t, "EU")


@udf("string")
def encoded(s):
    return base64.b64encode(s.encode("utf-8")).decode("ascii") if s is not None else None


@udf("string")
def basic_auth(s, t):
    return "Basic " + base64.urlsafe_b64encode(f"{s}:{t}".encode()).decode()


@udf("string")
def ascii_only(s):
    return s.encode("ascii", "ignore").decode("ascii").strip() if s else ""


@udf("string")
def question_marks(s):
    return s.encode("ascii", errors="replace").decode() if s else ""


@udf("string")
def strict_ascii(s):
    try:
        return s.encode("ascii").decode()
    except (UnicodeEncodeError, AttributeError):
        return "bad"


@udf("int")
def byte_length(s):
    return len(s.encode("utf-8")) if s is not None else 0


@udf("string")
def hexed(s):
    return s.encode().hex() if s else None


@udf("int")
def seats_of(s):
    try:
        return PLANS[s.lower()]["seats"]
    except (KeyError, AttributeError):
        return 0


@udf("double")
def plan_price(s):
    return PLANS.get(s, PLANS["free"])["price"] if s else None


@udf("string")
def pairs_back(s):
    return s[::-2] + "/" + s[-2::-1] if s is not None else ""


@udf("string")
def tails(s):
    return s[:2:-1] + "|" + s[:-4:-1] + "|" + s[3::-1] + "|" + s[4::-3] + "|" + s[:-1:-1] if s is not None else "none"


@udf("int")
def small_int(s):
    try:
        n = int(s)
    except (TypeError, ValueError):
        return None
    return n if -1000 <= n <= 1000 else None


@udf("boolean")
def known(s):
    return s is not None and s in ("a", "b")


@udf("string")
def label(n):
    return f"#{n}"


df.select(
    address("s", "t"), encoded("s"), basic_auth("s", "t"), ascii_only("s"), question_marks("s"), strict_ascii("s"), byte_length("s"), hexed("s"), seats_of("s"), plan_price("s"),
    pairs_back("s"), tails("s"), small_int("s"), known("s"), label("n"),
)
