import { styled } from "@mui/material/styles";
import { type ReactNode, useEffect, useState } from "react";
import { useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { ButtonRow } from "../../../kit/ButtonRow";
import { Callout } from "../../../kit/Callout";
import { Facts } from "../../../kit/Facts";
import { SafeText } from "../../../kit/SafeText";
import { useFormat } from "../../../kit/useFormat";
import { readDraft } from "../../../shell/drafts";
import { useNames } from "../../../shell/people";
import { size } from "../../../theme/vars";
import { decisionsApi } from "../api";
import type { Dispute } from "../dispute";
import { draftKey } from "../useDecision";
import { useWords } from "../words";

const Body = styled("div")({ display: "grid", gap: 16, padding: `18px ${size.padding}`, alignContent: "start" });

interface Settled {
  by: string;
  at: number;
  chosen: unknown;
  reason: string;
}

const parse = (stored: unknown): unknown => {
  if (typeof stored !== "string" || !/^[{[]/.test(stored)) return stored;
  try {
    return JSON.parse(stored);
  } catch {
    return stored;
  }
};

/** The newest decision about this field in the document. */
const useSettled = (dispute: Dispute): Settled | null => {
  const { data } = decisionsApi.useDecidedDocumentQuery(dispute.doc);
  const path = dispute.path.join("/");
  const found = (data?.items ?? [])
    .filter((row) => row.list === "decisions")
    .map((row) => row.body as Record<string, unknown>)
    .filter((body) => body["path"] === path)
    .sort((a, b) => Number(b["at"]) - Number(a["at"]))[0];
  if (!found) return null;
  const chosen = parse(found["chosen"]);
  return { by: String(found["by"]), at: Number(found["at"]), chosen, reason: String(found["reason"] ?? "") };
};

/** The reason that this person had typed, so that it is not lost. */
const useTyped = (dispute: Dispute): string => {
  const [typed, setTyped] = useState("");
  const key = draftKey(dispute);
  useEffect(() => {
    let wanted = true;
    readDraft(key).then(
      (body) => {
        const kept = body === null ? null : (JSON.parse(body) as { made?: { reason?: string } });
        if (wanted) setTyped(kept?.made?.reason ?? "");
      },
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [key]);
  return typed;
};

export interface GoneProps {
  dispute: Dispute;
  /** Absent where nothing else waits. */
  onNext?: (() => void) | undefined;
  onList: () => void;
}

/** Somebody else decided while this card was open: what stands now, who chose it, and what was typed here. */
export const Gone = ({ dispute, onNext, onList }: GoneProps): ReactNode => {
  const text = useText();
  const format = useFormat();
  const words = useWords(dispute);
  const nameOf = useNames();
  const settled = useSettled(dispute);
  const typed = useTyped(dispute);
  const facts = [
    ...(settled ? [{ label: words.name, value: <strong>{words.whole(settled.chosen)}</strong> }] : []),
    ...(settled ? [{ label: text("decisions-gone-reason"), value: <SafeText>{settled.reason}</SafeText> }] : []),
    ...(typed ? [{ label: text("decisions-gone-yours"), value: <SafeText>{typed}</SafeText> }] : []),
  ];
  return (
    <Body>
      <Callout kind="needs" title={text("decisions-gone-title")} live="alert">
        {settled
          ? text("decisions-gone-by", { name: nameOf(settled.by), at: format.staffDateTime(settled.at) })
          : text("decisions-gone-bare")}
      </Callout>
      <Facts facts={facts} />
      <ButtonRow>
        <ActionButton onClick={onList}>{text("decisions-gone-list")}</ActionButton>
        {onNext ? (
          <ActionButton kind="primary" onClick={onNext}>
            {text("decisions-gone-next")}
          </ActionButton>
        ) : null}
      </ButtonRow>
    </Body>
  );
};
