import { createFunction } from "./functions.ts";
import { settings } from "./settings.ts";
import { connections } from "./storage.ts";

export const realtime = new sst.aws.ApiGatewayWebSocket("Realtime", { accessLog: { retention: "1 month" } });

/** Posting to sockets is more than knowing their address, which is all that a link gives. */
export const postToSockets = {
  actions: ["execute-api:ManageConnections"],
  resources: [$interpolate`${realtime.nodes.api.executionArn}/*/*/@connections/*`],
};

const socketConnect = createFunction("SocketConnect", {
  handler: "functions/socket-connect.handler",
  link: [connections, settings],
});
const socketDisconnect = createFunction("SocketDisconnect", {
  handler: "functions/socket-disconnect.handler",
  link: [connections, settings],
});
const socketMessage = createFunction("SocketMessage", {
  handler: "functions/socket-message.handler",
  link: [connections, realtime, settings],
  permissions: [postToSockets],
});

realtime.route("$connect", socketConnect.arn);
realtime.route("$disconnect", socketDisconnect.arn);
realtime.route("$default", socketMessage.arn);
