import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import type { LakeTable } from "#core/lake/lake-table";
import { fixtures } from "#core/lake/sql/testing/fixtures";
import type { LakeSession } from "#core/ports/engine";
import { createFixtureLake, type FixtureLake } from "#engine/testing/fixture-lake";
import { type AthenaServer, createAthenaServer } from "#local/athena/athena-server";
import { createGlueServer } from "#local/glue/glue-server";
import { createAthenaClient } from "../athena-engine.ts";
import { createGlueCatalogue, createGlueClient } from "../glue-catalogue.ts";
import { createS3Client } from "../s3-clients.ts";
import { createS3ObjectStore } from "../s3-object-store.ts";
import { access, startBuckets } from "./local-aws.ts";

export const database = "lake_test";
export const workgroup = "lake-test";

/** The suite's tables in a lake on the local S3, known to a Glue and an Athena of their own. */
export async function startAthena(session: LakeSession, { bytesPerQuery = 10_000_000 } = {}) {
  const dir = await mkdtemp(join(tmpdir(), "sluice-athena-test-"));
  const buckets = await startBuckets();
  const s3 = createS3Client({ ...access, endpoint: buckets.endpoint });
  const signal = new AbortController().signal;
  const lake = await createFixtureLake(session);
  await s3.send(new CreateBucketCommand({ Bucket: "lake" })).catch((error: Error) => {
    if (error.name !== "BucketAlreadyOwnedByYou") throw error;
  });
  await copyObjects(lake);
  const glue = await createGlueServer({ dir: join(dir, "glue"), port: 0, ...access, databases: () => [database] });
  const glueClient = createGlueClient({ ...access, endpoint: glue.url });
  const catalogue = createGlueCatalogue({ client: glueClient, database, bucket: "lake" });
  const putTable = (table: LakeTable) => catalogue.put({ workspace: lake.workspace, table }, signal);
  for (const { table } of fixtures) await putTable(table);
  const group = { name: workgroup, bytesPerQuery, outputLocation: "s3://results/athena/", engineVersion: "Athena engine version 3" };
  const open = () => createAthenaServer({ dir: join(dir, "athena"), port: 0, ...access, s3, glue: glue.store, workgroups: () => [group] });
  const athena: AthenaServer = await open();

  async function copyObjects({ workspace, objects }: FixtureLake): Promise<void> {
    for (const { key, etag } of (await objects.list("lake", `lake/${workspace}/`, { signal })).objects) {
      const parts: Uint8Array[] = [];
      for await (const part of objects.read("lake", key, { etag, signal })) parts.push(part);
      await s3.send(new PutObjectCommand({ Bucket: "lake", Key: key, Body: Buffer.concat(parts) }));
    }
  }

  return {
    lake,
    athena,
    group,
    putTable,
    open,
    client: createAthenaClient({ ...access, endpoint: athena.url }),
    objects: createS3ObjectStore({ client: s3, signingClient: s3, bucketName: (bucket) => bucket }),
    async close() {
      await athena.close();
      glueClient.destroy();
      await glue.close();
      s3.destroy();
      await buckets.close();
      await rm(dir, { recursive: true });
    },
  };
}

export type LocalAthena = Awaited<ReturnType<typeof startAthena>>;
