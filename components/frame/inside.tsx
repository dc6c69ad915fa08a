"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ApiError } from "#core/api/api-error";
import { ConnectionProvider } from "../realtime/connection.tsx";
import { Frame } from "./frame.tsx";

const maxRetries = 2;

function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The page itself says what is true when the network is gone; a paused query would say nothing.
        networkMode: "always",
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (failures, error) => failures < maxRetries && error instanceof ApiError && error.retryable,
        retryDelay: (failures) => 400 * 2 ** failures,
      },
    },
  });
}

/** A page of a workspace: in its frame, and in step with the server. */
export function Inside({ isOwner, children }: { isOwner: boolean; children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  return (
    <QueryClientProvider client={queryClient}>
      <ConnectionProvider>
        <Frame isOwner={isOwner}>{children}</Frame>
      </ConnectionProvider>
    </QueryClientProvider>
  );
}
