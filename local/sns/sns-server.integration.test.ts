import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createSnsMailer } from "#aws/sns-mailer";
import { createSnsServer, type SnsServer } from "./sns-server.ts";

const topicArn = "arn:aws:sns:us-east-1:000000000000:alerts";
let dir: string;
let server: SnsServer;
let client: SNSClient;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "sluice-sns-"));
  const topics = new Map([[topicArn, ["one@example.com", "two@example.com"]]]);
  server = await createSnsServer({ dir, port: 0, subscribersOf: (arn) => topics.get(arn) });
  client = new SNSClient({
    endpoint: server.url,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
});

afterAll(async () => {
  client.destroy();
  await server.close();
  rmSync(dir, { recursive: true });
});

beforeEach(() => {
  for (const file of readdirSync(dir)) rmSync(join(dir, file));
});

const mails = () => readdirSync(dir).map((file) => readFileSync(join(dir, file), "utf8"));

describe("publishing to a topic", () => {
  it("mails everybody who is subscribed", async () => {
    const outcome = await createSnsMailer({ client, topicArn }).send({ subject: "Failed: orders.csv", body: "It is empty & <odd>.\nÄ\n" });

    expect(outcome).toBe("sent");
    expect(mails().sort()).toEqual([
      expect.stringMatching(/^To: one@example\.com\nSubject: Failed: orders\.csv\nDate: .*\nMessage-ID: .*\n\nIt is empty & <odd>\.\nÄ\n$/),
      expect.stringMatching(/^To: two@example\.com\n/),
    ]);
  });

  it("reaches nobody where there is no topic, and says so", async () => {
    expect(await createSnsMailer({ client, topicArn: "" }).send({ subject: "s", body: "b" })).toBe("nobody");
    expect(mails()).toEqual([]);
  });

  it.each([
    ["a topic that does not exist", { TopicArn: `${topicArn}-2`, Message: "m" }, "NotFoundException"],
    ["a subject of two lines", { TopicArn: topicArn, Subject: "a\nb", Message: "m" }, "InvalidParameterException"],
    ["a subject of 100 characters", { TopicArn: topicArn, Subject: "x".repeat(100), Message: "m" }, "InvalidParameterException"],
    ["a subject that is not ASCII", { TopicArn: topicArn, Subject: "Ä", Message: "m" }, "InvalidParameterException"],
    ["no message", { TopicArn: topicArn, Message: "" }, "InvalidParameterException"],
    ["a message of more than 256 KiB", { TopicArn: topicArn, Message: "x".repeat(262_145) }, "InvalidParameterException"],
  ])("is refused for %s, as SNS does", async (_, input, name) => {
    await expect(client.send(new PublishCommand(input))).rejects.toMatchObject({ name });
    expect(mails()).toEqual([]);
  });

  it("is not for web pages", async () => {
    const headers = { origin: "https://example.com", "content-type": "application/x-www-form-urlencoded" };

    const response = await fetch(server.url, { method: "POST", headers, body: `Action=Publish&TopicArn=${topicArn}&Message=m` });

    expect(response.status).toBe(403);
    expect(mails()).toEqual([]);
  });
});
