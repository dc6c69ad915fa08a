import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/**
 * The receipt handles a poller holds, on disk: after a kill -9 the next start gives those messages back at once, where
 * AWS would wait for their visibility to end. (There the poller outlives the function; here they die together.)
 */
export interface HeldMessages {
  hold(receipts: string[]): void;
  release(receipts: string[]): void;
}

export function readHeld(file: string): string[] {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as string[];
  } catch (error) {
    // A kill in the middle of a write leaves half a file: those messages come back when their visibility ends.
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

export function createHeldMessages(file: string): HeldMessages {
  const held = new Set<string>();
  mkdirSync(dirname(file), { recursive: true });
  const write = () => writeFileSync(file, JSON.stringify([...held]));
  write();
  return {
    hold(receipts) {
      for (const receipt of receipts) held.add(receipt);
      write();
    },
    release(receipts) {
      for (const receipt of receipts) held.delete(receipt);
      write();
    },
  };
}
