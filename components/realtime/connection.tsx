"use client";

import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { getSocketTicket } from "../api/jobs-api.ts";
import { createCatchUp } from "./catch-up.ts";
import { jobsStore } from "./jobs-store.ts";
import { openSocket } from "./open-socket.ts";
import { type ConnectionStatus, RealtimeClient } from "./realtime-client.ts";

const ConnectionContext = createContext<ConnectionStatus>({ kind: "connecting" });

export function useConnection(): ConnectionStatus {
  return useContext(ConnectionContext);
}

/** Keeps this tab in step with the workspace for as long as it is open. */
export function ConnectionProvider({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient();
  const [status, setStatus] = useState<ConnectionStatus>({ kind: "connecting" });
  useEffect(() => {
    const client = new RealtimeClient({
      getTicket: getSocketTicket,
      openSocket,
      catchUp: createCatchUp(queryClient),
      onMessage: (message) => (message.type === "job" ? jobsStore.hear([message.job]) : jobsStore.hearProgress(message)),
      onStatus: setStatus,
      isOnline: () => navigator.onLine,
    });
    const listening = new AbortController();
    const { signal } = listening;
    addEventListener("online", () => client.wake(), { signal });
    addEventListener("offline", () => client.sleep(), { signal });
    document.addEventListener("visibilitychange", () => !document.hidden && client.wake(), { signal });
    client.start();
    return () => {
      listening.abort();
      client.stop();
    };
  }, [queryClient]);
  return <ConnectionContext value={status}>{children}</ConnectionContext>;
}
