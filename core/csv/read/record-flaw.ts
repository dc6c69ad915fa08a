import type { IssueCode } from "../issue.ts";
import { issueSeverity } from "../issue-log.ts";
import type { Finding } from "./record-driver.ts";
import { PlacedRecord, type RecordPlaces } from "./record-places.ts";
import type { Flaw } from "./table-reader.ts";

export interface FlawedRecord {
  start: number;
  end: number;
  record: number;
  index: number;
  /** In the order of their places. */
  findings: readonly Finding[];
}

/** The flaw of a record that has at least one error; null when there is none. */
export function findFlaw(places: RecordPlaces, flawed: FlawedRecord): Flaw | null {
  const errors = flawed.findings.filter(({ code }) => issueSeverity(code) === "error");
  return errors.length === 0 ? null : new RecordFlaw(places, flawed, errors);
}

class RecordFlaw extends PlacedRecord implements Flaw {
  readonly index: number;
  readonly codes: IssueCode[];
  readonly #errors: readonly Finding[];
  readonly #lineAt: (address: number) => number;

  constructor(places: RecordPlaces, flawed: FlawedRecord, errors: readonly Finding[]) {
    super(places, flawed);
    this.index = flawed.index;
    this.codes = errors.length === 1 ? errors.map(({ code }) => code) : [...new Set(errors.map(({ code }) => code))];
    this.#errors = errors;
    this.#lineAt = (address) => places.lineAt(address);
  }

  message(): string {
    return this.#errors.map((error) => error.message(this.#lineAt(error.at))).join(" ");
  }
}
