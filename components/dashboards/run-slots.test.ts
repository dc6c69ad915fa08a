import { expect, it } from "vitest";
import { RunSlots } from "./run-slots.ts";

const never = new AbortController().signal;

it("no more than its number run at a time, in the order in which they came", async () => {
  const slots = new RunSlots(2);
  const ends: (() => void)[] = [];
  const begun: number[] = [];
  const work = (name: number) => () => {
    begun.push(name);
    return new Promise<void>((resolve) => ends.push(resolve));
  };

  const runs = [1, 2, 3, 4].map((name) => slots.run(work(name), never));
  await new Promise(setImmediate);
  const atFirst = [...begun];
  for (let done = 0; done < 4; done++) {
    ends[done]?.();
    await new Promise(setImmediate);
  }
  await Promise.all(runs);

  expect(atFirst).toEqual([1, 2]);
  expect(begun).toEqual([1, 2, 3, 4]);
});

it("what fails, and what was given up while it waited, makes room", async () => {
  const slots = new RunSlots(1);
  const leaving = new AbortController();
  const failing = slots.run(() => Promise.reject(new Error("no")), never);
  const givenUp = slots.run(() => Promise.resolve("late"), leaving.signal);
  leaving.abort();

  await expect(failing).rejects.toThrow("no");
  await expect(givenUp).rejects.toThrow();
  expect(await slots.run(() => Promise.resolve("here"), never)).toBe("here");
});
