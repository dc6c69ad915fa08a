import * as z from "zod/mini";
import type { StoredDocument } from "../ports/document-store.ts";
import type { Ports } from "../ports/ports.ts";
import { nextDue } from "./expected-days.ts";
import { builtInRule, builtInRuleId, type Rule, ruleSchema } from "./rule.ts";

export type RulePorts = Pick<Ports, "documents">;

const bodySchema = z.object({
  rule: ruleSchema,
  /** The first day whose deadline has not been looked at; null where there is none. */
  expectFrom: z.nullable(z.string()),
});

export interface StoredRule {
  rule: Rule;
  expectFrom: string | null;
  /** 0 for the built-in rule as long as nobody changed it. */
  documentVersion: number;
}

const pageSize = 100;

/** The rules in the order in which they are asked: as they were made, the built-in one last. */
export async function listRules(ports: RulePorts, workspace: string): Promise<StoredRule[]> {
  const rules: StoredRule[] = [];
  let cursor: string | undefined;
  do {
    const page = await ports.documents.list(workspace, "rule", { limit: pageSize, cursor });
    rules.push(...page.documents.map(toStoredRule));
    cursor = page.cursor;
  } while (cursor !== undefined);
  const own = rules.filter(({ rule }) => rule.id !== builtInRuleId);
  return [...own, rules.find(({ rule }) => rule.id === builtInRuleId) ?? unchangedBuiltIn];
}

export async function readRule(ports: RulePorts, workspace: string, id: string): Promise<StoredRule | null> {
  const document = await ports.documents.get({ workspace, kind: "rule", id });
  if (document) return toStoredRule(document);
  return id === builtInRuleId ? unchangedBuiltIn : null;
}

/** False when somebody else was faster. */
export async function writeRule(ports: RulePorts, workspace: string, { rule, expectFrom, documentVersion }: StoredRule): Promise<boolean> {
  const dueAt = rule.enabled && rule.deadline && expectFrom !== null ? nextDue(rule.deadline, expectFrom) : undefined;
  return await ports.documents.put({
    ...{ workspace, kind: "rule", id: rule.id, version: documentVersion + 1, body: { rule, expectFrom } },
    ...(dueAt !== undefined && { dueAt }),
  });
}

export async function removeRule(ports: RulePorts, workspace: string, { rule, documentVersion }: StoredRule): Promise<boolean> {
  return await ports.documents.remove({ workspace, kind: "rule", id: rule.id, version: documentVersion });
}

export function toStoredRule({ body, version }: StoredDocument): StoredRule {
  return { ...bodySchema.parse(body), documentVersion: version };
}

const unchangedBuiltIn: StoredRule = { rule: builtInRule, expectFrom: null, documentVersion: 0 };
