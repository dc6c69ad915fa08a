import { isAppError } from "#core/app-error";
import { checkFixedRows } from "#core/fixes/check-fixed-rows";
import { talkToPage } from "../reading/talk-to-page.ts";
import type { FromFixWorker, ToFixWorker } from "./fix-messages.ts";

talkToPage<ToFixWorker, FromFixWorker>((post) => ({ id, request }) => {
  checkFixedRows(request, new AbortController().signal).then(
    ({ faults }) => post({ id, answer: { faults } }),
    (error: unknown) => post({ id, failure: isAppError(error) ? error.message : "The rows could not be checked here." }),
  );
});
