import { type Command, Option } from "commander";

export interface ServerOptions {
  url: string;
}

export const serverHelp = `
The server is --url, else SLUICE_URL, else http://localhost:3000. SLUICE_API_KEY, when it is set, says who you are; without it
you are a guest, whose session is kept in $XDG_CONFIG_HOME/sluice/sessions.json.`;

export function addServerOptions(command: Command): Command {
  return command.addOption(new Option("--url <address>", "the server").env("SLUICE_URL").default("http://localhost:3000"));
}
