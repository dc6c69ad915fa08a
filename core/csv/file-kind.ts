import { AppError } from "../app-error.ts";

const magic: readonly { bytes: string; kind: string; supported?: "later" }[] = [
  { bytes: "89504e470d0a1a0a", kind: "a PNG image" },
  { bytes: "ffd8ff", kind: "a JPEG image" },
  { bytes: "474946383761", kind: "a GIF image" },
  { bytes: "474946383961", kind: "a GIF image" },
  { bytes: "255044462d", kind: "a PDF document" },
  { bytes: "7f454c46", kind: "a program" },
  { bytes: "0061736d", kind: "a WebAssembly program" },
  { bytes: "cafebabe", kind: "a Java class" },
  { bytes: "53514c69746520666f726d6174203300", kind: "an SQLite database" },
  { bytes: "4f626a01", kind: "an Avro file" },
  { bytes: "504b0304", kind: "a ZIP archive", supported: "later" },
  { bytes: "1f8b", kind: "a gzip archive", supported: "later" },
  { bytes: "28b52ffd", kind: "a Zstandard archive", supported: "later" },
  { bytes: "50415231", kind: "a Parquet file", supported: "later" },
  { bytes: "425a68", kind: "a bzip2 archive", supported: "later" },
  { bytes: "fd377a585a00", kind: "an xz archive", supported: "later" },
  { bytes: "377abcaf271c", kind: "a 7-Zip archive", supported: "later" },
  { bytes: "d0cf11e0a1b11ae1", kind: "an old Excel or Word file", supported: "later" },
];

const controlSampleBytes = 64 * 1024;
/** A tiny file is not binary for a stray control byte or two. */
const minControlBytes = 4;

/**
 * Refuses what is not a text table, by its first bytes.
 * @throws AppError empty-file, binary-file or unsupported-file
 */
export function requireTextFile(sample: Uint8Array, options: { name: string; utf16: boolean; bomBytes: number }): void {
  if (sample.length <= options.bomBytes) throw new AppError("empty-file", `${options.name} is empty: there is nothing in it to read.`);
  const start = hex(sample.subarray(0, 16));
  const known = magic.find((entry) => start.startsWith(entry.bytes));
  if (known?.supported === "later") throw unsupported(options.name, isSpreadsheet(sample, known.kind) ? "an Excel workbook" : known.kind);
  if (known) throw new AppError("binary-file", `${options.name} is not text: it starts like ${known.kind}.`);
  if (!options.utf16 && hasManyControlBytes(sample.subarray(0, controlSampleBytes))) {
    throw new AppError("binary-file", `${options.name} is not text: it is full of control bytes.`);
  }
}

/** Refuses JSON, which is no table of delimited text. */
export function requireDelimitedText(text: string, name: string): void {
  if (/^\s*(\{\s*("[^"]*"\s*:|\})|\[\s*(\{|\[|\]\s*$))/.test(text.slice(0, 4096))) throw unsupported(name, "JSON");
}

function unsupported(name: string, kind: string): AppError {
  const advice = kind === "JSON" || kind === "a Parquet file" ? "" : " Unpack it or save it as CSV, then drop it again.";
  return new AppError("unsupported-file", `${name} is ${kind}, which cannot be read yet; CSV and other delimited text can.${advice}`);
}

function isSpreadsheet(sample: Uint8Array, kind: string): boolean {
  if (kind !== "a ZIP archive") return false;
  const text = new TextDecoder("windows-1252").decode(sample.subarray(0, controlSampleBytes));
  return text.includes("[Content_Types].xml") || text.includes("xl/");
}

function hasManyControlBytes(bytes: Uint8Array): boolean {
  let control = 0;
  for (const byte of bytes) {
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12 && byte !== 27) control++;
  }
  return control >= minControlBytes && control > bytes.length / 10;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
