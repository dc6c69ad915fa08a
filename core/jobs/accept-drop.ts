import { AppError, isAppError } from "../app-error.ts";
import { changeSet } from "../drops/change-set.ts";
import { storeJob, toFailedJob, toJobError, toJobFile, toQueuedJob, toWanted, understood, type Wanted } from "../drops/drop-job.ts";
import { type DropSet, filesOf, type SetFile, setIdOf, toSetId } from "../drops/drop-set.ts";
import { matchRule, type RuleMatch } from "../drops/match-rule.ts";
import { formatDate } from "../drops/set-date.ts";
import { listStoredSets } from "../drops/set-documents.ts";
import { arriveInSet, openSet } from "../drops/set-events.ts";
import { toAsked } from "../drops/to-asked.ts";
import { askedByMetadata } from "../operations/from-metadata.ts";
import type { ObjectHead } from "../ports/object-store.ts";
import { resolveRecipe } from "../recipes/resolve-recipe.ts";
import type { AcceptPorts, UploadedObject } from "./accept-upload.ts";
import { changeJob } from "./change-job.ts";
import type { JobOrigin } from "./job.ts";
import { createDropJobId } from "./job-id.ts";
import { requireSize } from "./require-request.ts";

interface Drop {
  workspace: string;
  name: string;
}

interface Arrival {
  workspace: string;
  /** Of the file's own job, should it get one. */
  id: string;
  file: SetFile;
  metadata: Readonly<Record<string, string>>;
  origin: JobOrigin | undefined;
}

/**
 * Takes a dropped file to what it is for: what its metadata says, else the first rule that its name fits. It becomes a job,
 * or a part of a set of its day. A drop that cannot be understood becomes a failed job, so that its owner sees why. A
 * repeated event finds it done, and sends only what is still owed.
 */
export async function acceptDrop(ports: AcceptPorts, drop: Drop, object: UploadedObject, head: ObjectHead): Promise<void> {
  const { bucketKey: key, versionId, origin } = object;
  const id = await createDropJobId({ key, versionId, lastModified: head.lastModified });
  const arrival = { workspace: drop.workspace, id, file: toFile(drop.name, object, head), metadata: head.metadata, origin };
  // Rules may have changed since the event came first.
  if (await ports.jobs.get(drop.workspace, id))
    return void (await changeJob(ports, { workspace: drop.workspace, id }, { type: "time-passed" }));
  const match = isAsked(head.metadata) ? null : await matchRule(ports, drop.workspace, pathOf(arrival));
  if (match?.date != null) await joinSet(ports, arrival, { ...match, date: match.date });
  else await makeJob(ports, arrival, match);
}

async function makeJob(ports: AcceptPorts, arrival: Arrival, match: RuleMatch | null): Promise<void> {
  const { workspace, metadata } = arrival;
  const job = await understood(async () => toQueuedJob(ports, { ...toBase(arrival), wanted: await understand(ports, arrival, match) }));
  if (!isAppError(job)) return await storeJob(ports, job);
  const operation = match?.rule.operation ?? metadata.operation ?? "convert";
  await storeJob(ports, toFailedJob(ports, { ...toBase(arrival), workspace, operation, error: toJobError(job) }));
}

async function understand(ports: AcceptPorts, { workspace, file, metadata }: Arrival, match: RuleMatch | null): Promise<Wanted> {
  if (match) return await toWanted(await resolveRecipe(ports, workspace, toAsked(match.rule)));
  if (isAsked(metadata)) return await toWanted(await resolveRecipe(ports, workspace, askedByMetadata(metadata)));
  const message = `Nothing says what to do with “${file.name}”: no rule fits its name, and its metadata names no operation. Add a rule for it on the page Drops, or set the metadata outputformat, operation or recipe; then drop it again.`;
  throw new AppError("unknown-format", message);
}

/** The set of its day, by its rule; one that holds the very file already, where its rule has changed since. */
async function joinSet(ports: AcceptPorts, arrival: Arrival, { rule, slot, date }: RuleMatch & { date: string }): Promise<void> {
  const { workspace, file } = arrival;
  const tooLarge = await understood(async () => requireSize(file, ports.settings));
  if (tooLarge)
    return await storeJob(
      ports,
      toFailedJob(ports, { ...toBase(arrival), operation: rule.operation ?? "recipe", error: toJobError(tooLarge) }),
    );
  const clock = { now: ports.now(), settings: ports.settings };
  const holder = await findHolder(ports, workspace, date, file);
  const id = holder ? setIdOf(holder) : toSetId({ date, rule: rule.id, version: rule.version });
  const kind = await changeSet(ports, { workspace, id }, async (stored) =>
    holder ? { kind: "nothing" } : await arriveInSet(stored?.set ?? openSet(rule, date, clock), slot, file, clock),
  );
  if (kind !== "late") return;
  const message = `“${file.name}” came after the set of ${formatDate(date)} had ended its corrections, so it was not run. Upload the files of that day together as one job.`;
  await storeJob(
    ports,
    toFailedJob(ports, { ...toBase(arrival), operation: rule.operation ?? "recipe", error: { code: "wrong-state", message } }),
  );
}

async function findHolder(ports: AcceptPorts, workspace: string, date: string, { key, versionId }: SetFile): Promise<DropSet | undefined> {
  const { sets } = await listStoredSets(ports, workspace, { from: date, to: date, limit: 50 });
  const holds = ({ set }: { set: DropSet }) => filesOf(set).some((file) => file.key === key && file.versionId === versionId);
  return sets.find(holds)?.set;
}

function toBase({ workspace, id, file, origin }: Arrival) {
  return { workspace, id, files: [toJobFile(file, 0)], createdAt: file.arrivedAt, origin };
}

function toFile(name: string, { bucketKey: key, versionId, sequencer }: UploadedObject, head: ObjectHead): SetFile {
  const { etag, size, contentType: type, lastModified: arrivedAt } = head;
  return { key, versionId, sequencer, etag, size, type, name, arrivedAt };
}

/** Whether the metadata itself says what to do. */
function isAsked({ operation, recipe, outputformat }: Readonly<Record<string, string>>): boolean {
  return [operation, recipe, outputformat].some((value) => value !== undefined && value.trim() !== "");
}

function pathOf({ workspace, file }: Arrival): string {
  return file.key.slice(`drops/${workspace}/`.length);
}
