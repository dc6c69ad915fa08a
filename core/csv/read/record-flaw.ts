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
  return flawed.findings.some(isError) ? new RecordFlaw(places, flawed) : null;
}

class RecordFlaw extends PlacedRecord implements Flaw {
  readonly index: number;
  readonly #findings: readonly Finding[];

  constructor(places: RecordPlaces, flawed: FlawedRecord) {
    super(places, flawed);
    this.index = flawed.index;
    this.#findings = flawed.findings;
  }

  get codes(): IssueCode[] {
    return [...new Set(this.#findings.filter(isError).map(({ code }) => code))];
  }

  message(): string {
    const errors = this.#findings.filter(isError);
    return errors.map((error) => error.message(this.places.lineAt(error.at))).join(" ");
  }
}

function isError({ code }: Finding): boolean {
  return issueSeverity(code) === "error";
}
