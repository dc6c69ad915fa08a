import { expect, test } from "vitest";
import { readSessionCookie, toSetCookie, withSessionCookie } from "./session-cookie.ts";

test("the session's cookie is found among others, and only by its whole name", () => {
  expect(readSessionCookie("theme=dark; sluice_session=abc.def; x=1")).toBe("abc.def");
  expect(readSessionCookie("my_sluice_session=abc")).toBeNull();
  expect(readSessionCookie("sluice_session_old=abc")).toBeNull();
  expect(readSessionCookie(null)).toBeNull();
});

test("a page's script cannot read the cookie, another site's form cannot send it, and https keeps it to https", () => {
  expect(toSetCookie("t", { seconds: 60, secure: false })).toBe("sluice_session=t; Path=/; Max-Age=60; HttpOnly; SameSite=Lax");
  expect(toSetCookie("t", { seconds: 60, secure: true })).toContain("; Secure");
});

test("a new session takes the place of the old one and leaves the other cookies", () => {
  expect(withSessionCookie("theme=dark; sluice_session=old", "new")).toBe("theme=dark; sluice_session=new");
  expect(withSessionCookie(null, "new")).toBe("sluice_session=new");
});
