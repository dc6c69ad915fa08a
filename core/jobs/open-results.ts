import type { OutputFile } from "../operations/operation.ts";
import type { Ports } from "../ports/ports.ts";

interface Place {
  /** Of a result of that name. */
  keyOf(name: string): string;
  signal: AbortSignal;
}

/** Results of one run lie under a prefix of their own; what was not closed when it ends is dropped. */
export function openResults(ports: Pick<Ports, "objects">, { keyOf, signal }: Place) {
  const open = new Set<OutputFile>();
  return {
    async open(name: string, contentType: string): Promise<OutputFile> {
      const writer = ports.objects.write("results", keyOf(name), { contentType, signal });
      const output: OutputFile = {
        write: (chunk) => writer.write(chunk),
        async close() {
          const written = await writer.close();
          open.delete(output);
          return written;
        },
        async abort() {
          open.delete(output);
          await writer.abort();
        },
      };
      open.add(output);
      return output;
    },
    async abort(): Promise<void> {
      await Promise.allSettled([...open].map((output) => output.abort()));
    },
  };
}
