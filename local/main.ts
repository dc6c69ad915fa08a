import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { printLogs } from "./print-logs.ts";
import { buildSiteWhereChanged } from "./site/run-site.ts";
import { type Stack, startStack } from "./stack.ts";

const usage = `Usage: node local/main.ts start | dev | aws | build | logs [WORD]
  start   the whole product on this machine
  dev     the same with hot reload
  aws     the services and functions only, without the web app
  build   only builds the web app, where it changed
  logs    what every part has logged, in order: all of it, or the lines that hold a word such as a job's id
Environment: PORT (3000), SLUICE_HOME (.sluice), SLUICE_QUIET=1`;

const root = fileURLToPath(new URL("..", import.meta.url));
const [mode, word = ""] = process.argv.slice(2);
const isQuiet = process.env.SLUICE_QUIET === "1";

if (mode !== "start" && mode !== "dev" && mode !== "aws" && mode !== "build" && mode !== "logs") {
  console.error(usage);
  process.exit(2);
}
const port = Number(process.env.PORT || 3000);
if (!Number.isInteger(port) || port < 1 || port > 65_530) {
  console.error(`PORT is ${process.env.PORT}, which is no port from 1 to 65530.`);
  process.exit(2);
}

let running: Stack | undefined;
let isStopping = false;
const startedAt = Date.now();
const home = resolve(process.env.SLUICE_HOME || resolve(root, ".sluice"));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(signal));
try {
  if (mode === "logs") await printLogs({ dir: join(home, "logs"), word }, (line) => process.stdout.write(`${line}\n`));
  else if (mode === "build") await buildSiteWhereChanged(root, tell);
  else await run(mode);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

async function run(part: "start" | "dev" | "aws"): Promise<void> {
  tell(part === "start" ? "Starting Sluice… (the first start builds the web app)" : "Starting…");
  running = await startStack({
    home,
    quiet: isQuiet,
    web: part === "aws" ? false : part === "dev" ? "dev" : true,
    ports: {
      web: port,
      s3: port + 1,
      sqs: port + 2,
      dynamodb: port + 3,
      websocket: port + 4,
      sns: port + 5,
      glue: port + 6,
      athena: port + 7,
    },
  });
  await announce(running);
}

async function announce(stack: Stack): Promise<void> {
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  tell(
    stack.webUrl ? `Sluice is ready at ${stack.webUrl} (${seconds} s)` : `The local AWS is ready (${seconds} s): ${home}/endpoints.json`,
  );
  // The first file should not wait for processes to start.
  const warming = stack.graph.functions.map(({ id }) =>
    stack.functions.warm(id).catch((error: Error) => {
      if (!isStopping) console.error(`${id} does not start: ${error.message}`);
    }),
  );
  await Promise.all(warming);
}

async function stop(signal: NodeJS.Signals): Promise<void> {
  // While it starts, and when asked twice, it ends at once: the children follow, and nothing on disk minds.
  if (!running || isStopping) process.exit(1);
  isStopping = true;
  tell(`${signal}: stopping.`);
  await running.close();
  process.exit(0);
}

function tell(text: string): void {
  if (!isQuiet) process.stdout.write(`${text}\n`);
}
