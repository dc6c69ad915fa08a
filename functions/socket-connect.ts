import { createPorts } from "#aws/ports";
import { openConnection } from "#core/jobs/open-connection";
import { type SocketEvent, type SocketResponse, toSocketResponse } from "./socket-response.ts";

const ports = createPorts();

/** Lets a socket in that brings a ticket. Nothing can be posted to it before this has answered. */
export async function handler(event: SocketEvent): Promise<SocketResponse> {
  return await toSocketResponse(
    openConnection(ports, { connectionId: event.requestContext.connectionId, ticket: event.queryStringParameters?.ticket }),
  );
}
