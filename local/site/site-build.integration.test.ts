import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildSite, nextBin } from "./site-build.ts";

/** A folder whose `next build` counts how often it ran, and fails when a page says so. */
async function createSite() {
  const root = await mkdtemp(join(tmpdir(), "site-"));
  const write = async (file: string, text: string) => {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  };
  await write("app/page.tsx", "one");
  await mkdir(dirname(nextBin(root)), { recursive: true });
  await writeFile(
    nextBin(root),
    `const fs = require("node:fs");
     if (fs.readFileSync("app/page.tsx", "utf8") === "broken") { console.error("page.tsx is broken"); process.exit(1); }
     fs.mkdirSync(".next", { recursive: true });
     fs.writeFileSync("next-env.d.ts", "written by next");
     fs.appendFileSync("builds.txt", "x");`,
  );
  return {
    root,
    write,
    build: () => buildSite({ root, environment: { NODE_ENV: "production" }, onLine: () => undefined }),
    builds: async () => (await readFile(join(root, "builds.txt"), "utf8")).length,
  };
}

describe("the site's build", () => {
  it("runs again only when a source changed; tests are none", async () => {
    const { write, build, builds } = await createSite();

    await build();
    await build();
    await write("app/page.test.tsx", "a test");
    await build();
    expect(await builds()).toBe(1);

    await write("app/page.tsx", "two");
    await build();
    expect(await builds()).toBe(2);
  });

  it("runs again when what it built was removed", async () => {
    const { root, build, builds } = await createSite();
    await build();

    await rm(join(root, ".next"), { recursive: true });
    await build();

    expect(await builds()).toBe(2);
  });

  it("runs once when two ask for it at the same time", async () => {
    const { build, builds } = await createSite();

    await Promise.all([build(), build()]);

    expect(await builds()).toBe(1);
  });

  it("says what the build said when it fails, and tries again the next time", async () => {
    const { write, build, builds } = await createSite();
    await write("app/page.tsx", "broken");

    await expect(build()).rejects.toThrow("page.tsx is broken");
    await write("app/page.tsx", "mended");
    await build();

    expect(await builds()).toBe(1);
  });
});
