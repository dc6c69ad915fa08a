import { expect, type Page } from "@playwright/test";

interface Publication {
  table: string;
  file: string;
  text: string;
  /** More of the operation's parameters: the column of the time, types. */
  params?: Record<string, unknown>;
}

/** Publishes a table as a program would, from a page that is open, and waits until its rows can be asked for. */
export async function publishTable(page: Page, { table, file, text, params = {} }: Publication): Promise<string> {
  const id = await page.evaluate(
    async ({ body, key, content }) => {
      const headers = { "content-type": "application/json", "idempotency-key": key };
      const made = await fetch("/api/jobs", { method: "POST", headers, body });
      if (made.status !== 201) throw new Error(`The job was not made: ${made.status} ${await made.text()}`);
      const { job, uploads } = await made.json();
      const form = new FormData();
      for (const [name, value] of Object.entries<string>(uploads[0].fields)) form.append(name, value);
      form.append("file", new Blob([content], { type: "text/csv" }));
      const sent = await fetch(uploads[0].url, { method: "POST", body: form });
      if (!sent.ok) throw new Error(`The file was not taken: ${sent.status}`);
      return job.id as string;
    },
    {
      body: JSON.stringify({
        operation: "publish",
        params: { dataset: table, ...params },
        files: [{ name: file, size: Buffer.byteLength(text), type: "text/csv" }],
      }),
      key: `${table}-${file}-${Date.now()}`,
      content: text,
    },
  );
  await expect
    .poll(async () => (await (await page.request.get(`/api/jobs/${id}`)).json()).job.status, { timeout: 60_000 })
    .toMatch(/succeeded|failed/);
  const { job } = await (await page.request.get(`/api/jobs/${id}`)).json();
  expect(job.error).toBeNull();
  return id;
}
