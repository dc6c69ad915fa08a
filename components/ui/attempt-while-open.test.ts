import { afterEach, describe, expect, it, vi } from "vitest";
import { ApiError } from "#core/api/api-error";
import { toastsStore } from "../toasts/toasts-store.ts";
import { attemptWhileOpen } from "./attempt-while-open.ts";

const refused = new ApiError("conflict", "Somebody else has changed it.", 409);
const succeed = async () => undefined;
const fail = () => Promise.reject(refused);
const outcomes = (isOpen: boolean) => ({ isOpen: () => isOpen, onDone: vi.fn(), onFault: vi.fn() });
const lines = () => toastsStore.getToasts().map(({ line }) => line);

afterEach(() => toastsStore.remove("closed-dialog", true));

describe("what a dialog attempts", () => {
  it("closes it when it is done, and is said there when it could not be", async () => {
    const [done, failed] = [outcomes(true), outcomes(true)];

    await attemptWhileOpen(succeed, done);
    await attemptWhileOpen(fail, failed);

    expect(done.onDone).toHaveBeenCalledOnce();
    expect(failed.onDone).not.toHaveBeenCalled();
    expect(failed.onFault).toHaveBeenCalledWith("Somebody else has changed it.");
    expect(lines()).toEqual([]);
  });

  it("closes nothing that was opened after it, and still says what could not be done", async () => {
    const [done, failed] = [outcomes(false), outcomes(false)];

    await attemptWhileOpen(succeed, done);
    await attemptWhileOpen(fail, failed);

    expect(done.onDone).not.toHaveBeenCalled();
    expect(failed.onFault).not.toHaveBeenCalled();
    expect(lines()).toEqual(["Somebody else has changed it."]);
  });
});
