const lf = 0x0a;

/** The lines of a text, without their ends and without those that are empty. */
export async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
  let rest = "";
  for await (const chunk of chunks) {
    const text = utf8.decode(chunk, { stream: true });
    if (!chunk.includes(lf)) {
      rest += text;
      continue;
    }
    const lines = `${rest}${text}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line !== "") yield line;
  }
  rest += utf8.decode();
  if (rest !== "") yield rest;
}
