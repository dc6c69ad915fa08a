/** One line that a part of the system wrote: a JSON object as the product's log writes it, or words. */
export interface LogLine {
  /** As it is kept in a file: JSON stays JSON, words are preceded by the time. */
  kept: string;
  /** As a person reads it; null for metrics, which would drown the rest. */
  readable: string | null;
}

// What every line has, or what the words of the line already say.
const unread = new Set([
  "level",
  "message",
  "timestamp",
  "service",
  "stage",
  "function",
  "job",
  "error",
  "cold_start",
  "function_request_id",
  "xray_trace_id",
  "requestId",
]);

export function toLogLine(text: string, now: Date): LogLine {
  const record = parseRecord(text);
  if (!record) return { kept: `${now.toISOString()} ${text}`, readable: text };
  return { kept: text, readable: "_aws" in record ? null : toReadable(record) };
}

/** `time level function job message key=value …`, and below it the stack of an error. */
function toReadable(record: Record<string, unknown>): string {
  const { timestamp, level, function: name, job } = record;
  const { words, stack } = isRuntimeFailure(record.message) ? fromRuntime(record.message) : fromProduct(record);
  const time = typeof timestamp === "string" ? timestamp.slice(11, 23) : "";
  const rest = Object.entries(record).flatMap(([key, value]) => (unread.has(key) ? [] : [`${key}=${toText(value)}`]));
  const all = [time, String(level ?? "").toLowerCase(), name, job, words, ...rest].filter((word) => word !== undefined && word !== "");
  return [all.join(" "), ...stack].join("\n");
}

/** What Lambda's runtime says of an invocation that threw. */
interface RuntimeFailure {
  errorType: string;
  errorMessage: string;
  stackTrace: string[];
}

function isRuntimeFailure(message: unknown): message is RuntimeFailure {
  return typeof message === "object" && message !== null && "errorMessage" in message && "stackTrace" in message;
}

function fromRuntime({ errorType, errorMessage, stackTrace }: RuntimeFailure) {
  const stack = stackTrace.length > 0 ? stackTrace : [`${errorType}: ${errorMessage}`];
  return { words: "Invocation failed", stack: stack.map((line) => `  ${line}`) };
}

function fromProduct({ message, error }: Record<string, unknown>) {
  return { words: toText(message), stack: stackLines(error) };
}

export function parseRecord(text: string): Record<string, unknown> | null {
  if (!text.startsWith("{")) return null;
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function stackLines(error: unknown): string[] {
  if (typeof error !== "object" || error === null) return [];
  const { stack, cause } = error as { stack?: unknown; cause?: unknown };
  const own = typeof stack === "string" ? stack.split("\n").map((line) => `  ${line}`) : [];
  const [first, ...more] = stackLines(cause);
  return first === undefined ? own : [...own, `  caused by ${first.trim()}`, ...more];
}

function toText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
