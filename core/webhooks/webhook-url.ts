import { AppError } from "../app-error.ts";

const longestUrl = 2000;
const loopbackHosts: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** The address as it is stored. Throws `invalid-webhook`: which addresses a name stands for is only known, and looked at, at each delivery. */
export function requireWebhookUrl(text: string, { toLoopback }: { toLoopback: boolean }): string {
  const url = URL.canParse(text) && text.length <= longestUrl ? new URL(text) : null;
  if (!url) throw refusal("A webhook's address looks like https://example.com/hooks/sluice.");
  if (url.username !== "" || url.password !== "")
    throw refusal("A webhook's address must not hold a name or a password: it is signed instead.");
  const isLocal = toLoopback && loopbackHosts.has(url.hostname);
  if (url.protocol !== "https:" && !(isLocal && url.protocol === "http:")) {
    throw refusal(
      toLoopback ? "A webhook's address begins with https:// (http:// only on this machine)." : "A webhook's address begins with https://.",
    );
  }
  url.hash = "";
  return url.href;
}

function refusal(message: string): AppError {
  return new AppError("invalid-webhook", message);
}
