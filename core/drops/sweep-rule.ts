import type { StoredDocument } from "../ports/document-store.ts";
import { changeSet } from "./change-set.ts";
import type { DropPorts } from "./drop-job.ts";
import { toSetId } from "./drop-set.ts";
import { deadlineOf, nextExpected } from "./expected-days.ts";
import type { Rule } from "./rule.ts";
import { toStoredRule, writeRule } from "./rule-documents.ts";
import { listStoredSets } from "./set-documents.ts";
import { openSet, passDeadline } from "./set-events.ts";

/** Days that a sweep makes up for at a time, should nobody have swept for long. */
const mostDays = 31;

/** Notices the days of which nothing came by the deadline; where something came, the set of the day sees to it by itself. */
export async function sweepRule(ports: DropPorts, document: StoredDocument): Promise<void> {
  const stored = toStoredRule(document);
  const { rule } = stored;
  const { deadline } = rule;
  if (!deadline || !rule.enabled || stored.expectFrom === null) return;
  let date = stored.expectFrom;
  for (let days = 0; days < mostDays && deadlineOf(deadline, date) <= ports.now().getTime(); days++) {
    await noticeNothing(ports, document.workspace, rule, date);
    date = nextExpected(deadline, date);
  }
  // Changed meanwhile: by the next sweep it is looked at as it is then.
  await writeRule(ports, document.workspace, { ...stored, expectFrom: date });
}

async function noticeNothing(ports: DropPorts, workspace: string, rule: Rule, date: string): Promise<void> {
  const { sets } = await listStoredSets(ports, workspace, { from: `${date}~${rule.id}~`, to: `${date}~${rule.id}`, limit: 1 });
  if (sets.length > 0) return;
  const clock = { now: ports.now(), settings: ports.settings };
  await changeSet(ports, { workspace, id: toSetId({ date, rule: rule.id, version: rule.version }) }, async (known) => {
    if (known) return { kind: "nothing" };
    const deadlineAt = new Date(deadlineOf(rule.deadline ?? missing(rule), date)).toISOString();
    return await passDeadline({ ...openSet(rule, date, clock), deadlineAt }, clock);
  });
}

function missing(rule: Rule): never {
  throw new Error(`The rule ${rule.id} has no deadline.`);
}
