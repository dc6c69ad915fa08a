import * as z from "zod";
import { errorCodes } from "../app-error.ts";
import { issueSummarySchema } from "../csv/issue-schema.ts";
import { countsSchema, jobErrorSchema, jobResultSchema, timelineEntrySchema } from "../jobs/job.ts";
import { jobSummarySchema, jobTombstoneSchema, jobViewSchema } from "../jobs/job-view.ts";
import { type Endpoint, endpoints } from "./endpoints.ts";
import { toInputSchema } from "./input-schema.ts";
import { type DescribedOperation, newJobSchema, toNewJobSchemas } from "./open-api-jobs.ts";
import { problemContentType } from "./problem.ts";
import * as requests from "./requests.ts";
import { transportCodes } from "./transport-error.ts";

type Json = Record<string, unknown>;

interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  schema: unknown;
}

interface OpenApiOperation {
  operationId: string;
  summary: string;
  security?: [];
  parameters?: Parameter[];
  requestBody?: Json;
  responses: Json;
}

export type OpenApi = {
  openapi: "3.1.0";
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  security: Json[];
  paths: Record<string, Record<string, OpenApiOperation>>;
  components: { securitySchemes: Json; schemas: Json };
};

/** What has a name of its own in the description; everything else is written where it is used. */
const answerNames: readonly [name: string, schema: z.core.$ZodType][] = [
  ["Job", jobViewSchema],
  ["JobSummary", jobSummarySchema],
  ["JobTombstone", jobTombstoneSchema],
  ["Counts", countsSchema],
  ["Issue", issueSummarySchema],
  ["JobError", jobErrorSchema],
  ["Result", jobResultSchema],
  ["TimelineEntry", timelineEntrySchema],
  ["UploadTicket", requests.uploadTicketSchema],
  ["Inspection", requests.inspectResponseSchema],
  ["HealthChecks", requests.healthChecksSchema],
  ["Problem", requests.problemSchema.extend({ code: z.enum([...errorCodes, ...transportCodes]) })],
];

const names = z.registry<{ id: string }>();
for (const [id, schema] of answerNames) names.add(schema, { id });

/** The HTTP interface as OpenAPI 3.1, from the schemas that requests are parsed by. `operations` adds their parameters. */
export function toOpenApi(operations: readonly DescribedOperation[]): OpenApi {
  const paths: OpenApi["paths"] = {};
  for (const [operationId, endpoint] of Object.entries<Endpoint>(endpoints)) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method.toLowerCase()]: toOperation(operationId, endpoint) };
  }
  const { createJob } = endpoints;
  const newJob = paths[createJob.path]?.[createJob.method.toLowerCase()];
  if (newJob) newJob.requestBody = { required: true, content: { "application/json": { schema: newJobSchema(operations) } } };
  return {
    openapi: "3.1.0",
    info: {
      title: "Sluice",
      version: "1",
      description:
        "A first call without a session gets one in a cookie: keep it. Errors are problem details (RFC 9457) with a closed `code`.",
    },
    servers: [{ url: "/" }],
    security: [{ session: [] }, { key: [] }, { bearer: [] }],
    paths,
    components: {
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "sluice_session" },
        key: { type: "apiKey", in: "header", name: "X-Api-Key" },
        bearer: { type: "http", scheme: "bearer", description: "An API key. Where a CDN signs its requests, only X-Api-Key arrives." },
      },
      schemas: { ...toNamedSchemas(), ...toNewJobSchemas(operations) },
    },
  };
}

function toOperation(operationId: string, endpoint: Endpoint): OpenApiOperation {
  const parameters = [...toParameters("path", endpoint.params), ...toParameters("query", endpoint.query), ...idempotencyKey(endpoint)];
  const requestBody = toRequestBody(endpoint);
  return {
    operationId,
    summary: endpoint.summary,
    ...(endpoint.session === "required" ? {} : { security: [] }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(requestBody ? { requestBody } : {}),
    responses: {
      [endpoint.status]: toAnswer(endpoint),
      ...(endpoint.redirects
        ? { 302: { description: "Found", headers: { location: { schema: { type: "string", format: "uri" } } } } }
        : {}),
      default: {
        description: "What went wrong",
        content: { [problemContentType]: { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}

function toParameters(place: "path" | "query", schema: z.ZodType | undefined): Parameter[] {
  if (!schema) return [];
  const { properties, required } = z
    .object({ properties: z.record(z.string(), z.unknown()), required: z.array(z.string()).default([]) })
    .parse(toInputSchema(schema));
  return Object.entries(properties).map(([name, property]) => ({ name, in: place, required: required.includes(name), schema: property }));
}

function idempotencyKey(endpoint: Endpoint): Parameter[] {
  if (!endpoint.takesIdempotencyKey) return [];
  return [{ name: "Idempotency-Key", in: "header", required: false, schema: toInputSchema(requests.idempotencyKeySchema) }];
}

function toRequestBody(endpoint: Endpoint): Json | null {
  if (endpoint.body) return { required: true, content: { "application/json": { schema: toInputSchema(endpoint.body) } } };
  if (!endpoint.takesSample) return null;
  const file = { type: "string", format: "binary" };
  return {
    required: true,
    content: {
      "application/octet-stream": { schema: file },
      "multipart/form-data": { schema: { type: "object", properties: { file }, required: ["file"] } },
    },
  };
}

function toAnswer(endpoint: Endpoint): Json {
  if (!endpoint.answer) return { description: "Done" };
  return { description: endpoint.summary, content: { "application/json": { schema: toAnswerSchema(endpoint.answer) } } };
}

function toAnswerSchema(schema: z.ZodType): Json {
  const { $schema, $defs, ...rest } = z.toJSONSchema(schema, { io: "output", metadata: names, override: leaveOpen });
  return pointToComponents(rest);
}

function toNamedSchemas(): Json {
  const { schemas } = z.toJSONSchema(names, { io: "output", override: leaveOpen, uri: componentUri });
  return Object.fromEntries(Object.entries(schemas).map(([id, { $schema, $id, ...rest }]) => [id, rest]));
}

function componentUri(id: string): string {
  return `#/components/schemas/${id}`;
}

/** Answers may gain members without breaking a client that validates. */
function leaveOpen({ jsonSchema }: { jsonSchema: { additionalProperties?: unknown } }): void {
  if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
}

/** A schema by itself refers to `#/$defs/Job`; here the named ones live among the components. */
function pointToComponents(schema: Json): Json {
  return JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    key === "$ref" && typeof value === "string" ? value.replace("#/$defs/", "#/components/schemas/") : value,
  );
}
