import { describe, expect, it } from "vitest";
import { describeCall, type SentRequest } from "./describe-call.ts";

const sent = (request: Partial<SentRequest>): SentRequest => ({
  method: "GET",
  path: "/",
  target: "",
  status: 200,
  responseBytes: 0,
  body: "",
  ...request,
});

describe("a request", () => {
  it.each([
    ["PUT", "/bucket/key?x-id=PutObject", "s3.PutObject"],
    ["PUT", "/bucket/key?partNumber=3&uploadId=u", "s3.UploadPart"],
    ["POST", "/bucket/key?uploads", "s3.CreateMultipartUpload"],
    ["POST", "/bucket/key?uploadId=u", "s3.CompleteMultipartUpload"],
    ["POST", "/bucket", "s3.PostObject"],
    ["POST", "/bucket?delete", "s3.DeleteObjects"],
    ["DELETE", "/bucket/key?versionId=v", "s3.DeleteObject"],
    ["DELETE", "/bucket/key?uploadId=u", "s3.AbortMultipartUpload"],
    ["GET", "/bucket?versions", "s3.List"],
    ["GET", "/bucket/key", "s3.GetObject"],
    ["HEAD", "/bucket/key", "s3.HeadObject"],
    ["POST", "/stage/@connections/abc", "socket.POST"],
  ])("%s %s is %s", (method, path, expected) => {
    const call = describeCall(sent({ method, path }));

    expect(`${call?.service}.${call?.operation}`).toBe(expected);
  });

  it("to a queue or a table is named by its target", () => {
    expect(describeCall(sent({ target: "AmazonSQS.SendMessage" }))).toEqual({ service: "sqs", operation: "SendMessage", status: 200 });
  });

  it("that writes an item says what its price depends on", () => {
    const body = JSON.stringify({
      TableName: "Jobs",
      Item: { pk: { S: "w" }, sk: { S: "j" }, version: { N: "7" }, updatedAt: { S: "t" } },
    });

    expect(describeCall(sent({ target: "DynamoDB_20120810.PutItem", body }))?.write).toEqual({
      table: "Jobs",
      key: "w\nj",
      version: 7,
      bytes: 25,
      strings: { updatedAt: "t" },
    });
  });

  it("that reads says how much came, and whether it could not be stale", () => {
    const request = sent({ target: "DynamoDB_20120810.Query", body: '{"ConsistentRead":true}', responseBytes: 900 });

    expect(describeCall(request)?.read).toEqual({ bytes: 900, consistent: true });
  });

  it("to the site itself is no call to AWS", () => {
    expect(describeCall(sent({ path: "/api/health" }))).toBeUndefined();
  });
});
