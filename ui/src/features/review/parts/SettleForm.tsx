import { styled } from "@mui/material/styles";
import { type ReactNode, useState } from "react";
import { Text, useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { ButtonRow } from "../../../kit/ButtonRow";
import { Field } from "../../../kit/Field";
import type { Problem, Review } from "../../../rpc/gen";
import { asProblem } from "../../../rpc/problem";
import { call } from "../../../rpc/rpc";
import { useNotices } from "../../../shell/notices";
import { ProblemView } from "../../../shell/problem/ProblemView";
import { useDraft } from "../../../shell/useDraft";
import { color, type } from "../../../theme/vars";
import { reviewApi } from "../api";

/** Longest reason, in characters; the audit's own bound. */
const REASON_MAX = 1000;

const Box = styled("div")({ display: "grid", gap: 12, gridTemplateColumns: "minmax(0, 1fr)" });
const What = styled("p")({ ...type("small"), margin: 0, color: color.text.muted });

/** Takes the late edit, written anew by the person who decides, or leaves it; both need a reason. */
export const SettleForm = ({ item, close }: { item: Review; close: () => void }): ReactNode => {
  const text = useText();
  const { tell } = useNotices();
  const draft = useDraft<string>(`review:${item.review}`);
  const { refetch } = reviewApi.useReviewListQuery();
  const [tried, setTried] = useState<boolean | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [sending, setSending] = useState(false);
  const reason = typeof draft.value === "string" ? draft.value : "";
  const missing = reason.trim() === "";
  const long = [...reason].length > REASON_MAX;
  const settle = async (accept: boolean): Promise<void> => {
    setTried(accept);
    if (missing || long || sending) return;
    setSending(true);
    setProblem(null);
    try {
      await call("review_settle", { review: item.review, accept, reason: reason.trim() });
      await draft.clear();
      void refetch();
      tell(accept ? "review-accepted" : "review-declined");
      close();
    } catch (error) {
      setProblem(asProblem(error));
      setSending(false);
    }
  };
  const wrong = missing
    ? text("review-reason-missing")
    : long
      ? text("review-reason-long", { most: REASON_MAX })
      : undefined;
  return (
    <Box>
      <Field
        label={text("review-reason")}
        hint={text("review-reason-hint")}
        error={tried === null ? undefined : wrong}
        value={reason}
        onValue={draft.set}
        onBlur={draft.flush}
      />
      <What>
        <Text id="review-accept-why" />
      </What>
      <What>
        <Text id="review-decline-why" />
      </What>
      {problem ? <ProblemView problem={problem} onAction={() => void settle(tried ?? false)} /> : null}
      <ButtonRow>
        <ActionButton onClick={() => void settle(false)}>
          <Text id="review-decline" />
        </ActionButton>
        <ActionButton
          kind="primary"
          notReady={item.text === null ? text("review-no-text") : undefined}
          onClick={() => void settle(true)}
        >
          <Text id="review-accept" />
        </ActionButton>
      </ButtonRow>
    </Box>
  );
};
