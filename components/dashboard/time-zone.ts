/** The time zone of the person, as the server understands it; some browsers do not say its name. */
export function ownTimeZone(): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return timeZone && timeZone !== "Etc/Unknown" ? timeZone : formatOffset(-new Date().getTimezoneOffset());
}

/** 330 minutes → "+05:30". */
export function formatOffset(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? "-" : "+"}${two(hours)}:${two(rest)}`;
}
