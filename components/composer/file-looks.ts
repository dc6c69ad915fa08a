import type { DialectOverrides, Inspection } from "#core/csv/index";
import { errorSentence } from "../api/call-api.ts";
import type { FileLook } from "../reading/file-look.ts";
import { dialectKey } from "./file-dialects.ts";

export interface WantedLook {
  file: File;
  /** How a person wants it read. */
  dialect: DialectOverrides | undefined;
}

/** What is known of a file. An older look stays until the new one is there, so that nothing flickers. */
export interface KnownLook {
  look: FileLook;
  /** Whether it is the look that is wanted. */
  isFresh: boolean;
  /** What was found without anybody's word, once that was looked at. */
  asFound: Inspection | null;
}

interface Kept {
  key: string;
  look: FileLook;
  asFound: Inspection | null;
}

export type Inspect = (
  file: File,
  dialect: DialectOverrides | undefined,
  signal: AbortSignal,
  /** Hears what the very beginning of a file looks like, well before all of the answer. */
  onEarly: (look: FileLook) => void,
) => Promise<FileLook>;

/** No wanted look has it. */
const earlyKey = "early";

const reading: KnownLook = { look: { kind: "reading" }, isFresh: false, asFound: null };
/** Of many files the page is told together: each telling draws the whole composer. */
const tellMs = 100;

/** Looks into files one after the other, the first that is wanted first; again when somebody says differently how to read one. */
export class FileLooks {
  readonly #inspect: Inspect;
  #wanted: readonly (WantedLook & { key: string })[] = [];
  #kept = new Map<File, Kept>();
  #shown: ReadonlyMap<File, KnownLook> = new Map();
  #running: { file: File; key: string; stop: AbortController } | null = null;
  #lastTold = Number.NEGATIVE_INFINITY;
  #telling: ReturnType<typeof setTimeout> | null = null;
  readonly #listeners = new Set<() => void>();

  constructor(inspect: Inspect) {
    this.#inspect = inspect;
  }

  readonly getLooks = (): ReadonlyMap<File, KnownLook> => this.#shown;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  want(wanted: readonly WantedLook[]): void {
    const before = this.#wanted;
    this.#wanted = wanted.map((each) => ({ ...each, key: dialectKey(each.dialect) }));
    const isSame = before.length === this.#wanted.length && this.#wanted.every((each, at) => isOf(before[at], each.file, each.key));
    if (isSame) return;
    const files = new Set(wanted.map(({ file }) => file));
    for (const file of this.#kept.keys()) if (!files.has(file)) this.#kept.delete(file);
    const running = this.#running;
    if (running && !this.#wanted.some((each) => isOf(each, running.file, running.key))) {
      running.stop.abort();
      this.#running = null;
    }
    this.#tell();
    void this.#next();
  }

  stop(): void {
    this.#running?.stop.abort();
    this.#running = null;
    this.#wanted = [];
    if (this.#telling !== null) clearTimeout(this.#telling);
    this.#telling = null;
  }

  async #next(): Promise<void> {
    if (this.#running) return;
    const next = this.#wanted.find(({ file, key }) => this.#kept.get(file)?.key !== key);
    if (!next) return;
    const { file, dialect, key } = next;
    const running = { file, key, stop: new AbortController() };
    this.#running = running;
    const onEarly = (look: FileLook) => {
      if (this.#running !== running || this.#kept.has(file)) return;
      this.#kept.set(file, { key: earlyKey, look, asFound: null });
      this.#tell();
    };
    const [answer] = await Promise.allSettled([this.#inspect(file, dialect, running.stop.signal, onEarly)]);
    if (this.#running !== running) return;
    this.#running = null;
    const look: FileLook = answer.status === "fulfilled" ? answer.value : { kind: "unusable", reason: errorSentence(answer.reason) };
    const found = key === "" && look.kind === "readable" ? look.inspection : (this.#kept.get(file)?.asFound ?? null);
    this.#kept.set(file, { key, look, asFound: found });
    // The first one is in view.
    if (file === this.#wanted[0]?.file) this.#tell();
    else this.#tellSoon();
    await this.#next();
  }

  #tellSoon(): void {
    const wait = this.#lastTold + tellMs - performance.now();
    if (wait <= 0) this.#tell();
    else this.#telling ??= setTimeout(() => this.#tell(), wait);
  }

  #tell(): void {
    if (this.#telling !== null) clearTimeout(this.#telling);
    this.#telling = null;
    this.#lastTold = performance.now();
    this.#shown = new Map(
      this.#wanted.map(({ file, key }) => {
        const kept = this.#kept.get(file);
        return [file, kept ? { look: kept.look, isFresh: kept.key === key, asFound: kept.asFound } : reading] as const;
      }),
    );
    for (const listener of this.#listeners) listener();
  }
}

export function lookOf(looks: ReadonlyMap<File, KnownLook>, file: File): KnownLook {
  return looks.get(file) ?? reading;
}

function isOf(wanted: { file: File; key: string } | undefined, file: File, key: string): boolean {
  return wanted?.file === file && wanted.key === key;
}
