import { answerRequests } from "./answer-requests.ts";
import { talkToPage } from "./talk-to-page.ts";

talkToPage(answerRequests);

// The file that this worker is started for is not there yet.
void import("./inspect-file.ts").then(({ warmUp }) => warmUp());
