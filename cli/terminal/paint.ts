import { isatty } from "node:tty";
import { styleText } from "node:util";

export type Paint = (format: Parameters<typeof styleText>[0], text: string) => string;

/** Colours where standard output (1) or error (2) is a terminal that wants them: NO_COLOR and FORCE_COLOR are heard (no-color.org). */
export function createPaint(fd: 1 | 2, environment: NodeJS.ProcessEnv = process.env): Paint {
  const { NO_COLOR: no, FORCE_COLOR: force, TERM: terminal } = environment;
  const isWanted = force ? force !== "0" && force !== "false" : !no && terminal !== "dumb" && isatty(fd);
  return isWanted ? (format, text) => styleText(format, text, { validateStream: false }) : (_, text) => text;
}
