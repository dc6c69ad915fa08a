import { constants, openSync } from "node:fs";
import { Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/**
 * The writing end of a named pipe, once somebody has opened the other: `isWanted` says whether that can still be expected. Opened
 * so that no thread waits in the system for a reader that died.
 */
export async function openPipeForWriting(path: string, isWanted: () => boolean): Promise<Socket | null> {
  while (isWanted()) {
    const fd = tryOpen(path);
    if (fd !== null) return new Socket({ fd, readable: false, writable: true });
    await pause(1);
  }
  return null;
}

/** The reading end, before anybody has opened the other. */
export function openPipeForReading(path: string): Socket {
  return new Socket({ fd: openSync(path, constants.O_RDONLY | constants.O_NONBLOCK), readable: true, writable: false });
}

function tryOpen(path: string): number | null {
  try {
    return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENXIO") return null;
    throw error;
  }
}
