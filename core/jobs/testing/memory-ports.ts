import { createMemoryDeadLetters, type MemoryDeadLetters } from "../../dead-letters/testing/memory-dead-letters.ts";
import type { Connection, ConnectionStore } from "../../ports/connections.ts";
import type { Mail } from "../../ports/mailer.ts";
import type { QueueMessage } from "../../ports/message-queue.ts";
import type { Figures, Line, Measured } from "../../ports/observer.ts";
import type { Ports } from "../../ports/ports.ts";
import type { IdempotencyStore, IdempotentRequest, QuotaStore } from "../../ports/quota-store.ts";
import type { WebhookFault, WebhookRequest } from "../../ports/webhook-sender.ts";
import { createMemoryRecords, type MemoryRecords } from "../../records/testing/memory-records.ts";
import { createMemoryLinks } from "../../session/testing/memory-link-store.ts";
import type { Settings } from "../../settings.ts";
import type { QueueName } from "../job.ts";
import { createMemoryCatalogue, type MemoryCatalogue } from "./memory-catalogue.ts";
import { createMemoryDocuments } from "./memory-documents.ts";
import { createMemoryEngine } from "./memory-engine.ts";
import { createMemoryJobs, type MemoryJobs } from "./memory-job-store.ts";
import { createMemoryLedger, type MemoryLedger } from "./memory-ledger.ts";
import { createMemoryObjects, type MemoryObjects } from "./memory-object-store.ts";
import { sampleSettings, sampleTime } from "./sample-job.ts";

export interface MemoryMessage {
  queue: QueueName;
  body: unknown;
}

/** The product's outside in memory, with a clock that a test moves. */
export interface MemoryPorts extends Ports {
  jobs: MemoryJobs;
  objects: MemoryObjects;
  deadLetters: MemoryDeadLetters;
  records: MemoryRecords;
  catalogue: MemoryCatalogue;
  sent: MemoryMessage[];
  /** What other systems were told. */
  batched: QueueMessage[];
  ledger: MemoryLedger;
  posted: { connectionId: string; message: unknown }[];
  /** Connections that answer "gone". */
  gone: Set<string>;
  time: { now: Date };
  /** What was logged and measured. */
  told: Line[];
  measured: { figures: Figures; by?: Measured["by"] }[];
  sweptAt: string[];
  mails: Mail[];
  /** What webhooks were posted, and what the other side says to the next ones: 200 unless told. */
  posts: WebhookRequest[];
  answers: ({ status: number } | { fault: WebhookFault })[];
}

export function createMemoryPorts(patch: Partial<Settings> = {}): MemoryPorts {
  const settings = { ...sampleSettings, ...patch };
  const time = { now: sampleTime };
  const now = () => time.now;
  const sent: MemoryMessage[] = [];
  const batched: QueueMessage[] = [];
  const posted: MemoryPorts["posted"] = [];
  const gone = new Set<string>();
  const told: Line[] = [];
  const measured: MemoryPorts["measured"] = [];
  const sweptAt: string[] = [];
  const mails: Mail[] = [];
  const posts: WebhookRequest[] = [];
  const answers: MemoryPorts["answers"] = [];
  return {
    settings,
    time,
    now,
    sent,
    batched,
    posted,
    gone,
    told,
    measured,
    sweptAt,
    mails,
    posts,
    answers,
    jobs: createMemoryJobs(settings),
    objects: createMemoryObjects(now),
    queue: {
      async send(queue, body) {
        sent.push({ queue, body: structuredClone(body) });
      },
      async sendBatch(_queue, messages) {
        batched.push(...structuredClone([...messages]));
      },
    },
    deadLetters: createMemoryDeadLetters(),
    connections: createMemoryConnections(),
    sender: {
      async send(connectionId, message) {
        if (gone.has(connectionId)) return "gone";
        posted.push({ connectionId, message });
        return "sent";
      },
    },
    quota: createMemoryQuota(),
    idempotency: createMemoryIdempotency(),
    links: createMemoryLinks(),
    catalogue: createMemoryCatalogue(),
    documents: createMemoryDocuments(),
    records: createMemoryRecords(),
    ledger: createMemoryLedger(),
    mailer: {
      async send(mail) {
        mails.push(mail);
        return "sent";
      },
    },
    webhookSender: {
      async post(request) {
        posts.push(request);
        return { ms: 3, ...(answers.shift() ?? { status: 200 }) };
      },
    },
    sweepMark: {
      async set(at) {
        sweptAt.push(at);
      },
    },
    engine: createMemoryEngine(),
    observer: {
      tell: (line) => void told.push(line),
      measure: (figures, { by } = {}) => void measured.push({ figures, ...(by && { by }) }),
    },
  };
}

function createMemoryConnections(): ConnectionStore {
  const tickets = new Map<string, { workspace: string; expiresAt: string }>();
  const connections = new Map<string, Connection>();
  return {
    async putTicket(ticketHash, workspace, expiresAt) {
      tickets.set(ticketHash, { workspace, expiresAt });
    },
    async takeTicket(ticketHash, now) {
      const ticket = tickets.get(ticketHash);
      tickets.delete(ticketHash);
      return ticket && ticket.expiresAt > now ? ticket.workspace : null;
    },
    async put(connection) {
      connections.set(connection.id, connection);
    },
    async find(id) {
      return connections.get(id) ?? null;
    },
    async list(workspace) {
      return [...connections.values()].filter((connection) => connection.workspace === workspace);
    },
    async remove(connection) {
      connections.delete(connection.id);
    },
  };
}

function createMemoryQuota(): QuotaStore {
  const used = new Map<string, number>();
  return {
    async addBytes(workspace, day, bytes, limit) {
      const total = (used.get(`${workspace}/${day}`) ?? 0) + bytes;
      if (total > limit) return false;
      used.set(`${workspace}/${day}`, total);
      return true;
    },
  };
}

function createMemoryIdempotency(): IdempotencyStore {
  const requests = new Map<string, IdempotentRequest>();
  return {
    async claim(workspace, key, request) {
      const first = requests.get(`${workspace}/${key}`) ?? request;
      requests.set(`${workspace}/${key}`, first);
      return first;
    },
  };
}
