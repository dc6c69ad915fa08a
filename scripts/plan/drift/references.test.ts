import { expect, it } from "vitest";
import { createReferences } from "./references.ts";

const references = createReferences([
  { id: "Work", kind: "arn", value: "arn:aws:sqs:us-east-1:1:work" },
  { id: "WorkDeadLetters", kind: "arn", value: "arn:aws:sqs:us-east-1:1:work-dead" },
  { id: "Uploads", kind: "arn", value: "arn:aws:s3:::uploads" },
  { id: "Uploads", kind: "name", value: "uploads" },
]);

it.each([
  ["arn:aws:sqs:us-east-1:1:work", "{Work.arn}"],
  ["arn:aws:sqs:us-east-1:1:work-dead", "{WorkDeadLetters.arn}"],
  ["arn:aws:s3:::uploads/*", "{Uploads.arn}/*"],
  ["uploads", "{Uploads.name}"],
  ["/aws/lambda/uploads", "/aws/lambda/uploads"],
  ["uploads-of-others", "uploads-of-others"],
])("shows %s as %s", (text, expected) => {
  expect(references.shown(text)).toBe(expected);
});

it("shows every address within a value", () => {
  const value = { list: ["uploads", 1], inner: { arn: "arn:aws:s3:::uploads" }, none: null };

  expect(references.allShown(value)).toEqual({ list: ["{Uploads.name}", 1], inner: { arn: "{Uploads.arn}" }, none: null });
});

it("answers the id of an address, and the address itself where it belongs to nothing", () => {
  expect(references.idOf("arn:aws:sqs:us-east-1:1:work")).toBe("Work");
  expect(references.idOf("arn:aws:sqs:us-east-1:1:other")).toBe("arn:aws:sqs:us-east-1:1:other");
});
