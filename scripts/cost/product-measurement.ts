/** What `scripts/cost/measure.ts` saw; totals of all the jobs of a case, or of one opened page. */
export interface ProductMeasurement {
  run: string;
  /** Of the last five minutes: on a busy machine the same work takes more CPU seconds. */
  loadAverage: number;
  /** CPU of a function's start, median, by its id. */
  initCpuMs: Record<string, number>;
  cases: Record<"small" | "large", CaseMeasurement>;
  /** The page opened once, with its socket. */
  page: Usage;
  sweep: { use: FunctionUse; requestUnits: Usage["requestUnits"]; metricSeries: string[] };
  /** Custom metrics that appeared, each of a name and its dimensions. */
  metricSeries: string[];
}

export interface CaseMeasurement extends Usage {
  jobs: number;
  inputBytes: number;
  outputBytes: number;
  rows: number;
  wallMs: number;
}

export interface Usage {
  functions: Record<string, FunctionUse>;
  site: SiteUse;
  /** What the browser asks: of the site by path, of S3 by operation, and the messages it sends on its socket. */
  browser: { site: Calls; s3: Calls; socketMessages: number };
  requestUnits: { read: number; write: number };
}

/** Of the server of the site, or of a function. */
export interface SiteUse {
  cpuMs: number;
  /** Bytes of plain lines, and of lines that carry metrics. */
  logBytes: number;
  metricBytes: number;
  calls: Calls;
}

export interface FunctionUse extends SiteUse {
  invocations: number;
  wallMs: number;
  maxRssMb: number;
}

/** How often each `service.Operation`. */
export type Calls = Record<string, number>;

export interface PeerMeasurement {
  run: string;
  pandas: { version: string; importCpuSeconds: number; small: PeerCase; large: PeerCase };
}

export interface PeerCase {
  inputBytes: number;
  outputBytes: number;
  cpuSeconds: number;
  maxRssMb: number;
}
