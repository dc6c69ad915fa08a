import { AppError } from "../../app-error.ts";

interface Kind {
  name: string;
  /** Hexadecimal; `?` is any digit. */
  magic: string;
  at?: number;
  /** Whether it is a table that could be read after being unpacked or saved as CSV. */
  advice?: string;
  /** The magic is text, so a control byte has to stand near it. */
  textual?: boolean;
}

const unpack = "Unpack it, then drop it again.";
const nameParquet = "Give it a name that ends in .parquet, so that it is read as such.";
const saveAsXlsx = "Save it as .xlsx without a password, or as CSV, then drop it again.";

const kinds: readonly Kind[] = [
  { name: "a PNG image", magic: "89504e470d0a1a0a" },
  { name: "a JPEG image", magic: "ffd8ff" },
  { name: "a GIF image", magic: "474946383?61", textual: true },
  { name: "a TIFF image", magic: "49492a00" },
  { name: "a sound, film or image file", magic: "52494646????????(57415645|41564920|57454250)" },
  { name: "a film", magic: "66747970", at: 4, textual: true },
  { name: "a sound file", magic: "4f67675300" },
  { name: "a PDF document", magic: "255044462d" },
  { name: "a program", magic: "7f454c46" },
  { name: "a program", magic: "(cffaedfe|feedfacf|cefaedfe|feedface)" },
  { name: "a WebAssembly program", magic: "0061736d" },
  { name: "a Java class", magic: "cafebabe" },
  { name: "an SQLite database", magic: "53514c69746520666f726d6174203300" },
  { name: "a DuckDB database", magic: "4455434b", at: 8, textual: true },
  { name: "an Avro file", magic: "4f626a01" },
  { name: "an Arrow file", magic: "4152524f573100" },
  { name: "an HDF5 file", magic: "894844460d0a1a0a" },
  { name: "a NumPy array", magic: "934e554d5059" },
  { name: "a Parquet file", magic: "50415231", textual: true, advice: nameParquet },
  { name: "an old Excel or Word file, or one that is locked with a password", magic: "d0cf11e0a1b11ae1", advice: saveAsXlsx },
  { name: "a ZIP archive", magic: "504b0304", advice: unpack },
  { name: "a gzip archive", magic: "1f8b08", advice: unpack },
  { name: "a Zstandard archive", magic: "28b52ffd", advice: unpack },
  { name: "a bzip2 archive", magic: "425a683?314159265359", advice: unpack },
  { name: "an xz archive", magic: "fd377a585a00", advice: unpack },
  { name: "a 7-Zip archive", magic: "377abcaf271c", advice: unpack },
  { name: "a RAR archive", magic: "526172211a07", advice: unpack },
  { name: "a tar archive", magic: "7573746172(00|20)", at: 257, advice: unpack },
];

const patterns = kinds.map((kind) => ({ ...kind, pattern: new RegExp(`^${kind.magic.replaceAll("?", "[0-9a-f]")}`) }));

const magicBytes = 16;
const nearBytes = 64;
const controlSampleBytes = 64 * 1024;
/** A tiny file is not binary for a stray control byte or two. */
const minControlBytes = 4;

/**
 * Refuses what is not text, by its first bytes, which were unpacked if need be.
 * @throws AppError empty-file, binary-file
 */
export function requireText(start: Uint8Array, options: { name: string; utf16: boolean; bomBytes: number }): void {
  const { name, utf16, bomBytes } = options;
  if (start.length <= bomBytes) throw new AppError("empty-file", `${name} is empty: there is nothing in it to read.`);
  const kind = patterns.find(
    ({ pattern, at = 0, textual }) =>
      pattern.test(hex(start.subarray(at, at + magicBytes))) && (!textual || countControl(start.subarray(0, nearBytes)) > 0),
  );
  if (kind) {
    const { advice } = kind;
    const sentence = advice
      ? `is ${kind.name}, which cannot be read; CSV and other text can. ${advice}`
      : `is not text: it starts like ${kind.name}.`;
    throw new AppError("binary-file", `${name} ${sentence}`);
  }
  const sample = start.subarray(0, controlSampleBytes);
  const control = utf16 ? 0 : countControl(sample);
  if (control >= minControlBytes && control > sample.length / 10) {
    throw new AppError("binary-file", `${name} is not text: it is full of control bytes.`);
  }
}

function countControl(bytes: Uint8Array): number {
  let control = 0;
  for (const byte of bytes) {
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12 && byte !== 27) control++;
  }
  return control;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
