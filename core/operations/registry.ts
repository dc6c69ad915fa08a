import { toInputSchema } from "../api/input-schema.ts";
import { AppError } from "../app-error.ts";
import { convert } from "./convert.ts";
import type { Operation } from "./operation.ts";
import { validate } from "./validate.ts";

export const operations: readonly Operation[] = [convert, validate];

/** @throws AppError unknown-operation */
export function requireOperation(id: string): Operation {
  const operation = operations.find((candidate) => candidate.id === id);
  if (operation) return operation;
  const known = operations.map((candidate) => candidate.id).join(", ");
  throw new AppError("unknown-operation", `There is no operation "${id}". What can be done: ${known}.`);
}

/** @throws AppError invalid-request, saying which parameter is wrong and why */
export async function parseParams<Params>(operation: Operation<Params>, params: unknown): Promise<Params> {
  // The schema library drops such a key without a word.
  if (hasPrototypeKey(params)) {
    throw new AppError("invalid-request", `The parameters of ${operation.id} hold a key "__proto__", which is none of its parameters.`);
  }
  const parsed = await operation.params.safeParseAsync(params);
  if (parsed.success) return parsed.data;
  const reasons = parsed.error.issues.slice(0, 5).map((issue) => {
    const path = issue.path
      .map((part, index) => (typeof part === "number" ? `[${part}]` : `${index === 0 ? "" : "."}${String(part)}`))
      .join("");
    return path === "" ? issue.message : `${path}: ${issue.message}`;
  });
  throw new AppError("invalid-request", `The parameters of ${operation.id} are not right. ${reasons.join("; ")}`);
}

export interface OperationDescription {
  id: string;
  title: string;
  description: string;
  inputs: Operation["inputs"];
  defaultBadRow: Operation["defaultBadRow"];
  /** JSON Schema of the parameters. */
  params: Record<string, unknown>;
}

export function describeOperations(): OperationDescription[] {
  return operations.map(({ id, title, description, inputs, defaultBadRow, params }) => ({
    id,
    title,
    description,
    inputs,
    defaultBadRow,
    params: toInputSchema(params),
  }));
}

function hasPrototypeKey(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.hasOwn(value, "__proto__") || Object.values(value).some(hasPrototypeKey);
}
