import * as z from "zod/mini";
import { parseUploadKey } from "../jobs/object-keys.ts";
import { parseUploadEvent } from "../jobs/upload-event.ts";
import { parseJson } from "../parse-json.ts";
import type { DeadLetter } from "../ports/dead-letters.ts";
import { queryMessageSchema } from "../queries/query.ts";

/** What a message is about, and whose it is. */
export type LetterContent = { workspace: string } & (
  | { kind: "run"; job: string }
  /** What an attempt of a job left is made ready to be looked at. */
  | { kind: "analysis"; job: string }
  | { kind: "upload"; job: string; n: number; key: string; versionId: string }
  | { kind: "drop"; name: string; key: string; versionId: string }
  | { kind: "notice"; job: string }
  | { kind: "query"; query: string }
  | { kind: "alert"; job: string }
  | { kind: "delivery"; webhook: string; id: string }
);

const runSchema = z.looseObject({ workspace: z.string(), job: z.string(), analyse: z.optional(z.unknown()) });
const noticeSchema = z.looseObject({
  workspace: z.string(),
  message: z.union([
    z.looseObject({ type: z.literal("job"), job: z.looseObject({ id: z.string() }) }),
    z.looseObject({ type: z.literal("progress"), id: z.string() }),
  ]),
});
const alertSchema = z.union([
  z.looseObject({ type: z.literal("job"), workspace: z.string(), job: z.string() }),
  z.looseObject({ type: z.literal("delivery"), workspace: z.string(), webhook: z.string(), id: z.string() }),
]);

/** Reads a dead letter; null where it belongs to no workspace, or to more than one: such a letter is nobody's to see. */
export function readLetter({ queue, body }: Pick<DeadLetter, "queue" | "body">): LetterContent | null {
  switch (queue) {
    case "upload-events":
      return readUpload(body);
    case "work":
    case "analysis":
      return readRun(body);
    case "queries":
      return readQuery(body);
    case "notices":
      return readNotice(body);
    case "alerts":
      return readAlert(body);
  }
}

function readRun(body: string): LetterContent | null {
  const run = runSchema.safeParse(parseJson(body)).data;
  return run ? { kind: run.analyse === undefined ? "run" : "analysis", workspace: run.workspace, job: run.job } : null;
}

function readQuery(body: string): LetterContent | null {
  const asked = queryMessageSchema.safeParse(parseJson(body)).data;
  return asked ? { kind: "query", workspace: asked.workspace, query: asked.query } : null;
}

function readNotice(body: string): LetterContent | null {
  const notice = noticeSchema.safeParse(parseJson(body)).data;
  if (!notice) return null;
  const { workspace, message } = notice;
  return { kind: "notice", workspace, job: message.type === "job" ? message.job.id : message.id };
}

function readAlert(body: string): LetterContent | null {
  const alert = alertSchema.safeParse(parseJson(body)).data;
  if (!alert) return null;
  const { workspace } = alert;
  return alert.type === "job"
    ? { kind: "alert", workspace, job: alert.job }
    : { kind: "delivery", workspace, webhook: alert.webhook, id: alert.id };
}

/** S3 tells of one object in a message; should it tell of several, all must be of one workspace. */
function readUpload(body: string): LetterContent | null {
  const objects = parseObjects(body).map(({ bucketKey, versionId }) => ({ key: parseUploadKey(bucketKey), bucketKey, versionId }));
  const [first] = objects;
  if (!first || first.key.kind === "unknown") return null;
  const { workspace } = first.key;
  if (objects.some(({ key }) => key.kind === "unknown" || key.workspace !== workspace)) return null;
  const place = { workspace, key: first.bucketKey, versionId: first.versionId };
  return first.key.kind === "drop"
    ? { ...place, kind: "drop", name: first.key.name }
    : { ...place, kind: "upload", job: first.key.job, n: first.key.n };
}

/** A key that cannot be decoded may be why the message ended here: it must not keep the others from being seen. */
function parseObjects(body: string): ReturnType<typeof parseUploadEvent> {
  try {
    return parseUploadEvent(body);
  } catch (error) {
    if (error instanceof URIError) return [];
    throw error;
  }
}
