import { describe, expect, it } from "vitest";
import { AppError } from "../app-error.ts";
import type { Notice } from "../realtime/messages.ts";
import { closeConnection } from "./close-connection.ts";
import { fitMessage, maxMessageBytes } from "./fit-message.ts";
import { issueTicket } from "./issue-ticket.ts";
import type { Job } from "./job.ts";
import { notifyConnections } from "./notify-connections.ts";
import { openConnection } from "./open-connection.ts";
import { receiveMessage } from "./receive-message.ts";
import { createMemoryPorts } from "./testing/memory-ports.ts";
import { later, sampleFile, sampleJob, sampleTime, sampleWorkspace as workspace } from "./testing/sample-job.ts";
import { toJobLine } from "./to-job-view.ts";

const connectedAt = sampleTime.toISOString();

function toNotice(job: Job): Notice {
  return { workspace: job.workspace, message: { v: 1, type: "job", job: toJobLine(job) } };
}

function progress(rows: number, attempt = 1): Notice {
  return { workspace, message: { v: 1, type: "progress", id: sampleJob("running").id, attempt, rows, bytes: rows } };
}

async function withTabs(...ids: string[]) {
  const ports = createMemoryPorts();
  for (const id of ids) await ports.connections.put({ workspace, id, connectedAt });
  return ports;
}

describe("notices", () => {
  it("go to every tab of their workspace and to no other", async () => {
    const ports = await withTabs("a", "b");
    await ports.connections.put({ workspace: "other", id: "c", connectedAt });

    const failed = await notifyConnections(ports, [toNotice(sampleJob("queued"))]);

    expect(failed).toEqual([]);
    expect(ports.posted.map(({ connectionId }) => connectionId).sort()).toEqual(["a", "b"]);
  });

  it("of a storm say the newest of each job, every end, and the latest progress", async () => {
    const ports = await withTabs("a");
    const versions = [
      sampleJob("failed", { version: 4 }),
      sampleJob("running", { version: 3 }),
      sampleJob("queued", { version: 5 }),
      sampleJob("running", { version: 6 }),
      sampleJob("queued", { version: 5 }),
    ];

    await notifyConnections(ports, [...versions.map(toNotice), progress(10), progress(30), progress(20)]);

    expect(ports.posted.map(({ message }) => message)).toEqual([
      expect.objectContaining({ job: expect.objectContaining({ version: 4, status: "failed" }) }),
      expect.objectContaining({ job: expect.objectContaining({ version: 6 }) }),
      expect.objectContaining({ type: "progress", rows: 30 }),
    ]);
  });

  it("of progress are kept while their job goes on, and go with its end", async () => {
    const ports = await withTabs("a");

    await notifyConnections(ports, [progress(10), progress(30), progress(20), progress(5, 2)]);
    await notifyConnections(ports, [toNotice(sampleJob("cancelled", { deletedAt: connectedAt })), progress(40)]);

    expect(ports.posted.map(({ message }) => message)).toEqual([
      expect.objectContaining({ rows: 5, attempt: 2 }),
      expect.objectContaining({ job: expect.objectContaining({ deleted: true }) }),
    ]);
  });

  it("remove a connection that is gone, unless it is too young to be sure", async () => {
    const ports = await withTabs("old", "live");
    await ports.connections.put({ workspace, id: "young", connectedAt: later(100).toISOString() });
    ports.gone.add("old").add("young");
    ports.time.now = later(110);

    const failed = await notifyConnections(ports, [toNotice(sampleJob("queued"))]);

    expect(failed).toEqual([]);
    expect((await ports.connections.list(workspace)).map(({ id }) => id)).toEqual(["live", "young"]);
  });

  it("that the gateway would not take come again, those of other workspaces do not", async () => {
    const ports = await withTabs("a", "b");
    await ports.connections.put({ workspace: "other", id: "c", connectedAt });
    const { send } = ports.sender;
    ports.sender.send = async (id, message) => {
      if (id === "a") throw new AppError("unavailable", "Throttled.", { retryable: true });
      return await send(id, message);
    };

    const failed = await notifyConnections(ports, [
      toNotice(sampleJob("queued")),
      toNotice(sampleJob("queued", { workspace: "other" })),
      progress(1),
    ]);

    expect(failed).toEqual([0, 2]);
    expect(ports.posted.map(({ connectionId }) => connectionId).sort()).toEqual(["b", "b", "c"]);
  });

  it("never pass the gateway's limit", () => {
    const files = Array.from({ length: 50 }, (_, n) => sampleFile({ n, name: "€".repeat(1000) }));
    const params = { to: "x".repeat(100_000) };

    const message = fitMessage(toNotice(sampleJob("queued", { files, params })).message);

    expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThan(maxMessageBytes);
    expect(message).toMatchObject({ job: { status: "queued", version: 3 } });
  });
});

describe("a socket", () => {
  it("opens with a ticket once, in time, into the workspace it was given to", async () => {
    const ports = createMemoryPorts();
    const { ticket } = await issueTicket(ports, { workspace });
    const late = await issueTicket(ports, { workspace });

    await openConnection(ports, { connectionId: "a", ticket });
    await expect(openConnection(ports, { connectionId: "b", ticket })).rejects.toMatchObject({ code: "invalid-ticket" });
    await expect(openConnection(ports, { connectionId: "b", ticket: undefined })).rejects.toMatchObject({ code: "invalid-ticket" });
    ports.time.now = later(61);
    await expect(openConnection(ports, { connectionId: "b", ticket: late.ticket })).rejects.toMatchObject({ code: "invalid-ticket" });

    expect(await ports.connections.list(workspace)).toEqual([{ workspace, id: "a", connectedAt }]);
  });

  it("answers a ping while it is known, and nothing once it was forgotten, so that its client opens another", async () => {
    const ports = await withTabs("a");
    const ping = JSON.stringify({ v: 1, type: "ping" });

    await receiveMessage(ports, { connectionId: "a", body: ping });
    await closeConnection(ports, "a");
    await closeConnection(ports, "a");
    await receiveMessage(ports, { connectionId: "a", body: ping });

    expect(ports.posted).toEqual([{ connectionId: "a", message: { v: 1, type: "pong" } }]);
  });

  it.each(["", "{", '"ping"', '{"v":2,"type":"ping"}', '{"v":1,"type":"delete"}'])("refuses to understand %j", async (body) => {
    await expect(receiveMessage(await withTabs("a"), { connectionId: "a", body })).rejects.toMatchObject({ code: "invalid-request" });
  });
});
