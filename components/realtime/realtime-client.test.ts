import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type ConnectionStatus, RealtimeClient, realtimeTimes, type SocketEvents, type SocketLike } from "./realtime-client.ts";
import { parseServerMessage } from "./server-message.ts";

class StandInSocket implements SocketLike {
  readonly url: string;
  readonly said: string[] = [];
  closed = false;
  readonly events: SocketEvents;

  constructor(url: string, events: SocketEvents) {
    this.url = url;
    this.events = events;
  }

  send(data: string): void {
    this.said.push((JSON.parse(data) as { type: string }).type);
  }

  close(): void {
    this.closed = true;
  }
}

function setUp(catchUp: () => Promise<void> = async () => undefined) {
  const sockets: StandInSocket[] = [];
  const statuses: ConnectionStatus["kind"][] = [];
  const order: string[] = [];
  const network = { online: true };
  let tickets = 0;
  const client = new RealtimeClient({
    getTicket: async () => ({ url: "ws://here", ticket: `t${++tickets}` }),
    openSocket: (url, events) => {
      const socket = new StandInSocket(url, events);
      sockets.push(socket);
      return socket;
    },
    catchUp: () => {
      order.push(sockets.at(-1)?.said.includes("hello") ? "catch-up after hello" : "catch-up");
      return catchUp();
    },
    onMessage: (message) => order.push(message.type),
    onStatus: (status) => statuses.push(status.kind),
    isOnline: () => network.online,
  });
  return { client, sockets, statuses, order, network };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("the realtime client", () => {
  it("opens with a ticket, says hello, and catches up only after that", async () => {
    const { client, sockets, statuses, order } = setUp();
    client.start();
    await vi.advanceTimersByTimeAsync(0);

    sockets[0]?.events.onOpen();
    await vi.advanceTimersByTimeAsync(0);

    expect(sockets[0]?.url).toBe("ws://here?ticket=t1");
    expect(order.at(-1)).toBe("catch-up after hello");
    expect(statuses).toEqual(["live"]);
    client.stop();
  });

  it("comes back with a fresh ticket after a loss, and polls in between", async () => {
    const { client, sockets, statuses, order } = setUp();
    client.start();
    await vi.advanceTimersByTimeAsync(0);
    sockets[0]?.events.onOpen();
    await vi.advanceTimersByTimeAsync(0);
    order.length = 0;

    sockets[0]?.events.onClose();
    await vi.advanceTimersByTimeAsync(realtimeTimes.pollEveryMs + 10);
    sockets[1]?.events.onOpen();
    await vi.advanceTimersByTimeAsync(0);

    expect(sockets[1]?.url).toBe("ws://here?ticket=t2");
    expect(order.length).toBeGreaterThanOrEqual(2);
    expect(statuses).toEqual(["live", "reconnecting", "live"]);
    client.stop();
  });

  it("pings every five minutes and takes silence for a loss", async () => {
    const { client, sockets, statuses } = setUp();
    client.start();
    await vi.advanceTimersByTimeAsync(0);
    sockets[0]?.events.onOpen();
    await vi.advanceTimersByTimeAsync(realtimeTimes.pingEveryMs);
    sockets[0]?.events.onMessage('{"v":1,"type":"pong"}');
    await vi.advanceTimersByTimeAsync(realtimeTimes.pongWithinMs + 1);
    expect(sockets[0]?.closed).toBe(false);

    await vi.advanceTimersByTimeAsync(realtimeTimes.pingEveryMs);

    expect(sockets[0]?.said).toEqual(["hello", "ping", "ping"]);
    expect(sockets[0]?.closed).toBe(true);
    expect(statuses.at(-1)).toBe("reconnecting");
    client.stop();
  });

  it("replaces its connection before the gateway would end it", async () => {
    const { client, sockets } = setUp();
    client.start();
    await vi.advanceTimersByTimeAsync(0);
    sockets[0]?.events.onOpen();
    const answering = setInterval(() => sockets[0]?.events.onMessage('{"v":1,"type":"pong"}'), 1000);

    await vi.advanceTimersByTimeAsync(realtimeTimes.reconnectAfterMs + 1);

    expect(sockets[0]?.closed).toBe(true);
    expect(sockets[1]?.url).toBe("ws://here?ticket=t2");
    clearInterval(answering);
    client.stop();
  });

  it("says offline when the server cannot be asked, and reconnecting when it can again", async () => {
    let reachable = false;
    const { client, statuses } = setUp(async () => {
      if (!reachable) throw new Error("unreachable");
    });
    client.start();
    await vi.advanceTimersByTimeAsync(100);
    expect(statuses).toEqual(["offline"]);

    reachable = true;
    await vi.advanceTimersByTimeAsync(realtimeTimes.pollEveryMs);

    expect(statuses.at(-1)).toBe("reconnecting");
    client.stop();
  });

  it("goes offline with the network and returns at once with it", async () => {
    const { client, sockets, statuses, network } = setUp();
    client.start();
    await vi.advanceTimersByTimeAsync(0);
    sockets[0]?.events.onOpen();
    await vi.advanceTimersByTimeAsync(0);

    network.online = false;
    client.sleep();
    network.online = true;
    client.wake();
    await vi.advanceTimersByTimeAsync(0);
    sockets.at(-1)?.events.onOpen();
    await vi.advanceTimersByTimeAsync(0);

    expect(statuses).toEqual(["live", "offline", "reconnecting", "live"]);
    client.stop();
  });

  it("does nothing any more after it was stopped", async () => {
    const { client, sockets, order } = setUp();
    client.start();
    client.stop();
    order.length = 0;

    await vi.advanceTimersByTimeAsync(60_000);

    expect([sockets.length, order]).toEqual([0, []]);
  });
});

describe("what the server says", () => {
  it.each([['{"v":2,"type":"job"}'], ['{"v":1,"type":"weather"}'], ["[]"], ["hello"], [42]])("ignores %s", (data) => {
    expect(parseServerMessage(data)).toBeNull();
  });

  it("takes what it knows", () => {
    expect(parseServerMessage('{"v":1,"type":"pong"}')).toEqual({ v: 1, type: "pong" });
  });
});
