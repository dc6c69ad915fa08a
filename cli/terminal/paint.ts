import { styleText } from "node:util";

type Format = Parameters<typeof styleText>[0];

/** Colours where the stream is a terminal that wants them; NO_COLOR and FORCE_COLOR are heard. */
export function createPaint(stream: NodeJS.WriteStream): (format: Format, text: string) => string {
  return (format, text) => styleText(format, text, { stream, validateStream: true });
}

export type Paint = ReturnType<typeof createPaint>;
