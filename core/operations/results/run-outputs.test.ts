import { describe, expect, it } from "vitest";
import { RunOutputs } from "./run-outputs.ts";

function slowStorage() {
  const events: string[] = [];
  const pending: (() => void)[] = [];
  const outputs = new RunOutputs(async (name) => ({
    write: async (chunk) => {
      await new Promise<void>((resolve) => pending.push(resolve));
      events.push(`${name}: ${chunk.length} bytes`);
    },
    close: async () => ({ bytes: 0 }),
    abort: async () => {
      events.push(`${name}: given up`);
    },
  }));
  return { outputs, events, settle: () => pending.splice(0).forEach((resolve) => void resolve()) };
}

describe("the outputs of a run", () => {
  it("are given up only when what is being written to them has settled", async () => {
    const { outputs, events, settle } = slowStorage();
    const output = await outputs.open("a.csv", "text/csv");
    const writing = output.write(new Uint8Array(7));

    const aborting = outputs.abort();
    await Promise.resolve();
    settle();
    await Promise.all([writing, aborting]);

    expect(events).toEqual(["a.csv: 7 bytes", "a.csv: given up"]);
  });

  it("refuse what comes after they were given up", async () => {
    const { outputs, events } = slowStorage();
    const output = await outputs.open("a.csv", "text/csv");

    await outputs.abort();

    await expect(output.write(new Uint8Array(1))).rejects.toThrow("given up");
    expect(events).toEqual(["a.csv: given up"]);
  });
});
