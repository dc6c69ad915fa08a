import { AppError } from "../../app-error.ts";
import { commitPublication } from "../../lake/commit-publication.ts";
import { createLakeWriter } from "../../parquet/create-lake-writer.ts";
import type { InputFile, RunContext, RunOutcome } from "../operation.ts";
import { RejectWriter } from "../results/reject-writer.ts";
import { RunOutputs } from "../results/run-outputs.ts";
import { type LakeServices, type RunServices, requireServices } from "../run-services.ts";
import { outcomeOf } from "./publish-outcome.ts";
import type { PublishParams } from "./publish-params.ts";
import { PublishReading, type ReadFile } from "./publish-reading.ts";
import { findSource, findTarget, nameVersion, type PublishTarget } from "./publish-target.ts";

/** What a publication works with. */
export interface PublishRun {
  context: RunContext<PublishParams>;
  services: RunServices;
  lake: LakeServices;
  file: InputFile;
  target: PublishTarget;
  rejects: RejectWriter;
}

/** Performs `publish`: reads and types the whole file first, and then lets its rows into the table, all at once. */
export async function publishFile(context: RunContext<PublishParams>): Promise<RunOutcome> {
  const services = requireServices(context, "Publish");
  const outputs = new RunOutputs(context.openOutput);
  const run: PublishRun = {
    ...{ context, services, lake: requireLake(services), file: requireFile(context) },
    target: await findTarget(services, context.params.dataset),
    rejects: new RejectWriter(outputs, { namesFiles: false }),
  };
  const reading = new PublishReading(run, createLakeWriter);
  try {
    const read = await reading.read();
    const committed = await commit(run, read);
    const { report, ...outcome } = outcomeOf({ ...run, read, committed });
    const output = await outputs.open("report.json", "application/json");
    await output.write(new TextEncoder().encode(`${JSON.stringify(report, null, 2)}\n`));
    output.rows = 1;
    return { ...outcome, results: await outputs.close([]) };
  } catch (error) {
    await outputs.abort();
    throw error;
  } finally {
    await reading.close();
  }
}

async function commit({ context, services, lake, file, target }: PublishRun, { plan, columns, files, writer }: ReadFile) {
  const { params, signal } = context;
  const { documents, now, workspace, job, attempt } = services;
  const { years } = spanOf(files);
  const old = plan.isNewVersion ? target.table : null;
  // A version begins with all that the one before has, so that both can be asked the same.
  const changed = new Map(columns.map((column) => [column.name, column]));
  const known = old?.columns.map((column) => changed.get(column.name) ?? column) ?? [];
  const all = [...known, ...columns.filter(({ name }) => !known.some((column) => column.name === name))];
  const name = old ? await nameVersion(services, old, all) : target.name;
  return await commitPublication(
    { documents, now, catalogue: lake.catalogue, objects: lake.objects },
    {
      ...{ workspace, job, attempt, files },
      table: { name, columns: all, typeChanges: params.typeChanges ?? old?.typeChanges ?? null, years },
      versionOf: old?.name ?? null,
      source: await findSource(services, file),
      corrects: params.corrects === "same-name" && services.fixes === undefined,
      write: (planned, output) => writer.write(planned, output),
    },
    { signal, beginApply: () => services.beginApply() },
  );
}

function spanOf(files: ReadFile["files"]) {
  if (files.length === 0) return { years: null };
  const years = files.map(({ partition }) => partition.year);
  return { years: { from: Math.min(...years), to: Math.max(...years) } };
}

/** @throws AppError needs-server */
function requireLake({ lake }: RunServices): LakeServices {
  if (lake) return lake;
  throw new AppError("needs-server", "“Publish” writes to the lake, which a server keeps, so it cannot run here.");
}

function requireFile({ files }: RunContext<PublishParams>): InputFile {
  const [file] = files;
  if (file) return file;
  throw new AppError("invalid-request", "There is no file to publish.");
}
