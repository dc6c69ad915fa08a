import { chromium, type Page } from "playwright";
import { requireBrowser } from "../../find-browser.ts";
import type { Calls, Usage } from "../product-measurement.ts";
import { describeCall } from "./describe-call.ts";

/** A person at the product's page, whose every request is counted. */
export interface Visitor {
  open(): Promise<void>;
  /** Gives the file to the page, starts the job, waits for the toast that says it is ready, and asks for the first result as a download does. */
  convert(file: { path: string; name: string }): Promise<{ outputBytes: number }>;
  /** What was asked since the last call of this. */
  takeCounts(): Usage["browser"];
  close(): Promise<void>;
}

const readyTimeoutMs = 600_000;

export async function startVisitor(url: string): Promise<Visitor> {
  const browser = await chromium.launch({ executablePath: requireBrowser(), args: ["--no-sandbox", "--disable-background-networking"] });
  const page = await browser.newPage();
  let counts = noCounts();
  watch(page, url, () => counts);
  return {
    async open() {
      await page.goto(url);
      await page.getByRole("status", { name: "Connection" }).getByText("Live").waitFor();
    },

    async convert({ path, name }) {
      const answered = page.waitForResponse((response) => response.request().method() === "POST" && response.url().endsWith("/api/jobs"));
      await page.getByLabel("Files", { exact: true }).setInputFiles(path);
      await page.getByRole("button", { name: "Start", exact: true }).click();
      const { job } = (await (await answered).json()) as { job: { id: string } };
      await page.getByText(`${name} is ready`).first().waitFor({ timeout: readyTimeoutMs });
      await page.getByRole("button", { name: "Dismiss" }).first().click();
      return await askForResult(page, `${url}/api/jobs/${job.id}`);
    },

    takeCounts() {
      const taken = counts;
      counts = noCounts();
      return taken;
    },

    close: () => browser.close(),
  };
}

/** Asked from within the page, so that these requests are counted as those of any visitor. */
async function askForResult(page: Page, jobUrl: string): Promise<{ outputBytes: number }> {
  return await page.evaluate(async (address) => {
    const { job } = (await (await fetch(address)).json()) as { job: { results: { name: string; bytes: number }[] } };
    const [first] = job.results;
    if (!first) throw new Error("The job has no result.");
    const link = (await (await fetch(`${address}/results/${first.name}?as=json`)).json()) as { url: string };
    const start = await fetch(link.url, { headers: { range: "bytes=0-0" } });
    await start.arrayBuffer();
    return { outputBytes: first.bytes };
  }, jobUrl);
}

function watch(page: Page, url: string, counts: () => Usage["browser"]): void {
  page.on("request", (request) => {
    const { origin, pathname, search } = new URL(request.url());
    if (origin === url) {
      // What stands still is not the function's to answer.
      const isStatic = !pathname.startsWith("/api/") && /^\/_next\/static\/|\.\w+$/.test(pathname);
      if (!isStatic) count(counts().site, `${request.method()} ${toRoute(pathname)}`);
      return;
    }
    const method = request.method();
    const call = describeCall({ method, path: pathname + search, target: "", status: 200, responseBytes: 0, body: "" });
    if (call && origin.startsWith("http")) count(counts().s3, call.operation);
  });
  page.on("websocket", (socket) => {
    socket.on("framesent", () => {
      counts().socketMessages += 1;
    });
  });
}

/** Ids out of a path, so that the requests of all jobs count as one kind. */
function toRoute(pathname: string): string {
  return pathname.replace(/^(\/(?:api\/)?jobs\/)[^/]+/, "$1{id}").replace(/\/(parts|uploads|results)\/[^/]+/g, "/$1/{}");
}

function count(calls: Calls, key: string): void {
  calls[key] = (calls[key] ?? 0) + 1;
}

function noCounts(): Usage["browser"] {
  return { site: {}, s3: {}, socketMessages: 0 };
}
