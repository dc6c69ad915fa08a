import type { ComparableGraph } from "./comparable-graph.ts";

/** What is otherwise on one side, a line each: `queue Work: visibility 5400 s on AWS, 5300 s on the laptop`. */
export function listDifferences(aws: ComparableGraph, laptop: ComparableGraph): string[] {
  const kinds = Object.keys(aws) as (keyof ComparableGraph)[];
  return kinds.flatMap((kind) =>
    keysOf(aws[kind], laptop[kind]).flatMap((id) => {
      const [one, other] = [aws[kind][id], laptop[kind][id]];
      if (one === undefined || other === undefined) return [`${kind} ${id}: ${side(one)}`];
      return differences([], one, other).map((difference) => `${kind} ${id}: ${difference}`);
    }),
  );
}

function differences(path: string[], aws: unknown, laptop: unknown): string[] {
  const [one, other] = [toRecord(aws), toRecord(laptop)];
  if (one && other) return keysOf(one, other).flatMap((key) => differences([...path, key], one[key], other[key]));
  if (aws === laptop) return [];
  if (aws === undefined || laptop === undefined) {
    const only = aws ?? laptop;
    return [`${label(path)} ${side(aws)}${only === present ? "" : `: ${value(path, only)}`}`];
  }
  return [`${label(path)} ${value(path, aws)} on AWS, ${value(path, laptop)} on the laptop`];
}

/** Objects by property, lists of texts by text, other lists by what names their items. */
function toRecord(value: unknown): Record<string, unknown> | null {
  if (typeof value !== "object" || value === null) return null;
  if (!Array.isArray(value)) return value as Record<string, unknown>;
  return Object.fromEntries(
    value.map((item: unknown, index): [string, unknown] => {
      if (typeof item === "string") return [item, present];
      const { id, name } = item as { id?: string; name?: string };
      return [id ?? name ?? `${index + 1}.`, item];
    }),
  );
}

/** Stands for a text that is in a list. */
const present = Symbol("present");

const side = (aws: unknown) => (aws === undefined ? "only on the laptop" : "only on AWS");

const units: Record<string, string> = { Seconds: "s", Megabytes: "MB", Days: "d" };
const unitPattern = new RegExp(`(${Object.keys(units).join("|")})$`);

function label(path: string[]): string {
  return path.join(" ").replace(unitPattern, "");
}

function value(path: string[], value: unknown): string {
  if (value === null) return "none";
  const unit = units[unitPattern.exec(path.at(-1) ?? "")?.[1] ?? ""];
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return unit && typeof value === "number" ? `${text} ${unit}` : text;
}

function keysOf(one: object, other: object): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])];
}
