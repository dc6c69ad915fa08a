import { csvFile, drop, expect, jobLink, openJobs, start, test } from "./story.ts";

test("what was loaded is found by its key, and taken back, by keyboard", async ({ page }) => {
  await openJobs(page);
  await drop(page, [csvFile("people.csv", "customer_id,name\r\nc1,Ann\r\nc2,Bo\r\n")]);
  await page.getByRole("combobox", { name: "What to do" }).selectOption({ label: "Load" });
  await page.getByRole("textbox", { name: "Into" }).fill("people");
  await start(page);
  await jobLink(page, "people.csv").click();
  await expect(page.getByRole("region", { name: "Plan" })).toContainText("create 2");

  await page.getByRole("link", { name: "Records" }).press("Enter");
  // The only dataset there is needs not be chosen.
  await expect(page.getByText("2 records in people, found by customer_id")).toBeVisible();
  await page.getByRole("searchbox", { name: "Look up a key" }).fill("c2");
  await page.keyboard.press("Enter");
  const record = page.getByRole("region", { name: "Record c2" });
  await expect(record).toContainText("Bo");
  await expect(page).toHaveURL(/dataset=people.*key=c2/);

  await record.getByRole("link", { name: "people.csv" }).press("Enter");
  await page.getByRole("region", { name: "Plan" }).getByRole("button", { name: "Undo" }).press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Undo the import" }).press("Enter");
  // The page that is gone to meanwhile follows.
  await page.getByRole("link", { name: "See people" }).press("Enter");
  await expect(page.getByText("Nothing is loaded yet")).toBeVisible();
  await page.getByRole("radio", { name: "Imports" }).press("Enter");
  await expect(page.getByRole("list", { name: "Imports" }).getByRole("link", { name: "Undone", exact: true })).toBeVisible();
});
