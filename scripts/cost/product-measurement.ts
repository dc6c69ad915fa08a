/** What `scripts/cost/measure.ts` saw; totals of all the jobs of a case, or of one opened page. */
export interface ProductMeasurement {
  run: string;
  functions: Record<string, { memoryMb: number; initCpuMs: number }>;
  cases: Record<"small" | "large", CaseMeasurement>;
  /** The page opened once, with its socket. */
  page: Usage;
  sweep: FunctionUse;
}

export interface CaseMeasurement extends Usage {
  jobs: number;
  inputBytes: number;
  outputBytes: number;
  wallMs: number;
}

export interface Usage {
  functions: Record<string, FunctionUse>;
  /** Of the server of the site: CPU, and its calls. */
  site: { cpuMs: number; calls: Calls };
  /** What the browser asks: of the site by path, of S3 by operation, and the messages it sends on its socket. */
  browser: { site: Calls; s3: Calls; socketMessages: number };
  requestUnits: { read: number; write: number };
}

export interface FunctionUse {
  invocations: number;
  cpuMs: number;
  maxRssMb: number;
  logBytes: number;
  metricBytes: number;
  calls: Calls;
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
