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

/** An import that other work on this machine was in the way of is tried again, so many times as often. */
const patience = 4;

/**
 * Imports a bundle again and again, each time in a process of its own, one after the other; and goes on while none of them was as
 * quick as it should be.
 */
export async function measureImport(
  modules: string[],
  environment: Record<string, string>,
  { times, wantedMs }: { times: number; wantedMs: number },
): Promise<ImportTimes> {
  const imports: Import[] = [];
  const isQuick = () => imports.some(({ importMs }) => importMs <= wantedMs);
  while (imports.length < times || (!isQuick() && imports.length < patience * times)) {
    const { stdout } = await run(process.execPath, [script, ...modules], { env: environment as NodeJS.ProcessEnv });
    imports.push(JSON.parse(stdout) as Import);
  }
  return { fastest: quantile(imports, 0), median: quantile(imports, 0.5) };
}

function quantile(imports: Import[], share: number): Import {
  const at = (key: keyof Import) => imports.map((one) => one[key]).sort((a, b) => a - b)[Math.floor(share * (imports.length - 1))] ?? 0;
  return { importMs: at("importMs"), importCpuMs: at("importCpuMs"), loadedMs: at("loadedMs"), megabytes: at("megabytes") };
}
