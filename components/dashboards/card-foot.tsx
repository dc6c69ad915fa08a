import type { QueryAnswerView } from "#core/api/queries-api";
import { formatBytes } from "#core/words/format-number";
import { errorSentence } from "../api/call-api.ts";
import { Age } from "../frame/age.tsx";

interface CardFootProps {
  answer: QueryAnswerView | undefined;
  error: unknown;
  isRunning: boolean;
}

/** How old an answer is, what it cost, and why it is not newer. */
export function CardFoot({ answer, error, isRunning }: CardFootProps) {
  const isOld = answer?.status === "succeeded" && error !== null && !isRunning;
  return (
    <p className="mt-2 flex min-h-4 flex-wrap gap-x-3 text-quiet text-xs">
      {answer?.status === "succeeded" && (
        <>
          <Age at={answer.finishedAt ?? answer.createdAt} />
          <span>read {formatBytes(answer.bytesRead)}</span>
        </>
      )}
      {isOld && <span className="text-failed">Not refreshed. {errorSentence(error)}</span>}
      <span role="status">{isRunning && answer ? "Refreshing" : ""}</span>
    </p>
  );
}
