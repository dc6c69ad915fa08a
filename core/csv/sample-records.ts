import type { Dialect } from "./dialect.ts";
import { RecordScanner } from "./record-scanner.ts";
import { splitDamagedLine, splitRecord } from "./split-record.ts";

export interface RecordSample {
  rows: string[][];
  /** Physical lines before each of them. */
  linesBefore: number[];
  /** Records with a malformed or stray quote. */
  faults: number;
  /** Records with well-formed quotes. */
  quoted: number;
}

/** The first records of a text under a dialect, blank lines left out; the last one only when the text is complete. */
export function sampleRecords(text: string, complete: boolean, dialect: Dialect, count: number): RecordSample {
  const sample: RecordSample = { rows: [], linesBefore: [], faults: 0, quoted: 0 };
  const scanner = new RecordScanner(dialect, text.length);
  scanner.load(text, complete);
  let line = 0;
  for (let at = 0; sample.rows.length < count && scanner.advance(at); at = scanner.next) {
    const before = line;
    line += scanner.lines;
    if (scanner.end === scanner.start) continue;
    sample.linesBefore.push(before);
    const record = text.slice(scanner.start, scanner.end);
    const damaged = scanner.kind === "damaged";
    if (damaged || scanner.strays.length > 0) sample.faults++;
    else if (scanner.kind === "quoted") sample.quoted++;
    sample.rows.push((damaged ? splitDamagedLine(record, dialect, null) : splitRecord(record, dialect)).cells);
  }
  return sample;
}
