import * as z from "zod";
import type { ByteSource } from "../../csv/source/byte-source.ts";
import type { Operation } from "../operation.ts";

const params = z.strictObject({
  mark: z.enum(["!", "?"]).default("!").meta({ title: "Mark", description: "What stands at the end of each line." }),
  times: z.int().min(1).max(5).meta({ title: "Times", description: "How often it stands there." }),
  only: z.array(z.string()).meta({ title: "Only", description: "Words that are shouted; all of them by default." }).optional(),
});
type ShoutParams = z.infer<typeof params>;

/** An operation that somebody adds: this file, and a line in the registry. */
export const shout: Operation<ShoutParams> = {
  id: "shout",
  title: "Shout",
  description: "Every line in capitals.",
  params,
  inputs: { minFiles: 1, maxFiles: 1 },
  defaultBadRow: "keep",
  async run({ params: { mark, times, only }, files, openOutput, signal }) {
    const lines: string[] = [];
    for (const file of files) lines.push(...(await readText(await file.open(signal))).split("\n").filter((line) => line !== ""));
    const loud = lines.map((line) => `${only && !only.includes(line) ? line : line.toUpperCase()}${mark.repeat(times)}\n`);
    const output = await openOutput("output.txt", "text/plain");
    await output.write(new TextEncoder().encode(loud.join("")));
    const { bytes } = await output.close();
    const results = [{ name: "output.txt", bytes, rows: lines.length, contentType: "text/plain" }];
    return { counts: { in: lines.length, out: lines.length, rejected: 0, filtered: 0 }, issues: [], results };
  },
};

async function readText(source: ByteSource): Promise<string> {
  const utf8 = new TextDecoder();
  const target = new Uint8Array(1024);
  let text = "";
  for (let got = await source.read(target); got > 0; got = await source.read(target)) {
    text += utf8.decode(target.subarray(0, got), { stream: true });
  }
  return text;
}
