import { AppError } from "../../app-error.ts";
import { createCompressedOutput } from "../../csv/write/compress.ts";
import type { ConvertParams } from "../convert/convert-params.ts";
import type { RunContext } from "../operation.ts";
import type { RunOutput } from "./run-outputs.ts";

/** Where a table's bytes go, to be packed on their way if that was asked for. */
export interface PackedOutput {
  write(this: void, chunk: Uint8Array): Promise<void>;
  /** Ends at a place from which another run can go on. */
  flush(): Promise<void>;
  end(): Promise<void>;
}

/** @throws AppError unknown-format when this machine cannot pack so */
export function createPackedOutput(
  output: RunOutput,
  { params: { compress }, compressors = {} }: Pick<RunContext<Pick<ConvertParams, "compress">>, "params" | "compressors">,
): PackedOutput {
  if (compress === undefined) return { write: (chunk) => output.write(chunk), flush: async () => undefined, end: async () => undefined };
  const compressor = compressors[compress];
  if (!compressor && compress !== "gzip") {
    throw new AppError("unknown-format", `Results cannot be packed as ${compress} here; gzip can be had everywhere.`);
  }
  return createCompressedOutput((chunk) => output.write(chunk), compressor ? { compress: compressor } : {});
}
