import type { Socket } from "node:net";
import { openPipeForWriting } from "./pipe.ts";
import { firstLine } from "./statements.ts";

/** Bytes for a statement that reads them from a named pipe. */
export interface StatementInput {
  write(chunk: Uint8Array): Promise<void>;
  /** No more bytes; answers what the statement answered. */
  end(): Promise<number>;
}

/** `statement` was started; when it fails, the next write throws what it threw. */
export function feedStatement(pipe: string, statement: Promise<number>): StatementInput {
  let failure: { cause: unknown } | null = null;
  let settled = false;
  let socket: Socket | null = null;
  const done = statement.then(
    (rows) => {
      settled = true;
      return rows;
    },
    (cause: unknown) => {
      settled = true;
      failure = { cause };
      socket?.destroy();
      throw cause;
    },
  );
  // Whoever writes or ends is told.
  done.catch(() => undefined);
  const opening = openPipeForWriting(pipe, () => !settled).then((opened) => {
    socket = opened;
    // A reader that is gone is a statement that failed, which says why.
    opened?.on("error", () => undefined);
    opened?.write(firstLine);
    if (failure) opened?.destroy();
    return opened;
  });
  opening.catch(() => undefined);

  async function requireOpen(): Promise<Socket> {
    const opened = await opening;
    if (opened && !failure) return opened;
    await done;
    throw new Error("A statement ended before it had read anything.");
  }

  return {
    async write(chunk) {
      const opened = await requireOpen();
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      opened.write(chunk, (error) => (error ? reject(error) : resolve()));
      try {
        await promise;
      } catch (error) {
        await done;
        throw error;
      }
    },
    async end() {
      (await requireOpen()).end();
      return await done;
    },
  };
}
