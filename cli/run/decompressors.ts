import type { Decompress, Decompressors } from "#core/csv/source/open-archive";

/** By Node's own inflater; loaded only when there is something to unpack. */
export const decompressors: Decompressors = { gzip: unpack("gzip"), zip: unpack("zip") };

function unpack(kind: "gzip" | "zip"): Decompress {
  return async (source, name) => {
    const [{ decompressorsBy }, { createInflateRaw, crc32 }] = await Promise.all([
      import("#core/csv/source/archive/decompressors-by"),
      import("node:zlib"),
    ]);
    return await decompressorsBy({ createInflateRaw: () => createInflateRaw({ chunkSize: 64 * 1024 }), crc32 })[kind](source, name);
  };
}
