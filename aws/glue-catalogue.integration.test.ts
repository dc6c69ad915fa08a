import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateTableCommand, GetTableCommand, GetTablesCommand, type GlueClient, UpdateTableCommand } from "@aws-sdk/client-glue";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { catalogueName } from "#core/lake/catalogue-name";
import type { LakeTable } from "#core/lake/lake-table";
import { createGlueServer, type GlueServer } from "#local/glue/glue-server";
import { createGlueCatalogue, createGlueClient } from "./glue-catalogue.ts";
import { access } from "./testing/local-aws.ts";

const workspace = "ws_0123456789abcdefghjkmnpqrs";
const database = "lake_test";
let dir: string;
let server: GlueServer;
let client: GlueClient;
const { signal } = new AbortController();

async function start(): Promise<void> {
  server = await createGlueServer({ dir, port: 0, ...access, databases: () => [database] });
  client = createGlueClient({ ...access, endpoint: server.url });
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "sluice-glue-"));
  await start();
});
afterAll(async () => {
  client.destroy();
  await server.close();
  await rm(dir, { recursive: true });
});

const catalogue = () => createGlueCatalogue({ client, database, bucket: "lake-bucket" });
const at = (minute: number) => `2026-01-01T00:${String(minute).padStart(2, "0")}:00.000Z`;

function tableOf(name: string, change: Partial<LakeTable> = {}): LakeTable {
  const columns = [{ name: "id", type: "integer" as const, header: "ID" }];
  return {
    name,
    columns,
    typeChanges: "reject",
    current: name,
    years: { from: 2025, to: 2026 },
    createdAt: at(0),
    updatedAt: at(0),
    ...change,
  };
}

async function read(name: string) {
  const { Table } = await client.send(new GetTableCommand({ DatabaseName: database, Name: catalogueName({ workspace, table: name }) }));
  return Table;
}

describe("the catalogue on Glue", () => {
  it("knows a table by its files, its columns and the partitions that are projected", async () => {
    const types = ["text", "integer", "decimal", "boolean", "date", "timestamp"] as const;
    const columns = types.map((type) => ({ name: `a_${type}`, type, header: type }));

    await catalogue().put({ workspace, table: tableOf("typed", { columns }) }, signal);

    const table = await read("typed");
    expect(table?.StorageDescriptor?.Columns?.map(({ Type }) => Type)).toEqual([
      "string",
      "bigint",
      "decimal(38,9)",
      "boolean",
      "date",
      "timestamp",
      "timestamp",
    ]);
    expect(table?.PartitionKeys).toEqual(["year", "month", "day", "hour"].map((Name) => ({ Name, Type: "int" })));
    expect(table?.StorageDescriptor?.Location).toBe(`s3://lake-bucket/lake/${workspace}/typed/`);
    expect(table?.Parameters).toMatchObject({
      "projection.enabled": "true",
      "projection.year.range": "2025,2026",
      "projection.month.digits": "2",
      "storage.location.template": `s3://lake-bucket/lake/${workspace}/typed/year=\${year}/month=\${month}/day=\${day}/hour=\${hour}`,
    });
  });

  it("is not touched by the same again", async () => {
    await catalogue().put({ workspace, table: tableOf("same") }, signal);
    await catalogue().put({ workspace, table: tableOf("same") }, signal);

    expect((await read("same"))?.VersionId).toBe("0");
  });

  it("gets what is new and keeps it when an older document comes late", async () => {
    const wide = [...tableOf("late").columns, { name: "more", type: "text" as const, header: "More" }];
    await catalogue().put({ workspace, table: tableOf("late") }, signal);
    await catalogue().put({ workspace, table: tableOf("late", { columns: wide, updatedAt: at(2) }) }, signal);
    await catalogue().put({ workspace, table: tableOf("late", { years: { from: 2024, to: 2026 }, updatedAt: at(1) }) }, signal);

    const table = await read("late");
    expect(table?.StorageDescriptor?.Columns?.map(({ Name }) => Name)).toEqual(["id", "more", "_time"]);
    expect(table?.VersionId).toBe("1");
  });

  it("ends at the latest document, whoever is fastest", async () => {
    const names = Array.from({ length: 8 }, (_, index) => `c${index}`);
    const tables = names.map((_, index) => {
      const columns = names.slice(0, index + 1).map((name) => ({ name, type: "text" as const, header: name }));
      return tableOf("raced", { columns, updatedAt: at(index) });
    });

    await Promise.all(tables.map((table) => catalogue().put({ workspace, table }, signal)));

    expect((await read("raced"))?.StorageDescriptor?.Columns?.map(({ Name }) => Name)).toEqual([...names, "_time"]);
  });

  it("forgets a table, also one that is gone", async () => {
    await catalogue().put({ workspace, table: tableOf("gone") }, signal);

    await catalogue().remove({ workspace, name: "gone" }, signal);
    await catalogue().remove({ workspace, name: "gone" }, signal);

    await expect(read("gone")).rejects.toMatchObject({ name: "EntityNotFoundException" });
  });

  it("is there again after its process was killed", async () => {
    await catalogue().put({ workspace, table: tableOf("kept") }, signal);
    client.destroy();
    await server.close();

    await start();

    expect((await read("kept"))?.StorageDescriptor?.Columns).toHaveLength(2);
  });
});

describe("Glue's refusals", () => {
  const TableInput = { Name: "refused" };

  it("are those of Glue", async () => {
    await client.send(new CreateTableCommand({ DatabaseName: database, TableInput }));
    const again = client.send(new CreateTableCommand({ DatabaseName: database, TableInput }));
    await expect(again).rejects.toMatchObject({ name: "AlreadyExistsException" });
    const stale = client.send(new UpdateTableCommand({ DatabaseName: database, TableInput, VersionId: "7" }));
    await expect(stale).rejects.toMatchObject({ name: "ConcurrentModificationException" });
    const elsewhere = client.send(new CreateTableCommand({ DatabaseName: "other", TableInput }));
    await expect(elsewhere).rejects.toMatchObject({ name: "EntityNotFoundException" });
    const nameless = client.send(new CreateTableCommand({ DatabaseName: database, TableInput: { Name: "" } }));
    await expect(nameless).rejects.toMatchObject({ name: "InvalidInputException" });
  });

  it("meet whoever has other credentials", async () => {
    const stranger = createGlueClient({ ...access, credentials: { accessKeyId: "local", secretAccessKey: "wrong" }, endpoint: server.url });

    await expect(stranger.send(new GetTablesCommand({ DatabaseName: database }))).rejects.toMatchObject({
      name: "InvalidSignatureException",
    });
    stranger.destroy();
  });

  it("pages its tables", async () => {
    const first = await client.send(new GetTablesCommand({ DatabaseName: database, MaxResults: 2 }));
    const second = await client.send(new GetTablesCommand({ DatabaseName: database, MaxResults: 2, NextToken: first.NextToken }));

    expect(first.TableList).toHaveLength(2);
    expect(second.TableList?.[0]?.Name).not.toBe(first.TableList?.[0]?.Name);
  });
});
