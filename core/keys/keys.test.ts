import { describe, expect, it } from "vitest";
import { createMemoryPorts } from "../jobs/testing/memory-ports.ts";
import { later, sampleSettings } from "../jobs/testing/sample-job.ts";
import { createWorkspaceId } from "../jobs/workspace-id.ts";
import { admitKey } from "./admit-key.ts";
import { apiKeySchema } from "./api-key.ts";
import { createKey, listKeys, revokeKey } from "./manage-keys.ts";

const workspace = createWorkspaceId();
const other = createWorkspaceId();
const wish = { workspace, guest: false, name: "nightly", scopes: ["work" as const] };
const day = 86_400;

describe("an API key", () => {
  it("stands for the workspace that made it, and says who it is nowhere", async () => {
    const ports = createMemoryPorts();

    const { key, secret } = await createKey(ports, wish);

    expect(secret).toMatch(/^sluice_[\w-]{43}$/);
    expect(secret.startsWith(key.prefix)).toBe(true);
    expect(await admitKey(ports, secret)).toEqual({ workspace, guest: false, key: { id: key.id, scopes: ["work"] } });
    const { documents } = await ports.documents.list(workspace, "api-key", { limit: 9 });
    expect(JSON.stringify([documents, await listKeys(ports, workspace)])).not.toContain(secret.slice(key.prefix.length));
    expect(await listKeys(ports, other)).toEqual([]);
  });

  it.each(["", "sluice_", "sluice_short", `sluice_${"A".repeat(43)}`, `Sluice_${"A".repeat(43)}`, "../api-key#1"])(
    "is not %j, which nobody made",
    async (secret) => {
      const ports = createMemoryPorts();
      await createKey(ports, wish);

      await expect(admitKey(ports, secret)).rejects.toMatchObject({ code: "invalid-key" });
    },
  );

  it("opens nothing from the moment it is revoked, even when its holder was left behind", async () => {
    const ports = createMemoryPorts();
    const { key, secret } = await createKey(ports, wish);
    const dying = { ...ports, documents: { ...ports.documents, remove: dieAfter(ports.documents.remove) } };

    await expect(revokeKey(dying, workspace, key.id)).rejects.toThrow("died");

    await expect(admitKey(ports, secret)).rejects.toMatchObject({ code: "invalid-key" });
    expect(await listKeys(ports, workspace)).toEqual([]);
    await expect(revokeKey(ports, workspace, key.id)).rejects.toMatchObject({ code: "not-found" });
  });

  it("is revoked by its own workspace only", async () => {
    const ports = createMemoryPorts();
    const { key, secret } = await createKey(ports, wish);

    await expect(revokeKey(ports, other, key.id)).rejects.toMatchObject({ code: "not-found" });

    expect((await admitKey(ports, secret)).workspace).toBe(workspace);
  });

  it("cannot be turned to another workspace by a document that lies there under its id", async () => {
    const ports = createMemoryPorts();
    const mine = await createKey(ports, wish);
    const theirs = await createKey(ports, { ...wish, workspace: other });
    const { documents } = await ports.documents.list(other, "api-key", { limit: 1 });
    const holder = `key:${await hashOf(ports, mine.key.id)}`;
    await ports.documents.put({
      workspace: holder,
      kind: "api-key",
      id: "1",
      version: 2,
      body: { workspace: other, key: documents[0]?.id },
    });

    await expect(admitKey(ports, mine.secret)).rejects.toMatchObject({ code: "invalid-key" });
    expect((await admitKey(ports, theirs.secret)).workspace).toBe(other);
  });

  it("remembers the day of its last use, with one write a day", async () => {
    const ports = createMemoryPorts();
    const { key, secret } = await createKey(ports, wish);
    const version = async () => (await ports.documents.get({ workspace, kind: "api-key", id: key.id }))?.version;

    await admitKey(ports, secret);
    await admitKey(ports, secret);
    const versionAfterADay = await version();
    ports.time.now = later(day);
    await admitKey(ports, secret);

    expect(versionAfterADay).toBe(2);
    expect(await version()).toBe(3);
    expect(await listKeys(ports, workspace)).toMatchObject([{ lastUsedOn: "2026-03-02" }]);
  });
});

describe("a guest's API key", () => {
  const guests = { ...wish, guest: true };

  it("is a guest's, and lasts by its use as a session does", async () => {
    const ports = createMemoryPorts();
    const { secret } = await createKey(ports, guests);

    ports.time.now = later(sampleSettings.sessionSeconds - 1);
    expect(await admitKey(ports, secret)).toMatchObject({ guest: true });
    ports.time.now = later(2 * sampleSettings.sessionSeconds - 2);
    expect(await admitKey(ports, secret)).toMatchObject({ guest: true });
    ports.time.now = later(4 * sampleSettings.sessionSeconds);
    await expect(admitKey(ports, secret)).rejects.toMatchObject({ code: "invalid-key" });
  });

  it("is none where guests are not let in any more", async () => {
    const ports = createMemoryPorts();
    const { secret } = await createKey(ports, guests);

    const closed = { ...ports, settings: { ...ports.settings, guests: false } };

    await expect(admitKey(closed, secret)).rejects.toMatchObject({ code: "invalid-key" });
  });
});

it("a workspace has a limited number of keys", async () => {
  const ports = createMemoryPorts();
  for (let count = 0; count < 50; count++) await createKey(ports, wish);

  await expect(createKey(ports, wish)).rejects.toMatchObject({ code: "wrong-state" });
});

async function hashOf(ports: ReturnType<typeof createMemoryPorts>, id: string): Promise<string> {
  const stored = await ports.documents.get({ workspace, kind: "api-key", id });
  return apiKeySchema.parse(stored?.body).hash;
}

function dieAfter<Args extends unknown[]>(call: (...args: Args) => Promise<unknown>) {
  return async (...args: Args): Promise<never> => {
    await call(...args);
    throw new Error("died");
  };
}
