/** Error shapes of the JSON protocol and the code each had in the older query protocol, which the SDK reads too. */
const queryCodes = {
  AccessDenied: "AccessDenied",
  BatchEntryIdsNotDistinct: "AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
  BatchRequestTooLong: "AWS.SimpleQueueService.BatchRequestTooLong",
  EmptyBatchRequest: "AWS.SimpleQueueService.EmptyBatchRequest",
  InternalError: "InternalError",
  InvalidAddress: "InvalidAddress",
  InvalidAttributeName: "InvalidAttributeName",
  InvalidAttributeValue: "InvalidAttributeValue",
  InvalidBatchEntryId: "AWS.SimpleQueueService.InvalidBatchEntryId",
  InvalidMessageContents: "InvalidMessageContents",
  InvalidParameterValueException: "InvalidParameterValue",
  MessageNotInflight: "AWS.SimpleQueueService.MessageNotInflight",
  QueueDoesNotExist: "AWS.SimpleQueueService.NonExistentQueue",
  QueueNameExists: "QueueAlreadyExists",
  ReceiptHandleIsInvalid: "ReceiptHandleIsInvalid",
  ResourceNotFoundException: "ResourceNotFoundException",
  SerializationException: "SerializationException",
  TooManyEntriesInBatchRequest: "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
  UnknownOperationException: "InvalidAction",
  UnsupportedOperation: "AWS.SimpleQueueService.UnsupportedOperation",
} as const;

export type SqsErrorCode = keyof typeof queryCodes;

export class SqsError extends Error {
  readonly code: SqsErrorCode;
  readonly status: number;

  constructor(code: SqsErrorCode, message: string, status = 400) {
    super(message);
    this.name = "SqsError";
    this.code = code;
    this.status = status;
  }

  get queryCode(): string {
    return queryCodes[this.code];
  }

  get senderFault(): boolean {
    return this.status < 500;
  }
}

export function invalidParameter(message: string): SqsError {
  return new SqsError("InvalidParameterValueException", message);
}
