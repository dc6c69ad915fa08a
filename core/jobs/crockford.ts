const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** Crockford base32 in lower case, most significant digit first, padded to `length` characters. */
export function toCrockford(value: bigint, length: number): string {
  let rest = value;
  let text = "";
  for (let i = 0; i < length; i++) {
    text = alphabet.charAt(Number(rest & 31n)) + text;
    rest >>= 5n;
  }
  return text;
}

export function toBigInt(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return value;
}
