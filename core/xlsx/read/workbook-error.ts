import { AppError } from "../../app-error.ts";

/** `what` goes on after “… is damaged: ”. */
export function damagedWorkbook(name: string, what: string, cause?: unknown): AppError {
  const advice = "Open it in a spreadsheet program, save it again, then drop it again.";
  return new AppError("truncated-archive", `${name} is damaged: ${what}. ${advice}`, { cause });
}

export function unreadableWorkbook(message: string): AppError {
  return new AppError("unsupported-file", message);
}
