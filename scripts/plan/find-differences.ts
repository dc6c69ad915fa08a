import { isDeepStrictEqual } from "node:util";

export interface Difference {
  /** `policy.limits.0.days` */
  path: string;
  from: unknown;
  to: unknown;
}

/** Where two values of a plan differ. Objects, and lists of the same length, are looked into; other lists differ as a whole. */
export function findDifferences(from: unknown, to: unknown, path = ""): Difference[] {
  if (isDeepStrictEqual(from, to)) return [];
  if (!isRecord(from) || !isRecord(to) || lengthOf(from) !== lengthOf(to)) return [{ path, from, to }];
  const keys = new Set([...Object.keys(from), ...Object.keys(to)]);
  return [...keys].flatMap((key) => findDifferences(from[key], to[key], path === "" ? key : `${path}.${key}`));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function lengthOf(value: object): number | null {
  return Array.isArray(value) ? value.length : null;
}
