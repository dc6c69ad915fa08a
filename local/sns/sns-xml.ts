const namespace = "http://sns.amazonaws.com/doc/2010-03-31/";

/** The answer to Publish, in the query protocol that the SDKs speak with SNS. */
export function snsResultXml(messageId: string, requestId: string): string {
  const result = `<PublishResult><MessageId>${messageId}</MessageId></PublishResult>`;
  return `<PublishResponse xmlns="${namespace}">${result}<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></PublishResponse>`;
}

export function snsErrorXml({ code, message, requestId }: { code: string; message: string; requestId: string }): string {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${toXmlText(message)}</Message></Error>`;
  return `<ErrorResponse xmlns="${namespace}">${error}<RequestId>${requestId}</RequestId></ErrorResponse>`;
}

function toXmlText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
