import type { TableView } from "#core/api/lake-api";

export interface ExampleQuery {
  words: string;
  sql: string;
}

/** Always there; what is asked of a table is about its own columns. */
const given = new Set(["year", "month", "day", "hour", "_time", "_extra"]);

/** Three questions to begin with, made of the columns that a table has. */
export function exampleQueries(table: TableView): ExampleQuery[] {
  const { name } = table;
  const own = table.columns.filter((column) => !given.has(column.name));
  const number =
    own.find(({ type }) => type === "decimal") ?? own.find(({ type, name: of }) => type === "integer" && !/(?:^|_)id$/.test(of));
  const group = own.find(({ type, name: of }) => type === "text" && !/(?:^|_)id$/.test(of)) ?? own.find(({ type }) => type === "text");
  const hours: ExampleQuery = {
    words: "How many rows each hour has",
    sql: `SELECT date_trunc('hour', _time) AS hour, count(*) AS rows\nFROM ${name}\nGROUP BY 1\nORDER BY 1`,
  };
  const groups = group && {
    words: number ? `The sum of ${number.name} by ${group.name}` : `How often each ${group.name} comes`,
    sql: groupedBy(name, group.name, number?.name),
  };
  return [
    { words: `The latest rows of ${name}`, sql: `SELECT *\nFROM ${name}\nORDER BY _time DESC\nLIMIT 100` },
    ...(groups ? [groups] : []),
    hours,
  ];
}

function groupedBy(table: string, group: string, number: string | undefined): string {
  const sum = number === undefined ? "" : `, sum(${number}) AS ${number}`;
  const order = number === undefined ? "rows" : number;
  return `SELECT ${group}, count(*) AS rows${sum}\nFROM ${table}\nGROUP BY ${group}\nORDER BY ${order} DESC\nLIMIT 20`;
}
