import type { SocketEvents, SocketLike } from "./realtime-client.ts";

export function openSocket(url: string, { onOpen, onMessage, onClose }: SocketEvents): SocketLike {
  const socket = new WebSocket(url);
  socket.onopen = onOpen;
  socket.onmessage = (event) => onMessage(event.data);
  socket.onclose = onClose;
  return socket;
}
