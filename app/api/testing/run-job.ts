import { expect } from "vitest";
import { jobResponseSchema } from "#core/api/requests";
import { type Client, make } from "./call-handler.ts";

/** Makes a job of one small file and sends the file; answers the job's id. */
export async function upload(client: Client, text: string, request: { operation: string; params: Record<string, unknown>; name: string }) {
  const { name, ...rest } = request;
  const { job, uploads } = await make(client, { ...rest, files: [{ name, size: text.length, type: "text/csv" }] });
  const [ticket] = uploads;
  if (ticket?.kind !== "post") throw new Error("A small file is posted.");
  const form = new FormData();
  for (const [field, value] of Object.entries(ticket.fields)) form.set(field, value);
  form.set("file", new Blob([text], { type: "text/csv" }));
  expect((await fetch(ticket.url, { method: "POST", body: form })).ok).toBe(true);
  return job.id;
}

/** The job, once it has succeeded or failed. */
export async function untilDone(client: Client, id: string, seconds: number) {
  for (let round = 0; round < seconds * 10; round++) {
    const { job } = jobResponseSchema.parse(await (await client("GET", `/api/jobs/${id}`)).json());
    if (job.status === "succeeded" || job.status === "failed") return job;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The job did not end within ${seconds} s.`);
}
