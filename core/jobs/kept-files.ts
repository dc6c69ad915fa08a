import type { KeptFiles } from "../operations/run-services.ts";
import type { Ports } from "../ports/ports.ts";
import { keptKey } from "./object-keys.ts";

/** Small files under a job's results that belong to no attempt, and go when the job is deleted. */
export function keptFilesOf(ports: Pick<Ports, "objects">, owner: { workspace: string; job: string }, signal: AbortSignal): KeptFiles {
  return {
    async read(name) {
      const key = keptKey(owner, name);
      const head = await ports.objects.head("results", key);
      if (!head) return null;
      const bytes = new Uint8Array(head.size);
      let filled = 0;
      for await (const chunk of ports.objects.read("results", key, { ...head, signal })) {
        bytes.set(chunk, filled);
        filled += chunk.length;
      }
      return bytes.subarray(0, filled);
    },

    async write(name, bytes) {
      const writer = ports.objects.write("results", keptKey(owner, name), { contentType: "application/octet-stream", signal });
      await writer.write(bytes);
      await writer.close();
    },
  };
}
