import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const kernel = fileURLToPath(new URL("../core/csv/kernel/", import.meta.url));
const sources = join(kernel, "assembly");
const target = join(kernel, "engine.generated.ts");

/** Below stands the module's own data; from 64 KiB on TypeScript owns the memory (`ownMemoryFrom` in wasm-kernel.ts). */
const memoryBase = 1024;

const options = [
  ...["-O3", "--noAssert", "--runtime", "stub", "--use", "abort="],
  ...["--enable", "simd", "--enable", "bulk-memory", "--importMemory", "--memoryBase", String(memoryBase)],
];

async function hashSources(): Promise<string> {
  const hash = createHash("sha256").update(`${asc.version}\n${options.join(" ")}\n`);
  for (const name of (await readdir(sources)).filter((name) => name.endsWith(".ts")).sort()) {
    hash.update(`${name}\n`).update(await readFile(join(sources, name)));
  }
  return hash.digest("hex");
}

async function compile(): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), "engine-"));
  try {
    const file = join(folder, "engine.wasm");
    const { error, stderr } = await asc.main([join(sources, "index.ts"), ...options, "--outFile", file]);
    const said = stderr.toString();
    if (said) console.error(said);
    if (error) throw error;
    return await readFile(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const hash = await hashSources();
const built = await readFile(target, "utf8").catch((error: NodeJS.ErrnoException) => {
  if (error.code === "ENOENT") return "";
  throw error;
});
if (!built.includes(hash)) {
  const module = await compile();
  // Renamed into place: others may import it at any time.
  const part = `${target}.${process.pid}`;
  await writeFile(
    part,
    `// Made by scripts/build-engine.ts from assembly/ (${hash}).
/** Bytes of the module. */
export const engineBytes = ${module.length};
export const engineBase64 =
  "${module.toString("base64")}";
`,
  );
  await rename(part, target);
  console.log(`engine: ${module.length} bytes`);
}
