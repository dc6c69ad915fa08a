/** What the parent asks of the worker over their channel; each is answered once, by its id. */
export type WorkerRequest =
  | { id: number; type: "open"; options: WorkerOptions }
  /** One statement; `rows` asks for its rows, which have to be few. */
  | { id: number; type: "run"; sql: string; rows?: boolean }
  | { id: number; type: "columns"; sql: string }
  /** Stops the statement of that request. */
  | { id: number; type: "interrupt"; target: number };

export interface WorkerOptions {
  folder: string;
  memoryBytes: number;
  /** The process itself may take so much. */
  residentBytes: number;
  diskBytes: number;
  threads: number;
}

export interface WorkerAnswer {
  /** Rows that the statement changed or wrote. */
  changed: number;
  rows?: (string | null)[][];
  columns?: { name: string; type: string }[];
}

export type WorkerMessage =
  | { id: number; answer: WorkerAnswer }
  | { id: number; failure: string }
  /** The process is about to end itself, because it took more than it may. */
  | { over: "memory" | "disk" };

/** Folders of this name hold files with holes, whose size says nothing; who fills them counts what he puts there. */
export const filesFolder = "files-";
