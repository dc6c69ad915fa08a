"use client";

import { ChartColumn, ChartLine, ChartNoAxesColumn, ChartScatter, Hash, type LucideIcon, Table } from "lucide-react";
import { useId } from "react";
import type { AnswerColumn, AnswerRows } from "#core/charts/answer-cell";
import type { ChartKind, ChartSpec } from "#core/charts/chart-spec";
import { chartOfKind, rolesOf } from "#core/charts/suggest-chart";
import { SelectField } from "../drops/rule-fields.tsx";
import { Checkbox } from "../ui/checkbox.tsx";

interface ChartChoiceProps {
  columns: readonly AnswerColumn[];
  rows: AnswerRows;
  spec: ChartSpec;
  onChange: (spec: ChartSpec) => void;
}

const kinds: readonly { kind: ChartKind; words: string; Icon: LucideIcon }[] = [
  { kind: "table", words: "Table", Icon: Table },
  { kind: "number", words: "Number", Icon: Hash },
  { kind: "bar", words: "Bars", Icon: ChartColumn },
  { kind: "line", words: "Line", Icon: ChartLine },
  { kind: "scatter", words: "Points", Icon: ChartScatter },
  { kind: "histogram", words: "Histogram", Icon: ChartNoAxesColumn },
];
const mostValues = 8;

/** How an answer is drawn: the kind of chart, and its columns. */
export function ChartChoice({ columns, rows, spec, onChange }: ChartChoiceProps) {
  const name = useId();
  return (
    <div className="flex flex-col gap-4">
      <fieldset className="grid grid-cols-3 gap-1.5 sm:grid-cols-6">
        <legend className="mb-1.5 font-medium">Drawn as</legend>
        {kinds.map(({ kind, words, Icon }) => {
          const chosen = kind === spec.kind ? spec : chartOfKind(kind, columns, rows);
          return (
            <label
              key={kind}
              className="relative flex h-14 cursor-pointer flex-col items-center justify-center gap-1 rounded border border-line bg-surface text-xs text-quiet transition-colors hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-checked:font-medium has-checked:text-accent has-focus-visible:outline-2 has-focus-visible:outline-accent has-disabled:pointer-events-none has-disabled:opacity-50"
            >
              <input
                type="radio"
                name={name}
                checked={kind === spec.kind}
                disabled={chosen === null}
                onChange={() => chosen && onChange(chosen)}
                className="absolute inset-0 cursor-pointer opacity-0"
              />
              <Icon aria-hidden="true" className="size-4" />
              {words}
            </label>
          );
        })}
      </fieldset>
      <ColumnChoices {...{ columns, rows, spec, onChange }} />
    </div>
  );
}

function ColumnChoices({ columns, rows, spec, onChange }: ChartChoiceProps) {
  const names = columns.map((column) => column.name);
  const numbers = rolesOf(columns, rows).flatMap(({ name, role }) => (role === "number" ? [name] : []));
  const pick = (label: string, value: string, change: (name: string) => void, of: readonly string[] = names) => (
    <ColumnField label={label} value={value} names={of} onChange={change} />
  );
  // A column of texts may hold numbers, so where none is known to, all can be chosen.
  const values = numbers.length > 0 ? numbers : names;
  switch (spec.kind) {
    case "table":
      return null;
    case "number":
    case "histogram":
      return pick("Value", spec.value, (value) => onChange({ ...spec, value }), values);
    case "scatter":
      return (
        <div className="flex flex-wrap gap-3">
          {pick("Across", spec.x, (x) => onChange({ ...spec, x }), values)}
          {pick("Up", spec.y, (y) => onChange({ ...spec, y }), values)}
          <SeriesField label="Colours by" {...{ names, spec, onChange }} />
        </div>
      );
    case "bar":
    case "line":
      return (
        <>
          <div className="flex flex-wrap gap-3">
            {pick(spec.kind === "bar" ? "A bar for each" : "Along", spec.x, (x) => onChange({ ...spec, x }))}
            {spec.kind === "line" && <SeriesField label="A line for each" {...{ names, spec, onChange }} />}
          </div>
          <ValuesField names={values} spec={spec} onChange={onChange} />
        </>
      );
  }
}

interface ColumnFieldProps {
  label: string;
  value: string;
  names: readonly string[];
  onChange: (name: string) => void;
  /** What stands for no column, where there need be none. */
  none?: string;
}

function ColumnField({ label, value, names, onChange, none }: ColumnFieldProps) {
  const isMissing = value !== "" && !names.includes(value);
  return (
    <SelectField label={label} value={value} onChange={onChange}>
      {none !== undefined && <option value="">{none}</option>}
      {isMissing && <option value={value}>{value} (not in the answer)</option>}
      {names.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}

type WithSeries = Extract<ChartSpec, { kind: "line" | "scatter" }>;

function SeriesField({
  label,
  names,
  spec,
  onChange,
}: {
  label: string;
  names: readonly string[];
  spec: WithSeries;
  onChange: (spec: ChartSpec) => void;
}) {
  const change = (series: string) => {
    const { series: _, ...rest } = spec;
    if (series === "") return onChange(rest);
    // Then there is one column of values.
    onChange(rest.kind === "line" ? { ...rest, y: rest.y.slice(0, 1), series } : { ...rest, series });
  };
  const others = names.filter((name) => name !== spec.x);
  return <ColumnField label={label} value={spec.series ?? ""} names={others} onChange={change} none="None" />;
}

type WithValues = Extract<ChartSpec, { kind: "bar" | "line" }>;

function ValuesField({ names, spec, onChange }: { names: readonly string[]; spec: WithValues; onChange: (spec: ChartSpec) => void }) {
  const isOne = spec.kind === "line" && spec.series !== undefined;
  const known = [...names.filter((name) => name !== spec.x), ...spec.y.filter((name) => !names.includes(name))];
  if (isOne || known.length < 2) {
    return <ColumnField label="Values" value={spec.y[0] ?? ""} names={known} onChange={(y) => onChange({ ...spec, y: [y] })} />;
  }
  const toggle = (name: string, isChosen: boolean) => {
    const y = isChosen ? [...spec.y, name] : spec.y.filter((each) => each !== name);
    if (y.length > 0 && y.length <= mostValues) onChange({ ...spec, y });
  };
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 font-medium">Values</legend>
      <div className="flex max-h-40 flex-wrap gap-x-5 gap-y-2 overflow-y-auto py-1 pl-1">
        {known.map((name) => (
          <span key={name} className="flex items-center gap-2">
            <Checkbox label={name} checked={spec.y.includes(name)} onChange={(isChosen) => toggle(name, isChosen)} />
            <span aria-hidden="true">{name}</span>
          </span>
        ))}
      </div>
      {spec.kind === "bar" && spec.y.length > 1 && (
        <span className="flex items-center gap-2 border-line border-t pt-2">
          <Checkbox label="On top of one another" checked={spec.stacked ?? false} onChange={(stacked) => onChange({ ...spec, stacked })} />
          <span aria-hidden="true">On top of one another</span>
        </span>
      )}
    </fieldset>
  );
}
