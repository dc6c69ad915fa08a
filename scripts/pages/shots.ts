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
    { name: "job-pending", path: `/jobs/${clean}`, act: pendingAnalysis },
    { name: "job-fixing", path: `/jobs/${messy}?tab=aside`, act: fixAll },
    { name: "job-selection", path: `/jobs/${clean}?tab=output`, act: selectCells },
    { name: "job-undo", path: `/jobs/${load}`, act: (page) => page.getByRole("button", { name: "Undo" }).click() },
    { name: "job-files", path: `/jobs/${clean}`, act: (page) => page.getByRole("button", { name: "Other files" }).click() },
    { name: "job-gone", path: "/jobs/nothing" },
    { name: "imports", path: "/records?view=imports" },
    { name: "record", path: "/records", act: (page) => page.getByRole("button", { name: "c2" }).click() },
    { name: "rule", path: "/drops", act: (page) => page.getByRole("button", { name: "New rule" }).click() },
    { name: "webhook", path: "/settings", act: (page) => page.getByRole("button", { name: "New webhook" }).click() },
    { name: "dead-letters", path: "/operations", act: deadLetters },
    { name: "bell", path: "/", act: (page) => page.getByRole("button", { name: /^Notifications/ }).click() },
    { name: "toast", path: "/", act: toast },
    { name: "palette", path: "/", act: (page) => page.keyboard.press("Control+k") },
    { name: "palette-on-job", path: `/jobs/${messy}`, act: (page) => page.keyboard.press("Control+k") },
    { name: "palette-typed", path: "/", act: typeInPalette },
    { name: "shortcuts", path: "/", act: (page) => page.keyboard.press("?") },
    { name: "composer", path: "/", act: compose },
    { name: "composer-menu", path: "/", act: openPart },
    { name: "composer-result", path: "/", act: (page) => composeAt(page, /As it will be/) },
    { name: "composer-rules", path: "/", act: addRules },
    { name: "composer-issues", path: "/", act: (page) => composeAt(page, /Issues/) },
    { name: "composer-checked", path: "/", act: checkWhole },
    { name: "composer-workbook", path: "/", act: (page) => compose(page, "public/samples/stock.xlsx") },
  ];
}

const messyFile = "public/samples/messy-orders.csv";

async function compose(page: Page, file = messyFile): Promise<void> {
  await page.locator("input[type=file]").first().setInputFiles(file);
  await page.getByRole("button", { name: "Start", exact: true }).waitFor();
  await page.getByRole("tablist", { name: "Preview" }).waitFor();
}

async function composeAt(page: Page, tab: RegExp): Promise<void> {
  await compose(page);
  await page.getByRole("tab", { name: tab }).click();
}

async function openPart(page: Page): Promise<void> {
  await compose(page);
  await page.getByRole("button", { name: /^Delimiter: / }).click();
}

async function addRules(page: Page): Promise<void> {
  await composeAt(page, /As it will be/);
  await page.getByRole("button", { name: "Add a condition" }).click();
  await page.getByRole("combobox", { name: "Column of condition 1" }).selectOption("city");
  await page.getByRole("textbox", { name: "Value of condition 1" }).fill("Bergen");
  await page.getByRole("button", { name: "Add a mask" }).click();
}

/** A file that is larger than its sample. */
async function checkWhole(page: Page): Promise<void> {
  const rows = Array.from({ length: 120_000 }, (_, row) => (row === 70_000 ? "short" : `${row},Bergen,${row % 97}.50`));
  const file = { name: "long.csv", mimeType: "text/csv", buffer: Buffer.from(`id,city,amount\r\n${rows.join("\r\n")}\r\n`) };
  await page.locator("input[type=file]").first().setInputFiles(file);
  await page.getByRole("button", { name: "Check the whole file here" }).click();
  await page
    .getByText(/Checked|Looked|whole file/)
    .last()
    .waitFor();
}

async function pendingAnalysis(page: Page): Promise<void> {
  await page.route(/\/api\/jobs(\/[\w-]+)?(\?.*)?$/, async (route) => {
    const answer = await route.fetch();
    const text = (await answer.text()).replaceAll('"analysis":"done"', '"analysis":"pending"');
    await route.fulfill({ response: answer, body: text.replaceAll(/\{"name":"(?:rows|input)\.parquet"[^}]*\},?/g, "") });
  });
  await page.reload();
  await page.getByRole("tablist").waitFor();
}

async function fixAll(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Fix all of this kind" }).first().click();
}

async function selectCells(page: Page): Promise<void> {
  const cells = page.getByRole("gridcell");
  await cells.nth(9).click();
  await cells.nth(27).click({ modifiers: ["Shift"] });
}

/** Deleted as far as the page knows: the job is wanted for further pictures. */
async function toast(page: Page): Promise<void> {
  await page.evaluate(() => {
    const ask = window.fetch;
    window.fetch = (input, init) => (init?.method === "DELETE" ? Promise.resolve(new Response(null, { status: 204 })) : ask(input, init));
  });
  await page.getByRole("link", { name: "customers.csv", exact: true }).first().focus();
  await page.getByRole("button", { name: /^Delete scan/ }).click({ force: true });
}

async function typeInPalette(page: Page): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: /^Search pages/ }).fill("cust");
}

/** Two of them as the interface tells them: to make some takes minutes. */
async function deadLetters(page: Page): Promise<void> {
  const letter = {
    queue: "work",
    id: "letter-1",
    sentAt: new Date(Date.now() - 3_600_000).toISOString(),
    purpose: "Run “orders.csv”",
    cause: "The job ran out of time four times and was given up after 5 deliveries.",
    advice: "Send it again once the cause is gone.",
    suggests: "redrive",
    loss: "The job stays failed.",
    job: { id: "gone", name: "orders.csv", status: "failed" },
    payload: '{"workspace":"ws_0","job":"gone"}',
    isCut: false,
  };
  const useless = { ...letter, id: "letter-2", purpose: "Run “told.csv”", cause: "The job has succeeded since.", suggests: "discard" };
  await page.route("**/api/dead-letters", (route) => route.fulfill({ json: { letters: [letter, useless], others: 1, isAll: true } }));
  await page.reload();
  await page.getByRole("list", { name: "Dead letters" }).scrollIntoViewIfNeeded();
}
