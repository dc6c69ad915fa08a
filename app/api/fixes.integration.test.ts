import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createJobResponseSchema, jobResponseSchema } from "#core/api/requests";
import { type Client, createClient, expectProblem } from "./testing/call-handler.ts";
import { untilDone, upload } from "./testing/run-job.ts";
import { startTestStack } from "./testing/test-stack.ts";

let stack: Awaited<ReturnType<typeof startTestStack>>;

beforeAll(async () => {
  stack = await startTestStack("test-api-fixes");
});

afterAll(() => stack.close());

const schema = { fields: [{ name: "id", type: "integer" }, { name: "city" }] };
const params = { schema, to: "ndjson" };
/** Twelve rows that are wrong, and one that is right. */
const file = `id,city\n0,Bergen\n${Array.from({ length: 12 }, (_, n) => `x${n},Évora\n`).join("")}`;

async function rejectTwelve(client: Client): Promise<string> {
  const id = await upload(client, file.replaceAll("É", "E"), { operation: "validate", params, name: "towns.csv" });
  expect(await untilDone(client, id, 30)).toMatchObject({ status: "succeeded", counts: { in: 13, out: 1, rejected: 12, filtered: 0 } });
  return id;
}

const corrected = (rows: number) => `id,city\r\n${Array.from({ length: rows }, (_, n) => `${n + 1},Evora\r\n`).join("")}`;
const files = (rows: number) => [{ name: "towns.fixed.csv", size: corrected(rows).length, type: "text/csv" }];
const again = (job: string, rejects: string, rows = 1) => ({ operation: "validate", params, files: files(rows), fixes: { job, rejects } });

async function sendAgain(client: Client, job: string, rejects: string, rows: number): Promise<string> {
  const response = await client("POST", "/api/jobs", again(job, rejects, rows));
  expect(response.status).toBe(201);
  const { job: made, uploads } = createJobResponseSchema.parse(await response.json());
  const [ticket] = uploads;
  if (ticket?.kind !== "post") throw new Error("A small file is posted.");
  const form = new FormData();
  for (const [field, value] of Object.entries(ticket.fields)) form.set(field, value);
  form.set("file", new Blob([corrected(rows)], { type: "text/csv" }));
  expect((await fetch(ticket.url, { method: "POST", body: form })).ok).toBe(true);
  return made.id;
}

async function read(client: Client, id: string) {
  return jobResponseSchema.parse(await (await client("GET", `/api/jobs/${id}`)).json()).job;
}

describe("rows that were set aside", () => {
  test("are sent again, and the counts of both jobs add up", async () => {
    const client = createClient();
    const original = await rejectTwelve(client);

    const made = await sendAgain(client, original, "0-7,11", 9);
    const done = await untilDone(client, made, 30);

    expect(done).toMatchObject({
      counts: { in: 9, out: 9, rejected: 0, filtered: 0 },
      fixes: { job: original, rejects: "0-7,11", rows: 9 },
    });
    const { reruns, counts, timeline } = await read(client, original);
    expect(reruns).toEqual([{ job: made, rejects: "0-7,11", rows: 9, at: expect.any(String) }]);
    expect((counts?.rejected ?? 0) - 9).toBe(3);
    expect(timeline.at(-1)?.message).toBe("9 rows of those set aside were corrected and sent again.");
  });

  test("are sent again by one job only, unless that came to nothing", async () => {
    const client = createClient();
    const original = await rejectTwelve(client);
    const first = createJobResponseSchema.parse(await (await client("POST", "/api/jobs", again(original, "0-3"))).json()).job.id;

    await expectProblem(await client("POST", "/api/jobs", again(original, "3-5")), 409, "conflict");
    expect((await client("POST", "/api/jobs", again(original, "4-5"))).status).toBe(201);

    expect((await client("POST", `/api/jobs/${first}/cancel`)).status).toBe(200);
    const second = createJobResponseSchema.parse(await (await client("POST", "/api/jobs", again(original, "3,6"))).json()).job.id;
    expect((await read(client, original)).reruns.map(({ job }) => job)).toContain(second);
    expect((await read(client, original)).reruns.map(({ job }) => job)).not.toContain(first);

    expect((await client("DELETE", `/api/jobs/${second}`)).status).toBe(204);
    expect((await client("POST", "/api/jobs", again(original, "0-3,6"))).status).toBe(201);
  });

  test("cannot be sent by a job that is tried once more, when another has sent them since", async () => {
    const client = createClient();
    const original = await rejectTwelve(client);
    const first = await sendAgain(client, original, "0", 2);
    await untilDone(client, first, 30);
    const failed = createJobResponseSchema.parse(await (await client("POST", "/api/jobs", again(original, "1"))).json()).job.id;
    await client("POST", `/api/jobs/${failed}/cancel`);
    expect((await client("POST", "/api/jobs", again(original, "1"))).status).toBe(201);

    await expectProblem(await client("POST", `/api/jobs/${failed}/retry`), 409, "conflict");
  });

  test("are taken once for one Idempotency-Key", async () => {
    const client = createClient();
    const original = await rejectTwelve(client);
    const key = { "idempotency-key": "rerun-1" };

    const [one, two] = await Promise.all([1, 2].map(() => client("POST", "/api/jobs", again(original, "0-11"), key)));
    const ids = await Promise.all([one, two].map(async (answer) => createJobResponseSchema.parse(await answer?.json()).job.id));

    expect(ids[0]).toBe(ids[1]);
    expect((await read(client, original)).reruns).toHaveLength(1);
  });

  test("are taken by one of two who ask at the same time", async () => {
    const client = createClient();
    const original = await rejectTwelve(client);

    const answers = await Promise.all([1, 2, 3].map(() => client("POST", "/api/jobs", again(original, "0-11"))));

    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  test("belong to their workspace, and to a job that is there", async () => {
    const owner = createClient();
    const stranger = createClient();
    const original = await rejectTwelve(owner);

    await expectProblem(await stranger("POST", "/api/jobs", again(original, "0")), 404, "not-found");
    expect((await read(owner, original)).reruns).toEqual([]);
    await owner("DELETE", `/api/jobs/${original}`);
    await expectProblem(await owner("POST", "/api/jobs", again(original, "0")), 404, "not-found");
  });

  test.each([
    { rejects: "12", code: "invalid-request", status: 400 },
    { rejects: "0-12", code: "invalid-request", status: 400 },
    { rejects: "3-1", code: "invalid-request", status: 400 },
    { rejects: "", code: "invalid-request", status: 400 },
  ])("are refused when their places are $rejects", async ({ rejects, code, status }) => {
    const client = createClient();
    const original = await rejectTwelve(client);

    await expectProblem(await client("POST", "/api/jobs", again(original, rejects)), status, code);
  });

  test("go to the operation that set them aside, which has to have succeeded and to take rows by themselves", async () => {
    const client = createClient();
    const original = await rejectTwelve(client);
    const waiting = createJobResponseSchema.parse(
      await (await client("POST", "/api/jobs", { operation: "validate", params, files: files(1) })).json(),
    );

    const convert = { ...again(original, "0"), operation: "convert", params: { to: "csv" } };
    await expectProblem(await client("POST", "/api/jobs", convert), 400, "invalid-request");
    await expectProblem(await client("POST", "/api/jobs", again(waiting.job.id, "0")), 409, "wrong-state");
  });

  test("that are masked, or held against other rows, are not sent again", async () => {
    const client = createClient();
    const masked = { ...params, mask: [{ column: "city", method: "redact" }] };
    const original = await upload(client, "id,city\nx,Evora\n", { operation: "validate", params: masked, name: "towns.csv" });
    await untilDone(client, original, 30);

    const problem = await expectProblem(await client("POST", "/api/jobs", again(original, "0")), 409, "wrong-state");

    expect(problem.detail).toContain("masked twice");
  });
});
