import type { ByteSource } from "#core/csv/index";
import type { InputFile } from "#core/operations/operation";
import { isParquetName } from "#core/operations/results/parquet-name";
import type { Engine } from "#core/ports/engine";
import { type FileReading, openFile, readStart } from "./file-source.ts";
import { isWorkbook, sampleBytes } from "./inspect-file.ts";

export interface SampleInputs {
  inputs: InputFile[];
  /** Whether that is all of every file. */
  complete: boolean;
  /** Where one of them is Parquet, which only an engine reads. */
  engine: Engine | null;
}

const headBytes = 512;

/** The beginnings of files, as an operation takes files. */
export async function openSamples(files: readonly File[], reading: FileReading): Promise<SampleInputs> {
  const opened = new Map<ByteSource, File>();
  const samples = await Promise.all(files.map((file) => toSample(file)));
  const inputs = files.map((file, index): InputFile => {
    const part = samples[index] ?? file;
    return {
      ...{ name: file.name, size: part.size, partial: part.size < file.size },
      open() {
        const source = openFile(part, reading);
        opened.set(source, file);
        return source;
      },
    };
  });
  const parquet = files.filter(({ name }) => isParquetName(name));
  if (parquet.length === 0) return { inputs, complete: inputs.every(({ partial }) => !partial), engine: null };
  const { isWhole, previewEngine } = await import("./preview-engine.ts");
  const whole = await Promise.all(parquet.map(isWhole));
  const complete = inputs.every(({ partial }) => !partial) && whole.every((each) => each);
  return { inputs, complete, engine: previewEngine((source) => opened.get(source)) };
}

/** Of Parquet files and workbooks, which list their parts at their end, all: no more is read than is needed. */
async function toSample(file: File): Promise<Blob> {
  if (file.size <= sampleBytes || isParquetName(file.name) || isWorkbook(await readStart(file, headBytes))) return file;
  return file.slice(0, sampleBytes);
}
