import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const project = resolve(import.meta.dirname, "..");
let folder: string;

/** Lints one file as if it stood at `path` of this project. */
function lint(path: string, source: string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, source);
  const { stdout, stderr } = spawnSync(join(project, "node_modules/.bin/biome"), ["lint", path], { cwd: folder, encoding: "utf8" });
  rmSync(file);
  return stdout + stderr;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sluice-lint-"));
  for (const file of ["biome.json", ".gitignore", "package.json"]) cpSync(join(project, file), join(folder, file));
});

afterAll(() => rmSync(folder, { recursive: true }));

const refused = [
  ["core/example.ts", "#aws/ports", "Take a port of core/ports"],
  ["core/example.ts", "@aws-sdk/client-s3", "Put an adapter there"],
  ["core/example.ts", "node:fs", "run in a browser too"],
  ["core/example.ts", "react", "knows no web framework"],
  ["components/example.tsx", "#aws/ports", "Take a port of core/ports"],
  ["functions/example.ts", "@aws-sdk/client-sqs", "Put an adapter there"],
  ["functions/example.ts", "#local/stack", "No product code knows where it runs"],
  ["app/api/example/route.ts", "@aws-sdk/client-sqs", "Put an adapter there"],
  ["aws/example.ts", "next/headers", "knows no web framework"],
  ["cli/example.ts", "#aws/ports", "never talks to AWS"],
  ["cli/example.ts", "#local/stack", "No product code knows where it runs"],
  ["engine/example.ts", "@aws-sdk/client-s3", "comes as a stream"],
  ["core/example.ts", "@duckdb/node-api", "Only engine/ talks to DuckDB"],
  ["functions/example.ts", "@duckdb/node-api", "Only engine/ talks to DuckDB"],
  ["app/api/example/route.ts", "#engine/create-engine", "Only functions/ and cli/ bring the engine along"],
  ["infra/example.ts", "#aws/ports", "import no runtime code"],
  ["e2e/example.spec.ts", "#core/jobs/job", "import no runtime code"],
] as const;

describe("the dependency rule", () => {
  it.each(refused)("refuses in %s an import of %s and says where the code belongs", (path, specifier, hint) => {
    const source = `import * as it from "${specifier}";\n\nexport const first = it;\n`;

    const output = lint(path, source);

    expect(output).toContain("noRestrictedImports");
    expect(output).toContain(hint);
  });

  it("lets an edge compose core with aws", () => {
    const source =
      'import * as ports from "#aws/ports";\nimport * as verb from "#core/jobs/get-job";\n\nexport const both = [ports, verb];\n';

    expect(lint("functions/example.ts", source)).not.toContain("noRestrictedImports");
  });
});
