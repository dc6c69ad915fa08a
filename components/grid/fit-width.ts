const padding = 30;

/** The width in which the name and every text stand whole, as the grid draws them. */
export function fitWidth(element: Element, name: string, texts: Iterable<string>): number {
  const context = document.createElement("canvas").getContext("2d");
  if (!context) return 0;
  const style = getComputedStyle(element);
  context.font = `550 13px ${style.fontFamily}`;
  let widest = context.measureText(name).width + 24;
  context.font = `12px ${style.getPropertyValue("--font-geist-mono") || "monospace"}`;
  for (const text of texts) widest = Math.max(widest, context.measureText(text.slice(0, 200)).width);
  return widest + padding;
}
