import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { S3Client } from "@aws-sdk/client-s3";
import { createAthenaServer } from "./athena/athena-server.ts";
import { createDynamoDbServer } from "./dynamodb/dynamodb-server.ts";
import type { Credentials } from "./functions/function-environment.ts";
import { createGlueServer } from "./glue/glue-server.ts";
import type { Home } from "./home.ts";
import type { Log } from "./log.ts";
import { choosePort } from "./processes/free-port.ts";
import { supervise } from "./processes/supervise.ts";
import { createSnsServer } from "./sns/sns-server.ts";
import { createSqsServer } from "./sqs/sqs-server.ts";
import type { Graph } from "./sst/graph.ts";
import { createWebSocketGateway, type WebSocketGatewayOptions } from "./websocket/websocket-gateway.ts";

export const region = "us-east-1";
export const accountId = "000000000000";
export const credentials: Credentials = { accessKeyId: "local", secretAccessKey: "local" };

/** Preferred ports; another is taken where something else has one already. 0 asks for any. */
export interface Ports {
  web: number;
  s3: number;
  sqs: number;
  dynamodb: number;
  websocket: number;
  sns: number;
  glue: number;
  athena: number;
}

export interface ServersOptions {
  home: Home;
  log: Log;
  ports: Ports;
  sockets: SocketRouter;
  mailing: Mailing;
  lake: Lake;
}

/** What is declared of Glue and Athena. Filled when the definition was read. */
export type Lake = Pick<Graph, "databases" | "workgroups">;

/** What a route key leads to. Filled when the functions are there; nobody knows the gateway's address before. */
export interface SocketRouter {
  routes: Record<string, string>;
  invoke: ((functionId: string, event: unknown) => Promise<unknown>) | null;
}

/** Who gets mail of a topic, by its arn. Filled when the definition was read. */
export interface Mailing {
  subscribers: ReadonlyMap<string, readonly string[]>;
}

export interface Servers {
  endpoints: {
    s3: string;
    sqs: string;
    sns: string;
    dynamodb: string;
    glue: string;
    athena: string;
    socket: string;
    socketManagement: string;
  };
  s3Pid(): number | undefined;
  close(): Promise<void>;
}

const s3Main = fileURLToPath(new URL("./s3/main.ts", import.meta.url));
const s3StartTimeoutMs = 20_000;

/** The AWS services that the product uses, on this machine, with their state in the home folder. */
export async function startServers({ home, log, ports, sockets, mailing, lake }: ServersOptions): Promise<Servers> {
  const sqs = await createSqsServer({ dir: home.path("sqs"), port: await choosePort(ports.sqs), region });
  const subscribersOf = (topicArn: string) => mailing.subscribers.get(topicArn);
  const [dynamodb, sns, gateway, s3] = await Promise.all([
    choosePort(ports.dynamodb).then((port) => createDynamoDbServer({ dir: home.path("dynamodb"), port })),
    choosePort(ports.sns).then((port) => createSnsServer({ dir: home.path("mails"), port, subscribersOf })),
    choosePort(ports.websocket).then((port) => createWebSocketGateway({ port, region, credentials, ...toGatewayCallbacks(sockets) })),
    startS3({ home, log, port: await choosePort(ports.s3), queueEndpoint: sqs.url }),
  ]);
  const tables = await startLake({ home, ports, lake, s3Endpoint: s3.url });
  return {
    endpoints: {
      s3: s3.url,
      sqs: sqs.url,
      sns: sns.url,
      dynamodb: dynamodb.url,
      glue: tables.glueUrl,
      athena: tables.athenaUrl,
      socket: gateway.url,
      socketManagement: gateway.managementEndpoint,
    },
    s3Pid: () => s3.process.pid,
    async close() {
      // A query under way still reads and writes objects.
      await tables.close();
      await Promise.all([gateway.close(), s3.process.close()]);
      await Promise.all([sqs.close(), sns.close(), dynamodb.close()]);
    },
  };
}

interface LakeOptions {
  home: Home;
  ports: Ports;
  lake: Lake;
  s3Endpoint: string;
}

async function startLake({ home, ports, lake, s3Endpoint }: LakeOptions) {
  // The SDK notes things on the credentials it is given.
  const s3 = new S3Client({ endpoint: s3Endpoint, region, credentials: { ...credentials }, forcePathStyle: true });
  const access = { region, credentials };
  const databases = () => lake.databases.map(({ name }) => name);
  const glue = await createGlueServer({ ...access, dir: home.path("glue"), port: await choosePort(ports.glue), databases });
  const workgroups = () => lake.workgroups;
  const athenaPort = await choosePort(ports.athena);
  const athena = await createAthenaServer({ ...access, dir: home.path("athena"), port: athenaPort, s3, glue: glue.store, workgroups });
  return {
    glueUrl: glue.url,
    athenaUrl: athena.url,
    async close() {
      await athena.close();
      await glue.close();
      s3.destroy();
    },
  };
}

function toGatewayCallbacks(sockets: SocketRouter): Pick<WebSocketGatewayOptions, "invoke" | "routes"> {
  return {
    routes: () => new Set(Object.keys(sockets.routes)),
    async invoke(routeKey, event) {
      const functionId = sockets.routes[routeKey];
      if (!sockets.invoke || functionId === undefined) throw new Error(`No function is behind ${routeKey} yet.`);
      const answer = await sockets.invoke(functionId, event);
      // A proxy integration whose answer has no status is a malformed one.
      return { statusCode: 500, ...(answer as { statusCode?: number } | null) };
    },
  };
}

interface S3Options {
  home: Home;
  log: Log;
  port: number;
  queueEndpoint: string;
}

/** A process of its own: large bodies must not hold up the queues. */
async function startS3({ home, log, port, queueEndpoint }: S3Options) {
  const flags = { dir: home.path("s3"), port, region, "access-key": credentials.accessKeyId, "secret-key": credentials.secretAccessKey };
  let url: string | undefined;
  const process = supervise({
    name: "S3",
    args: [
      s3Main,
      ...Object.entries({ ...flags, "queue-endpoint": queueEndpoint }).flatMap(([name, value]) => [`--${name}`, String(value)]),
    ],
    cwd: home.path(),
    environment: { NODE_ENV: "production" },
    onLine(line) {
      const announced = /^\{"url":"([^"]+)"\}$/.exec(line)?.[1];
      if (announced === undefined) log.line("S3", line);
      url = announced ?? url;
    },
    onProblem: (message) => log.problem("S3", message),
  });
  const deadline = Date.now() + s3StartTimeoutMs;
  while (url === undefined) {
    if (process.crashes > 0 || Date.now() > deadline) {
      await process.close();
      throw new Error("The local S3 did not start; logs/S3.log says why.");
    }
    await sleep(10);
  }
  return { url, process };
}
