import { NextRequest } from "next/server";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { readSession, signSession } from "#core/session/session";
import { readSessionCookie } from "#core/session/session-cookie";
import { config, proxy } from "./proxy.ts";

const secret = "a secret of the stage, long enough for HS256";
const week = 7 * 86_400;
const stage = vi.hoisted(() => ({ guests: true, now: new Date() }));

vi.mock("#aws/observer", async () => {
  const { observer } = (await import("#aws/testing/heard-observer")).createHeardObserver();
  return { observer: () => observer };
});
vi.mock("./app/_server/backend.ts", () => ({
  backend: () => ({
    sessionSecret: secret,
    socketUrl: "wss://socket.example/live",
    ports: {
      now: () => stage.now,
      settings: { guests: stage.guests, sessionSeconds: week, ownerSessionSeconds: 30 * 86_400, requestsPerSecond: 1000 },
      objects: { origins: async () => ["https://uploads.example", "https://results.example"] },
    },
  }),
}));

beforeEach(() => {
  stage.guests = true;
  stage.now = new Date();
});

function open(headers: Record<string, string> = {}, url = "http://localhost:3000/"): Promise<Response> {
  return proxy(new NextRequest(url, { headers: { host: "localhost:3000", "sec-fetch-dest": "document", ...headers } }));
}

/** What the page that is rendered sees of a request header: Next hands changed ones over under this prefix. */
function seenByPage(response: Response, name: string): string | null {
  return response.headers.get(`x-middleware-request-${name}`);
}

const tokenIn = (cookies: string | null) => readSessionCookie((cookies ?? "").split("; Path")[0] ?? null) ?? "";
const workspaceOf = async (token: string) => (await readSession(token, { secret, now: stage.now }))?.workspace;

describe("a visitor's first page", () => {
  test("makes a guest's workspace, kept in a cookie that no script reads", async () => {
    const response = await open();

    const cookie = response.headers.get("set-cookie");
    expect(cookie).toMatch(/^sluice_session=[\w.-]+; Path=\/; Max-Age=604800; HttpOnly; SameSite=Lax$/);
    expect(await workspaceOf(tokenIn(cookie))).toMatch(/^ws_[0-9a-z]{26}$/);
  });

  test("is rendered with that very session", async () => {
    const response = await open({ cookie: "theme=dark" });

    expect(seenByPage(response, "cookie")).toBe(`theme=dark; sluice_session=${tokenIn(response.headers.get("set-cookie"))}`);
  });

  test("keeps its cookie to https where the site is https", async () => {
    const response = await open({ "x-forwarded-proto": "https" });

    expect(response.headers.get("set-cookie")).toContain("; Secure");
    expect(response.headers.get("strict-transport-security")).toContain("max-age=");
  });
});

describe("a later page", () => {
  const sign = (issued: Date) => signSession("ws_0123456789abcdefghjkmnpqrs", { guest: true, secret, seconds: week, now: issued });
  const daysAgo = (days: number) => new Date(stage.now.getTime() - days * 86_400_000);

  test("leaves a young session alone", async () => {
    const response = await open({ cookie: `sluice_session=${await sign(stage.now)}` });

    expect(response.headers.has("set-cookie")).toBe(false);
  });

  test("renews an older session for the same workspace", async () => {
    const response = await open({ cookie: `sluice_session=${await sign(daysAgo(3))}` });

    expect(await workspaceOf(tokenIn(response.headers.get("set-cookie")))).toBe("ws_0123456789abcdefghjkmnpqrs");
  });

  test.each([
    ["expired", async () => sign(daysAgo(8))],
    ["tampered with", async () => `${await sign(daysAgo(0))}x`],
    ["nonsense", async () => "%00"],
  ])("takes a cookie that is %s for none", async (_, token) => {
    const response = await open({ cookie: `sluice_session=${await token()}` });

    const workspace = await workspaceOf(tokenIn(response.headers.get("set-cookie")));
    expect(workspace).toMatch(/^ws_/);
    expect(workspace).not.toBe("ws_0123456789abcdefghjkmnpqrs");
    expect(seenByPage(response, "cookie")).toBe(`sluice_session=${tokenIn(response.headers.get("set-cookie"))}`);
  });
});

test("what is no document makes no workspace", async () => {
  for (const destination of ["empty", "image", "script", "iframe"]) {
    expect((await open({ "sec-fetch-dest": destination })).headers.has("set-cookie"), destination).toBe(false);
  }
});

test("where guests are not let in, a visitor sees the sign-in page, and a session still opens everything", async () => {
  stage.guests = false;
  const token = await signSession("ws_0123456789abcdefghjkmnpqrs", { guest: false, secret, seconds: week, now: stage.now });

  const refused = await open();
  const admitted = await open({ cookie: `sluice_session=${token}` });

  expect(refused.status).toBe(401);
  expect(refused.headers.get("x-middleware-rewrite")).toBe("http://localhost:3000/sign-in");
  expect(refused.headers.has("set-cookie")).toBe(false);
  expect(admitted.status).toBe(200);
});

test("where guests are not let in, the page that one-time links lead to is open to everybody", async () => {
  stage.guests = false;

  const response = await open({}, "http://localhost:3000/open");

  expect(response.status).toBe(200);
  expect(response.headers.has("x-middleware-rewrite")).toBe(false);
  expect(response.headers.has("set-cookie")).toBe(false);
});

test("who asks for a page is told by the session alone", async () => {
  const owner = await signSession("ws_0123456789abcdefghjkmnpqrs", { guest: false, secret, seconds: week, now: stage.now });

  const guest = await open({ "x-visitor": "owner" });
  const admitted = await open({ cookie: `sluice_session=${owner}` });
  stage.guests = false;
  const refused = await open({ "x-visitor": "owner" });

  expect(seenByPage(guest, "x-visitor")).toBe("guest");
  expect(seenByPage(admitted, "x-visitor")).toBe("owner");
  expect(seenByPage(refused, "x-visitor")).toBe("nobody");
});

test("every page has a policy of its own nonce, and the page knows the nonce", async () => {
  const [first, second] = await Promise.all([open(), open()]);
  const nonceOf = (response: Response) => /'nonce-([^']+)'/.exec(response.headers.get("content-security-policy") ?? "")?.[1];

  expect(nonceOf(first)).toBeTruthy();
  expect(nonceOf(first)).not.toBe(nonceOf(second));
  expect(seenByPage(first, "x-nonce")).toBe(nonceOf(first));
  expect(seenByPage(first, "content-security-policy")).toBe(first.headers.get("content-security-policy"));
});

test("a page may talk to the buckets and the socket", async () => {
  const response = await open();

  expect(response.headers.get("content-security-policy")).toContain(
    "connect-src 'self' https://uploads.example https://results.example wss://socket.example;",
  );
});

describe("a path that cannot be decoded", () => {
  test.each(["%zz", "%ff"])("is an unknown address, to the API and to pages: %s", async (part) => {
    const api = await open({}, `http://localhost:3000/api/jobs/${part}`);
    const page = await open({}, `http://localhost:3000/jobs/${part}`);

    expect(api.status).toBe(404);
    expect(await api.json()).toMatchObject({ code: "not-found" });
    expect(page.headers.get("x-middleware-rewrite")).toBe("http://localhost:3000/not-found");
  });

  test("is no reason to touch an API call that can be", async () => {
    const response = await open({}, "http://localhost:3000/api/jobs/a%20b");

    expect(response.headers.get("x-middleware-next")).toBe("1");
    expect(response.headers.has("set-cookie")).toBe(false);
  });
});

test.each([
  ["/", true],
  ["/jobs/x", true],
  ["/_next/nothing", true],
  ["/icon.svg.bak", true],
  ["/icon.svg", false],
  ["/_next/static/chunks/x.js", false],
  ["/_next/image", false],
  ["/api/jobs", false],
])("%s is a page that gets its policy here: %s", (path, isPage) => {
  expect(config.matcher.some((matcher) => new RegExp(`^${matcher}$`).test(path))).toBe(isPage);
});
