import { gunzipSync, gzipSync, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { convert } from "../convert.ts";
import { runOperation } from "../testing/run-operation.ts";

const people = 'id,name,__proto__,2\r\n007,"Doe, Jane",p,x\r\n2,"a ""b""",q,y\r\n';

async function run(params: object, content: string | Uint8Array = people) {
  const running = await runOperation(convert, { params, files: [{ name: "people.csv", content }] });
  return { ...running, outcome: await running.running };
}

describe("convert", () => {
  it("packs the result when asked, and says so in its name and type", async () => {
    const { outcome, outputs } = await run({ to: "csv", compress: "gzip" });

    expect(gunzipSync(outputs.get("output.csv.gz") ?? "").toString()).toBe(people);
    expect(outcome.results[0]).toEqual({
      name: "output.csv.gz",
      bytes: outputs.get("output.csv.gz")?.length,
      rows: 2,
      contentType: "application/gzip",
    });
  });

  it("tells progress in bytes as they came, packed", async () => {
    const content = gzipSync(people.repeat(5));
    const files = [
      { name: "a.csv.gz", content },
      { name: "b.csv.gz", content },
    ];

    const { running, progress } = await runOperation(convert, { params: { to: "csv" }, files });
    await running;

    expect(progress.at(-1)?.[1]).toBe(2 * content.length);
  });

  it("packs as zstd where the machine can, and says where it cannot", async () => {
    const options = { params: { to: "csv", compress: "zstd" }, files: [{ name: "people.csv", content: people }] };
    const able = await runOperation(convert, { ...options, compressors: { zstd: async (bytes) => zstdCompressSync(bytes) } });
    const unable = await runOperation(convert, options);

    await able.running;
    expect(zstdDecompressSync(able.outputs.get("output.csv.zst") ?? "").toString()).toBe(people);
    await expect(unable.running).rejects.toMatchObject({ code: "unknown-format", message: expect.stringContaining("zstd") });
  });

  it.each([
    ["gzip", gzipSync(people)],
    ["UTF-16", new Uint8Array(Buffer.from(`\ufeff${people}`, "utf16le"))],
  ])("reads %s as it reads the text", async (_, content) => {
    const { text } = await run({ to: "csv" }, content);

    expect(text("output.csv")).toBe(people);
  });
});
