/** The texts of error codes. The ids are made from the code; a test holds that each of them has words. */
import type { MessageId } from "../../i18n/ids";
import type { ErrorCode } from "../../rpc/gen";

/** What happened. */
export const errorText = (code: ErrorCode): MessageId => `error-${code.replaceAll("_", "-")}` as MessageId;
/** What to do. */
export const errorNext = (code: ErrorCode): MessageId => `${errorText(code)}.next` as MessageId;

/** Arguments that an error text may name; a value that is not known is the word `none`. */
export const NO_ARGS: Readonly<Record<string, string>> = {
  field: "none",
  reason: "none",
  rule: "none",
  place: "none",
  key: "none",
};
