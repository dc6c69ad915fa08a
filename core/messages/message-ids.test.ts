import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { type MessageIdentity, messageId, messageSubject } from "./message-ids.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const identity: MessageIdentity = {
  workspace: "ws",
  date: "20261121",
  type: "error_message",
  customer: "c",
  order: null,
  item: "1",
  occurrence: 2,
};

it("a message's id is the hash of what it is about, and of that alone", () => {
  const message = { ...identity, body: "{}", says: "x" };

  expect(messageId(message)).toBe(sha256('["ws","20261121","error_message","c",null,"1",2]'));
});

it("ids keep apart what runs together when it is written one after the other", () => {
  const ids = [
    identity,
    { ...identity, customer: "c1", item: null },
    { ...identity, customer: "c", item: "" },
    { ...identity, customer: null },
    { ...identity, customer: "null" },
    { ...identity, customer: 'c",null,"1' },
  ].map(messageId);

  expect(new Set(ids).size).toBe(6);
});

it("a subject is the hash of the date and the customer", () => {
  expect(messageSubject("20261121", "ade3-11ed")).toBe(sha256("20261121_ade3-11ed"));
  expect(messageSubject("20261121", null)).toBe(sha256("20261121_"));
});
