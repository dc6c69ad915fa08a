import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** An app of one consumed queue, written for one test: what its function does is up to the test. */
export interface FixtureOptions {
  /** The body of `handler(event, context)`. */
  handler: string;
  timeoutSeconds?: number;
  memoryMegabytes?: number;
  visibilitySeconds?: number;
  maxReceives?: number;
  batchSize?: number;
  maximumConcurrency?: number;
}

/** Writes that app and answers its folder. Its function notes what happens by appending lines to `notes`. */
export async function writeFixture(options: FixtureOptions): Promise<{ root: string; notes: string }> {
  const notes = join(await mkdtemp(join(tmpdir(), "sluice-notes-")), "notes.txt");
  await writeFile(notes, "");
  const root = await writeApp(declarations(options), { "functions/consume.ts": consumer(options.handler, notes) });
  return { root, notes };
}

/** Writes an app that declares what `run` says, and answers its folder. */
export async function writeApp(run: string, files: Record<string, string>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "sluice-fixture-"));
  const config = `export default $config({ app: () => ({ name: "fixture", home: "aws" }), async run() {\n${run}\n} });\n`;
  for (const [name, text] of Object.entries({ ...files, "sst.config.ts": config })) await write(join(root, name), text);
  return root;
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

function declarations(options: FixtureOptions): string {
  const {
    timeoutSeconds = 5,
    memoryMegabytes = 256,
    visibilitySeconds = 1,
    maxReceives = 3,
    batchSize = 10,
    maximumConcurrency = 2,
  } = options;
  return `
    const dead = new sst.aws.Queue("Dead");
    const queue = new sst.aws.Queue("Queue", { visibilityTimeout: "${visibilitySeconds} seconds", dlq: { queue: dead.arn, retry: ${maxReceives} } });
    const settings = new sst.Linkable("Settings", { properties: { colour: "green" } });
    const consume = new sst.aws.Function("Consume", {
      handler: "functions/consume.handler", link: [settings], timeout: "${timeoutSeconds} seconds", memory: "${memoryMegabytes} MB",
    });
    queue.subscribe(consume.arn, {
      batch: { size: ${batchSize}, partialResponses: true },
      transform: { eventSourceMapping: { scalingConfig: { maximumConcurrency: ${maximumConcurrency} } } },
    });`;
}

function consumer(handler: string, notes: string): string {
  return `
import { appendFileSync } from "node:fs";
const note = (value) => appendFileSync(${JSON.stringify(notes)}, JSON.stringify(value) + "\\n");
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
export const handler = async (event, context) => {
${handler}
};
`;
}
