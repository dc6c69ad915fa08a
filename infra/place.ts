/** Where the stage is deployed. */
export const { accountId } = aws.getCallerIdentityOutput();
export const { region } = aws.getRegionOutput();
