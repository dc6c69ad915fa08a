/** The first lines of a text, without reading more than it takes. */
export async function readFirstLines(stream: ReadableStream<Uint8Array>, count: number): Promise<string[]> {
  const reader = stream.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let text = "";
  let ends = 0;
  try {
    while (ends < count) {
      const { done, value } = await reader.read();
      if (done) return linesOf(text, count);
      text += value;
      ends += value.split("\n").length - 1;
    }
    return linesOf(text, count);
  } finally {
    await reader.cancel();
  }
}

function linesOf(text: string, count: number): string[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines.slice(0, count);
}
