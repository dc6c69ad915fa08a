import { keyArn } from "./encryption.ts";
import { createFunction } from "./functions.ts";
import { settings, stage } from "./settings.ts";
import { connections } from "./storage.ts";

export const realtime = new sst.aws.ApiGatewayWebSocket("Realtime", {
  transform: {
    accessLog: { retentionInDays: stage.logRetentionDays, kmsKeyId: keyArn },
    stage: {
      defaultRouteSettings: {
        // Every page that is open comes back at once when the API was away.
        throttlingRateLimit: 500,
        throttlingBurstLimit: 1000,
        // Would count each route by itself, as paid metrics.
        detailedMetricsEnabled: false,
        loggingLevel: "ERROR",
        // Would log the messages themselves.
        dataTraceEnabled: false,
      },
    },
  },
});

/** Posting to sockets is more than knowing their address, which is all that a link gives. */
export const postToSockets = {
  actions: ["execute-api:ManageConnections"],
  resources: [$interpolate`${realtime.nodes.api.executionArn}/*/*/@connections/*`],
};

// API Gateway waits for 29 s at most, and a browser that connects for much less.
const socketFunction = { timeoutSeconds: 10, memory: "512 MB" } as const;

const socketConnect = createFunction("SocketConnect", {
  ...socketFunction,
  handler: "functions/socket-connect.handler",
  link: [connections, settings],
});
const socketDisconnect = createFunction("SocketDisconnect", {
  ...socketFunction,
  handler: "functions/socket-disconnect.handler",
  link: [connections, settings],
});
const socketMessage = createFunction("SocketMessage", {
  ...socketFunction,
  handler: "functions/socket-message.handler",
  link: [connections, realtime, settings],
  permissions: [postToSockets],
});

realtime.route("$connect", socketConnect.arn);
realtime.route("$disconnect", socketDisconnect.arn);
realtime.route("$default", socketMessage.arn);
