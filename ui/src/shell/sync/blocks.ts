/** What stops sending, and the one button that helps. */
import type { BlockCode } from "../../rpc/gen";

/** What a block's button does. */
export type BlockFix = { go: string } | { act: "send" | "copy" | "recover" };

/** The act for a block. Total: a new reason of the core does not compile until it has one. */
export const blockFix = (code: BlockCode): BlockFix => {
  switch (code) {
    case "signed_out":
      return { go: "/sign-in" };
    case "device_blocked":
      return { go: "/help/blocked" };
    case "clock_wrong":
      return { go: "/help/clock" };
    case "app_old":
      return { go: "/help/update" };
    case "server_old":
      return { act: "copy" };
    case "storage_full":
      return { go: "/help/space" };
    case "key_missing":
      return { act: "recover" };
    case "server_refused":
      return { go: "/sync" };
    case "integrity":
    case "quota":
    case "busy":
      return { act: "send" };
    case "cert":
      return { go: "/settings" };
    default: {
      const never: never = code;
      return never;
    }
  }
};

/** Every reason, in the order of the core's table. */
export const BLOCK_CODES: readonly BlockCode[] = [
  "signed_out",
  "device_blocked",
  "clock_wrong",
  "app_old",
  "server_old",
  "storage_full",
  "key_missing",
  "server_refused",
  "integrity",
  "cert",
  "quota",
  "busy",
];
