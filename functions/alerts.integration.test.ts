import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, it } from "vitest";
import { alertEvents } from "#core/alerts/alert-event";
import { putAlertSettings } from "#core/alerts/alert-settings";
import { createJobRequestSchema } from "#core/api/requests";
import { createJob } from "#core/jobs/create-job";
import { createWorkspaceId } from "#core/jobs/workspace-id";
import { listDeliveries, replayDelivery } from "#core/webhooks/deliveries";
import { createWebhook } from "#core/webhooks/manage-webhooks";
import { signWebhook } from "#core/webhooks/sign-webhook";
import { type Product, postFile, startProduct, waitUntil } from "./testing/running-product.ts";

interface Heard {
  headers: IncomingHttpHeaders;
  body: string;
}

let product: Product;
let s3: S3Client;
let server: Server;
const heard: Heard[] = [];
/** How the partner's server answers the next calls; well, when there is nothing left. */
const moods: ("fails" | "points elsewhere" | "is slow")[] = [];

beforeAll(async () => {
  product = await startProduct();
  const { endpoints, region, credentials } = product.stack;
  s3 = new S3Client({ region, credentials, endpoint: endpoints.s3, forcePathStyle: true });
  server = createServer(async (request, response) => {
    heard.push({ headers: request.headers, body: await text(request) });
    const mood = moods.shift();
    if (mood === "is slow") await sleep(1_500);
    response.writeHead(mood === undefined ? 204 : mood === "points elsewhere" ? 302 : 500, { location: "/elsewhere" }).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterAll(async () => {
  server.close();
  s3.destroy();
  await product.close();
});

/** A file that nobody watches. An empty one fails. */
async function drop(workspace: string, name: string, body: string, Metadata: Record<string, string> = {}): Promise<void> {
  const { name: Bucket } = JSON.parse(product.stack.resources.SST_RESOURCE_Uploads ?? "{}") as { name: string };
  await s3.send(
    new PutObjectCommand({ Bucket, Key: `drops/${workspace}/${name}`, Body: Buffer.from(body), ContentType: "text/csv", Metadata }),
  );
}

function mails(): string[] {
  const dir = join(dirname(product.logs), "mails");
  return readdirSync(dir).map((file) => readFileSync(join(dir, file), "utf8"));
}

it("a failed drop is mailed, and told to a webhook that fails, points elsewhere, is slow, and then well", async () => {
  const { ports } = product;
  const workspace = createWorkspaceId();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  const { webhook, secret } = await createWebhook(ports, { workspace, wish: { url, events: [...alertEvents], enabled: true } });
  moods.push("fails", "points elsewhere", "is slow");
  const delivery = async () => (await listDeliveries(ports, { workspace, webhook: webhook.id, limit: 5 })).deliveries[0];

  await drop(workspace, "stock.csv", "", { operation: "convert", outputformat: "json" });
  for (const count of [1, 2, 3]) await waitUntil(async () => ((await delivery())?.attempts.length ?? 0) >= count, `attempt ${count}`);
  // A replay need not wait for the sweep, as the fourth attempt would.
  await waitUntil(
    async () => replayDelivery(ports, { workspace, webhook: webhook.id, id: (await delivery())?.id ?? "" }).then(Boolean),
    "a replay",
  );
  await waitUntil(async () => (await delivery())?.state === "delivered", "the delivery");

  expect((await delivery())?.attempts.map(({ status }) => status)).toEqual([500, 302, 500, 204]);
  expect(new Set(heard.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  expect(new Set(heard.map(({ body }) => body)).size).toBe(1);
  for (const { headers, body } of heard) {
    const at = new Date(1000 * Number(headers["webhook-timestamp"]));
    expect(headers).toMatchObject(await signWebhook({ secret, id: String(headers["webhook-id"]), at, body }));
  }
  expect(JSON.parse(heard[0]?.body ?? "")).toMatchObject({
    type: "job.failed",
    data: { workspace, job: { status: "failed", source: "drop", error: { code: "empty-file" }, files: ["stock.csv"] } },
  });
  await waitUntil(() => mails().length > 0, "the mail");
  expect(mails()).toEqual([expect.stringMatching(/^To: owner@.*\nSubject: Failed: stock\.csv\n/)]);
});

it("rows set aside over the limit are mailed where the workspace asks for it, without a word of what stood in them", async () => {
  const { ports } = product;
  const workspace = createWorkspaceId();
  await putAlertSettings(ports, { workspace, guest: false, settings: { rejectPercent: 5, mail: "all" } });
  const csv = "id,name\r\n1,Ann\r\nGrace\r\n";
  const request = {
    operation: "convert",
    params: { to: "json" },
    onBadRow: "reject",
    files: [{ name: "short.csv", size: csv.length, type: "text/csv" }],
  };

  const { uploads } = await createJob(ports, { workspace, guest: false, request: createJobRequestSchema.parse(request) });
  for (const ticket of uploads) if (ticket.kind === "post") await postFile(ticket, csv);
  const about = () => mails().filter((mail) => mail.includes(workspace));
  await waitUntil(() => about().length > 0, "the mail");

  expect(about()).toEqual([expect.stringContaining("\nSubject: 50 % of the rows set aside: short.csv\n")]);
  expect(about()[0]).toContain("1 of 2 rows was set aside");
  expect(about()[0]).not.toContain("Grace");
});

it("a set that is not complete by its deadline is mailed with the names of what is missing", async () => {
  const workspace = createWorkspaceId();
  const about = () => mails().filter((mail) => mail.includes(workspace));

  await drop(workspace, "customers_20260301.csv", "id,first_name,last_name,customer_reference,status\r\n1,Ann,Lee,ade3-11ed,1\r\n");
  await waitUntil(async () => {
    // In place of waiting for the minute's.
    await product.stack.functions.invoke("Sweep", {});
    return about().length > 0;
  }, "the mail");

  expect(about()).toEqual([expect.stringContaining("\nSubject: Files are missing: the set of 2026-03-01\n")]);
  expect(about()[0]).toMatch(/orders_20260301\.csv.*items_20260301\.csv|items_20260301\.csv.*orders_20260301\.csv/);
  expect(about()[0]).not.toContain("Lee");
});
