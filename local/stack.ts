import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Clients, createClients } from "./clients.ts";
import { startEventSources } from "./events/event-sources.ts";
import { bundleFunctions } from "./functions/bundle-functions.ts";
import {
  type AwsPlaces,
  awsEnvironment,
  type Credentials,
  functionEnvironment,
  resourceEnvironment,
} from "./functions/function-environment.ts";
import { createFunctionHost, type FunctionHost } from "./functions/function-host.ts";
import { type Home, openHome } from "./home.ts";
import { createLog, type Log } from "./log.ts";
import { holdPort } from "./processes/free-port.ts";
import {
  accountId,
  credentials,
  type Lake,
  type Mailing,
  type Ports,
  region,
  type Servers,
  type SocketRouter,
  startServers,
} from "./servers.ts";
import { createBuckets } from "./setup/create-buckets.ts";
import { createQueues } from "./setup/create-queues.ts";
import { createTables } from "./setup/create-tables.ts";
import { runSite } from "./site/run-site.ts";
import { subscribersOf } from "./sns/subscribers.ts";
import { evaluate } from "./sst/evaluate.ts";
import type { Graph } from "./sst/graph.ts";
import { withTimeLimit } from "./time-limit.ts";

export interface StackOptions {
  /** The folder of all state; one stack at a time. */
  home: string;
  /** `local` unless told; a name that begins with `test` gets short clocks. */
  stage?: string;
  /** Any free ones unless told. */
  ports?: Ports;
  /** Whether the web app runs too, built or with hot reload. */
  web?: boolean | "dev";
  quiet?: boolean;
  /** What every function's process gets beside its own environment: how a measurement looks into them. */
  functionVariables?: Record<string, string>;
  /** The folder of sst.config.ts; the product's own unless told. */
  root?: string;
}

export interface Stack {
  endpoints: Servers["endpoints"];
  credentials: Credentials;
  region: string;
  graph: Graph;
  /** `SST_RESOURCE_*` of everything there is. */
  resources: Record<string, string>;
  /** What makes a process part of this stack: `resources` and the SDK's variables. */
  environment: Record<string, string>;
  functions: FunctionHost;
  webUrl?: string;
  /** Once it resolves, nothing is received from the queues and nothing is under way. */
  pausePolling(): Promise<void>;
  resumePolling(): void;
  close(): Promise<void>;
}

const anyPorts: Ports = { web: 0, s3: 0, sqs: 0, dynamodb: 0, websocket: 0, sns: 0, glue: 0, athena: 0 };
const productRoot = fileURLToPath(new URL("..", import.meta.url));
// A loaded machine takes its time; one that stands still should say where.
const stepLimitMs = 60_000;
const closeLimitMs = 10_000;

/** Everything sst.config.ts declares, running on this machine. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const home = openHome(options.home);
  const log = createLog({ dir: home.path("logs"), isQuiet: options.quiet ?? false });
  const closers: Closer[] = [() => home.close(), () => log.close()];
  const close = async () => {
    // One at a time: a part that was still starting when another failed is added meanwhile.
    for (let closer = closers.pop(); closer; closer = closers.pop()) await closer();
  };
  try {
    return { ...(await start(options, { home, log, onClose: (closer) => closers.push(closer) })), close };
  } catch (error) {
    // What went wrong is told even where something does not end any more.
    await withTimeLimit("Closing what had been started", closeLimitMs, close()).catch((cause: Error) =>
      log.problem("Stack", cause.message),
    );
    throw error;
  }
}

type Closer = () => Promise<void> | void;

interface Session {
  home: Home;
  log: Log;
  /** What has been started is closed backwards, also when a later part fails to start. */
  onClose(closer: Closer): void;
}

async function start(options: StackOptions, session: Session): Promise<Omit<Stack, "close">> {
  const { stage = "local", root = productRoot, web = false, ports = anyPorts, functionVariables = {} } = options;
  const { home, log, onClose } = session;
  const sockets: SocketRouter = { routes: {}, invoke: null };
  const mailing: Mailing = { subscribers: new Map() };
  const lake: Lake = { databases: [], workgroups: [] };
  const starting = startServers({ home, log, ports, sockets, mailing, lake });
  const servers = await withTimeLimit("Starting the local AWS", stepLimitMs, starting);
  onClose(() => servers.close());
  const { endpoints } = servers;
  const webPort = await holdPort(ports.web);
  if (web) onClose(() => webPort.release());
  // Whoever runs the web app by hand runs it there.
  else await webPort.release();
  const webUrl = `http://localhost:${webPort.port}`;
  const config = { file: join(root, "sst.config.ts"), stage, places: toPlaces(home, endpoints, webUrl) };
  const graph = await withTimeLimit("Reading sst.config.ts", stepLimitMs, evaluate(config));
  mailing.subscribers = subscribersOf(graph);
  Object.assign(lake, { databases: graph.databases, workgroups: graph.workgroups });
  const places: AwsPlaces = { region, credentials, endpoints };

  const backend = startBackend({ graph, places, root, isWatching: web === "dev", sockets, functionVariables }, session);
  const site = web ? runSite({ graph, places, root, port: webPort, mode: web === "dev" ? "dev" : "start", log }, backend) : undefined;
  const [{ functions, sources }, running] = await Promise.all([backend, site]);
  if (running) onClose(() => running.close());

  const resources = resourceEnvironment(graph, Object.keys(graph.resources));
  home.writeEndpoints({
    ...(running && { web: webUrl }),
    ...endpoints,
    region,
    credentials,
    resources: publicResources(graph),
  });
  return {
    endpoints,
    credentials,
    region,
    graph,
    resources,
    environment: { ...awsEnvironment(places), ...resources },
    functions,
    ...(running && { webUrl }),
    pausePolling: () => sources.pause(),
    resumePolling: () => sources.resume(),
  };
}

/** What a script from outside may need to know: names and addresses, not secrets. */
function publicResources({ resources, secrets }: Graph) {
  return Object.fromEntries(Object.entries(resources).filter(([id]) => !secrets.some((secret) => secret.id === id)));
}

function toPlaces(home: Home, endpoints: Servers["endpoints"], webUrl: string) {
  return {
    region,
    accountId,
    sqsUrl: endpoints.sqs,
    webUrl,
    socketUrl: endpoints.socket,
    socketManagementEndpoint: endpoints.socketManagement,
    secret: (id: string) => home.secret(id),
  };
}

interface Backend {
  graph: Graph;
  places: AwsPlaces;
  root: string;
  isWatching: boolean;
  sockets: SocketRouter;
  functionVariables: Record<string, string>;
}

async function startBackend(backend: Backend, { home, log, onClose }: Session) {
  const { graph, places, root, isWatching, sockets, functionVariables } = backend;
  const clients = createClients(places);
  onClose(() => clients.destroy());
  const bundling = bundleFunctions({ root, dir: home.path("functions"), functions: graph.functions });
  const [bundles] = await Promise.all([withTimeLimit("Bundling the functions", stepLimitMs, bundling), createResources(graph, clients)]);
  const functions = createFunctionHost({
    functions: graph.functions,
    bundleOf: bundles.bundleOf,
    environmentOf: (node) => ({ ...functionEnvironment(graph, places, node, bundles.bundleOf(node.id)), ...functionVariables }),
    onLine: (id, line) => log.line(id, line),
  });
  onClose(() => functions.close());
  if (isWatching) onClose(await bundles.watch(() => functions.renew()));
  sockets.routes = graph.sockets[0]?.routes ?? {};
  sockets.invoke = functions.invoke;
  const starting = startEventSources({ graph, client: clients.sqs, region, functions, home, log });
  const sources = await withTimeLimit("Giving back the messages of the last run", stepLimitMs, starting);
  onClose(() => sources.close());
  return { functions, sources };
}

async function createResources(graph: Graph, { s3, sqs, dynamodb }: Clients): Promise<void> {
  const createQueuesAndBuckets = async () => {
    await withTimeLimit("Creating the queues", stepLimitMs, createQueues(sqs, graph));
    // After the queues: S3 sends a test event to each queue that it is told to notify.
    await withTimeLimit("Creating the buckets", stepLimitMs, createBuckets(s3, graph));
  };
  await Promise.all([createQueuesAndBuckets(), withTimeLimit("Creating the tables", stepLimitMs, createTables(dynamodb, graph))]);
}
