import { ApiError } from "#core/api/api-error";
import type { Problem } from "#core/api/requests";
import { isAppError } from "#core/app-error";

const answerWithinMs = 20_000;

export interface CallOptions {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
  /** The call outlives the page, for what must not be lost on leaving. */
  keepalive?: boolean;
}

/** Calls our own API and returns its JSON (undefined for 204). Throws ApiError; an abort rises as it is. */
export async function callApi<Answer>(path: string, options: CallOptions = {}): Promise<Answer> {
  const response = await fetchOrSay(path, options);
  if (!response.ok) throw await toApiError(response);
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}

async function fetchOrSay(path: string, options: CallOptions): Promise<Response> {
  const timeout = AbortSignal.timeout(answerWithinMs);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  try {
    return await fetch(path, {
      method: options.method ?? "GET",
      credentials: "same-origin",
      cache: "no-store",
      keepalive: options.keepalive ?? false,
      headers: {
        accept: "application/json",
        ...(options.body === undefined ? {} : { "content-type": "application/json" }),
        ...options.headers,
      },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      signal,
    });
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new ApiError("offline", "The server cannot be reached. Check your connection; nothing is lost.", 0, cause);
  }
}

async function toApiError(response: Response): Promise<ApiError> {
  const problem = await readProblem(response);
  const detail = problem?.detail ?? problem?.title ?? `The server answered ${response.status}. Try again in a moment.`;
  return new ApiError(problem?.code ?? "internal", detail, response.status);
}

async function readProblem(response: Response): Promise<Partial<Problem> | null> {
  const text = await response.text();
  if (!response.headers.get("content-type")?.includes("json")) return null;
  return JSON.parse(text) as Partial<Problem>;
}

/** The sentence to show for anything that was thrown: ours are written for people, others are bugs and say nothing useful. */
export function errorSentence(error: unknown): string {
  const isOurs = error instanceof ApiError || isAppError(error);
  return isOurs ? error.message : "The page met an error of its own. Reload it.";
}
