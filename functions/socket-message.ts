import type { Context } from "aws-lambda";
import { observer } from "#aws/observer";
import { createPorts } from "#aws/ports";
import { receiveMessage } from "#core/jobs/receive-message";
import { type SocketEvent, type SocketResponse, toSocketResponse } from "./socket-response.ts";

const ports = createPorts();

/** What a client says: `hello` and `ping`. */
export async function handler(event: SocketEvent, context: Context): Promise<SocketResponse> {
  const log = observer().begin("SocketMessage", context);
  return await toSocketResponse(log, event, () =>
    receiveMessage(ports, { connectionId: event.requestContext.connectionId, body: event.body ?? "" }),
  );
}
