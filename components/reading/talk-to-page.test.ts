import { afterEach, expect, it, vi } from "vitest";
import { talkToPage } from "./talk-to-page.ts";

afterEach(() => vi.unstubAllGlobals());

it("hears every message of the page, and answers it", () => {
  const said: string[] = [];
  const listeners: ((event: { data: string }) => void)[] = [];
  vi.stubGlobal("postMessage", (message: string) => said.push(message));
  vi.stubGlobal("addEventListener", (_: string, listener: (event: { data: string }) => void) => listeners.push(listener));

  talkToPage<string, string>((post) => (message) => post(`${message}, too`));
  for (const data of ["one", "another"]) listeners[0]?.({ data });

  expect(listeners).toHaveLength(1);
  expect(said).toEqual(["one, too", "another, too"]);
});
