import type { DialectOverrides } from "../../dialect.ts";
import { createPlainKernel } from "../../kernel/plain/create-plain-kernel.ts";
import { type ReaderLimits, readerLimits } from "../../limits.ts";
import { planTable } from "../plan-table.ts";
import type { TablePlan } from "../table-plan.ts";

export interface PlanTextOptions {
  overrides?: DialectOverrides;
  complete?: boolean;
  limits?: Partial<ReaderLimits>;
}

/** The plan of a small file. */
export function planText(content: string | Uint8Array, { overrides = {}, complete = true, limits = {} }: PlanTextOptions = {}): TablePlan {
  const sample = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const kernel = createPlainKernel({ memoryBytes: sample.length + 1024 * 1024 });
  return planTable(sample, { name: "file.csv", complete, overrides, limits: { ...readerLimits, ...limits }, kernel });
}

/** What a plan says, as `code@line` in order. */
export function said(plan: TablePlan): string[] {
  return plan.findings.map(({ code, place }) => `${code}@${place.line}`);
}
