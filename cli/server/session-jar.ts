import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { isSystemError } from "../files/system-error.ts";

/** Keeps a guest's session between calls, for each server its own. */
export interface SessionJar {
  /** The Cookie header for this server; null without a session. */
  read(origin: string): Promise<string | null>;
  /** Takes what the server set; null forgets it. */
  keep(origin: string, setCookies: readonly string[] | null): Promise<void>;
}

type Sessions = Record<string, string>;

export function sessionFile(environment: NodeJS.ProcessEnv): string {
  return join(environment.XDG_CONFIG_HOME || join(homedir(), ".config"), "sluice", "sessions.json");
}

export function createSessionJar(path: string): SessionJar {
  const load = async (): Promise<Sessions> => {
    try {
      return JSON.parse(await readFile(path, "utf8")) as Sessions;
    } catch (error) {
      if ((isSystemError(error) && error.code === "ENOENT") || error instanceof SyntaxError) return {};
      throw error;
    }
  };
  return {
    read: async (origin) => (await load())[origin] ?? null,
    async keep(origin, setCookies) {
      const cookies = setCookies?.map((cookie) => cookie.split(";", 1)[0] ?? "").filter((pair) => pair !== "");
      if (cookies?.length === 0) return;
      const { [origin]: _, ...others } = await load();
      const sessions = cookies ? { ...others, [origin]: cookies.join("; ") } : others;
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      // Whole or not at all: two commands may write at once. A session is a secret.
      const temporary = `${path}.${process.pid}.tmp`;
      await writeFile(temporary, JSON.stringify(sessions, null, 2), { mode: 0o600 });
      await rename(temporary, path);
    },
  };
}
