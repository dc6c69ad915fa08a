import type { OperationInfo, OperationsResponse, ParamProblems } from "#core/api/operations-api";
import { callApi } from "./call-api.ts";

export async function listOperations(): Promise<readonly OperationInfo[]> {
  return (await callApi<OperationsResponse>("/api/operations")).operations;
}

/** What the server finds wrong with parameters, each with its place. */
export async function checkParams(operation: string, params: object, signal?: AbortSignal): Promise<ParamProblems> {
  const path = `/api/operations/${encodeURIComponent(operation)}/check`;
  return (await callApi<{ problems: ParamProblems }>(path, { method: "POST", body: { params }, signal })).problems;
}
