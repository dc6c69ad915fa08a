import type { Kernel } from "../../csv/kernel/kernel.ts";
import { cellAt } from "../../csv/kernel/plain/check-rows.ts";
import { compareDecimals, type Decimal, readDecimal } from "../../csv/kernel/plain/decimal.ts";
import { fieldCountMask, fieldWords, type RecordTable, recordWords } from "../../csv/kernel/record-table.ts";
import { compilePattern } from "../schema/patterns.ts";
import type { Condition } from "./filter-params.ts";

/** What a cell says to a condition; `none`: it cannot be compared, so the condition is not true. */
type Answer = boolean | "none";
type Test = (cell: Uint8Array) => Answer;

export interface FilterCondition {
  condition: Condition;
  field: number;
}

/** A cell that a condition on numbers cannot be asked of. */
export interface Incomparable {
  condition: Condition;
  field: number;
}

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
const noBytes = new Uint8Array(0);

/** Conditions on the cells of a record, in the kernel's memory. */
export class RowFilter {
  readonly #kernel: Kernel;
  readonly #tests: readonly (FilterCondition & { test: Test })[];
  readonly #options: { sourceQuote: number; by: "all" | "any" };

  private constructor(
    kernel: Kernel,
    tests: readonly (FilterCondition & { test: Test })[],
    options: { sourceQuote: number; by: "all" | "any" },
  ) {
    this.#kernel = kernel;
    this.#tests = tests;
    this.#options = options;
  }

  /** `decimal` is what stands before a fraction in the file's numbers. */
  static async create(
    kernel: Kernel,
    conditions: readonly FilterCondition[],
    { decimal, ...options }: { sourceQuote: number; by: "all" | "any"; decimal: "." | "," },
  ): Promise<RowFilter> {
    const tests = [];
    for (const one of conditions) tests.push({ ...one, test: await createTest(one.condition, decimal) });
    return new RowFilter(kernel, tests, options);
  }

  /** Whether the record goes on. `tell` hears of cells that could not be compared. */
  passes(table: RecordTable, record: number, tell: (about: Incomparable) => void): boolean {
    const { words, bytes } = this.#kernel;
    const at = table.recordsAt / 4 + record * recordWords;
    const first = table.fieldsAt / 4 + (words[at + 2] ?? 0) * fieldWords;
    const count = (words[at + 3] ?? 0) & fieldCountMask;
    const isAny = this.#options.by === "any";
    for (const { condition, field, test } of this.#tests) {
      const word = first + field * fieldWords;
      const start = words[word] ?? 0;
      const end = words[word + 1] ?? 0;
      const isPlain = end < 0x4000_0000;
      const cell =
        field >= count ? noBytes : isPlain ? bytes.subarray(start, end) : cellAt(this.#kernel, word, this.#options.sourceQuote).bytes;
      const answer = test(cell);
      if (answer === "none") tell({ condition, field });
      if ((answer === true) === isAny) return isAny;
    }
    return !isAny;
  }
}

async function createTest(condition: Condition, decimal: "." | ","): Promise<Test> {
  const { is } = condition;
  switch (is) {
    case "empty":
      return (cell) => cell.length === 0;
    case "not-empty":
      return (cell) => cell.length > 0;
    case "equals":
    case "in":
      return memberTest(condition, decimal);
    case "not-equals":
    case "not-in":
      return not(memberTest(condition, decimal));
    case "matches":
      return compilePattern({ source: textOf(condition), whole: true });
    case "not-matches":
      return not(await compilePattern({ source: textOf(condition), whole: true }));
    case "contains":
      return containsTest(textOf(condition));
    case "not-contains":
      return not(containsTest(textOf(condition)));
    case "starts-with":
      return edgeTest(textOf(condition), (length, wanted) => (length < wanted ? -1 : 0));
    case "ends-with":
      return edgeTest(textOf(condition), (length, wanted) => length - wanted);
    default:
      return orderTest(condition, is, decimal);
  }
}

function textOf({ value }: Condition): string {
  return String(value ?? "");
}

function not(test: Test): Test {
  return (cell) => {
    const answer = test(cell);
    return answer === "none" ? answer : !answer;
  };
}

function memberTest({ value, values, as }: Condition, decimal: "." | ","): Test {
  const wanted = (values ?? [value ?? ""]).map(String);
  if (as === "number") {
    const numbers = wanted.flatMap((text) => readDecimal(text, ".", false) ?? []);
    return (cell) => withNumber(cell, decimal, (number) => numbers.some((one) => compareDecimals(one, number) === 0));
  }
  const [only] = wanted;
  if (wanted.length === 1 && only !== undefined) {
    const bytes = new TextEncoder().encode(only);
    return (cell) => cell.length === bytes.length && standsAt(cell, 0, bytes);
  }
  const members = new Set(wanted);
  return (cell) => members.has(utf8.decode(cell));
}

function containsTest(text: string): Test {
  return (cell) => utf8.decode(cell).includes(text);
}

function edgeTest(text: string, placeOf: (length: number, wanted: number) => number): Test {
  const wanted = new TextEncoder().encode(text);
  return (cell) => {
    const at = placeOf(cell.length, wanted.length);
    return at >= 0 && standsAt(cell, at, wanted);
  };
}

function standsAt(cell: Uint8Array, at: number, wanted: Uint8Array): boolean {
  for (let index = 0; index < wanted.length; index++) if (cell[at + index] !== wanted[index]) return false;
  return true;
}

type Order = "less" | "at-most" | "greater" | "at-least";

const holds: Readonly<Record<Order, (order: number) => boolean>> = {
  less: (order) => order < 0,
  "at-most": (order) => order <= 0,
  greater: (order) => order > 0,
  "at-least": (order) => order >= 0,
};

/** An empty cell is neither less nor greater than anything. */
function orderTest(condition: Condition, is: Order, decimal: "." | ","): Test {
  const isTrue = holds[is];
  const text = textOf(condition);
  const limit = condition.as === "text" ? null : readDecimal(text, ".", false);
  if (limit) return (cell) => withNumber(cell, decimal, (number) => isTrue(compareDecimals(number, limit)));
  const bytes = new TextEncoder().encode(text);
  return (cell) => cell.length > 0 && isTrue(compareBytes(cell, bytes));
}

function withNumber(cell: Uint8Array, decimal: "." | ",", test: (number: Decimal) => boolean): Answer {
  if (cell.length === 0) return false;
  const number = readDecimal(utf8.decode(cell), decimal, false);
  return number === null ? "none" : test(number);
}

/** UTF-8 in the order of its bytes is in the order of code points. */
function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
