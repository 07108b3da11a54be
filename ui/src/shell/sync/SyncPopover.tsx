import { styled } from "@mui/material/styles";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import { useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { ButtonRow } from "../../kit/ButtonRow";
import { Facts } from "../../kit/Facts";
import { useFormat } from "../../kit/useFormat";
import type { Problem } from "../../rpc/gen";
import { ProblemView } from "../problem/ProblemView";
import { useSend } from "./useSend";
import { useSync } from "./useSync";

const Box = styled("div")({ padding: 16, display: "grid", gap: 12, inlineSize: "min(340px, 90vw)" });
/** The words of a button without edges stand under the words above. */
const Foot = styled("div")({ marginInlineStart: -13, marginBlock: -4 });

/** The facts behind the chip. */
export const SyncPopover = ({ close }: { close: () => void }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const go = useNavigate();
  const sync = useSync();
  const { send, sending } = useSend();
  const [problem, setProblem] = useState<Problem | null>(null);
  if (!sync) {
    return null;
  }
  const contact = Math.max(sync.sent_at ?? 0, sync.pulled_at ?? 0);
  const lead = (path: string): void => {
    close();
    void go(path);
  };
  const facts = [
    { label: text("sync-to-send"), value: text("sync-changes", { count: sync.own.saved }) },
    { label: text("sync-to-receive"), value: text("sync-records", { count: sync.left }) },
    { label: text("sync-last-contact"), value: contact === 0 ? text("sync-never") : format.recent(contact) },
    { label: text("sync-offline-until"), value: format.staffDateTime(sync.lease_until) },
    ...(sync.refused > 0
      ? [{ label: text("sync-not-accepted-title"), value: text("sync-changes", { count: sync.refused }) }]
      : []),
  ];
  return (
    <Box>
      <Facts facts={facts} />
      {problem ? <ProblemView problem={problem} onAction={() => setProblem(null)} /> : null}
      <ButtonRow>
        <ActionButton
          kind="primary"
          notReady={sending || sync.offline ? text(sending ? "sync-sending-now" : "sync-offline") : null}
          onClick={() => void send().then(setProblem)}
        >
          {text(sending ? "sync-sending-now" : "sync-send-now")}
        </ActionButton>
        {sync.decisions > 0 ? (
          <ActionButton onClick={() => lead("/decisions")}>{text("sync-decisions-open")}</ActionButton>
        ) : null}
      </ButtonRow>
      <Foot>
        <ActionButton kind="quiet" onClick={() => lead("/sync")}>
          {text("sync-open-page")}
        </ActionButton>
      </Foot>
    </Box>
  );
};
