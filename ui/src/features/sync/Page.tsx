import { styled } from "@mui/material/styles";
import { type ReactNode, useState } from "react";
import { Link } from "react-router";
import type { Say } from "../../i18n/text";
import { useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { ButtonRow } from "../../kit/ButtonRow";
import { Callout } from "../../kit/Callout";
import { CheckField } from "../../kit/CheckField";
import { Facts } from "../../kit/Facts";
import { Section } from "../../kit/Section";
import { useFormat } from "../../kit/useFormat";
import type { Problem, SyncState } from "../../rpc/gen";
import { attempt } from "../../shell/door";
import { Page as Screen } from "../../shell/Page";
import { ProblemView } from "../../shell/problem/ProblemView";
import { copyText } from "../../shell/problem/report";
import { syncReport } from "../../shell/sync/report";
import { useSend } from "../../shell/sync/useSend";
import { useSync } from "../../shell/sync/useSync";
import { Rounds } from "./Rounds";

const Stack = styled("div")({ display: "grid", gap: 22, maxInlineSize: 860 });
const Padded = styled("div")({ paddingBlock: 10, display: "grid", gap: 10 });

/** Why the device may not be handed in yet; nothing where it may. */
const handInReason = (text: Say, sync: SyncState): string | null => {
  if (sync.own.saved > 0) {
    return text("sync-hand-in-unsent", { count: sync.own.saved });
  }
  if (sync.refused > 0) {
    return text("sync-hand-in-refused", { count: sync.refused });
  }
  return sync.audit_waiting > 0 ? text("sync-hand-in-log") : null;
};

const Own = ({ sync }: { sync: SyncState }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const contact = Math.max(sync.sent_at ?? 0, sync.pulled_at ?? 0);
  return (
    <Section title={text("sync-own")}>
      <Padded>
        <span>{text("sync-own-hint")}</span>
        <Facts
          facts={[
            { label: text("sync-own-saved"), value: text("sync-changes", { count: sync.own.saved }) },
            { label: text("sync-own-sent"), value: text("sync-changes", { count: sync.own.sent }) },
            { label: text("sync-own-elsewhere"), value: text("sync-changes", { count: sync.own.elsewhere }) },
            { label: text("sync-to-receive"), value: text("sync-records", { count: sync.left }) },
            { label: text("sync-reading-log"), value: text("sync-entries", { count: sync.audit_waiting }) },
            { label: text("sync-last-contact"), value: contact === 0 ? text("sync-never") : format.recent(contact) },
            { label: text("sync-offline-until"), value: format.staffDateTime(sync.lease_until) },
          ]}
        />
      </Padded>
    </Section>
  );
};

const Waiting = ({ sync }: { sync: SyncState }): ReactNode => {
  const text = useText();
  return (
    <Section title={text("sync-not-accepted-title")}>
      <Padded>
        {sync.refused === 0 ? (
          <span>{text("sync-not-accepted-none")}</span>
        ) : (
          <Callout
            kind="needs"
            title={text("sync-not-accepted-some", { count: sync.refused })}
            action={<Link to="/refused">{text("sync-not-accepted-open")}</Link>}
          />
        )}
      </Padded>
    </Section>
  );
};

const Integrity = ({ sync }: { sync: SyncState }): ReactNode => {
  const text = useText();
  const reason = handInReason(text, sync);
  return (
    <>
      <Section title={text("sync-integrity")}>
        <Padded>
          <span>{text(sync.blocked === "integrity" ? "sync-integrity-bad" : "sync-integrity-ok")}</span>
          {sync.views_behind > 0 ? <span>{text("sync-integrity-behind", { count: sync.views_behind })}</span> : null}
        </Padded>
      </Section>
      <Section title={text("sync-hand-in")}>
        <Padded>
          <Callout kind={reason === null ? "ok" : "waiting"}>
            {reason === null ? text("sync-hand-in-safe") : text("sync-hand-in-not", { reason })}
          </Callout>
        </Padded>
      </Section>
    </>
  );
};

const Controls = ({ sync, tell }: { sync: SyncState; tell: (problem: Problem | null) => void }): ReactNode => {
  const text = useText();
  const { send, sending } = useSend();
  const [copied, setCopied] = useState(false);
  const set = async (cmd: "network_set" | "sync_pause", on: boolean): Promise<void> => {
    const answer = cmd === "network_set" ? await attempt(cmd, { online: !on }) : await attempt(cmd, { paused: on });
    tell("problem" in answer ? answer.problem : null);
  };
  return (
    <>
      <ButtonRow>
        <ActionButton
          kind="primary"
          icon="send"
          notReady={sending ? text("sync-sending-now") : sync.offline ? text("sync-work-offline-hint") : null}
          onClick={() => void send().then(tell)}
        >
          {text(sending ? "sync-sending-now" : "sync-send-now")}
        </ActionButton>
        {sync.left > 0 || sync.paused ? (
          <ActionButton onClick={() => void set("sync_pause", !sync.paused)}>
            {text(sync.paused ? "sync-resume-download" : "sync-pause-download")}
          </ActionButton>
        ) : null}
        <ActionButton onClick={() => void copyText(syncReport(sync)).then(setCopied)}>{text("sync-copy")}</ActionButton>
        <span role="status">{copied ? text("sync-copied") : ""}</span>
      </ButtonRow>
      {sync.paused ? <span>{text("sync-paused")}</span> : null}
      <CheckField
        asSwitch
        label={text("sync-work-offline")}
        hint={text("sync-work-offline-hint")}
        checked={sync.offline}
        onChecked={(on) => void set("network_set", on)}
      />
    </>
  );
};

/** Where the work is, in full. */
export const Page = (): ReactNode => {
  const text = useText();
  const sync = useSync();
  const [problem, setProblem] = useState<Problem | null>(null);
  return (
    <Screen title={text("sync-title")}>
      {sync ? (
        <Stack>
          {problem ? <ProblemView problem={problem} onAction={() => setProblem(null)} /> : null}
          <Controls sync={sync} tell={setProblem} />
          <Own sync={sync} />
          <Waiting sync={sync} />
          <Rounds />
          <Integrity sync={sync} />
        </Stack>
      ) : (
        text("sync-web")
      )}
    </Screen>
  );
};
