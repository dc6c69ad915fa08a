import type { Plan, PlannedResource } from "../planned-resource.ts";

/** What is wrong with one resource (its Pulumi name), as a sentence. */
export interface Problem {
  resource: string;
  problem: string;
}

/** One rule that a plan keeps or breaks. */
export interface Control {
  /** Ours, in kebab-case: exceptions and reports name it. */
  id: string;
  title: string;
  /** The ids under which others publish the rule, or AWS's page where nobody has numbered it; none where the rule is ours. */
  sources: string[];
  /** Without it: every stage. */
  appliesTo?(plan: Plan): boolean;
  /** Nothing that could break the rule is a problem too: no control passes on an empty plan. */
  check(plan: Plan): Problem[];
}

export const isProduction = ({ stage }: Plan) => stage === "production";
/** Production always, and another stage that has alarms. */
export const isWatched = (plan: Plan) => isProduction(plan) || resourcesOf(plan, "aws:sns/topic:Topic").length > 0;

export function resourcesOf(plan: Plan, type: string): PlannedResource[] {
  return plan.resources.filter((resource) => resource.type === type);
}

/** Asks every resource of a type for what is wrong with it; that there is none is a problem of the stage. */
export function checkEach(plan: Plan, type: string, problemsOf: (resource: PlannedResource) => string[]): Problem[] {
  return checkAll(plan, resourcesOf(plan, type), `any ${type.split(":").at(-1)}`, problemsOf);
}

export function checkAll(
  { stage }: Plan,
  resources: PlannedResource[],
  what: string,
  problemsOf: (resource: PlannedResource) => string[],
): Problem[] {
  if (resources.length === 0) return [{ resource: stage, problem: `The plan is without ${what}.` }];
  return resources.flatMap((resource) => problemsOf(resource).map((problem) => ({ resource: resource.name, problem })));
}

/** The sentence where the rule is broken, nothing where it holds. */
export function unless(holds: boolean, problem: string): string[] {
  return holds ? [] : [problem];
}

/** The one resource of a type that says something about another; of several, the later would overwrite the earlier. */
export function onlyOne<T>(plan: Plan, type: string, belongs: (inputs: Record<string, unknown>) => boolean): Partial<T> | undefined {
  const [first, ...others] = resourcesOf(plan, type).filter(({ inputs }) => belongs(inputs));
  return others.length === 0 ? (first?.inputs as Partial<T> | undefined) : undefined;
}
