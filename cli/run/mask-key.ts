import { UsageError } from "../usage-error.ts";

const variable = "SLUICE_MASK_KEY";
const fewestLetters = 16;

/** What `mask` hashes with on this machine: the same text, the same hashes. @throws UsageError */
export async function readMaskKey(environment: NodeJS.ProcessEnv = process.env): Promise<Uint8Array> {
  const text = environment[variable] ?? "";
  if (text.length < fewestLetters) {
    throw new UsageError(
      `To mask by a hash, name a key of at least ${fewestLetters} letters in ${variable}: the same key gives the same hashes again.`,
    );
  }
  return new TextEncoder().encode(text);
}
