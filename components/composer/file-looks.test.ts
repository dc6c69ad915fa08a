import { describe, expect, it, vi } from "vitest";
import type { DialectOverrides } from "#core/csv/index";
import type { FileLook } from "../reading/file-look.ts";
import { FileLooks, lookOf } from "./file-looks.ts";

const file = (name: string) => new File(["a"], name);
const closed = (what: string): FileLook => ({ kind: "closed", what, why: "" });

/** Answers when it is told to. */
function slowInspect() {
  const asked: { name: string; dialect: DialectOverrides | undefined; signal: AbortSignal; answer: (look: FileLook) => void }[] = [];
  const inspect = (one: File, dialect: DialectOverrides | undefined, signal: AbortSignal) =>
    new Promise<FileLook>((answer) => asked.push({ name: one.name, dialect, signal, answer }));
  return { asked, inspect };
}

describe("looks into files", () => {
  it("come one after the other, the first that is wanted first", async () => {
    const { asked, inspect } = slowInspect();
    const looks = new FileLooks(inspect);
    const [a, b] = [file("a"), file("b")];

    looks.want([
      { file: b, dialect: undefined },
      { file: a, dialect: undefined },
    ]);
    asked[0]?.answer(closed("b"));

    await vi.waitFor(() => expect(asked.map(({ name }) => name)).toEqual(["b", "a"]));
    expect(lookOf(looks.getLooks(), b)).toMatchObject({ look: closed("b"), isFresh: true });
    expect(lookOf(looks.getLooks(), a)).toMatchObject({ look: { kind: "reading" }, isFresh: false });
  });

  it("show what the very beginning looks like until all of the answer is there", async () => {
    const answer = Promise.withResolvers<FileLook>();
    const looks = new FileLooks((_file, _dialect, _signal, onEarly) => {
      onEarly(closed("early"));
      return answer.promise;
    });
    const a = file("a");

    looks.want([{ file: a, dialect: undefined }]);
    expect(lookOf(looks.getLooks(), a)).toMatchObject({ look: closed("early"), isFresh: false });
    answer.resolve(closed("whole"));

    await vi.waitFor(() => expect(lookOf(looks.getLooks(), a)).toMatchObject({ look: closed("whole"), isFresh: true }));
  });

  it("keep the look that was there until the one that is wanted now has come", async () => {
    const { asked, inspect } = slowInspect();
    const looks = new FileLooks(inspect);
    const a = file("a");
    looks.want([{ file: a, dialect: undefined }]);
    asked[0]?.answer(closed("first"));
    await vi.waitFor(() => expect(lookOf(looks.getLooks(), a).isFresh).toBe(true));

    looks.want([{ file: a, dialect: { delimiter: ";" } }]);
    expect(lookOf(looks.getLooks(), a)).toMatchObject({ look: closed("first"), isFresh: false });
    asked[1]?.answer(closed("second"));

    await vi.waitFor(() => expect(lookOf(looks.getLooks(), a)).toMatchObject({ look: closed("second"), isFresh: true }));
    expect(asked).toHaveLength(2);
  });

  it("are given up when they are not wanted any more, and forgotten with their files", async () => {
    const { asked, inspect } = slowInspect();
    const looks = new FileLooks(inspect);
    const [a, b] = [file("a"), file("b")];
    looks.want([{ file: a, dialect: undefined }]);

    looks.want([{ file: b, dialect: undefined }]);
    asked[0]?.answer(closed("a"));
    asked[1]?.answer(closed("b"));

    await vi.waitFor(() => expect(lookOf(looks.getLooks(), b).isFresh).toBe(true));
    expect(asked[0]?.signal.aborted).toBe(true);
    expect([...looks.getLooks().keys()]).toEqual([b]);
  });
});
