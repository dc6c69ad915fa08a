import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const forwarded = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Runs the same command by the Node that the project brings along; answers whether there is one. Ends as that one ends. */
export async function runByOwnNode(entryUrl: string): Promise<boolean> {
  const node = fileURLToPath(new URL("../node_modules/node/bin/node", entryUrl));
  if (!existsSync(node)) return false;
  const child = spawn(node, [fileURLToPath(entryUrl), ...process.argv.slice(2)], { stdio: "inherit" });
  const forward = (signal: NodeJS.Signals) => child.kill(signal);
  for (const signal of forwarded) process.on(signal, forward);
  const [status, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (...end) => resolve(end));
  });
  for (const name of forwarded) process.removeListener(name, forward);
  process.exitCode = status ?? 2;
  if (signal === "SIGPIPE") process.exitCode = 141;
  else if (signal) process.kill(process.pid, signal);
  return true;
}
