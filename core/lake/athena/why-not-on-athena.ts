import { isAppError } from "../../app-error.ts";
import type { QueryPlan } from "../../ports/query-engine.ts";
import { toTrino } from "./to-trino.ts";

/** Why a statement cannot run on Athena, as a sentence; null where it can. */
export function whyNotOnAthena(plan: QueryPlan): string | null {
  try {
    toTrino(plan, { database: "lake" });
    return null;
  } catch (error) {
    if (isAppError(error) && error.code === "sql-not-allowed") return error.message;
    throw error;
  }
}
