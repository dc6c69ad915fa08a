import { describe, expect, it } from "vitest";
import { addToast, type Toast } from "./toast-state.ts";

const showAll = { label: "Show them", run: () => undefined };
const finished = (id: string, failed = 0): Toast => ({
  id,
  tone: failed === 0 ? "done" : "failed",
  line: id,
  finished: { jobs: 1, failed },
});
const showing = (...toasts: Toast[]) => toasts.reduce<Toast[]>((all, toast) => addToast(all, toast, showAll), []);

describe("toasts", () => {
  it("shows up to three finished jobs one by one", () => {
    expect(showing(finished("a"), finished("b"), finished("c")).map((toast) => toast.line)).toEqual(["a", "b", "c"]);
  });

  it("gathers more than three into one line that goes on counting", () => {
    const seven = showing(...["a", "b", "c", "d", "e", "f", "g"].map((id) => finished(id)));

    expect(seven.map((toast) => toast.line)).toEqual(["7 jobs finished"]);
    expect(addToast(seven, finished("h", 1), showAll)[0]?.line).toBe("8 jobs finished, 1 of them failed");
  });

  it("leaves other toasts alone and replaces one of the same id", () => {
    const undo: Toast = { id: "undo", tone: "waiting", line: "Deleted a.csv" };

    const all = showing(undo, finished("a"), finished("b"), finished("c"), finished("d"), { ...undo, line: "Deleted b.csv" });

    expect(all.map((toast) => toast.line)).toEqual(["4 jobs finished", "Deleted b.csv"]);
  });
});
