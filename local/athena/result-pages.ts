import type { Readable } from "node:stream";
import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { Execution } from "./executions.ts";

type Datum = { VarCharValue?: string };
interface Row {
  Data: Datum[];
}

/** Rows of an answer from one on, read from the file that the query left; its header is the first of them. */
export async function readRows(
  s3: S3Client,
  { outputLocation, columns }: Execution,
  { from, count }: { from: number; count: number },
): Promise<{ rows: Row[]; more: boolean }> {
  if (from === 0 && count === 1) return { rows: [{ Data: columns.map(({ Name }) => ({ VarCharValue: Name })) }], more: false };
  const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(outputLocation) ?? [];
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  const rows: Row[] = [];
  let at = 0;
  for await (const row of parse(Body as Readable)) {
    if (at++ < from) continue;
    if (rows.length === count) return { rows, more: true };
    rows.push(row);
  }
  return { rows, more: false };
}

/** Cells are in quotes, or missing. */
async function* parse(body: Readable): AsyncGenerator<Row> {
  let cell: string | null = null;
  let row: Datum[] = [];
  let quoted = false;
  let closing = false;
  const end = () => {
    row.push(cell === null ? {} : { VarCharValue: cell });
    cell = null;
  };
  for await (const chunk of body.setEncoding("utf8")) {
    for (const sign of chunk as string) {
      if (closing) {
        closing = false;
        if (sign === '"') {
          cell += '"';
          continue;
        }
        quoted = false;
      }
      if (quoted) {
        if (sign === '"') closing = true;
        else cell += sign;
      } else if (sign === '"') {
        quoted = true;
        cell = "";
      } else if (sign === ",") end();
      else if (sign === "\n") {
        end();
        yield { Data: row };
        row = [];
      }
    }
  }
}
