import { type Expression, isText, made, quoteText, toText } from "./expression.ts";
import { beyond } from "./tree.ts";

type Args = readonly Expression[];
type Maker = (args: Args) => Expression;

function textArgs(args: Args, counts: readonly number[]): string[] {
  if (!counts.includes(args.length)) throw beyond("a function with that many arguments");
  return args.map(({ sql }) => sql);
}

/** A function of texts that is called the same and does the same. */
function alike(name: string, kind: Expression["kind"], ...counts: readonly number[]): Maker {
  return (args) => {
    const [first, ...others] = args;
    if (!first) throw beyond(`${name} without arguments`);
    const all = [toText(first), ...others];
    return made(`${name}(${textArgs(all, counts).join(", ")})`, kind, args);
  };
}

/** What the embedded engine answers with an empty text where there is nothing, and Athena with nothing. */
function orEmpty(sql: string, of: Expression, args: Args): Expression {
  return made(`if(${of.sql} IS NULL, NULL, coalesce(${sql}, ''))`, "text", args);
}

function substring(args: Args): Expression {
  const [text, from, length] = args;
  if (!text || !from || from.sql === "0") throw beyond("substr that begins at 0");
  return made(`substr(${[toText(text), from, ...(length ? [length] : [])].map(({ sql }) => sql).join(", ")})`, "text", args);
}

function concat(args: Args): Expression {
  const parts = args.map((arg) => (arg.kind === "literal" ? arg.sql : `coalesce(${toText(arg).sql}, '')`));
  return made(`(${parts.join(" || ")})`, "text", args);
}

function pattern(arg: Expression | undefined): string {
  if (arg?.text === undefined) throw beyond("a regular expression that is computed");
  return arg.text;
}

function requireOptions(arg: Expression | undefined, known: string): void {
  if (arg !== undefined && arg.text !== known) throw beyond("a regular expression with options");
}

function regexpMatches(args: Args): Expression {
  const [text, regex, options] = args;
  if (!text) throw beyond("regexp_matches without arguments");
  requireOptions(options, "");
  return made(`regexp_like(${toText(text).sql}, ${quoteText(pattern(regex))})`, "boolean", args);
}

function regexpFullMatch(args: Args): Expression {
  const [text, regex, options] = args;
  if (!text) throw beyond("regexp_full_match without arguments");
  requireOptions(options, "");
  return made(`regexp_like(${toText(text).sql}, ${quoteText(`^(?:${pattern(regex)})\\z`)})`, "boolean", args);
}

function regexpExtract(args: Args): Expression {
  const [text, regex, group, options] = args;
  if (!text || (group && group.kind !== "integer")) throw beyond("regexp_extract of named groups");
  requireOptions(options, "");
  const parts = [toText(text).sql, quoteText(pattern(regex)), ...(group ? [group.sql] : [])];
  return orEmpty(`regexp_extract(${parts.join(", ")})`, text, args);
}

/** Groups are \1 here and $1 there. */
function regexpReplace(args: Args): Expression {
  const [text, regex, by, options] = args;
  if (!text || options?.text !== "g") throw beyond("regexp_replace of the first match only; with the option 'g' it");
  const replacement = pattern(by).replaceAll(/\\(\d)|\\|\$/g, (found, digit?: string) =>
    digit === undefined ? `\\${found}` : `$${digit}`,
  );
  return made(`regexp_replace(${toText(text).sql}, ${quoteText(pattern(regex))}, ${quoteText(replacement)})`, "text", args);
}

/** Functions of texts, by the embedded engine's names. */
export const textFunctions: Readonly<Record<string, Maker>> = {
  lower: alike("lower", "text", 1),
  lcase: alike("lower", "text", 1),
  upper: alike("upper", "text", 1),
  ucase: alike("upper", "text", 1),
  length: alike("length", "integer", 1),
  len: alike("length", "integer", 1),
  char_length: alike("length", "integer", 1),
  character_length: alike("length", "integer", 1),
  trim: alike("trim", "text", 1),
  ltrim: alike("ltrim", "text", 1),
  rtrim: alike("rtrim", "text", 1),
  reverse: alike("reverse", "text", 1),
  replace: alike("replace", "text", 3),
  lpad: alike("lpad", "text", 3),
  rpad: alike("rpad", "text", 3),
  strpos: alike("strpos", "integer", 2),
  instr: alike("strpos", "integer", 2),
  position: alike("strpos", "integer", 2),
  starts_with: alike("starts_with", "boolean", 2),
  prefix: alike("starts_with", "boolean", 2),
  substr: substring,
  substring,
  concat,
  contains(args) {
    const [text, part] = args;
    if (!text || !part || !isText(text.kind)) throw beyond("contains of what is no text");
    return made(`(strpos(${text.sql}, ${part.sql}) > 0)`, "boolean", args);
  },
  ends_with: endsWith,
  suffix: endsWith,
  left(args) {
    const [text, count] = args;
    if (!text || count?.kind !== "integer" || count.sql.startsWith("(-")) throw beyond("left with a length below 0");
    return made(`substr(${toText(text).sql}, 1, ${count.sql})`, "text", args);
  },
  right(args) {
    const [text, count] = args;
    if (!text || count?.kind !== "integer" || count.sql.startsWith("(-")) throw beyond("right with a length below 0");
    const { sql } = toText(text);
    return made(`substr(${sql}, greatest(length(${sql}) - ${count.sql} + 1, 1))`, "text", args);
  },
  split_part(args) {
    const [text, separator, place] = args;
    if (!text || !separator || !place || !/^[1-9]\d*$/.test(place.sql)) throw beyond("split_part that counts from the end");
    return orEmpty(`split_part(${textArgs([toText(text), separator, place], [3]).join(", ")})`, text, args);
  },
  regexp_matches: regexpMatches,
  regexp_full_match: regexpFullMatch,
  regexp_extract: regexpExtract,
  regexp_replace: regexpReplace,
};

function endsWith(args: Args): Expression {
  const [text, end] = args;
  if (!text || !end) throw beyond("ends_with without arguments");
  return made(`(${end.sql} = '' OR substr(${toText(text).sql}, -length(${end.sql})) = ${end.sql})`, "boolean", args);
}
