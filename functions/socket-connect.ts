import type { Context } from "aws-lambda";
import { observer } from "#aws/observer";
import { createPorts } from "#aws/ports";
import { openConnection } from "#core/jobs/open-connection";
import { type SocketEvent, type SocketResponse, toSocketResponse } from "./socket-response.ts";

const ports = createPorts();

/** Lets a socket in that brings a ticket. Nothing can be posted to it before this has answered. */
export async function handler(event: SocketEvent, context: Context): Promise<SocketResponse> {
  const log = observer().begin("SocketConnect", context);
  return await toSocketResponse(log, event, () =>
    openConnection(ports, { connectionId: event.requestContext.connectionId, ticket: event.queryStringParameters?.ticket }),
  );
}
