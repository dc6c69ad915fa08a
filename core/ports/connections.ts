export interface Connection {
  workspace: string;
  id: string;
  connectedAt: string;
}

/** Open sockets by workspace, and the one-time tickets that open them. */
export interface ConnectionStore {
  putTicket(ticketHash: string, workspace: string, expiresAt: string): Promise<void>;
  /** The workspace, once; null for an unknown, used or expired ticket. */
  takeTicket(ticketHash: string, now: string): Promise<string | null>;
  put(connection: Connection): Promise<void>;
  find(id: string): Promise<Connection | null>;
  list(workspace: string): Promise<Connection[]>;
  remove(connection: Connection): Promise<void>;
}

export interface ConnectionSender {
  /** "gone" when the gateway answers 410. */
  send(connectionId: string, message: unknown): Promise<"sent" | "gone">;
}
