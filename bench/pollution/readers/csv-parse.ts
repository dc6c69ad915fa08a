import { requirePeer } from "../../peer-module.ts";
import type { Complaint, PollutionReader } from "../reading.ts";

interface CsvError extends Error {
  code: string;
  lines?: number;
}
interface CsvParse {
  parse(
    bytes: Uint8Array,
    options: { [option: string]: unknown; on_skip(error: CsvError): void },
  ): { record: string[]; info: { error?: CsvError; lines: number } }[];
}

const { parse } = requirePeer<CsvParse>("csv-parse/sync");

export const csvParse: PollutionReader = {
  name: "csv-parse",
  settings:
    "bom, relax_quotes, relax_column_count, skip_empty_lines, skip_records_with_error; records of another length and skipped ones count as issues",
  async read(bytes) {
    const complaints: Complaint[] = [];
    const records = parse(bytes, {
      bom: true,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      info: true,
      on_skip: (error) => complaints.push({ code: error.code, severity: "error", line: error.lines ?? null, record: null }),
    });
    for (const { info } of records) {
      if (info.error) complaints.push({ code: info.error.code, severity: "error", line: info.lines, record: null });
    }
    return { names: records[0]?.record ?? [], rows: records.slice(1).map(({ record }) => record), complaints };
  },
};
