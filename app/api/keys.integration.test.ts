import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createKeyResponseSchema, keysResponseSchema } from "#core/api/keys-api";
import { createWebhookResponseSchema, deliveriesResponseSchema, webhooksResponseSchema } from "#core/api/webhooks-api";
import { type Client, createClient, expectProblem, make, newJob, send } from "./testing/call-handler.ts";
import { startTestStack } from "./testing/test-stack.ts";

let stack: Awaited<ReturnType<typeof startTestStack>>;

beforeAll(async () => {
  stack = await startTestStack("test-keys");
});
afterAll(() => stack.close());

async function makeKey(client: Client, request: unknown = { name: "nightly" }) {
  const response = await client("POST", "/api/keys", request);
  expect(response.status).toBe(201);
  return createKeyResponseSchema.parse(await response.json());
}

/** A program that has nothing but a key. */
function withKey(secret: string) {
  return (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    send(method, path, {
      headers: { "x-api-key": secret, ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
}

const hook = { url: "https://example.com/hook", events: ["job.failed"] };

describe("an API key", () => {
  test("works for its workspace from anywhere, without a cookie", async () => {
    const client = createClient();
    const { job } = await make(client);
    const { secret } = await makeKey(client);

    const bearer = await send("GET", `/api/jobs/${job.id}`, { headers: { authorization: `Bearer ${secret}` } });
    const made = await withKey(secret)("POST", "/api/jobs", newJob, { origin: "https://elsewhere.example" });

    expect(await bearer.json()).toMatchObject({ job: { id: job.id, workspace: job.workspace } });
    expect(bearer.headers.get("set-cookie")).toBeNull();
    expect(await made.json()).toMatchObject({ job: { workspace: job.workspace } });
  });

  test("opens no job, key or webhook of another workspace", async () => {
    const [mine, theirs] = [createClient(), createClient()];
    const { secret } = await makeKey(mine, { name: "all", scopes: ["work", "manage"] });
    const { job } = await make(theirs);
    const { key } = await makeKey(theirs);
    const made = await theirs("POST", "/api/webhooks", hook);
    const { webhook } = createWebhookResponseSchema.parse(await made.json());
    const call = withKey(secret);
    const delivery = `/api/webhooks/${webhook.id}/deliveries/msg_${"0".repeat(26)}/replay`;

    for (const [method, path, body] of [
      ["GET", `/api/jobs/${job.id}`],
      ["DELETE", `/api/jobs/${job.id}`],
      ["POST", `/api/jobs/${job.id}/cancel`],
      ["GET", `/api/jobs/${job.id}/results/report.json`],
      ["DELETE", `/api/keys/${key.id}`],
      ["GET", `/api/webhooks/${webhook.id}`],
      ["PUT", `/api/webhooks/${webhook.id}`, hook],
      ["DELETE", `/api/webhooks/${webhook.id}`],
      ["POST", `/api/webhooks/${webhook.id}/ping`],
      ["GET", `/api/webhooks/${webhook.id}/deliveries`],
      ["POST", delivery],
    ] as const) {
      await expectProblem(await call(method, path, body), 404, "not-found");
    }
    expect(webhooksResponseSchema.parse(await (await call("GET", "/api/webhooks")).json()).webhooks).toEqual([]);
  });

  test("makes no keys, links or webhooks unless it may", async () => {
    const client = createClient();
    const worker = withKey((await makeKey(client)).secret);
    const manager = withKey((await makeKey(client, { name: "admin", scopes: ["manage"] })).secret);

    for (const [method, path, body] of [
      ["GET", "/api/keys"],
      ["POST", "/api/keys", { name: "more" }],
      ["POST", "/api/invitations"],
      ["POST", "/api/webhooks", hook],
      ["PUT", "/api/alerts", { rejectPercent: 1, mail: "none" }],
    ] as const) {
      await expectProblem(await worker(method, path, body), 403, "not-allowed");
      expect((await manager(method, path, body)).status).toBeLessThan(300);
    }
  });

  test("is told once, listed without what it is, and none from the moment it is revoked", async () => {
    const client = createClient();
    const { key, secret } = await makeKey(client);
    expect((await withKey(secret)("GET", "/api/jobs")).status).toBe(200);

    const listed = await (await client("GET", "/api/keys")).text();
    const revoked = await client("DELETE", `/api/keys/${key.id}`);

    expect(keysResponseSchema.parse(JSON.parse(listed)).keys).toMatchObject([
      { name: "nightly", lastUsedOn: expect.stringMatching(/^\d{4}-/) },
    ]);
    expect(listed).not.toContain(secret.slice(key.prefix.length));
    expect(revoked.status).toBe(204);
    await expectProblem(await withKey(secret)("GET", "/api/jobs"), 401, "invalid-key");
    await expectProblem(await send("GET", "/api/jobs", { headers: { "x-api-key": secret } }), 401, "invalid-key");
  });

  test("that nobody made does not become a guest", async () => {
    await expectProblem(await withKey(`sluice_${"A".repeat(43)}`)("GET", "/api/jobs"), 401, "invalid-key");
    await expectProblem(await withKey("anything")("POST", "/api/jobs", newJob), 401, "invalid-key");
  });
});

describe("a webhook", () => {
  test("tells its secret once, is changed, pinged, looked at and deleted", async () => {
    const client = createClient();
    const made = await client("POST", "/api/webhooks", hook);
    const { webhook, secret } = createWebhookResponseSchema.parse(await made.json());
    const path = `/api/webhooks/${webhook.id}`;

    const listed = await (await client("GET", "/api/webhooks")).text();
    const changed = await client("PUT", path, { url: "http://127.0.0.1:9/hook", events: ["job.failed", "set.incomplete"] });
    const pinged = await client("POST", `${path}/ping`);
    const deliveries = await client("GET", `${path}/deliveries`);
    const deleted = await client("DELETE", path);

    expect(listed).toContain(webhook.id);
    expect(listed).not.toContain(secret);
    expect(await changed.json()).toMatchObject({ webhook: { url: "http://127.0.0.1:9/hook", events: ["job.failed", "set.incomplete"] } });
    expect(pinged.status).toBe(200);
    expect(deliveriesResponseSchema.parse(await deliveries.json()).deliveries).toMatchObject([{ event: "ping" }]);
    expect(deleted.status).toBe(204);
    await expectProblem(await client("GET", path), 404, "not-found");
  });

  test.each([
    [{ ...hook, url: "http://example.com" }, 422, "invalid-webhook"],
    [{ ...hook, url: "nowhere" }, 422, "invalid-webhook"],
    [{ ...hook, events: ["job.exploded"] }, 400, "invalid-request"],
    [{ ...hook, events: [] }, 400, "invalid-request"],
    [{ ...hook, secret: "mine" }, 400, "invalid-request"],
  ])("cannot be %j", async (request, status, code) => {
    await expectProblem(await createClient()("POST", "/api/webhooks", request), status, code);
  });
});

test("what people hear of is kept, and a guest cannot fill the stage's mailbox", async () => {
  const client = createClient();

  expect(await (await client("GET", "/api/alerts")).json()).toEqual({ settings: { rejectPercent: 5, mail: "drops" }, hasAddress: true });
  expect((await client("PUT", "/api/alerts", { rejectPercent: 12.5, mail: "none" })).status).toBe(200);
  expect(await (await client("GET", "/api/alerts")).json()).toMatchObject({ settings: { rejectPercent: 12.5, mail: "none" } });
  await expectProblem(await client("PUT", "/api/alerts", { rejectPercent: 1, mail: "all" }), 403, "not-allowed");
});
