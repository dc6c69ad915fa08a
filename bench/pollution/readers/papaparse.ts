import Papa from "papaparse";
import type { PollutionReader } from "../reading.ts";

export const papaparse: PollutionReader = {
  name: "PapaParse",
  settings: "header, delimiter detected, blank lines skipped; its own errors count as issues",
  async read(bytes) {
    const text = new TextDecoder().decode(bytes);
    const { data, errors, meta } = Papa.parse<Record<string, string | string[]>>(text, { header: true, skipEmptyLines: true });
    const names = meta.fields ?? [];
    const rows = data.map((row) => {
      const extra = row.__parsed_extra;
      const cells = names.filter((name) => name in row).map((name) => String(row[name]));
      return Array.isArray(extra) ? [...cells, ...extra] : cells;
    });
    const complaints = errors.map(({ code, row }) => ({ code, severity: "error" as const, line: null, record: row ?? null }));
    return { names, rows, complaints };
  },
};
