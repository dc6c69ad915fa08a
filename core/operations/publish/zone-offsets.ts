const quarterSeconds = 15 * 60;
const daySeconds = 86_400;

/** Answers how many seconds the clocks of a zone are ahead of UTC when they show `local`: seconds since 1970, as if it were in UTC. */
export type ZoneOffset = (local: number) => number;

/**
 * Of an IANA name, or of an offset such as +02:00. A time that the clocks skip is read with the offset from before, so that it comes
 * to lie behind the gap; of a time that they show twice the earlier one is meant (as RFC 5545 §3.3.5 has it). Offsets change at whole
 * quarters of an hour, so each is asked for once.
 */
export function createZoneOffset(zone: string): ZoneOffset {
  if (/^(?:utc|etc\/utc|gmt|z)$/i.test(zone)) return () => 0;
  const offsetAt = createOffsetAt(zone);
  const known = new Map<number, number>();
  let lastQuarter = Number.NaN;
  let lastOffset = 0;
  return (local) => {
    const quarter = Math.floor(local / quarterSeconds);
    if (quarter === lastQuarter) return lastOffset;
    const offset = known.get(quarter) ?? localOffset(offsetAt, quarter * quarterSeconds);
    known.set(quarter, offset);
    lastQuarter = quarter;
    lastOffset = offset;
    return offset;
  };
}

function localOffset(offsetAt: (seconds: number) => number, local: number): number {
  const before = offsetAt(local - daySeconds);
  const after = offsetAt(local + daySeconds);
  if (before === after || offsetAt(local - before) === before) return before;
  return offsetAt(local - after) === after ? after : before;
}

function createOffsetAt(zone: string): (seconds: number) => number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    ...{ era: "short", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" },
  });
  return (seconds) => {
    const shown = new Map(format.formatToParts(seconds * 1000).map(({ type, value }) => [type, value]));
    const part = (type: Intl.DateTimeFormatPartTypes) => Number(shown.get(type));
    const date = new Date(0);
    date.setUTCFullYear(shown.get("era") === "BC" ? 1 - part("year") : part("year"), part("month") - 1, part("day"));
    date.setUTCHours(part("hour"), part("minute"), part("second"));
    return date.getTime() / 1000 - seconds;
  };
}
