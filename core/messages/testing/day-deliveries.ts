import { createJob } from "../../jobs/create-job.ts";
import type { Job } from "../../jobs/job.ts";
import type { MemoryPorts } from "../../jobs/testing/memory-ports.ts";
import type { Pipeline } from "../../jobs/testing/pipeline.ts";
import type { QueueMessage } from "../../ports/message-queue.ts";

/** What a day says: of each customer the orders, of each order the prices. */
export type DaySays = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

const utf8 = new TextEncoder();

/** The three files of a day. */
export function toDayFiles(day: DaySays, date: string): { name: string; content: string }[] {
  const orders = Object.entries(day).flatMap(([customer, some]) =>
    Object.entries(some).map(([order, prices]) => ({ customer, order, prices })),
  );
  const table = (name: string, header: string, rows: readonly string[]) => ({
    name: `${name}_${date}.csv`,
    content: `${[header, ...rows].join("\n")}\n`,
  });
  return [
    table(
      "customers",
      "customer_reference,status",
      Object.keys(day).map((customer) => `${customer},x`),
    ),
    table(
      "orders",
      "customer_reference,order_reference",
      orders.map(({ customer, order }) => `${customer},${order}`),
    ),
    table(
      "items",
      "id,order_reference,total_price",
      orders.flatMap(({ order, prices }) => prices.map((price, n) => `${order}-${n},${order},${price}`)),
    ),
  ];
}

/** Makes a job of a day's files, a second after the one before, and has S3 tell of them. */
export async function deliverDay(
  world: MemoryPorts,
  pipeline: Pick<Pipeline, "tell">,
  { workspace, date, day }: { workspace: string; date: string; day: DaySays },
): Promise<Job> {
  world.time.now = new Date(world.time.now.getTime() + 1000);
  const files = toDayFiles(day, date).map(({ name, content }) => ({ name, bytes: utf8.encode(content) }));
  const request = {
    operation: "customer-messages",
    params: {},
    files: files.map(({ name, bytes }) => ({ name, size: bytes.length, type: "text/csv" })),
  };
  const { job } = await createJob(world, { workspace, request, guest: false });
  for (const [index, { bytes }] of files.entries()) {
    const bucketKey = job.files[index]?.key ?? "";
    const { versionId } = world.objects.put("uploads", bucketKey, bytes, { job: job.id });
    pipeline.tell({ bucketKey, versionId, sequencer: "01" });
  }
  return job;
}

/**
 * What another system makes of what it receives, in whatever order and however often: of each id the highest revision counts. Throws
 * when one id and revision says two things.
 */
export function hear(messages: readonly QueueMessage[]): Record<string, unknown>[] {
  const heard = new Map<string, { revision: number; body: string }>();
  const bodies = new Map<string, string>();
  for (const { body, attributes } of messages) {
    const revision = Number(attributes.revision);
    const key = `${attributes.id}/${revision}`;
    if ((bodies.get(key) ?? body) !== body) throw new Error(`${key} says two things: ${bodies.get(key)} and ${body}`);
    bodies.set(key, body);
    const id = String(attributes.id);
    if ((heard.get(id)?.revision ?? 0) < revision) heard.set(id, { revision, body });
  }
  return [...heard.values()].map(({ body }) => JSON.parse(body) as Record<string, unknown>);
}

/** Customers with what they spent, as the other system knows them. */
export function spentByCustomer(messages: readonly QueueMessage[]): Record<string, [orders: unknown, spent: unknown]> {
  const customers = hear(messages).filter(({ type }) => type === "customer_message");
  return Object.fromEntries(
    customers.map((message) => [String(message.customer_reference), [message.number_of_orders, message.total_amount_spent] as const]),
  ) as Record<string, [unknown, unknown]>;
}
