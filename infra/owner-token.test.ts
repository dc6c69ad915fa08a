import { expect, test } from "vitest";
import { createOwnerToken as createWhenOpened } from "#core/session/owner-link";
import { createOwnerToken as createWhenDeployed } from "./owner-token.ts";

const secret = "4f1c9f0a2f4b4d5c8a7e6b5d4c3b2a19";

test("the link that a deployment prints is the one that the site opens to", async () => {
  expect(createWhenDeployed(secret)).toBe(await createWhenOpened(secret));
  expect(createWhenDeployed(secret)).toMatch(/^[\w-]{43}$/);
});

test("a secret that could be guessed is not deployed", () => {
  expect(() => createWhenDeployed("password")).toThrow("SessionSecret has fewer than 32 characters");
});
