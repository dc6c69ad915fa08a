import { mergeIssues } from "../csv/issue-log.ts";
import type { Counts } from "../jobs/job.ts";
import { type Decisions, decideMessages } from "../messages/decide-messages.ts";
import { HeldDay } from "../messages/held-day.ts";
import { type Outgoing, sendMessages } from "../messages/send-messages.ts";
import { pickSetFiles, type SetRole, setRoles } from "../messages/set-files.ts";
import { type SetMessage, SetMessages } from "../messages/set-messages.ts";
import { SetTally } from "../messages/set-tally.ts";
import type { CustomerMessagesParams } from "./customer-messages-params.ts";
import type { FileReport } from "./file-report.ts";
import type { RunContext, RunOutcome } from "./operation.ts";
import { readSetFile } from "./read-set-file.ts";
import { RejectWriter } from "./reject-writer.ts";
import { nameRejects, nameResults } from "./result-names.ts";
import { RunOutputs } from "./run-outputs.ts";
import type { RunServices } from "./run-services.ts";

const flushLength = 256 * 1024;

type Context = RunContext<CustomerMessagesParams>;

/** Performs `customer-messages`: reads, compares with what was said of the day before, writes down, and only then sends. */
export async function runCustomerMessages(context: Context): Promise<RunOutcome> {
  const outputs = new RunOutputs(context.openOutput);
  try {
    return await runInto(outputs, context);
  } catch (error) {
    await outputs.abort();
    throw error;
  }
}

async function runInto(outputs: RunOutputs, context: Context): Promise<RunOutcome> {
  const set = pickSetFiles(context.files, context.params);
  const tally = new SetTally();
  const reports = await readSet(outputs, context, { files: set.files, tally });
  const fileNames = { customers: set.files.customers.name, orders: set.files.orders.name, items: set.files.items.name };
  const day: Day = { date: set.date, tally, messages: new SetMessages(tally, fileNames) };
  const told = context.services ? await tell(outputs, { ...context, services: context.services }, day) : await writeDown(outputs, day);
  const errors = (role: SetRole) => day.messages.errorsOf(role);
  const report = [
    { ...reports.customers, messages: { customers: tally.customers, errors: errors("customers"), ...told } },
    { ...reports.orders, messages: { errors: errors("orders") } },
    { ...reports.items, messages: { errors: errors("items"), itemsOfRefusedOrders: tally.itemsLeftOut } },
  ];
  const output = await outputs.open("report.json", "application/json");
  await output.write(new TextEncoder().encode(`${JSON.stringify(report, null, 2)}\n`));
  output.rows = report.length;
  return {
    counts: sumCounts(report),
    issues: mergeIssues(report.map(({ file, issues }) => ({ name: file, issues }))),
    results: await outputs.close(["messages.ndjson"]),
  };
}

async function readSet(
  outputs: RunOutputs,
  context: Context,
  { files, tally }: { files: Record<SetRole, Context["files"][number]>; tally: SetTally },
): Promise<Record<SetRole, FileReport>> {
  const names = nameResults(
    setRoles.map((role) => files[role].name),
    "ndjson",
  );
  const rejects = new RejectWriter(outputs, { namesFiles: true });
  const done = { rows: 0, bytes: 0 };
  const read = async (role: SetRole, index: number) => {
    const file = files[role];
    const report = await readSetFile(
      context,
      { role, file, tally },
      {
        rejects,
        rejectsName: nameRejects(names[index] ?? "", "ndjson", setRoles.length),
        placeInMessages: `${file.name}: `,
        progress: (rows, bytes) => context.progress(done.rows + rows, done.bytes + bytes),
      },
    );
    done.rows += report.counts.in;
    done.bytes += file.size ?? report.bytes;
    return report;
  };
  // One after the other: an order is of a customer who is known, an item of an order.
  return { customers: await read("customers", 0), orders: await read("orders", 1), items: await read("items", 2) };
}

interface Day {
  date: string;
  tally: SetTally;
  messages: SetMessages;
}

/** What became of a day's messages. */
interface Told {
  /** By this job, in whichever attempt. */
  sent: number;
  unchanged: number;
  /** Customers whom an earlier delivery named, and who are told to have nothing. */
  vanishedCustomers: number;
  /** Errors that an earlier delivery had. Nobody is told. */
  vanishedErrors: number;
}

/** Sends what is to be sent; the list is complete before the first message goes. */
async function tell(outputs: RunOutputs, context: Context & { services: RunServices }, day: Day): Promise<Told> {
  const { services, signal } = context;
  const messageDay = { workspace: services.workspace, day: day.date };
  const held = await HeldDay.take(services, messageDay, signal);
  let isDone = false;
  try {
    const decisions = await decideMessages({ ...services, day: messageDay, date: day.date, signal }, day.messages);
    for (const { customer, decision } of decisions.vanished) {
      day.tally.addVanished(customer);
      decisions.customers.push(decision);
    }
    await writeDown(outputs, day);
    const isToSend = [decisions.customers, decisions.errors].some((some) => some.some((decision) => decision !== 0));
    if (isToSend) {
      await held.begin();
      await sendMessages({ services, day: messageDay, date: day.date, held, signal }, outgoingOf(day, decisions));
    }
    isDone = isToSend;
    return toTold(day, decisions);
  } finally {
    // A day that cannot be given back now is free when the hold ends.
    await Promise.allSettled([held.end({ finished: isDone })]);
  }
}

function toTold({ messages }: Day, { ownMessages, vanished, vanishedErrors }: Decisions): Told {
  const all = messages.customers + messages.errors;
  return { sent: ownMessages, unchanged: all - ownMessages, vanishedCustomers: vanished.length, vanishedErrors };
}

async function writeDown(outputs: RunOutputs, { messages }: Day): Promise<null> {
  const output = await outputs.open("messages.ndjson", "application/x-ndjson");
  const utf8 = new TextEncoder();
  let text = "";
  for (const { body } of inOrder(messages)) {
    text += `${body}\n`;
    if (text.length < flushLength) continue;
    await output.write(utf8.encode(text));
    text = "";
  }
  if (text !== "") await output.write(utf8.encode(text));
  output.rows = messages.customers + messages.errors;
  return null;
}

function* inOrder(messages: SetMessages): Generator<SetMessage> {
  for (const index of messages.customersInOrder()) yield messages.customerAt(index);
  for (let index = 0; index < messages.errors; index++) yield messages.errorAt(index);
}

function* outgoingOf({ messages }: Day, { customers, errors }: Decisions): Generator<Outgoing> {
  for (const index of messages.customersInOrder()) {
    const decision = customers[index] ?? 0;
    if (decision !== 0) yield toOutgoing(messages.customerAt(index), decision);
  }
  for (const [index, decision] of errors.entries()) if (decision !== 0) yield toOutgoing(messages.errorAt(index), decision);
}

function toOutgoing(message: SetMessage, decision: number): Outgoing {
  return { message, revision: Math.abs(decision), isStored: decision < 0 };
}

function sumCounts(reports: readonly FileReport[]): Counts {
  const sum: Counts = { in: 0, out: 0, rejected: 0, filtered: 0 };
  for (const { counts } of reports) {
    sum.in += counts.in;
    sum.out += counts.out;
    sum.rejected += counts.rejected;
    sum.filtered += counts.filtered;
  }
  return sum;
}
