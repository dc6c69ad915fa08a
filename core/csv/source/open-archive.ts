import { isAppError } from "../../app-error.ts";
import type { ReaderLimits } from "../limits.ts";
import { archiveTooLarge } from "./archive/archive-error.ts";
import type { ByteSource } from "./byte-source.ts";
import { counted } from "./head-source.ts";
import type { Compression } from "./text-source.ts";

/** Undoes one kind of compression, however many members or frames there are. @throws AppError truncated-archive from `read` */
export type Decompress = (source: ByteSource, name: string) => ByteSource | Promise<ByteSource>;

/** Faster ways than the built-in ones, where the machine has them. */
export type Decompressors = Readonly<Partial<Record<Compression, Decompress>>>;

const magics: readonly { kind: Compression; bytes: readonly number[] }[] = [
  { kind: "gzip", bytes: [0x1f, 0x8b, 8] },
  { kind: "zstd", bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { kind: "zip", bytes: [0x50, 0x4b, 3, 4] },
  { kind: "zip", bytes: [0x50, 0x4b, 5, 6] },
];

export function findCompression(start: Uint8Array): Compression | null {
  return magics.find(({ bytes }) => bytes.every((byte, index) => start[index] === byte))?.kind ?? null;
}

export interface ArchiveOptions {
  name: string;
  limits: Pick<ReaderLimits, "maxExpansion" | "freeExpansionBytes">;
  signal: AbortSignal;
  decompressors?: Decompressors | undefined;
  /** These are only the first bytes of the file: that they end early is no fault. */
  partial?: boolean | undefined;
}

/** The unpacked bytes, which end with `archive-too-large` when they are out of all proportion. */
export async function openArchive(source: ByteSource, kind: Compression, options: ArchiveOptions): Promise<ByteSource> {
  const { name, limits, signal, decompressors = {} } = options;
  const packed = counted(source, signal);
  const decompress = decompressors[kind] ?? (await builtIn(kind));
  const unpacked = counted(await decompress(packed.source, name), signal);
  return {
    async read(target) {
      const length = await unpacked.source.read(target).catch((error: unknown) => {
        if (options.partial && isAppError(error) && error.code === "truncated-archive") return 0;
        throw error;
      });
      const size = unpacked.count();
      if (size > limits.freeExpansionBytes && size > limits.maxExpansion * packed.count()) throw archiveTooLarge(name, size);
      return length;
    },
    close: () => unpacked.source.close(),
  };
}

async function builtIn(kind: Compression): Promise<Decompress> {
  switch (kind) {
    case "gzip":
      return (await import("./archive/gunzip.ts")).gunzip;
    case "zstd":
      return (await import("./archive/unzstd.ts")).unzstd;
    case "zip":
      return (await import("./archive/unzip.ts")).unzip;
  }
}
