import { type AttributeValue, itemBytes } from "./item-bytes.ts";

/** A request as it left the process. */
export interface SentRequest {
  method: string;
  path: string;
  target: string;
  status: number;
  responseBytes: number;
  body: string;
}

export interface Call {
  service: "s3" | "sqs" | "dynamodb" | "socket";
  operation: string;
  status: number;
  /** Of a read of DynamoDB: what came back, and half the price where it may be stale. */
  read?: { bytes: number; consistent: boolean };
  write?: ItemWrite;
}

/** What decides the price of a write to DynamoDB. */
export interface ItemWrite {
  table: string;
  key: string;
  version: number;
  bytes: number;
  /** The plain attributes, among which the indexes' keys are. */
  strings: Record<string, string>;
}

interface DynamoRequest {
  TableName?: string;
  ConsistentRead?: boolean;
  Item?: Record<string, AttributeValue>;
}

/** Which billed call a request is; nothing for what is no call to AWS. */
export function describeCall({ method, path, target, status, responseBytes, body }: SentRequest): Call | undefined {
  const [prefix = "", operation = ""] = target.split(".");
  if (prefix === "AmazonSQS") return { service: "sqs", operation, status };
  if (prefix.startsWith("DynamoDB")) {
    return { service: "dynamodb", operation, status, ...describeItem(operation, body, responseBytes) };
  }
  if (path.includes("/@connections/")) return { service: "socket", operation: method, status };
  const url = new URL(path, "http://localhost");
  if (url.pathname.startsWith("/api/")) return undefined;
  return { service: "s3", operation: s3Operation(method, url.searchParams), status };
}

function describeItem(operation: string, body: string, responseBytes: number): Pick<Call, "read" | "write"> {
  const request: DynamoRequest = JSON.parse(body || "{}");
  if (operation === "GetItem" || operation === "Query") {
    return { read: { bytes: responseBytes, consistent: request.ConsistentRead ?? false } };
  }
  if (operation !== "PutItem" || !request.Item) return {};
  const strings = Object.entries(request.Item).flatMap(([name, value]) => (value.S === undefined ? [] : [[name, value.S] as const]));
  const { pk, sk, ...others } = Object.fromEntries(strings);
  return {
    write: {
      table: request.TableName ?? "",
      key: `${pk}\n${sk}`,
      version: Number(request.Item.version?.N ?? 0),
      bytes: itemBytes(request.Item),
      strings: others,
    },
  };
}

function s3Operation(method: string, query: URLSearchParams): string {
  if (method === "POST" && query.has("uploads")) return "CreateMultipartUpload";
  if (method === "POST" && query.has("uploadId")) return "CompleteMultipartUpload";
  if (method === "POST" && query.has("delete")) return "DeleteObjects";
  if (method === "PUT" && query.has("partNumber")) return "UploadPart";
  if (method === "DELETE") return query.has("uploadId") ? "AbortMultipartUpload" : "DeleteObject";
  if (method === "GET" && (query.has("list-type") || query.has("versions") || query.has("uploads"))) return "List";
  return { GET: "GetObject", HEAD: "HeadObject", PUT: "PutObject", POST: "PostObject" }[method] ?? method;
}
