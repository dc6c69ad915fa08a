import { kindOf } from "./concerns.ts";
import { type Difference, findDifferences } from "./find-differences.ts";
import type { Plan, PlannedResource } from "./planned-resource.ts";

/**
 * What a stage has otherwise than another: things of one only, and inputs with other values; the same change of several things of
 * a kind is said once. Names that carry the stage, and letters drawn from them, are equal.
 */
export function stageChanges(from: Plan, to: Plan): string[] {
  const before = byKey(from);
  const after = byKey(to);
  const changes: Change[] = [];
  for (const thing of after.keys()) if (!before.has(thing)) changes.push({ thing, what: `only in ${to.stage}` });
  for (const [thing, inputs] of before) {
    if (after.has(thing))
      changes.push(...findDifferences(inputs, after.get(thing)).map((difference) => ({ thing, what: describe(difference) })));
    else changes.push({ thing, what: `not in ${to.stage}` });
  }
  const alike = Map.groupBy(changes, ({ thing, what }) => `${thing.split(" ")[0]}\n${what}`);
  return [...alike.values()].map(([first, ...others]) => {
    const { thing = "", what = "" } = first ?? {};
    return `${others.length === 0 ? thing : `${others.length + 1} × ${thing.split(" ")[0]}`}: ${what}`;
  });
}

/** `Queue Work`, and what is otherwise about it. */
interface Change {
  thing: string;
  what: string;
}

function byKey({ resources, links, stage, app }: Plan): Map<string, unknown> {
  const neutral = (value: string) =>
    value
      .replaceAll(stage, "STAGE")
      .replace(/-[a-z]{8}\b/g, "")
      .replace(/Subscriber[A-Z][a-z]{5}/g, "Subscriber")
      .replace(/\b[0-9a-f]{64}\b/g, "HASH");
  const isOfProduct = ({ type }: PlannedResource) => !/^(pulumi|command|random|aws:s3\/bucketObject)/.test(type);
  const entries: [string, unknown][] = [
    ["app", app],
    ...Object.entries(links).map(([name, properties]): [string, unknown] => [`Link ${name}`, properties]),
    ...resources.filter(isOfProduct).map((resource): [string, unknown] => [`${kindOf(resource)} ${resource.name}`, resource.inputs]),
  ];
  return new Map(entries.map(([key, value]) => [neutral(key), JSON.parse(neutral(JSON.stringify(value)))]));
}

function describe({ path, from, to }: Difference): string {
  return `${path} ${brief(from)} → ${brief(to)}`;
}

function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}
