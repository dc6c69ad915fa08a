/** What sst.config.ts says exists, as plain data: ids are SST's names, names and addresses those of this machine. */
export interface Graph {
  app: { name: string; stage: string; removal: string; protect: boolean };
  buckets: BucketNode[];
  queues: QueueNode[];
  subscriptions: SubscriptionNode[];
  tables: TableNode[];
  sockets: SocketNode[];
  functions: FunctionNode[];
  crons: CronNode[];
  sites: SiteNode[];
  secrets: { id: string }[];
  databases: DatabaseNode[];
  workgroups: WorkgroupNode[];
  /** What means nothing on a laptop (alarms, dashboards, policies, logs): understood, and left alone. */
  declared: DeclaredNode[];
  /** What `Resource.X` shows to whoever is linked to X. */
  resources: Record<string, ResourceProperties>;
}

export type ResourceProperties = Record<string, unknown> & { type: string };

export interface DeclaredNode {
  type: string;
  id: string;
  args: Record<string, unknown>;
}

export interface BucketNode {
  id: string;
  name: string;
  versioning: boolean;
  enforceHttps: boolean;
  encryption: string | null;
  /** Who owns an object; without a rule, whoever put it there may be another account. */
  ownership: string | null;
  cors: CorsRule[];
  lifecycle: LifecycleRule[];
  notifications: { name: string; queue: string; events: string[]; prefix: string; suffix: string }[];
}

export interface CorsRule {
  allowedOrigins: string[];
  allowedMethods: string[];
  allowedHeaders: string[];
  exposeHeaders: string[];
  maxAgeSeconds: number;
}

export interface LifecycleRule {
  id: string;
  prefix: string;
  enabled: boolean;
  expirationDays: number | null;
  noncurrentDays: number | null;
  abortMultipartDays: number | null;
  removeDeleteMarkers: boolean;
}

export interface QueueNode {
  id: string;
  name: string;
  url: string;
  arn: string;
  visibilitySeconds: number;
  delaySeconds: number;
  retentionSeconds: number;
  encrypted: boolean;
  deadLetters: { queue: string; maxReceives: number } | null;
}

export interface SubscriptionNode {
  queue: string;
  function: string;
  batchSize: number;
  windowSeconds: number;
  partialResponses: boolean;
  maximumConcurrency: number;
}

export interface TableNode {
  id: string;
  name: string;
  fields: Record<string, "string" | "number" | "binary">;
  key: TableKey;
  globalIndexes: (TableKey & { name: string; projection: "all" | "keys-only" })[];
  localIndexes: (TableKey & { name: string })[];
  ttl: string | null;
  deletionProtection: boolean;
  pointInTimeRecovery: boolean;
  encrypted: boolean;
}

export interface TableKey {
  hash: string;
  range: string | null;
}

/** Of the Glue Data Catalog. */
export interface DatabaseNode {
  id: string;
  name: string;
}

/** Of Athena. */
export interface WorkgroupNode {
  id: string;
  name: string;
  arn: string;
  engineVersion: string;
  /** It says the last word, whatever a query says. */
  enforced: boolean;
  bytesPerQuery: number;
  /** Where answers go, as a query is told: `s3://bucket/prefix/`. */
  outputLocation: string;
  encryption: string;
  measured: boolean;
}

export interface SocketNode {
  id: string;
  url: string;
  managementEndpoint: string;
  /** Route key to function. */
  routes: Record<string, string>;
}

export interface FunctionNode {
  id: string;
  name: string;
  handler: string;
  timeoutSeconds: number;
  memoryMegabytes: number;
  /** Scratch disk. */
  storageMegabytes: number;
  /** How it is bundled when it is deployed. Here it keeps its lines, for stacks that can be read. */
  bundle: { minify: boolean; splitting: boolean; install: string[] };
  links: string[];
  environment: Record<string, string>;
  permissions: Permission[];
  /** Of asynchronous calls, which a schedule's are. */
  retries: number;
  reservedConcurrency: number | null;
}

export interface Permission {
  effect: "allow" | "deny";
  actions: string[];
  resources: string[];
}

export interface CronNode {
  id: string;
  schedule: string;
  function: string;
  enabled: boolean;
  event: Record<string, unknown>;
}

export interface SiteNode {
  id: string;
  path: string;
  url: string;
  links: string[];
  environment: Record<string, string>;
  permissions: Permission[];
}
