"""CSV to NDJSON with pandas, every value kept as text: `pandas-convert.py SMALL LARGE` prints what it used as JSON."""

import json
import os
import resource
import sys


def cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


class Counter:
    """A file that is nowhere: what a Lambda would send on to S3."""

    def __init__(self) -> None:
        self.bytes = 0

    def write(self, text: str) -> None:
        self.bytes += len(text.encode())


def convert(path: str) -> int:
    out = Counter()
    for chunk in pandas.read_csv(path, dtype=str, keep_default_na=False, chunksize=100_000):
        out.write(chunk.to_json(orient="records", lines=True, force_ascii=False))
    return out.bytes


def measure(path: str, times: int) -> dict:
    before = cpu_seconds()
    for _ in range(times):
        written = convert(path)
    return {
        "inputBytes": os.path.getsize(path),
        "outputBytes": written,
        "cpuSeconds": round((cpu_seconds() - before) / times, 4),
        "maxRssMb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


before_import = cpu_seconds()
import pandas  # noqa: E402

import_cpu = round(cpu_seconds() - before_import, 3)
small, large = sys.argv[1:]
convert(small)
result = {
    "version": pandas.__version__,
    "importCpuSeconds": import_cpu,
    "small": measure(small, 20),
    "large": measure(large, 1),
}
print(json.dumps(result))
