import type { IncomingMessage } from "node:http";

export interface FunctionUrlResult {
  statusCode: number;
  headers?: Record<string, string>;
  cookies?: string[];
  body?: string;
  isBase64Encoded?: boolean;
}

/**
 * A request as CloudFront hands it to the site's function URL: the host is the function's own, and the visitor's stands in
 * x-forwarded-host, where SST's CloudFront function puts it over whatever a visitor sent.
 */
export function toFunctionUrlEvent(request: IncomingMessage, url: URL, body: Buffer): object {
  const { cookie, host, origin, ...headers } = request.headers;
  const domainName = "abcdefghijklmnopqrstuvwxyz012345.lambda-url.us-east-1.on.aws";
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    ...(cookie && { cookies: cookie.split("; ") }),
    headers: {
      ...headers,
      // The test's browser speaks http to this machine; to the site it came by https, as every visitor of CloudFront does.
      ...(origin && { origin: origin.replace(`http://${host}`, `https://${host}`) }),
      host: domainName,
      "x-forwarded-host": host,
      "x-forwarded-proto": "https",
      "x-forwarded-port": "443",
    },
    requestContext: {
      domainName,
      http: { method: request.method, path: url.pathname, protocol: "HTTP/1.1", sourceIp: "203.0.113.7", userAgent: headers["user-agent"] },
      requestId: crypto.randomUUID(),
      stage: "$default",
      time: new Date().toISOString(),
      timeEpoch: Date.now(),
    },
    ...(body.length > 0 && { body: body.toString("base64") }),
    isBase64Encoded: body.length > 0,
  };
}
