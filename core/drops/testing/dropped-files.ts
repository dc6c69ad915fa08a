import { acceptUpload, type UploadedObject } from "../../jobs/accept-upload.ts";
import type { MemoryPorts } from "../../jobs/testing/memory-ports.ts";
import { sampleWorkspace } from "../../jobs/testing/sample-job.ts";
import { createRule, type RuleContent } from "../save-rule.ts";

let sequence = 0;

/** Puts a file under a workspace's drops, as S3 would, and answers what S3 tells of it. */
export function drop(
  world: MemoryPorts,
  path: string,
  text = "id\r\n1\r\n",
  metadata: Record<string, string> = {},
  workspace = sampleWorkspace,
): UploadedObject {
  const bucketKey = `drops/${workspace}/${path}`;
  const { versionId } = world.objects.put("uploads", bucketKey, new TextEncoder().encode(text), metadata);
  sequence += 1;
  return { bucketKey, versionId, sequencer: sequence.toString(16).toUpperCase().padStart(16, "0") };
}

/** Puts a file there, and tells of it. */
export async function dropIn(
  world: MemoryPorts,
  ...file: Parameters<typeof drop> extends [unknown, ...infer Rest] ? Rest : never
): Promise<void> {
  await acceptUpload(world, drop(world, ...file));
}

export const sampleRule: RuleContent = {
  title: "A pair",
  enabled: true,
  files: ["left_{YYYYMMDD}.csv", "right_{YYYYMMDD}.csv"],
  operation: "convert",
  recipe: null,
  params: { to: "json" },
  onBadRow: null,
  deadline: null,
  waitSeconds: null,
  correctionSeconds: null,
};

export async function makeRule(world: MemoryPorts, patch: Partial<RuleContent> = {}, workspace = sampleWorkspace) {
  return await createRule(world, workspace, { ...sampleRule, ...patch });
}
