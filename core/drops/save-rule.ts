import { AppError } from "../app-error.ts";
import { toCanonicalJson } from "../canonical-json.ts";
import { createJobId } from "../jobs/job-id.ts";
import { requireFileCount } from "../jobs/require-request.ts";
import { parseParams, requireOperation } from "../operations/registry.ts";
import type { Ports } from "../ports/ports.ts";
import { resolveRecipe } from "../recipes/resolve-recipe.ts";
import { firstExpected } from "./expected-days.ts";
import { parsePattern } from "./file-pattern.ts";
import { builtInRuleId, isSetRule, type Rule } from "./rule.ts";
import { listRules, readRule, type StoredRule, writeRule } from "./rule-documents.ts";
import { isZone } from "./set-date.ts";
import { toAsked } from "./to-asked.ts";

export type RuleContent = Omit<Rule, "id" | "version" | "createdAt" | "updatedAt">;

type SavePorts = Pick<Ports, "documents" | "settings" | "now">;

const maxRules = 100;
const maxRuleBytes = 64 * 1024;
const maxTries = 20;

/** Makes a rule. @throws AppError invalid-request, unknown-operation, no-such-recipe, too-many-files */
export async function createRule(ports: SavePorts, workspace: string, content: RuleContent): Promise<Rule> {
  await requireContent(ports, workspace, content);
  const others = (await listRules(ports, workspace)).filter(({ rule }) => rule.id !== builtInRuleId);
  if (others.length >= maxRules) {
    throw new AppError("invalid-request", `A workspace has at most ${maxRules} rules. Delete one that is not needed.`);
  }
  // Rules are asked in the order of their ids: one that is made after another shall stand after it.
  const made = new Date(Math.max(ports.now().getTime(), ...others.map(({ rule }) => Date.parse(rule.createdAt) + 1)));
  const at = made.toISOString();
  const rule: Rule = { ...content, id: createJobId(made), version: 1, createdAt: at, updatedAt: at };
  if (await writeRule(ports, workspace, { rule, expectFrom: expectFrom(rule, ports.now()), documentVersion: 0 })) return rule;
  throw new AppError("conflict", "The rule could not be stored. Try again.", { retryable: true });
}

/** Puts a rule's content in its place; sets of days that began under the former one go on by it. @throws AppError not-found, and as `createRule` */
export async function changeRule(ports: SavePorts, workspace: string, id: string, content: RuleContent): Promise<Rule> {
  await requireContent(ports, workspace, content);
  for (let tries = 0; tries < maxTries; tries++) {
    const stored = await readRule(ports, workspace, id);
    if (!stored) throw ruleNotFound();
    const next = toNext(stored, content, ports.now());
    if (next === stored || (await writeRule(ports, workspace, next))) return next.rule;
  }
  throw new AppError("conflict", "The rule is being changed by others at the same time. Try again.", { retryable: true });
}

export function ruleNotFound(): AppError {
  return new AppError("not-found", "There is no such rule.");
}

function toNext(stored: StoredRule, content: RuleContent, now: Date): StoredRule {
  const { rule } = stored;
  const { id, version, createdAt, updatedAt } = rule;
  if (toCanonicalJson({ ...content, id, version, createdAt, updatedAt }) === toCanonicalJson(rule)) return stored;
  const next: Rule = { ...content, id, version: isOther(rule, content) ? version + 1 : version, createdAt, updatedAt: now.toISOString() };
  const goesOn = rule.enabled && next.enabled && toCanonicalJson(rule.deadline) === toCanonicalJson(next.deadline);
  return { rule: next, expectFrom: goesOn ? stored.expectFrom : expectFrom(next, now), documentVersion: stored.documentVersion };
}

/** What a set remembers of its rule: sets of two versions do not mix. */
function isOther(a: RuleContent, b: RuleContent): boolean {
  const essence = ({ files, operation, recipe, params, onBadRow }: RuleContent) =>
    toCanonicalJson({ files, operation, recipe, params, onBadRow });
  return essence(a) !== essence(b);
}

function expectFrom({ enabled, deadline }: Rule, now: Date): string | null {
  return enabled && deadline ? firstExpected(deadline, now) : null;
}

async function requireContent(ports: SavePorts, workspace: string, content: RuleContent): Promise<void> {
  requirePatterns(content);
  requireTimes(content, ports.settings);
  const { operation: id, params } = await resolveRecipe(ports, workspace, toAsked(content));
  const operation = requireOperation(id);
  await parseParams(operation, params);
  requireFileCount(operation, isSetRule(content) ? content.files.length : 1);
  if (new TextEncoder().encode(JSON.stringify(content)).length > maxRuleBytes) {
    throw new AppError("invalid-request", "A rule may take 64 KB. Save its parameters as a recipe, or make them smaller.");
  }
}

function requirePatterns(content: RuleContent): void {
  const patterns = content.files.map(parsePattern);
  if (new Set(content.files).size < content.files.length) throw new AppError("invalid-request", "Two of the patterns are the same.");
  const undated = isSetRule(content) ? patterns.find(({ isDated }) => !isDated) : undefined;
  if (!undated) return;
  const message = `“${undated.text}” does not say of which day a file is. Where files of a day belong together or have a deadline, each pattern holds a date such as {YYYYMMDD}.`;
  throw new AppError("invalid-request", message);
}

function requireTimes({ deadline, correctionSeconds }: RuleContent, settings: Ports["settings"]): void {
  if (deadline && !/^([01]\d|2[0-3]):[0-5]\d$/.test(deadline.time)) {
    throw new AppError("invalid-request", `“${deadline.time}” is not a time of day such as 09:00.`);
  }
  if (deadline && !isZone(deadline.zone)) {
    throw new AppError("invalid-request", `“${deadline.zone}” is not a time zone such as Europe/Berlin.`);
  }
  if (correctionSeconds !== null && correctionSeconds > settings.setCorrectionSeconds) {
    const message = `Corrected files can be taken for ${settings.setCorrectionSeconds} seconds at most, since files are not kept for ever.`;
    throw new AppError("invalid-request", message);
  }
}
