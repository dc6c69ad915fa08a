"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ThemeProvider } from "next-themes";
import { type ReactNode, useState } from "react";
import { ApiError } from "#core/api/api-error";
import { ConnectionProvider } from "../realtime/connection.tsx";
import { StyleNonce } from "./style-nonce.tsx";

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

export function Providers({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  return (
    <ThemeProvider attribute="data-theme" disableTransitionOnChange {...(nonce === undefined ? {} : { nonce })}>
      <StyleNonce nonce={nonce} />
      <QueryClientProvider client={queryClient}>
        <ConnectionProvider>{children}</ConnectionProvider>
      </QueryClientProvider>
    </ThemeProvider>
  );
}
