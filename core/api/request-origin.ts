import { TransportError } from "./transport-error.ts";

const safeMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** True when the visitor reached the site by https, also where a proxy speaks http to us. */
export function isSecure(request: Request): boolean {
  return request.headers.get("x-forwarded-proto") === "https" || new URL(request.url).protocol === "https:";
}

/**
 * True when `origin` is the site itself: the configured one, else the host this request was sent to. On AWS that host stands in
 * X-Forwarded-Host, where CloudFront writes it over whatever came. Past CloudFront a program may claim any host, but then carries
 * nobody's cookie; and no page can set Host, nor X-Forwarded-Host without a CORS preflight, which is never granted.
 */
function isOwnOrigin(request: Request, origin: string, siteUrl?: string): boolean {
  if (!URL.canParse(origin)) return false;
  const claimed = new URL(origin);
  if (siteUrl !== undefined) return claimed.origin === new URL(siteUrl).origin;
  const own = `${claimed.protocol}//${request.headers.get("x-forwarded-host") ?? request.headers.get("host") ?? new URL(request.url).host}`;
  // A page that came unencrypted may be anybody's who sits on the line. A proxy that ends https may not say so: the reverse is let through.
  const isEncryptedEnough = claimed.protocol === "https:" || (claimed.protocol === "http:" && !isSecure(request));
  return isEncryptedEnough && URL.canParse(own) && claimed.origin === new URL(own).origin;
}

/** True when our own page makes this call. Browsers leave Sec-Fetch-Site out on plain http beyond localhost. */
export function comesFromOurPage(request: Request, siteUrl?: string): boolean {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  const from = request.headers.get("origin") ?? request.headers.get("referer");
  return from !== null && isOwnOrigin(request, from, siteUrl);
}

/** True when another site's page makes this call. */
export function comesFromForeignPage(request: Request, siteUrl?: string): boolean {
  const site = request.headers.get("sec-fetch-site");
  if (site === "cross-site" || site === "same-site") return true;
  const origin = request.headers.get("origin");
  return origin !== null && !isOwnOrigin(request, origin, siteUrl);
}

/** Throws `foreign-origin` when a page of another site asks for a change (cross-site request forgery). */
export function refuseForeignOrigin(request: Request, siteUrl?: string): void {
  if (safeMethods.has(request.method) || !comesFromForeignPage(request, siteUrl)) return;
  throw new TransportError("foreign-origin", "This call came from another website's page. Make it from Sluice itself, or from a program.");
}
