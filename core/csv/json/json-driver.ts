import type { JsonPlan, TablePlan } from "../detect/table-plan.ts";
import { formatCount } from "../format-count.ts";
import { type IssueCode, maxPlacesPerIssue } from "../issue.ts";
import type { JsonShape, Kernel, ScanStop } from "../kernel/kernel.ts";
import type { RecordTable } from "../kernel/record-table.ts";
import type { CloseLook, Finding, RecordDriver } from "../read/record-driver.ts";
import { findElementEnd } from "./element-end.ts";
import { fillShape, spellKey } from "./json-shape.ts";
import { JsonText } from "./json-text.ts";
import { columnsOfKeys, type KeyColumns, type ReadObject, readObject } from "./read-object.ts";

export interface JsonDriverOptions {
  maxRecordBytes: number;
  /** For cells that are not as the source has them. */
  scratchBytes?: number;
}

/** The objects of NDJSON or of a JSON array: plain ones by the kernel, odd ones here, byte by byte. */
export function createJsonDriver(kernel: Kernel, plan: TablePlan & { json: JsonPlan }, options: JsonDriverOptions): RecordDriver {
  return new JsonDriver(kernel, plan, options);
}

const defaultScratchBytes = 1024 * 1024;

/** What follows a record: where the next one starts, or that more bytes are needed (null), and what is wrong with it. */
interface Tail {
  next: number;
  fault?: { at: number; message: string };
}

class JsonDriver implements RecordDriver {
  readonly #kernel: Kernel;
  readonly #plan: JsonPlan;
  readonly #names: readonly string[];
  readonly #ofKeys: KeyColumns;
  readonly #shape: JsonShape;
  readonly #scratch: number;
  /** Places told so far; when there are enough, the kernel counts on. */
  readonly #told = { "null-value": 0, "missing-key": 0 };

  constructor(kernel: Kernel, plan: TablePlan & { json: JsonPlan }, { maxRecordBytes, scratchBytes }: JsonDriverOptions) {
    this.#kernel = kernel;
    this.#plan = plan.json;
    this.#names = plan.header.names;
    this.#ofKeys = columnsOfKeys(plan.json.keys);
    this.#shape = fillShape(kernel, plan.json, { maxRecordBytes, scratchBytes: scratchBytes ?? defaultScratchBytes });
    this.#scratch = this.#shape.scratch;
  }

  stopAt({ blankLines }: { blankLines: boolean }): void {
    this.#shape.stopAtBlankLines = blankLines;
  }

  scan(table: RecordTable, from: number, to: number, final: boolean): ScanStop {
    if (table.records === 0) this.#shape.scratch = this.#scratch;
    return this.#kernel.scanJson(this.#shape, table, from, to, final);
  }

  counted(): { code: IssueCode; count: number }[] {
    const { nulls, missingKeys } = this.#shape;
    this.#shape.nulls = 0;
    this.#shape.missingKeys = 0;
    const counts = [
      { code: "null-value" as const, count: nulls },
      { code: "missing-key" as const, count: missingKeys },
    ];
    return counts.filter(({ count }) => count > 0);
  }

  look(from: number, to: number, final: boolean): CloseLook | null {
    const longest = from + this.#shape.maxRecordBytes;
    const stop = Math.min(to, longest);
    const looking = { from, stop, final: final && stop === to, text: new JsonText(this.#kernel.bytes, stop) };
    const look = this.#plan.layout === "lines" ? this.#lookAtLine(looking) : this.#lookAtElement(looking);
    if (look) this.#countPlaces(look.findings);
    return look ?? (stop === longest ? { kind: "too-long", end: stop, next: stop, cells: [], findings: [] } : null);
  }

  #countPlaces(findings: readonly Finding[]): void {
    for (const { code } of findings) if (code === "null-value" || code === "missing-key") this.#told[code]++;
    this.#shape.stopAtNulls = this.#told["null-value"] < maxPlacesPerIssue;
    this.#shape.stopAtMissingKeys = this.#told["missing-key"] < maxPlacesPerIssue;
  }

  #readObject(text: JsonText, at: number): ReadObject | null {
    const spelled = (column: number, key: { from: number; to: number }) => spellKey(this.#kernel, this.#shape, column, key);
    return readObject(text, at, { names: this.#names, ofKeys: this.#ofKeys, spelled });
  }

  /** One object a line; it may go over several, but what is none ends with its line. */
  #lookAtLine(looking: Looking): CloseLook | null {
    const { text, from, stop, final } = looking;
    const start = gapEnd(text, from);
    if (start === stop && !final) return null;
    if (start === stop || text.at(start) === 0x0a) return { kind: "blank", ...lineAt(text, start), cells: [], findings: [] };
    const object = this.#readObject(text, start);
    if (object) {
      const behind = gapEnd(text, object.end);
      if (behind < stop ? text.at(behind) === 0x0a || text.at(behind) === 0x7b : final) {
        return found(object, { next: text.at(behind) === 0x0a ? behind + 1 : behind });
      }
      if (behind === stop) return null;
      text.fail(behind, "something follows the object");
    } else if (text.faultAt >= stop && !final) return null;
    const lf = text.bytes.subarray(start, stop).indexOf(0x0a);
    if (lf === -1 && !final) return null;
    return this.#bad(text, lf === -1 ? { end: stop, next: stop } : lineAt(text, start + lf));
  }

  #lookAtElement(looking: Looking): CloseLook | null {
    const { text, from, stop, final } = looking;
    const object = this.#readObject(text, from);
    if (object) {
      const tail = this.#plan.layout === "array" ? behindElement(text, object.end, final) : { next: text.blanksEnd(object.end) };
      return tail && found(object, tail);
    }
    if (text.faultAt >= stop && !final) return null;
    const { fault, faultAt } = text;
    const end = findElementEnd(text.bytes, from, stop, this.#plan);
    if (end === null && !final) return null;
    const tail = behindBadElement(text, Math.max(end ?? stop, from + 1), final, this.#plan);
    if (tail === null) return null;
    text.fail(faultAt, fault);
    return this.#bad(text, { end: Math.max(end ?? stop, from + 1), next: tail });
  }

  #bad({ fault, faultAt }: JsonText, { end, next }: { end: number; next: number }): CloseLook {
    const message = (line: number) => `Line ${formatCount(line)} is no JSON object: ${fault}. It was set aside.`;
    const cells = this.#names.map(() => noBytes);
    return {
      kind: "record",
      end,
      next,
      cells,
      repaired: true,
      findings: [{ code: "bad-json", at: Math.min(faultAt, end), column: null, message }],
    };
  }
}

interface Looking {
  from: number;
  stop: number;
  /** Nothing follows after `stop`. */
  final: boolean;
  text: JsonText;
}

function found({ end, cells, extra, findings }: ReadObject, { next, fault }: Tail): CloseLook {
  if (fault) {
    const message = (line: number) => `Line ${formatCount(line)}: ${fault.message}`;
    findings.push({ code: "broken-array", at: fault.at, column: null, message });
  }
  return { kind: "record", end, next, cells, repaired: true, findings, ...(extra ? { extra } : {}) };
}

function gapEnd(text: JsonText, at: number): number {
  for (let byte = text.at(at); byte === 0x20 || byte === 0x09 || byte === 0x0d; byte = text.at(at)) at++;
  return at;
}

/** The extent of the line that the line feed at `lf`, or the end of the text, ends. */
function lineAt({ bytes, to }: JsonText, lf: number): { end: number; next: number } {
  return { end: bytes[lf - 1] === 0x0d ? lf - 1 : lf, next: Math.min(lf + 1, to) };
}

function behindElement(text: JsonText, end: number, final: boolean): Tail | null {
  const at = text.blanksEnd(end);
  if (text.at(at) === 0x5d) return { next: at };
  const next = text.at(at) === 0x2c ? text.blanksEnd(at + 1) : at;
  if (next === text.to)
    return final ? { next, fault: { at: end, message: "the array does not end; probably the file was cut off." } } : null;
  if (next === at) return { next, fault: { at: end, message: "a comma is missing behind an element." } };
  return text.at(next) === 0x5d ? { next, fault: { at, message: "a comma stands behind the last element." } } : { next };
}

function behindBadElement(text: JsonText, end: number, final: boolean, { layout }: JsonPlan): number | null {
  const at = text.blanksEnd(end);
  const next = layout === "array" && text.at(at) === 0x2c ? text.blanksEnd(at + 1) : at;
  return next === text.to && !final ? null : next;
}

const noBytes = new Uint8Array(0);
