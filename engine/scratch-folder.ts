import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { filesFolder } from "./protocol.ts";

const prefix = "sluice-engine-";

export interface ScratchFolder {
  readonly path: string;
  /** A place for a new file that the database can reach. */
  file(extension: string): string;
  /** A new named pipe that the database can reach. */
  pipe(): Promise<string>;
  /** A new folder for files with holes. */
  filesFolder(): Promise<string>;
  remove(): Promise<void>;
}

/** A folder for one session. Those of processes that were killed before they could clean up are removed first. */
export async function createScratchFolder(dir: string): Promise<ScratchFolder> {
  await mkdir(dir, { recursive: true });
  await removeAbandoned(dir);
  const path = await mkdtemp(join(dir, `${prefix}${process.pid}-`));
  const io = join(path, "io");
  await mkdir(io);
  let made = 0;
  return {
    path,
    file: (extension) => join(io, `${made++}.${extension}`),
    async pipe() {
      const pipe = join(io, `${made++}.pipe`);
      // Node has no call for it.
      await promisify(execFile)("mkfifo", ["-m", "600", pipe]);
      return pipe;
    },
    async filesFolder() {
      const files = join(io, `${filesFolder}${made++}`);
      await mkdir(files);
      return files;
    },
    async remove() {
      // Whoever still writes there when it is removed has been killed, and is about to notice.
      await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    },
  };
}

async function removeAbandoned(dir: string): Promise<void> {
  for (const name of await readdir(dir)) {
    const pid = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(dir, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
