import { ApiError } from "#core/api/api-error";
import type { QueryView } from "#core/api/queries-api";
import type { QueryFormat } from "#core/queries/query-formats";
import { errorSentence } from "../api/call-api.ts";
import { getQuery, getQueryResultLink, makeQueryResult } from "../api/queries-api.ts";
import { toastsStore } from "../toasts/toasts-store.ts";
import { nextLookMs, pause } from "./await-answer.ts";

const longestMs = 15 * 60_000;

/** Has a file made of an answer where there is none yet, and downloads it; what goes wrong is said in a toast. */
export async function downloadAnswer(id: string, to: QueryFormat): Promise<void> {
  try {
    const name = await madeFile(id, to);
    const { url } = await getQueryResultLink(id, name);
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.click();
  } catch (error) {
    toastsStore.show({ id: `download-${id}-${to}`, tone: "failed", line: `The file was not made: ${errorSentence(error)}` });
  }
}

async function madeFile(id: string, to: QueryFormat): Promise<string> {
  const signal = AbortSignal.timeout(longestMs);
  const since = performance.now();
  let query: QueryView = await makeQueryResult(id, to);
  for (;;) {
    const file = query.results.find(({ name }) => name.endsWith(`.${to}`));
    if (file) return file.name;
    const why = query.unmade?.find((each) => each.to === to);
    if (why && !query.making.includes(to)) throw new ApiError(why.code, why.message, 422);
    await pause(nextLookMs(performance.now() - since), signal);
    query = await getQuery(id, { limit: 0 }, signal);
  }
}
