"""Plain functions and constants that UDFs of other modules use."""

import re

NON_ALNUM = re.compile(r"[^a-z0-9]+")
STREET_TYPES = {"st": "street", "rd": "road", "ave": "avenue", "blvd": "boulevard"}
DEFAULT_COUNTRY = "US"


def normalize(value):
    if value is None:
        return ""
    return value.strip().lower()


def only_digits(value):
    return re.sub(r"[^0-9]", "", value)


def clamp(value, lo, hi):
    return max(lo, min(value, hi))
