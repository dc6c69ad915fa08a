import type { Kernel } from "./kernel.ts";
import { createPlainKernel } from "./plain/create-plain-kernel.ts";
import { createWasmKernel } from "./wasm-kernel.ts";

/**
 * The work on bytes, in memory of its own that is handed out once. Without a `kind`: WebAssembly where it can be had, and
 * plain TypeScript, with the same results, where it is old or forbidden (a content security policy may do that).
 * @throws RangeError when there is not so much memory
 */
export async function createKernel({ memoryBytes, kind }: { memoryBytes: number; kind?: Kernel["kind"] | undefined }): Promise<Kernel> {
  if (kind === "plain") return createPlainKernel({ memoryBytes });
  if (kind === "wasm") return createWasmKernel({ memoryBytes });
  try {
    return await createWasmKernel({ memoryBytes });
  } catch (error) {
    if (error instanceof RangeError) throw error;
    return createPlainKernel({ memoryBytes });
  }
}
