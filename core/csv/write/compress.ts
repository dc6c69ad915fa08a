/** Bytes to one complete member (gzip) or frame (zstd). It may read `bytes` until it settles. */
export type Compressor = (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>;

export interface CompressedOutput {
  /** Takes a copy: the chunk is free again when this settles. */
  write(chunk: Uint8Array): Promise<void>;
  /** Ends the member, so that what was written so far can be decompressed alone; settles when it was written. */
  flush(): Promise<void>;
  /** As `flush`; an output that nothing was written to becomes one empty member. */
  end(): Promise<void>;
}

export interface CompressedOutputOptions {
  compress?: Compressor;
  /** Members that are compressed or wait to be written at one time. */
  parallel?: number;
  /** Bytes of a member before compression. */
  memberBytes?: number;
}

/**
 * Compresses in members that are independent of each other, several at a time, and writes them in order, one at a time
 * (RFC 1952 §2.2 and RFC 8878 §3: members, or frames, one after the other are one file). Holds at most `parallel` + 1 members.
 * A failure to compress or to write rises from the next call and all after it.
 */
export function createCompressedOutput(
  write: (chunk: Uint8Array) => Promise<void>,
  { compress = gzip, parallel = 4, memberBytes = 1024 * 1024 }: CompressedOutputOptions = {},
): CompressedOutput {
  const spare: Uint8Array<ArrayBuffer>[] = [];
  /** Members not written yet, oldest first; none of these promises rejects. */
  const members: Promise<void>[] = [];
  let filling = new Uint8Array(memberBytes);
  let used = 0;
  let begun = false;
  let failure: { cause: unknown } | null = null;

  async function writeMember(buffer: Uint8Array<ArrayBuffer>, length: number, previous: Promise<void> | undefined): Promise<void> {
    try {
      const compressed = await compress(buffer.subarray(0, length));
      spare.push(buffer);
      await previous;
      if (!failure) await write(compressed);
    } catch (cause) {
      failure ??= { cause };
    }
  }

  async function waitFor(count: number): Promise<void> {
    while (members.length > count) {
      await members[0];
      members.shift();
    }
    if (failure) throw failure.cause;
  }

  async function endMember(): Promise<void> {
    await waitFor(parallel - 1);
    members.push(writeMember(filling, used, members.at(-1)));
    begun = true;
    filling = spare.pop() ?? new Uint8Array(memberBytes);
    used = 0;
  }

  async function flush(): Promise<void> {
    if (used > 0) await endMember();
    await waitFor(0);
  }

  return {
    async write(chunk) {
      if (failure) throw failure.cause;
      for (let from = 0; from < chunk.length; ) {
        const part = chunk.subarray(from, from + memberBytes - used);
        filling.set(part, used);
        used += part.length;
        from += part.length;
        if (used === memberBytes) await endMember();
      }
    },
    flush,
    async end() {
      if (!begun && used === 0) await endMember();
      await flush();
    },
  };
}

/** By the platform's CompressionStream, which works on threads of its own in Node and in browsers. */
export const gzip: Compressor = async (bytes) => {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};
