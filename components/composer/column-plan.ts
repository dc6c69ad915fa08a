/** One column of the file and what becomes of it, in output order. */
export interface ColumnChoice {
  /** Its name in the file. */
  column: string;
  /** Its position in the file. */
  index: number;
  /** Its name in the result. */
  as: string;
  kept: boolean;
}

const untouched = new WeakMap<readonly string[], readonly ColumnChoice[]>();

/** Everything as it is; the same plan for the same header. */
export function untouchedPlan(names: readonly string[]): readonly ColumnChoice[] {
  const known = untouched.get(names);
  if (known) return known;
  const plan = planColumns(names);
  untouched.set(names, plan);
  return plan;
}

export function planColumns(names: readonly string[]): ColumnChoice[] {
  return names.map((column, index) => ({ column, index, as: column, kept: true }));
}

/** The plan that a `columns` parameter stands for in a file with these columns; what the file does not have is passed over. */
export function planFromParam(names: readonly string[], param: readonly { column: string; as?: string }[]): ColumnChoice[] {
  const chosen = param.flatMap(({ column, as = column }) => {
    const index = names.indexOf(column);
    return index < 0 ? [] : [{ column, index, as, kept: true }];
  });
  const taken = new Set(chosen.map(({ index }) => index));
  return [
    ...chosen,
    ...planColumns(names)
      .filter(({ index }) => !taken.has(index))
      .map((choice) => ({ ...choice, kept: false })),
  ];
}

/** The plan that a `rename` parameter stands for: all columns in their order, some under another name. */
export function planFromRename(names: readonly string[], param: readonly { column: string; as?: string }[]): ColumnChoice[] {
  const given = new Map(param.map(({ column, as }) => [column, as] as const));
  return planColumns(names).map((choice) => ({ ...choice, as: given.get(choice.column) ?? choice.as }));
}

export function renameColumn(plan: readonly ColumnChoice[], index: number, as: string): ColumnChoice[] {
  return plan.map((choice) => (choice.index === index ? { ...choice, as: as === "" ? choice.column : as } : choice));
}

export function keepColumn(plan: readonly ColumnChoice[], index: number, kept: boolean): ColumnChoice[] {
  return plan.map((choice) => (choice.index === index ? { ...choice, kept } : choice));
}

export function keepAll(plan: readonly ColumnChoice[], kept: boolean): ColumnChoice[] {
  return plan.map((choice) => ({ ...choice, kept }));
}

/** Moves the column at one place of the order to another. */
export function moveColumn(plan: readonly ColumnChoice[], from: number, to: number): ColumnChoice[] {
  const moved = plan[from];
  if (!moved || to < 0 || to >= plan.length) return [...plan];
  return plan.toSpliced(from, 1).toSpliced(to, 0, moved);
}

export function isUntouched(plan: readonly ColumnChoice[]): boolean {
  return plan.every((choice, place) => choice.kept && choice.index === place && choice.as === choice.column);
}

/** The `columns` parameter of a conversion; undefined where everything stays as it is. */
export function toColumnParam(plan: readonly ColumnChoice[]): { column: string; as?: string }[] | undefined {
  if (isUntouched(plan)) return undefined;
  return plan.filter((choice) => choice.kept).map(({ column, as }) => (as === column ? { column } : { column, as }));
}

/** The `rename` parameter, where new names are all that was asked for. */
export function toRenameParam(plan: readonly ColumnChoice[]): { column: string; as: string }[] | undefined {
  const isInOrder = plan.every((choice, place) => choice.kept && choice.index === place);
  const renamed = plan.filter(({ column, as }) => as !== column);
  return isInOrder && renamed.length > 0 ? renamed.map(({ column, as }) => ({ column, as })) : undefined;
}

/** Why this plan cannot be carried out, or null. */
export function columnProblem(plan: readonly ColumnChoice[]): string | null {
  const kept = plan.filter((choice) => choice.kept);
  if (kept.length === 0) return "Every column is left out. Keep at least one.";
  const names = new Set<string>();
  for (const { as } of kept) {
    if (names.has(as)) return `Two columns would be called “${as}”. Give one of them another name.`;
    names.add(as);
  }
  return null;
}

/** "3 of 12 columns", or "" while nothing was changed. */
export function columnWords(plan: readonly ColumnChoice[]): string {
  if (isUntouched(plan)) return "";
  const kept = plan.filter((choice) => choice.kept).length;
  if (kept < plan.length) return `${kept} of ${plan.length} columns`;
  return plan.some((choice) => choice.as !== choice.column) ? "columns renamed" : "columns reordered";
}
