import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const script = fileURLToPath(new URL("./import-once.mjs", import.meta.url));

interface Import {
  importMs: number;
  importCpuMs: number;
  /** Import, and then the clients of the SDK that the function uses. */
  loadedMs: number;
  megabytes: number;
}

export type ImportTimes = Record<"fastest" | "median", Import>;

/** Imports a bundle again and again, each time in a process of its own, one after the other. */
export async function measureImport(modules: string[], environment: Record<string, string>, times: number): Promise<ImportTimes> {
  const imports: Import[] = [];
  for (let time = 0; time < times; time++) {
    const { stdout } = await run(process.execPath, [script, ...modules], { env: environment as NodeJS.ProcessEnv });
    imports.push(JSON.parse(stdout) as Import);
  }
  return { fastest: quantile(imports, 0), median: quantile(imports, 0.5) };
}

function quantile(imports: Import[], share: number): Import {
  const at = (key: keyof Import) => imports.map((one) => one[key]).sort((a, b) => a - b)[Math.floor(share * (imports.length - 1))] ?? 0;
  return { importMs: at("importMs"), importCpuMs: at("importCpuMs"), loadedMs: at("loadedMs"), megabytes: at("megabytes") };
}
