/**
 * From dropping a 1 MB file to the success toast, in a real browser on the production build: 30 runs after one warm-up.
 * `npm run bench:flow` starts the product in a scratch home; `BENCH_URL` measures a running one instead.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "playwright";
import { requireBrowser } from "../scripts/find-browser.ts";

const runs = 30;
const fileBytes = 1_000_000;
const port = 3950;

function makeCsv(bytes: number): Buffer {
  const lines = ["order_id,customer,city,amount,note"];
  for (let size = 0, n = 1; size < bytes; n++) {
    const line = `${String(n).padStart(8, "0")},customer ${n % 997},"Saint-Étienne, Loire",${(n % 10_000) / 100},"said ""yes"" twice"`;
    lines.push(line);
    size += line.length + 1;
  }
  return Buffer.from(`${lines.join("\n")}\n`);
}

async function waitUntilReady(url: string): Promise<void> {
  const deadline = Date.now() + 180_000;
  while (Date.now() < deadline) {
    const ready = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(2_000) }).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${url} is not ready after 180 s`);
}

/** Milliseconds from the press on Start, and from the drop, to the toast that names the file. */
async function measure(page: Page, name: string, buffer: Buffer): Promise<{ fromStart: number; fromDrop: number }> {
  const dropped = performance.now();
  await page.getByLabel("Files", { exact: true }).setInputFiles({ name, mimeType: "text/csv", buffer });
  const start = page.getByRole("button", { name: "Start", exact: true });
  await start.click();
  const started = performance.now();
  await page.getByText(`${name} is ready`).first().waitFor();
  const shown = performance.now();
  // Many toasts at once become one, which names no file.
  await page.getByRole("button", { name: "Dismiss" }).first().click();
  return { fromStart: shown - started, fromDrop: shown - dropped };
}

function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN);
}

async function main(): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), "sluice-bench-"));
  let product: ChildProcess | undefined;
  if (process.env.BENCH_URL === undefined) {
    const env = { ...process.env, PORT: String(port), SLUICE_HOME: home, SLUICE_QUIET: "1" };
    product = spawn("node", ["local/main.ts", "start"], { env, stdio: ["ignore", "inherit", "inherit"] });
  }
  const url = process.env.BENCH_URL ?? `http://localhost:${port}`;
  await waitUntilReady(url);
  const browser = await chromium.launch({ executablePath: requireBrowser(), args: ["--no-sandbox", "--disable-background-networking"] });
  try {
    const page = await browser.newPage();
    await page.goto(url);
    const csv = makeCsv(fileBytes);
    await measure(page, "warm-up.csv", csv);
    const times: { fromStart: number; fromDrop: number }[] = [];
    for (let run = 1; run <= runs; run++) times.push(await measure(page, `run-${run}.csv`, csv));
    const fromDrop = times.map((time) => time.fromDrop);
    const fromStart = times.map((time) => time.fromStart);
    console.log(
      `${runs} runs, ${(csv.length / 1e6).toFixed(2)} MB, ${cpus().length} cores, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`,
    );
    console.log(`drop  → toast   p50 ${percentile(fromDrop, 0.5)} ms   p95 ${percentile(fromDrop, 0.95)} ms`);
    console.log(`start → toast   p50 ${percentile(fromStart, 0.5)} ms   p95 ${percentile(fromStart, 0.95)} ms`);
  } finally {
    await browser.close();
    if (product !== undefined) {
      const gone = new Promise((resolve) => product.once("exit", resolve));
      product.kill("SIGTERM");
      await gone;
    }
    rmSync(home, { recursive: true, force: true });
  }
}

await main();
