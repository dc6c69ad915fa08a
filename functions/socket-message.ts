import { createPorts } from "#aws/ports";
import { receiveMessage } from "#core/jobs/receive-message";
import { type SocketEvent, type SocketResponse, toSocketResponse } from "./socket-response.ts";

const ports = createPorts();

/** What a client says: `hello` and `ping`. */
export async function handler(event: SocketEvent): Promise<SocketResponse> {
  return await toSocketResponse(receiveMessage(ports, { connectionId: event.requestContext.connectionId, body: event.body ?? "" }));
}
