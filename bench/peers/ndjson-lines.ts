import { createReadStream } from "node:fs";

export type Flat = Record<string, string>;

/** Objects of an NDJSON file, read in large chunks, cut into lines, each parsed by JSON.parse. */
export async function eachBatchOfObjects(path: string, take: (objects: Flat[]) => void): Promise<void> {
  let rest = "";
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, encoding: "utf8" })) {
    const lines = (rest + String(chunk)).split("\n");
    rest = lines.pop() ?? "";
    take(lines.map((line): Flat => JSON.parse(line)));
  }
  if (rest !== "") take([JSON.parse(rest)]);
}
