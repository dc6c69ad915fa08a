import { describe, expect, it } from "vitest";
import { readExcerpt } from "./read-excerpt.ts";

describe("what stands around a place", () => {
  it("is its line, in the file's encoding", async () => {
    const file = new Blob([Uint8Array.of(0x61, 0x0d, 0x0a, 0x62, 0xfc, 0x3b, 0x63, 0x0d, 0x0a, 0x64)]);

    expect(await readExcerpt(file, 5, "windows-1252")).toEqual({ before: "bü", after: ";c", isCutBefore: false, isCutAfter: false });
  });

  it("is the end of the file where no line end follows", async () => {
    expect(await readExcerpt(new Blob(["a\nlast"]), 2, "utf-8")).toEqual({
      before: "",
      after: "last",
      isCutBefore: false,
      isCutAfter: false,
    });
  });

  it("is cut out of a long line", async () => {
    const excerpt = await readExcerpt(new Blob(["x".repeat(20_000)]), 10_000, "utf-8");

    expect(excerpt).toMatchObject({ isCutBefore: true, isCutAfter: true });
    expect((excerpt?.before ?? "").length + (excerpt?.after ?? "").length).toBeLessThan(300);
  });

  it("is nothing behind the end", async () => {
    expect(await readExcerpt(new Blob(["a"]), 1, "utf-8")).toBeNull();
  });
});
