"""Writes src/Stoker.Diagnoses/Configuration/known-settings.tsv: the keys that Spark has or had, for CONF004 and CONF012.

    python3 eng/known-settings.py 'JARS/spark-*.jar' ...

From the registries that eng/spark-settings.py prints (key, first version), from string constants of Spark's own class files (keys that are no registry's,
so that nobody calls them unknown; without a version, since some are names and no settings), and from known-settings-extra.tsv: YARN, Hive and network
keys that these builds lack, and keys that Spark gave up. Columns: key, first version, version from which it is
old, renamed (still read) or ignored, new key, version from which a renamed one is ignored too.
"""
import glob
import pathlib
import re
import struct
import sys
import zipfile

ROOT = pathlib.Path(__file__).parent.parent
KEY = re.compile(r"spark(\.[A-Za-z0-9_-]+)+")


def constants(code):
    """Texts of a class file's constant pool (JVM specification 4.4)."""
    count, at, index = struct.unpack(">H", code[8:10])[0], 10, 1
    while index < count:
        tag = code[at]
        if tag == 1:
            length = struct.unpack(">H", code[at + 1:at + 3])[0]
            yield code[at + 3:at + 3 + length].decode("utf-8", "replace")
            at += 3 + length
        else:
            at += {7: 3, 8: 3, 16: 3, 19: 3, 20: 3, 15: 4, 5: 9, 6: 9}.get(tag, 5)
        index += 2 if tag in (5, 6) else 1


rows = {}
for pattern in sys.argv[1:]:
    for jar in sorted(glob.glob(pattern)):
        with zipfile.ZipFile(jar) as archive:
            for name in archive.namelist():
                if name.endswith(".class"):
                    rows.update((text, [text]) for text in constants(archive.read(name)) if KEY.fullmatch(text))
for registry in sorted(ROOT.glob("tests/Stoker.Tests/Model/Settings/registry-*.tsv")):
    for line in registry.read_text().splitlines()[1:]:
        key, since, _ = line.split("\t")
        rows.setdefault(key, [key])
        if len(rows[key]) == 1:
            rows[key] = [key, since]
for line in (ROOT / "eng/known-settings-extra.tsv").read_text().splitlines()[1:]:
    cells = line.split("\t")
    rows[cells[0]] = [cells[0], rows.get(cells[0], [""])[-1]] if len(cells) == 1 else cells
with open(ROOT / "src/Stoker.Diagnoses/Configuration/known-settings.tsv", "w") as out:
    out.writelines("\t".join(cells).rstrip("\t") + "\n" for _, cells in sorted(rows.items()))
