import type { Plan, PlannedResource } from "../../planned-resource.ts";
import { controls } from "../index.ts";

/** A plan of nothing but what a test is about. */
export function samplePlan(resources: PlannedResource[] = [], rest: Partial<Plan> = {}): Plan {
  const app = { name: "sluice", removal: "retain", protect: true };
  return { stage: "production", app, resources, links: {}, functions: {}, outputs: {}, ...rest };
}

/** `aws:s3/bucket:Bucket` by its parts, so that a test is short. */
export function planned(type: string, name: string, inputs: Record<string, unknown>): PlannedResource {
  return { type, name, inputs };
}

export const policyOf = (...Statement: Record<string, unknown>[]) => JSON.stringify({ Version: "2012-10-17", Statement });

/** What one control finds in a plan, whether it applies to the stage or not. */
export function problemsOf(id: string, plan: Plan): string[] {
  const control = controls.find((candidate) => candidate.id === id);
  if (!control) throw new Error(`There is no control ${id}.`);
  return control.check(plan).map(({ resource, problem }) => `${resource}: ${problem}`);
}
