import { ApiGatewayManagementApiClient } from "@aws-sdk/client-apigatewaymanagementapi";
import type { ConnectionSender } from "#core/ports/connections";
import { createApiGatewayConnectionSender } from "../api-gateway-connection-sender.ts";
import { clientOptions } from "../client-options.ts";
import { socketManagementEndpoint } from "../resources.ts";

export function createSocketSender(): ConnectionSender {
  const client = new ApiGatewayManagementApiClient({ ...clientOptions, endpoint: socketManagementEndpoint() });
  return createApiGatewayConnectionSender({ client });
}
