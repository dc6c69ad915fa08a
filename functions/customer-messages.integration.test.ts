import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSqsClient } from "#aws/sqs-client";
import { createJob } from "#core/jobs/create-job";
import type { Job } from "#core/jobs/job";
import { createWorkspaceId } from "#core/jobs/workspace-id";
import type { QueueMessage } from "#core/ports/message-queue";
import { createCsvJob, hasStatus, type Product, postFile, readResult, startProduct, waitForJob } from "./testing/running-product.ts";

const date = "20261121";
const header = {
  customers: "id,first_name,last_name,customer_reference,status",
  orders: "id,customer_reference,order_status,order_reference,order_timestamp",
  items: "id,order_reference,item_name,quantity,total_price",
};
type Tables = Record<keyof typeof header, string>;

const table = (role: keyof typeof header, ...rows: string[]) => `${[header[role], ...rows].join("\n")}\n`;
const worked: Tables = {
  customers: table("customers", "1,Ada,Lovelace,ade3-11ed,active"),
  orders: table("orders", "1,ade3-11ed,delivered,dc0aa69c,2026-11-21 10:00:00", "2,ade3-11ed,delivered,dc0ab1aa,2026-11-21 11:00:00"),
  items: table("items", "1,dc0aa69c,Table,1,20", "2,dc0aa69c,Chair,5,55", "3,dc0ab1aa,Lamp,1,12.5"),
};

let product: Product;
beforeAll(async () => {
  product = await startProduct();
  // On a busy machine a function's first start takes longer than these jobs may wait.
  const { job, uploads } = await createCsvJob(product.ports, createWorkspaceId(), "a\n1\n");
  const [ticket] = uploads;
  if (ticket?.kind === "post") await postFile(ticket, "a\n1\n");
  await Promise.allSettled([waitForJob(product.ports, job, hasStatus("succeeded"))]);
}, 180_000);
afterAll(() => product.close());

/** Three files in one call, uploaded in an order of their own, or all at the same moment. */
async function submit(workspace: string, tables: Tables, { order = [0, 1, 2], names = [] as string[] } = {}): Promise<Job> {
  const bodies = Object.values(tables);
  const files = Object.keys(tables).map((role, index) => ({
    name: names[index] ?? `${role}_${date}.csv`,
    size: Buffer.byteLength(bodies[index] ?? ""),
    type: "text/csv",
  }));
  const request = { operation: "customer-messages", params: {}, files };
  const { job, uploads } = await createJob(product.ports, { workspace, request, guest: true });
  const upload = async (index: number) => {
    const ticket = uploads[index];
    if (ticket?.kind !== "post") throw new Error("A small file goes up in one call.");
    expect(await postFile(ticket, bodies[index] ?? "")).toBeLessThan(300);
  };
  if (order.length === 0) await Promise.all(files.map((_, index) => upload(index)));
  for (const index of order) await upload(index);
  return await waitForJob(product.ports, { workspace, id: job.id }, hasStatus("succeeded", "failed"));
}

/** What another system receives: everything that is in the queue by now. */
async function receive(): Promise<QueueMessage[]> {
  const { queueUrl } = await import("#aws/resources");
  const client = createSqsClient();
  const QueueUrl = queueUrl("messages");
  const all: Message[] = [];
  for (;;) {
    const command = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] });
    const { Messages = [] } = await client.send(command);
    if (Messages.length === 0) break;
    all.push(...Messages);
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  }
  client.destroy();
  return all.map(({ Body = "", MessageAttributes = {} }) => ({
    body: Body,
    attributes: Object.fromEntries(Object.entries(MessageAttributes).map(([name, { StringValue = "" }]) => [name, StringValue])),
  }));
}

const lines = (messages: readonly QueueMessage[]) => messages.map(({ body }) => body).sort();

describe("customer messages, from upload to queue", () => {
  it.each([
    ["one after the other", [0, 1, 2]],
    ["the other way round", [2, 1, 0]],
    ["at the same moment", []],
  ])("are the worked example's, the files coming %s", async (_, order) => {
    const job = await submit(createWorkspaceId(), worked, { order });

    expect(job).toMatchObject({ status: "succeeded", counts: { in: 6, out: 6, rejected: 0, filtered: 0 }, applying: true });
    const message = '{"type":"customer_message","customer_reference":"ade3-11ed","number_of_orders":2,"total_amount_spent":87.5}';
    const [received, ...others] = await receive();
    expect(others).toEqual([]);
    expect(received?.body).toBe(message);
    const hash = expect.stringMatching(/^[0-9a-f]{64}$/);
    expect(received?.attributes).toEqual({ id: hash, subject: hash, revision: "1", content: hash });
    expect((await readResult(product.ports, job, "messages.ndjson")).text).toBe(`${message}\n`);
  });

  it("are sent once, however often a set comes, and again only where a correction says something else", async () => {
    const workspace = createWorkspaceId();
    const first = {
      ...worked,
      customers: table("customers", "1,Ada,Lovelace,ade3-11ed,active", "2,Bob,,b0b,active", "3,Eve,,e7e,left"),
      orders: `${worked.orders}3,e7e,new,1a57,\n`,
    };
    const corrected = {
      customers: table("customers", "2,Bob,,b0b,active", "1,Ada,Lovelace,ade3-11ed,active"),
      orders: `${worked.orders}3,b0b,new,0rd3r,\n`,
      items: `${worked.items}4,0rd3r,Vase,1,0.10\n5,0rd3r,Vase,1,-1\n`,
    };

    await submit(workspace, first);
    const sent = await receive();
    await submit(workspace, first, { order: [] });
    const again = await receive();
    await submit(workspace, corrected);
    const changed = await receive();
    await submit(workspace, corrected);

    expect(sent).toHaveLength(3);
    expect(again).toEqual([]);
    expect(await receive()).toEqual([]);
    expect(lines(changed)).toEqual([
      '{"type":"customer_message","customer_reference":"b0b","number_of_orders":1,"total_amount_spent":0.1}',
      '{"type":"customer_message","customer_reference":"e7e","number_of_orders":0,"total_amount_spent":0}',
      expect.stringMatching(
        /^\{"type":"error_message","customer_reference":"b0b","order_reference":"0rd3r".*"code":"bad-price".*"line":6\}$/,
      ),
    ]);
    const idOf = (messages: readonly QueueMessage[], customer: string) =>
      messages.find(({ body }) => body.includes(`"${customer}","number`))?.attributes;
    expect(idOf(changed, "b0b")).toMatchObject({ id: idOf(sent, "b0b")?.id, subject: idOf(sent, "b0b")?.subject, revision: "2" });
    expect(changed.map(({ attributes }) => attributes.revision).sort()).toEqual(["1", "2", "2"]);
  });

  it("are sent once when a set comes twice at the same moment", async () => {
    const workspace = createWorkspaceId();

    const jobs = await Promise.all([submit(workspace, worked, { order: [] }), submit(workspace, worked, { order: [] })]);

    expect(jobs.map(({ status }) => status)).toEqual(["succeeded", "succeeded"]);
    expect(await receive()).toHaveLength(1);
  });

  it("are of a workspace: another one's day of the same files is another", async () => {
    await submit(createWorkspaceId(), worked);
    await submit(createWorkspaceId(), worked);

    const [one, other] = await receive();

    expect(one?.body).toBe(other?.body);
    expect(one?.attributes.id).not.toBe(other?.attributes.id);
  });

  it("tell of orphans, repeated orders, bad prices and bad rows, and count every row", async () => {
    const job = await submit(createWorkspaceId(), {
      customers: table("customers", "1,,, c1 ,x", "2,,,c2,y"),
      orders: table("orders", "1,c1,x,o1  ,", "2,c2,x,o1,", "3,c9,x,o9,"),
      items: table("items", "1,o1,x,1,5", "2,o8,x,1,5", "3,o9,x,1,5", "4,o1,x,1,-2", "5,o1"),
    });

    const { text } = await readResult(product.ports, job, "messages.ndjson");
    const messages = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(
      messages.map(({ number_of_orders, total_amount_spent, code, file, line }) => [
        number_of_orders ?? code,
        total_amount_spent ?? `${file}:${line}`,
      ]),
    ).toEqual([
      [1, 5],
      [0, 0],
      ["repeated-order", `orders_${date}.csv:3`],
      ["unknown-customer", `orders_${date}.csv:4`],
      ["unknown-order", `items_${date}.csv:3`],
      ["bad-price", `items_${date}.csv:5`],
      ["too-few-fields", `items_${date}.csv:6`],
    ]);
    expect(job.counts).toEqual({ in: 10, out: 5, rejected: 5, filtered: 0 });
    expect(job.issues.find(({ code }) => code === "trimmed-reference")?.count).toBe(2);
    expect(lines(await receive())).toEqual(text.trimEnd().split("\n").sort());
  });

  it("are read from semicolons, a byte order mark and decimal commas, and from headers without rows", async () => {
    const workspace = createWorkspaceId();
    const dialects = {
      customers: "\ufeffcustomer_reference;status\r\nc1;x\r\nc2;y\r\n",
      orders: "order_reference;customer_reference\r\no1;c1\r\n",
      items: "order_reference;total_price;id\r\no1;12,50;1\r\no1;7;2\r\n",
    };
    const empty = { customers: table("customers"), orders: table("orders"), items: table("items") };

    await submit(workspace, dialects);
    const spent = lines(await receive());
    const nothing = await submit(createWorkspaceId(), empty);

    expect(spent[0]).toBe('{"type":"customer_message","customer_reference":"c1","number_of_orders":1,"total_amount_spent":19.5}');
    expect(nothing).toMatchObject({ status: "succeeded", counts: { in: 0, out: 0, rejected: 0, filtered: 0 } });
    expect(await receive()).toEqual([]);
  });

  it.each([
    ["of two dates", worked, ["", `orders_20261122.csv`, ""], "set-date-mismatch", /not all of one date/],
    ["with one missing", worked, ["", "", "posten.csv"], "set-incomplete", /the items \(items_20261121\.csv\) is missing/],
    ["without a column", { ...worked, items: "id,order_reference\n1,o\n" }, [], "wrong-columns", /“total_price”/],
    ["one of which is empty", { ...worked, orders: "" }, [], "empty-file", /orders_20261121/],
  ])("are not sent for files %s", async (_, tables, names, code, message) => {
    const job = await submit(createWorkspaceId(), tables, {
      names: names.map((name, index) => name || `${Object.keys(worked)[index]}_${date}.csv`),
    });

    expect(job).toMatchObject({ status: "failed", error: { code, message: expect.stringMatching(message) }, results: [] });
    expect(await receive()).toEqual([]);
  });
});
