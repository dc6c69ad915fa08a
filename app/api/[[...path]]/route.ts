import { answerNowhere } from "../../_server/route.ts";

export {
  answerNowhere as DELETE,
  answerNowhere as GET,
  answerNowhere as OPTIONS,
  answerNowhere as PATCH,
  answerNowhere as POST,
  answerNowhere as PUT,
};
