import { describe, expect, it } from "vitest";
import { PendingQuestion } from "./pending-question.ts";

describe("a question that is asked before something begins", () => {
  it("is answered while nothing has changed", async () => {
    expect(await new PendingQuestion().ask(async () => ["a problem"])).toEqual(["a problem"]);
  });

  it("has no answer any more when it was dropped, and whoever answers is told", async () => {
    const question = new PendingQuestion();
    const { promise, resolve } = Promise.withResolvers<string>();
    let told: AbortSignal | undefined;
    const asked = question.ask((signal) => {
      told = signal;
      return promise;
    });

    question.drop();
    resolve("all is well");

    expect(await asked).toBeNull();
    expect(told?.aborted).toBe(true);
  });

  it("gives way to the next one", async () => {
    const question = new PendingQuestion();

    const answers = await Promise.all([question.ask(async () => 1), question.ask(async () => 2)]);

    expect(answers).toEqual([null, 2]);
  });
});
