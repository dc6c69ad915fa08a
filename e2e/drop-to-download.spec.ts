import { chooseFormat, csvFile, downloadResult, drop, expect, jobLink, jobList, openJobs, start, test, toast } from "./story.ts";

const awkward = [
  "id,name,note,city",
  '007,"Ann ""A"" O\'Neil","line one\nline two",Saint-Étienne',
  '2,"Müller, Zoë",,東京',
  '3,עברית,"tab\there",😀',
  "",
].join("\r\n");

const asNdjson = [
  '{"city":"Saint-Étienne","customer_id":"007","name":"Ann \\"A\\" O\'Neil"}',
  '{"city":"東京","customer_id":"2","name":"Müller, Zoë"}',
  '{"city":"😀","customer_id":"3","name":"עברית"}',
  "",
].join("\n");

test("a dropped file is seen, changed, converted and downloaded, and another tab sees it all happen", async ({ page, context }) => {
  await openJobs(page);
  const otherTab = await context.newPage();
  await openJobs(otherTab);

  await drop(page, [csvFile("customers.csv", awkward)]);
  await expect(page.getByText("UTF-8").first()).toBeVisible();
  await chooseFormat(page, "NDJSON");
  await page.getByRole("checkbox", { name: "Keep note" }).click();
  await page.getByRole("button", { name: "Rename id" }).click();
  await page.getByRole("textbox", { name: "New name of id" }).fill("customer_id");
  await page.keyboard.press("Enter");
  const move = page.getByRole("button", { name: "Move city" });
  for (let place = 3; place > 0; place--) await move.press("ArrowLeft");
  await start(page);

  await expect(toast(page, /customers\.csv is ready: 3 rows/)).toBeVisible();
  await expect(jobLink(otherTab, "customers.csv")).toBeVisible();
  await expect(jobList(otherTab).getByText("Done").first()).toBeVisible();

  await jobLink(page, "customers.csv").click();
  await expect(page.getByRole("heading", { name: "customers.csv" })).toBeVisible();
  const download = await downloadResult(page);

  expect(download.name).toBe("customers.ndjson");
  expect(download.text).toBe(asNdjson);
});

const asCsv = awkward.replace('"tab\there"', "tab\there");
const asTsv = [
  "id\tname\tnote\tcity",
  '007\t"Ann ""A"" O\'Neil"\t"line one\nline two"\tSaint-Étienne',
  "2\tMüller, Zoë\t\t東京",
  '3\tעברית\t"tab\there"\t😀',
  "",
].join("\r\n");

for (const [format, expected] of [
  ["CSV", asCsv],
  ["TSV", asTsv],
  ["JSON", null],
] as const) {
  test(`comes back as ${format}, every value as it was`, async ({ page, request }) => {
    await openJobs(page);

    await drop(page, [csvFile(`same-${format}.csv`, awkward)]);
    await chooseFormat(page, format);
    await start(page);
    await expect(toast(page, `same-${format}.csv is ready`)).toBeVisible();
    await jobLink(page, `same-${format}.csv`).click();
    await page.waitForURL(/\/jobs\//);
    const id = new URL(page.url()).pathname.split("/").at(-1);
    const cookies = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
    const response = await request.get(`/api/jobs/${id}/results/output.${format.toLowerCase()}`, { headers: { cookie: cookies } });

    const text = await response.text();
    if (expected !== null) expect(text).toBe(expected);
    else expect(JSON.parse(text)).toContainEqual({ id: "007", name: 'Ann "A" O\'Neil', note: "line one\nline two", city: "Saint-Étienne" });
  });
}

test("several files become a job each, with the same settings", async ({ page }) => {
  await openJobs(page);

  await drop(page, [csvFile("first.csv", "id,name\r\n1,a\r\n"), csvFile("second.csv", "id,name\r\n2,b\r\n")]);
  await chooseFormat(page, "JSON");
  await start(page);

  await expect(jobLink(page, "first.csv")).toBeVisible();
  await expect(jobLink(page, "second.csv")).toBeVisible();
  await expect(jobList(page).getByText("Done")).toHaveCount(2);
});
