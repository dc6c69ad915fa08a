import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { readRequest } from "../read-request.ts";
import { snsErrorXml, snsResultXml } from "./sns-xml.ts";

export interface SnsServerOptions {
  /** Mails are put here, a file each. */
  dir: string;
  port: number;
  host?: string;
  /** Who gets mail of a topic; undefined for a topic that does not exist. */
  subscribersOf: (topicArn: string) => readonly string[] | undefined;
}

export interface SnsServer {
  url: string;
  close(): Promise<void>;
}

interface SnsAnswer {
  status: number;
  xml: string;
}

class SnsError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, message: string) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

const maxMessageBytes = 256 * 1024;
// Form encoding writes a byte as three.
const maxRequestBytes = 4 * maxMessageBytes;

/** Amazon SNS as far as the product uses it: Publish to a topic whose subscribers get e-mail, which becomes files. */
export async function createSnsServer({ dir, port, host = "127.0.0.1", subscribersOf }: SnsServerOptions): Promise<SnsServer> {
  mkdirSync(dir, { recursive: true });
  const server = createServer((request, response) => {
    answer(request, { dir, subscribersOf })
      .then(({ status, xml }) => response.writeHead(status, { "content-type": "text/xml" }).end(xml))
      .catch((error: Error) => response.destroy(error));
  });
  server.listen(port, host);
  await once(server, "listening");
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(request: IncomingMessage, topics: Pick<SnsServerOptions, "dir" | "subscribersOf">): Promise<SnsAnswer> {
  const requestId = randomUUID();
  try {
    const form = await readForm(request);
    if (form.get("Action") !== "Publish") throw new SnsError("InvalidAction", 400, `${form.get("Action")} is not a valid action here.`);
    return { status: 200, xml: snsResultXml(publish(form, topics), requestId) };
  } catch (error) {
    if (!(error instanceof SnsError)) throw error;
    return { status: error.status, xml: snsErrorXml({ code: error.code, message: error.message, requestId }) };
  }
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  // Requests are not signed here, so whatever a browser sends for a web page must not get through.
  if (request.headers.origin !== undefined) throw new SnsError("AuthorizationError", 403, "Web pages may not call this endpoint.");
  const body = await readRequest(request, maxRequestBytes);
  if (!body) throw new SnsError("InvalidParameter", 400, "Invalid parameter: Message too long");
  return new URLSearchParams(body.toString());
}

/** Mails every subscriber and answers the message's id. What SNS would refuse is refused. */
function publish(form: URLSearchParams, { dir, subscribersOf }: Pick<SnsServerOptions, "dir" | "subscribersOf">): string {
  const subscribers = subscribersOf(form.get("TopicArn") ?? "");
  if (!subscribers) throw new SnsError("NotFound", 404, "Topic does not exist");
  const subject = form.get("Subject");
  const message = form.get("Message") ?? "";
  if (subject !== null && !/^[A-Za-z0-9\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e][\x20-\x7e]{0,98}$/.test(subject)) {
    throw new SnsError("InvalidParameter", 400, "Invalid parameter: Subject");
  }
  if (message === "") throw new SnsError("InvalidParameter", 400, "Invalid parameter: Empty message");
  if (Buffer.byteLength(message) > maxMessageBytes) throw new SnsError("InvalidParameter", 400, "Invalid parameter: Message too long");
  const id = randomUUID();
  const sentAt = new Date().toISOString();
  for (const [index, to] of subscribers.entries()) {
    const lines = [`To: ${to}`, `Subject: ${subject ?? "AWS Notification Message"}`, `Date: ${sentAt}`, `Message-ID: ${id}`, "", message];
    const path = join(dir, `${sentAt.replaceAll(":", "")}-${id}-${index}.txt`);
    // Whole or not at all: somebody may be looking.
    writeFileSync(`${path}.tmp`, lines.join("\n"));
    renameSync(`${path}.tmp`, path);
  }
  return id;
}
