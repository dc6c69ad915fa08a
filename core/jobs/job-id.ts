import { toBigInt, toCrockford } from "./crockford.ts";
import { sha256 } from "./sha256.ts";

const randomBits = 80n;

/** A new id that sorts by time: a ULID in lower case (48 bits of milliseconds, 80 random bits). */
export function createJobId(now: Date): string {
  return toUlid(now, crypto.getRandomValues(new Uint8Array(10)));
}

/** The id of a drop's job: derived from the object version, so that a repeated event makes the same job. */
export async function createDropJobId(object: { key: string; versionId: string; lastModified: string }): Promise<string> {
  return await createDerivedJobId(Date.parse(object.lastModified), `${object.key}\n${object.versionId}`);
}

/** The id of a job that follows from other things: the same for the same time (milliseconds) and text. */
export async function createDerivedJobId(time: number, text: string): Promise<string> {
  return toUlid(new Date(time), (await sha256(text)).subarray(0, 10));
}

export function isJobId(text: string): boolean {
  return /^[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(text);
}

function toUlid(time: Date, random: Uint8Array): string {
  return toCrockford((BigInt(time.getTime()) << randomBits) | toBigInt(random), 26);
}
