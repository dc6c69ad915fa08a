import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { requireOneSelect } from "./one-select.ts";

describe("what can be one SELECT", () => {
  it.each([
    ["SELECT 1", "SELECT 1"],
    [" select 1 ; ", " select 1 "],
    ["SELECT 1;;", "SELECT 1"],
    ["(SELECT 1)", "(SELECT 1)"],
    ["WITH x AS (SELECT 1) SELECT * FROM x", "WITH x AS (SELECT 1) SELECT * FROM x"],
    ["-- why\nSELECT ';' /* ; */ -- ;", "-- why\nSELECT ';' /* ; */ -- ;"],
    ["SELECT 'it''s; fine', \"a;b\"\"\", $$;$$, $x$;$$;$x$;", "SELECT 'it''s; fine', \"a;b\"\"\", $$;$$, $x$;$$;$x$"],
    ["SELECT ')' -- )", "SELECT ')' -- )"],
  ])("%s", (sql, statement) => {
    expect(requireOneSelect(sql)).toBe(statement);
  });

  it.each([
    ["", "There is no query"],
    [" ; -- nothing", "There is no query"],
    ["SELECT 1; SELECT 2", "one statement"],
    ["SELECT '';DROP TABLE x", "one statement"],
    ["DROP TABLE x", "SELECT or WITH"],
    ["/* SELECT */ DROP TABLE x", "SELECT or WITH"],
    ["SELECTED", "SELECT or WITH"],
    ["SELECT 1) TO 'x' --", "parenthesis"],
    ["SELECT 1\0", "NUL"],
  ])("and what cannot: %j", (sql, reason) => {
    expect(() => requireOneSelect(sql)).toThrow(
      expect.objectContaining({ code: "sql-not-allowed", message: expect.stringContaining(reason) }),
    );
  });

  it("is decided for any text, at once", () => {
    const text = fc.array(fc.constantFrom("SELECT", "'", '"', "$$", "$a$", "--", "/*", "*/", ";", "(", ")", "\n", " x "), {
      maxLength: 200,
    });
    fc.assert(
      fc.property(text, (words) => {
        try {
          requireOneSelect(words.join(""));
        } catch (error) {
          expect(error).toMatchObject({ code: "sql-not-allowed" });
        }
      }),
    );
    const started = performance.now();
    for (const mark of ["'", '"', "$a$", "/*", "--", "("]) expect(() => requireOneSelect(mark.repeat(20_000))).toThrow();
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
