import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createServer as createTlsServer } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { createHttpWebhookSender } from "./http-webhook-sender.ts";

const sender = createHttpWebhookSender({ withinMs: 400 });
const servers: { close(): unknown }[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener).listen(0, "127.0.0.1");
  servers.push({
    close() {
      server.closeAllConnections();
      server.close();
    },
  });
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
}

function post(url: string, toLoopback = true) {
  return sender.post({ url, headers: { "content-type": "application/json", "webhook-id": "msg_1" }, body: '{"a":"ä"}', toLoopback });
}

describe("a webhook's server", () => {
  it("gets the body and the headers by one POST, and its status is the answer", async () => {
    const heard: { method: string | undefined; headers: IncomingMessage["headers"]; body: string }[] = [];
    const url = await serve(async (request, response) => {
      heard.push({ method: request.method, headers: request.headers, body: await text(request) });
      response.writeHead(204).end();
    });

    const answer = await post(url);

    expect(answer).toEqual({ status: 204, ms: expect.any(Number) });
    expect(heard).toMatchObject([
      { method: "POST", body: '{"a":"ä"}', headers: { "webhook-id": "msg_1", "content-type": "application/json", "content-length": "10" } },
    ]);
  });

  it("may fail", async () => {
    expect(await post(await serve((_, response) => response.writeHead(500).end("no")))).toMatchObject({ status: 500 });
  });

  it("is not followed to where it points", async () => {
    let visits = 0;
    const elsewhere = await serve((_, response) => {
      visits += 1;
      response.end();
    });

    const answer = await post(await serve((_, response) => response.writeHead(307, { location: elsewhere }).end()));

    expect(answer).toMatchObject({ status: 307 });
    expect(visits).toBe(0);
  });

  it("has so much time to answer, and not more", async () => {
    const answer = await post(await serve(() => undefined));

    expect(answer).toMatchObject({ fault: "timeout" });
    expect(answer.ms).toBeLessThan(2_000);
  });

  it("cannot make us read for ever: neither slowly nor much", async () => {
    const slow = await serve(async (_, response) => {
      response.writeHead(200);
      for (let second = 0; second < 50 && !response.destroyed; second++) {
        response.write(" ");
        await sleep(50);
      }
      response.end();
    });
    let sent = 0;
    const endless = await serve((_, response) => {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && sent < 1e9 && response.write(Buffer.alloc(65_536))) sent += 65_536;
        if (!response.destroyed) response.once("drain", more);
      };
      more();
    });

    expect(await post(slow)).toMatchObject({ status: 200 });
    expect(await post(endless)).toMatchObject({ status: 200 });
    expect(sent).toBeLessThan(50_000_000);
  });

  it("may not be there, not be HTTP, or not be encrypted as it says", async () => {
    const rude = createTlsServer((socket) => socket.end("220 smtp ready\r\n")).listen(0, "127.0.0.1");
    servers.push(rude);
    await once(rude, "listening");
    const { port } = rude.address() as AddressInfo;

    expect(await post("http://127.0.0.1:9/hook")).toMatchObject({ fault: "no-connection" });
    expect(await post(`http://127.0.0.1:${port}/hook`)).toMatchObject({ fault: "broken-answer" });
    expect(await post(`https://127.0.0.1:${port}/hook`)).toMatchObject({ fault: "no-connection" });
  });
});

describe("an address inside the network", () => {
  it.each([
    "https://127.0.0.1/hook",
    "https://2130706433/hook",
    "https://0x7f.1/hook",
    "https://[::1]/hook",
    "https://[::ffff:169.254.169.254]/latest/meta-data",
    "https://169.254.169.254/latest/meta-data",
    "https://10.0.0.1/hook",
    "https://localhost/hook",
    "http://8.8.8.8/hook",
  ])("is refused without a call: %s", async (url) => {
    expect(await post(url, false)).toMatchObject({ fault: "forbidden-address" });
  });

  it("is refused where its name is looked up, too: nothing reaches the server", async () => {
    let visits = 0;
    const url = await serve((_, response) => {
      visits += 1;
      response.end();
    });

    const answer = await post(url.replace("127.0.0.1", "localhost"), false);

    expect(answer).toMatchObject({ fault: "forbidden-address" });
    expect(visits).toBe(0);
  });

  it("is refused on a laptop as well, but for the machine itself", async () => {
    const url = await serve((_, response) => response.end());

    expect(await post("https://192.168.0.1/hook", true)).toMatchObject({ fault: "forbidden-address" });
    expect(await post("http://169.254.169.254/latest", true)).toMatchObject({ fault: "forbidden-address" });
    expect(await post(url, true)).toMatchObject({ status: 200 });
  });
});
