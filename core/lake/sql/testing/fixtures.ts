import type { LakeColumn, LakeTable } from "../../lake-table.ts";

/** A table of the suite: cells as SQL writes them, by column, with the time of each row last. */
export interface FixtureTable {
  table: LakeTable;
  /** SQL expressions, in the order of the columns, then of `_time`. */
  rows: readonly (readonly string[])[];
}

const at = "2026-02-01T00:00:00.000Z";

function createTable(name: string, columns: readonly (readonly [string, LakeColumn["type"]])[]): LakeTable {
  return {
    name,
    columns: columns.map(([column, type]) => ({ name: column, type, header: column })),
    typeChanges: "reject",
    current: name,
    years: { from: 2025, to: 2026 },
    createdAt: at,
    updatedAt: at,
  };
}

const time = (text: string) => `TIMESTAMP '${text}'`;

/** Small tables with nulls, empty texts, exact decimals, numbers beyond a double, and times at the edges of hours. */
export const fixtures: readonly FixtureTable[] = [
  {
    table: createTable("orders", [
      ["id", "integer"],
      ["customer", "text"],
      ["product", "text"],
      ["quantity", "integer"],
      ["amount", "decimal"],
      ["paid", "boolean"],
      ["ordered_on", "date"],
      ["note", "text"],
    ]),
    rows: [
      ["1", "'c1'", "'Ipod'", "2", "290.00", "true", "DATE '2025-12-31'", "'first'", time("2025-12-31 23:59:59.999999")],
      ["2", "'c2'", "'Zune'", "1", "250.50", "true", "DATE '2026-01-01'", "''", time("2026-01-01 00:00:00")],
      ["3", "'c1'", "'Ipod'", "1", "145.00", "false", "DATE '2026-01-01'", "'gift, wrapped'", time("2026-01-01 00:30:00")],
      ["4", "'c3'", "'Café ☕'", "3", "10.000000001", "NULL", "NULL", "'Grüße'", time("2026-01-01 01:00:00")],
      ["5", "'c9'", "'Zune'", "NULL", "NULL", "true", "DATE '2026-01-02'", "'100%'", time("2026-01-02 05:15:00")],
      ["9007199254740993", "'c2'", "'ipod'", "5", "-20.25", "false", "DATE '2026-01-31'", "'a\"b'", time("2026-01-31 12:00:00")],
    ],
  },
  {
    table: createTable("customers", [
      ["id", "text"],
      ["name", "text"],
      ["country", "text"],
      ["since", "date"],
      ["points", "integer"],
    ]),
    rows: [
      ["'c1'", "'Ada'", "'GB'", "DATE '2020-02-29'", "10", time("2026-01-01 00:00:00")],
      ["'c2'", "'Bjørn'", "'NO'", "DATE '2024-06-01'", "NULL", time("2026-01-01 00:00:00")],
      ["'c3'", "'Zoë'", "''", "NULL", "7", time("2026-01-01 00:00:00")],
      ["'c4'", "'O''Neil'", "'GB'", "DATE '2025-01-01'", "7", time("2026-01-01 00:00:00")],
    ],
  },
  {
    table: createTable("hits", [
      ["ip", "text"],
      ["page", "text"],
      ["referrer", "text"],
      ["seconds", "integer"],
    ]),
    rows: [
      ["'10.0.0.1'", "'/'", "'http://www.google.com/search?q=ipod'", "12", time("2026-01-01 00:00:01")],
      ["'10.0.0.1'", "'/checkout'", "''", "30", time("2026-01-01 00:10:00.5")],
      ["'10.0.0.2'", "'/'", "'http://www.bing.com/search?q=Zune'", "5", time("2026-01-01 01:00:00")],
      ["'10.0.0.2'", "'/'", "'http://www.google.com/search?q=zune'", "NULL", time("2026-01-01 01:20:00")],
      ["'10.0.0.3'", "'/help'", "''", "61", time("2026-01-02 05:59:59")],
    ],
  },
];
