import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../plan/platform.ts";
import { bounds, unwanted } from "./bounds.ts";
import { bundleFunction } from "./bundle-function.ts";
import { readFunctions } from "./deployed-functions.ts";
import { findFaults } from "./fit-function.ts";
import { type BundleSize, measureBundle } from "./measure-bundle.ts";

const work = mkdtempSync(join(tmpdir(), "sluice-fit-"));
const sizes = new Map<string, BundleSize>();
const installed = new Map<string, string[]>();
const kernel = "core/csv/kernel/engine.generated.ts";

beforeAll(async () => {
  for (const { node } of await readFunctions()) {
    const { metafile } = await bundleFunction({ root, handler: node.handler, ...node.bundle }, join(work, node.id));
    sizes.set(node.id, measureBundle(metafile));
    installed.set(node.id, node.bundle.install);
  }
}, 60_000);
afterAll(() => rmSync(work, { recursive: true, force: true }));

describe("the functions, bundled as they are deployed", () => {
  it("weigh what they may and hold nothing that they do not need", () => {
    const faults = [...sizes].flatMap(([id, size]) => findFaults(size, installed.get(id)).map((fault) => `${id}: ${fault}`));

    expect(sizes.size).toBeGreaterThan(5);
    expect(faults).toEqual([]);
  });

  it("read little before they can answer: neither the SDK nor the reader", () => {
    const heavy = [...sizes].filter(([, { bytesAtImport }]) => bytesAtImport > 200_000).map(([id]) => id);

    expect(heavy).toEqual([]);
  });

  it("hold the reader's kernel only where operations are understood or run, or an answer becomes a workbook", () => {
    const holders = [...sizes].filter(([, { inputs }]) => inputs.includes(kernel)).map(([id]) => id);

    expect(holders.toSorted()).toEqual(["AcceptUpload", "Analyse", "Query", "RunJob", "Sweep"]);
  });
});

describe("a bundle at fault", () => {
  const light: BundleSize = { bytes: 10, bytesWithoutSdk: 10, bytesAtImport: 10, parts: [], inputs: [] };

  it("is one that is too heavy without the SDK", () => {
    expect(findFaults({ ...light, bytes: 5_000_000 })).toEqual([]);
    const tooMany = bounds.bytesWithoutSdk + 1;
    expect(findFaults({ ...light, bytesWithoutSdk: tooMany })).toEqual([
      `${tooMany} bytes without the SDK are more than ${bounds.bytesWithoutSdk}`,
    ]);
  });

  it.each([
    "node_modules/@duckdb/node-api/lib/index.js",
    "engine/query.ts",
    "node_modules/next/server.js",
    "app/page.tsx",
    "node_modules/papaparse/papaparse.js",
    "node_modules/zod/v4/locales/de.js",
  ])("is one that holds %s", (input) => {
    expect(findFaults({ ...light, inputs: ["functions/run-job.ts", input] })).toHaveLength(1);
  });

  it("is told by rules that know the paths of this repository from those of packages", () => {
    const own = [
      "core/csv/index.ts",
      "functions/run-job.ts",
      "node_modules/@smithy/core/dist-es/app/x.js",
      "core/csv/kernel/engine.generated.ts",
    ];

    expect(unwanted.filter(({ path }) => own.some((input) => path.test(input)))).toEqual([]);
  });
});

describe("a size", () => {
  it("counts every file that is deployed, the SDK apart, and what is read at import", () => {
    const size = measureBundle({
      inputs: {},
      outputs: {
        "out/bundle.mjs": output(100, { "functions/a.ts": 60, "node_modules/zod/mini.js": 30 }, [
          { path: "out/chunk.mjs", kind: "import-statement" },
          { path: "out/s3.mjs", kind: "dynamic-import" },
          { path: "node:fs", kind: "import-statement", external: true },
        ]),
        "out/chunk.mjs": output(50, { "core/x/y/z.ts": 40, "core/shaken.ts": 0 }, []),
        "out/s3.mjs": output(1000, { "node_modules/a/node_modules/@aws-sdk/client-s3/x.js": 900, "aws/s3.ts": 90 }, [
          { path: "out/chunk.mjs", kind: "import-statement" },
        ]),
      },
    });

    expect(size).toEqual({
      bytes: 1150,
      bytesWithoutSdk: 250,
      bytesAtImport: 150,
      parts: [
        { name: "@aws-sdk/client-s3", bytes: 900 },
        { name: "aws", bytes: 90 },
        { name: "functions", bytes: 60 },
        { name: "core/x", bytes: 40 },
        { name: "zod", bytes: 30 },
        { name: "core", bytes: 0 },
      ],
      inputs: expect.not.arrayContaining(["core/shaken.ts"]),
    });
  });
});

type Output = Parameters<typeof measureBundle>[0]["outputs"][string];

function output(bytes: number, inputs: Record<string, number>, imports: Output["imports"]): Output {
  const sized = Object.fromEntries(Object.entries(inputs).map(([path, bytesInOutput]) => [path, { bytesInOutput }]));
  return { bytes, inputs: sized, imports, exports: [] };
}
