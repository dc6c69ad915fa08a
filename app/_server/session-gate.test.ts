import { beforeEach, describe, expect, test, vi } from "vitest";
import { createMemoryDocuments } from "#core/jobs/testing/memory-documents";
import { createKey, revokeKey } from "#core/keys/manage-keys";
import { signSession } from "#core/session/session";
import { admitCaller, admitVisitor, requireAdmission } from "./session-gate.ts";

const secret = "a secret of the stage, long enough for HS256";
const workspace = "ws_0123456789abcdefghjkmnpqrs";
const week = 7 * 86_400;
const month = 30 * 86_400;
const stage = vi.hoisted(() => ({ guests: true, now: new Date() }));
const documents = createMemoryDocuments();

vi.mock("./backend.ts", () => ({
  backend: () => ({
    sessionSecret: secret,
    ports: {
      documents,
      now: () => stage.now,
      settings: { guests: stage.guests, sessionSeconds: week, ownerSessionSeconds: month, requestsPerSecond: 50 },
    },
  }),
}));

beforeEach(() => {
  stage.guests = true;
});

function ask(headers: Record<string, string> = {}): Request {
  return new Request("http://localhost:3000/api/jobs", { headers: { host: "localhost:3000", ...headers } });
}

const cookieOf = async (seconds: number, { guest = false, daysAgo = 0 } = {}) => {
  const now = new Date(stage.now.getTime() - daysAgo * 86_400_000);
  return `sluice_session=${await signSession(workspace, { guest, secret, seconds, now })}`;
};

describe("a call with an API key", () => {
  const ports = { documents, now: () => stage.now, settings: { sessionSeconds: week } as never };
  const make = () => createKey(ports, { workspace, guest: false, name: "nightly", scopes: ["work"] });

  test.each([
    ["X-Api-Key", (secret: string) => ({ "x-api-key": secret })],
    ["Authorization", (secret: string) => ({ authorization: `Bearer ${secret}` })],
    [
      "X-Api-Key beside a CDN's own Authorization",
      (secret: string) => ({ "x-api-key": secret, authorization: "AWS4-HMAC-SHA256 Credential=x" }),
    ],
  ])("in %s is its workspace's, and is given no cookie", async (_, headersOf) => {
    const { key, secret } = await make();

    const admission = await admitCaller(ask(headersOf(secret)));

    expect(admission?.session).toMatchObject({ workspace, guest: false, key: { id: key.id, scopes: ["work"] } });
    expect(admission?.setCookie).toBeUndefined();
  });

  test("that was revoked is refused at once, whatever cookie comes with it", async () => {
    const { key, secret } = await make();
    await revokeKey(ports, workspace, key.id);

    const call = admitCaller(ask({ "x-api-key": secret, cookie: await cookieOf(week) }));

    await expect(call).rejects.toMatchObject({ code: "invalid-key" });
  });

  test("that nobody made is refused, and guessing has a limit", async () => {
    const guess = () => admitCaller(ask({ "x-api-key": `sluice_${"A".repeat(43)}` }));

    const calls = await Promise.allSettled(Array.from({ length: 200 }, guess));

    const codes = new Set(calls.map((call) => (call.status === "rejected" ? call.reason.code : "let in")));
    expect(codes).toEqual(new Set(["invalid-key", "rate-limited"]));
    expect(await admitCaller(ask({ "x-api-key": (await make()).secret }))).not.toBeNull();
  });
});

describe("where guests are not let in", () => {
  beforeEach(() => {
    stage.guests = false;
  });

  test("a call without a session makes none and is told what opens one", async () => {
    const admission = await admitCaller(ask());

    expect(admission).toBeNull();
    expect(() => requireAdmission(admission)).toThrow(
      expect.objectContaining({ code: "no-session", message: expect.stringContaining("one-time link") }),
    );
  });

  test("a session is as good as anywhere", async () => {
    const admission = await admitCaller(ask({ cookie: await cookieOf(week) }));

    expect(admission?.session).toMatchObject({ workspace, guest: false });
  });

  test("a guest's session of former days is none", async () => {
    expect(await admitCaller(ask({ cookie: await cookieOf(week, { guest: true }) }))).toBeNull();
  });
});

test.each([
  { who: "an owner", guest: false, seconds: month },
  { who: "a guest", guest: true, seconds: week },
])("the session of $who is renewed by use, each for its own time", async ({ guest, seconds }) => {
  const young = await admitCaller(ask({ cookie: await cookieOf(seconds, { guest, daysAgo: 0.5 }) }));
  const older = await admitCaller(ask({ cookie: await cookieOf(seconds, { guest, daysAgo: 6 }) }));

  expect(young?.setCookie).toBeUndefined();
  expect(older?.setCookie).toContain(`Max-Age=${seconds}`);
  expect(older?.session).toMatchObject({ workspace, guest });
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
