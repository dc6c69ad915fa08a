import { beforeEach, describe, expect, test, vi } from "vitest";
import { signSession } from "#core/session/session";
import { admitCaller, admitVisitor, requireAdmission } from "./session-gate.ts";

const secret = "a secret of the stage, long enough for HS256";
const workspace = "ws_0123456789abcdefghjkmnpqrs";
const week = 7 * 86_400;
const stage = vi.hoisted(() => ({ guests: true, now: new Date() }));

vi.mock("./backend.ts", () => ({
  backend: () => ({
    sessionSecret: secret,
    ports: { now: () => stage.now, settings: { guests: stage.guests, sessionSeconds: week, requestsPerSecond: 50 } },
  }),
}));

beforeEach(() => {
  stage.guests = true;
});

function ask(headers: Record<string, string> = {}): Request {
  return new Request("http://localhost:3000/api/jobs", { headers: { host: "localhost:3000", ...headers } });
}

const cookieOf = async (seconds: number) =>
  `sluice_session=${await signSession(workspace, { guest: false, secret, seconds, now: stage.now })}`;

describe("where guests are not let in", () => {
  beforeEach(() => {
    stage.guests = false;
  });

  test("a call without a session makes none and is told to sign in", async () => {
    const admission = await admitCaller(ask());

    expect(admission).toBeNull();
    expect(() => requireAdmission(admission)).toThrow(
      expect.objectContaining({ code: "no-session", message: expect.stringContaining("Sign in") }),
    );
  });

  test("a session is as good as anywhere", async () => {
    const admission = await admitCaller(ask({ cookie: await cookieOf(week) }));

    expect(admission?.session).toMatchObject({ workspace, guest: false });
  });
});

test("a session that has ended is not replaced behind its owner's back", async () => {
  const cookie = await cookieOf(-1);

  expect(await admitCaller(ask({ cookie }))).toBeNull();
});

test("leaving the cookie out is no way around the limit: newcomers share one", async () => {
  const calls = await Promise.allSettled(
    Array.from({ length: 200 }, (_, index) => admitCaller(ask({ "x-forwarded-for": `10.0.0.${index}` }))),
  );

  const refused = calls.filter(({ status }) => status === "rejected");
  expect(calls.length - refused.length).toBeGreaterThanOrEqual(50);
  expect(refused[0]).toMatchObject({ reason: { code: "rate-limited" } });
  expect(await admitCaller(ask({ cookie: await cookieOf(week) }))).not.toBeNull();
});

test.each([
  ["with a session", async () => ({ cookie: await cookieOf(week) })],
  ["without one, as a prefetch does", async () => ({ "sec-fetch-dest": "empty" })],
])("pages asked for %s have a limit too, and using it up costs the API's calls nothing", async (_, headersOf) => {
  const headers = await headersOf();

  const visits = await Promise.allSettled(Array.from({ length: 200 }, () => admitVisitor(ask(headers))));

  const refused = visits.filter(({ status }) => status === "rejected");
  expect(visits.length - refused.length).toBeGreaterThanOrEqual(50);
  expect(refused[0]).toMatchObject({ reason: { code: "rate-limited" } });
  expect(await admitCaller(ask({ cookie: await cookieOf(week) }))).not.toBeNull();
});
