/** What functions of this product receive. A message that was delivered too often ends among the dead letters of its queue. */
export const handledQueues = ["upload-events", "work", "analysis", "queries", "notices", "alerts"] as const;
export type HandledQueue = (typeof handledQueues)[number];

/** About as many messages as there are: SQS counts approximately. */
export interface QueueDepth {
  queue: HandledQueue;
  waiting: number;
  /** Received by a function that has not yet done with them. */
  inFlight: number;
  delayed: number;
  dead: number;
  /** Deliveries of one message before it is given up; null where nothing says so. */
  maxReceives: number | null;
}

export interface DeadLetter {
  queue: HandledQueue;
  id: string;
  /** As it was sent. */
  body: string;
  sentAt: string;
}

export interface FoundLetters {
  letters: DeadLetter[];
  /** False when there are more than were looked through. */
  isAll: boolean;
}

/** What is to become of a letter that was met: gone for good, or back to the others. */
export type Fate = "delete" | "keep";

/** The stage's queues and their dead letters, of all workspaces. A letter that is looked at is hidden for seconds and never lost. */
export interface DeadLetters {
  measure(): Promise<QueueDepth[]>;
  list(queue: HandledQueue): Promise<FoundLetters>;
  /**
   * Hands over dead letters one by one, or the one of this id, and deletes each once it was decided so. Answers whether all were met;
   * with an id, whether that one was. When `decide` throws, nothing more is met, and that letter stays.
   */
  settle(queue: HandledQueue, decide: (letter: DeadLetter) => Promise<Fate>, id?: string): Promise<boolean>;
  /** The message once more to the queue that it died in. */
  resend(letter: DeadLetter): Promise<void>;
}
