"""Checks the arithmetic of docs/decisions/0026-rounding.md against Python's own round() and format, without Spark: python3 check_rounding.py [SECONDS]

It prints how many values were compared and how many differ. The values: uniform ones of all sizes, decimal ties and their neighbors, random bit patterns, dyadic fractions.
"""

import math
import random
import struct
import sys
import time

SPLITTER = 134217729.0


def rint(x):
    n = float(round(x)) if abs(x) < 2**53 else x
    return math.copysign(n, x) if n == 0 else n


def whole(x, scale):
    product = x * scale
    nearest = rint(product)
    shifted = x * SPLITTER
    high = shifted - (shifted - x)
    low = x - high
    error = (high * scale - product) + low * scale
    above = product - nearest
    is_odd = math.fmod(nearest, 2) != 0
    if (above == 0.5 and error > 0) or (above == 0 and error == 0.5 and is_odd):
        return nearest + 1
    if (above == -0.5 and error < 0) or (above == 0 and error == -0.5 and is_odd):
        return nearest - 1
    return nearest


def nearest_whole(x, scale):
    product = x * scale
    return whole(x, scale) if abs(product - rint(product)) == 0.5 or abs(product) >= 2**52 else rint(product)


def rounded(x, places):
    unchanged = 2.0 ** math.ceil(52 - places * math.log2(10))
    return x if abs(x) >= unchanged else nearest_whole(x, float(10**places)) / float(10**places)


def fixed(x, places):
    size = abs(x)
    before = math.floor(size)
    fraction = size - before
    units = int(nearest_whole(fraction, float(10**places))) if places else int(fraction > 0.5 or (fraction == 0.5 and before % 2 == 1))
    text = "%d" % (before + units // 10**places)
    text += "." + str(units % 10**places).rjust(places, "0") if places else ""
    return ("-" if math.copysign(1, x) < 0 else "") + text


def any_value(rng, places):
    kind = rng.random()
    if kind < 0.3:
        return rng.uniform(-1, 1) * 10.0 ** rng.randint(-12, 18)
    if kind < 0.7:
        x = (rng.randint(-(10 ** rng.randint(1, 15)), 10 ** rng.randint(1, 15)) * 10 + 5) / 10.0 ** (places + 1)
        for _ in range(rng.randint(0, 2)):
            x = math.nextafter(x, rng.choice([math.inf, -math.inf]))
        return x
    if kind < 0.9:
        return struct.unpack(">d", struct.pack(">Q", rng.getrandbits(64)))[0]
    return rng.randint(-(2**53), 2**53) / 2.0 ** rng.randint(0, 20)


def main():
    rng = random.Random(5)
    compared = different = 0
    end = time.time() + float(sys.argv[1] if len(sys.argv) > 1 else 20)
    while time.time() < end:
        places = rng.randint(0, 8)
        x = any_value(rng, places)
        if not math.isfinite(x):
            continue
        compared += 1
        same = places == 0 or struct.pack(">d", rounded(x, places)) == struct.pack(">d", round(x, places))
        same = same and (abs(x) >= 2**53 or fixed(x, places) == "%.*f" % (places, x))
        if not same:
            different += 1
            print("differs: %r to %d places" % (x, places))
    print("%d values compared, %d differ" % (compared, different))


if __name__ == "__main__":
    main()
