import { AppError } from "../app-error.ts";
import { matchPattern, nameOfDay, parsePattern } from "../drops/file-pattern.ts";

/** The three files of a set, in the order in which they are read and told of. */
export const setRoles = ["customers", "orders", "items"] as const;
export type SetRole = (typeof setRoles)[number];

export type SetNames = Readonly<Record<SetRole, string>>;

/** `customers_20261121.csv`, `orders_20261121.csv`, `items_20261121.csv`. */
export const defaultSetNames: SetNames = {
  customers: "customers_{YYYYMMDD}.csv",
  orders: "orders_{YYYYMMDD}.csv",
  items: "items_{YYYYMMDD}.csv",
};

const packedEnding = /\.(?:gz|zst|zip)$/;

/**
 * Which of the files is which, by their names, and of which date (YYYYMMDD) they are. Each role is played by exactly one file; a name may
 * end as a packed file's does.
 * @throws AppError set-incomplete, naming what is missing; set-date-mismatch; invalid-request for a pattern that is none
 */
export function pickSetFiles<File extends { name: string }>(
  files: readonly File[],
  { names = defaultSetNames, date }: { names?: SetNames | undefined; date?: string | undefined },
): { date: string; files: Record<SetRole, File> } {
  const found = files.map((file) => ({ file, ...roleOf(file.name, names) }));
  const dates = [...new Set([date, ...found.map((one) => one.date)].filter((one) => one !== undefined))];
  const missing = setRoles.filter((role) => !found.some((one) => one.role === role));
  if (missing.length > 0) throw incomplete(missing, found, { names, date: dates[0] });
  if (found.length > setRoles.length) throw tooMany(found);
  const [first, ...others] = dates;
  if (first === undefined) {
    throw new AppError("set-date-mismatch", "The names of the files do not say of which date they are. Say it as the parameter date.");
  }
  if (others.length > 0) throw mismatch(found, date);
  const fileOf = (wanted: SetRole) => found.find(({ role }) => role === wanted)?.file as File;
  return { date: first, files: { customers: fileOf("customers"), orders: fileOf("orders"), items: fileOf("items") } };
}

interface Found {
  file: { name: string };
  role?: SetRole;
  date?: string | undefined;
}

function roleOf(name: string, names: SetNames): { role?: SetRole; date?: string | undefined } {
  for (const role of setRoles) {
    const pattern = parsePattern(names[role]);
    const match = matchPattern(pattern, name) ?? matchPattern(pattern, name.replace(packedEnding, ""));
    if (match) return { role, date: match.date };
  }
  return {};
}

function incomplete(missing: readonly SetRole[], found: readonly Found[], { names, date }: { names: SetNames; date: string | undefined }) {
  const wanted = missing.map((role) => {
    const pattern = parsePattern(names[role]);
    return `the ${role} (${date === undefined ? pattern.text : nameOfDay(pattern, date)})`;
  });
  const others = found.flatMap(({ file, role }) => (role === undefined ? [`“${file.name}”`] : []));
  const repeated = setRoles.filter((role) => found.filter((one) => one.role === role).length > 1);
  const sentences = [
    `The set is not complete: ${list(wanted)} ${wanted.length === 1 ? "is" : "are"} missing.`,
    ...(others.length > 0 ? [`${list(others)} ${others.length === 1 ? "is" : "are"} none of its files, by the name.`] : []),
    ...(repeated.length > 0 ? [`There is more than one file of ${list(repeated)}.`] : []),
  ];
  return new AppError("set-incomplete", sentences.join(" "));
}

function tooMany(found: readonly Found[]): AppError {
  const names = list(found.map(({ file }) => `“${file.name}”`));
  return new AppError("invalid-request", `A set is one file each of customers, orders and items; these are more: ${names}.`);
}

function mismatch(found: readonly Found[], date: string | undefined): AppError {
  const said = list(found.map(({ file }) => `“${file.name}”`));
  const message =
    date === undefined
      ? `The files are not all of one date: ${said}. Send those of one date together.`
      : `The files are not of ${date}, as the parameter date says: ${said}. Leave the date out or send that date's files.`;
  return new AppError("set-date-mismatch", message);
}

function list(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
