import { expect, it } from "vitest";
import { fileKey } from "./file-key.ts";

it("is the same for a file every time, and another for one that is called the same", () => {
  const [one, other] = [new File(["a"], "a.csv"), new File(["a"], "a.csv")];

  const keys = [fileKey(one), fileKey(other), fileKey(one)];

  expect(keys[2]).toBe(keys[0]);
  expect(keys[1]).not.toBe(keys[0]);
});
