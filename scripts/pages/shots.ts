import type { Page } from "playwright";
import type { ExampleJobs } from "./example-jobs.ts";

/** A page in a state that people meet. */
export interface Shot {
  name: string;
  path: string;
  /** What a person does there first. */
  act?(page: Page): Promise<unknown>;
}

/** Before there is anything. */
export const emptyShots: readonly Shot[] = [
  { name: "jobs-empty", path: "/" },
  { name: "records-empty", path: "/records" },
  { name: "drops-empty", path: "/drops" },
  { name: "operations-empty", path: "/operations" },
  { name: "settings", path: "/settings" },
  { name: "not-found", path: "/nowhere" },
];

export function shotsOf({ clean, messy, load, failed }: ExampleJobs): Shot[] {
  const tabs = ["output", "input", "aside", "profile", "issues", "details"];
  return [
    { name: "jobs", path: "/" },
    { name: "jobs-no-match", path: "/?q=nothing-is-called-so" },
    { name: "operations", path: "/operations" },
    { name: "records", path: "/records" },
    { name: "drops", path: "/drops" },
    { name: "job-clean", path: `/jobs/${clean}` },
    ...tabs.map((tab) => ({ name: `job-messy-${tab}`, path: `/jobs/${messy}?tab=${tab}` })),
    { name: "job-load", path: `/jobs/${load}` },
    { name: "job-failed", path: `/jobs/${failed}` },
    { name: "palette", path: "/", act: (page) => page.keyboard.press("Control+k") },
    { name: "shortcuts", path: "/", act: (page) => page.keyboard.press("?") },
    { name: "composer", path: "/", act: compose },
    { name: "composer-result", path: "/", act: (page) => composeAt(page, /As it will be/) },
    { name: "composer-issues", path: "/", act: (page) => composeAt(page, /Issues/) },
  ];
}

const messyFile = "public/samples/messy-orders.csv";

async function compose(page: Page): Promise<void> {
  await page.locator("input[type=file]").first().setInputFiles(messyFile);
  await page.getByRole("button", { name: "Start", exact: true }).waitFor();
  await page.getByRole("tablist", { name: "Preview" }).waitFor();
}

async function composeAt(page: Page, tab: RegExp): Promise<void> {
  await compose(page);
  await page.getByRole("tab", { name: tab }).click();
}
