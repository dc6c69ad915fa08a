import { expect, test, vi } from "vitest";
import { problemSchema } from "#core/api/requests";
import { GET } from "./route.ts";

vi.mock("#aws/observer", async () => {
  const { observer } = (await import("#aws/testing/heard-observer")).createHeardObserver();
  return { observer: () => observer };
});
vi.mock("../../_server/backend.ts", () => ({
  backend: () => ({
    sessionSecret: "a secret of the stage, long enough for HS256",
    ports: { now: () => new Date(), settings: { guests: true, sessionSeconds: 60, requestsPerSecond: 50 } },
    probe: { check: async () => ({ storage: { ok: true, milliseconds: 3 }, queues: { ok: false, milliseconds: 2000 } }) },
  }),
}));

test("health is 503 with what does not work", async () => {
  const response = await GET(new Request("http://localhost:3000/api/health"));

  const body = await response.json();
  expect(response.status).toBe(503);
  expect(problemSchema.parse(body)).toMatchObject({ code: "unavailable", detail: "Not working: queues." });
  expect(body.checks).toMatchObject({ storage: { ok: true }, queues: { ok: false } });
});
