import { afterEach, describe, expect, it } from "vitest";
import { type Stack, startStack } from "../stack.ts";
import { type FixtureOptions, writeFixture } from "../stack-fixture.ts";

const open: Stack[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((stack) => stack.close()));
});

async function startFixture(options: FixtureOptions): Promise<Stack> {
  const { root } = await writeFixture(options);
  const stack = await startStack({ home: `${root}/home`, stage: "test", root, quiet: true });
  open.push(stack);
  return stack;
}

describe("a function on this machine", () => {
  it("answers with its result, from the same warm process, knowing what Lambda would tell it", async () => {
    const { functions } = await startFixture({
      timeoutSeconds: 5,
      handler: `return { pid: process.pid, event, left: context.getRemainingTimeInMillis(), name: context.functionName, id: context.awsRequestId };`,
    });

    const first = (await functions.invoke("Consume", { a: 1 })) as Record<string, unknown>;
    const second = (await functions.invoke("Consume", { a: 2 })) as Record<string, unknown>;

    expect(first).toMatchObject({ event: { a: 1 }, name: "fixture-test-Consume" });
    expect(first.left).toBeGreaterThan(4000);
    expect(second.pid).toBe(first.pid);
    expect(second.id).not.toBe(first.id);
  });

  it("sees its own links and nothing of the machine's environment", async () => {
    process.env.MACHINE_SECRET = "x";
    const { functions } = await startFixture({ handler: "return process.env" });

    const environment = (await functions.invoke("Consume", {})) as Record<string, string>;

    expect(Object.keys(environment).filter((name) => name.startsWith("SST_"))).toEqual(["SST_RESOURCE_App", "SST_RESOURCE_Settings"]);
    expect(environment).not.toHaveProperty("MACHINE_SECRET");
    expect(environment).toMatchObject({ AWS_LAMBDA_FUNCTION_NAME: "fixture-test-Consume", AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "256" });
  });

  it("runs invocations that come together in processes of their own", async () => {
    const { functions } = await startFixture({ handler: "await pause(200); return process.pid" });

    const pids = await Promise.all([functions.invoke("Consume", {}), functions.invoke("Consume", {})]);

    expect(new Set(pids).size).toBe(2);
  });

  it("fails in Lambda's shape when it throws, and lives on", async () => {
    const { functions } = await startFixture({ handler: `if (event.fail) throw new TypeError("no such thing"); return process.pid;` });
    const before = await functions.invoke("Consume", {});

    await expect(functions.invoke("Consume", { fail: true })).rejects.toMatchObject({
      errorType: "TypeError",
      message: "TypeError: no such thing",
      trace: expect.arrayContaining([expect.stringContaining("consume.ts")]),
    });
    expect(await functions.invoke("Consume", {})).toBe(before);
  });

  it("is killed at its timeout, even when it never yields", async () => {
    const { functions } = await startFixture({ timeoutSeconds: 1, handler: "if (event.hang) for (;;); return process.pid" });
    const before = await functions.invoke("Consume", {});

    await expect(functions.invoke("Consume", { hang: true })).rejects.toMatchObject({ errorType: "Sandbox.Timedout" });
    expect(await functions.invoke("Consume", {})).not.toBe(before);
  });

  it("is killed when its buffers pass the memory limit, and when its heap does", async () => {
    const { functions } = await startFixture({
      timeoutSeconds: 20,
      handler: `
        const kept = [];
        for (;;) {
          kept.push(event.heap ? Array.from({ length: 100_000 }, () => ({})) : Buffer.alloc(10_000_000, 1));
          await pause(5);
        }`,
    });

    await expect(functions.invoke("Consume", { heap: false })).rejects.toMatchObject({ errorType: "Runtime.OutOfMemory" });
    await expect(functions.invoke("Consume", { heap: true })).rejects.toMatchObject({
      errorType: expect.stringMatching(/^Runtime\.(OutOfMemory|ExitError)$/),
    });
  });

  it("is told apart from a function that ends its own process", async () => {
    const { functions } = await startFixture({ handler: "process.exit(7)" });

    await expect(functions.invoke("Consume", {})).rejects.toThrow("Runtime.ExitError: Runtime exited with error: exit status 7");
  });

  it("is unknown when nothing declares it", async () => {
    const { functions } = await startFixture({ handler: "" });

    await expect(functions.invoke("Nobody", {})).rejects.toThrow(`sst.config.ts declares no function "Nobody"`);
  });

  it("does not outlive its stack, even while it is starting", async () => {
    const stack = await startFixture({ handler: "return 1" });
    const starting = Promise.all([1, 2].map(() => stack.functions.invoke("Consume", {})));

    await Promise.all([expect(starting).rejects.toThrow(/ended|not running/), stack.close()]);

    expect(stack.functions.pids("Consume")).toEqual([]);
  });
});
