import type { APIRequestContext, Page } from "@playwright/test";
import { seriousViolations } from "./serious-violations.ts";
import { chooseFormat, connection, csvFile, drop, expect, jobLink, jobList, openJobs, overflowPx, start, test, toast } from "./story.ts";

/** The product on this machine has its queues two ports above the site; a deployed one lets nobody near them. */
const isDeployed = process.env.E2E_URL !== undefined;

interface Queues {
  call(action: string, input: object): Promise<Record<string, unknown>>;
  urlOf(name: string): Promise<string>;
  /** Messages that wait for their time. */
  delayed(QueueUrl: string): Promise<number>;
}

function queuesOf(request: APIRequestContext, page: Page): Queues {
  const site = new URL(page.url());
  const call: Queues["call"] = async (action, input) => {
    const headers = { "content-type": "application/x-amz-json-1.0", "x-amz-target": `AmazonSQS.${action}` };
    const response = await request.post(`http://127.0.0.1:${Number(site.port) + 2}/`, { headers, data: input });
    expect(response.ok(), `${action} answers ${response.status()}`).toBe(true);
    return (await response.json()) as Record<string, unknown>;
  };
  return {
    call,
    async urlOf(name) {
      const { QueueUrls } = (await call("ListQueues", {})) as { QueueUrls: string[] };
      const url = QueueUrls.find((each) => each.endsWith(`-${name}`));
      if (url === undefined) throw new Error(`There is no queue ${name}.`);
      return url;
    },
    async delayed(QueueUrl) {
      const name = "ApproximateNumberOfMessagesDelayed";
      const { Attributes } = (await call("GetQueueAttributes", { QueueUrl, AttributeNames: [name] })) as {
        Attributes: Record<string, string>;
      };
      return Number(Attributes[name]);
    },
  };
}

/** Buries a message as if it had been delivered too often. */
async function bury(queues: Queues, name: string, body: unknown): Promise<void> {
  await queues.call("SendMessage", { QueueUrl: await queues.urlOf(`${name}DeadLetters`), MessageBody: JSON.stringify(body) });
}

async function openOperations(page: Page, search = ""): Promise<void> {
  await page.goto(`/operations${search}`);
  await expect(page.getByRole("heading", { name: "Dead letters" })).toBeVisible();
}

function letter(page: Page, purpose: string) {
  return page.getByRole("list", { name: "Dead letters" }).getByRole("listitem", { name: purpose });
}

/** The job of the file, as its page is told of it. */
async function jobOf(page: Page, name: string): Promise<{ id: string; workspace: string }> {
  await expect(jobLink(page, name)).toBeVisible();
  const path = (await jobLink(page, name).getAttribute("href")) ?? "";
  const { job } = await (await page.request.get(`/api${path}`)).json();
  return job;
}

test.skip(isDeployed, "Nobody can be made to fail on a deployed stage.");

test("an upload that nobody took in is seen as a dead letter, sent again by keyboard, and its job succeeds", async ({ page, request }) => {
  await openJobs(page);
  const queues = queuesOf(request, page);
  const QueueUrl = await queues.urlOf("UploadEvents");
  // The event is on its way for longer than the story takes.
  await queues.call("SetQueueAttributes", { QueueUrl, Attributes: { DelaySeconds: "600" } });
  const delayed = await queues.delayed(QueueUrl);
  try {
    const stored = page.waitForResponse(
      (response) => response.request().method() === "POST" && response.headers()["x-amz-version-id"] !== undefined,
    );
    await drop(page, [csvFile("late.csv", "id,name\r\n1,Ann\r\n2,Bob\r\n")]);
    await chooseFormat(page, "JSON");
    await start(page);
    const versionId = (await stored).headers()["x-amz-version-id"];
    const job = await jobOf(page, "late.csv");
    const object = { key: `uploads/${job.workspace}/${job.id}/0`, versionId, sequencer: "0A" };
    await bury(queues, "UploadEvents", { Records: [{ eventName: "ObjectCreated:Post", s3: { object } }] });
    // S3 tells of an object a moment after it took it.
    await expect.poll(() => queues.delayed(QueueUrl)).toBe(delayed + 1);
  } finally {
    await queues.call("SetQueueAttributes", { QueueUrl, Attributes: { DelaySeconds: "0" } });
  }

  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Operations" }).press("Enter");
  const dead = letter(page, "Take in “late.csv”");
  await expect(dead).toContainText("each attempt to take it in failed on our side");
  await expect(dead).toContainText("given up after 5 deliveries");
  await dead.getByRole("button", { name: "The message" }).press("Enter");
  await expect(dead).toContainText("ObjectCreated:Post");
  await expect(page).toHaveURL(/queue=upload-events&message=/);

  await dead.getByRole("button", { name: "Send again" }).press("Enter");
  const question = page.getByRole("dialog", { name: "Send this message again?" });
  await expect(question).toContainText("If the cause is not gone, it comes back here");
  await question.getByRole("button", { name: "Send it again" }).press("Enter");

  await expect(toast(page, "Sent again: Take in “late.csv”")).toBeVisible();
  await expect(dead).toBeHidden();
  await expect(toast(page, /late\.csv is ready: 2 rows/)).toBeVisible();
});

test("a message is discarded once it was said what is lost; its link then says that it is gone", async ({ page, request }) => {
  await openJobs(page);
  await drop(page, [csvFile("told.csv", "id\r\n1\r\n")]);
  await start(page);
  await expect(jobList(page).getByText("Done")).toBeVisible();
  const { id, workspace } = await jobOf(page, "told.csv");
  const queues = queuesOf(request, page);
  await bury(queues, "Work", { workspace, job: id });
  await bury(queues, "Work", { workspace: `ws_${"0".repeat(26)}`, job: id });
  await openOperations(page);
  const dead = letter(page, "Run “told.csv”");
  await expect(dead).toContainText("The job has succeeded since");
  await expect(page.getByRole("list", { name: "Dead letters" }).getByRole("listitem")).toHaveCount(1);
  await dead.getByRole("button", { name: "The message" }).click();
  await expect(page).toHaveURL(/queue=work&message=/);
  const link = page.url();

  await dead.getByRole("button", { name: "Discard" }).click();
  const dialog = page.getByRole("dialog", { name: "Discard this message?" });
  await expect(dialog).toContainText("What is lost: Nothing");
  await dialog.getByRole("button", { name: "Keep it" }).click();
  await expect(dead).toBeVisible();
  await dead.getByRole("button", { name: "Discard" }).click();
  await dialog.getByRole("button", { name: "Discard it" }).click();

  await expect(page.getByText("No message of yours was given up.")).toBeVisible();
  await page.goto(link);
  await expect(page.getByText("The message of this link is not here any more")).toBeVisible();
});

test("figures follow jobs while one looks, can be read as a table, and keep their place in the link", async ({ page, context }) => {
  await openOperations(page);
  await expect(connection(page)).toHaveText("Live", { timeout: 30_000 });
  await expect(page.getByText("Nothing failed in the last hour.")).toBeVisible();
  const other = await context.newPage();
  await openJobs(other);
  await drop(other, [csvFile("live.csv", "id,name\r\n1,Ann\r\n2,a,b\r\n3,Cy\r\n"), csvFile("empty.csv", "id,name\r\n")]);
  await start(other);
  await expect(jobList(other).getByText("Done").first()).toBeVisible();

  const shown = page.getByRole("group", { name: "What is shown" });
  await expect(shown.getByRole("button", { name: /^Files 2/ })).toBeVisible();
  await shown.getByRole("button", { name: /^Rows 3/ }).click();
  await page.getByRole("button", { name: "Show as table" }).click();
  await expect(page.getByRole("figure", { name: "Rows a day, by where they went" }).getByRole("row")).toHaveCount(31);
  await page.getByRole("button", { name: "7 days" }).click();
  await expect(page.getByRole("figure", { name: "Rows a day, by where they went" }).getByRole("row")).toHaveCount(8);
  await expect(page).toHaveURL(/days=7&show=rows/);
  await page.reload();
  await expect(shown.getByRole("button", { name: /^Rows/, pressed: true })).toBeVisible();
  await page
    .getByRole("link", { name: /live\.csv/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { name: "live.csv" })).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the page has nothing that keeps people out, and fits a narrow window (${colorScheme})`, async ({ page, request }) => {
    await page.emulateMedia({ colorScheme });
    await openJobs(page);
    await drop(page, [csvFile("a file whose name is rather long, as those of exports often are.csv", "id\r\n1\r\n")]);
    await start(page);
    await expect(jobList(page).getByText("Done")).toBeVisible();
    const { id, workspace } = await jobOf(page, "a file whose name is rather long, as those of exports often are.csv");
    await bury(queuesOf(request, page), "Alerts", { type: "job", workspace, job: id });
    await openOperations(page);
    await expect(page.getByRole("list", { name: "Dead letters" })).toBeVisible();

    expect(await seriousViolations(page)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 740 });
    // Charts follow the window a moment later.
    await expect.poll(() => overflowPx(page)).toBe(0);
    await page.getByRole("button", { name: "Discard" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Discard it" }).click();
    await expect(page.getByText("No message of yours was given up.")).toBeVisible();
  });
}
