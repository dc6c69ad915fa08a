import * as z from "zod/mini";
import { loadPlanSchema } from "../jobs/job.ts";
import type { StoredDocument } from "../ports/document-store.ts";

const datasetNamePattern = /^[a-z0-9_]{1,64}$/;

export function isDatasetName(text: string): boolean {
  return datasetNamePattern.test(text);
}

const count = z.int().check(z.nonnegative());

/** Pieces of a plan that one attempt wrote, in the order of the file. */
const planPartSchema = z.object({ attempt: count, pieces: count });
export type PlanPart = z.infer<typeof planPartSchema>;

const holderSchema = z.object({
  job: z.string(),
  attempt: count,
  /** `apply`: the plan is complete, and records may have been written. */
  phase: z.enum(["plan", "apply"]),
  heldUntil: z.iso.datetime(),
  /** The dataset had no records when it was taken: nothing needs to be looked up. */
  isNew: z.boolean(),
  /** What records will say of when they were written. */
  writtenAt: z.iso.datetime(),
  parts: z.array(planPartSchema),
  /** The last data record that the parts speak of. */
  plannedTo: count,
  /** Pieces that are applied. */
  applied: count,
});
export type Holder = z.infer<typeof holderSchema>;

/** Somebody who may write until then, although nothing is heard of them. */
const writerSchema = z.object({ fence: count, attempt: count, endsBy: z.iso.datetime() });

const datasetSchema = z.object({
  /** Grows with each job that takes the dataset. */
  fence: count,
  holder: z.nullable(holderSchema),
  writers: z.array(writerSchema),
  /** As many records as were created and not deleted again. */
  records: count,
  /** In the order in which files brought them; the first few. */
  columns: z.array(z.string()),
  keyColumns: z.array(z.string()),
  lastJob: z.nullable(z.string()),
  updatedAt: z.iso.datetime(),
});
/** What is known of a dataset beside its records. */
export type Dataset = z.infer<typeof datasetSchema>;

export function newDataset(now: Date): Dataset {
  return { fence: 0, holder: null, writers: [], records: 0, columns: [], keyColumns: [], lastJob: null, updatedAt: now.toISOString() };
}

export function toDataset({ body }: StoredDocument): Dataset {
  return datasetSchema.parse(body);
}

const generationSchema = z.object({
  fence: count,
  parts: z.array(planPartSchema),
  /** Some lines of the parts are void: a later row of the file has the same key. */
  hasVoidRows: z.boolean(),
});
/** One time that a load was planned: again only when another load came in between. */
export type Generation = z.infer<typeof generationSchema>;

const importSchema = z.object({
  dataset: z.string(),
  mode: z.string(),
  fileName: z.string(),
  generations: z.array(generationSchema),
  plan: loadPlanSchema,
  plannedAt: z.iso.datetime(),
  /** All of the last generation is stored. */
  isApplied: z.boolean(),
  /** The job that undoes it. */
  undoneBy: z.nullable(z.string()),
});
/** A load that changed records, or was about to: what is shown of it, and what it takes to undo it. Its id is the job's. */
export type Import = z.infer<typeof importSchema>;

export function toImport({ body }: StoredDocument): Import {
  return importSchema.parse(body);
}
