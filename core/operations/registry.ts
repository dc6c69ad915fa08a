import { toInputSchema } from "../api/input-schema.ts";
import { AppError } from "../app-error.ts";
import { convert } from "./convert.ts";
import { customerMessages } from "./customer-messages.ts";
import { keywordRevenue } from "./keyword-revenue.ts";
import { load } from "./load.ts";
import type { Operation } from "./operation.ts";
import { publish } from "./publish.ts";
import { query } from "./query.ts";
import { undoLoad } from "./undo-load.ts";
import { validate } from "./validate.ts";

export const operations: readonly Operation[] = [convert, validate, load, undoLoad, customerMessages, keywordRevenue, query, publish];

const added: Operation[] = [];

/** Every operation there is now. */
export function allOperations(): readonly Operation[] {
  return added.length === 0 ? operations : [...operations, ...added];
}

/** Adds an operation while the process runs, wherever operations are asked for; what it answers takes it away again. */
export function addOperation(operation: Operation): () => void {
  added.push(operation);
  return () => void added.splice(added.indexOf(operation), 1);
}

/** @throws AppError unknown-operation */
export function requireOperation(id: string): Operation {
  const operation = allOperations().find((candidate) => candidate.id === id);
  if (operation) return operation;
  const known = allOperations()
    .map((candidate) => candidate.id)
    .join(", ");
  throw new AppError("unknown-operation", `There is no operation "${id}". What can be done: ${known}.`);
}

export interface ParamProblem {
  /** Where in the parameters; empty for all of them. */
  path: (string | number)[];
  message: string;
}

/** What is wrong with parameters, each with its place; nothing when the operation can be run with them. */
export async function findParamProblems(operation: Operation, params: unknown): Promise<ParamProblem[]> {
  return (await readParams(operation, params)).problems;
}

/** @throws AppError invalid-request, saying which parameter is wrong and why */
export async function parseParams<Params>(operation: Operation<Params>, params: unknown): Promise<Params> {
  const { problems, data } = await readParams(operation, params);
  if (data !== undefined) {
    operation.check?.(data);
    return data;
  }
  const reasons = problems.slice(0, 5).map(({ path, message }) => {
    const place = path.map((part, index) => (typeof part === "number" ? `[${part}]` : `${index === 0 ? "" : "."}${part}`)).join("");
    return place === "" ? message : `${place}: ${message}`;
  });
  throw new AppError("invalid-request", `The parameters of ${operation.id} are not right. ${reasons.join("; ")}`);
}

interface ReadParams<Params> {
  data?: Params;
  problems: ParamProblem[];
}

async function readParams<Params>(operation: Pick<Operation<Params>, "id" | "params">, params: unknown): Promise<ReadParams<Params>> {
  // The schema library drops such a key without a word.
  if (hasPrototypeKey(params)) {
    return {
      problems: [{ path: [], message: `The parameters of ${operation.id} hold a key "__proto__", which is none of its parameters.` }],
    };
  }
  const parsed = await operation.params.safeParseAsync(params);
  if (parsed.success) return { data: parsed.data, problems: [] };
  const problems = parsed.error.issues.map(({ path, message }) => ({
    path: path.map((part) => (typeof part === "number" ? part : String(part))),
    message,
  }));
  return { problems };
}

export type OperationDescription = Pick<
  Operation,
  "id" | "title" | "description" | "inputs" | "fits" | "needsServer" | "takesRowsAgain" | "defaultBadRow"
> & {
  /** JSON Schema of the parameters. */
  params: Record<string, unknown>;
};

/** What the form, the command line and other programs need to know of an operation. */
export function describeOperation(operation: Operation): OperationDescription {
  const { id, title, description, inputs, fits, needsServer, takesRowsAgain, defaultBadRow, params } = operation;
  const schema = toInputSchema(params);
  const flags = { ...(needsServer && { needsServer }), ...(takesRowsAgain && { takesRowsAgain }) };
  return { id, title, description, inputs, ...(fits && { fits }), ...flags, defaultBadRow, params: schema };
}

export function describeOperations(): OperationDescription[] {
  return allOperations().map(describeOperation);
}

function hasPrototypeKey(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.hasOwn(value, "__proto__") || Object.values(value).some(hasPrototypeKey);
}
