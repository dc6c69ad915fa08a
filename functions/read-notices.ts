import type { SQSRecord } from "aws-lambda";
import { parseJson } from "#core/parse-json";
import { type Notice, noticeSchema } from "#core/realtime/messages";

interface ReadNotice {
  record: SQSRecord;
  notice: Notice;
}

/** Tells the notices of a batch from what is none: that ends in the dead letters and does not hold the others up. */
export function readNotices(records: readonly SQSRecord[]): { readable: ReadNotice[]; unreadable: SQSRecord[] } {
  const readable: ReadNotice[] = [];
  const unreadable: SQSRecord[] = [];
  for (const record of records) {
    const parsed = noticeSchema.safeParse(parseJson(record.body));
    if (parsed.success) readable.push({ record, notice: parsed.data as Notice });
    else unreadable.push(record);
  }
  return { readable, unreadable };
}
