import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createWorkspaceId } from "#core/jobs/workspace-id";
import type { LinkStore } from "#core/ports/link-store";
import { createDocumentClient } from "./dynamo-client.ts";
import { createDynamoLinkStore } from "./dynamo-link-store.ts";
import { access, startTables } from "./testing/local-aws.ts";

const now = "2026-03-01T10:00:00.000Z";
const soon = "2026-03-01T10:15:00.000Z";

let close: () => Promise<void>;
let client: DynamoDBDocumentClient;
let links: LinkStore;

beforeAll(async () => {
  const tables = await startTables();
  close = tables.close;
  client = createDocumentClient({ ...access, endpoint: tables.endpoint });
  links = createDynamoLinkStore({ client, table: "jobs" });
});
afterAll(() => close());

test("a link opens what it was made for, once, until its time", async () => {
  const target = { workspace: createWorkspaceId(), guest: true };
  await links.put("a", { ...target, validUntil: soon });
  await links.put("b", { ...target, validUntil: soon });

  expect(await links.spend("a", now)).toEqual(target);
  expect(await links.spend("a", now)).toBe("used");
  expect(await links.spend("b", soon)).toBe("expired");
  expect(await links.spend("c", now)).toBe("unknown");
});

test("of many uses at the same time one succeeds", async () => {
  await links.put("raced", { workspace: createWorkspaceId(), guest: false, validUntil: soon });

  const spent = await Promise.all(Array.from({ length: 20 }, () => links.spend("raced", now)));
  const claimed = await Promise.all(Array.from({ length: 20 }, () => links.claim("raced too", now)));

  expect(spent.filter((outcome) => outcome !== "used")).toHaveLength(1);
  expect(claimed.filter(Boolean)).toHaveLength(1);
});

test("a claimed link is never one to spend", async () => {
  await links.claim("claimed", now);

  expect(await links.spend("claimed", now)).toBe("used");
});
