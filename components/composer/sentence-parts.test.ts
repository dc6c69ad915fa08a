import { describe, expect, it } from "vitest";
import { type DialectOverrides, inspect } from "#core/csv/index";
import { withMembers } from "./file-dialects.ts";
import type { SentencePart } from "./sentence-part.ts";
import { sentenceParts } from "./sentence-parts.ts";

async function partsOf(text: string, dialect: DialectOverrides = {}): Promise<SentencePart[]> {
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  const look = (said: DialectOverrides) => inspect(bytes, { name: "a.csv", complete: true, dialect: said });
  return sentenceParts({ inspection: await look(dialect), dialect, asFound: await look({}) });
}

const words = (parts: readonly SentencePart[], isRare = false) => parts.filter((part) => part.isRare === isRare).map((part) => part.words);
const part = (parts: readonly SentencePart[], id: string) => parts.find((each) => each.id === id);

describe("the sentence about a file", () => {
  it("says what was found, and keeps what is seldom otherwise for a menu", async () => {
    const parts = await partsOf("Mai\n\nid;ort;betrag\n1;K\xf6ln;1,5\n2;Bonn;2,5\n3;Ulm;3,5\n");

    expect(words(parts)).toEqual(["Windows-1252", "semicolons", 'quotes "', "header on line 3", "decimal comma"]);
    expect(words(parts, true)).toEqual(["doubled inside", "no comments", "no lines skipped"]);
    expect(parts.some(({ isOverridden }) => isOverridden)).toBe(false);
  });

  it("marks what a person said, beside what was found", async () => {
    const parts = await partsOf("a;b\n1;2\n3;4\n", { delimiter: "" });

    expect(part(parts, "delimiter")).toMatchObject({ words: "one column", isOverridden: true, found: "semicolons" });
    expect(part(parts, "delimiter")?.choices[part(parts, "delimiter")?.chosen ?? -1]?.words).toBe("One column");
    expect(part(parts, "encoding")).toMatchObject({ isOverridden: false, chosen: -1 });
  });

  it("offers the alternatives with how sure they are", async () => {
    const choices = part(await partsOf("a,x;b\n1,x;2\n3,x;4\n"), "delimiter")?.choices ?? [];

    expect(choices.find(({ words: choice }) => choice === "Commas" || choice === "Semicolons")?.note).toMatch(/^\d+ % sure, 2 columns$/);
  });

  it("reads a header from the line that is written", async () => {
    const field = part(await partsOf("a,b\n1,2\n"), "header")?.field;

    expect(field?.toPatch("3")).toEqual({ header: 1, skip: 2 });
    expect(field?.toPatch("0")).toBeNull();
    expect(field?.toPatch("two")).toBeNull();
    expect(words(await partsOf("x\ny,z\n1,2\n", { header: 1, skip: 1 }))).toContain("header on line 2");
  });

  it("takes back one decision and leaves the others", () => {
    const said: DialectOverrides = { delimiter: ";", header: 1, skip: 2, encoding: "utf-8" };

    expect(withMembers(said, ["header", "skip"], null)).toEqual({ delimiter: ";", encoding: "utf-8" });
    expect(withMembers(said, ["header", "skip"], { header: "none" })).toEqual({ delimiter: ";", encoding: "utf-8", header: "none" });
  });

  it("is short for what needs no dialect", async () => {
    expect(words(await partsOf('{"a":1}\n{"a":2}\n'))).toEqual(["UTF-8", "NDJSON"]);
  });
});
