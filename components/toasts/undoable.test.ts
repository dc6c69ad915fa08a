import { afterEach, describe, expect, it } from "vitest";
import { ApiError } from "#core/api/api-error";
import { toastsStore } from "./toasts-store.ts";
import { doUnlessUndone, finishBeforeLeaving } from "./undoable.ts";

const seen: string[] = [];
const deletion = {
  id: "delete-a",
  line: "Deleted a",
  failed: "a was not deleted.",
  hide: (isHidden: boolean) => void seen.push(isHidden ? "hidden" : "shown"),
  carryOut: async (keepalive: boolean) => void seen.push(keepalive ? "deleted on leaving" : "deleted"),
};
const toast = () => toastsStore.getToasts().find(({ id }) => id === "delete-a");
const settled = () => new Promise((resolve) => setTimeout(resolve));

afterEach(async () => {
  toastsStore.remove("delete-a", true);
  finishBeforeLeaving();
  await settled();
  seen.length = 0;
});

describe("a deletion that can be undone", () => {
  it("is hidden at once and carried out when its toast has gone", async () => {
    doUnlessUndone(deletion);
    expect(seen).toEqual(["hidden"]);

    toastsStore.remove("delete-a", false);
    await settled();

    expect(seen).toEqual(["hidden", "deleted", "shown"]);
  });

  it("never happened once it was undone, not even when the page goes", async () => {
    doUnlessUndone(deletion);

    toast()?.action?.run();
    toastsStore.remove("delete-a", true);
    finishBeforeLeaving();
    await settled();

    expect(seen).toEqual(["hidden", "shown"]);
  });

  it("is carried out once when the page goes before its time is over", async () => {
    doUnlessUndone(deletion);

    finishBeforeLeaving();
    toastsStore.remove("delete-a", false);
    await settled();

    expect(seen).toEqual(["hidden", "deleted on leaving", "shown"]);
  });

  it("cannot be undone any more when it is being carried out, as on a page that was left and is shown again", async () => {
    doUnlessUndone(deletion);
    finishBeforeLeaving();

    toast()?.action?.run();
    expect(seen).toEqual(["hidden", "deleted on leaving"]);
    await settled();

    expect(seen).toEqual(["hidden", "deleted on leaving", "shown"]);
  });

  it("shows the thing again and says why when it could not be deleted", async () => {
    doUnlessUndone({ ...deletion, carryOut: () => Promise.reject(new ApiError("offline", "The server cannot be reached.", 0)) });

    toastsStore.remove("delete-a", false);
    await settled();

    expect(seen).toEqual(["hidden", "shown"]);
    expect(toast()?.line).toBe("a was not deleted. The server cannot be reached.");
  });
});
