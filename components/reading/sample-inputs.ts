import { type ByteSource, inspect } from "#core/csv/index";
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
export async function openSamples(files: readonly File[], params: unknown, reading: FileReading): Promise<SampleInputs> {
  const opened = new Map<ByteSource, File>();
  const samples = await Promise.all(files.map((file) => toSample(file, params, reading)));
  const inputs = samples.map(
    ({ file, part, partial }): InputFile => ({
      ...{ name: file.name, size: part.size, partial },
      open() {
        const source = openFile(part, reading);
        opened.set(source, file);
        return source;
      },
    }),
  );
  const parquet = files.filter(({ name }) => isParquetName(name));
  if (parquet.length === 0) return { inputs, complete: inputs.every(({ partial }) => !partial), engine: null };
  const { isWhole, previewEngine } = await import("./preview-engine.ts");
  const whole = await Promise.all(parquet.map(isWhole));
  const complete = inputs.every(({ partial }) => !partial) && whole.every((each) => each);
  return { inputs, complete, engine: previewEngine((source) => opened.get(source)) };
}

interface Sample {
  file: File;
  part: Blob;
  partial: boolean;
}

/** Of Parquet files and workbooks, which list their parts at their end, all: no more is read than is needed. */
async function toSample(file: File, params: unknown, reading: FileReading): Promise<Sample> {
  const whole = { file, part: file, partial: false };
  if (isParquetName(file.name)) return whole;
  if (isWorkbook(await readStart(file, headBytes))) return { ...whole, partial: !(await isSheetShort(file, sheetOf(params), reading)) };
  return file.size <= sampleBytes ? whole : { file, part: file.slice(0, sampleBytes), partial: true };
}

type Sheet = string | number | undefined;

function sheetOf(params: unknown): Sheet {
  const { dialect } = (params ?? {}) as { dialect?: { sheet?: Sheet } };
  return dialect?.sheet;
}

const shortSheets = new WeakMap<File, Map<Sheet, boolean>>();

/** Whether a look sees all of a sheet, which does not follow from the size of its workbook. */
async function isSheetShort(file: File, sheet: Sheet, reading: FileReading): Promise<boolean> {
  const known = shortSheets.get(file) ?? new Map<Sheet, boolean>();
  shortSheets.set(file, known);
  const isShort = known.get(sheet) ?? (await lookAtSheet(file, sheet, reading));
  known.set(sheet, isShort);
  return isShort;
}

async function lookAtSheet(file: File, sheet: Sheet, reading: FileReading): Promise<boolean> {
  const { name } = file;
  const dialect = sheet === undefined ? {} : { dialect: { sheet } };
  const { complete } = await inspect(openFile(file, reading), { name, complete: true, signal: reading.signal, ...dialect });
  return complete;
}
