import type { ClientMessage, ServerMessage } from "#core/realtime/messages";
import { backOffMs } from "./back-off.ts";
import { parseServerMessage } from "./server-message.ts";
import { Timers } from "./timers.ts";

export type ConnectionStatus =
  | { kind: "connecting" }
  | { kind: "live" }
  | { kind: "reconnecting"; since: number }
  | { kind: "offline"; since: number };

export interface SocketEvents {
  onOpen(): void;
  onMessage(data: unknown): void;
  onClose(): void;
}

/** The part of a WebSocket this needs, so that a test can stand one in. */
export interface SocketLike {
  send(data: string): void;
  close(): void;
}

export interface RealtimeDependencies {
  getTicket(signal: AbortSignal): Promise<{ url: string; ticket: string }>;
  openSocket(url: string, events: SocketEvents): SocketLike;
  /** Reads what changed since the last time; the list is the truth, the socket only says when to look. */
  catchUp(): Promise<void>;
  onMessage(message: Exclude<ServerMessage, { type: "pong" }>): void;
  onStatus(status: ConnectionStatus): void;
  isOnline(): boolean;
}

export const realtimeTimes = {
  /** API Gateway closes a silent connection after 10 minutes. */
  pingEveryMs: 5 * 60_000,
  pongWithinMs: 8_000,
  openWithinMs: 10_000,
  /** API Gateway closes any connection after 2 hours; we go before. */
  reconnectAfterMs: 110 * 60_000,
  pollEveryMs: 3_000,
  /** A browser may be wrong in saying that there is no network. */
  knockWhileOfflineMs: 30_000,
} as const;

/** Keeps one socket open while the page lives, and falls back to asking every few seconds while there is none. */
export class RealtimeClient {
  readonly #deps: RealtimeDependencies;
  #socket: SocketLike | null = null;
  #opening: AbortController | null = null;
  #failures = 0;
  #status: ConnectionStatus = { kind: "connecting" };
  #stopped = true;
  readonly #timers = new Timers<"retry" | "ping" | "pong" | "age" | "poll" | "open">();

  constructor(deps: RealtimeDependencies) {
    this.#deps = deps;
  }

  start(): void {
    this.#stopped = false;
    this.#poll();
    void this.#connect();
  }

  stop(): void {
    this.#stopped = true;
    this.#drop();
    this.#timers.clearAll();
  }

  /** The network or the tab came back: trust nothing that was open, and catch up at once. */
  wake(): void {
    if (this.#stopped) return;
    if (this.#status.kind === "live") {
      this.#ping();
      void this.#catchUp();
      return;
    }
    this.#failures = 0;
    if (!this.#opening) void this.#connect();
    this.#poll();
  }

  /** The browser says that the network is gone; what is open will not hear of it. */
  sleep(): void {
    if (this.#stopped) return;
    this.#drop();
    this.#lose();
  }

  async #connect(): Promise<void> {
    this.#drop();
    if (this.#stopped) return;
    const opening = new AbortController();
    this.#opening = opening;
    try {
      const { url, ticket } = await this.#deps.getTicket(opening.signal);
      if (opening.signal.aborted) return;
      this.#open(`${url}?ticket=${encodeURIComponent(ticket)}`);
    } catch {
      if (!opening.signal.aborted) this.#lose();
    }
  }

  #open(url: string): void {
    const socket = this.#deps.openSocket(url, {
      onOpen: () => void this.#opened(socket),
      onMessage: (data) => this.#hear(data),
      onClose: () => {
        if (this.#socket === socket) this.#lose();
      },
    });
    this.#socket = socket;
    this.#timers.set("open", realtimeTimes.openWithinMs, () => this.#lose());
  }

  async #opened(socket: SocketLike): Promise<void> {
    this.#timers.clear("open");
    this.#opening = null;
    this.#say(socket, "hello");
    this.#timers.set("ping", realtimeTimes.pingEveryMs, () => this.#ping());
    this.#timers.set("age", realtimeTimes.reconnectAfterMs * (0.9 + Math.random() / 10), () => void this.#connect());
    const caughtUp = await this.#catchUp();
    if (this.#socket !== socket || !caughtUp) return;
    this.#failures = 0;
    this.#timers.clear("poll");
    this.#setStatus({ kind: "live" });
  }

  #hear(data: unknown): void {
    const message = parseServerMessage(data);
    if (message?.type === "pong") this.#timers.clear("pong");
    else if (message) this.#deps.onMessage(message);
  }

  #ping(): void {
    if (!this.#socket) return;
    this.#say(this.#socket, "ping");
    this.#timers.set("pong", realtimeTimes.pongWithinMs, () => this.#lose());
    this.#timers.set("ping", realtimeTimes.pingEveryMs, () => this.#ping());
  }

  #say(socket: SocketLike, type: ClientMessage["type"]): void {
    socket.send(JSON.stringify({ v: 1, type } satisfies ClientMessage));
  }

  #lose(): void {
    this.#drop();
    if (this.#stopped) return;
    this.#failures += 1;
    this.#setStatus(this.#away());
    const pauseMs = this.#deps.isOnline() ? backOffMs(this.#failures) : realtimeTimes.knockWhileOfflineMs;
    this.#timers.set("retry", pauseMs, () => void this.#connect());
    this.#timers.set("poll", realtimeTimes.pollEveryMs, () => this.#poll());
  }

  #away(): ConnectionStatus {
    const since = "since" in this.#status ? this.#status.since : Date.now();
    return { kind: this.#status.kind === "offline" || !this.#deps.isOnline() ? "offline" : "reconnecting", since };
  }

  #poll(): void {
    if (this.#status.kind === "live" || this.#stopped) return;
    this.#timers.set("poll", realtimeTimes.pollEveryMs, () => this.#poll());
    if (this.#deps.isOnline()) void this.#catchUp();
  }

  async #catchUp(): Promise<boolean> {
    try {
      await this.#deps.catchUp();
      if (this.#status.kind === "offline") this.#setStatus({ kind: "reconnecting", since: this.#status.since });
      return true;
    } catch {
      if (this.#stopped) return false;
      this.#setStatus({ kind: "offline", since: "since" in this.#status ? this.#status.since : Date.now() });
      if (this.#socket) this.#lose();
      return false;
    }
  }

  #drop(): void {
    this.#opening?.abort();
    this.#opening = null;
    for (const name of ["ping", "pong", "age", "open", "retry"] as const) this.#timers.clear(name);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #setStatus(status: ConnectionStatus): void {
    const same = status.kind === this.#status.kind;
    this.#status = status;
    if (!same) this.#deps.onStatus(status);
  }
}
