import type { StoredDocument } from "../ports/document-store.ts";
import { changeQuery, type QueryRecord, removeQuery, toRecord } from "./query-documents.ts";
import { endQuery, hasEnded } from "./query-status.ts";
import { type SendPorts, sendDue } from "./send-query.ts";

/** Much longer than every attempt at a query takes together. */
const givenUpAfterMs = 2 * 3_600_000;

/**
 * Looks after a query whose time has come: sends what may have been lost, hands on what nobody runs any more, ends what cannot go
 * on, forgets one of which only the cost was asked.
 */
export async function sweepQuery(ports: SendPorts, document: StoredDocument): Promise<void> {
  const record = toRecord(document);
  const { query } = record;
  const now = ports.now();
  if (hasEnded(query.status) && query.dryRun) {
    await removeQuery(ports, record);
  } else if (!hasEnded(query.status) && Date.parse(query.createdAt) + givenUpAfterMs <= now.getTime()) {
    await giveUp(ports, record);
  } else if (query.makingUntil !== undefined && query.makingUntil <= now.toISOString()) {
    await giveUpFiles(ports, record);
  } else {
    await sendDue(ports, record);
  }
}

async function giveUp(ports: SendPorts, record: QueryRecord): Promise<void> {
  const error = { code: "unavailable", message: "Nobody could run this query for hours. Ask again." } as const;
  await changeQuery(ports, record, (query) => {
    const isAlive = hasEnded(query.status) || (query.leaseUntil !== undefined && query.leaseUntil > ports.now().toISOString());
    return isAlive ? null : endQuery(query, { status: "failed", error }, ports.now());
  });
}

async function giveUpFiles(ports: SendPorts, record: QueryRecord): Promise<void> {
  const error = { code: "unavailable", message: "The file could not be made. Ask for it again." } as const;
  await changeQuery(ports, record, ({ makingUntil: _, ...query }) => {
    const unmade = [...(query.unmade ?? []), ...query.making.map((to) => ({ to, ...error }))];
    return { query: { ...query, making: [], unmade } };
  });
}
