import { SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import { createWorkspaceId } from "../jobs/workspace-id.ts";
import { isDueForRenewal, readSession, signSession } from "./session.ts";

const secret = "a secret of the stage, long enough for HS256";
const now = new Date("2026-11-21T08:00:00Z");
const week = 7 * 86_400;
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

describe("a session's token", () => {
  const workspace = createWorkspaceId();
  const sign = () => signSession(workspace, { guest: true, secret, seconds: week, now });

  test("stands for its workspace until it expires", async () => {
    const token = await sign();

    expect(await readSession(token, { secret, now: later(week - 1) })).toEqual({
      workspace,
      guest: true,
      issuedAt: now,
      expiresAt: later(week),
    });
    expect(await readSession(token, { secret, now: later(week + 1) })).toBeNull();
  });

  test("stands for nothing when any character of it was changed", async () => {
    const token = await sign();
    const [header = "", claims = "", signature = ""] = token.split(".");
    const otherClaims = btoa(JSON.stringify({ ...JSON.parse(atob(claims)), sub: createWorkspaceId() })).replaceAll("=", "");
    const unsigned = btoa(JSON.stringify({ alg: "none" })).replaceAll("=", "");

    const forgeries = [
      `${header}.${otherClaims}.${signature}`,
      `${unsigned}.${claims}.`,
      `${header}.${claims}.${signature.slice(2)}`,
      "",
      "a.b.c",
    ];

    for (const forged of forgeries) expect(await readSession(forged, { secret, now }), forged).toBeNull();
  });

  test("of another secret, or for another purpose, stands for nothing", async () => {
    const foreign = await signSession(workspace, { guest: true, secret: `${secret}!`, seconds: week, now });
    const elsewhere = await new SignJWT({ guest: true })
      .setProtectedHeader({ alg: "HS256" })
      .setSubject(workspace)
      .setAudience("something-else")
      .setIssuedAt(now)
      .setExpirationTime(later(week))
      .sign(new TextEncoder().encode(secret));

    expect(await readSession(foreign, { secret, now })).toBeNull();
    expect(await readSession(elsewhere, { secret, now })).toBeNull();
  });

  test("for something that is no workspace's id stands for nothing", async () => {
    const token = await signSession("ws_../../other", { guest: true, secret, seconds: week, now });

    expect(await readSession(token, { secret, now })).toBeNull();
  });
});

test("a session of seven days is renewed once it is a day old", () => {
  const session = { workspace: "", guest: true, issuedAt: now, expiresAt: later(week) };

  expect(isDueForRenewal(session, later(86_400))).toBe(false);
  expect(isDueForRenewal(session, later(86_401))).toBe(true);
});
