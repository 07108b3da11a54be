import { styled } from "@mui/material/styles";
import { type FormEvent, type ReactNode, useState } from "react";
import { Text, useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { ButtonRow } from "../../../kit/ButtonRow";
import { Field } from "../../../kit/Field";
import type { Device, Problem } from "../../../rpc/gen";
import { asProblem } from "../../../rpc/problem";
import { call } from "../../../rpc/rpc";
import { useNotices } from "../../../shell/notices";
import { ProblemView } from "../../../shell/problem/ProblemView";
import { useDraft } from "../../../shell/useDraft";
import { weight } from "../../../theme/vars";
import { devicesApi } from "../api";

/** Longest reason, in characters; the audit's own bound. */
const REASON_MAX = 1000;

const Form = styled("form")({ display: "grid", gap: 12, "& > strong": { fontWeight: weight.strong } });

/** Shuts a device out, with a reason. The warning stands above it. */
export const RevokeForm = ({ device, close }: { device: Device; close: () => void }): ReactNode => {
  const text = useText();
  const { tell } = useNotices();
  const draft = useDraft<string>(`revoke:${device.device}`);
  const [tried, setTried] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [sending, setSending] = useState(false);
  const asked = devicesApi.useDeviceListQuery();
  const reason = typeof draft.value === "string" ? draft.value : "";
  const missing = reason.trim() === "";
  const long = [...reason].length > REASON_MAX;
  const send = async (): Promise<void> => {
    setTried(true);
    if (missing || long || sending) return;
    setSending(true);
    setProblem(null);
    try {
      await call("device_revoke", { device: device.device, reason: reason.trim() });
      await draft.clear();
      void asked.refetch();
      tell("devices-revoked");
      close();
    } catch (error) {
      setProblem(asProblem(error));
      setSending(false);
    }
  };
  const wrong = missing
    ? text("devices-revoke-missing")
    : long
      ? text("devices-revoke-long", { most: REASON_MAX })
      : undefined;
  return (
    <Form
      noValidate
      aria-label={text("devices-revoke-ask", { machine: device.machine })}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void send();
      }}
    >
      <strong>{text("devices-revoke-ask", { machine: device.machine })}</strong>
      <Text id="devices-revoke-what" />
      <Field
        label={text("devices-revoke-reason")}
        hint={text("devices-revoke-reason-hint")}
        error={tried ? wrong : undefined}
        value={reason}
        onValue={draft.set}
        onBlur={draft.flush}
        autoFocus
      />
      {problem ? <ProblemView problem={problem} onAction={() => void send()} /> : null}
      <ButtonRow>
        <ActionButton onClick={close}>
          <Text id="devices-revoke-cancel" />
        </ActionButton>
        <ActionButton type="submit" kind="danger" icon="stop">
          {text("devices-revoke-act", { machine: device.machine })}
        </ActionButton>
      </ButtonRow>
    </Form>
  );
};
