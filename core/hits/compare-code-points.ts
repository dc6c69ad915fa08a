const surrogates = 0xd800;
const behindSurrogates = 0xe000;

/** Negative, 0 or positive: texts by their code points, which is also how their UTF-8 compares. */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

/** UTF-16 puts what lies beyond 0xffff, in surrogates, before 0xe000. */
function rank(unit: number): number {
  if (unit < surrogates) return unit;
  return unit < behindSurrogates ? unit + 0x2000 : unit - 0x800;
}
