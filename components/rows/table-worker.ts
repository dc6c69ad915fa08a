import { talkToPage } from "../reading/talk-to-page.ts";
import { answerTableRequests } from "./answer-table-requests.ts";

talkToPage(answerTableRequests);
