import type { WebSocket } from "ws";
import type { ConnectionDetails } from "./websocket-event.ts";

export interface ConnectionLimits {
  idleMs: number;
  maxAgeMs: number;
}

export interface Connection {
  readonly details: ConnectionDetails;
  readonly lastActiveAt: number;
  readonly isOpen: boolean;
  /** False when the client reads too slowly to take more. */
  send(data: Buffer | string): boolean;
  close(code: number, reason: string): void;
}

const maxBufferedBytes = 1024 * 1024;

export const goingAway = { code: 1001, reason: "Going away" };

/** An established connection; closes itself when it has been idle or alive for too long. */
export function openConnection(socket: WebSocket, details: ConnectionDetails, limits: ConnectionLimits): Connection {
  let lastActiveAt = details.connectedAt;
  const idle = setTimeout(leave, limits.idleMs);
  const age = setTimeout(leave, limits.maxAgeMs);
  for (const event of ["message", "ping", "pong"]) socket.on(event, touch);
  socket.on("close", () => {
    clearTimeout(idle);
    clearTimeout(age);
  });

  function touch(): void {
    lastActiveAt = Date.now();
    idle.refresh();
  }

  function leave(): void {
    socket.close(goingAway.code, goingAway.reason);
  }

  return {
    details,
    get lastActiveAt() {
      return lastActiveAt;
    },
    get isOpen() {
      return socket.readyState === socket.OPEN;
    },
    send(data) {
      if (socket.bufferedAmount > maxBufferedBytes) return false;
      touch();
      socket.send(data, { binary: false });
      return true;
    },
    close: (code, reason) => socket.close(code, reason),
  };
}
