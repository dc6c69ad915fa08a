/**
 * Follows the frames in a client's bytes (RFC 6455 §5.2) and calls back, once, when one announces a larger payload than allowed.
 * `ws` bounds whole messages only; API Gateway also bounds each frame.
 */
export function createFrameScanner(maxFrameBytes: number, onTooLarge: () => void): (chunk: Buffer) => void {
  let header = Buffer.alloc(0);
  let payloadLeft = 0;
  let isOver = false;

  return (chunk) => {
    let at = 0;
    while (!isOver && at < chunk.length) {
      const skipped = Math.min(payloadLeft, chunk.length - at);
      payloadLeft -= skipped;
      at += skipped;
      if (at === chunk.length) return;
      header = Buffer.concat([header, chunk.subarray(at, ++at)]);
      if (header.length < headerLengthOf(header)) continue;
      payloadLeft = payloadLengthOf(header);
      header = Buffer.alloc(0);
      isOver = payloadLeft > maxFrameBytes;
    }
    if (isOver && payloadLeft > 0) {
      payloadLeft = 0;
      onTooLarge();
    }
  };
}

function headerLengthOf(header: Buffer): number {
  if (header.length < 2) return 2;
  const second = header.readUInt8(1);
  const extended = { 126: 2, 127: 8 }[second & 0x7f] ?? 0;
  return 2 + extended + (second & 0x80 ? 4 : 0);
}

function payloadLengthOf(header: Buffer): number {
  const short = header.readUInt8(1) & 0x7f;
  if (short === 126) return header.readUInt16BE(2);
  return short === 127 ? Number(header.readBigUInt64BE(2)) : short;
}
