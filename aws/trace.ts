/**
 * The tracing header of the invocation under way, as Lambda gives it: `Root=1-…;Parent=…;Sampled=…`. Undefined where nothing is
 * traced. Lambda sets it anew for each invocation, so it is read each time.
 */
export function traceHeader(): string | undefined {
  // biome-ignore lint/style/noProcessEnv: Lambda says it in no other way.
  return process.env._X_AMZN_TRACE_ID || undefined;
}

/** The id of the trace that a tracing header belongs to. */
export function traceIdOf(header: string | undefined): string | undefined {
  return header && /(?:^|;)\s*Root=([\w-]{1,100})/.exec(header)?.[1];
}
