import { afterEach, describe, expect, it } from "vitest";
import { toastsStore } from "../toasts/toasts-store.ts";
import { takeInFiles } from "./take-in-files.ts";

const lines = () => toastsStore.getToasts().map(({ line }) => line);

afterEach(() => toastsStore.remove("unread-files", true));

describe("files that a person gave us", () => {
  it("are told of where they cannot be read, rather than nothing happening", async () => {
    await takeInFiles(Promise.reject(new DOMException("A file could not be found.", "NotFoundError")));

    expect(lines()).toEqual(["A file cannot be read. Was it moved or deleted? Drop them again."]);
  });

  it("are none where there are none", async () => {
    await takeInFiles([]);

    expect(lines()).toEqual([]);
  });
});
