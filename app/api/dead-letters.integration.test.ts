import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dashboardEndpoints } from "#core/api/dashboard-api";
import { deadLetterEndpoints } from "#core/api/dead-letters-api";
import { type Client, createClient, expectProblem, make } from "./testing/call-handler.ts";
import { untilDone, upload } from "./testing/run-job.ts";
import { startTestStack } from "./testing/test-stack.ts";

let stack: Awaited<ReturnType<typeof startTestStack>>;
let sqs: SQSClient;

beforeAll(async () => {
  stack = await startTestStack("test-api-dead-letters");
  const { endpoints, region, credentials } = stack;
  sqs = new SQSClient({ region, credentials, endpoint: endpoints.sqs });
});
afterAll(() => stack.close());

async function bury(queue: string, body: unknown): Promise<string> {
  const { url } = JSON.parse(stack.resources[`SST_RESOURCE_${queue}DeadLetters`] ?? "{}");
  const { MessageId = "" } = await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: JSON.stringify(body) }));
  return MessageId;
}

async function lettersOf(client: Client, query = "") {
  const answer = await client("GET", `/api/dead-letters${query}`);
  return deadLetterEndpoints.listDeadLetters.answer.parse(await answer.json()).letters;
}

async function newWorkspace() {
  const client = createClient();
  const { job } = await make(client);
  return { client, job, workspace: job.workspace };
}

/** Who asks soon after another is shown what that one saw. */
const sharedLook = { timeout: 30_000 };

describe("dead letters", () => {
  test("are listed, sent again and discarded, each once", async () => {
    const { client, job, workspace } = await newWorkspace();
    const run = await bury("Work", { workspace, job: job.id });
    const alert = await bury("Alerts", { type: "delivery", workspace, webhook: "w", id: "d" });

    await expect
      .poll(async () => (await lettersOf(client)).map(({ queue, id }) => [queue, id]).sort(), sharedLook)
      .toEqual(
        [
          ["alerts", alert],
          ["work", run],
        ].sort(),
      );
    expect(await lettersOf(client, "?queue=work")).toMatchObject([{ id: run, job: { id: job.id } }]);

    expect((await client("POST", `/api/dead-letters/work/${run}/redrive`)).status).toBe(204);
    expect((await client("DELETE", `/api/dead-letters/alerts/${alert}`)).status).toBe(204);

    expect(await lettersOf(client)).toEqual([]);
    await expectProblem(await client("POST", `/api/dead-letters/work/${run}/redrive`), 404, "not-found");
    await expectProblem(await client("DELETE", `/api/dead-letters/alerts/${alert}`), 404, "not-found");
  });

  test("of another workspace can be neither seen nor touched, one by one or all at once", async () => {
    const { job, workspace, client } = await newWorkspace();
    const stranger = (await newWorkspace()).client;
    const id = await bury("Work", { workspace, job: job.id });

    expect(await lettersOf(stranger)).toEqual([]);
    await expectProblem(await stranger("POST", `/api/dead-letters/work/${id}/redrive`), 404, "not-found");
    await expectProblem(await stranger("DELETE", `/api/dead-letters/work/${id}`), 404, "not-found");
    const all = await stranger("POST", "/api/dead-letters/redrive", {});
    expect(await all.json()).toEqual({ redriven: 0, refused: [], isAll: true });

    await expect.poll(() => lettersOf(client), sharedLook).toHaveLength(1);
    expect(await (await client("POST", "/api/dead-letters/redrive", { queue: "work" })).json()).toMatchObject({ redriven: 1 });
  });

  test("are found in known queues only, and a foreign page cannot move them", async () => {
    const { client, job, workspace } = await newWorkspace();
    const id = await bury("Work", { workspace, job: job.id });

    await expectProblem(await client("DELETE", `/api/dead-letters/messages/${id}`), 404, "not-found");
    await expectProblem(await client("GET", "/api/dead-letters?queue=messages"), 400, "invalid-request");
    const foreign = { origin: "https://elsewhere.example" };
    await expectProblem(await client("DELETE", `/api/dead-letters/work/${id}`, undefined, foreign), 403, "foreign-origin");
    expect((await client("DELETE", `/api/dead-letters/work/${id}`)).status).toBe(204);
  });
});

describe("figures", () => {
  test("are of the workspace's own jobs, by the days of who asks", async () => {
    const client = createClient();
    const id = await upload(client, "id,name\r\n1,Ann\r\n2,Bob\r\n", { operation: "convert", params: { to: "json" }, name: "people.csv" });
    await untilDone(client, id, 50);

    const answer = await client("GET", "/api/dashboard?days=7&zone=Asia%2FTokyo");
    const dashboard = dashboardEndpoints.getDashboard.answer.parse(await answer.json());
    const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Tokyo", dateStyle: "short" }).format(new Date());

    expect(dashboard).toMatchObject({ jobs: 1, isAll: true, statuses: { succeeded: 1 }, operations: [{ operation: "convert", rows: 2 }] });
    expect(dashboard.days.at(-1)).toMatchObject({ day: today, files: { done: 1 }, rows: { out: 2 } });
    expect(dashboard.slowest).toMatchObject([{ id, name: "people.csv" }]);
    const { jobs } = dashboardEndpoints.getDashboard.answer.parse(await (await createClient()("GET", "/api/dashboard")).json());
    expect(jobs).toBe(0);
  });

  test("are refused for a time zone that does not exist, and for too many days", async () => {
    const client = createClient();

    await expectProblem(await client("GET", "/api/dashboard?zone=Mars%2FOlympus"), 400, "invalid-request");
    await expectProblem(await client("GET", "/api/dashboard?days=400"), 400, "invalid-request");
  });

  test("of queues are numbers only", async () => {
    const answer = await createClient()("GET", "/api/queues");
    const { queues } = dashboardEndpoints.listQueues.answer.parse(await answer.json());

    expect(queues.map(({ queue, maxReceives }) => [queue, maxReceives])).toEqual(
      ["upload-events", "work", "analysis", "queries", "notices", "alerts"].map((queue) => [queue, 5]),
    );
  });
});
