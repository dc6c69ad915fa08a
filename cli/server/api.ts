import { ApiError } from "#core/api/api-error";
import type { Problem } from "#core/api/requests";
import { UsageError } from "../usage-error.ts";
import { createSessionJar, type SessionJar, sessionFile } from "./session-jar.ts";

const answerWithinMs = 30_000;

export interface CallOptions {
  method?: "GET" | "POST" | "DELETE";
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  headers?: Record<string, string>;
  /** Instead of the command's own, for what is still to be done after an interruption. */
  signal?: AbortSignal;
}

/** The server's HTTP interface, as whoever SLUICE_API_KEY or the kept session says. */
export interface Api {
  readonly origin: string;
  /** The answer's JSON; undefined for 204. @throws ApiError */
  call<Answer>(path: string, options?: CallOptions): Promise<Answer>;
}

/** @throws UsageError when the address is none */
export function openApi(url: string, signal: AbortSignal, environment: NodeJS.ProcessEnv = process.env): Api {
  const { origin } = parseServer(url);
  const jar = createSessionJar(sessionFile(environment));
  const key = environment.SLUICE_API_KEY;
  const fetchOnce = async (path: string, options: CallOptions): Promise<Response> => {
    const cookie = key ? null : await jar.read(origin);
    const headers = {
      accept: "application/json",
      ...(options.body === undefined ? {} : { "content-type": "application/json" }),
      // Not Authorization, which a CDN before the server may keep for itself.
      ...(key && { "x-api-key": key }),
      ...(cookie !== null && { cookie }),
      ...options.headers,
    };
    const response = await fetchOrSay(`${origin}${path}${toSearch(options.query)}`, options, headers, options.signal ?? signal);
    if (!key) await jar.keep(origin, response.headers.getSetCookie());
    return response;
  };
  return {
    origin,
    async call<Answer>(path: string, options: CallOptions = {}) {
      let response = await fetchOnce(path, options);
      if (response.status === 401 && !key && (await forgetSession(jar, origin))) response = await fetchOnce(path, options);
      if (!response.ok) throw await toApiError(response);
      return (response.status === 204 ? undefined : await response.json()) as Answer;
    },
  };
}

/** A guest's session that has ended is given back for a new one; answers whether there was any. */
async function forgetSession(jar: SessionJar, origin: string): Promise<boolean> {
  const had = (await jar.read(origin)) !== null;
  if (had) await jar.keep(origin, null);
  return had;
}

function parseServer(url: string): URL {
  if (URL.canParse(url)) {
    const parsed = new URL(url);
    if (parsed.protocol === "http:" || parsed.protocol === "https:") return parsed;
  }
  throw new UsageError(`"${url}" is no address of a server. It looks like https://sluice.example.org.`);
}

function toSearch(query: CallOptions["query"] = {}): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
}

async function fetchOrSay(url: string, options: CallOptions, headers: Record<string, string>, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, {
      method: options.method ?? "GET",
      headers,
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      redirect: "manual",
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerWithinMs)]),
    });
  } catch (cause) {
    signal.throwIfAborted();
    const { origin } = new URL(url);
    throw new ApiError("unavailable", `${origin} does not answer. Check --url, and whether the server runs.`, 0, cause);
  }
}

async function toApiError(response: Response): Promise<ApiError> {
  const text = await response.text();
  const isProblem = response.headers.get("content-type")?.includes("json") ?? false;
  const problem = isProblem ? (JSON.parse(text) as Partial<Problem>) : null;
  const detail = problem?.detail ?? problem?.title ?? `The server answered ${response.status}. Is ${response.url} a Sluice server?`;
  return new ApiError(problem?.code ?? "internal", detail, response.status);
}
