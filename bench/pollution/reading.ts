/** Something a reader said. */
export interface Complaint {
  code: string;
  severity: "error" | "warning";
  /** Physical line (1-based), if it says so. */
  line: number | null;
  /** 0-based data record, if it says that instead. */
  record: number | null;
}

/** What a reader made of a file. */
export interface Reading {
  names: string[];
  rows: string[][];
  /** Physical line of each row, if the reader tells. */
  lines?: number[];
  complaints: Complaint[];
}

/** The reader would not, or could not, give a table at all. */
export interface Refusal {
  refused: string;
}

export interface PollutionReader {
  name: string;
  /** How it was asked, for the report. */
  settings: string;
  read(bytes: Uint8Array): Promise<Reading | Refusal>;
  /** Takes away what it left on disk. */
  close?(): void;
}
