import { describe, expect, it } from "vitest";
import { ComposerStore } from "./composer-store.ts";

const seed = { operation: "convert", params: { to: "csv" }, onBadRow: "keep" } as const;
const file = (name: string) => new File(["a"], name);

describe("what waits in the composer", () => {
  it("gathers files that are dropped, and closes with the last one", () => {
    const store = new ComposerStore();
    const [a, b] = [file("a"), file("b")];

    store.add([a]);
    const first = store.getState().opening;
    store.add([b]);
    expect(store.getState()).toMatchObject({ isOpen: true, files: [a, b], opening: first });
    store.remove(a);
    store.remove(b);

    expect(store.getState()).toMatchObject({ isOpen: false, files: [] });
  });

  it("keeps settings that wait for files", () => {
    const store = new ComposerStore();
    const a = file("a");

    store.open({ seed });
    const { opening } = store.getState();
    store.add([a]);
    store.remove(a);

    expect(store.getState()).toMatchObject({ isOpen: true, files: [], seed, opening });
  });

  it("begins anew each time", () => {
    const store = new ComposerStore();
    store.open({ seed, files: [file("a")] });
    const { opening } = store.getState();

    store.close();
    store.add([file("b")]);

    expect(store.getState().seed).toBeNull();
    expect(store.getState().opening).toBeGreaterThan(opening);
  });
});
