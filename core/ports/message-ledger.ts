/** Messages for other systems that were decided on, and those of them that were sent. */
export interface MessageLedger {
  isEmpty(workspace: string, date: string): Promise<boolean>;
}
