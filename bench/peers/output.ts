import { writeSync } from "node:fs";
import { createGzip } from "node:zlib";

/** Where a contestant writes: standard output, a file or nowhere; through the platform's gzip if need be. */
export interface Output {
  write(text: string): void;
  end(): Promise<void>;
}

export function createOutput(gzip: boolean): Output {
  if (!gzip) return { write: writeAll, end: async () => undefined };
  const stream = createGzip({ level: 6 });
  stream.on("data", (chunk: Uint8Array) => writeAll(chunk));
  const ended = new Promise<void>((resolve, reject) => stream.once("end", resolve).once("error", reject));
  return {
    write: (text) => void stream.write(text),
    end: () => {
      stream.end();
      return ended;
    },
  };
}

function writeAll(data: string | Uint8Array): void {
  const bytes = typeof data === "string" ? Buffer.from(data) : data;
  for (let done = 0; done < bytes.length; ) done += writeSync(1, bytes, done);
}

/** Rows as NDJSON, the keys made once. */
export function createNdjson(names: readonly string[]): (rows: readonly (readonly string[])[]) => string {
  const keys = names.map((name, index) => `${index === 0 ? "{" : ","}${JSON.stringify(name)}:`);
  return (rows) => {
    let text = "";
    for (const row of rows) {
      for (let index = 0; index < keys.length; index++) text += (keys[index] ?? "") + JSON.stringify(row[index]);
      text += "}\n";
    }
    return text;
  };
}
