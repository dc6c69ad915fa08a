import { type ResultReading, readStoredResult } from "./stored-result.ts";

/** What the job's `report.json` says of its files: a report, or a list of them; null where it has none. */
export async function readReport(reading: ResultReading): Promise<unknown> {
  const chunks = await readStoredResult(reading, "report.json");
  if (!chunks) return null;
  const utf8 = new TextDecoder();
  let text = "";
  for await (const chunk of chunks) text += utf8.decode(chunk, { stream: true });
  const report: unknown = JSON.parse(text);
  return hasFiles(report) ? report.files : report;
}

/** A report of several files may stand around theirs. */
function hasFiles(report: unknown): report is { files: unknown[] } {
  return typeof report === "object" && report !== null && "files" in report && Array.isArray(report.files);
}
