import type { DialectOverrides, Inspection } from "#core/csv/index";
import type { FileLook } from "../reading/file-look.ts";

export type DialectMember = keyof DialectOverrides;

/** How a file shall be read, member by member; a member that is absent is left to detection. */
export function withMembers(
  dialect: DialectOverrides,
  members: readonly DialectMember[],
  patch: DialectOverrides | null,
): DialectOverrides {
  const others = Object.entries(dialect).filter(([name]) => !members.some((member) => member === name));
  return { ...(Object.fromEntries(others) as DialectOverrides), ...patch };
}

export function hasMember(dialect: DialectOverrides, members: readonly DialectMember[]): boolean {
  return members.some((member) => dialect[member] !== undefined);
}

/** The same for two dialects that say the same, in whatever order. */
export function dialectKey(dialect: DialectOverrides | undefined): string {
  if (dialect === undefined) return "";
  const said = Object.entries(dialect).filter(([, value]) => value !== undefined);
  return said.length === 0 ? "" : JSON.stringify(said.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Nothing said is no dialect. */
export function toSentDialect(dialect: DialectOverrides | undefined): DialectOverrides | undefined {
  return dialect === undefined || dialectKey(dialect) === "" ? undefined : dialect;
}

/** Every file gets its dialect back, or another one. */
export function withDialect(
  dialects: ReadonlyMap<File, DialectOverrides>,
  files: readonly File[],
  dialect: DialectOverrides,
): ReadonlyMap<File, DialectOverrides> {
  const next = new Map(dialects);
  for (const file of files) next.set(file, dialect);
  return next;
}

/** The files that were found to be written as this one is, it among them: what is wrong about one is wrong about all. */
export function alikeFiles(
  looks: readonly { file: File; look: FileLook; asFound: Inspection | null }[],
  dialects: ReadonlyMap<File, DialectOverrides>,
  file: File,
): File[] {
  const keyOf = (each: (typeof looks)[number]) => `${dialectKey(dialects.get(each.file))} ${lookKey(each)}`;
  const own = looks.find((each) => each.file === file);
  if (!own) return [file];
  const key = keyOf(own);
  return looks.filter((each) => each === own || keyOf(each) === key).map((each) => each.file);
}

function lookKey({ look, asFound }: { look: FileLook; asFound: Inspection | null }): string {
  const inspection = asFound ?? (look.kind === "readable" ? look.inspection : null);
  if (inspection === null) return look.kind;
  const { format, encoding, dialect, headerLine, header } = inspection;
  return JSON.stringify([format, encoding, dialect.delimiter, dialect.quote, headerLine, header.rows]);
}
