/** A value as DynamoDB's JSON says it. */
export interface AttributeValue {
  S?: string;
  N?: string;
  B?: string;
  BOOL?: boolean;
  NULL?: boolean;
  SS?: string[];
  L?: AttributeValue[];
  M?: Record<string, AttributeValue>;
}

/** Bytes that DynamoDB counts for an item ("DynamoDB item sizes and formats" in its developer guide). */
export function itemBytes(item: Record<string, AttributeValue>): number {
  return sum(Object.entries(item).map(([name, value]) => Buffer.byteLength(name) + valueBytes(value)));
}

function valueBytes({ S, N, B, SS, L, M }: AttributeValue): number {
  if (S !== undefined) return Buffer.byteLength(S);
  // Two digits a byte and one more; a sign takes another.
  if (N !== undefined) return Math.ceil(N.replaceAll(/\D/g, "").length / 2) + 1 + (N.startsWith("-") ? 1 : 0);
  if (B !== undefined) return Buffer.from(B, "base64").length;
  if (SS !== undefined) return sum(SS.map((value) => Buffer.byteLength(value)));
  if (L !== undefined) return 3 + sum(L.map((value) => 1 + valueBytes(value)));
  if (M !== undefined) return 3 + Object.keys(M).length + itemBytes(M);
  return 1;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
