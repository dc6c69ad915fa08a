import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { withOpenNextBuild } from "../site/open-next-build.ts";
import { listSiteFiles, type SiteFile } from "./list-site-files.ts";

/** Lambda takes 250 MB unpacked; Next alone has about 20. */
const maxBytes = 40_000_000;
const engineMarks = ["DuckDBInstance", "duckdb_open", "node-bindings-linux"];

let files: SiteFile[] = [];
const marked: string[] = [];

beforeAll(async () => {
  await withOpenNextBuild(async (folder) => {
    files = listSiteFiles(folder);
    for (const { path } of files) {
      if (!/\.(c|m)?js$/.test(path)) continue;
      const text = readFileSync(join(folder, "server-functions", "default", path), "utf8");
      if (engineMarks.some((mark) => text.includes(mark))) marked.push(path);
    }
  });
}, 300_000);

describe("the site's server function, as it is deployed", () => {
  it("does not contain the engine, nor anything else that is native", () => {
    const names = files.map(({ path }) => path).filter((path) => /duckdb|(^|\/)engine\/|\.(node|so|dylib|duckdb_extension)$/i.test(path));

    expect(names).toEqual([]);
    expect(marked).toEqual([]);
  });

  it("is a fraction of what Lambda takes", () => {
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);

    expect(bytes).toBeGreaterThan(1_000_000);
    expect(
      bytes,
      `largest: ${files
        .slice(0, 5)
        .map((file) => `${file.path} ${file.bytes}`)
        .join(", ")}`,
    ).toBeLessThan(maxBytes);
  });
});
