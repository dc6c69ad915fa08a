import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type FunctionUrlResult, toFunctionUrlEvent } from "./function-url.ts";
import { readAsset } from "./read-asset.ts";

// What stands between a visitor and the site on AWS, as far as the site can tell: CloudFront and a Lambda function URL.
const [folder = "", port = "0"] = process.argv.slice(2);
const { handler } = (await import(pathToFileURL(join(folder, "server-functions", "default", "index.mjs")).href)) as {
  handler(event: object, context: object): Promise<FunctionUrlResult>;
};

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    console.error(error);
    response.writeHead(502).end();
  });
});
server.listen(Number(port), "127.0.0.1", () => process.send?.({ ready: true }));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://visitor");
  const asset = request.method === "GET" ? await readAsset(join(folder, "assets"), url.pathname) : null;
  if (asset) {
    response.writeHead(200, { "content-type": asset.contentType }).end(asset.bytes);
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { statusCode, headers, cookies, body, isBase64Encoded } = await handler(
    toFunctionUrlEvent(request, url, Buffer.concat(chunks)),
    {},
  );
  response.writeHead(statusCode, { ...headers, ...(cookies && { "set-cookie": cookies }) });
  response.end(Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8"));
}
