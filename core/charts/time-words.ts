const day = 24 * 3_600_000;
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A time (UTC) in full, without the parts that are zero: "31 Jan 2026, 07:00". */
export function timeTitle(time: number): string {
  const date = new Date(time);
  const words = `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  return time % day === 0 ? words : `${words}, ${clock(date)}`;
}

/** A time (UTC) below an axis whose ticks are so far apart: as little as tells it from the next. */
export function timeLabel(time: number, apartMs: number): string {
  const date = new Date(time);
  const dayWords = `${date.getUTCDate()} ${months[date.getUTCMonth()]}`;
  if (apartMs >= 27 * day)
    return apartMs >= 360 * day ? `${date.getUTCFullYear()}` : `${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  if (apartMs >= day || time % day === 0) return dayWords;
  return clock(date);
}

function clock(date: Date): string {
  const iso = date.toISOString();
  return date.getUTCSeconds() === 0 && date.getUTCMilliseconds() === 0 ? iso.slice(11, 16) : iso.slice(11, 19);
}
