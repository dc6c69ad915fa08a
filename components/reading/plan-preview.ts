import { convert } from "#core/operations/convert";
import type { Operation } from "#core/operations/operation";
import { inputParamsSchema } from "#core/operations/rows/input-params";
import { validate } from "#core/operations/validate";

/** How an operation is shown on a device, which has neither server nor engine. */
export interface PreviewPlan {
  /** What is really run. */
  operation: Operation;
  params: Record<string, unknown>;
  shows: ResultShape;
  /** The result's name, where it is not the one that is made here. */
  name?: string;
  omitted: string[];
}

/** What the main result holds: the files' own rows, with columns as the report says; a table of its own; or a load's changes. */
export type ResultShape = "rows" | "table" | "changes";

interface Asked {
  params: unknown;
  /** Whether the sample is all there is. */
  complete: boolean;
  files: readonly { name: string }[];
}

export function planPreview(operation: Operation, { params, ...asked }: Asked): PreviewPlan {
  const given = isObject(params) ? params : {};
  const plan = (planners[operation.id] ?? planSums)(operation, given, asked);
  return { ...plan, omitted: [...plan.omitted, ...masksBy(given)] };
}

type Planner = (operation: Operation, params: Record<string, unknown>, asked: Omit<Asked, "params">) => PreviewPlan;

const planners: Readonly<Record<string, Planner>> = {
  convert(operation, { compress, ...params }) {
    const { to } = params;
    if (to !== "parquet" && to !== "xlsx") {
      const omitted = compress === undefined ? [] : [`The result will be packed as ${String(compress)}.`];
      return { operation, params, shows: "rows", omitted };
    }
    const what = to === "parquet" ? "Parquet file" : "spreadsheet";
    const name = `output.${to}`;
    const omitted = [`The ${what} itself is written by the job: these are its rows.`];
    return { operation, params: { ...params, to: "csv" }, shows: "rows", name, omitted };
  },

  validate(operation, { maxRejectPercent, ...params }, { complete }) {
    // Of a part of the file it may be exceeded where it is not in all of it.
    const limit = complete && maxRejectPercent !== undefined ? { maxRejectPercent } : {};
    return { operation, params: { ...params, ...limit }, shows: "rows", omitted: [] };
  },

  load(operation, params) {
    const omitted = ["Which records are there already is known to the server only: the job says which are created, updated or unchanged."];
    const name = typeof params.into === "string" ? params.into : "records";
    return { operation, params: { ...params, dryRun: true }, shows: "changes", name, omitted };
  },

  publish(_, params) {
    const name = typeof params.dataset === "string" ? params.dataset : "table";
    const omitted = ["Whether each row's time can be read, and its values fit the table that is there, is known once the job runs."];
    // The rules of a schema are those of a validation.
    const checked = { operation: validate as Operation, params: { ...readingOf(params), schema: params.schema } };
    const plain = { operation: convert as Operation, params: { ...readingOf(params), to: "csv" } };
    return { ...(params.schema === undefined ? plain : checked), shows: "rows", name, omitted };
  },

  query(_, params, { files }) {
    const [{ name } = { name: "" }] = files;
    return {
      ...{ operation: convert as Operation, params: { ...readingOf(params), to: "csv" }, shows: "rows", name },
      omitted: [`The query runs on the server: these are the rows of ${name} that it reads.`],
    };
  },
};

/** What is added up of all rows is only of these. */
const planSums: Planner = (operation, params, { complete }) => ({
  ...{ operation, params, shows: "table" },
  omitted: complete ? [] : ["Only the beginning of the files was read here, so the sums are of that alone."],
});

/** How the file is read: what every operation understands. */
function readingOf(params: Record<string, unknown>): Record<string, unknown> {
  const names = Object.keys(inputParamsSchema.shape).filter((name) => params[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, params[name]]));
}

function masksBy({ mask }: Record<string, unknown>): string[] {
  const hashes = Array.isArray(mask) && mask.some((one) => isObject(one) && one.method === "hash");
  return hashes ? ["The hashes are examples: the key that the job hashes with is not on this device."] : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
