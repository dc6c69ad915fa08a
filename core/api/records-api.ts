import * as z from "zod";
import { loadPlanSchema } from "../jobs/job.ts";
import { isJobId } from "../jobs/job-id.ts";
import { jobViewSchema } from "../jobs/job-view.ts";
import type { Endpoint } from "./endpoints.ts";

const count = z.int().nonnegative();
const originSchema = z.object({ version: count, job: z.string(), row: count, writtenAt: z.iso.datetime() });

export const recordViewSchema = originSchema.extend({
  /** The cells of the key. */
  key: z.array(z.string()),
  /** By column name. */
  data: z.record(z.string(), z.string()),
  /** Columns whose values are numbers, because a schema said so. */
  numbers: z.array(z.string()),
  /** Where earlier versions came from, the latest first; the last ten. */
  history: z.array(originSchema),
});
export type RecordView = z.infer<typeof recordViewSchema>;

export const datasetViewSchema = z.object({
  name: z.string(),
  records: count,
  /** In the order of the files that brought them. */
  columns: z.array(z.string()),
  keyColumns: z.array(z.string()),
  lastJob: z.string().nullable(),
  updatedAt: z.iso.datetime(),
});
export type DatasetView = z.infer<typeof datasetViewSchema>;

export const importViewSchema = z.object({
  /** The job that loaded. */
  job: z.string(),
  dataset: z.string(),
  mode: z.string(),
  fileName: z.string(),
  plan: z.object(loadPlanSchema.shape),
  plannedAt: z.iso.datetime(),
  /** All of it is stored; else it is being stored, or stopped half-way. */
  isApplied: z.boolean(),
  undoneBy: z.string().nullable(),
});
export type ImportView = z.infer<typeof importViewSchema>;

const page = { limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.string().max(2048).optional() };
const jobPath = z.object({ id: z.string().refine(isJobId) });
const name = z.string().min(1).max(64);

export const recordEndpoints = {
  listDatasets: {
    method: "GET",
    path: "/api/datasets",
    summary: "The workspace's datasets, by name",
    session: "required",
    query: z.object(page),
    status: 200,
    answer: z.object({ datasets: z.array(datasetViewSchema), cursor: z.string().nullable() }),
  },
  forgetDataset: {
    method: "DELETE",
    path: "/api/datasets/{dataset}",
    summary: "Delete records of a dataset for good, some at a call; call again as long as there are more",
    session: "required",
    params: z.object({ dataset: name }),
    status: 200,
    answer: z.object({ deleted: count, more: z.boolean() }),
  },
  listRecords: {
    method: "GET",
    path: "/api/records",
    summary: "Records of a dataset in the order of their keys, perhaps only those whose key begins with a prefix",
    session: "required",
    query: z.object({ ...page, dataset: name.default("records"), prefix: z.string().max(1900).optional() }),
    status: 200,
    /** `columns`: the dataset's, in order. */
    answer: z.object({ records: z.array(recordViewSchema), columns: z.array(z.string()), cursor: z.string().nullable() }),
  },
  getRecord: {
    method: "GET",
    path: "/api/records/{dataset}/{key}",
    summary: "One record with its history; a key of several cells is a JSON array",
    session: "required",
    params: z.object({ dataset: name, key: z.string().min(1).max(8192) }),
    status: 200,
    answer: z.object({ record: recordViewSchema }),
  },
  listImports: {
    method: "GET",
    path: "/api/imports",
    summary: "Loads that changed records, the newest first",
    session: "required",
    query: z.object(page),
    status: 200,
    answer: z.object({ imports: z.array(importViewSchema), cursor: z.string().nullable() }),
  },
  getImport: {
    method: "GET",
    path: "/api/imports/{id}",
    summary: "What a load did to records",
    session: "required",
    params: jobPath,
    status: 200,
    answer: z.object({ import: importViewSchema }),
  },
  undoJob: {
    method: "POST",
    path: "/api/jobs/{id}/undo",
    summary: "Undo a load, by a job of its own; records that were changed since stay as they are",
    session: "required",
    params: jobPath,
    status: 201,
    answer: z.object({ job: jobViewSchema }),
  },
} as const satisfies Record<string, Endpoint>;
