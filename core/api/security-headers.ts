/** What every answer carries, page or API. */
const always: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "strict-origin-when-cross-origin",
  "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "x-frame-options": "DENY",
};

/** JSON is no document: nothing may be loaded on its behalf, and nobody may frame it. */
export const apiContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";

export function securityHeaders(options: { contentSecurityPolicy: string; secure: boolean }): Record<string, string> {
  return {
    ...always,
    "content-security-policy": options.contentSecurityPolicy,
    ...(options.secure ? { "strict-transport-security": "max-age=31536000" } : {}),
  };
}

/**
 * The policy of a page. Scripts run by nonce only; styles come from files or by nonce, except style attributes, which grids
 * and charts set; WebAssembly and workers are the reader's. `connectTo` are the buckets' and the socket's origins.
 */
export function pageContentSecurityPolicy(options: {
  nonce: string;
  connectTo: readonly string[];
  secure: boolean;
  development: boolean;
}): string {
  const { nonce, connectTo, secure, development } = options;
  const directives: Record<string, readonly string[]> = {
    "default-src": ["'self'"],
    // React's development build rebuilds server stacks with eval.
    "script-src": ["'self'", `'nonce-${nonce}'`, "'strict-dynamic'", "'wasm-unsafe-eval'", ...(development ? ["'unsafe-eval'"] : [])],
    // The development overlay writes style elements without a nonce.
    "style-src": ["'self'", development ? "'unsafe-inline'" : `'nonce-${nonce}'`],
    "style-src-attr": ["'unsafe-inline'"],
    "worker-src": ["'self'", "blob:"],
    "connect-src": ["'self'", ...new Set(connectTo)],
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    ...(secure ? { "upgrade-insecure-requests": [] } : {}),
  };
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(" "))
    .join("; ");
}

/** 128 random bits, as a CSP nonce wants them. */
export function createNonce(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
}
