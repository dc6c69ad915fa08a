import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import type { ObjectWriter } from "#core/ports/object-store";
import { callAws } from "./expected-errors.ts";

const mebibyte = 1024 * 1024;
/** S3 asks for at least 5 MiB a part. A small result shall take no more memory than that. */
const firstPartBytes = 5 * mebibyte;
const firstParts = 4;
/** Each part is a request to pay for, and a large result has hundreds. */
const partBytes = 16 * mebibyte;
/** Parts of one size; the next ones are twice as large. S3 takes 10,000 parts, and 5 TiB. */
const partsOfSize = 2000;
/** Parts that are sent while the next is filled. */
const maxSending = 2;

interface Target {
  Bucket: string;
  Key: string;
  ContentType: string;
}

/**
 * Writes an object of unknown size: one PutObject when it fits into a part, a multipart upload otherwise. Two parts are sent
 * while the next is filled, and `write` waits for them: three parts of memory at most. Chunks may be reused after `write`.
 */
export function createS3Writer(client: S3Client, target: Target, signal: AbortSignal): ObjectWriter {
  let buffer = new Uint8Array(64 * 1024);
  let filled = 0;
  let bytes = 0;
  let uploadId: string | undefined;
  let sent = 0;
  let size = firstPartBytes;
  const spare: Uint8Array<ArrayBuffer>[] = [];
  /** Oldest first. */
  const sending: Promise<CompletedPart>[] = [];
  const parts: CompletedPart[] = [];
  const options = { abortSignal: signal };

  async function waitFor(count: number): Promise<void> {
    while (sending.length > count) {
      const part = await sending[0];
      sending.shift();
      if (part) parts.push(part);
    }
  }

  async function sendPart(): Promise<void> {
    await waitFor(maxSending - 1);
    uploadId ??= (await callAws(() => client.send(new CreateMultipartUploadCommand({ ...target, ChecksumAlgorithm: "CRC32" }), options)))
      .UploadId;
    sent += 1;
    const part = uploadPart(sent, buffer, filled);
    // A part that fails while nobody waits for it is told at the next write or close.
    part.catch(() => undefined);
    sending.push(part);
    size = sent < firstParts ? firstPartBytes : partBytes * 2 ** Math.floor(sent / partsOfSize);
    const used = spare.pop();
    buffer = used?.length === size ? used : new Uint8Array(size);
    filled = 0;
  }

  async function uploadPart(PartNumber: number, content: Uint8Array<ArrayBuffer>, length: number): Promise<CompletedPart> {
    const ref = { Bucket: target.Bucket, Key: target.Key, UploadId: uploadId };
    const Body = content.subarray(0, length);
    const command = new UploadPartCommand({ ...ref, PartNumber, Body, ChecksumAlgorithm: "CRC32" });
    const { ETag, ChecksumCRC32 } = await callAws(() => client.send(command, options));
    spare.push(content);
    return { PartNumber, ETag, ChecksumCRC32 };
  }

  function makeRoom(wanted: number): void {
    const length = Math.min(size, Math.max(buffer.length, 2 ** Math.ceil(Math.log2(filled + wanted))));
    if (length === buffer.length) return;
    const larger = new Uint8Array(length);
    larger.set(buffer.subarray(0, filled));
    buffer = larger;
  }

  return {
    async write(chunk) {
      let rest = chunk;
      while (rest.length > 0) {
        signal.throwIfAborted();
        if (filled === size) await sendPart();
        makeRoom(rest.length);
        const taken = rest.subarray(0, buffer.length - filled);
        buffer.set(taken, filled);
        filled += taken.length;
        bytes += taken.length;
        rest = rest.subarray(taken.length);
      }
    },

    async close() {
      if (uploadId === undefined) {
        const Body = buffer.subarray(0, filled);
        await callAws(() => client.send(new PutObjectCommand({ ...target, Body }), options));
        return { bytes };
      }
      if (filled > 0) await sendPart();
      await waitFor(0);
      const ref = { Bucket: target.Bucket, Key: target.Key, UploadId: uploadId };
      await callAws(() => client.send(new CompleteMultipartUploadCommand({ ...ref, MultipartUpload: { Parts: parts } }), options));
      return { bytes };
    },

    async abort() {
      await Promise.allSettled(sending);
      if (uploadId === undefined) return;
      const ref = { Bucket: target.Bucket, Key: target.Key, UploadId: uploadId };
      await callAws(() => client.send(new AbortMultipartUploadCommand(ref)));
    },
  };
}
