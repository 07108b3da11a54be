/** What can be done about each problem: one act, chosen by its code alone. */

import type { MessageId } from "../../i18n/ids";
import type { ErrorCode } from "../../rpc/gen";

/** The acts. Those marked as the caller's need to know what was asked; the shell does the rest by itself. */
export type Fix =
  /** The caller's: the same call again. */
  | "retry"
  /** The caller's: the marked value. */
  | "correct"
  /** The caller's: read again and show what is there now. */
  | "show"
  /** The caller's: an addendum with the text that was typed. */
  | "addendum"
  | "back"
  | "sign_in"
  | "unlock"
  | "recover"
  | "join"
  | "decide"
  | "refused"
  | "sync"
  | "copy"
  | "address"
  | "clock"
  | "update"
  | "space"
  | "call"
  | "devices";

/** The act for `code`. Total: a new code of the core does not compile until it has its act. */
export const fixOf = (code: ErrorCode): Fix => {
  switch (code) {
    case "rate_limited":
    case "overloaded":
    case "timeout":
    case "io":
    case "database_down":
      return "retry";
    case "invalid":
    case "too_large":
    case "bad_credentials":
    case "weak_password":
    case "setup_code_invalid":
    case "login_taken":
    case "wrong_password":
    case "rule":
      return "correct";
    case "conflict":
    case "stale":
    case "already_done":
    case "epoch_old":
      return "show";
    case "finalised":
      return "addendum";
    case "not_found":
    case "forbidden":
    case "forbidden_doc":
    case "erased":
    case "wrong_window":
    case "expired":
    case "intent_refused":
      return "back";
    case "unauthenticated":
    case "token_reused":
    case "bad_proof":
    case "lease_over":
    case "already_joined":
      return "sign_in";
    case "locked":
      return "unlock";
    case "slots_missing":
    case "keychain_lost":
      return "recover";
    case "not_joined":
    case "invitation_invalid":
    case "invitation_expired":
      return "join";
    case "not_agreed":
      return "decide";
    case "forbidden_path":
    case "depends_on_rejected":
      return "refused";
    case "offline":
    case "missing_dep":
    case "seq_gap":
    case "lamport":
    case "frozen_doc":
    case "quota":
      return "sync";
    case "internal":
    case "malformed":
    case "config":
    case "in_use":
    case "bomb":
    case "bad_sig":
    case "actor_mismatch":
    case "equivocation":
    case "store_corrupt":
    case "schema_too_new":
    case "fhir_not_json":
    case "fhir_not_resource":
    case "fhir_version":
    case "fhir_shape":
    case "fhir_no_patient":
      return "copy";
    case "wrong_address":
    case "wrong_server_key":
      return "address";
    case "clock_review":
    case "clock_wrong":
      return "clock";
    case "upgrade_required":
    case "newer_version":
    case "schema_too_old":
      return "update";
    case "storage_full":
      return "space";
    case "unknown_device":
    case "device_revoked":
    case "chain_fork":
    case "user_inactive":
      return "call";
    case "too_many_devices":
      return "devices";
    default: {
      const never: never = code;
      return never;
    }
  }
};

/** The words on the button. */
export const fixLabel = (fix: Fix): MessageId => `shell-fix-${fix.replaceAll("_", "-")}` as MessageId;

/** Where in the app the act leads, for those that are a place. */
export const fixPlace = (fix: Fix): string | null => {
  switch (fix) {
    case "sign_in":
    case "unlock":
      return "/sign-in";
    case "join":
      return "/sign-in";
    case "decide":
      return "/decisions";
    case "refused":
      return "/refused";
    case "sync":
      return "/sync";
    case "address":
    case "devices":
      return "/settings";
    case "clock":
      return "/help/clock";
    case "update":
      return "/help/update";
    case "space":
      return "/help/space";
    case "call":
      return "/help/blocked";
    case "retry":
    case "correct":
    case "show":
    case "addendum":
    case "back":
    case "recover":
    case "copy":
      return null;
  }
};
