import { type ApiGatewayManagementApiClient, PostToConnectionCommand } from "@aws-sdk/client-apigatewaymanagementapi";
import type { ConnectionSender } from "#core/ports/connections";
import { isNamed, toExpected } from "./expected-errors.ts";

export function createApiGatewayConnectionSender({ client }: { client: ApiGatewayManagementApiClient }): ConnectionSender {
  return {
    async send(connectionId, message) {
      try {
        await client.send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: JSON.stringify(message) }));
        return "sent";
      } catch (error) {
        if (isNamed(error, "GoneException")) return "gone";
        throw toExpected(error);
      }
    },
  };
}
