import { mergeIssues } from "../../csv/issue-log.ts";
import { pickSetFiles, type SetRole, setRoles } from "../../messages/set-files.ts";
import { SetMessages } from "../../messages/set-messages.ts";
import { SetTally } from "../../messages/set-tally.ts";
import { messagesInOrder, type ReadDay, tellDay } from "../../messages/tell-day.ts";
import type { RunContext, RunOutcome } from "../operation.ts";
import type { FileReport } from "../results/file-report.ts";
import { RejectWriter } from "../results/reject-writer.ts";
import { nameRejects, nameResults } from "../results/result-names.ts";
import { RunOutputs } from "../results/run-outputs.ts";
import { sumCounts } from "../results/sum-counts.ts";
import type { CustomerMessagesParams } from "./customer-messages-params.ts";
import { readSetFile } from "./read-set-file.ts";

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
  const day: ReadDay = { date: set.date, tally, messages: new SetMessages(tally, fileNames) };
  const { services, signal } = context;
  const write = () => writeDown(outputs, day);
  // Without a server there is nobody to tell: what would be said is written down.
  const told = services ? await tellDay({ services, signal }, day, write) : await write();
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

async function writeDown(outputs: RunOutputs, { messages }: ReadDay): Promise<void> {
  const output = await outputs.open("messages.ndjson", "application/x-ndjson");
  const utf8 = new TextEncoder();
  let text = "";
  for (const { body } of messagesInOrder(messages)) {
    text += `${body}\n`;
    if (text.length < flushLength) continue;
    await output.write(utf8.encode(text));
    text = "";
  }
  if (text !== "") await output.write(utf8.encode(text));
  output.rows = messages.customers + messages.errors;
}
