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

/** Writes the app and answers its folder. Its functions note what happens by appending lines to `notes`. */
export async function writeFixture(options: FixtureOptions): Promise<{ root: string; notes: string }> {
  const root = await mkdtemp(join(tmpdir(), "sluice-fixture-"));
  const notes = join(root, "notes.txt");
  await write(join(root, "sst.config.ts"), config(options));
  await write(join(root, "functions", "consume.ts"), consumer(options.handler, notes));
  await writeFile(notes, "");
  return { root, notes };
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

function config(options: FixtureOptions): string {
  const {
    timeoutSeconds = 5,
    memoryMegabytes = 256,
    visibilitySeconds = 1,
    maxReceives = 3,
    batchSize = 10,
    maximumConcurrency = 2,
  } = options;
  return `
export default $config({
  app: () => ({ name: "fixture", home: "aws" }),
  async run() {
    const dead = new sst.aws.Queue("Dead");
    const queue = new sst.aws.Queue("Queue", { visibilityTimeout: "${visibilitySeconds} seconds", dlq: { queue: dead.arn, retry: ${maxReceives} } });
    const settings = new sst.Linkable("Settings", { properties: { colour: "green" } });
    const consume = new sst.aws.Function("Consume", {
      handler: "functions/consume.handler", link: [settings], timeout: "${timeoutSeconds} seconds", memory: "${memoryMegabytes} MB",
    });
    queue.subscribe(consume.arn, {
      batch: { size: ${batchSize}, partialResponses: true },
      transform: { eventSourceMapping: { scalingConfig: { maximumConcurrency: ${maximumConcurrency} } } },
    });
  },
});
`;
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
