import type { SQSRecord } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { readNotices } from "./read-notices.ts";

const record = (messageId: string, body: string) => ({ messageId, body }) as SQSRecord;
const progress = { workspace: "ws_1", message: { v: 1, type: "progress", id: "job", attempt: 1, rows: 2, bytes: 3 } };

describe("a batch of notices", () => {
  it("is read but for what is no notice", () => {
    const records = [record("a", JSON.stringify(progress)), record("b", "{"), record("c", '{"workspace":"ws_1"}')];

    const { readable, unreadable } = readNotices(records);

    expect(readable.map(({ record: { messageId }, notice }) => [messageId, notice])).toEqual([["a", progress]]);
    expect(unreadable.map(({ messageId }) => messageId)).toEqual(["b", "c"]);
  });
});
