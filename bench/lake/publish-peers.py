"""python3 publish-peers.py FILE FOLDER: a CSV in chunks by pandas into Parquet by the hour, by pyarrow."""
import sys
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

path, folder = sys.argv[1:]
for chunk in pd.read_csv(path, dtype=str, keep_default_na=False, chunksize=200_000):
    time = pd.to_datetime(chunk["created_at"], utc=True)
    for part in ("year", "month", "day", "hour"):
        chunk[part] = getattr(time.dt, part)
    table = pa.Table.from_pandas(chunk, preserve_index=False)
    pq.write_to_dataset(table, folder, partition_cols=["year", "month", "day", "hour"], compression="zstd", max_partitions=1024)
