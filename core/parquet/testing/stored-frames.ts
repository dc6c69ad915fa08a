import type { Compressor } from "../../csv/write/compress.ts";

const blockBytes = 128 * 1024;
const headBytes = 9;

/** A frame of zstd that holds the bytes as they are (RFC 8878 §3.1.1.2.2, raw blocks). */
export const storeFrame: Compressor = async (bytes) => {
  const blocks = Math.max(1, Math.ceil(bytes.length / blockBytes));
  const frame = new Uint8Array(headBytes + blocks * 3 + bytes.length);
  const view = new DataView(frame.buffer);
  view.setUint32(0, 0xfd2f_b528, true);
  frame[4] = 0xa0;
  view.setUint32(5, bytes.length, true);
  let at = headBytes;
  for (let block = 0; block < blocks; block++) {
    const part = bytes.subarray(block * blockBytes, (block + 1) * blockBytes);
    const head = (part.length << 3) | (block === blocks - 1 ? 1 : 0);
    frame.set([head & 0xff, (head >> 8) & 0xff, head >> 16], at);
    frame.set(part, at + 3);
    at += 3 + part.length;
  }
  return frame;
};
