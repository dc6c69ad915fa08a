import { describe, expect, test } from "vitest";
import { createMemoryPorts } from "../jobs/testing/memory-ports.ts";
import { createWorkspaceId, isWorkspaceId } from "../jobs/workspace-id.ts";
import { createInvitation } from "./create-invitation.ts";
import { openWorkspace } from "./open-workspace.ts";
import { createOwnerToken, ownerWorkspace } from "./owner-link.ts";

const sessionSecret = "a secret of the stage, long enough for HS256";
const anotherSecret = "another secret of the stage, after a rotation";
const usedUp = expect.objectContaining({ code: "link-used-up" });
const invalid = expect.objectContaining({ code: "invalid-link" });

test("the owner's workspace is a workspace", () => {
  expect(isWorkspaceId(ownerWorkspace)).toBe(true);
});

describe("the owner's link", () => {
  test("opens the owner's workspace once", async () => {
    const ports = createMemoryPorts();
    const token = await createOwnerToken(sessionSecret);

    expect(await openWorkspace(ports, { token, sessionSecret })).toEqual({ workspace: ownerWorkspace, guest: false });
    await expect(openWorkspace(ports, { token, sessionSecret })).rejects.toEqual(usedUp);
  });

  test("opens once, however many use it at the same time", async () => {
    const ports = createMemoryPorts();
    const token = await createOwnerToken(sessionSecret);

    const uses = await Promise.allSettled(Array.from({ length: 20 }, () => openWorkspace(ports, { token, sessionSecret })));

    expect(uses.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("is another one under another secret, and the former opens nothing", async () => {
    const ports = createMemoryPorts();
    const former = await createOwnerToken(sessionSecret);
    const token = await createOwnerToken(anotherSecret);
    await openWorkspace(ports, { token: former, sessionSecret });

    await expect(openWorkspace(ports, { token: former, sessionSecret: anotherSecret })).rejects.toEqual(invalid);
    expect(await openWorkspace(ports, { token, sessionSecret: anotherSecret })).toEqual({ workspace: ownerWorkspace, guest: false });
  });
});

describe("an invitation", () => {
  const target = { workspace: createWorkspaceId(), guest: false };
  const invite = async (ports = createMemoryPorts()) => {
    const { path, expiresAt } = await createInvitation(ports, { ...target, sessionSecret });
    return { ports, token: path.split("#")[1] ?? "", path, expiresAt };
  };

  test("opens its workspace once", async () => {
    const { ports, token, path } = await invite();

    expect(path).toMatch(/^\/open#[\w-]{43}$/);
    expect(await openWorkspace(ports, { token, sessionSecret })).toEqual(target);
    await expect(openWorkspace(ports, { token, sessionSecret })).rejects.toEqual(usedUp);
  });

  test("is valid for the stage's time and says how long", async () => {
    const { ports, token, expiresAt } = await invite(createMemoryPorts({ invitationSeconds: 900 }));
    expect(Date.parse(expiresAt) - ports.now().getTime()).toBe(900_000);

    ports.time.now = new Date(expiresAt);

    await expect(openWorkspace(ports, { token, sessionSecret })).rejects.toMatchObject({ code: "link-used-up", message: /too old/ });
  });

  test("ends with the secret it was made under", async () => {
    const { ports, token } = await invite();

    await expect(openWorkspace(ports, { token, sessionSecret: anotherSecret })).rejects.toEqual(invalid);
  });
});

test("a guess opens nothing and uses nothing up", async () => {
  const ports = createMemoryPorts();
  const token = await createOwnerToken(sessionSecret);
  const guesses = ["x", token.slice(1), `${token}=`, token.toLowerCase(), ownerWorkspace, sessionSecret];

  for (const guess of guesses) await expect(openWorkspace(ports, { token: guess, sessionSecret })).rejects.toEqual(invalid);

  expect(await openWorkspace(ports, { token, sessionSecret })).toMatchObject({ workspace: ownerWorkspace });
});
