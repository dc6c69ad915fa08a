import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchHeaders } from "./match-headers.ts";

function proposal(expected: string[], actual: string[]): string[] {
  return matchHeaders(expected, actual).aliases.map(({ column, as }) => `${column} > ${as}`);
}

describe("headers that differ slightly", () => {
  it.each([
    ["case and blanks", ["customer_id", "Name"], ["Customer ID", "name"], ["Customer ID > customer_id", "name > Name"]],
    ["accents", ["größe", "prénom"], ["Grosse", "Prenom"], ["Prenom > prénom"]],
    ["camel case", ["customer_reference"], ["customerReference"], ["customerReference > customer_reference"]],
    ["full-width letters", ["id"], ["ＩＤ"], ["ＩＤ > id"]],
    ["blanks around", ["total"], ["  total "], ["  total  > total"]],
    ["a typing error in a long word", ["customer_reference"], ["customer_refernece"], ["customer_refernece > customer_reference"]],
    ["a plural", ["order_status"], ["orders_status"], ["orders_status > order_status"]],
    ["words cut short", ["customer_reference"], ["Cust. Ref."], ["Cust. Ref. > customer_reference"]],
    ["words written together", ["customerreferences"], ["customer_reference"], ["customer_reference > customerreferences"]],
    ["the same name before a similar one", ["customer_id"], ["customers_id", "Customer-ID"], ["Customer-ID > customer_id"]],
    [
      "a name that is nobody else's",
      ["address1", "address2"],
      ["address 2", "address 1"],
      ["address 1 > address1", "address 2 > address2"],
    ],
  ])("are matched: %s", (_, expected, actual, aliases) => {
    expect(proposal(expected, actual)).toEqual(aliases);
  });

  it.each([
    ["opposites", ["min_price"], ["max_price"]],
    ["numbers", ["address1"], ["address2"]],
    ["short words", ["id"], ["ip"]],
    ["other words", ["customer_reference"], ["customer_name"]],
    ["part of a name", ["first_name"], ["first"]],
    ["nothing but signs", ["%"], ["#"]],
    ["a typing error in a short word", ["form"], ["from"]],
  ])("are not matched where they mean something else: %s", (_, expected, actual) => {
    expect(matchHeaders(expected, actual)).toEqual({ aliases: [], missing: expected });
  });

  it("are left alone where two columns would do", () => {
    expect(matchHeaders(["customer_id"], ["Customer ID", "customer-id"])).toEqual({ aliases: [], missing: ["customer_id"] });
    expect(matchHeaders(["Total", "TOTAL"], ["total"])).toEqual({ aliases: [], missing: ["Total", "TOTAL"] });
  });

  it("are left alone where the expected column is there, whatever else there is", () => {
    expect(matchHeaders(["customer_id"], ["customer_id", "Customer ID"])).toEqual({ aliases: [], missing: [] });
  });

  it("take no time to speak of for very wide files", () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `column ${index}`);

    const { aliases } = matchHeaders(
      names,
      names.map((name) => name.toUpperCase()),
    );

    expect(aliases).toHaveLength(10_000);
  });
});

const letters = "abcdefghijklmnopqrstuvwxyz";
/** Words that are far from each other: each of one letter and its neighbour. */
const farWords = [...letters].slice(0, 13).map((letter, index) => `${letter.repeat(5)}${(letters[25 - index] ?? "").repeat(5)}`);

const respell: readonly ((name: string) => string)[] = [
  (name) => name.toUpperCase(),
  (name) => name.replaceAll("_", " "),
  (name) => name.replaceAll("_", "-"),
  (name) => ` ${name} `,
  (name) => name.replace(/^(.)/, "$1\u0301"),
  (name) => name.slice(0, 3) + name.slice(4),
  (name) => `${name.slice(0, 2)}Q${name.slice(2)}`.toLowerCase(),
  (name) => name,
];

describe("a proposal", () => {
  it("finds every column of a permuted header with small edits", () => {
    const header = fc.uniqueArray(fc.constantFrom(...farWords), { minLength: 1, maxLength: 8 });
    const edits = fc.array(fc.constantFrom(...respell), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(header, edits, fc.array(fc.nat(), { minLength: 8, maxLength: 8 }), (words, how, order) => {
        const expected = words.map((word) => `${word}_code`);
        const edited = expected.map((name, index) => (how[index] ?? String)(name));
        const permuted = edited.map((name, index) => ({ name, at: order[index] ?? 0 })).sort((a, b) => a.at - b.at);

        const { aliases, missing } = matchHeaders(
          expected,
          permuted.map(({ name }) => name),
        );

        expect(missing).toEqual([]);
        const found = new Map(aliases.map(({ column, as }) => [as, column]));
        for (const [index, name] of expected.entries()) expect(found.get(name) ?? name).toBe(edited[index]);
      }),
    );
  });

  it("finds nothing among names that have nothing to do with each other", () => {
    const word = (from: string) => fc.array(fc.constantFrom(...from), { minLength: 1, maxLength: 12 }).map((chars) => chars.join(""));
    fc.assert(
      fc.property(fc.uniqueArray(word("abcdefg _")), fc.uniqueArray(word("hijklmn _")), (expected, actual) => {
        const said = expected.filter((name) => /[a-g]/.test(name));
        expect(matchHeaders(said, actual).aliases).toEqual([]);
      }),
    );
  });

  it("gives each column to one name, and each name one column of the file", () => {
    const name = fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom("id", "ID", "i d", "customer id", "customer_id", "__proto__"));
    fc.assert(
      fc.property(fc.array(name), fc.array(name), (expected, actual) => {
        const { aliases, missing } = matchHeaders(expected, actual);

        expect(new Set(aliases.map(({ column }) => column)).size).toBe(aliases.length);
        expect(new Set(aliases.map(({ as }) => as)).size).toBe(aliases.length);
        for (const { column, as } of aliases) {
          expect(actual).toContain(column);
          expect(expected).not.toContain(column);
          expect(actual).not.toContain(as);
        }
        expect(new Set([...missing, ...aliases.map(({ as }) => as)])).toEqual(new Set(expected.filter((each) => !actual.includes(each))));
      }),
    );
  });
});
