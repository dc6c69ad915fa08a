export interface Mail {
  /** Printable ASCII, under 100 characters. */
  subject: string;
  body: string;
}

/** Writes to whoever the stage was set up to write to. */
export interface Mailer {
  /** "nobody" where the stage has no address. */
  send(mail: Mail): Promise<"sent" | "nobody">;
}
