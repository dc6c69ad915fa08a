import { randomUUID } from "node:crypto";
import { S3Error } from "../s3-error.ts";
import type { Tag } from "../storage/version-store.ts";
import { elementOf, elementsOf, malformedXml, parseXml, renderXml, textOf, type XmlElement } from "../xml.ts";

const root = "LifecycleConfiguration";
const maxRules = 1000;

export interface LifecycleRule {
  readonly isEnabled: boolean;
  readonly prefix: string;
  readonly tags: readonly Tag[];
  readonly largerThanBytes: number | undefined;
  readonly smallerThanBytes: number | undefined;
  readonly expiration: { readonly days: number | undefined; readonly dateMs: number | undefined; readonly removesLoneMarkers: boolean };
  readonly noncurrentDays: number | undefined;
  /** How many of the newest replaced versions stay whatever their age. */
  readonly keptNewer: number;
  readonly abortDays: number | undefined;
}

export function normaliseLifecycle(body: string): string {
  const rules = elementsOf(parseXml(body, root), "Rule").map((rule) => ({ ID: randomUUID(), ...rule }));
  if (rules.length === 0 || rules.length > maxRules) throw malformedXml();
  if (new Set(rules.map((rule) => rule.ID)).size !== rules.length)
    throw new S3Error("InvalidArgument", "Rule ID must be unique. Found same ID for more than one rule");
  for (const rule of rules) parseRule(rule);
  return renderXml(root, { Rule: rules });
}

export function parseLifecycle(body: string): LifecycleRule[] {
  return elementsOf(parseXml(body, root), "Rule").map(parseRule);
}

function parseRule(rule: XmlElement): LifecycleRule {
  const status = textOf(rule, "Status");
  if (status !== "Enabled" && status !== "Disabled") throw malformedXml();
  const filter = elementOf(rule, "Filter");
  const where = { ...filter, ...(filter && elementOf(filter, "And")) };
  const expiration = elementOf(rule, "Expiration");
  const noncurrent = elementOf(rule, "NoncurrentVersionExpiration");
  const abort = elementOf(rule, "AbortIncompleteMultipartUpload");
  const moves = [...elementsOf(rule, "Transition"), ...elementsOf(rule, "NoncurrentVersionTransition")];
  if (!expiration && !noncurrent && !abort && moves.length === 0) {
    throw new S3Error("InvalidRequest", "At least one action needs to be specified in a rule.");
  }
  if (moves.length > 0) throw new S3Error("NotImplemented", "Transitions between storage classes are not implemented here.");
  return {
    isEnabled: status === "Enabled",
    prefix: textOf(where, "Prefix") ?? textOf(rule, "Prefix") ?? "",
    tags: elementsOf(where, "Tag").map((tag) => ({ key: textOf(tag, "Key") ?? "", value: textOf(tag, "Value") ?? "" })),
    largerThanBytes: wholeNumber(where, "ObjectSizeGreaterThan", 0),
    smallerThanBytes: wholeNumber(where, "ObjectSizeLessThan", 0),
    expiration: parseExpiration(expiration ?? {}),
    noncurrentDays: noncurrent && required(wholeNumber(noncurrent, "NoncurrentDays", 1)),
    keptNewer: (noncurrent && wholeNumber(noncurrent, "NewerNoncurrentVersions", 1)) ?? 0,
    abortDays: abort && required(wholeNumber(abort, "DaysAfterInitiation", 1)),
  };
}

function parseExpiration(expiration: XmlElement): LifecycleRule["expiration"] {
  const date = textOf(expiration, "Date");
  const dateMs = date === undefined ? undefined : Date.parse(date);
  if (Number.isNaN(dateMs)) throw malformedXml();
  return {
    days: wholeNumber(expiration, "Days", 1),
    dateMs,
    removesLoneMarkers: textOf(expiration, "ExpiredObjectDeleteMarker") === "true",
  };
}

function wholeNumber(parent: XmlElement, tag: string, least: number): number | undefined {
  const text = textOf(parent, tag);
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) throw malformedXml();
  if (Number(text) < least) throw new S3Error("InvalidArgument", `'${tag}' must be at least ${least}`);
  return Number(text);
}

function required(value: number | undefined): number {
  if (value === undefined) throw malformedXml();
  return value;
}
