import { launch } from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";
import { requireBrowser } from "../find-browser.ts";
import { makeExampleJobs } from "./example-jobs.ts";
import { openSite } from "./open-site.ts";
import { Visitor } from "./visitor.ts";

const categories = ["performance", "accessibility", "best-practices"] as const;
const leastScore = 95;
const runs = 3;

/** Lighthouse on a production build: the dashboard and a job's page, as a desktop and as a phone have them. */
async function main(): Promise<void> {
  const site = await openSite();
  const visitor = new Visitor(site.url);
  const jobs = await makeExampleJobs(visitor);
  const browser = await launch({ chromePath: requireBrowser(), chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"] });
  let isBelow = false;
  try {
    for (const path of ["/operations", `/jobs/${jobs.messy}`, "/"]) {
      for (const device of ["desktop", "mobile"] as const) {
        const scores = await measure(`${site.url}${path}`, device, { port: browser.port, cookie: visitor.cookie });
        const line = categories.map((category) => `${category} ${scores[category]}`).join(", ");
        console.log(`${path.replace(jobs.messy, "…").padEnd(12)} ${device.padEnd(8)} ${line}`);
        isBelow ||= device === "desktop" && categories.some((category) => scores[category] < leastScore);
      }
    }
  } finally {
    browser.kill();
    await site.close();
  }
  if (isBelow) throw new Error(`A score on a desktop is below ${leastScore}.`);
}

type Scores = Record<(typeof categories)[number], number>;

/** The median of a few runs, in hundredths. */
async function measure(url: string, device: "desktop" | "mobile", { port, cookie }: { port: number; cookie: string }): Promise<Scores> {
  const seen: Scores[] = [];
  for (let run = 0; run < runs; run++) {
    const flags = { port, onlyCategories: [...categories], extraHeaders: { cookie }, logLevel: "error" as const };
    const result = await lighthouse(url, flags, device === "desktop" ? desktopConfig : undefined);
    if (!result) throw new Error(`Lighthouse said nothing about ${url}.`);
    const score = (category: string) => Math.round((result.lhr.categories[category]?.score ?? 0) * 100);
    seen.push({ performance: score("performance"), accessibility: score("accessibility"), "best-practices": score("best-practices") });
    if (run === 0 && process.env.LIGHTHOUSE_DETAILS !== undefined) tell(result.lhr);
  }
  return Object.fromEntries(categories.map((category) => [category, median(seen.map((scores) => scores[category]))])) as Scores;
}

interface Audits {
  audits: Record<string, { score: number | null; title: string; displayValue?: string }>;
}

function tell({ audits }: Audits): void {
  for (const { score, title, displayValue } of Object.values(audits)) {
    if (score !== null && score < 0.9)
      console.log(`    ${score.toFixed(2)} ${title}${displayValue === undefined ? "" : `: ${displayValue}`}`);
  }
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

await main();
