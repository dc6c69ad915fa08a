import { createHash, type Hash } from "node:crypto";
import { z } from "zod";
import { invalidParameter } from "./sqs-error.ts";

/** Binary values travel as base64 and are stored so. */
export const MessageAttribute = z.object({
  DataType: z.string(),
  StringValue: z.string().optional(),
  BinaryValue: z.string().optional(),
});
export type MessageAttribute = z.infer<typeof MessageAttribute>;
export const MessageAttributes = z.record(z.string(), MessageAttribute);
export type MessageAttributes = z.infer<typeof MessageAttributes>;

const maxAttributes = 10;

export function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}

export function checkMessageAttributes(attributes: MessageAttributes): void {
  const names = Object.keys(attributes);
  if (names.length > maxAttributes) {
    throw invalidParameter(`Number of message attributes [${names.length}] exceeds the allowed maximum [${maxAttributes}].`);
  }
  for (const [name, attribute] of Object.entries(attributes)) {
    if (!/^(?!\.|aws\.|amazon\.)[\w.-]{1,256}$/i.test(name) || /\.\.|\.$/.test(name)) {
      throw invalidParameter(`The message attribute name '${name}' is invalid.`);
    }
    if (!/^(String|Number|Binary)(\.[^.].{0,248})?$/.test(attribute.DataType)) {
      throw invalidParameter(`The type of message (user) attribute '${name}' is invalid.`);
    }
    const value = isBinary(attribute) ? attribute.BinaryValue : attribute.StringValue;
    if (!value)
      throw invalidParameter(`Message (user) attribute '${name}' must contain a non-empty value of type '${attribute.DataType}'.`);
    if (attribute.DataType.startsWith("Number") && !Number.isFinite(Number(value))) {
      throw invalidParameter(`Can't cast the value of message (user) attribute '${name}' to a number.`);
    }
  }
}

function isBinary(attribute: MessageAttribute): boolean {
  return attribute.DataType.startsWith("Binary");
}

function toBytes(attribute: MessageAttribute): Buffer {
  return isBinary(attribute) ? Buffer.from(attribute.BinaryValue ?? "", "base64") : Buffer.from(attribute.StringValue ?? "");
}

export function byteLengthOf(attributes: MessageAttributes): number {
  return Object.entries(attributes).reduce(
    (sum, [name, attribute]) => sum + Buffer.byteLength(name) + Buffer.byteLength(attribute.DataType) + toBytes(attribute).length,
    0,
  );
}

/** The digest the SDK checks: "Calculating the MD5 message digest for message attributes" in the SQS developer guide. */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash("md5");
  for (const name of names) {
    const attribute = attributes[name];
    if (!attribute) continue;
    addSized(hash, Buffer.from(name));
    addSized(hash, Buffer.from(attribute.DataType));
    hash.update(Buffer.of(isBinary(attribute) ? 2 : 1));
    addSized(hash, toBytes(attribute));
  }
  return hash.digest("hex");
}

function addSized(hash: Hash, bytes: Buffer): void {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  hash.update(length).update(bytes);
}

/** Names as ReceiveMessage takes them: exact, `All`, `.*`, or a prefix such as `order.*`. */
export function pickAttributes(attributes: MessageAttributes, names: readonly string[]): MessageAttributes {
  if (names.includes("All") || names.includes(".*")) return attributes;
  const prefixes = names.filter((name) => name.endsWith(".*")).map((name) => name.slice(0, -1));
  return Object.fromEntries(
    Object.entries(attributes).filter(([name]) => names.includes(name) || prefixes.some((prefix) => name.startsWith(prefix))),
  );
}
