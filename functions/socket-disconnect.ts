import type { Context } from "aws-lambda";
import { observer } from "#aws/observer";
import { createPorts } from "#aws/ports";
import { closeConnection } from "#core/jobs/close-connection";
import { type SocketEvent, type SocketResponse, toSocketResponse } from "./socket-response.ts";

const ports = createPorts();

/** Forgets a closed socket. API Gateway does not always tell: a socket that is gone is also found when it is posted to. */
export async function handler(event: SocketEvent, context: Context): Promise<SocketResponse> {
  const log = observer().begin("SocketDisconnect", context);
  return await toSocketResponse(log, event, () => closeConnection(ports, event.requestContext.connectionId));
}
