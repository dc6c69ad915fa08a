"use client";

import { useSyncExternalStore } from "react";
import type { OperationInfo } from "#core/api/operations-api";
import { operationsStore } from "./operations-store.ts";

/** Null until the server has said what can be done. */
export function useOperations(): readonly OperationInfo[] | null {
  return useSyncExternalStore(operationsStore.subscribe, operationsStore.getOperations, () => null);
}
