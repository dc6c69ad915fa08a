import { describe, expect, it } from "vitest";
import { doneMessages, toSqsEvent } from "./sqs-event.ts";

const messages = [{ MessageId: "a" }, { MessageId: "b" }];
const report = (...ids: unknown[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });

describe("what is deleted after a batch", () => {
  it.each([
    ["everything, when the function answers nothing", null, true, ["a", "b"]],
    ["everything, when no failure is reported", report(), true, ["a", "b"]],
    ["everything, when the list of failures is null", { batchItemFailures: null }, true, ["a", "b"]],
    ["what was not reported", report("a"), true, ["b"]],
    ["nothing, when a report names another message", report("z"), true, []],
    ["nothing, when a report names none", report(undefined), true, []],
    ["everything, when reports are not switched on", report("a"), false, ["a", "b"]],
  ])("is %s", (_, answer, partialResponses, done) => {
    expect(doneMessages(messages, answer, partialResponses).map(({ MessageId }) => MessageId)).toEqual(done);
  });
});

describe("toSqsEvent", () => {
  it("writes binary attributes in base64", () => {
    const MessageAttributes = { raw: { DataType: "Binary", BinaryValue: new Uint8Array([1, 2, 255]) } };

    const { Records } = toSqsEvent([{ MessageId: "a", MessageAttributes }], { queueArn: "arn", region: "us-east-1" });

    expect(Records[0]?.messageAttributes).toEqual({
      raw: { binaryValue: "AQL/", stringListValues: [], binaryListValues: [], dataType: "Binary" },
    });
  });
});
