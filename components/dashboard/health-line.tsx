import { CircleCheck, CircleX, LoaderCircle } from "lucide-react";
import { ApiError } from "#core/api/api-error";

interface HealthLineProps {
  health: { data: { status: "ok" } | undefined; error: unknown };
}

/** Whether the parts behind the page work, in a sentence. */
export function HealthLine({ health: { data, error } }: HealthLineProps) {
  return (
    <p role="status" aria-label="Health" className="mt-1 flex items-start gap-1.5 text-quiet">
      {error ? (
        <>
          <CircleX aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-failed" />
          <span>{faultWords(error)}</span>
        </>
      ) : data ? (
        <>
          <CircleCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-done" />
          <span>Everything works: storage, tables, queues and functions answer.</span>
        </>
      ) : (
        <>
          <LoaderCircle aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          <span>Asking whether everything works.</span>
        </>
      )}
    </p>
  );
}

function faultWords(error: unknown): string {
  if (error instanceof ApiError && error.status === 503) {
    return `${error.message} Files wait and nothing is lost; what waits goes on by itself when these work again.`;
  }
  return "Whether everything works cannot be told: the server does not answer.";
}
