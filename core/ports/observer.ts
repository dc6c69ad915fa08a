import type { MetricDimension, MetricName } from "../metrics.ts";

/** What a line says beside its message: ids, codes and numbers; never a cell of a file, a name that a user gave, a link or a secret. */
export type Facts = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Line {
  level: "info" | "warn" | "error";
  /** The same words each time: lines of one kind are found by them. */
  message: string;
  facts?: Facts;
  /** Logged by its name, message, code, stack and causes, and by nothing else that it carries. */
  error?: unknown;
}

/** One value, or one for each of several things of the same kind. */
export type Figures = Partial<Record<MetricName, number | readonly number[]>>;

export interface Measured {
  /** Of the dimensions that these metrics are reported by. */
  by?: Partial<Record<MetricDimension, string>>;
  /** Found beside the figures in the log. */
  facts?: Facts;
}

/** Where the product says what it does. Neither call waits, throws, or changes what happens. */
export interface Observer {
  tell(line: Line): void;
  measure(figures: Figures, measured?: Measured): void;
}
